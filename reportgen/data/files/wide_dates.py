"""Dates of a wide table: a period of the header with the year of the row, or the reverse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.data.files.headings import (
    Unit,
    Year,
    calendar_year,
    first_month,
    read_year,
)
from reportgen.data.files.period_sheets import read_sheet_name
from reportgen.data.values.date_words import month_number
from reportgen.data.values.quarter_names import quarter_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.headings import Heading
    from reportgen.data.files.wide_layout import WideLayout


class UnknownYearError(Exception):
    """The calendar year of a row's months is unknown; `words` is the year in the table, if any."""

    def __init__(self, row: Row, words: str = "") -> None:
        super().__init__(words)
        self.row = row
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class WideDates:
    """Formats the date of each cell of a wide table as text, for the reader of dates.

    Attributes
    ----------
    months : sequence of int
        The months of the header or of the rows, in their order.
    first_year : int or None
        The year that the metric gives, for a table without years.
    year_starts : int or None
        The month with which years begin, if the metric gives it.
    sheet : str
        The name of the sheet, which may have the year; rows of joined sheets have their own.
    """

    layout: WideLayout
    months: Sequence[int]
    first_year: int | None
    year_starts: int | None
    sheet: str

    def text(self, row: Row, heading: Heading) -> str:
        """Return the date of a row's cell.

        Raises
        ------
        UnknownYearError
            The table does not determine the calendar year of the row's months.
        """
        unit, label = self.layout.headings.unit, self.layout.label
        words = row.cells[label].strip() if label is not None else ""
        if unit is Unit.DATE:
            return heading.text
        if unit is Unit.YEAR:
            return self._in_year(row, words, heading)
        year = self._year(row, words)
        if year is None:
            return words
        if unit is Unit.QUARTER:
            return year.quarter_text(heading.number)
        return self._month_text(row, year, heading.number, words)

    def _year(self, row: Row, words: str) -> Year | None:
        """Return the year of a row, None if its label is not a year."""
        if words:
            return read_year(words)
        period = read_sheet_name(row.sheet or self.sheet)
        if period is not None:
            return period.year
        if self.first_year is None:
            raise UnknownYearError(row)
        return Year(self.first_year, is_split=first_month(self.months) is not None)

    def _in_year(self, row: Row, words: str, heading: Heading) -> str:
        """Return the date of a column of one year, in a row of a month, of a quarter or of all."""
        year, month, quarter = read_year(heading.text), month_number(words), quarter_number(words)
        if self.layout.label is None and year is not None and year.is_split:
            # 2003-04 may also mean a month.
            return f"{year.first}/{year.first + 1}"
        if self.layout.label is None:
            return heading.text
        if year is not None and month is not None:
            return self._month_text(row, year, month, heading.text)
        return year.quarter_text(quarter) if year is not None and quarter is not None else words

    def _month_text(self, row: Row, year: Year, month: int, words: str) -> str:
        found = calendar_year(year, month, self.months, self.year_starts)
        if found is None:
            raise UnknownYearError(row, words)
        return f"{found}-{month:02}"
