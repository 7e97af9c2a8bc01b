"""Empirical Bayes (shrinkage) estimates of single organizations.

The rate of a small organization is mostly chance; its best estimate lies between its own value
and the common mean, closer to the mean the fewer data there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.statistics.distributions import gamma_quantile, normal_quantile
from reportgen.statistics.heterogeneity import estimate_heterogeneity

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


@dataclass(frozen=True, slots=True, kw_only=True)
class RateDistribution:
    """The gamma distribution of rates over organizations, by its mean and variance."""

    mean: float
    variance: float

    @property
    def shape(self) -> float:
        """Return the shape parameter; the variance must be above 0."""
        return self.mean**2 / self.variance

    @property
    def inverse_scale(self) -> float:
        """Return the rate parameter, which adds to the exposure; the variance must be above 0."""
        return self.mean / self.variance


def estimate_rates(counts: Sequence[float], exposures: Sequence[float]) -> RateDistribution:
    """Return the mean of event rates and the variance between organizations.

    By the method of moments, weighted by exposure; a negative variance is set to 0, as chance
    alone then explains the spread.

    Parameters
    ----------
    counts : sequence of float
        Events of each organization, 0 or more.
    exposures : sequence of float
        What the events are counted over, above 0, such as months.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 organizations, or no event at all.
    ValueError
        A count or an exposure is out of range.

    References
    ----------
    Marshall (1991), J. R. Stat. Soc. C 40, 283-294, the global estimator.
    Clayton and Kaldor (1987), Biometrics 43, 671-681.
    """
    _check_rates(counts, exposures)
    total = sum(exposures)
    mean = sum(counts) / total
    spread = (
        sum(
            exposure * (count / exposure - mean) ** 2
            for count, exposure in zip(counts, exposures, strict=True)
        )
        / total
    )
    return RateDistribution(mean=mean, variance=max(0.0, spread - mean * len(counts) / total))


def shrink_rates(
    counts: Sequence[float], exposures: Sequence[float], *, confidence_level: float = 0.95
) -> tuple[ShrunkenEstimate, ...]:
    """Return each organization's rate by a gamma-Poisson model (empirical Bayes).

    Parameters
    ----------
    counts, exposures : sequence of float
        As for `estimate_rates`.
    confidence_level : float
        Coverage of the posterior intervals, a fraction of 1.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 organizations, or no event at all.
    ValueError
        A count or an exposure is out of range.
    """
    rates = estimate_rates(counts, exposures)
    if rates.variance == 0:
        # No organization differs, so all share one posterior from the pooled data.
        shape, scale, prior = sum(counts), sum(exposures), None
    else:
        shape, scale, prior = rates.shape, rates.inverse_scale, rates
    found = []
    for count, exposure in zip(counts, exposures, strict=True):
        own_shape = shape if prior is None else shape + count
        own_scale = scale if prior is None else scale + exposure
        low, high = (
            gamma_quantile(probability, own_shape) / own_scale
            for probability in ((1 - confidence_level) / 2, (1 + confidence_level) / 2)
        )
        found.append(
            ShrunkenEstimate(
                observed=count / exposure,
                estimate=own_shape / own_scale,
                # The mean of a very skewed posterior can lie outside its quantiles.
                ci_low=min(low, own_shape / own_scale),
                ci_high=max(high, own_shape / own_scale),
                confidence_level=confidence_level,
                weight=0.0 if prior is None else exposure / own_scale,
            )
        )
    return tuple(found)


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


def _check_rates(counts: Sequence[float], exposures: Sequence[float]) -> None:
    if len(counts) != len(exposures):
        raise ValueError("expected one exposure per count")
    if not all(isfinite(value) for value in (*counts, *exposures)):
        raise ValueError("counts and exposures must be finite")
    if any(count < 0 for count in counts) or any(exposure <= 0 for exposure in exposures):
        raise ValueError("counts must be 0 or more, and exposures above 0")
    if len(counts) < 2:
        raise InsufficientDataError(
            f"a comparison of organizations needs at least 2, got {len(counts)}"
        )
    if sum(counts) == 0:
        raise InsufficientDataError("no organization has an event")
