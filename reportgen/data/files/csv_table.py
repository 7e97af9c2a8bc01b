"""Read a CSV or TSV file as rows of text.

The standard library reads it: it neither drops rows nor converts text to numbers silently,
and it gives the line on which a record starts.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from reportgen.data.files.grid import Grid, Row
from reportgen.data.files.table import MAX_LINE_SHOWN, Table, make_table
from reportgen.data.findings import error
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.limits import Limits

# Enough to get past titles and comments; the delimiter does not change below.
_SAMPLE_ROWS = 20
_DELIMITERS = (",", ";", "\t")


class _FormError(Exception):
    """The structure of the file is invalid; carries the message."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def parse_table(
    text: str, name: str, sha256: str = "", *, wanted: frozenset[str] = frozenset()
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the table of a text, None if it has none, and diagnostics."""
    return make_table(parse_grid(text, name, sha256), wanted=wanted)


def parse_grid(text: str, name: str, sha256: str = "") -> Grid:
    """Return the rows of a text; an invalid structure is an error in `found`."""
    lines = tuple(io.StringIO(text, newline=""))
    comments, start, declared = _preamble(lines)
    delimiter = declared or _detect_delimiter(lines[start:])
    rows: tuple[Row, ...] = ()
    breaks: tuple[int, ...] = ()
    found: tuple[Diagnostic, ...] = ()
    try:
        rows, breaks = _records(lines, start, delimiter, name)
    except _FormError as problem:
        found = (problem.diagnostic,)
    return Grid(
        name=name,
        sha256=sha256,
        comments=tuple(comments),
        rows=rows,
        breaks=breaks,
        lines=lines,
        delimiter=delimiter,
        found=found,
    )


def _preamble(lines: Sequence[str]) -> tuple[list[str], int, str | None]:
    """Return leading comments, the index of the table's first line, and a declared delimiter.

    Excel reads ``sep=;`` in the first line as a declaration of the delimiter.
    """
    comments: list[str] = []
    for index, line in enumerate(lines):
        words = line.strip()
        if words.startswith("#"):
            comments.append(words)
        elif words.lower().startswith("sep=") and len(words) == 5:
            # A quotation mark or a letter can't separate cells; Python 3.13 refuses the former.
            declared = None if words[4] == '"' or words[4].isalnum() else words[4]
            return comments, index + 1, declared
        elif words.lower() == "sep=" and "\t" in line:
            return comments, index + 1, "\t"
        elif words:
            return comments, index, None
    return comments, len(lines), None


def _detect_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that splits the first rows into the most cells, evenly.

    Quoted texts may span lines and contain other delimiters, so many rows of two cells are
    weaker evidence than a few of eighteen.
    """
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            reader = csv.reader(iter(lines[: _SAMPLE_ROWS + 1]), delimiter=delimiter)
            widths = Counter(len(cells) for cells in reader if len(cells) > 1)
        except csv.Error:
            continue
        # Cells beyond the first, over all rows of the same width: 3 rows of 18 beat 20 of 2.
        score = max(
            ((count * (width - 1), count) for width, count in widths.items()), default=(0, 0)
        )
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(
    lines: Sequence[str], start: int, delimiter: str, name: str
) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the records that are not blank, and the lines of those that are."""
    reader = csv.reader(iter(lines[start:]), delimiter=delimiter, strict=True)
    line, most = start + 1, limits()
    rows: list[Row] = []
    breaks: list[int] = []
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            raise _FormError(_quoting(name, lines, line, str(problem))) from None
        if cells is None:
            return tuple(rows), tuple(breaks)
        if any(not cell.isspace() and cell for cell in cells):
            _check_size(cells, len(rows) + 1, most, Place(file=name, line=line))
            rows.append(Row(line, tuple(cells)))
        else:
            breaks.append(line)
        # A quoted cell may span lines: the next record starts after those read so far.
        line = start + reader.line_num + 1


def _check_size(cells: list[str], count: int, most: Limits, place: Place) -> None:
    # One row more than the limit, because the header is not counted.
    if count <= most.table_rows + 1 and len(cells) <= most.table_columns:
        return
    is_long = count > most.table_rows + 1
    what = f"{most.table_rows} rows" if is_long else f"{most.table_columns} columns"
    raise _FormError(
        error(
            "DAT010",
            f"the file has more than {what}",
            place,
            "leave out what the brief does not need",
        )
    )


def _quoting(name: str, lines: Sequence[str], line: int, problem: str) -> Diagnostic:
    text = lines[line - 1].rstrip("\r\n") if line <= len(lines) else ""
    place = Place(file=name, line=line, text=text if len(text) <= MAX_LINE_SHOWN else "")
    # "field larger than field limit (131072)", which `csv` has no exception of its own for
    if "limit" in problem:
        return error("DAT010", "a cell is far too long", place, "check its quotation marks")
    return error(
        "DAT014",
        "a quotation mark opens a cell on this line and is not closed at the end of the cell",
        place,
        'close it, or write a quotation mark inside a cell twice: `""`',
    )
