"""Split a data file of many organizations by its organization column in one pass."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.data.databases.read_database import is_database
from reportgen.data.files.csv_table import parse_table
from reportgen.data.files.file_text import decode, read_bytes
from reportgen.diagnostics import Diagnostic
from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Comments and the header are at the top, so the rest need not be parsed to find them.
_SAMPLE_LINES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class LongFile:
    """A file's head (comments and header) and the unchanged lines of each organization."""

    name: str
    head: str
    lines: Mapping[str, str]

    def part(self, organization: str) -> bytes:
        """Return the file reduced to one organization."""
        return (self.head + self.lines.get(organization, "")).encode()

    def has(self, organization: str) -> bool:
        """Return whether the file has rows of an organization."""
        return organization in self.lines


def split_file(path: Path, name: str, column: str) -> LongFile | None:
    """Return a data file split by organization; None if it has no such column or is a database.

    Parameters
    ----------
    path : Path
        The path of the file.
    name : str
        Its name in the configuration.
    column : str
        The header of the column that names the organization.

    Raises
    ------
    DataError
        The file is not text.
    """
    if is_database(name):
        return None
    data = read_bytes(path, name)
    content = data if isinstance(data, Diagnostic) else decode(data, name)
    if isinstance(content, Diagnostic):
        raise DataError(f"{name} can't be read", (content,))
    # Lines must end where csv ends them; str.splitlines also breaks at e.g. U+2028.
    lines = list(io.StringIO(content.text, newline=""))
    table, _ = parse_table("".join(lines[:_SAMPLE_LINES]), name)
    if table is None or column not in table.header:
        return None
    place, start = table.header.index(column), table.header_line
    groups: dict[str, list[str]] = {}
    for cells, raw in _records(lines[start:], table.delimiter):
        if len(cells) > place and cells[place].strip():
            groups.setdefault(cells[place].strip(), []).append(raw)
    return LongFile(
        name=name,
        head="".join(lines[:start]),
        lines={key: "".join(group) for key, group in groups.items()},
    )


def _records(lines: list[str], delimiter: str) -> Iterator[tuple[list[str], str]]:
    """Yield each record with the source lines that it was read from."""
    taken: list[str] = []

    def feed() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    for cells in csv.reader(feed(), delimiter=delimiter):
        raw = "".join(taken)
        taken.clear()
        yield cells, raw if raw.endswith(("\n", "\r")) else raw + "\n"
