"""The layout of a wide table: which columns are periods, years, totals and names of measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.data.files.headings import (
    Headings,
    Unit,
    find_headings,
    read_year,
)
from reportgen.data.values.date_words import month_number
from reportgen.data.values.numbers import read_numbers
from reportgen.data.values.quarter_names import quarter_number
from reportgen.data.values.totals import is_total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table

_SHARE_OF_LABELS = 0.8
"""A column contains years, or months, if at least this share of its cells are such."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WideLayout:
    """The positions of all columns of a wide table.

    Attributes
    ----------
    label : int or None
        The column of years if the headings are months, or of months if they are years; None if
        the headings include the year.
    totals : tuple of int
        Columns of totals.
    others : tuple of int
        All other columns: names of measures, notes.
    """

    headings: Headings
    label: int | None
    totals: tuple[int, ...]
    others: tuple[int, ...]

    def months(self, rows: Sequence[Row]) -> tuple[int, ...]:
        """Return the months of the header, or of the rows of a table of years, in their order."""
        if self.headings.unit is Unit.MONTH:
            return tuple(item.number for item in self.headings.columns)
        cells = [row.cells[self.label] for row in rows] if self.label is not None else []
        numbers = [month_number(cell) for cell in cells]
        return tuple(dict.fromkeys(number for number in numbers if number is not None))

    def is_total(self, row: Row) -> bool:
        """Return whether a row is the total of others.

        A measure named ``Total`` in a column of its own is not: the metric may be about it.
        """
        return self.label is not None and is_total(row.cells[self.label])


def find_layout(table: Table) -> WideLayout | None:
    """Return the layout of a wide table, None for a long table."""
    headings = find_headings(table.header)
    if headings is None:
        return None
    taken = {item.position for item in headings.columns}
    totals = tuple(
        index for index, name in enumerate(table.header) if index not in taken and is_total(name)
    )
    rest = [index for index in range(len(table.header)) if index not in {*taken, *totals}]
    label = next((index for index in rest if _is_label(table, index, headings.unit)), None)
    others = tuple(index for index in rest if index != label)
    return WideLayout(headings=headings, label=label, totals=totals, others=others)


def measures(rows: Sequence[Row], layout: WideLayout) -> tuple[str, ...]:
    """Return the names of the measures, in the order of their rows.

    Returns
    -------
    tuple of str
        Empty if no column has a name in every row: the table then counts one thing.
    """
    for index in layout.others:
        texts = [row.cells[index].strip() for row in rows if not layout.is_total(row)]
        if texts and all(texts) and read_numbers(texts, is_whole=True).faults:
            return tuple(dict.fromkeys(texts))
    return ()


def _is_label(table: Table, index: int, unit: Unit) -> bool:
    """Return whether a column completes the headings: years for months, or the reverse."""
    cells = [row.cells[index] for row in table.rows if row.cells[index].strip()]
    cells = [cell for cell in cells if not is_total(cell)]
    if unit in (Unit.MONTH, Unit.QUARTER):
        known = [cell for cell in cells if read_year(cell)]
    elif unit is Unit.YEAR:
        known = [cell for cell in cells if month_number(cell) or quarter_number(cell)]
    else:
        return False
    return bool(known) and len(known) >= _SHARE_OF_LABELS * len(cells)
