"""Empirical Bayes (shrinkage) estimates of single organizations.

The rate of a small organization is mostly chance; its best estimate lies between its own value
and the common mean, closer to the mean the fewer data there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from reportgen.statistics.distributions import normal_quantile
from reportgen.statistics.organizations.heterogeneity import estimate_heterogeneity

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class ShrunkenEstimate:
    """The observed value of an organization and its shrunken estimate.

    `weight` is the weight of its own value, a fraction of 1.
    """

    observed: float
    estimate: float
    ci_low: float
    ci_high: float
    confidence_level: float
    weight: float

    def __post_init__(self) -> None:
        if not self.ci_low <= self.estimate <= self.ci_high:
            raise AssertionError(f"the interval misses its estimate: {self}")
        if not 0 <= self.weight <= 1:
            raise AssertionError(f"a weight is a fraction of 1: {self}")


def shrink_means(
    estimates: Sequence[float], variances: Sequence[float], *, confidence_level: float = 0.95
) -> tuple[ShrunkenEstimate, ...]:
    """Return each organization's value by a normal-normal model (empirical Bayes).

    The variance between organizations is that of Paule and Mandel. The intervals account for
    the estimation of the mean, but not of that variance.

    Parameters
    ----------
    estimates, variances : sequence of float
        As for `estimate_heterogeneity`.
    confidence_level : float
        Coverage of the posterior intervals, a fraction of 1.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 organizations.
    ValueError
        A variance is not above 0, or a value is not finite.

    References
    ----------
    Morris (1983), J. Am. Stat. Assoc. 78, 47-55.
    """
    pooled = estimate_heterogeneity(estimates, variances, confidence_level=confidence_level)
    z = normal_quantile((1 + confidence_level) / 2)
    variance_of_mean = 1 / sum(1 / (item + pooled.tau_squared) for item in variances)
    found = []
    for estimate, variance in zip(estimates, variances, strict=True):
        weight = pooled.tau_squared / (pooled.tau_squared + variance)
        value = pooled.mean + weight * (estimate - pooled.mean)
        error = sqrt(weight * variance + (1 - weight) ** 2 * variance_of_mean)
        found.append(
            ShrunkenEstimate(
                observed=estimate,
                estimate=value,
                ci_low=value - z * error,
                ci_high=value + z * error,
                confidence_level=confidence_level,
                weight=weight,
            )
        )
    return tuple(found)
