"""Find columns by name and select rows."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from reportgen.data.files.table import column_names, plain
from reportgen.data.findings import error, shorten
from reportgen.data.values.date_words import is_date
from reportgen.diagnostics import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Place


_MOST_HEADERS = 2
"""A second row of names may follow the header, and a blank one between them."""


def find_column(table: Table, name: str, place: Place | None) -> int | Diagnostic:
    """Return the position of a column, or an error at `place`, which names the column."""
    # The same é can be one character or two; NFC makes equal names equal.
    wanted = plain(name)
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
    return error(
        "DAT020",
        f"{table.name} has no column `{shorten(name)}`",
        place,
        _fix(table, wanted),
        note=f"its columns are {column_names(table)}",
    )


def _fix(table: Table, wanted: str) -> str:
    """Return what to do about a column that is not there."""
    head, below = table.header_line, table.rows[:_MOST_HEADERS]
    second = next((row.line for row in below if wanted in map(plain, row.cells)), None)
    if second is not None:
        return (
            f"`{shorten(wanted)}` is on line {second}, below the header on line {head}: write the "
            "names of the columns into one row"
        )
    near = nearest_cell(wanted, table.header)
    if near:
        return f"did you mean `{shorten(near)}`?"
    if not any(map(_has_word, table.header)):
        return f"line {head} holds no names: write a header above it, such as `{shorten(wanted)}`"
    return "name one of its columns"


def _has_word(name: str) -> bool:
    return any(map(str.isalpha, name)) and not is_date(name)


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
