"""Prepare the data of a comparison."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.changes import left_out, without_spans
from reportgen.analysis.time_axis import (
    PeriodPoints,
    period_gains,
    period_points,
    time_axis,
)
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import Frequency
from reportgen.model.message import Message, Named, Naming
from reportgen.model.metric import MetricKind
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.time_axis import TimeAxis
    from reportgen.model.comparison import Comparison
    from reportgen.model.frequency import DateSpan
    from reportgen.model.period import Period
    from reportgen.model.series import Series


_OVERLAPPING = gettext_noop("its values are of overlapping spans of years")


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedComparison:
    """A comparison with its data.

    Attributes
    ----------
    series : Series
        Up to the report date, without a reading before the end of its month.
    base, later, base_gains, later_gains : PeriodPoints
        Values and gains per step of the two periods; only running totals have gains.
    year_before : Period or None
        The later period a year earlier; None if that is not before the end of the base period.
    year_earlier, year_earlier_gains : PeriodPoints
        Its values and gains.
    left_out : tuple of DateSpan
        What an interrupted series leaves out around its interventions.
    left_out_base, left_out_later : tuple of float
        The times of the values that are therefore not among those of the two periods.
    """

    comparison: Comparison
    series: Series
    axis: TimeAxis
    base_period: Period
    later_period: Period
    base: PeriodPoints
    later: PeriodPoints
    base_gains: PeriodPoints
    later_gains: PeriodPoints
    year_before: Period | None
    year_earlier: PeriodPoints
    year_earlier_gains: PeriodPoints
    left_out: tuple[DateSpan, ...] = ()
    left_out_base: tuple[float, ...] = ()
    left_out_later: tuple[float, ...] = ()


def prepare_comparison(
    comparison: Comparison, plan: Plan, series: Series
) -> PreparedComparison | Refusal:
    """Return a comparison with the data of its two periods, or why there are none.

    Parameters
    ----------
    comparison : Comparison
        The comparison of the plan.
    plan : Plan
        Defines the periods and, by all of them, the time axis.
    series : Series
        The metric of the comparison, up to the report date.
    """
    for key in (comparison.base, comparison.later):
        if key not in plan.periods:
            return Refusal(
                reason=Message("the data do not reach a {period}", period=Named(Naming.PERIOD, key))
            )
    base, later = plan.periods[comparison.base], plan.periods[comparison.later]
    if series.doubt:
        return Refusal(reason=series.doubt)
    if series.frequency is Frequency.SPAN:
        return Refusal(reason=_OVERLAPPING)
    analysed = series.whole()
    axis = time_axis(analysed, plan.periods)
    before = _a_year_earlier(later, base)
    spans = left_out(comparison, later, axis.calendar)
    whole = {side.id: period_points(analysed, side, axis) for side in (base, later)}
    kept = {key: without_spans(points, spans, axis) for key, points in whole.items()}
    lost = {
        key: tuple(time for time in points.points.times if time not in kept[key].points.times)
        for key, points in whole.items()
    }
    return PreparedComparison(
        comparison=comparison,
        series=analysed,
        axis=axis,
        base_period=base,
        later_period=later,
        base=kept[base.id],
        later=kept[later.id],
        base_gains=without_spans(_gains(analysed, base, axis), spans, axis, is_of_gains=True),
        later_gains=without_spans(_gains(analysed, later, axis), spans, axis, is_of_gains=True),
        left_out=spans,
        left_out_base=lost[base.id],
        left_out_later=lost[later.id],
        year_before=before,
        year_earlier=_no_points(base) if before is None else period_points(analysed, before, axis),
        year_earlier_gains=_no_points(base) if before is None else _gains(analysed, before, axis),
    )


def _a_year_earlier(later: Period, base: Period) -> Period | None:
    """Return the later period a year earlier, if that is before anything changed."""
    first, last = (_same_day_before(day) for day in (later.first, later.last))
    # Days after the base period may already belong to what is to be compared.
    if last > base.last or last >= later.first:
        return None
    return replace(base, first=first, last=last)


def _same_day_before(day: date) -> date:
    """Return the same day of the year before; of a leap day, the day before."""
    length = monthrange(day.year - 1, day.month)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(day.year - 1, day.month, length if is_end else min(day.day, length))


def _no_points(period: Period) -> PeriodPoints:
    return PeriodPoints(points=PeriodValues(period.id, (), ()), observations=())


def _gains(series: Series, period: Period, axis: TimeAxis) -> PeriodPoints:
    if series.metric.kind is MetricKind.LEVEL:
        return period_gains(series, period, axis)
    return _no_points(period)
