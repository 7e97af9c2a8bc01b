"""Text cells to days and months, with the order of day and month decided over the column."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST_YEAR, LAST_YEAR = 1900, 2200
_HELP = "write a month as `2018-07` or a day as `2018-07-01`"

_MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (
        calendar.month_name[number].casefold(),
        calendar.month_abbr[number].casefold(),
    )
} | {"sept": 9}
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:[AaPp][Mm])? ?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
_ISO_DAY = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
_TWO_WAYS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_DAY_NAMED = re.compile(r"(\d{1,2})\.?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", re.ASCII)
_NAMED_DAY = re.compile(r"(?:[A-Za-z]{3,9},? )?([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)


class DateSpan(NamedTuple):
    """The days that a cell names, both ends included."""

    first: date
    last: date


class DateFault(NamedTuple):
    """A cell that is no date: its position, the code, what was found, and the mend."""

    position: int
    code: str
    message: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """A column's dates; None where a cell is empty or at fault."""

    spans: tuple[DateSpan | None, ...]
    faults: tuple[DateFault, ...] = ()


class _TwoWays(NamedTuple):
    """A date such as 07/08/2018, whose order the column decides."""

    one: int
    other: int
    year: int
    text: str


def read_dates(cells: Sequence[str]) -> DateColumn:
    """Return a column's dates.

    Returns
    -------
    DateColumn
        With a fault for each cell that is neither a date nor empty, and one for the column
        where ``07/08/2018`` can't be told apart.
    """
    spans: list[DateSpan | None] = [None] * len(cells)
    faults: list[DateFault] = []
    open_cells: dict[int, _TwoWays] = {}
    known: dict[str, DateSpan | _TwoWays | str] = {}
    for index, cell in enumerate(cells):
        words = cell.strip()
        if not words:
            continue
        if words not in known:
            known[words] = read_date(words)
        result = known[words]
        if isinstance(result, str):
            faults.append(DateFault(index, "DAT040", result, _HELP))
        elif isinstance(result, _TwoWays):
            open_cells[index] = result
        else:
            spans[index] = result
    faults += _settle(open_cells, spans)
    return DateColumn(spans=tuple(spans), faults=tuple(sorted(faults)))


def read_date(words: str) -> DateSpan | _TwoWays | str:
    """Return the days that a text names, both ways of reading it, or why it names none."""
    if len(words) > 60:
        return f"expected a date, found `{words[:40]}…`"
    if found := _ISO_DAY.fullmatch(words):
        return _day(int(found[1]), int(found[3]), int(found[4]), words)
    if found := _ISO_MONTH.fullmatch(words):
        return _month(int(found[1]), int(found[2]), words)
    if found := _TWO_WAYS.fullmatch(words):
        return (
            _TwoWays(int(found[1]), int(found[3]), int(found[4]), words)
            if (found[2] != ".")
            else _day(int(found[4]), int(found[3]), int(found[1]), words)
        )
    if found := _COMPACT.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]), words)
    if found := _MONTH_FIRST.fullmatch(words):
        return _month(int(found[2]), int(found[1]), words)
    if found := _WEEK.fullmatch(words):
        return _week(int(found[1]), int(found[2]), words)
    return _read_named(words)


def _read_named(words: str) -> DateSpan | str:
    """Return the days of a date with the month's name."""
    if found := _NAMED_MONTH.fullmatch(words):
        name, day, year = found[1], None, found[2]
    elif found := _DAY_NAMED.fullmatch(words):
        name, day, year = found[2], found[1], found[3]
    elif found := _NAMED_DAY.fullmatch(words):
        name, day, year = found[1], found[2], found[3]
    else:
        return f"expected a date, found `{words}`"
    month = _MONTHS.get(name.casefold())
    if month is None:
        return f"expected a date, found `{words}`: `{name}` is no month"
    if day is None:
        return _month(int(year), month, words)
    return _day(int(year), month, int(day), words)


def _month(year: int, month: int, words: str) -> DateSpan | str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _odd_year(words)
    if not 1 <= month <= 12:
        return f"expected a date, found `{words}`: there are 12 months"
    return month_span(date(year, month, 1))


def _day(year: int, month: int, day: int, words: str) -> DateSpan | str:
    span = _month(year, month, words)
    if isinstance(span, str):
        return span
    if not 1 <= day <= span.last.day:
        return f"expected a date, found `{words}`: that month has {span.last.day} days"
    found = date(year, month, day)
    return DateSpan(found, found)


def _week(year: int, week: int, words: str) -> DateSpan | str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _odd_year(words)
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return f"expected a date, found `{words}`: that year has no such week"
    return DateSpan(monday, monday + timedelta(days=6))


def _odd_year(words: str) -> str:
    return f"expected a date, found `{words}`: the year must lie between 1900 and 2200"


def month_span(day: date) -> DateSpan:
    """Return the month that holds a day."""
    length = calendar.monthrange(day.year, day.month)[1]
    return DateSpan(day.replace(day=1), day.replace(day=length))


def _settle(open_cells: dict[int, _TwoWays], spans: list[DateSpan | None]) -> list[DateFault]:
    """Fill in the dates that can be read two ways; return faults where they can't be told."""
    if not open_cells:
        return []
    day_first = next((i for i, cell in open_cells.items() if cell.one > 12), None)
    month_first = next((i for i, cell in open_cells.items() if cell.other > 12), None)
    if day_first is not None and month_first is not None:
        return [_mixed(open_cells, day_first, month_first)]
    telling = [i for i, cell in open_cells.items() if cell.one != cell.other]
    if day_first is None and month_first is None and telling:
        return [_untold(telling[0], open_cells[telling[0]])]
    faults = []
    for index, cell in open_cells.items():
        day, month = (cell.one, cell.other) if day_first is not None else (cell.other, cell.one)
        result = _day(cell.year, month, day, cell.text)
        if isinstance(result, str):
            faults.append(DateFault(index, "DAT040", result, _HELP))
        else:
            spans[index] = result
    return faults


def _mixed(open_cells: dict[int, _TwoWays], day_first: int, month_first: int) -> DateFault:
    one, other = open_cells[day_first].text, open_cells[month_first].text
    return DateFault(
        max(day_first, month_first),
        "DAT042",
        f"the column has the day first in `{one}` and the month first in `{other}`",
        "write all dates as `2018-07-01`",
    )


def _untold(index: int, cell: _TwoWays) -> DateFault:
    one = f"{cell.year}-{cell.other:02}-{cell.one:02}"
    other = f"{cell.year}-{cell.one:02}-{cell.other:02}"
    return DateFault(
        index,
        "DAT041",
        f"`{cell.text}` may mean {one} or {other}, and no other row tells which",
        "write all dates as `2018-07-01`",
    )
