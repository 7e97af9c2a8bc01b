"""The rooms whose code is changed, and the tests that have to notice."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = {
    "analysis": ("tests/analysis",),
    "narrative": ("tests/narrative",),
}
"""A room's own tests: what only the page's pictures would show counts as not noticed."""


def files_of(room: str) -> list[str]:
    """Return a room's files, as paths from the project's folder, in a fixed order."""
    return [
        str(path.relative_to(ROOT)) for path in sorted((ROOT / "reportgen" / room).glob("*.py"))
    ]


def source_of(path: str) -> str:
    """Return the text of a file named from the project's folder."""
    return (ROOT / path).read_text(encoding="utf-8")
