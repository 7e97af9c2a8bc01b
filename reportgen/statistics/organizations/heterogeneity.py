"""Heterogeneity between organizations: random-effects variance, Cochran's Q, I squared."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite, sqrt
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.statistics.distributions import chi2_sf, normal_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class HeterogeneityEstimate:
    """The mean over organizations and the variance between them.

    Attributes
    ----------
    mean, ci_low, ci_high : float
        In the unit of the estimates, weighted by precision.
    tau_squared : float
        The variance between organizations (Paule and Mandel), in the unit squared.
    q, df, p_value : float
        Cochran's test of homogeneity.
    i_squared : float
        The share of the observed variance beyond chance, a fraction of 1.
    n : int
        Number of organizations.
    """

    mean: float
    ci_low: float
    ci_high: float
    confidence_level: float
    tau_squared: float
    q: float
    df: int
    p_value: float
    i_squared: float
    n: int

    def __post_init__(self) -> None:
        if not self.ci_low <= self.mean <= self.ci_high:
            raise AssertionError(f"the interval misses its estimate: {self}")
        if self.tau_squared < 0 or not 0 <= self.i_squared <= 1:
            raise AssertionError(f"a variance or a share is out of range: {self}")


def estimate_heterogeneity(
    estimates: Sequence[float], variances: Sequence[float], *, confidence_level: float = 0.95
) -> HeterogeneityEstimate:
    """Return the precision-weighted mean of several estimates and the variance between them.

    Parameters
    ----------
    estimates : sequence of float
        One per organization.
    variances : sequence of float
        Sampling variances: standard errors squared, above 0.
    confidence_level : float
        Coverage of the mean's interval, a fraction of 1.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 organizations.
    ValueError
        A variance is not above 0, a value is not finite, or the lengths differ.

    References
    ----------
    Paule and Mandel (1982), J. Res. National Bureau of Standards 87, 377-385.
    Higgins and Thompson (2002), Stat. Med. 21, 1539-1558, for I squared.
    """
    _check(estimates, variances)
    tau_squared = paule_mandel(estimates, variances)
    weights = [1 / (variance + tau_squared) for variance in variances]
    mean = _weighted_mean(estimates, weights)
    half_width = normal_quantile((1 + confidence_level) / 2) / sqrt(sum(weights))
    q, df = _q(estimates, variances, 0.0), len(estimates) - 1
    return HeterogeneityEstimate(
        mean=mean,
        ci_low=mean - half_width,
        ci_high=mean + half_width,
        confidence_level=confidence_level,
        tau_squared=tau_squared,
        q=q,
        df=df,
        p_value=chi2_sf(q, df),
        i_squared=max(0.0, (q - df) / q) if q > 0 else 0.0,
        n=len(estimates),
    )


def paule_mandel(estimates: Sequence[float], variances: Sequence[float]) -> float:
    """Return the variance between organizations at which Q equals its expectation.

    0 where the sampling variances alone explain the spread. Q decreases in the variance, so
    the root is found by bisection. The squared range is a sufficient bracket: there each
    weight is below the inverse of it, and the squares around the mean sum to at most a
    quarter of it per estimate (Popoviciu), so Q is under k / 4.
    """
    expected = len(estimates) - 1
    if _q(estimates, variances, 0.0) <= expected:
        return 0.0
    # Q decreases with tau squared. At the squared range each term is at most 1/4 about the middle
    # of the range, so Q is below k / 4 and the root is bracketed. Bisection ends when no double is
    # left between the bounds.
    low, high = 0.0, max(estimates) - min(estimates)
    high = high * high + max(variances)
    while low < (middle := (low + high) / 2) < high:
        if _q(estimates, variances, middle) > expected:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _q(estimates: Sequence[float], variances: Sequence[float], between: float) -> float:
    """Return the weighted sum of squares around the weighted mean."""
    weights = [1 / (variance + between) for variance in variances]
    mean = _weighted_mean(estimates, weights)
    return sum(
        weight * (estimate - mean) ** 2 for weight, estimate in zip(weights, estimates, strict=True)
    )


def _weighted_mean(values: Sequence[float], weights: Sequence[float]) -> float:
    products = (weight * value for weight, value in zip(weights, values, strict=True))
    return sum(products) / sum(weights)


def _check(estimates: Sequence[float], variances: Sequence[float]) -> None:
    if len(estimates) < 2:
        raise InsufficientDataError(
            f"a comparison of organizations needs at least 2, got {len(estimates)}"
        )
    if len(estimates) != len(variances):
        raise ValueError("expected one variance per estimate")
    if not all(isfinite(value) for value in (*estimates, *variances)) or min(variances) <= 0:
        raise ValueError("estimates must be finite, and variances above 0")
