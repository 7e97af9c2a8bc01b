"""The page on messages documents exactly the codes in the source."""

from __future__ import annotations

import re

from tests.conftest import ROOT

_PAGE = ROOT / "docs" / "messages" / "audit.md"
_SOURCES = (
    *(ROOT / "reportgen" / "verify").rglob("*.py"),
    ROOT / "reportgen" / "ledger" / "previous_edition.py",
    ROOT / "reportgen" / "document" / "board_blocks.py",
    ROOT / "reportgen" / "document" / "finished_lint.py",
    ROOT / "reportgen" / "document" / "own_text_lint.py",
)


def test_every_code_is_explained_with_an_example_and_a_fix() -> None:
    used = {
        code
        for path in _SOURCES
        for code in re.findall(r'"((?:AUD|TXT)\d{3})"', path.read_text(encoding="utf-8"))
    }
    page = _PAGE.read_text(encoding="utf-8")
    assert set(re.findall(r"^## (\w+)$", page, re.M)) == used
    for entry in re.split(r"^## ", page, flags=re.M)[1:]:
        assert "- Example: " in entry
        assert "- Fix: " in entry
