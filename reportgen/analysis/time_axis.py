"""The time axis of an analysis, and the values and gains of periods on it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import (
    DAYS_PER_MONTH,
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
    """Months since `origin`: calendar months for monthly series, otherwise days / 30.4375."""

    origin: date
    is_monthly: bool

    @property
    def description(self) -> str:
        """Return the definition of the axis, for formulas of quantities."""
        if self.is_monthly:
            return Message(
                "time is the month's number, with {month} as 0", month=Month(self.origin)
            )
        return Message(
            "time is days since {day} divided by {days}",
            day=self.origin,
            days=str(DAYS_PER_MONTH),
        )

    def time_of(self, observation: Observation) -> float:
        """Return the time of an observation in months: of its month, or of its last day."""
        # By month index, a February is as long as a March: monthly totals are evenly spaced.
        if self.is_monthly:
            return float(month_index(observation.last) - month_index(self.origin))
        return months_between(self.origin, observation.last)

    def day_at(self, time: float) -> date:
        """Return the day of a time: the first day of its month, or the day itself."""
        if self.is_monthly:
            return first_of_month(month_index(self.origin) + round(time))
        return self.origin + timedelta(days=round(time * DAYS_PER_MONTH))


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodPoints:
    """Values of one period for an analysis, and the observations they are derived from."""

    points: PeriodValues
    observations: tuple[Observation, ...]


def time_axis(series: Series, periods: Mapping[str, Period]) -> TimeAxis:
    """Return the common axis of all periods of a series.

    The origin is the first month of the earliest period, so that the intercept of a line does not
    depend on which comparisons are configured; without periods, that of the first observation.
    """
    starts = [period.first for period in periods.values()]
    # An empty series without periods has no time; any fixed origin will do.
    starts = starts or [item.first for item in series.observations[:1]] or [date(2000, 1, 1)]
    origin = min(starts).replace(day=1)
    return TimeAxis(origin=origin, is_monthly=series.frequency is Frequency.MONTH)


def until(series: Series, day: date) -> Series:
    """Return the series up to a day, without observations that end later."""
    return replace(series, observations=tuple(o for o in series.observations if o.last <= day))


def by_whole_months(series: Series) -> Series:
    """Return daily counts aggregated to months; other series are returned unchanged.

    Months with a missing day are omitted, because their sum would be too low.
    """
    if series.metric.kind is not MetricKind.COUNT or series.frequency is not Frequency.DAY:
        return series
    months = [
        list(days) for _, days in groupby(series.observations, lambda item: month_index(item.first))
    ]
    whole = tuple(_added(days) for days in months if _covers_month(days))
    return replace(series, frequency=Frequency.MONTH, observations=whole)


def period_points(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    """Return the observations entirely within a period, on the time axis."""
    seen = series.within(period).observations
    return PeriodPoints(
        points=PeriodValues(
            period.id, tuple(map(axis.time_of, seen)), tuple(item.value for item in seen)
        ),
        observations=seen,
    )


def period_gains(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    """Return the monthly gains of a running total that end in a period.

    A gain is the difference between two successive months; the first of a period uses the last
    month before it, if available. There is no gain across a gap. For a series that is not monthly,
    the last observation of each month is used, and each difference is divided by the number of
    months between the two days.
    """
    pairs = [
        (earlier, later)
        for earlier, later in pairwise(_month_ends(series))
        if month_index(later.last) - month_index(earlier.last) == 1
        and period.first <= later.first
        and later.last <= period.last
    ]
    # Each month is the end of one gain and the start of the next, but is a source only once.
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
    """Return the first days of the whole months of a period that have no observation.

    Empty for series that are not monthly. Months that end after the report date do not count.
    """
    if series.frequency is not Frequency.MONTH:
        return ()
    seen = {month_index(item.first) for item in series.within(period).observations}
    return tuple(
        first_of_month(index) for index in _whole_months(period, report_date) if index not in seen
    )


def whole_months(period: Period, report_date: date) -> int:
    """Return the number of whole months in a period that end by the report date."""
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
    # Oldest first, so later observations of a month replace earlier ones.
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
