"""How often a metric is kept, and the calendar that its values follow."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pandas import Period

DAYS_A_WEEK = 7
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


class Frequency(StrEnum):
    """How far apart the observations of a series are."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    SPAN = "span"
    """Spans of several years, such as a mean of 2003 to 2005; they may overlap."""
    IRREGULAR = "irregular"


class DateSpan(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Return how many days there are."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The steps that a series is counted in.

    Attributes
    ----------
    frequency : Frequency
        Irregular series and spans have no steps.
    year_starts : int
        The month with which years and quarters begin: 4 for fiscal years from April.
    week_starts : int
        The weekday with which weeks begin, as `date.weekday` counts: 0 is Monday.
    """

    frequency: Frequency
    year_starts: int = 1
    week_starts: int = 0

    @property
    def is_regular(self) -> bool:
        """Return whether there are steps to count."""
        return self.frequency not in (Frequency.SPAN, Frequency.IRREGULAR)

    @property
    def steps_per_year(self) -> int:
        """Return how many steps a year has; 0 for a series without steps."""
        return _STEPS_PER_YEAR.get(self.frequency, 0)

    def index(self, day: date) -> int:
        """Return the number of the step that holds a day; successive steps differ by 1."""
        if self.frequency is Frequency.DAY:
            return day.toordinal()
        if self.frequency is Frequency.MONTH:
            return day.year * 12 + day.month - 1
        return _step_at(self, day)[0]

    def day_of(self, index: int) -> date:
        """Return the first day of the step with this number."""
        if self.frequency is Frequency.DAY:
            return date.fromordinal(index)
        if self.frequency is Frequency.MONTH:
            return date(index // 12, index % 12 + 1, 1)
        return _first_day(self, index)

    def span(self, day: date) -> DateSpan:
        """Return the days of the step that holds a day."""
        if self.frequency is Frequency.DAY:
            return DateSpan(day, day)
        if self.frequency is Frequency.MONTH:
            return month_span(day)
        return _step_at(self, day)[1]

    def following(self, day: date) -> DateSpan:
        """Return the step after the one that holds a day."""
        return self.span(self.span(day).last + timedelta(days=1))

    def is_step(self, span: DateSpan) -> bool:
        """Return whether a span is exactly one step."""
        return self.is_regular and self.span(span.first) == span

    def whole_steps(self, first: date, last: date) -> list[DateSpan]:
        """Return the steps that lie wholly between two days, both included."""
        step = self.span(first)
        if step.first < first:
            step = self.following(step.last)
        found = []
        while step.last <= last:
            found.append(step)
            step = self.following(step.last)
        return found


_STEPS_PER_YEAR = {
    Frequency.DAY: 365,
    Frequency.WEEK: 52,
    Frequency.MONTH: 12,
    Frequency.QUARTER: 4,
    Frequency.YEAR: 1,
}


def year_of(day: date, year_starts: int) -> DateSpan:
    """Return the year that holds a day and begins with a month.

    As `Calendar.span` does, but without importing pandas.
    """
    first = date(day.year - (day.month < year_starts), year_starts, 1)
    return DateSpan(first, date(first.year + 1, year_starts, 1) - timedelta(days=1))


def month_span(day: date) -> DateSpan:
    """Return the calendar month that holds a day."""
    length = monthrange(day.year, day.month)[1]
    return DateSpan(day.replace(day=1), day.replace(day=length))


@lru_cache(maxsize=4096)
def _step_at(calendar: Calendar, day: date) -> tuple[int, DateSpan]:
    """Return the number and the days of a step of weeks, quarters or years.

    Days and months, which nearly all series are kept in, do without pandas: importing it takes
    half a second.
    """
    import pandas as pd

    if not calendar.is_regular:
        raise AssertionError(f"a series that is {calendar.frequency} has no steps")
    step: Period = pd.Period(day, freq=_alias(calendar))
    return int(step.ordinal), DateSpan(step.start_time.date(), step.end_time.date())


@lru_cache(maxsize=4096)
def _first_day(calendar: Calendar, index: int) -> date:
    import pandas as pd

    step: Period = pd.Period(ordinal=index, freq=_alias(calendar))
    return step.start_time.date()


def _alias(calendar: Calendar) -> str:
    """Return the name of a calendar in pandas, which goes by how a step ends."""
    if calendar.frequency is Frequency.WEEK:
        return f"W-{_WEEKDAYS[calendar.week_starts - 1]}"
    letter = "Q" if calendar.frequency is Frequency.QUARTER else "Y"
    return f"{letter}-{_MONTHS[calendar.year_starts - 2]}"
