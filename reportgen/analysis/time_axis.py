"""The time axis of an analysis, and the values and gains of periods on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import DAYS_PER_MONTH, DAYS_PER_YEAR, months_between
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import Calendar, DateSpan, Frequency, year_of
from reportgen.model.message import Message, step_of
from reportgen.model.metric import Restarts
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.model.period import Period
    from reportgen.model.series import Observation, Series


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """Steps of a calendar since `origin`; months by days where a series has no steps.

    Attributes
    ----------
    origin : date
        The first day of the step that is 0.
    calendar : Calendar
        That of the series.
    """

    origin: date
    calendar: Calendar

    @property
    def is_regular(self) -> bool:
        """Return whether the series has steps, each of them one unit of time."""
        return self.calendar.is_regular

    @property
    def unit(self) -> Frequency:
        """Return what one unit of time is: a step of the series, or a month where it has none."""
        return self.calendar.frequency if self.is_regular else Frequency.MONTH

    @property
    def description(self) -> str:
        """Return the axis in words, for the evidence."""
        if self.is_regular:
            return Message(
                "time is the number of the {month}, with {first} as 0",
                month=time_words(self.unit).month,
                first=step_of(self.calendar.span(self.origin), self.unit),
            )
        return Message(
            "time is days since {day} divided by {days}",
            day=self.origin,
            days=str(DAYS_PER_MONTH),
        )

    def time_of(self, observation: Observation) -> float:
        """Return the observation's time in units: of its step, or of its last day."""
        if self.is_regular:
            return float(self.steps_to(observation.last))
        return months_between(self.origin, observation.last)

    def steps_to(self, day: date) -> int:
        """Return how many steps lie between the origin's and that of a day."""
        return self.calendar.index(day) - self.calendar.index(self.origin)

    def steps_until(self, start: date, end: date) -> float:
        """Return the units of time from one day to another, also parts of them."""
        if self.unit is Frequency.MONTH:
            return months_between(start, end)
        return (end - start).days * self.calendar.steps_per_year / DAYS_PER_YEAR

    def day_at(self, time: float) -> date:
        """Return the day of a time: the first of its step, or the day itself."""
        if not self.is_regular:
            return self.origin + timedelta(days=round(time * DAYS_PER_MONTH))
        return self.calendar.day_of(self.calendar.index(self.origin) + round(time))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPoints:
    """Values of one period for an analysis, and the observations they are derived from."""

    points: PeriodValues
    observations: tuple[Observation, ...]


def time_axis(series: Series, periods: Mapping[str, Period]) -> TimeAxis:
    """Return the common axis of all periods of a series.

    Its origin is the first step of the earliest period, so that no line depends on which
    other comparison was asked for; without periods, of the first observation.
    """
    starts = [period.first for period in periods.values()]
    # An empty series without periods has no time; any fixed origin will do.
    starts = starts or [item.first for item in series.observations[:1]] or [date(2000, 1, 1)]
    calendar, earliest = series.calendar, min(starts)
    origin = calendar.span(earliest).first if calendar.is_regular else earliest.replace(day=1)
    return TimeAxis(origin=origin, calendar=calendar)


def until(series: Series, day: date) -> Series:
    """Return the series up to a day, without observations that end later."""
    return replace(series, observations=tuple(o for o in series.observations if o.last <= day))


def is_partly_compared(observed: Sequence[DateSpan], compared: Iterable[Period]) -> bool:
    """Return whether some of the observed values lie in compared periods, and some do not."""
    periods = tuple(compared)
    return len({any(period.holds(span) for period in periods) for span in observed}) > 1


def period_points(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    """Return the observations entirely within a period, on the time axis."""
    seen = series.within(period).observations
    return PeriodPoints(
        points=PeriodValues(
            period.id,
            tuple(map(axis.time_of, seen)),
            tuple(item.value for item in seen),
            _weights(seen),
        ),
        observations=seen,
    )


def _weights(seen: tuple[Observation, ...]) -> tuple[float, ...] | None:
    """Return the denominators of observations, None where they have none."""
    found = tuple(item.denominator for item in seen if item.denominator is not None)
    return found if found and len(found) == len(seen) else None


def period_gains(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    """Return the gains per step of a running total that end in a period.

    A gain is the difference between two successive steps, the first of a period against the
    last step before it where that exists; across a gap there is none. A series without steps
    is read at its last observation of each month, and each difference is divided by the months
    between the two days. A total that starts again from nothing gains all that it has then, also
    across a gap if the step is the first of its year.
    """
    calendar = axis.calendar if axis.is_regular else Calendar(Frequency.MONTH)
    pairs = [
        (earlier, later)
        for earlier, later in pairwise(_last_of_steps(series, calendar))
        if (
            calendar.index(later.last) - calendar.index(earlier.last) == 1
            or (axis.is_regular and _opens_year(later, series))
        )
        and period.first <= later.first
        and later.last <= period.last
    ]
    # Each month is the end of one gain and the start of the next, but is a source only once.
    used = {item.last: item for pair in pairs for item in pair}
    return PeriodPoints(
        points=PeriodValues(
            period.id,
            tuple(axis.time_of(later) for _, later in pairs),
            tuple(_gain(earlier, later, axis, series) for earlier, later in pairs),
        ),
        observations=tuple(used.values()),
    )


def missing_steps(series: Series, period: Period, report_date: date) -> tuple[DateSpan, ...]:
    """Return a period's whole steps without an observation.

    Only a regular series can miss a step; for others the answer is empty. Steps that end after
    the report date are not missed.
    """
    calendar = series.calendar
    if not calendar.is_regular:
        return ()
    seen = {calendar.index(item.last) for item in series.within(period).observations}
    return tuple(
        step
        for step in whole_steps(calendar, period, report_date)
        if calendar.index(step.first) not in seen
    )


def whole_steps(calendar: Calendar, period: Period, report_date: date) -> list[DateSpan]:
    """Return the steps that lie wholly in a period and end by the report date."""
    return calendar.whole_steps(period.first, min(period.last, report_date))


def _gain(earlier: Observation, later: Observation, axis: TimeAxis, series: Series) -> float:
    change = gained(earlier, later, series)
    return change if axis.is_regular else change / months_between(earlier.last, later.last)


def gained(earlier: Observation, later: Observation, series: Series) -> float:
    """Return how much a running total grew from one reading to a later one.

    A total that started again in between has gained what it shows since then.
    """
    starts_anew = any(earlier.last < day <= later.last for day in series.restarted)
    return later.value - (0.0 if starts_anew else earlier.value)


def gained_before(first: Observation, series: Series, start: date) -> float:
    """Return how much a running total grew from a day to the first reading that is known.

    Nothing is known of it, unless the total starts again each year and the day is not within
    the same year: then it is the whole reading.
    """
    if series.metric.restarts is not Restarts.YEARLY:
        return 0.0
    year = year_of(first.last, series.year_starts)
    return first.value if start <= year.first else 0.0


STARTS_AGAIN = gettext_noop("its running total starts again in between; its gains do not")


def starts_again(seen: Sequence[Observation], series: Series) -> bool:
    """Return whether a running total starts again among observations: no line fits them."""
    return bool(seen) and any(seen[0].last < day <= seen[-1].last for day in series.restarted)


def _opens_year(item: Observation, series: Series) -> bool:
    """Return whether all of a reading was gained within its step."""
    if series.metric.restarts is not Restarts.YEARLY or item.last not in series.restarted:
        return False
    start = Calendar(Frequency.YEAR, series.year_starts).span(item.last).first
    return series.calendar.index(start) == series.calendar.index(item.last)


def _last_of_steps(series: Series, calendar: Calendar) -> tuple[Observation, ...]:
    """Return the last observation of each step."""
    return tuple({calendar.index(item.last): item for item in series.observations}.values())
