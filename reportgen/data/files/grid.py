"""Rows of text cells with the line numbers of their rows: what every file becomes first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.diagnostics import Diagnostic


class Row(NamedTuple):
    """One record and the physical line on which it starts, counted from 1.

    `column` is the position of its value in the header of the file, None unless the table was
    reshaped; `sheet` is the sheet of a workbook whose sheets were joined. `last_line` is the line
    of the last cell if that is another one's.
    """

    line: int
    cells: tuple[str, ...]
    column: int | None = None
    sheet: str = ""
    last_line: int = 0

    @property
    def lines(self) -> tuple[int, ...]:
        """Return all lines that the row consists of."""
        return (self.line, self.last_line) if self.last_line else (self.line,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A file's rows of text, before its header is known.

    Attributes
    ----------
    comments : tuple of str
        Leading lines that start with ``#``.
    breaks : tuple of int
        Numbers of the blank lines, which separate stacked tables.
    lines : tuple of str
        The file's physical lines, for quoting; empty for a workbook.
    delimiter : str
        The delimiter between cells; empty for a workbook.
    merged : tuple of (int, int)
        First and last row of each merged range of a workbook.
    sheet : str
        The sheet of a workbook; empty for other files, and if sheets were joined.
    sheet_columns : mapping of str to tuple of (int or None)
        Where each joined sheet has the columns of the header, None for those that it lacks.
    sheets, tables : tuple of str
        The sheets of a workbook or the tables of a database, if the configuration must name one.
    found : tuple of Diagnostic
        Diagnostics of reading; if there is an error, `rows` must not be used.
    """

    name: str
    sha256: str
    comments: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    breaks: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()
    delimiter: str = ""
    merged: tuple[tuple[int, int], ...] = ()
    sheet: str = ""
    sheet_columns: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)
    sheets: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    found: tuple[Diagnostic, ...] = ()
