"""The headers of sheets that are joined: columns matched by name, and columns that are absent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.files.columns import nearest_cell
from reportgen.data.files.notes_below import told_notes, without_notes
from reportgen.data.files.table import cell_names, find_header
from reportgen.data.findings import error, listed, shorten
from reportgen.diagnostics import Place, cell_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence, Set

    from reportgen.data.files.grid import Grid, Row
    from reportgen.diagnostics import Diagnostic

Column = tuple[str, int]
"""The name of a column, and how many before it in its sheet have the same."""


class SheetPart:
    """A sheet's header and the rows below it, without notes."""

    def __init__(self, grid: Grid, wanted: frozenset[str]) -> None:
        position = find_header(grid.rows, wanted) or 0
        self.grid = grid
        self.head = grid.rows[position]
        names = cell_names(self.head)
        # Sheets that were widened by a stray cell have empty names at the end.
        self.header = tuple(names[: max((i + 1 for i, n in enumerate(names) if n), default=0)])
        width = len(self.head.cells)
        below, notes = without_notes(grid, grid.rows[position + 1 :], width)
        self.found = (*grid.found, *told_notes(grid, notes))
        self._rows = [row._replace(sheet=grid.sheet) for row in below]

    @property
    def columns(self) -> list[Column]:
        """Return the columns in the order of the sheet."""
        return [(name, self.header[:at].count(name)) for at, name in enumerate(self.header)]

    def positions(self, header: Sequence[Column]) -> tuple[int | None, ...]:
        """Return where in the sheet the columns of a header are, None for those it lacks."""
        places = {column: at for at, column in enumerate(self.columns)}
        return tuple(places.get(column) for column in header)

    def rows_under(self, header: Sequence[Column]) -> Iterator[Row]:
        """Yield the rows with their cells in the order of a header, and blank where it has more."""
        places = self.positions(header)
        for row in self._rows:
            cells = ("" if at is None else row.cells[at] for at in places)
            # What is beyond the header is a fault of the row, to be reported with it.
            yield row._replace(cells=(*cells, *row.cells[len(self.header) :]))


def all_columns(parts: Sequence[SheetPart]) -> list[Column]:
    """Return the columns of all sheets, in the order of the first and then of the others."""
    return list(dict.fromkeys(column for part in parts for column in part.columns))


def absent_columns(parts: Sequence[SheetPart], needed: Set[str]) -> Iterator[Diagnostic]:
    """Yield an error for each sheet without a column that the configuration names."""
    for part in parts:
        for name in sorted(needed - set(part.header)):
            other = next(item for item in parts if name in item.header)
            yield _absent(part, name, other)


def _absent(part: SheetPart, name: str, other: SheetPart) -> Diagnostic:
    sheet, at = part.grid.sheet, _renamed(part, name, other)
    place = Place(
        file=part.grid.name,
        line=part.head.line,
        column=None if at is None else at + 1,
        sheet=sheet,
    )
    message = (
        f"sheet `{shorten(sheet)}` of {part.grid.name} has no column `{shorten(name)}`, which "
        f"sheet `{shorten(other.grid.sheet)}` has"
    )
    alone = f"read one sheet alone with `sheet: {shorten(other.grid.sheet)}`"
    if at is not None:
        message += f"; its cell {cell_name(place)} is `{shorten(part.header[at])}`"
        fix = f"write `{shorten(name)}` in that cell if it is the same, or {alone}"
    else:
        fix = f"add the column, with blank cells where nothing was counted, or {alone}"
    columns = listed([f"`{shorten(cell)}`" for cell in part.header if cell])
    return error("DAT088", message, place, fix, note=f"its columns are {columns}")


def _renamed(part: SheetPart, name: str, other: SheetPart) -> int | None:
    """Return the column that may be another name of an absent one.

    One that the other sheet lacks: with a similar name, at the same place, or the only one.
    """
    own = [cell for cell in part.header if cell and cell not in other.header]
    near, at = nearest_cell(name, own), other.header.index(name)
    if near is not None:
        return part.header.index(near)
    if at < len(part.header) and part.header[at] in own:
        return at
    return part.header.index(own[0]) if len(own) == 1 else None
