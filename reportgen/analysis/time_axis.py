"""The time that a series is analysed on, and the points of each period on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import (
    DAYS_A_MONTH,
    first_of_month,
    is_whole_months,
    last_of_month,
    month_index,
    months_between,
)
from reportgen.model.message import Message, Month
from reportgen.model.metric import MetricKind
from reportgen.model.series import Frequency, Observation, joined_sources
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from reportgen.model.period import Period
    from reportgen.model.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeAxis:
    """Months since `origin`: counted by the calendar for monthly series, by days otherwise."""

    origin: date
    is_monthly: bool

    @property
    def description(self) -> str:
        """Return the axis in words, for the evidence."""
        if self.is_monthly:
            return Message(
                "time is the month's number, with {month} as 0", month=Month(self.origin)
            )
        return Message(
            "time is days since {day} divided by {days}",
            day=self.origin,
            days=str(DAYS_A_MONTH),
        )

    def time_of(self, observation: Observation) -> float:
        """Return the observation's time in months: of its month, or of its last day."""
        if self.is_monthly:
            return float(month_index(observation.last) - month_index(self.origin))
        return months_between(self.origin, observation.last)

    def day_at(self, time: float) -> date:
        """Return the day of a time: the first of its month, or the day itself."""
        if self.is_monthly:
            return first_of_month(month_index(self.origin) + round(time))
        return self.origin + timedelta(days=round(time * DAYS_A_MONTH))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPoints:
    """What a comparison takes of one period, and the observations that it came from."""

    points: PeriodValues
    observations: tuple[Observation, ...]


def time_axis(series: Series, periods: Mapping[str, Period]) -> TimeAxis:
    """Return the axis that all periods of a series share.

    Its origin is the first month of the earliest period, so that no line depends on which
    other comparison was asked for; without periods, of the first observation.
    """
    starts = [period.first for period in periods.values()]
    starts = starts or [item.first for item in series.observations[:1]] or [date(2000, 1, 1)]
    origin = min(starts).replace(day=1)
    return TimeAxis(origin=origin, is_monthly=series.frequency is Frequency.MONTH)


def until(series: Series, day: date) -> Series:
    """Return the series without what ends after the day."""
    return replace(series, observations=tuple(o for o in series.observations if o.last <= day))


def by_whole_months(series: Series) -> Series:
    """Return a daily count added up to months; every other series as it is.

    Months with a missing day are left out: their sum would be too low.
    """
    if series.metric.kind is not MetricKind.COUNT or series.frequency is not Frequency.DAY:
        return series
    months = [
        list(days) for _, days in groupby(series.observations, lambda item: month_index(item.first))
    ]
    whole = tuple(_added(days) for days in months if _covers_month(days))
    return replace(series, frequency=Frequency.MONTH, observations=whole)


def period_points(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    """Return the observations that lie wholly in a period, on the time axis."""
    seen = series.within(period).observations
    return PeriodPoints(
        points=PeriodValues(
            period.id, tuple(map(axis.time_of, seen)), tuple(item.value for item in seen)
        ),
        observations=seen,
    )


def period_gains(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    """Return the monthly gains of a running total that end in a period.

    A gain is the difference between two successive months, the first of a period against
    the last month before it where that month exists; across a gap there is none. A series
    that is not monthly is read at its last observation of each month, and each difference
    is divided by the months between the two days.
    """
    pairs = [
        (earlier, later)
        for earlier, later in pairwise(_month_ends(series))
        if month_index(later.last) - month_index(earlier.last) == 1
        and period.first <= later.first
        and later.last <= period.last
    ]
    used = {item.last: item for pair in pairs for item in pair}
    return PeriodPoints(
        points=PeriodValues(
            period.id,
            tuple(axis.time_of(later) for _, later in pairs),
            tuple(_gain(earlier, later, axis) for earlier, later in pairs),
        ),
        observations=tuple(used.values()),
    )


def missing_months(series: Series, period: Period, report_date: date) -> tuple[date, ...]:
    """Return the first days of a period's whole months without an observation.

    Only a monthly series can miss a month; for others the answer is empty. Months that end
    after the report date are not missed.
    """
    if series.frequency is not Frequency.MONTH:
        return ()
    seen = {month_index(item.first) for item in series.within(period).observations}
    return tuple(
        first_of_month(index) for index in _whole_months(period, report_date) if index not in seen
    )


def whole_months(period: Period, report_date: date) -> int:
    """Return how many months lie wholly in a period and end by the report date."""
    return len(_whole_months(period, report_date))


def _whole_months(period: Period, report_date: date) -> tuple[int, ...]:
    indices = range(month_index(period.first), month_index(period.last) + 1)
    end = min(period.last, report_date)
    return tuple(
        index
        for index in indices
        if period.first <= first_of_month(index) and last_of_month(index) <= end
    )


def _gain(earlier: Observation, later: Observation, axis: TimeAxis) -> float:
    change = later.value - earlier.value
    return change if axis.is_monthly else change / months_between(earlier.last, later.last)


def _month_ends(series: Series) -> tuple[Observation, ...]:
    """Return the last observation of each month."""
    return tuple({month_index(item.last): item for item in series.observations}.values())


def _covers_month(days: Sequence[Observation]) -> bool:
    first, last = days[0].first, days[-1].last
    return is_whole_months(first, last) and len(days) == (last - first).days + 1


def _added(days: Iterable[Observation]) -> Observation:
    together = tuple(days)
    (file, rows), *also = joined_sources(source for item in together for source in item.sources)
    return Observation(
        first=together[0].first,
        last=together[-1].last,
        value=sum(item.value for item in together),
        file=file,
        rows=rows,
        also=tuple(also),
    )
