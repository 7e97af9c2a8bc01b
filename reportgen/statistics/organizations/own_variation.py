"""How precise the values of organizations are, from the variation of each one's own months."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.statistics.distributions import f_sf
from reportgen.statistics.organizations.variance_scale import Scale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Places = NDArray[np.int64]

FEWEST_OWN = 4
"""Values of an organization for a variance of its own. The variance of Student's t with n - 1
degrees of freedom, (n - 1)/(n - 3), is finite from 4."""
_MONTHS = 12
# Organizations that can share a season: two have it from each other.
_FEWEST_SHARING = 3
# As loose as for joining a season to a comparison: a season that is missed makes errors.
_SEASON_ALPHA = 0.2
_LEAST_FACTOR = 0.05
_MOST_RHO = 0.95
_HALVINGS = 20
# Where one organization has most of the information, its months all but are the season.
_MOST_SHARE = 0.5
# Of the variation with the season: months that follow it exactly have some of their own, too.
_LEAST_OWN = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValues:
    """The values of one organization, oldest first.

    Attributes
    ----------
    months : tuple of int, shape (n,)
        The calendar month of each, from 1 to 12.
    amounts, sizes : tuple of float, shape (n,)
        What was counted, and what it is counted over, above 0: the value of the organization is
        the quotient of their sums.
    """

    months: tuple[int, ...]
    amounts: tuple[float, ...]
    sizes: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnVariation:
    """The value of one organization and its precision.

    Attributes
    ----------
    value, size : float
        The quotient of the sums; the size allows for the season of the months.
    variance : float
        Of the value on the scale, from its own values.
    dispersion : float
        How many times the variance of as many independent cases, at least 1; 1 where nothing is
        counted.
    n : int
        Number of values.
    """

    value: float
    size: float
    variance: float
    dispersion: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """The variation of several organizations.

    Attributes
    ----------
    rho : float
        The autocorrelation of successive values that they share, from 0 to .95.
    dispersion : float
        The mean of their dispersions, at least 1.
    has_season : bool
        Whether the months that they share differ by more than chance.
    """

    scale: Scale
    is_counted: bool
    own: tuple[OwnVariation, ...]
    rho: float
    dispersion: float
    has_season: bool


def estimate_variation(
    organizations: Sequence[OwnValues], scale: Scale, *, is_counted: bool
) -> Variation:
    """Return the value of each organization and its variance.

    Parameters
    ----------
    organizations : sequence of OwnValues
        At least one value each.
    scale : Scale
        On which variances are given. The season is a factor on `ROOT` and `ARCSINE`, else a
        term.
    is_counted : bool
        Whether amounts are counts of cases, so that their variance is at least that of a
        Poisson or binomial variable.

    Notes
    -----
    The variance is that of a ratio estimator (Cochran 1977, Sampling Techniques, section 6.4)
    of the values less the season that the organizations share, times what autocorrelation does
    to the variance of a mean: with ``V = 1 + 2 sum (1 - j/n) rho^j``, a sample variance of n
    values expects ``(n - V)/(n - 1)`` of the variance of one, and a mean ``V/n`` (Bayley and
    Hammersley 1946, Suppl. J. R. Stat. Soc. 8, 184-197). Few months say little about rho, so it
    is pooled: the rho, at least 0, for which values about their mean are expected to have the
    observed autocorrelation (its bias: Kendall 1954, Biometrika 41, 403-404). An organization
    with fewer than 4 values has the dispersion of the others.
    """
    sample = _Sample.of(organizations, is_factor=scale is not Scale.IDENTITY)
    season, has_season = _season(sample)
    size = sample.sizes_in(season)
    total_size = sample.total(size)
    value = sample.values_in(season)
    residual = sample.amounts - sample.expected(value, season)
    square = np.maximum(sample.total(residual**2), _LEAST_OWN * _without_season(sample))
    rho = _autocorrelation(sample, residual, square)
    lost = 1 - np.minimum(sample.shares, _MOST_SHARE) if has_season else np.ones(len(value))
    n = sample.n
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = n / (n - 1) * square / lost / total_size**2
        inflated = raw * np.array([_inflation(int(count), rho) for count in n])
    known = n >= FEWEST_OWN
    # Of a whole year the quotient of the sums is the value; a part of one is made comparable.
    value = np.where(sample.is_whole, sample.values_in(np.zeros(_MONTHS)), value)
    total_size = np.where(sample.is_whole, sample.total(sample.sizes), total_size)
    own_dispersion, dispersion = _dispersions(scale, value, total_size, inflated, known)
    found = []
    for place, count in enumerate(n):
        variance = scale.variance(float(value[place]), float(inflated[place]))
        own = float(max(own_dispersion[place], 1.0))
        if is_counted:
            own = own if known[place] else dispersion
            variance = own / (4 * float(total_size[place]))
        found.append(
            OwnVariation(
                value=float(value[place]),
                size=float(total_size[place]),
                variance=variance,
                dispersion=own if is_counted else 1.0,
                n=int(count),
            )
        )
    return Variation(
        scale=scale,
        is_counted=is_counted,
        own=tuple(found),
        rho=rho,
        dispersion=dispersion if is_counted else 1.0,
        has_season=has_season,
    )


@dataclass(frozen=True, slots=True)
class _Sample:
    """The values of all organizations in one row.

    Attributes
    ----------
    owner, month : array of int, shape (N,)
    n, shares : array, shape (k,)
        Number of values; share of the information on the season, by inverse variance.
    """

    owner: Places
    month: Places
    amounts: Vector
    sizes: Vector
    n: Places
    is_factor: bool
    weights: Vector
    shares: Vector

    @classmethod
    def of(cls, organizations: Sequence[OwnValues], *, is_factor: bool) -> _Sample:
        n = np.array([len(item.amounts) for item in organizations])
        owner = np.repeat(np.arange(len(n)), n)
        month = np.array([value for item in organizations for value in item.months]) - 1
        amounts = np.array([value for item in organizations for value in item.amounts])
        sizes = np.array([value for item in organizations for value in item.sizes])
        none = np.zeros(len(n))
        plain = cls(owner, month, amounts, sizes, n, is_factor, none, none)
        weights = plain.information()
        total = float(np.sum(weights * n))
        shares = weights * n / total if total > 0 else none
        return cls(owner, month, amounts, sizes, n, is_factor, weights, shares)

    @property
    def is_whole(self) -> NDArray[np.bool_]:
        """Return which organizations have a value in every month that any of them has."""
        has = np.zeros((len(self.n), _MONTHS), dtype=np.bool_)
        has[self.owner, self.month] = True
        whole: NDArray[np.bool_] = np.all(has == np.any(has, axis=0), axis=1)
        return whole

    def total(self, values: Vector) -> Vector:
        """Return the sum over the values of each organization."""
        return np.bincount(self.owner, values, len(self.n)).astype(np.float64)

    def sizes_in(self, season: Vector) -> Vector:
        """Return the size of each value, larger in a month in which more is usual."""
        return self.sizes * (1 + season[self.month]) if self.is_factor else self.sizes

    def values_in(self, season: Vector) -> Vector:
        """Return the value of each organization, as of a whole year."""
        amounts = self.amounts
        if not self.is_factor:
            amounts = amounts - season[self.month] * self.sizes
        found: Vector = self.total(amounts) / self.total(self.sizes_in(season))
        return found

    def expected(self, value: Vector, season: Vector) -> Vector:
        """Return the amounts that are usual."""
        if self.is_factor:
            return value[self.owner] * self.sizes_in(season)
        return (value[self.owner] + season[self.month]) * self.sizes

    def deviations(self, value: Vector) -> Vector:
        """Return how far each value lies from its organization's, as a part of it if a factor."""
        usual = value[self.owner]
        if not self.is_factor:
            return self.amounts / self.sizes - usual
        known = usual > 0
        return np.where(known, self.amounts / np.where(known, usual * self.sizes, 1.0) - 1, 0.0)

    def information(self) -> Vector:
        """Return the inverse variance of the deviations of each organization."""
        flat = np.zeros(_MONTHS)
        value = self.values_in(flat)
        variance = self.total(self.deviations(value) ** 2) / np.maximum(self.n - 1, 1)
        if self.is_factor:
            # Of counts that happen to be equal each month, at least that of Poisson's.
            mean = value * self.total(self.sizes) / self.n
            variance = np.maximum(variance, np.where(mean > 0, 1 / np.maximum(mean, 1e-12), 0.0))
        usable = (variance > 0) & (self.n > 1)
        return np.where(usable, 1 / np.where(usable, variance, 1.0), 0.0)


def _without_season(sample: _Sample) -> Vector:
    """Return the sum of squares of each organization about its mean."""
    flat = np.zeros(_MONTHS)
    return sample.total((sample.amounts - sample.expected(sample.values_in(flat), flat)) ** 2)


def _season(sample: _Sample) -> tuple[Vector, bool]:
    """Return how far each calendar month lies from the mean one, and whether that is shared.

    The months join where an F test of their differences has a P value below .2.
    """
    flat = np.zeros(_MONTHS)
    weight = sample.weights[sample.owner]
    in_month = np.bincount(sample.month, weight, _MONTHS)
    seen = in_month > 0
    used = int(np.sum(sample.weights > 0))
    spare = int(np.sum(weight > 0)) - int(np.sum(seen)) - used + 1
    if used < _FEWEST_SHARING or np.sum(seen) < 2 or spare < 1:
        return flat, False
    season = flat
    # Organizations with a part of the year have a value that depends on the season.
    for _ in range(5):
        deviation = sample.deviations(sample.values_in(season))
        effect = np.bincount(sample.month, weight * deviation, _MONTHS)
        effect = np.where(seen, effect / np.where(seen, in_month, 1.0), 0.0)
        season = np.where(seen, effect - np.mean(effect[seen]), 0.0)
        if sample.is_factor:
            # A month in which no organization has a case would make a size of 0.
            season = np.maximum(season, _LEAST_FACTOR - 1)
    between = np.sum(in_month * effect**2) / (np.sum(seen) - 1)
    within = np.sum(weight * (deviation - effect[sample.month]) ** 2) / spare
    if within <= 0 or f_sf(float(between / within), int(np.sum(seen)) - 1, spare) >= _SEASON_ALPHA:
        return flat, False
    return season, True


def _autocorrelation(sample: _Sample, residual: Vector, square: Vector) -> float:
    """Return the autocorrelation of successive values, pooled and corrected for its bias."""
    known = (square > 0) & (sample.n >= FEWEST_OWN)
    spread = np.sqrt(np.where(known, square / sample.n, 1.0))
    scaled = np.where(known[sample.owner], residual / spread[sample.owner], 0.0)
    follows = sample.owner[1:] == sample.owner[:-1]
    total = float(np.sum(scaled**2))
    if total == 0:
        return 0.0
    observed = float(np.sum(np.where(follows, scaled[1:] * scaled[:-1], 0.0))) / total
    n = round(float(np.mean(sample.n[known])))
    low, high = 0.0, _MOST_RHO
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _expected(n, middle) < observed:
            low = middle
        else:
            high = middle
    return low


def _expected(n: int, rho: float) -> float:
    """Return the expected quotient of lag-1 products of n values about their mean to squares.

    To the second order, from the moments of quadratic forms of normal values.
    """
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    correlation = rho**lags
    rows = correlation.mean(axis=0)
    centred = correlation - rows - rows[:, None] + rows.mean()
    squared = centred @ centred
    products, squares = np.trace(centred, offset=1), np.trace(centred)
    return float(
        products / squares
        - 2 * np.trace(squared, offset=1) / squares**2
        + 2 * np.trace(squared) * products / squares**3
    )


def _inflation(n: int, rho: float) -> float:
    """Return by how much autocorrelation makes a variance estimated from n values too small."""
    if n < 2 or rho == 0:
        return 1.0
    lags = np.arange(1, n)
    of_sum = 1 + 2 * float(np.sum((1 - lags / n) * rho**lags))
    return of_sum * (n - 1) / (n - of_sum)


def _dispersions(
    scale: Scale, value: Vector, size: Vector, variance: Vector, known: NDArray[np.bool_]
) -> tuple[Vector, float]:
    """Return each dispersion, not floored, and their mean; 1 where it is unknown."""
    slope = value * (1 - value) if scale is Scale.ARCSINE else value
    usable = known & (slope > 0)
    own = np.where(usable, variance * size / np.where(usable, slope, 1.0), 1.0)
    mean = float(np.mean(own[usable])) if np.any(usable) else 1.0
    return own, max(1.0, mean)
