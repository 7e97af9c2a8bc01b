"""One-sided and two-sided confidence intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import t_quantile

if TYPE_CHECKING:
    from collections.abc import Callable


def t_interval(
    estimate: float,
    standard_error: float,
    df: float,
    *,
    confidence_level: float,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> Estimate:
    """Return an estimate with its t interval, unbounded on one side for a one-sided test.

    Parameters
    ----------
    estimate, standard_error : float
        In the same unit.
    df : float
        Degrees of freedom of the standard error.
    confidence_level : float
        Coverage as a fraction of 1.
    alternative : Alternative
        ``greater`` gives a lower bound only, ``less`` an upper one.
    """
    reach = critical_value(df, confidence_level, alternative) * standard_error
    return Estimate(
        estimate=estimate,
        ci_low=None if alternative is Alternative.LESS else estimate - reach,
        ci_high=None if alternative is Alternative.GREATER else estimate + reach,
        confidence_level=confidence_level,
        standard_error=standard_error,
    )


def critical_value(df: float, confidence_level: float, alternative: Alternative) -> float:
    """Return the t quantile for an interval of this level and sidedness."""
    is_two_sided = alternative is Alternative.TWO_SIDED
    return t_quantile((1 + confidence_level) / 2 if is_two_sided else confidence_level, df)


def excludes(interval: Estimate, null: float) -> bool:
    """Return whether the interval excludes the null value."""
    below = interval.ci_high is not None and interval.ci_high < null
    above = interval.ci_low is not None and interval.ci_low > null
    return below or above


def map_interval(interval: Estimate, function: Callable[[float], float]) -> Estimate:
    """Return the interval on another scale; `function` must be increasing."""
    low, high = interval.ci_low, interval.ci_high
    return Estimate(
        estimate=function(interval.estimate),
        ci_low=None if low is None else function(low),
        ci_high=None if high is None else function(high),
        confidence_level=interval.confidence_level,
    )
