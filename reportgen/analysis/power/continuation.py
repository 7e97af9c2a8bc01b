"""Carry a series on as it went so far, so that a comparison can be planned before its data exist.

The values that follow deviate from the known course as those of a year before did. They stand
for how much months vary and resemble each other, and not for a forecast.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.model.series import Observation, Series

FEWEST_KNOWN = 6
"""Values below which nothing is known of how much a series varies, as for a claim."""
_TREND_IS_KNOWN_AT = 0.1
"""As where a trend joins the model of a decision."""


def continued(series: Series, last: date) -> Series:
    """Return a series with values up to a day, or as it is if it reaches that far.

    Parameters
    ----------
    series : Series
        In regular steps; running totals are carried on by their gains.
    last : date
        The end of the last period to plan for.

    Raises
    ------
    InsufficientDataError
        Fewer than 6 values, or no steps to carry on in.
    """
    calendar, known = series.calendar, series.whole().observations
    if not calendar.is_regular:
        raise InsufficientDataError(gettext_noop("its values have no regular steps to carry on in"))
    if len(known) < FEWEST_KNOWN:
        raise InsufficientDataError(
            gettext_noop("fewer than six values do not show how much it varies")
        )
    start = calendar.index(known[-1].last) + 1
    steps = range(start, calendar.index(last) + 1)
    values = [item.value for item in known]
    is_total = series.metric.kind is MetricKind.LEVEL
    ahead = carried_on(
        [later - earlier for earlier, later in pairwise(values)] if is_total else values,
        len(steps),
        steps_per_year=calendar.steps_per_year,
    )
    if is_total:
        ahead = (values[-1] + np.cumsum(ahead)).tolist()
    lag = _lag(len(known), calendar.steps_per_year)
    added: list[Observation] = []
    for place, (step, value) in enumerate(zip(steps, ahead, strict=True)):
        span = calendar.span(calendar.day_of(step))
        # Weights and denominators are those of a year before, too.
        pattern = (*known, *added)[len(known) + place - lag]
        added.append(_following(pattern, span.first, span.last, _possible(value, series)))
    return replace(series, observations=(*known, *added))


def carried_on(values: Sequence[float], count: int, *, steps_per_year: int) -> list[float]:
    """Return the values that follow, deviating from the course as those a year before did.

    Parameters
    ----------
    values : sequence of float
        At least 3, in order of time.
    count : int
        How many to add.
    steps_per_year : int

    Notes
    -----
    The course is the mean, or the least-squares line where its slope has P < .1.
    """
    times = np.arange(len(values), dtype=np.float64)
    fit = fit_least_squares(np.column_stack([np.ones(len(values)), times - times.mean()]), values)
    slope = estimate_contrast(fit, [0.0, 1.0])
    rate = slope.estimate.estimate if slope.p_value < _TREND_IS_KNOWN_AT else 0.0
    level = float(np.mean(values))
    deviations = [
        value - level - rate * (time - times.mean())
        for time, value in zip(times, values, strict=True)
    ]
    lag = _lag(len(values), steps_per_year)
    for place in range(len(values), len(values) + count):
        deviations.append(deviations[place - lag])
    return [
        level + rate * (place - times.mean()) + deviations[place]
        for place in range(len(values), len(values) + count)
    ]


def _lag(count: int, steps_per_year: int) -> int:
    """Return a year in steps, or all that is known if that is less."""
    return min(count, max(steps_per_year, 1))


def _possible(value: float, series: Series) -> float:
    """Return the nearest value that the metric can have."""
    kind = series.metric.kind
    if kind is MetricKind.COUNT:
        return float(max(0, round(value)))
    return min(max(value, 0.0), 1.0) if kind is MetricKind.RATE else value


def _following(pattern: Observation, first: date, last: date, value: float) -> Observation:
    part = None if pattern.denominator is None else value * pattern.denominator
    return replace(pattern, first=first, last=last, value=value, numerator=part, is_partial=False)
