"""Tables of text cells with the line numbers of their rows.

Every file (text, workbook, Parquet) becomes a `Grid` first: rows of text with their line
numbers. This module turns a grid into a `Table`: a header, and rows of the same width.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.data.files.headings import find_headings
from reportgen.data.files.notes_below import told_notes, without_notes
from reportgen.data.findings import error, finding, listed, on_lines, remark, shorten
from reportgen.diagnostics import Diagnostic, Place, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.data.files.grid import Grid, Row
    from reportgen.data.sources.export import Export
    from reportgen.model.frequency import DateSpan

# Longer lines are not quoted in messages: they would wrap over many lines of a terminal.
MAX_LINE_SHOWN = 300
# The header is searched for among these; titles above it are shorter.
_SAMPLE_ROWS = 20
_SPLIT_NUMBER = re.compile(r"(?<![^,])\d+,\d{1,2}(?![^,\r\n])", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file's header and records; every record has as many cells as the header.

    `export` is the platform export that the file is, None for a plain table. `title` is the text
    directly above the header, and `span` the days that the whole table covers, if declared.
    `file_header` and `date` are set if the table was reshaped: the header of the file, and the
    name of the new date column. `sheet` is the sheet that was read, empty if several were;
    `sheet_columns` are the places of the columns in those.
    """

    name: str
    sha256: str
    is_synthetic: bool
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    lines: tuple[str, ...]
    export: Export | None = None
    title: str = ""
    span: DateSpan | None = None
    file_header: tuple[str, ...] = ()
    date: str | None = None
    sheet: str = ""
    sheet_columns: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)

    def cell_place(self, row: Row, column: int | None = None) -> Place:
        """Return the place of a row or its cell in the file, also if the table was reshaped."""
        if row.column is None:
            return self.place(row.line, column, sheet=row.sheet)
        whole = replace(self, header=self.file_header, file_header=())
        is_last = row.last_line and column == len(row.cells) - 1
        return whole.place(row.last_line if is_last else row.line, row.column, sheet=row.sheet)

    def cell_column(self, row: Row, column: int) -> str:
        """Return the name of a cell's column in the file: ``Mar``, ``2023!visits``."""
        name = self.header[column] if row.column is None else self.file_header[row.column]
        return f"{row.sheet}!{name}" if row.sheet else name

    def place(self, line: int, column: int | None = None, *, sheet: str = "") -> Place:
        """Return the place of a line, with the position of a cell if it is unambiguous.

        `sheet` is that of the line if sheets were joined.
        """
        if self.file_header:
            column = None  # a position in the reshaped table is not one in the file
        if column is not None and sheet in self.sheet_columns:
            column = self.sheet_columns[sheet][column]
        if not self.lines:
            return Place(
                file=self.name,
                line=line,
                column=None if column is None else column + 1,
                sheet=sheet or self.sheet,
            )
        text = self.lines[line - 1].rstrip("\r\n") if line <= len(self.lines) else ""
        cells = text.split(self.delimiter)
        is_long = len(text) > MAX_LINE_SHOWN
        # A quoted cell may hold delimiters, so its position can't be found by splitting.
        if column is None or len(cells) != len(self.header) or is_long or '"' in text:
            return Place(file=self.name, line=line, text="" if is_long else text)
        start = sum(len(cell) + 1 for cell in cells[:column])
        return Place(
            file=self.name,
            line=line,
            column=start + 1,
            width=max(1, len(cells[column])),
            text=text,
        )


def make_table(
    grid: Grid, *, wanted: frozenset[str] = frozenset(), may_be_empty: bool = False
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table of a grid, None if it has none, and diagnostics.

    Parameters
    ----------
    grid : Grid
        The file's rows.
    wanted : frozenset of str
        Columns that the configuration names. Titles may precede the header, which is the row
        with most of these names.
    may_be_empty : bool
        Whether a header without rows is valid and means 0.
    """
    if has_errors(grid.found):
        return None, grid.found
    position = find_header(grid.rows, wanted)
    if position is None:
        return None, (*grid.found, empty_file(grid.name, "the file is empty"))
    below, notes = without_notes(
        grid, grid.rows[position + 1 :], width=len(grid.rows[position].cells)
    )
    table, found = table_below(grid, position, below, may_be_empty=may_be_empty)
    found += titles_above(table, grid) if table is not None else ()
    found += tuple(told_notes(grid, notes))
    return table, (*grid.found, *found)


def find_header(rows: Sequence[Row], wanted: Iterable[str]) -> int | None:
    """Return the position of the row with most of the wanted columns, the first of equals.

    In a table with periods in columns, the wanted name may be that of a row. So the first row of
    periods is the header if it is above, or if no row has a wanted column.
    """
    if not rows:
        return None
    names = {plain(name) for name in wanted}
    matches = [len(names.intersection(cell_names(row))) for row in rows[:_SAMPLE_ROWS]]
    best = matches.index(max(matches))
    above = rows[:best] if matches[best] else rows[: _SAMPLE_ROWS if names else 0]
    wide = (index for index, row in enumerate(above) if find_headings(row.cells) is not None)
    return next(wide, best)


def table_below(
    grid: Grid, position: int, below: Sequence[Row], *, may_be_empty: bool = False
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table with the header at `position` and the rows `below` it."""
    header = grid.rows[position]
    table = Table(
        name=grid.name,
        sha256=grid.sha256,
        is_synthetic=any("synthetic" in line.casefold() for line in grid.comments),
        delimiter=grid.delimiter,
        header=cell_names(header),
        header_line=header.line,
        rows=(),
        lines=grid.lines,
        sheet=grid.sheet,
        sheet_columns=grid.sheet_columns,
    )
    rows, found = _even_rows(below, table)
    found += _merged_cells(grid, table)
    if has_errors(found):
        return None, tuple(found)
    if not rows and not may_be_empty:
        return None, (*found, empty_file(grid.name, "the file has a header and no rows"))
    return replace(table, rows=tuple(rows)), tuple(found)


def titles_above(table: Table, grid: Grid) -> tuple[Diagnostic, ...]:
    """Return a remark if there are rows above the header."""
    if grid.rows[0].line == table.header_line:
        return ()
    message = f"the header was found on line {table.header_line}; rows above it were left out"
    return (remark("DAT019", message, table.place(table.header_line), in_brief=False),)


def _even_rows(records: Iterable[Row], table: Table) -> tuple[list[Row], list[Diagnostic]]:
    """Return the records with as many cells as the header, and errors for the others."""
    width = len(table.header)
    rows: list[Row] = []
    short: list[int] = []
    long: list[int] = []
    repeated: list[int] = []
    for row in records:
        size = len(row.cells)
        if size < width:
            short.append(row.line)
        # Blank cells beyond the header are the trailing delimiters that spreadsheets write.
        elif size > width and any(cell.strip() for cell in row.cells[width:]):
            long.append(row.line)
        elif cell_names(row)[:width] == table.header:
            repeated.append(row.line)
        else:
            rows.append(row if size == width else row._replace(cells=row.cells[:width]))
    found = [
        *_uneven(table, short, "DAT016", "fewer"),
        *_uneven(table, long, "DAT017", "more", note=_decimal_commas(table, long)),
    ]
    if repeated:
        found.append(
            finding(
                "DAT018",
                f"the header is repeated on {on_lines(repeated)}, which was left out",
                table.place(repeated[0]),
                "delete it",
                in_brief=False,
            )
        )
    return rows, found


def _merged_cells(grid: Grid, table: Table) -> list[Diagnostic]:
    """Return an error if merged cells leave columns or rows without a value of their own."""
    # Merged titles above the header do no harm.
    lines = sorted({first for first, last in grid.merged if last >= table.header_line})
    if not lines:
        return []
    what = "the header has" if lines[0] <= table.header_line else "the table has"
    return [
        error(
            "DAT080",
            f"{what} merged cells ({on_lines(lines)} of {table.name})",
            table.place(lines[0]),
            "unmerge them, and write each column's name and each row's values into their own cells",
        )
    ]


def _decimal_commas(table: Table, lines: Sequence[int]) -> str:
    """Return a note if rows have more cells because commas are also in their numbers."""
    if table.delimiter != "," or not lines:
        return ""
    found = _SPLIT_NUMBER.search(table.lines[lines[0] - 1])
    if found is None:
        return ""
    return f"if `{found[0]}` is one number, export the file with `;` between the cells"


def _uneven(
    table: Table, lines: list[int], code: str, word: str, *, note: str = ""
) -> list[Diagnostic]:
    if not lines:
        return []
    fix = (
        "write an empty cell for what is missing, so that values stay under their columns"
        if word == "fewer"
        else "put cells that hold the delimiter in quotation marks"
    )
    verb = "has" if len(lines) == 1 else "have"
    return [
        error(
            code,
            f"{on_lines(lines)} {verb} {word} cells than the header, which has {len(table.header)}",
            table.place(lines[0]),
            fix,
            note=note,
        )
    ]


def empty_file(name: str, message: str) -> Diagnostic:
    """Return the error for a file without rows."""
    return error("DAT015", message, Place(file=name), "export it again, with its header and rows")


def cell_names(row: Row) -> tuple[str, ...]:
    """Return a row's cells as column names."""
    return tuple(plain(cell) for cell in row.cells)


def plain(cell: str) -> str:
    """Return a name in normal form: without outer spaces, and in Unicode NFC."""
    return unicodedata.normalize("NFC", cell.strip())


def column_names(table: Table) -> str:
    """Return the names of the columns, for a message."""
    return listed([f"`{shorten(cell)}`" for cell in table.header if cell])
