"""Extrapolation of the earlier trend: what to expect if nothing had changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.estimate import Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.statistics.trend import TrendEstimate


def extrapolate_trend(
    trend: TrendEstimate, times: Sequence[float]
) -> tuple[tuple[float, Estimate], ...]:
    """Return a trend line at later times, with the confidence interval of the line.

    Parameters
    ----------
    trend : TrendEstimate
        The trend of the earlier period.
    times : sequence of float
        In months, on the time axis of the trend.

    Returns
    -------
    tuple of (time, Estimate)
        With the interval of the mean response, t s √(1/n + (x - x̄)²/Sxx), and n - 2 degrees of
        freedom.

    References
    ----------
    Draper and Smith (1998), Applied Regression Analysis, section 3.1.
    """
    mean_time = sum(trend.times) / trend.n
    spread = sum((time - mean_time) ** 2 for time in trend.times)
    slope = trend.slope
    high = slope.estimate if slope.ci_high is None else slope.ci_high
    # The half-width of the slope's interval is t s / √Sxx, which gives t s without a new fit.
    scale = (high - slope.estimate) * spread**0.5
    expected = []
    for time in times:
        line = trend.intercept + slope.estimate * time
        half = scale * (1 / trend.n + (time - mean_time) ** 2 / spread) ** 0.5
        expected.append(
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
    return tuple(expected)
