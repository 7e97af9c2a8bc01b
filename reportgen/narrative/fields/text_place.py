"""Where a spot inside a text field stands in the configuration file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.diagnostics import Place


def place_inside(place: Place | None, text: str, line: int, snippet: str) -> Place | None:
    """Return the place of a snippet on a line of a text field.

    A literal block (``|``) keeps its lines, so they can be counted from its mark. A field on
    one line is searched for the snippet. Elsewhere YAML has folded the lines together, and
    the place of the field is the best that is known.

    Parameters
    ----------
    place : Place or None
        Of the field's value.
    text : str
        The field as YAML read it.
    line : int
        Counted from 0, inside the text.
    snippet : str
        As it is written in the file.
    """
    if place is None or place.line is None:
        return place
    start = (place.column or 1) - 1
    first = snippet.split("\n", maxsplit=1)[0]
    if place.text[start : start + 1] == "|":
        lines = text.split("\n")
        shown = lines[line] if line < len(lines) else ""
        return replace(place, line=place.line + 1 + line, column=None, width=1, text=shown)
    found = place.text.find(first, start)
    if found < 0:
        return place
    return replace(place, column=found + 1, width=max(1, len(first)))
