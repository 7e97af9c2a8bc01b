"""Standardized mean differences (Cohen's d) with noncentral t intervals."""

from __future__ import annotations

from math import exp, lgamma, log

from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import noncentrality_of_t


def standardized_difference(
    statistic: float,
    df: float,
    scale: float,
    *,
    confidence_level: float,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> Estimate:
    """Return Cohen's d with its noncentral t interval.

    Parameters
    ----------
    statistic, df : float
        The t test of the difference, Student's or Welch's.
    scale : float
        Standard error of the difference divided by the standardizing deviation:
        ``sqrt(1/n1 + 1/n2)`` for a pooled one.
    confidence_level : float
        Coverage as a fraction of 1; one-sided if the test is.

    Notes
    -----
    Each bound is `scale` times the noncentrality at which the observed statistic has the
    required tail probability; the interval excludes 0 exactly where the t test rejects.

    References
    ----------
    Steiger (2004), Psychol. Methods 9, 164-182.
    """
    two_sided = alternative is Alternative.TWO_SIDED
    tail = (1 - confidence_level) / 2 if two_sided else 1 - confidence_level
    low = high = None
    if alternative is not Alternative.LESS:
        low = scale * noncentrality_of_t(1 - tail, df, statistic)
    if alternative is not Alternative.GREATER:
        high = scale * noncentrality_of_t(tail, df, statistic)
    return Estimate(
        estimate=scale * statistic,
        ci_low=low,
        ci_high=high,
        confidence_level=confidence_level,
    )


def hedges_correction(df: float) -> float:
    """Return the factor that corrects the small-sample bias of Cohen's d.

    Parameters
    ----------
    df : float
        Degrees of freedom of the standard deviation, above 1.

    References
    ----------
    Hedges (1981), J. Educ. Stat. 6, 107-128 (the exact factor, not its approximation).
    """
    # By logarithms: gamma functions overflow from 172 on.
    return exp(lgamma(df / 2) - lgamma((df - 1) / 2) - log(df / 2) / 2)
