"""Funnel plots: control limits for rates and estimates, by size or precision."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.statistics.distributions import normal_quantile, p_value_normal
from reportgen.statistics.heterogeneity import estimate_heterogeneity
from reportgen.statistics.multiplicity import benjamini_hochberg
from reportgen.statistics.shrinkage import estimate_rates

if TYPE_CHECKING:
    from collections.abc import Sequence

# About two and three standard errors, and a tenth winsorised: as Spiegelhalter (2005).
WARNING_LEVEL, ACTION_LEVEL = 0.95, 0.998
_TRIMMED = 0.1
_ALPHA = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelLimits:
    """The 95% and 99.8% limits at one size, in the unit of the values."""

    size: float
    low_95: float
    high_95: float
    low_998: float
    high_998: float

    def __post_init__(self) -> None:
        if not self.low_998 <= self.low_95 <= self.high_95 <= self.high_998:
            raise AssertionError(f"the limits are out of order: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelPoint:
    """One organization: value, size, limits and position.

    `z` is the distance from the centre in standard errors, adjusted for overdispersion;
    `p_adjusted` is the P value adjusted for all organizations (Benjamini-Hochberg).
    """

    value: float
    size: float
    limits: FunnelLimits
    z: float
    p_value: float
    p_adjusted: float

    @property
    def is_beyond(self) -> bool:
        """Return whether it lies beyond the 99.8% limits."""
        return not self.limits.low_998 <= self.value <= self.limits.high_998

    @property
    def is_different(self) -> bool:
        """Return whether it differs: beyond the limits, also after adjustment for multiplicity."""
        return self.is_beyond and self.p_adjusted < _ALPHA


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """All organizations around their common value; an `overdispersion` of 1 means none."""

    centre: float
    overdispersion: float
    points: tuple[FunnelPoint, ...]


def rate_funnel(counts: Sequence[float], exposures: Sequence[float]) -> Funnel:
    """Return the funnel of rates of events: exact Poisson limits, widened for overdispersion.

    Parameters
    ----------
    counts : sequence of float
        Events of each organization, 0 or more.
    exposures : sequence of float
        What the events are counted over, above 0; the size of a point.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 organizations, or no event at all.
    ValueError
        A count or an exposure is out of range.

    References
    ----------
    Spiegelhalter (2005), Stat. Med. 24, 1185-1202; interpolated limits of its appendix A.1,
    and overdispersion from winsorised z scores, section 4.2.
    """
    centre = estimate_rates(counts, exposures).mean
    z = [
        (count / exposure - centre) / sqrt(centre / exposure)
        for count, exposure in zip(counts, exposures, strict=True)
    ]
    phi = overdispersion(z)
    values = [count / exposure for count, exposure in zip(counts, exposures, strict=True)]
    limits = [rate_limits(centre, exposure, phi) for exposure in exposures]
    return _funnel(centre, phi, values, z, limits)


def mean_funnel(estimates: Sequence[float], variances: Sequence[float]) -> Funnel:
    """Return the funnel of estimates by their precision, widened for overdispersion.

    Parameters
    ----------
    estimates : sequence of float
        One per organization.
    variances : sequence of float
        Sampling variances, above 0; the inverse root of each is the size of its point.

    Raises
    ------
    InsufficientDataError
        Fewer than 2 organizations.
    ValueError
        A variance is not above 0, or a value is not finite.
    """
    estimate_heterogeneity(estimates, variances)  # for its checks of the arguments
    total = sum(1 / variance for variance in variances)
    weighted = sum(value / variance for value, variance in zip(estimates, variances, strict=True))
    centre = weighted / total
    z = [
        (value - centre) / sqrt(variance)
        for value, variance in zip(estimates, variances, strict=True)
    ]
    phi = overdispersion(z)
    limits = [mean_limits(centre, 1 / sqrt(variance), phi) for variance in variances]
    return _funnel(centre, phi, estimates, z, limits)


def overdispersion(z: Sequence[float]) -> float:
    """Return the overdispersion of z scores, at least 1.

    The scores are winsorised first (the outer tenth on each side), so that outlying
    organizations do not widen the limits that should detect them. Below 1 + 2 sqrt(2/k),
    two standard errors above 1, the excess may be chance and counts as none.
    """
    ordered = sorted(z)
    k = len(ordered)
    cut = int(_TRIMMED * k)
    low, high = ordered[cut], ordered[k - 1 - cut]
    phi = sum(min(max(value, low), high) ** 2 for value in ordered) / k
    # The mean of k squared standard normal values has a standard deviation of sqrt(2 / k): phi
    # counts as overdispersion from two of them above 1 (Spiegelhalter 2005).
    return phi if phi > 1 + 2 * sqrt(2 / k) else 1.0


def rate_limits(centre: float, exposure: float, phi: float) -> FunnelLimits:
    """Return the limits of a rate at one exposure."""
    expected = centre * exposure
    bounds = [
        max(0.0, centre + sqrt(phi) * (_poisson_point(probability, expected) / exposure - centre))
        for probability in _probabilities()
    ]
    return _limits(exposure, bounds)


def mean_limits(centre: float, precision: float, phi: float) -> FunnelLimits:
    """Return the limits of an estimate at a precision, the inverse of its standard error."""
    bounds = [
        centre + sqrt(phi) * normal_quantile(probability) / precision
        for probability in _probabilities()
    ]
    return _limits(precision, bounds)


def _probabilities() -> tuple[float, float, float, float]:
    outer, inner = (1 - ACTION_LEVEL) / 2, (1 - WARNING_LEVEL) / 2
    return outer, inner, 1 - inner, 1 - outer


def _limits(size: float, bounds: Sequence[float]) -> FunnelLimits:
    low_998, low_95, high_95, high_998 = bounds
    return FunnelLimits(
        size=size, low_998=low_998, low_95=low_95, high_95=high_95, high_998=high_998
    )


def _poisson_point(probability: float, expected: float) -> float:
    """Return an interpolated quantile of the Poisson distribution."""
    from scipy.special import pdtr, pdtrik

    # The smallest whole count that reaches the probability; pdtrik alone may miss it by rounding.
    whole = max(0.0, float(pdtrik(probability, expected)))
    # Two above it, then down: rounding can be off by one in both directions.
    count = int(whole) + 2
    while count > 0 and float(pdtr(count - 1, expected)) >= probability:
        count -= 1
    below = float(pdtr(count - 1, expected)) if count > 0 else 0.0
    at = float(pdtr(count, expected))
    return max(0.0, count - (at - probability) / (at - below))


def _funnel(
    centre: float,
    phi: float,
    values: Sequence[float],
    z: Sequence[float],
    limits: Sequence[FunnelLimits],
) -> Funnel:
    adjusted = [value / sqrt(phi) for value in z]
    p_values = [p_value_normal(value, Alternative.TWO_SIDED) for value in adjusted]
    both = benjamini_hochberg(p_values)
    points = tuple(
        FunnelPoint(
            value=value, size=limit.size, limits=limit, z=score, p_value=p, p_adjusted=p_adjusted
        )
        for value, limit, score, p, p_adjusted in zip(
            values, limits, adjusted, p_values, both, strict=True
        )
    )
    return Funnel(centre=centre, overdispersion=phi, points=points)
