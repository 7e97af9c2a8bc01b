"""Find columns by name and select rows."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.data.files.table import column_names
from reportgen.data.findings import error, shorten
from reportgen.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Place


def find_column(table: Table, name: str, place: Place | None) -> int | Diagnostic:
    """Return the position of a column, or an error at `place`, which names the column."""
    # The same é can be one character or two; NFC makes equal names equal.
    wanted = unicodedata.normalize("NFC", name.strip())
    positions = [index for index, cell in enumerate(table.header) if cell == wanted]
    if len(positions) == 1:
        return positions[0]
    if positions:
        return error(
            "DAT021",
            f"{table.name} has {len(positions)} columns called `{shorten(name)}`",
            table.place(table.header_line, positions[1]),
            "rename all but one of them",
        )
    near = nearest_cell(wanted, table.header)
    return error(
        "DAT020",
        f"{table.name} has no column `{shorten(name)}`",
        place,
        f"did you mean `{shorten(near)}`?" if near else "name one of its columns",
        note=f"its columns are {column_names(table)}",
    )


def nearest_cell(wanted: str, cells: Sequence[str]) -> str | None:
    """Return the cell that is most similar to a name, None if none is similar."""
    # The cutoff is the default of `difflib`; 100 characters bound its quadratic time.
    folded = {cell.casefold().replace(" ", "_"): cell for cell in cells if cell}
    found = get_close_matches(wanted.casefold().replace(" ", "_")[:100], folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def select_rows(
    table: Table, where: Sequence[tuple[str, str]], places: Sequence[Place | None]
) -> Sequence[Row] | Diagnostic:
    """Return the rows whose cells equal the given texts; `places` are those of the conditions."""
    rows: Sequence[Row] = table.rows
    for (name, wanted), place in zip(where, places, strict=True):
        position = find_column(table, name, place)
        if isinstance(position, Diagnostic):
            return position
        before = rows
        rows = [row for row in rows if row.cells[position].strip() == wanted]
        if not rows:
            values = sorted({row.cells[position].strip() for row in before})
            near = nearest_cell(wanted, values)
            return error(
                "DAT022",
                f"no row of {table.name} has `{shorten(wanted)}` in column `{shorten(name)}`",
                place,
                f"did you mean `{shorten(near)}`?" if near else "check the spelling",
            )
    return rows
