"""Leave out notes below a table: footnotes, sources, contacts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.data.findings import on_lines, remark
from reportgen.data.values.date_words import is_date
from reportgen.diagnostics import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Grid, Row
    from reportgen.diagnostics import Diagnostic

_MARK = re.compile(
    r"[*†‡§¹²³©(\[]|[0-9]{1,2}[.)] |(?:notes?|sources?|n\.?b\.?|nota|fuente|hinweis|quelle)\b", re.I
)
_LETTER = re.compile(r"[^\W\d_]")


def without_notes(grid: Grid, below: Sequence[Row], width: int) -> tuple[Sequence[Row], list[Row]]:
    """Return the rows below a header without the notes at their end, and those notes.

    A note is text in a single cell. To distinguish it from a row of the table, it must also start
    like a note (``* estimated``, ``Source: …``), follow a blank line or a note, or have fewer
    cells than the table's `width`, like a line of text in a CSV file.
    """
    start = len(below)
    while start > 0 and _may_be_note(below[start - 1], width):
        start -= 1
    breaks = set(grid.breaks)
    for index in range(max(start, 1), len(below)):
        row = below[index]
        is_apart = any(line in breaks for line in range(below[index - 1].line + 1, row.line))
        if is_apart or _is_marked(row) or len(row.cells) < width:
            return below[:index], list(below[index:])
    return below, []


def told_notes(grid: Grid, notes: Sequence[Row]) -> list[Diagnostic]:
    """Return a remark on the lines that were left out as notes."""
    if not notes:
        return []
    lines = on_lines([row.line for row in notes])
    message = f"notes below the table were left out ({lines})"
    return [
        remark(
            "DAT084",
            message,
            Place(file=grid.name, line=notes[0].line, sheet=grid.sheet),
            in_brief=False,
        )
    ]


def _may_be_note(row: Row, width: int) -> bool:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    # A comma in a sentence makes two cells of it.
    is_single = len(filled) == 1 or (len(row.cells) < width and _is_marked(row))
    return is_single and bool(_LETTER.search(filled[0])) and not is_date(filled[0])


def _is_marked(row: Row) -> bool:
    return _MARK.match(next(cell.strip() for cell in row.cells if cell.strip())) is not None
