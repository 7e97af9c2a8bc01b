"""Parse text cells to days and months; the whole column decides the order of day and month."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.values.clock import (
    are_all_utc,
    local_day,
    read_clock,
    shifted_by_daylight_saving,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

# A year outside this range is a typing error, or the cell is not a date.
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
# Accepted after a day; `clock` interprets it.
_TIME = (
    r"(?:,?[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)? ?(?:[AaPp][Mm])? ?(?:Z|UTC|[+-]\d{2}:?\d{2})?)?"
)
# The back-reference \2 requires the same separator twice: 2018-07/01 is a typing error.
_ISO_DAY = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})", re.ASCII)
# 20180701
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
# ISO 8601 weeks: 2018-W27 or 2018W27
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII)
# 07/2018
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
# 07/08/2018 is in July or in August.
_TWO_WAYS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII)
# "July 2018", "1 July 2018", "Sun, Jul 01, 2018" and "July 1"
_NAMED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_DAY_NAMED = re.compile(rf"(\d{{1,2}})\.?[ -]([A-Za-z]{{3,9}})\.?,?[ -](\d{{4}}){_TIME}", re.ASCII)
_NAMED_DAY = re.compile(
    rf"(?:[A-Za-z]{{3,9}},? )?([A-Za-z]{{3,9}})\.? (\d{{1,2}}),? (\d{{4}}){_TIME}", re.ASCII
)
_YEARLESS = re.compile(
    r"(?:([A-Za-z]{3,9})\.? (\d{1,2})|(\d{1,2})\.? ([A-Za-z]{3,9})\.?)", re.ASCII
)


class DateSpan(NamedTuple):
    """The days that a cell covers, both ends included."""

    first: date
    last: date


class DateFault(NamedTuple):
    """A cell that is not a date: its position in the column, code, message and fix."""

    position: int
    code: str
    message: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """A column's dates; None where a cell is empty or can't be read."""

    spans: tuple[DateSpan | None, ...]
    faults: tuple[DateFault, ...] = ()
    notes: tuple[DateFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRules:
    """Properties of a column's dates that the configuration or the export defines.

    Attributes
    ----------
    is_day_first : bool or None
        Whether 07/08/2018 is in August; None if only the column can show it.
    zone : str or None
        The time zone to convert days to; None takes each date as written.
    first_year : int or None
        The year of the first row, for dates such as ``December 30``.
    """

    is_day_first: bool | None = None
    zone: str | None = None
    first_year: int | None = None


class _NoYear(NamedTuple):
    """A day and month such as ``December 30``."""

    month: int
    day: int
    text: str


class _TwoWays(NamedTuple):
    """A date such as 07/08/2018, whose order the column decides."""

    one: int
    other: int
    year: int
    text: str


def read_dates(cells: Sequence[str], rules: DateRules | None = None) -> DateColumn:
    """Return a column's dates.

    Returns
    -------
    DateColumn
        With a fault for each cell that is neither a date nor empty, and one for the column if
        the order of day and month in ``07/08/2018`` is ambiguous.
    """
    rules = rules or DateRules()
    spans: list[DateSpan | None] = [None] * len(cells)
    faults: list[DateFault] = []
    open_cells: dict[int, _TwoWays] = {}
    yearless: dict[int, _NoYear] = {}
    # Dates repeat in long files; each text is parsed once.
    known: dict[str, DateSpan | _TwoWays | _NoYear | str] = {}
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
        elif isinstance(result, _NoYear):
            yearless[index] = result
        else:
            spans[index] = result
    faults += _decide_order(open_cells, spans, rules.is_day_first)
    faults += _add_years(yearless, spans, rules.first_year)
    notes = _read_clocks(cells, spans, rules.zone)
    return DateColumn(spans=tuple(spans), faults=tuple(sorted(faults)), notes=tuple(notes))


def _read_clocks(
    cells: Sequence[str], spans: list[DateSpan | None], zone: str | None
) -> list[DateFault]:
    """Convert days to the configured time zone; return notes on the times of day."""
    clocks = [read_clock(cell.strip()) if ":" in cell else None for cell in cells]
    late = shifted_by_daylight_saving(clocks)
    for index in late:
        span = spans[index]
        if span is not None:
            following = span.first + timedelta(days=1)
            spans[index] = DateSpan(following, following)
    # Where 23:00 means midnight, times mark local days, which no zone may move.
    if zone is not None and not late:
        for index, (span, clock) in enumerate(zip(spans, clocks, strict=True)):
            if span is not None and clock is not None:
                day = local_day(span.first, clock, zone)
                spans[index] = DateSpan(day, day)
    if late:
        text = f"`{cells[late[0]].strip()}` was read as the midnight that follows it"
        return [DateFault(late[0], "DAT046", text, "")]
    if zone is None and are_all_utc(clocks):
        return [DateFault(0, "DAT049", "the times are in UTC, and so are the days", "")]
    return []


def _add_years(
    yearless: dict[int, _NoYear], spans: list[DateSpan | None], first_year: int | None
) -> list[DateFault]:
    """Fill in dates without a year, counting from the year of the first row; return faults."""
    if not yearless:
        return []
    if first_year is None:
        index, cell = next(iter(yearless.items()))
        fix = "add `year: …` to the metric: the year of the file's first row"
        return [DateFault(index, "DAT029", f"the date `{cell.text}` has no year", fix)]
    days = list(yearless.values())
    # The majority of neighboring rows decides whether the file runs forward or backward.
    forward = sum(_order(one) <= _order(other) for one, other in pairwise(days))
    step = 1 if 2 * forward >= len(days) - 1 else -1
    year, before, faults = first_year, days[0], []
    for index, cell in yearless.items():
        # A step against that direction, such as from December to January, is a new year.
        if step * (_order(cell) - _order(before)) < 0:
            year += step
        result = _day(year, cell.month, cell.day, cell.text)
        if isinstance(result, str):
            fix = f"check `year`, which makes this row one of {year}"
            faults.append(DateFault(index, "DAT040", result, fix))
        else:
            spans[index] = result
        before = cell
    return faults


def _order(cell: _NoYear) -> int:
    return 100 * cell.month + cell.day


def read_date(words: str) -> DateSpan | _TwoWays | _NoYear | str:
    """Return the days of a text, a date that the column must complete, or why it is no date."""
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


def _read_named(words: str) -> DateSpan | _NoYear | str:
    """Return the days of a date with the month's name."""
    if found := _NAMED_MONTH.fullmatch(words):
        name, day, year = found[1], None, found[2]
    elif found := _DAY_NAMED.fullmatch(words):
        name, day, year = found[2], found[1], found[3]
    elif found := _NAMED_DAY.fullmatch(words):
        name, day, year = found[1], found[2], found[3]
    elif found := _YEARLESS.fullmatch(words):
        return _read_yearless(found[1] or found[4], int(found[2] or found[3]), words)
    else:
        return f"expected a date, found `{words}`"
    month = _MONTHS.get(name.casefold())
    if month is None:
        return f"expected a date, found `{words}`: `{name}` is not a month"
    if day is None:
        return _month(int(year), month, words)
    return _day(int(year), month, int(day), words)


def _read_yearless(name: str, day: int, words: str) -> _NoYear | str:
    month = _MONTHS.get(name.casefold())
    if month is None or not 1 <= day <= 31:
        return f"expected a date, found `{words}`"
    return _NoYear(month, day, words)


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


def _decide_order(
    open_cells: dict[int, _TwoWays], spans: list[DateSpan | None], is_day_first: bool | None
) -> list[DateFault]:
    """Fill in dates such as 07/08/2018; return faults if their order is ambiguous."""
    if not open_cells:
        return []
    # A number above 12 is a day, and shows the order of the whole column.
    day_first = next((i for i, cell in open_cells.items() if cell.one > 12), None)
    month_first = next((i for i, cell in open_cells.items() if cell.other > 12), None)
    if day_first is not None and month_first is not None:
        return [_mixed(open_cells, day_first, month_first)]
    # 05/05/2018 is the same day in either order.
    differing = [i for i, cell in open_cells.items() if cell.one != cell.other]
    if day_first is None and month_first is None and differing and is_day_first is None:
        return [_ambiguous(differing[0], open_cells[differing[0]])]
    # The rows themselves take precedence over what the platform usually writes.
    reads_day_first = day_first is not None or (month_first is None and bool(is_day_first))
    faults = []
    for index, cell in open_cells.items():
        day, month = (cell.one, cell.other) if reads_day_first else (cell.other, cell.one)
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


def _ambiguous(index: int, cell: _TwoWays) -> DateFault:
    one = f"{cell.year}-{cell.other:02}-{cell.one:02}"
    other = f"{cell.year}-{cell.one:02}-{cell.other:02}"
    return DateFault(
        index,
        "DAT041",
        f"`{cell.text}` may mean {one} or {other}, and no other row shows which",
        "write all dates as `2018-07-01`; a spreadsheet does it with the date format YYYY-MM-DD",
    )
