"""Comparison of two means by an unpaired t test."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Variant
from reportgen.model.estimate import ComparisonEstimate
from reportgen.model.message import Message
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.effect_size import hedges_correction, standardized_difference
from reportgen.statistics.equivalence import EquivalenceTest, equivalence_test
from reportgen.statistics.fieller import RatioPivot, estimate_ratio
from reportgen.statistics.intervals import map_interval, t_interval
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportgen.model.comparison import Margin
    from reportgen.model.estimate import Estimate, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanEstimate:
    """The mean of a period with its t interval; `sd` is the sample standard deviation (n - 1).

    With weights, the mean is that of the pooled numerators and denominators, and `sd` that of the
    weighted deviations.
    """

    period: str
    n: int
    mean: Estimate
    sd: float
    times: tuple[float, ...]
    values: tuple[float, ...]
    weights: tuple[float, ...] | None = None

    @property
    def sample(self) -> PeriodValues:
        """Return the values that the mean was estimated from."""
        return PeriodValues(self.period, self.times, self.values, self.weights)


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanComparison(ComparisonEstimate):
    """Later mean against base mean by Student's or Welch's unpaired t test.

    `ratio` is later / base with a Fieller interval; `hedges_g` is the bias-corrected standardized
    difference, with the variances of the test. Intervals are one-sided if the test is.
    """

    base: MeanEstimate
    later: MeanEstimate
    variant: Variant
    alternative: Alternative
    difference: Estimate
    ratio: Estimate | Refusal
    hedges_g: Estimate
    statistic: float
    df: float
    p_value: float
    equivalence: EquivalenceTest | None = None


def estimate_mean(sample: PeriodValues, *, confidence_level: float = 0.95) -> MeanEstimate:
    """Return the mean of a period with its t interval.

    Parameters
    ----------
    sample : PeriodValues
        At least 2 values.
    confidence_level : float
        Two-sided coverage as a fraction of 1.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 values: one value has no spread.

    Notes
    -----
    The mean of values with weights is a ratio of two sums, and its standard error that of a
    ratio estimator: each deviation counts as much as its weight relative to the mean weight
    (Cochran 1977, Sampling Techniques, section 6.4, without the finite population correction).
    It allows for shares that vary more between months than binomial shares of that size would.
    """
    values = np.asarray(sample.values, dtype=np.float64)
    n = len(values)
    if n < 2:
        raise InsufficientDataError(
            Message(
                "a mean needs at least 2 values for its interval, and this one has {count}",
                count=str(n),
            )
        )
    mean, sd = _mean_and_sd(values, sample.weights)
    return MeanEstimate(
        period=sample.period,
        n=n,
        mean=t_interval(mean, sd / sqrt(n), n - 1, confidence_level=confidence_level),
        sd=sd,
        times=tuple(map(float, sample.times)),
        values=tuple(map(float, sample.values)),
        weights=None if sample.weights is None else tuple(map(float, sample.weights)),
    )


def _mean_and_sd(
    values: NDArray[np.float64], weights: Sequence[float] | None
) -> tuple[float, float]:
    """Return mean and standard deviation (n - 1)."""
    # Deviations from the first value: no cancellation for large values of small spread, and equal
    # values have a standard deviation of exactly 0, which callers test for.
    first = float(values[0])
    shifted = values - first
    relative = np.ones(len(values))
    if weights is not None:
        relative = np.asarray(weights, dtype=np.float64) / float(np.mean(weights))
    offset = float(np.mean(relative * shifted))
    deviations = relative * (shifted - offset)
    return first + offset, sqrt(float(deviations @ deviations) / (len(values) - 1))


def compare_means(
    base: PeriodValues,
    later: PeriodValues,
    *,
    variant: Variant = Variant.WELCH,
    alternative: Alternative = Alternative.TWO_SIDED,
    alpha: float = 0.05,
    confidence_level: float = 0.95,
    margin: Margin | None = None,
) -> MeanComparison:
    """Compare the later with the base mean by an unpaired t test.

    Parameters
    ----------
    base, later : PeriodValues
        At least 2 values each.
    variant : Variant
        ``welch`` allows for unequal variances, ``student`` pools them.
    alternative : Alternative
        ``greater``: the later mean is higher.
    alpha : float
        Significance level of the equivalence test.
    confidence_level : float
        Coverage of the intervals, which are one-sided if the test is.
    margin : Margin, optional
        Requests an equivalence test.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 values in a period, or no variation in either period.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35.
    """
    first = estimate_mean(base, confidence_level=confidence_level)
    second = estimate_mean(later, confidence_level=confidence_level)
    if first.sd == 0 and second.sd == 0:
        raise InsufficientDataError(gettext_noop("the values do not vary in either period"))
    pivot = mean_pivot(first, second, variant)
    error, df, statistic = pivot.error_at(1.0), pivot.df_at(1.0), pivot.statistic_at(1.0)
    return MeanComparison(
        base=first,
        later=second,
        variant=variant,
        alternative=alternative,
        difference=t_interval(
            pivot.later - pivot.base,
            error,
            df,
            confidence_level=confidence_level,
            alternative=alternative,
        ),
        ratio=estimate_ratio(
            pivot, first.mean, confidence_level=confidence_level, alternative=alternative
        ),
        hedges_g=_hedges_g(pivot, first, second, variant, alternative),
        statistic=statistic,
        df=df,
        p_value=p_value_t(statistic, df, alternative),
        equivalence=None
        if margin is None
        else equivalence_test(pivot, margin, alpha=alpha, decided_by="means"),
    )


def mean_pivot(base: MeanEstimate, later: MeanEstimate, variant: Variant) -> RatioPivot:
    """Return two means with the variances and degrees of freedom of a variant.

    References
    ----------
    Satterthwaite (1946), Biometrics 2, 110-114; for the ratio, Tamhane and Logan (2004),
    Biostatistics 5, 499-508.
    """
    pooled_df = base.n + later.n - 2
    if variant is Variant.STUDENT:
        pooled = ((base.n - 1) * base.sd**2 + (later.n - 1) * later.sd**2) / pooled_df
        base_variance, later_variance = pooled / base.n, pooled / later.n
    else:
        base_variance, later_variance = base.sd**2 / base.n, later.sd**2 / later.n

    def df_at(multiple: float) -> float:
        first, second = multiple**2 * base_variance, later_variance
        if variant is Variant.STUDENT or first + second == 0:
            return float(pooled_df)
        # Satterthwaite's formula divided by the squared variance of the difference: with shares
        # instead of variances, squares can't overflow or underflow.
        share = first / (first + second)
        return 1 / (share**2 / (base.n - 1) + (1 - share) ** 2 / (later.n - 1))

    return RatioPivot(
        later=later.mean.estimate,
        base=base.mean.estimate,
        later_variance=later_variance,
        base_variance=base_variance,
        df_at=df_at,
    )


def _hedges_g(
    pivot: RatioPivot,
    base: MeanEstimate,
    later: MeanEstimate,
    variant: Variant,
    alternative: Alternative,
) -> Estimate:
    """Return g by the pooled standard deviation (Student) or the root mean variance (Welch)."""
    error = pivot.error_at(1.0)
    scale = sqrt(1 / base.n + 1 / later.n)
    if variant is Variant.WELCH:
        scale = error / sqrt((base.sd**2 + later.sd**2) / 2)
    d = standardized_difference(
        pivot.statistic_at(1.0),
        pivot.df_at(1.0),
        scale,
        confidence_level=base.mean.confidence_level,
        alternative=alternative,
    )
    correction = hedges_correction(base.n + later.n - 2)
    return map_interval(d, lambda value: correction * value)
