"""Find the position of a character in the files that a brief is built from."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration

_CHARACTER = re.compile(r"U\+([0-9A-F]{4,6})\b")


def with_place(diagnostic: Diagnostic, configuration: Configuration) -> Diagnostic:
    """Return a diagnostic about a character with the character's place, if it has none yet.

    Searches the configuration, for the character and its escapes, and then the data files.
    """
    named = _CHARACTER.search(diagnostic.message)
    if diagnostic.place is not None or named is None:
        return diagnostic
    places = _places(chr(int(named[1], 16)), configuration)
    return replace(diagnostic, place=next(places, None))


def _places(character: str, configuration: Configuration) -> Iterator[Place]:
    yield from _in_file(configuration.path, str(configuration.path), _escapes(character))
    for name, path in configuration.files.items():
        yield from _in_file(path, name, (character,))


def _in_file(path: Path, name: str, forms: tuple[str, ...]) -> Iterator[Place]:
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, ValueError):
        return  # a workbook, or a file in another encoding
    for number, line in enumerate(lines, start=1):
        for form in forms:
            at = line.find(form)
            if at >= 0:
                yield Place(file=name, line=number, column=at + 1, width=len(form), text=line)


def _escapes(character: str) -> tuple[str, ...]:
    """Return a character and its YAML escapes."""
    number = ord(character)
    forms = [character]
    for mark, digits, most in (("x", 2, 0xFF), ("u", 4, 0xFFFF), ("U", 8, 0x10FFFF)):
        if number <= most:
            code = f"{number:0{digits}x}"
            forms += [f"\\{mark}{code}", f"\\{mark}{code.upper()}"]
    return tuple(dict.fromkeys(forms))
