"""Each decision has a date and a status, and is listed once."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_FOLDER = ROOT / "docs" / "decisions"
_PAGES = sorted(_FOLDER.glob("[0-9]*.md"))
_HEAD = re.compile(r"# (\d+)\. (.+)\n\nDate: (\S+)  \nStatus: (\w+).*\n\n## ")
_STATUSES = {"proposed", "accepted", "superseded", "rejected"}


@pytest.mark.parametrize("page", _PAGES, ids=lambda page: page.stem)
def test_a_decision_has_its_number_a_date_and_a_status(page: Path) -> None:
    found = _HEAD.match(page.read_text(encoding="utf-8"))
    assert found is not None
    assert int(found[1]) == int(page.name[:4])
    assert date.fromisoformat(found[3])
    assert found[4] in _STATUSES


def test_the_list_has_every_decision_once_and_in_order() -> None:
    listed = re.findall(
        r"\| \[\d+\]\((\d[^)]*)\) \| ([^|]+) \|", (_FOLDER / "README.md").read_text()
    )
    heads = [_HEAD.match(page.read_text(encoding="utf-8")) for page in _PAGES]
    assert listed == [
        (page.name, head[2]) for page, head in zip(_PAGES, heads, strict=True) if head
    ]
