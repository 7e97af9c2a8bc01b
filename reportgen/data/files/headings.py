"""Periods in a header: ``Jan … Dec``, ``Q1 … Q4``, ``2022 2023``, ``2024-01 2024-02``."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.values.date_words import is_date, months_in
from reportgen.data.values.quarter_names import quarter_number

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST = 3
_YEAR = re.compile(r"(?:FY ?)?((?:19|20|21)\d\d)", re.ASCII | re.IGNORECASE)
_TWO_YEARS = re.compile(r"(?:FY ?)?((?:19|20|21)\d\d) ?[/–-] ?(\d\d|\d{4})", re.ASCII | re.I)


class Unit(StrEnum):
    """What the columns of a wide table are."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    DATE = "date"
    """Days, weeks, months or quarters with their year."""


class Year(NamedTuple):
    """A year; `is_split` if written as two calendar years, 2022/23, `is_fiscal` if as FY2022."""

    first: int
    is_split: bool
    is_fiscal: bool = False

    def quarter_text(self, quarter: int) -> str:
        """Return one of its quarters as a text for the reader of dates."""
        if self.is_split:
            return f"{self.first}/{self.first + 1} Q{quarter}"
        return f"FY{self.first} Q{quarter}" if self.is_fiscal else f"{self.first}-Q{quarter}"


class Heading(NamedTuple):
    """A column of a wide table: its position, and the number of its month, quarter or year.

    `text` is the cell, to read as a date if it includes the year.
    """

    position: int
    number: int
    text: str


class Headings(NamedTuple):
    """The columns of a wide table that are periods, in the header's order."""

    unit: Unit
    columns: tuple[Heading, ...]


def find_headings(header: Sequence[str]) -> Headings | None:
    """Return the columns of a header that are periods, None if it is not of a wide table.

    A wide table has at least three months, quarters or dates; or two years, if they are
    successive, which values that look like years rarely are.
    """
    months = months_in(header)
    for unit, numbers in (
        (Unit.MONTH, [months.get(index) for index in range(len(header))]),
        (Unit.QUARTER, [quarter_number(cell) for cell in header]),
    ):
        found = _columns(header, numbers)
        if len(found) >= _FEWEST and len({item.number for item in found}) == len(found):
            return Headings(unit, found)
    years = _columns(header, [_first_year(cell) for cell in header])
    steps = {later.number - earlier.number for earlier, later in pairwise(years)}
    if steps in ({1}, {-1}):
        return Headings(Unit.YEAR, years)
    dates = _dates(header)
    return Headings(Unit.DATE, dates) if len(dates) >= _FEWEST else _numbered(header)


def first_month(months: Sequence[int]) -> int | None:
    """Return the month with which years begin: April for columns from April to March.

    None for months of one calendar year.
    """
    rises = [earlier < later for earlier, later in pairwise(months)]
    if all(rises) or not any(rises):
        return None
    # Columns may also be listed backward, from March to April.
    return months[0] if 2 * sum(rises) >= len(rises) else months[-1]


def calendar_year(
    year: Year, month: int, months: Sequence[int], year_starts: int | None
) -> int | None:
    """Return the calendar year of a month, None if the table does not determine it.

    Parameters
    ----------
    year : Year
        The year of the table that the month is in.
    months : sequence of int
        All months of the table in their order, which shows with which month years begin.
    year_starts : int or None
        The month with which years begin, if the configuration says it.
    """
    start = first_month(months)
    if start is None and (year.is_split or year.is_fiscal):
        start = year_starts
    if start in (None, 1):
        return None if year.is_split else year.first
    if year.is_split:
        return year.first + (month < start)
    if year_starts is None:
        return None
    # FY2024 is the year that ends in 2024, as `date_forms.fiscal_days` has it.
    return year.first - year.is_fiscal + (month < start)


def read_year(cell: str) -> Year | None:
    """Return a year such as ``2022``, ``FY2022`` or ``2022/23``, None for anything else."""
    words = cell.strip()
    if found := _YEAR.fullmatch(words):
        return Year(int(found[1]), is_split=False, is_fiscal=words[0] in "Ff")
    found = _TWO_YEARS.fullmatch(words)
    if found is None or int(found[2][-2:]) != (int(found[1]) + 1) % 100:
        return None
    return Year(int(found[1]), is_split=True)


def _first_year(cell: str) -> int | None:
    year = read_year(cell)
    return year.first if year is not None else None


def _columns(header: Sequence[str], numbers: Sequence[int | None]) -> tuple[Heading, ...]:
    return tuple(
        Heading(index, number, cell.strip())
        for index, (cell, number) in enumerate(zip(header, numbers, strict=True))
        if number is not None
    )


def _dates(header: Sequence[str]) -> tuple[Heading, ...]:
    texts = [(index, cell.strip()) for index, cell in enumerate(header)]
    likely = [
        (index, text) for index, text in texts if any(map(str.isdigit, text)) and not text.isdigit()
    ]
    # Fewer are not looked up, because unknown words may take long to look up.
    if len(likely) < _FEWEST:
        return ()
    return tuple(Heading(index, index, text) for index, text in likely if is_date(text))


def _numbered(header: Sequence[str]) -> Headings | None:
    """Return months that are named 1 to 12."""
    wanted = [str(number) for number in range(1, 13)]
    names = [cell.strip().lstrip("0") for cell in header]
    if [name for name in names if name in wanted] != wanted:
        return None
    columns = tuple(Heading(names.index(name), int(name), name) for name in wanted)
    return Headings(Unit.MONTH, columns)
