"""Where an interrupted series changes on its time axis, and what it leaves out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import months_between
from reportgen.analysis.comparisons.segments import divide_series
from reportgen.model.frequency import Calendar
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from datetime import date

    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.segments import Segments
    from reportgen.analysis.time_axis import PeriodPoints, TimeAxis
    from reportgen.model.comparison import Comparison
    from reportgen.model.frequency import DateSpan
    from reportgen.model.period import Period


def left_out(comparison: Comparison, later: Period, calendar: Calendar) -> tuple[DateSpan, ...]:
    """Return what an interrupted series leaves out around its interventions, oldest first."""
    wash_out = comparison.wash_out
    if wash_out is None:
        return ()
    days = [item.on for item in comparison.interventions] or [later.first]
    return tuple(dict.fromkeys(wash_out.span(day, calendar) for day in days))


def left_out_around(comparison: Comparison, later: Period, calendar: Calendar) -> DateSpan | None:
    """Return what is left out around the intervention that a comparison is about."""
    own = comparison.intervention
    on, day = later.first if own is None else own.on, timedelta(days=1)
    spans = left_out(comparison, later, calendar)
    if comparison.wash_out is None or comparison.wash_out.days is None:
        return spans[comparison.place] if spans else None
    return next((item for item in spans if item.first - day <= on <= item.last + day), None)


def without_spans(
    side: PeriodPoints, spans: tuple[DateSpan, ...], axis: TimeAxis, *, is_of_gains: bool = False
) -> PeriodPoints:
    """Return the values of a period that do not touch any of some spans.

    A gain is left out if it ends in one; its two readings stay among what was read.
    """
    if not spans:
        return side
    points, weights = side.points, side.points.weights
    chosen = [place for place, time in enumerate(points.times) if not _is_within(time, spans, axis)]
    return replace(
        side,
        points=PeriodValues(
            points.period,
            tuple(points.times[place] for place in chosen),
            tuple(points.values[place] for place in chosen),
            None if weights is None else tuple(weights[place] for place in chosen),
        ),
        observations=side.observations
        if is_of_gains
        else tuple(side.observations[place] for place in chosen),
    )


def _is_within(time: float, spans: tuple[DateSpan, ...], axis: TimeAxis) -> bool:
    day = axis.day_at(time)
    first, last = axis.calendar.span(day) if axis.is_regular else (day, day)
    return any(span.first <= last and first <= span.last for span in spans)


def segments_of(
    prepared: PreparedComparison, base: PeriodValues, later: PeriodValues, *, is_of_gains: bool
) -> Segments:
    """Return the values of an interrupted series divided by its changes.

    Parameters
    ----------
    prepared : PreparedComparison
    base, later : PeriodValues
        Its values, or the gains of a running total, without what is left out.
    is_of_gains : bool
        Whether they are gains: that from one definition to the next is of neither.

    Raises
    ------
    InsufficientDataError
        See `divide_series`.
    """
    comparison, axis = prepared.comparison, prepared.axis
    steps = [_time_of(item.on, axis) for item in prepared.series.metric.redefined]
    if is_of_gains:
        across = {
            min(after)
            for step in steps
            if (after := [time for time in (*base.times, *later.times) if time >= step])
        }
        base, later = (_without_times(side, across) for side in (base, later))
    effect = comparison.effect_at
    return divide_series(
        base._replace(weights=None),
        later._replace(weights=None),
        changes=[_time_of(item.on, axis) for item in comparison.interventions],
        place=comparison.place,
        steps=steps,
        impact=comparison.impact,
        until=None if effect is None else _time_of(effect, axis),
        year=Calendar(axis.unit).steps_per_year,
    )


def _time_of(day: date, axis: TimeAxis) -> float:
    return float(axis.steps_to(day)) if axis.is_regular else months_between(axis.origin, day)


def _without_times(side: PeriodValues, times: set[float]) -> PeriodValues:
    pairs = [
        (time, value)
        for time, value in zip(side.times, side.values, strict=True)
        if time not in times
    ]
    return PeriodValues(side.period, [time for time, _ in pairs], [value for _, value in pairs])
