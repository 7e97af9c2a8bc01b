"""Format periods of time."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import add_months
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import Frequency
from reportgen.narrative.numbers.number_text import date_text, month_name, month_text

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.frequency import Calendar, DateSpan
    from reportgen.model.period import Period

_YEAR = 12
_WEEKS_OF_A_YEAR = 52
# 12 months are missing: `against_text` has handled the year before by then.
LENGTHS_BEFORE = {
    1: gettext_noop("the month before"),
    3: gettext_noop("the quarter before"),
    6: gettext_noop("the half-year before"),
    18: gettext_noop("the year and a half before"),
    24: gettext_noop("the two years before"),
    36: gettext_noop("the three years before"),
}


# Spanish: "entre el 1 de julio y el 3 de agosto", but "entre julio y agosto", without articles.
_DAYS = "of days, which some languages give an article"


_A_YEAR_EARLIER = {
    1: gettext_noop("the same month a year earlier"),
    3: gettext_noop("the same quarter a year earlier"),
    6: gettext_noop("the same half-year a year earlier"),
    _YEAR: gettext_noop("the year before"),
}

_BEFORE = gettext_noop("the period before")
_WEEKS_BEFORE = {
    1: gettext_noop("the week before"),
    2: gettext_noop("the two weeks before"),
}
_SAME = gettext_noop("the same period a year earlier")
_SAME_WEEK = gettext_noop("the same week a year earlier")
_SAME_WEEKS = gettext_noop("the same weeks a year earlier")


def between_text(period: Period) -> str:
    """Return ``between July 2019 and June 2020`` or ``in June 2020``, or the same with dates."""
    if _weeks(period) == 1 or is_calendar_year(period):
        return translated("in {last}").format(last=range_text(period))
    first, last = span_ends(period)
    if months_of(period):
        template = translated("between {first} and {last}") if first else translated("in {last}")
    elif first:
        template = translated("between {first} and {last}", context=_DAYS)
    else:
        template = translated("on {last}", context=_DAYS)
    return template.format(first=first, last=last)


def range_text(period: Period) -> str:
    """Return ``July 2019 to June 2020``, ``June 2020`` for a month, ``2020`` for its year."""
    if is_calendar_year(period):
        return year_text(period.first, period.last)
    if _weeks(period) == 1:
        return _week_text(period.last)
    first, last = span_ends(period)
    return translated("{first} to {last}").format(first=first, last=last) if first else last


def is_single_step(period: Period) -> bool:
    """Return whether a period is one month or one week, which has a name of its own."""
    return _weeks(period) == 1 or months_of(period) == 1


def span_ends(period: Period) -> tuple[str, str]:
    """Return the first and last month or day; the first is empty if there is only one."""
    first, last = period.first, period.last
    # Incomplete months are named by their dates: "between 15 July 2020 and 3 August 2020".
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return ("" if first == last else date_text(first)), date_text(last)
    if (first.year, first.month) == (last.year, last.month):
        return "", month_text(last)
    # The year is not repeated: "between January and June 2020".
    return month_name(first) if first.year == last.year else month_text(first), month_text(last)


def step_text(span: DateSpan, frequency: Frequency, *, year_starts: int = 1) -> str:
    """Return a step of a metric's calendar: ``June 2023``, ``Q2 2023``, ``2023/24``, or a day.

    Quarters of years that do not begin in January are named by their months: ``Q1 2023`` would
    be read as the first quarter of such a year.
    """
    first, last = span
    if first == last or frequency is Frequency.IRREGULAR:
        return date_text(last)
    if frequency is Frequency.MONTH or _whole_months(first, last) == 1:
        return month_text(last)
    if frequency is Frequency.WEEK:
        return _week_text(last)
    if frequency is Frequency.QUARTER and first.month % 3 == 1 and year_starts == 1:
        quarter = str((first.month + 2) // 3)
        return translated("Q{quarter} {year}").format(quarter=quarter, year=str(first.year))
    if frequency is Frequency.YEAR:
        return year_text(first, last)
    if frequency is Frequency.SPAN:
        ends = {"first": str(first.year), "last": str(last.year)}
        return translated("{first} to {last}").format(**ends)
    return translated("{first} to {last}").format(first=month_name(first), last=month_text(last))


def _week_text(last: date) -> str:
    """Return a week, which has this one name in all of a brief."""
    return translated("the week to {day}").format(day=date_text(last))


def in_step_text(span: DateSpan, calendar: Calendar) -> str:
    """Return when something happened in a step: ``in June 2023``, ``on 5 June 2023``."""
    step = step_text(span, calendar.frequency, year_starts=calendar.year_starts)
    if span.first == span.last or calendar.frequency is Frequency.IRREGULAR:
        return translated("on {last}", context=_DAYS).format(last=step)
    return translated("in {last}").format(last=step)


def year_text(first: date, last: date) -> str:
    """Return a year: ``2023``, or ``2023/24`` where it does not begin in January."""
    return str(first.year) if first.year == last.year else f"{first.year}/{last.year % 100:02}"


def against_text(later: Period, base: Period) -> str:
    """Return the base period relative to the later one, ``the year before``, or its dates."""
    # Relative names require periods of equal length; `!= 0` excludes incomplete months.
    if add_months(later.first, -_YEAR) == base.first and months_of(later) == months_of(base) != 0:
        return translated(_A_YEAR_EARLIER.get(months_of(base), _SAME))
    if base.last + timedelta(days=1) == later.first and months_of(later) == months_of(base) != 0:
        return translated(LENGTHS_BEFORE.get(months_of(base), _BEFORE))
    if not months_of(later) and (words := _against_days(later, base)):
        return translated(words)
    return range_text(base)


_HEADS = {
    1: gettext_noop("Month before"),
    3: gettext_noop("Quarter before"),
    6: gettext_noop("Half-year before"),
    _YEAR: gettext_noop("Year before"),
    18: gettext_noop("Year and a half before"),
    24: gettext_noop("Two years before"),
    36: gettext_noop("Three years before"),
}
_EARLIER = gettext_noop("Year earlier")
_PRECEDING = gettext_noop("Period before")


def against_head(later: Period, base: Period) -> str:
    """Return the base period as the head of a narrow column: ``Half-year before``."""
    length = months_of(base)
    is_adjacent = base.last + timedelta(days=1) == later.first
    if is_adjacent and length == months_of(later):
        return translated(_HEADS.get(length, _PRECEDING))
    if add_months(later.first, -_YEAR) == base.first and length == months_of(later):
        return translated(_EARLIER)
    words = against_text(later, base)
    return words[:1].upper() + words[1:]


def _against_days(later: Period, base: Period) -> str:
    """Return the name of a base period relative to one of days or weeks; empty without one."""
    if base.last - base.first == later.last - later.first:
        if base.last + timedelta(days=1) == later.first:
            return _WEEKS_BEFORE.get(_weeks(base), _BEFORE)
        if _weeks(base) and later.first - base.first == timedelta(weeks=_WEEKS_OF_A_YEAR):
            return _SAME_WEEK if _weeks(base) == 1 else _SAME_WEEKS
    a_year_before = (add_months(later.first, -_YEAR), add_months(later.last, -_YEAR))
    return _SAME if (base.first, base.last) == a_year_before else ""


def months_of(period: Period) -> int:
    """Return the number of calendar months of a period; 0 if it has incomplete months."""
    return _whole_months(period.first, period.last)


def is_calendar_year(period: Period) -> bool:
    """Return whether a period is one year from January to December."""
    return months_of(period) == _YEAR and period.first.month == 1


def _weeks(period: Period) -> int:
    """Return the number of weeks of a period, on whatever day they begin; 0 if it has others."""
    weeks, days = divmod((period.last - period.first).days + 1, 7)
    return 0 if days else weeks


def _whole_months(first: date, last: date) -> int:
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return 0
    return (last.year - first.year) * _YEAR + last.month - first.month + 1


def end_text(period: Period) -> str:
    """Return the last month or day of a period."""
    return span_ends(period)[1]


def start_text(period: Period) -> str:
    """Return the first month or day of a period."""
    first, last = span_ends(period)
    if not first:
        return last
    # Within a single year `span_ends` omits the year of the first month, and here it is needed.
    return first if first[-1].isdigit() else month_text(period.first)
