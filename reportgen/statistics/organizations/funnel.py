"""Funnels: which organizations differ from the rest, and the limits by size that show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

from reportgen.statistics.distributions import (
    binomial_cdf,
    binomial_sf,
    negative_binomial_cdf,
    normal_quantile,
    t_quantile,
)
from reportgen.statistics.organizations.heterogeneity import (
    HeterogeneityEstimate,
    estimate_heterogeneity,
)
from reportgen.statistics.organizations.outlying import deviations
from reportgen.statistics.organizations.own_variation import FEWEST_OWN
from reportgen.statistics.organizations.variance_scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.statistics.organizations.outlying import Deviation
    from reportgen.statistics.organizations.own_variation import OwnVariation, Variation

# About two and three standard errors, as Spiegelhalter (2005).
WARNING_LEVEL, ACTION_LEVEL = 0.95, 0.998


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
    """One organization: value, size, limits, and its distance `z` from the others."""

    value: float
    size: float
    limits: FunnelLimits
    z: float
    p_value: float

    @property
    def is_beyond(self) -> bool:
        """Return whether it lies beyond the 99.8% limits."""
        return not self.limits.low_998 <= self.value <= self.limits.high_998


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """All organizations around the mean of those that do not differ.

    Attributes
    ----------
    rest : HeterogeneityEstimate
        Those organizations, on the scale.
    between : float
        The variance between them on the scale, and that of their mean.
    """

    scale: Scale
    is_counted: bool
    dispersion: float
    rest: HeterogeneityEstimate
    between: float
    points: tuple[FunnelPoint, ...]

    @property
    def centre(self) -> float:
        """Return the mean of those that do not differ, in the unit of the values."""
        return self.scale.back(self.rest.mean)

    def limits(self, size: float) -> FunnelLimits:
        """Return the limits at a size: what is counted over, or the inverse standard error."""
        variance = self.dispersion / (4 * size) if self.is_counted else 1 / size**2
        reach = sqrt(variance + self.between)
        low_998, low_95, high_95, high_998 = (
            self.scale.back(self.rest.mean + t_quantile(probability, self.rest.n - 1) * reach)
            for probability in _PROBABILITIES
        )
        return FunnelLimits(
            size=size, low_998=low_998, low_95=low_95, high_95=high_95, high_998=high_998
        )


_PROBABILITIES = (
    (1 - ACTION_LEVEL) / 2,
    (1 - WARNING_LEVEL) / 2,
    (1 + WARNING_LEVEL) / 2,
    (1 + ACTION_LEVEL) / 2,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of one organization: its distance from the others and the P value of none."""

    z: float
    p_value: float


def place_organizations(variation: Variation) -> tuple[Place, ...]:
    """Return how far each organization lies from the others, and whether by more than chance.

    Parameters
    ----------
    variation : Variation
        The values of at least 3 organizations.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 organizations.

    Notes
    -----
    On the scale of the variation, each against a random-effects model of the others (see
    `reportgen.statistics.organizations.outlying.deviations`). The sampling variance of a count or
    share is that of its own dispersion or of the mean one, whichever is larger, because few months
    say little about it; another value's own variance is widened by the ratio of Student's t to
    the normal at the 99.8% limit. Small counts are skewed on any scale, so that for counts and
    shares the larger of two P values decides: by Student's t, and by the negative binomial or
    binomial distribution of that mean and variance.
    """
    scale = variation.scale
    values = [scale.forward(item.value) for item in variation.own]
    found = deviations(
        values,
        [_variance(item, variation) for item in variation.own],
        tested=[_tested_variance(item, variation) for item in variation.own],
    )
    return tuple(
        Place(
            z=place.statistic,
            p_value=max(place.p_value, _tail(item, place, scale))
            if variation.is_counted
            else place.p_value,
        )
        for item, place in zip(variation.own, found, strict=True)
    )


def draw_funnel(
    variation: Variation, places: Sequence[Place], is_different: Sequence[bool]
) -> Funnel:
    """Return the funnel around the organizations that do not differ.

    Parameters
    ----------
    variation, places : Variation, sequence of Place, shape (k,)
        The values of the organizations, and their places among each other.
    is_different : sequence of bool, shape (k,)
        Which differ after adjustment for multiplicity. If fewer than 3 do not, all make the
        limits.
    """
    scale = variation.scale
    rest = [item for item, differs in zip(variation.own, is_different, strict=True) if not differs]
    rest = rest if len(rest) > 2 else list(variation.own)
    variances = [_variance(item, variation) for item in rest]
    pooled = estimate_heterogeneity([scale.forward(item.value) for item in rest], variances)
    weights = sum(1 / (variance + pooled.tau_squared) for variance in variances)
    empty = Funnel(
        scale=scale,
        is_counted=variation.is_counted,
        dispersion=variation.dispersion,
        rest=pooled,
        between=pooled.tau_squared + 1 / weights,
        points=(),
    )
    points = []
    for item, place in zip(variation.own, places, strict=True):
        size = item.size
        if not variation.is_counted:
            size = 1 / sqrt(_tested_variance(item, variation))
        points.append(
            FunnelPoint(
                value=item.value,
                size=size,
                limits=empty.limits(size),
                z=place.z,
                p_value=place.p_value,
            )
        )
    return replace(empty, points=tuple(points))


def _variance(own: OwnVariation, variation: Variation) -> float:
    """Return the sampling variance of an organization by which it counts among the others."""
    if variation.is_counted:
        return variation.dispersion / (4 * own.size)
    n = max(own.n, FEWEST_OWN)
    # That of Student's t with n - 1 degrees of freedom.
    return own.variance * (n - 1) / (n - 3)


def _tested_variance(own: OwnVariation, variation: Variation) -> float:
    """Return the sampling variance by which an organization is placed among the others."""
    if variation.is_counted:
        return max(own.dispersion, variation.dispersion) / (4 * own.size)
    probability = _PROBABILITIES[-1]
    n = max(own.n, FEWEST_OWN)
    return own.variance * (t_quantile(probability, n - 1) / normal_quantile(probability)) ** 2


def _tail(own: OwnVariation, place: Deviation, scale: Scale) -> float:
    """Return the two-sided P value of a count among counts of a mean and a variance."""
    count = round(own.value * own.size)
    mean = scale.back(place.mean) * own.size
    spread = scale.spread(place.mean, sqrt(place.variance)) * own.size
    trials = round(own.size)
    if scale is Scale.ARCSINE and spread**2 <= mean and count <= trials:
        share = mean / own.size
        lower, upper = binomial_cdf(count, trials, share), binomial_sf(count - 1, trials, share)
    else:
        lower = negative_binomial_cdf(count, mean, spread**2)
        upper = 1 - negative_binomial_cdf(count - 1, mean, spread**2)
    return min(1.0, 2 * min(lower, upper))
