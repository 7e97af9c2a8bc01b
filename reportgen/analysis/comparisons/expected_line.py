"""An earlier trend carried on over a later period: what to expect if nothing had changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.statistics.trend import TrendEstimate


def carry_on(trend: TrendEstimate, times: Sequence[float]) -> tuple[tuple[float, Estimate], ...]:
    """Return the trend's line at later times, with the confidence interval of the line.

    The interval is that of the mean response, t s √(1/n + (x - x̄)²/Sxx); t s comes from
    the slope's own interval, whose half-width is t s / √Sxx.

    Parameters
    ----------
    trend : TrendEstimate
        Its times and slope interval give the band.
    times : sequence of float
        In months, on the trend's own axis.

    References
    ----------
    Draper and Smith (1998), Applied Regression Analysis, section 3.1.
    """
    mean_time = sum(trend.times) / trend.n
    spread = sum((time - mean_time) ** 2 for time in trend.times)
    slope = trend.slope
    high = slope.estimate if slope.ci_high is None else slope.ci_high
    scale = (high - slope.estimate) * spread**0.5
    carried = []
    for time in times:
        line = trend.intercept + slope.estimate * time
        half = scale * (1 / trend.n + (time - mean_time) ** 2 / spread) ** 0.5
        carried.append(
            (
                time,
                Estimate(
                    estimate=line,
                    ci_low=line - half,
                    ci_high=line + half,
                    confidence_level=slope.confidence_level,
                ),
            )
        )
    return tuple(carried)
