"""A CSV file as a table of text cells that remember their physical lines.

Read with the standard library: it neither loses rows nor turns text into numbers in
silence, and it tells on which line a record starts.
"""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.file_text import read_file_text
from reportgen.data.findings import error, finding, listed, on_lines, remark, shorten
from reportgen.diagnostics import Diagnostic, Place, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MAX_ROWS = 200_000
MAX_COLUMNS = 512
MAX_CELL = 100_000
_SAMPLE_ROWS = 20
_DELIMITERS = (",", ";", "\t")


class Row(NamedTuple):
    """One record and the physical line on which it starts, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A file's header and records; every record has as many cells as the header."""

    name: str
    sha256: str
    is_synthetic: bool
    delimiter: str
    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    lines: tuple[str, ...]

    def place(self, line: int, column: int | None = None) -> Place:
        """Return the place of a line, with a mark under a cell where it can be found."""
        text = self.lines[line - 1].rstrip("\r\n") if line <= len(self.lines) else ""
        cells = text.split(self.delimiter)
        if column is None or len(cells) != len(self.header) or len(text) > 300 or '"' in text:
            return Place(file=self.name, line=line, text=text if len(text) <= 300 else "")
        start = sum(len(cell) + 1 for cell in cells[:column])
        return Place(
            file=self.name,
            line=line,
            column=start + 1,
            width=max(1, len(cells[column])),
            text=text,
        )


class _FormError(Exception):
    """The file's form is wrong; carries the message."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_table(
    path: Path, name: str, *, wanted: frozenset[str] = frozenset()
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a CSV file's table, None where it can't be read, and what was noticed.

    Parameters
    ----------
    path : Path
        Where the file is.
    name : str
        How the configuration names it, which is how messages do.
    wanted : frozenset of str
        Columns that the configuration names. Platforms put titles above the header; the
        header is the row that holds the most of these.
    """
    content = read_file_text(path, name)
    if isinstance(content, Diagnostic):
        return None, (content,)
    sha256 = hashlib.sha256(content.data).hexdigest()
    table, found = parse_table(content.text, name, sha256, wanted=wanted)
    return table, (*content.found, *found)


def parse_table(
    text: str, name: str, sha256: str = "", *, wanted: frozenset[str] = frozenset()
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return a text's table, None where it has none, and what was noticed."""
    lines = tuple(io.StringIO(text, newline=""))
    comments, start, declared = _preamble(lines)
    delimiter = declared or _detect_delimiter(lines[start:])
    records = _records(lines, start, delimiter, name)
    try:
        header, above = _find_header(records, wanted)
        if header is None:
            return None, (_empty(name, "the file is empty"),)
        table = Table(
            name=name,
            sha256=sha256,
            is_synthetic=any("synthetic" in line.casefold() for line in comments),
            delimiter=delimiter,
            header=_names(header),
            header_line=header.line,
            rows=(),
            lines=lines,
        )
        rows, found = _even_rows(chain(above, records), table)
    except _FormError as problem:
        return None, (problem.diagnostic,)
    if has_errors(found):
        return None, tuple(found)
    if not rows:
        return None, (*found, _empty(name, "the file has a header and no rows"))
    found += _titles_above(table, start)
    return replace(table, rows=tuple(rows)), tuple(found)


def _find_header(records: Iterator[Row], wanted: frozenset[str]) -> tuple[Row | None, list[Row]]:
    """Return the header, and the records below it that were read in looking for it."""
    first = list(islice(records, _SAMPLE_ROWS))
    if not first:
        return None, []
    names = {_plain(name) for name in wanted}
    matches = [len(names.intersection(_names(row))) for row in first]
    position = matches.index(max(matches))
    return first[position], first[position + 1 :]


def _names(row: Row) -> tuple[str, ...]:
    return tuple(_plain(cell) for cell in row.cells)


def _titles_above(table: Table, start: int) -> list[Diagnostic]:
    above = [line for line in table.lines[start : table.header_line - 1] if line.strip()]
    if not above:
        return []
    message = f"the header was found on line {table.header_line}; what stands above was left out"
    place = table.place(table.header_line)
    return [remark("DAT019", message, place, in_brief=False)]


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
    """Return the delimiter with which most of the first rows have equally many cells."""
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            reader = csv.reader(iter(lines[: _SAMPLE_ROWS + 1]), delimiter=delimiter)
            widths = Counter(len(cells) for cells in reader if len(cells) > 1)
        except csv.Error:
            continue
        score = max(((count, width) for width, count in widths.items()), default=(0, 0))
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _records(lines: Sequence[str], start: int, delimiter: str, name: str) -> Iterator[Row]:
    """Yield the records that hold anything, from the line `start` (counted from 0) on."""
    reader = csv.reader(iter(lines[start:]), delimiter=delimiter, strict=True)
    line = start + 1
    count = 0
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as problem:
            raise _FormError(_quoting(name, lines, line, str(problem))) from None
        if cells is None:
            return
        if any(not cell.isspace() and cell for cell in cells):
            count += 1
            _check_size(cells, count, line, name)
            yield Row(line, tuple(cells))
        line = start + reader.line_num + 1


def _check_size(cells: list[str], count: int, line: int, name: str) -> None:
    if count <= MAX_ROWS + 1 and len(cells) <= MAX_COLUMNS:
        return
    what = f"{MAX_ROWS} rows" if count > MAX_ROWS + 1 else f"{MAX_COLUMNS} columns"
    raise _FormError(
        error(
            "DAT010",
            f"the file has more than {what}",
            Place(file=name, line=line),
            "leave out what the brief does not need",
        )
    )


def _quoting(name: str, lines: Sequence[str], line: int, problem: str) -> Diagnostic:
    text = lines[line - 1].rstrip("\r\n") if line <= len(lines) else ""
    place = Place(file=name, line=line, text=text if len(text) <= 300 else "")
    if "limit" in problem:
        return error("DAT010", "a cell is far too long", place, "check its quotation marks")
    return error(
        "DAT014",
        "a quotation mark opens a cell on this line and is not closed where the cell ends",
        place,
        'close it, or write a quotation mark inside a cell twice: `""`',
    )


def _even_rows(records: Iterator[Row], table: Table) -> tuple[list[Row], list[Diagnostic]]:
    """Return records with as many cells as the header, and what is wrong with the others."""
    width = len(table.header)
    rows: list[Row] = []
    short: list[int] = []
    long: list[int] = []
    repeated: list[int] = []
    for row in records:
        size = len(row.cells)
        if size < width:
            short.append(row.line)
        elif size > width and any(cell.strip() for cell in row.cells[width:]):
            long.append(row.line)
        elif _names(row)[:width] == table.header:
            repeated.append(row.line)
        else:
            rows.append(row if size == width else Row(row.line, row.cells[:width]))
    found = [
        *_uneven(table, short, "DAT016", "fewer"),
        *_uneven(table, long, "DAT017", "more"),
    ]
    if repeated:
        found.append(
            finding(
                "DAT018",
                f"the header stands again on {on_lines(repeated)}, which was left out",
                table.place(repeated[0]),
                "delete it",
                in_brief=False,
            )
        )
    return rows, found


def _uneven(table: Table, lines: list[int], code: str, word: str) -> list[Diagnostic]:
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
        )
    ]


def _empty(name: str, message: str) -> Diagnostic:
    return error("DAT015", message, Place(file=name), "export it again, with its header and rows")


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFC", cell.strip())


def column_names(table: Table) -> str:
    """Return the header in words, for a message."""
    return listed([f"`{shorten(cell)}`" for cell in table.header if cell])
