"""A CSV or TSV file as rows of text.

Read with the standard library: it neither loses rows nor turns text into numbers in
silence, and it tells on which line a record starts.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

from reportgen.data.files.table import MAX_LINE_SHOWN, Grid, Row, Table, make_table
from reportgen.data.findings import error
from reportgen.diagnostics import Diagnostic, Place
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.limits import Limits

_SAMPLE_ROWS = 20
_DELIMITERS = (",", ";", "\t")


class _FormError(Exception):
    """The file's form is wrong; carries the message."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def parse_table(
    text: str, name: str, sha256: str = "", *, wanted: frozenset[str] = frozenset()
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a text's table, None where it has none, and what was noticed."""
    return make_table(parse_grid(text, name, sha256), wanted=wanted)


def parse_grid(text: str, name: str, sha256: str = "") -> Grid:
    """Return a text's rows; an error in `found` where its form is wrong."""
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
    """Return the leading comments, where the table starts, and a delimiter declared by Excel."""
    comments: list[str] = []
    for index, line in enumerate(lines):
        words = line.strip()
        if words.startswith("#"):
            comments.append(words)
        elif words.lower().startswith("sep=") and len(words) == 5:
            return comments, index + 1, words[4]
        elif words.lower() == "sep=" and "\t" in line:
            return comments, index + 1, "\t"
        elif words:
            return comments, index, None
    return comments, len(lines), None


def _detect_delimiter(lines: Sequence[str]) -> str:
    """Return the delimiter that cuts the first rows into the most cells, evenly.

    Texts in quotation marks may run over lines and hold the other delimiters, so many even
    rows of two cells are less telling than a few of eighteen.
    """
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            reader = csv.reader(iter(lines[: _SAMPLE_ROWS + 1]), delimiter=delimiter)
            widths = Counter(len(cells) for cells in reader if len(cells) > 1)
        except csv.Error:
            continue
        score = max(
            ((count * (width - 1), count) for width, count in widths.items()), default=(0, 0)
        )
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(
    lines: Sequence[str], start: int, delimiter: str, name: str
) -> tuple[tuple[Row, ...], tuple[int, ...]]:
    """Return the records that hold anything, and the lines of those that hold nothing."""
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
        line = start + reader.line_num + 1


def _check_size(cells: list[str], count: int, most: Limits, place: Place) -> None:
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
    if "limit" in problem:
        return error("DAT010", "a cell is far too long", place, "check its quotation marks")
    return error(
        "DAT014",
        "a quotation mark opens a cell on this line and is not closed where the cell ends",
        place,
        'close it, or write a quotation mark inside a cell twice: `""`',
    )
