"""The pages on messages document exactly the codes in the source."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_CODE = re.compile(r'"((?:CFG|DAT)\d{3})"')


def _used(room: str) -> set[str]:
    texts = (
        path.read_text(encoding="utf-8") for path in (_ROOT / "reportgen" / room).rglob("*.py")
    )
    return {code for text in texts for code in _CODE.findall(text)}


def _page(name: str) -> str:
    return (_ROOT / "docs" / "messages" / name).read_text(encoding="utf-8")


def test_every_code_is_explained() -> None:
    pages = "".join(_page(name) for name in ("config.md", "data.md", "render.md"))
    headings = re.findall(r"^## ((?:CFG|DAT)\w+)", pages, re.M)
    documented = set(headings)
    assert len(headings) == len(documented), "a code has one meaning"
    rooms = ("analysis", "config", "data", "design", "languages", "render")
    used = set().union(*map(_used, rooms))
    assert len(used) > 80
    assert used == documented


@pytest.mark.parametrize("name", ["config.md", "data.md"])
def test_every_entry_has_an_example_and_a_fix(name: str) -> None:
    entries = re.split(r"^## ", _page(name), flags=re.M)[1:]
    for entry in entries:
        assert "- Example: " in entry, entry
        assert "- Fix: " in entry, entry


def test_every_code_has_a_test() -> None:
    places = [*(_ROOT / "tests" / "cases").glob("*.case")]
    for room in ("config", "data", "render"):
        places += (_ROOT / "tests" / room).glob("*.py")
    tried = {
        code
        for path in places
        if path != Path(__file__)
        for code in _CODE.findall(path.read_text(encoding="utf-8"))
    }
    assert _used("config") | _used("data") <= tried
