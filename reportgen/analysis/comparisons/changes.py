"""What an interrupted series leaves out around its interventions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from reportgen.analysis.time_axis import PeriodPoints, TimeAxis
    from reportgen.model.comparison import Comparison
    from reportgen.model.frequency import Calendar, DateSpan
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
