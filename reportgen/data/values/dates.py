"""A column of text cells to days, with what one cell leaves open decided over the column."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.values.clock import (
    are_all_utc,
    local_day,
    read_clock,
    shifted_by_daylight_saving,
)
from reportgen.data.values.date_forms import (
    DayOrMonthFirst,
    FiscalYear,
    MonthOrYears,
    NoYear,
    OddYear,
    Reading,
    UnknownName,
    day_of,
    fiscal_days,
    month_of,
    read_date,
    years_of,
)
from reportgen.data.values.month_names import ENGLISH, languages_of, names_in
from reportgen.model.frequency import DateSpan, Frequency

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_HELP = (
    "write a day as `2018-07-01`, a month as `2018-07`, a quarter as `2018-Q3` or a year as `2018`"
)
_HELP_YEAR = (
    "write the year first, with four digits of the common calendar: a day as `2018-07-01`, a month "
    "as `2018-07`"
)
_MONTHS, _FEW = 12, 10
_MOST_NAMES = 24
"""Twelve months, and their abbreviations."""
_LONGEST_SPAN = 20
"""Years: `1990-2010` may be a span; two digits that lie further apart are a month."""


class DateFault(NamedTuple):
    """A cell that is no date: its position, the code, what was found, and the fix."""

    position: int
    code: str
    message: str
    help: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateColumn:
    """A column's dates; None where a cell is empty or at fault.

    `doubt` is why the days may be others than those taken, empty where they are certain.
    """

    spans: tuple[DateSpan | None, ...]
    faults: tuple[DateFault, ...] = ()
    notes: tuple[DateFault, ...] = ()
    doubt: str = ""


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
    language : str
        Whose names of months are tried after the English ones.
    every : Frequency or None
        How often the metric is kept, where the configuration says it.
    year_starts : int or None
        The month with which years begin, where the configuration says it.
    """

    is_day_first: bool | None = None
    zone: str | None = None
    first_year: int | None = None
    language: str = "en"
    every: Frequency | None = None
    year_starts: int | None = None


def read_dates(cells: Sequence[str], rules: DateRules | None = None) -> DateColumn:
    """Return a column's dates.

    Returns
    -------
    DateColumn
        With a fault for each cell that is neither a date nor empty, and one for the column
        where ``07/08/2018`` or ``2003-05`` can be read in two ways.
    """
    rules = rules or DateRules()
    readings, faults = _read_cells([cell.strip() for cell in cells], rules.language)
    spans: list[DateSpan | None] = [None] * len(cells)
    open_cells: dict[int, DayOrMonthFirst] = {}
    open_years: dict[int, MonthOrYears] = {}
    yearless: dict[int, NoYear] = {}
    years: dict[int, FiscalYear] = {}
    for index, result in readings.items():
        if isinstance(result, DateSpan):
            spans[index] = result
        elif isinstance(result, DayOrMonthFirst):
            open_cells[index] = result
        elif isinstance(result, MonthOrYears):
            open_years[index] = result
        elif isinstance(result, NoYear):
            yearless[index] = result
        elif isinstance(result, FiscalYear):
            years[index] = result
        elif isinstance(result, str):
            faults.append(_no_date(index, result))
    faults += _settle_months(open_years, years, spans, rules)
    faults += _settle_years(years, spans, rules.year_starts)
    faults += _settle(open_cells, spans, rules.is_day_first)
    faults += _add_years(yearless, spans, rules.first_year)
    notes = _read_clocks(cells, spans, rules.zone)
    return DateColumn(
        spans=tuple(spans),
        faults=tuple(sorted(faults)),
        notes=tuple(notes),
        doubt=_doubt(years.values(), rules.year_starts),
    )


def _read_cells(cells: Sequence[str], language: str) -> tuple[dict[int, Reading], list[DateFault]]:
    """Read every cell by itself, with the names of months in the language of the column."""
    known: dict[str, Reading] = {}
    names: set[str] = set()
    for words in dict.fromkeys(cells):
        if words:
            reading = read_date(words)
            known[words] = reading
            if isinstance(reading, UnknownName):
                names.add(reading.name)
    faults: list[DateFault] = []
    if names:
        found = languages_of(names, language)
        months = names_in(found[0]) if found else {}
        unknown = {
            words: reading for words, reading in known.items() if isinstance(reading, UnknownName)
        }
        if len(found) > 1:
            words, first = next(iter(unknown.items()))
            faults.append(_two_languages(cells.index(words), first, found))
        else:
            known |= {words: _in_language(reading, months) for words, reading in unknown.items()}
    known |= _bare_months(known, language)
    return {index: known[words] for index, words in enumerate(cells) if words}, faults


def _bare_months(known: Mapping[str, Reading], language: str) -> dict[str, NoYear]:
    """Return the cells that are the name of a month alone."""
    names = {
        words: words.rstrip(".").casefold()
        for words, reading in known.items()
        if isinstance(reading, str) and words.rstrip(".").isalpha()
    }
    months = ENGLISH
    # Other languages take long to load, and a single word or many are no column of months.
    if 1 < len(names) <= _MOST_NAMES and not set(names.values()) <= ENGLISH.keys():
        found = languages_of(names.values(), language)
        months = names_in(found[0]) if len(found) == 1 else ENGLISH
    return {
        words: NoYear(months[name], 0, words) for words, name in names.items() if name in months
    }


def _in_language(cell: UnknownName, months: Mapping[str, int]) -> Reading:
    reading = read_date(cell.text, months)
    if isinstance(reading, UnknownName):
        return f"expected a date, found `{cell.text}`: `{cell.name}` is no month"
    return reading


def _two_languages(position: int, cell: UnknownName, languages: Sequence[str]) -> DateFault:
    meanings = " or ".join(
        f"{names_in(language)[cell.name.casefold()]} ({language})" for language in languages[:2]
    )
    return DateFault(
        position,
        "DAT041",
        f"`{cell.text}` may be of month {meanings}",
        "write months as `2018-07`, or set `brief.language` to the language of the file",
    )


def _no_date(index: int, why: str) -> DateFault:
    return DateFault(index, "DAT040", why, _HELP_YEAR if isinstance(why, OddYear) else _HELP)


def _settle_months(
    cells: Mapping[int, MonthOrYears],
    years: dict[int, FiscalYear],
    spans: list[DateSpan | None],
    rules: DateRules,
) -> list[DateFault]:
    """Decide whether ``2003-05`` is a month, a fiscal year or a span of years.

    The cells are years where each one's second number lies as far from its first: 2003-05,
    2004-06. As months these would be thirteen months apart, which is not a usual interval.
    """
    distances = {(cell.number - cell.year) % 100 for cell in cells.values()}
    distinct = {cell.year for cell in cells.values()}
    length = distances.pop() if len(distances) == 1 else 0
    are_years = 1 <= length <= _LONGEST_SPAN and (
        len(distinct) > 1 or any(cell.number > 12 for cell in cells.values())
    )
    if rules.every is not None:
        are_years = rules.every in (Frequency.YEAR, Frequency.SPAN) and bool(length)
    faults = []
    for index, cell in cells.items():
        if are_years and length == 1:
            years[index] = FiscalYear(cell.year, cell.text, is_fiscal=True)
            continue
        result = (
            years_of(cell.year, cell.year + length, cell.text)
            if are_years
            else month_of(cell.year, cell.number, cell.text)
        )
        if isinstance(result, str):
            faults.append(_no_date(index, result))
        else:
            spans[index] = result
    return faults


def _settle_years(
    cells: Mapping[int, FiscalYear], spans: list[DateSpan | None], year_starts: int | None
) -> list[DateFault]:
    faults = []
    for index, cell in cells.items():
        result = fiscal_days(cell, year_starts)
        if isinstance(result, str):
            faults.append(_no_date(index, result))
        else:
            spans[index] = result
    return faults


def _doubt(cells: Iterable[FiscalYear], year_starts: int | None) -> str:
    """Return why the days of fiscal years are not certain; empty where they are."""
    fiscal = next((cell for cell in cells if cell.is_fiscal), None)
    if fiscal is None or year_starts is not None:
        return ""
    return fiscal.text


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
    yearless: dict[int, NoYear], spans: list[DateSpan | None], first_year: int | None
) -> list[DateFault]:
    """Fill in dates without a year, counting from the year of the first row; return faults."""
    if not yearless:
        return []
    if first_year is None:
        index, cell = next(iter(yearless.items()))
        fix = "add `year: …` to the metric: the year of the file's first row"
        what = "date" if cell.day else "month"
        if _may_be_years(list(yearless.values())):
            fix = f"write `{_with_full_year(cell.text)}` if {cell.day} is the year; else {fix}"
        return [DateFault(index, "DAT029", f"the {what} `{cell.text}` has no year", fix)]
    days = list(yearless.values())
    # The majority of neighboring rows decides whether the file runs forward or backward.
    forward = sum(_order(one) <= _order(other) for one, other in pairwise(days))
    step = 1 if 2 * forward >= len(days) - 1 else -1
    year, before, faults = first_year, days[0], []
    for index, cell in yearless.items():
        # A step against that direction, such as from December to January, is a new year.
        if step * (_order(cell) - _order(before)) < 0:
            year += step
        result = (
            day_of(year, cell.month, cell.day, cell.text)
            if cell.day
            else month_of(year, cell.month, cell.text)
        )
        if isinstance(result, str):
            fix = f"check `year`, which makes this row one of {year}"
            faults.append(DateFault(index, "DAT040", result, fix))
        else:
            spans[index] = result
        before = cell
    return faults


def _may_be_years(cells: Sequence[NoYear]) -> bool:
    """Return whether ``Jan 24``, ``Feb 24`` may be months of 2024: the number hardly changes."""
    days = {cell.day for cell in cells}
    months = {cell.month for cell in cells}
    is_once_a_year = len(months) == min(len(cells), _MONTHS)
    most_years = 2 + len(cells) // _MONTHS
    return len(cells) > 1 and min(days) >= _FEW and is_once_a_year and len(days) <= most_years


def _with_full_year(text: str) -> str:
    """Return ``Jan 24`` as ``Jan 2024``."""
    name, _, number = text.rpartition(" ")
    return f"{name} 20{number:0>2}"


def _order(cell: NoYear) -> int:
    return 100 * cell.month + cell.day


def _settle(
    open_cells: dict[int, DayOrMonthFirst], spans: list[DateSpan | None], is_day_first: bool | None
) -> list[DateFault]:
    """Fill in the dates that can be read two ways; return faults where nothing decides."""
    if not open_cells:
        return []
    # A number above 12 is a day, and shows the order of the whole column.
    day_first = next((i for i, cell in open_cells.items() if cell.one > 12), None)
    month_first = next((i for i, cell in open_cells.items() if cell.other > 12), None)
    if day_first is not None and month_first is not None:
        return [_mixed(open_cells, day_first, month_first)]
    telling = [i for i, cell in open_cells.items() if cell.one != cell.other]
    if day_first is None and month_first is None and telling and is_day_first is None:
        return [_undecided(telling[0], open_cells[telling[0]])]
    # What the rows themselves show goes before what the platform usually writes.
    reads_day_first = day_first is not None or (month_first is None and bool(is_day_first))
    faults = []
    for index, cell in open_cells.items():
        day, month = (cell.one, cell.other) if reads_day_first else (cell.other, cell.one)
        result = day_of(cell.year, month, day, cell.text)
        if isinstance(result, str):
            faults.append(_no_date(index, result))
        else:
            spans[index] = result
    return faults


def _mixed(open_cells: dict[int, DayOrMonthFirst], day_first: int, month_first: int) -> DateFault:
    one, other = open_cells[day_first].text, open_cells[month_first].text
    return DateFault(
        max(day_first, month_first),
        "DAT042",
        f"the column has the day first in `{one}` and the month first in `{other}`",
        "write all dates as `2018-07-01`",
    )


def _undecided(index: int, cell: DayOrMonthFirst) -> DateFault:
    one = f"{cell.year}-{cell.other:02}-{cell.one:02}"
    other = f"{cell.year}-{cell.one:02}-{cell.other:02}"
    return DateFault(
        index,
        "DAT041",
        f"`{cell.text}` may mean {one} or {other}, and no other row shows which",
        "write all dates as `2018-07-01`; a spreadsheet does it with the date format YYYY-MM-DD",
    )
