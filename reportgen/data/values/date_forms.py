"""One cell that names a day, week, month, quarter or year, in the forms in which they occur."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.values.month_names import ENGLISH
from reportgen.data.values.quarter_names import part_of_year
from reportgen.model.frequency import Calendar, DateSpan, Frequency, month_span

if TYPE_CHECKING:
    from collections.abc import Mapping

FIRST_YEAR, LAST_YEAR = 1900, 2200
LONGEST_DATE = 80
"""A Nextcloud form writes 68 characters: weekday, date, time and the time zone's full name."""
_ASSUMED_START = 4
"""Fiscal years written ``2011/12`` begin in April in the United Kingdom, India and Japan."""
_CENTURY = 100
_QUARTER_LONG = 3
"""Months."""

TIME = (
    r"(?:,?(?:T| | um | at | a las | à | alle | om )\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    r"[ \u00a0\u202f]?(?:[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:Z|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d{2})?|UTC|GMT)| [^\W\d][^\d]{2,50})?)?"
)
_NAME = r"([^\W\d_]{3,12})"
_ISO_DAY = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){TIME}", re.ASCII)
_ISO_MONTH = re.compile(r"(\d{4})([-/.])(\d{1,2})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.ASCII)
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{4})", re.ASCII)
_TWO_WAYS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){TIME}", re.ASCII)
_EAST_ASIAN = re.compile(r"(\d{4})[年년] ?(\d{1,2})[月월](?: ?(\d{1,2})[日일])?")
_YEAR = re.compile(r"(?:CY ?)?(\d{4})(?:\.0)?", re.ASCII)
# 2021-Q1, 2021 Q1, 2021Q1, Q1 2021, Q1/21; T1 in Spanish and French, K1 in the north.
_QUARTER = re.compile(r"(\d{4})[-/ ]?[QqTtKk]([1-4])|[QqTtKk]([1-4])[-/ ']?(\d{4})", re.ASCII)
_FISCAL_QUARTER = re.compile(
    r"(?:FY ?)?(\d{4})[/-]\d{2,4}[- ]?Q([1-4])|FY ?(\d{4})[- ]?Q([1-4])"
    r"|Q([1-4])[- ](?:FY ?)?(\d{4})[/-]\d{2,4}|Q([1-4])[- ]?FY ?(\d{4})",
    re.ASCII,
)
_HALF = re.compile(r"(?:\d{4}[-/ ]?[HhSs][12]|[HhSs][12][-/ ]?\d{4})", re.ASCII)
_FISCAL_END = re.compile(r"FY ?'?(\d{4}|\d{2})", re.ASCII | re.IGNORECASE)
_FISCAL_BOTH = re.compile(r"FY ?(\d{2}|\d{4})[-/](\d{2}|\d{4})", re.ASCII | re.IGNORECASE)
_YEARS = re.compile(r"(\d{4}) ?(?:[-/–—]|to|bis|a|à) ?(\d{2}|\d{4})")
_NAMED_MONTH = re.compile(rf"{_NAME}\.?(?: de | del |[ -])'?(\d{{4}})")
_SHORT_YEAR = re.compile(rf"{_NAME}\.?(?:-| ?')(\d{{2}})")
_DAY_NAMED = re.compile(
    rf"(?:[^\W\d_]{{2,14}}\.?,? )?(\d{{1,2}})\.?(?:st|nd|rd|th|er|º)?(?: de | of |[ -])"
    rf"{_NAME}\.?,?(?: de | del |[ -])(\d{{4}}){TIME}"
)
_NAMED_DAY = re.compile(
    rf"(?:[^\W\d_]{{2,14}}\.?,? )?{_NAME}\.? (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}}){TIME}"
)
_YEARLESS = re.compile(rf"(?:{_NAME}\.? (\d{{1,2}})|(\d{{1,2}})\.? {_NAME}\.?)")
_TWO_DIGITS = re.compile(r"\d{1,2}[-/.](?:\d{1,2}[-/.])?\d{2}", re.ASCII)
_SPREADSHEET_DAY = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
_UNIX_TIME = re.compile(r"\d{10}(?:\d{3})?(?:\.\d+)?", re.ASCII)


class NoYear(NamedTuple):
    """A day and month such as ``December 30``; `day` is 0 for a whole month, ``December``."""

    month: int
    day: int
    text: str


class OddYear(str):
    """Why a date is none: its year is far away, or is written with two digits."""

    __slots__ = ()


class DayOrMonthFirst(NamedTuple):
    """A date such as 07/08/2018, whose order the column decides."""

    one: int
    other: int
    year: int
    text: str


class MonthOrYears(NamedTuple):
    """A text such as ``2003-05`` or ``2011/12``: a month, a fiscal year, or several years."""

    year: int
    number: int
    text: str


class FiscalYear(NamedTuple):
    """A year of the calendar or of another one: ``2011/12``, ``FY2024``, ``2012``.

    `begins` is the calendar year in which it begins, unless it begins in January; `quarter` is
    one of its quarters, 0 for the whole of it.
    """

    begins: int
    text: str
    is_fiscal: bool
    quarter: int = 0


class UnknownName(NamedTuple):
    """A date whose month is named in another language than those tried."""

    name: str
    text: str


Reading = DateSpan | DayOrMonthFirst | NoYear | MonthOrYears | FiscalYear | UnknownName | str
"""What a cell says: days, something that the column decides, or why it is no date."""


def read_date(words: str, months: Mapping[str, int] = ENGLISH) -> Reading:
    """Return what a text says of time.

    Parameters
    ----------
    words : str
        A cell without surrounding blanks.
    months : mapping of str to int
        The months by their names in lower case.
    """
    if len(words) > LONGEST_DATE:
        return f"expected a date, found `{words[:40]}…`"
    if found := _ISO_DAY.fullmatch(words):
        return day_of(int(found[1]), int(found[3]), int(found[4]), words)
    if found := _ISO_MONTH.fullmatch(words):
        return _month_or_years(found, words)
    if found := _TWO_WAYS.fullmatch(words):
        if found[2] == ".":
            return day_of(int(found[4]), int(found[3]), int(found[1]), words)
        return DayOrMonthFirst(int(found[1]), int(found[3]), int(found[4]), words)
    if found := _COMPACT.fullmatch(words):
        return day_of(int(found[1]), int(found[2]), int(found[3]), words)
    if found := _MONTH_FIRST.fullmatch(words):
        return month_of(int(found[2]), int(found[1]), words)
    if found := _WEEK.fullmatch(words):
        return _week(int(found[1]), int(found[2]), words)
    if found := _EAST_ASIAN.fullmatch(words):
        year, month = int(found[1]), int(found[2])
        return (
            day_of(year, month, int(found[3]), words) if found[3] else month_of(year, month, words)
        )
    return _read_year(words) or _read_named(words, months)


def _month_or_years(found: re.Match[str], words: str) -> Reading:
    """Read ``2011-12``, which the other cells of the column decide unless one reading is left."""
    year, number = int(found[1]), int(found[3])
    if found[2] == "." or len(found[3]) == 1:
        return month_of(year, number, words)
    if number == year % _CENTURY or not FIRST_YEAR <= year <= LAST_YEAR:
        return month_of(year, number, words)
    return MonthOrYears(year, number, words)


def _read_year(words: str) -> Reading | None:
    """Read a quarter, a year or a span of years; None where the text names none."""
    if found := _YEAR.fullmatch(words):
        return _checked(FiscalYear(int(found[1]), words, is_fiscal=False))
    if found := _QUARTER.fullmatch(words):
        year, quarter = int(found[1] or found[4]), int(found[2] or found[3])
        return _checked_span(Calendar(Frequency.QUARTER), year, 3 * quarter - 2, words)
    if found := _FISCAL_QUARTER.fullmatch(words):
        # A single year is that in which the fiscal year ends.
        begins = int(found[1] or found[6] or 0) or int(found[3] or found[8]) - 1
        quarter = int(found[2] or found[4] or found[5] or found[7])
        return _checked(FiscalYear(begins, words, is_fiscal=True, quarter=quarter))
    if found := _FISCAL_BOTH.fullmatch(words):
        return _checked(FiscalYear(_full_year(found[1]), words, is_fiscal=True))
    if found := _FISCAL_END.fullmatch(words):
        return _checked(FiscalYear(_full_year(found[1]) - 1, words, is_fiscal=True))
    if found := _YEARS.fullmatch(words):
        first = int(found[1])
        last = int(found[2]) if len(found[2]) == len("2011") else _same_century(first, found[2])
        if last == first + 1:
            return _checked(FiscalYear(first, words, is_fiscal=True))
        return years_of(first, last, words)
    part = part_of_year(words)
    if part is not None and part.year is not None and part.months == _QUARTER_LONG:
        return _checked_span(Calendar(Frequency.QUARTER), part.year, 3 * part.number - 2, words)
    if part is not None and part.months == _QUARTER_LONG:
        return f"expected a date, found `{words}`: the quarter has no year"
    if part is not None or _HALF.fullmatch(words):
        return f"expected a date, found `{words}`: half-years are not read; use quarters"
    return _hint(words)


def _hint(words: str) -> str | None:
    """Explain a number that a program stores for a date."""
    if _SPREADSHEET_DAY.fullmatch(words) and 20_000 <= float(words) < 80_000:
        # Spreadsheets count from 1899-12-30, since they take 1900 for a leap year.
        day = date(1899, 12, 30) + timedelta(days=int(float(words)))
        return (
            f"`{words}` looks like a spreadsheet's day number for {day}; format the column as a "
            "date and export it again"
        )
    if _TWO_DIGITS.fullmatch(words):
        return OddYear(f"expected a date, found `{words}`: the year needs four digits")
    if _UNIX_TIME.fullmatch(words):
        # Ten digits are seconds, thirteen milliseconds; 10 ** 11 seconds is the year 5138.
        seconds = float(words) if float(words) < 1e11 else float(words) / 1000
        day = date(1970, 1, 1) + timedelta(days=int(seconds // 86_400))
        return (
            f"`{words}` looks like seconds since 1970, for {day} in UTC; write the column as dates"
        )
    return None


def _read_named(words: str, months: Mapping[str, int]) -> Reading:
    """Read a date with the month's name."""
    if found := _NAMED_MONTH.fullmatch(words):
        name, day, year = found[1], None, int(found[2])
    elif (found := _SHORT_YEAR.fullmatch(words)) and found[1].casefold() not in ("week", "day"):
        name, day, year = found[1], None, _full_year(found[2])
    elif found := _DAY_NAMED.fullmatch(words):
        name, day, year = found[2], int(found[1]), int(found[3])
    elif found := _NAMED_DAY.fullmatch(words):
        name, day, year = found[1], int(found[2]), int(found[3])
    elif found := _YEARLESS.fullmatch(words):
        return _read_yearless(found[1] or found[4], int(found[2] or found[3]), words, months)
    else:
        return f"expected a date, found `{words}`"
    month = months.get(name.casefold())
    if month is None:
        return UnknownName(name, words)
    return month_of(year, month, words) if day is None else day_of(year, month, day, words)


def _read_yearless(name: str, day: int, words: str, months: Mapping[str, int]) -> Reading:
    month = months.get(name.casefold())
    if month is None:
        return UnknownName(name, words)
    return NoYear(month, day, words) if 1 <= day <= 31 else f"expected a date, found `{words}`"


def month_of(year: int, month: int, words: str) -> DateSpan | str:
    """Return a month's days, or why there is no such month."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _odd_year(words)
    if not 1 <= month <= 12:
        return f"expected a date, found `{words}`: there are 12 months"
    return month_span(date(year, month, 1))


def day_of(year: int, month: int, day: int, words: str) -> DateSpan | str:
    """Return a single day, or why there is no such day."""
    span = month_of(year, month, words)
    if isinstance(span, str):
        return span
    if not 1 <= day <= span.last.day:
        return f"expected a date, found `{words}`: that month has {span.last.day} days"
    found = date(year, month, day)
    return DateSpan(found, found)


def years_of(first: int, last: int, words: str, *, year_starts: int = 1) -> DateSpan | str:
    """Return the days of whole years, the first and the last included."""
    if not (FIRST_YEAR <= first <= LAST_YEAR and FIRST_YEAR <= last <= LAST_YEAR):
        return _odd_year(words)
    if last < first:
        return f"expected a date, found `{words}`: the years run backwards"
    calendar = Calendar(Frequency.YEAR, year_starts)
    start, end = date(first, year_starts, 1), date(last, year_starts, 1)
    return DateSpan(start, calendar.span(end).last)


def fiscal_days(cell: FiscalYear, year_starts: int | None) -> DateSpan | str:
    """Return the days of a year, or of a quarter of one.

    Parameters
    ----------
    year_starts : int or None
        The month with which years begin; None if the configuration does not say: April is
        assumed for years written as fiscal ones, which the caller reports.
    """
    start = year_starts or (_ASSUMED_START if cell.is_fiscal else 1)
    # FY2024 of a year that begins in January is 2024 itself.
    begins = cell.begins + 1 if cell.is_fiscal and start == 1 else cell.begins
    if not cell.quarter:
        return years_of(begins, begins, cell.text, year_starts=start)
    month = start + 3 * (cell.quarter - 1)
    return _checked_span(
        Calendar(Frequency.QUARTER, start), begins + (month > 12), (month - 1) % 12 + 1, cell.text
    )


def _week(year: int, week: int, words: str) -> DateSpan | str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _odd_year(words)
    try:
        monday = date.fromisocalendar(year, week, 1)
    except ValueError:
        return f"expected a date, found `{words}`: that year has no such week"
    return DateSpan(monday, monday + timedelta(days=6))


def _checked(cell: FiscalYear) -> FiscalYear | str:
    return cell if FIRST_YEAR <= cell.begins <= LAST_YEAR else _odd_year(cell.text)


def _checked_span(calendar: Calendar, year: int, month: int, words: str) -> DateSpan | str:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return _odd_year(words)
    return calendar.span(date(year, month, 1))


def _full_year(digits: str) -> int:
    """Return the year that two digits mean, as POSIX reads them: 69 to 99 are of the 1900s."""
    number = int(digits)
    if len(digits) == len("2024"):
        return number
    return number + (1900 if number >= 69 else 2000)


def _same_century(first: int, digits: str) -> int:
    """Return the year after `first` that ends in two digits: 1999 and 02 are 2002."""
    return first + (int(digits) - first) % _CENTURY


def _odd_year(words: str) -> str:
    return OddYear(f"expected a date, found `{words}`: the year must lie between 1900 and 2200")
