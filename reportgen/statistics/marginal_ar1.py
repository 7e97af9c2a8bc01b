"""Contrasts of two periods with AR(1) errors whose correlation is not known.

A series of twelve months says little about how much a month resembles the one before it. A test
that takes an estimate of that correlation for the truth finds changes where there are none; here
each correlation counts as much as the data and a prior make it likely, and the test is the
average over all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.ar1 import restricted_likelihood, whiten, whole_steps
from reportgen.statistics.distributions import f_sf_of, t_cdf_of
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import ArrayLike, NDArray

    Vector = NDArray[np.float64]

# Negative correlations would make the errors smaller than those of independent values: a claim
# that few monthly series could support. Steps of 0.03, up to where 24 values could hardly be
# distinguished from a random walk.
RHOS = np.linspace(0.0, 0.96, 33)
# The prior is (1 - rho) ** min(1, 24 / n): linear for short series, flatter for long ones, whose
# data decide. Exponents 0, 2, 3 and 5 were tried: 0 costs 10 points of power at rho = 0 with
# 12 + 12 values, 2 and more claim too often at rho = 0.6 (docs/methods.md).
_VALUES_OF_FULL_PRIOR = 24
# A line that jumps and bends takes away most of what shows a correlation, so that the prior of a
# whole series is half as strong: 12 + 12 values at rho = 0.6 claim in 6 instead of 10% of series.
_PRIOR_OF_SERIES = 0.5
# From here on, a series of some years looks like a random walk.
_NEAR_ONE = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalFit:
    """Least-squares coefficients, and their distribution over all correlations of the errors.

    Attributes
    ----------
    coefficients : ndarray, shape (k,)
    covariances : ndarray, shape (r, p, k, k)
        At each rho, those that the errors of the base and of the later period cause; of a whole
        series, those that all its errors cause.
    crossed : ndarray, shape (r, k, k)
        At each rho, that which both cause together: neighbours across the border correlate.
    weights : ndarray, shape (r,)
        How likely each rho is; they sum to 1.
    dfs : ndarray, shape (p,)
        Degrees of freedom of the variances.
    is_pooled : bool
        Whether both periods share one variance, with `dfs` added up.
    """

    coefficients: Vector
    covariances: Vector
    crossed: Vector
    weights: Vector
    dfs: Vector
    is_pooled: bool

    @property
    def rho(self) -> float:
        """Return the mean of the correlations by their weights."""
        return float(self.weights @ RHOS)

    @property
    def wandering(self) -> float:
        """Return how likely the correlation is so high that the series may wander by itself."""
        return float(self.weights[RHOS > _NEAR_ONE - 1e-9].sum())

    def contrast(self, weights: Sequence[float]) -> MarginalContrast:
        """Return the distribution of a weighted sum of the coefficients."""
        c = np.asarray(weights, dtype=np.float64)
        parts = np.einsum("i,rpij,j->rp", c, self.covariances, c)
        crossed = np.einsum("i,rij,j->r", c, self.crossed, c)
        total = parts.sum(axis=1)
        share = np.divide(parts[:, 0], total, out=np.full(len(total), 0.5), where=total > 0)
        dfs = (
            np.full(len(total), self.dfs.sum())
            if self.is_pooled
            # Satterthwaite's formula, in shares of the variance.
            else 1 / (share**2 / self.dfs[0] + (1 - share) ** 2 / self.dfs[1])
        )
        # Neighbours that correlate across the border can only make a difference more certain;
        # rounding may leave a variance of 0 just below it.
        errors = np.sqrt(np.maximum(total + crossed, 0.0))
        return MarginalContrast(
            estimate=float(c @ self.coefficients), errors=errors, dfs=dfs, weights=self.weights
        )

    def joint_p_value(self, columns: Sequence[int]) -> float:
        """Return the P value of the F test that several coefficients are all 0."""
        chosen = np.asarray(columns)
        b = self.coefficients[chosen]
        covariance = self.covariances.sum(axis=1) + self.crossed
        part = covariance[:, chosen[:, None], chosen]
        statistic = np.einsum("i,rij,j->r", b, np.linalg.inv(part), b) / len(chosen)
        tails = f_sf_of(statistic, float(len(chosen)), np.full(len(RHOS), self.dfs.sum()))
        return float(self.weights @ tails)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarginalContrast:
    """An estimate whose error follows a mixture of t distributions, one for each correlation.

    Attributes
    ----------
    estimate : float
    errors, dfs, weights : ndarray, shape (r,)
        Standard errors, degrees of freedom and weights at each rho.
    """

    estimate: float
    errors: Vector
    dfs: Vector
    weights: Vector

    def below(self, value: float) -> float:
        """Return the probability that the error is at most `value`."""
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.where(self.errors > 0, value / self.errors, np.sign(value) * np.inf)
        t = np.nan_to_num(t, nan=0.0, posinf=np.inf, neginf=-np.inf)
        return float(self.weights @ t_cdf_of(t, self.dfs))

    @property
    def p_value(self) -> float:
        """Return the two-sided P value of the test against 0."""
        return min(1.0, 2 * self.below(-abs(self.estimate)))

    def quantile(self, probability: float) -> float:
        """Return the value that the error is below with a probability above one half."""
        return crossing(lambda value: self.below(value) - probability, 0.0, float(self.scale))

    @property
    def scale(self) -> float:
        """Return the root mean square of the standard errors."""
        return float(np.sqrt(self.weights @ self.errors**2))


def fit_marginal_ar1(
    design: ArrayLike,
    response: ArrayLike,
    times: Sequence[float],
    n_base: int,
    *,
    is_pooled: bool = False,
) -> MarginalFit:
    """Fit a model of two successive periods, or of one series, by least squares with AR(1) errors.

    Parameters
    ----------
    design : array_like, shape (n, k)
        The first two columns indicate the base and the later period; the others, such as a
        season, hold for both. Of one series, any columns with a constant among them.
    response : array_like, shape (n,)
    times : sequence of float, shape (n,)
        Increasing, in steps of the series; a missing step counts as two.
    n_base : int
        How many rows are of the base period; they come first. 0 for a whole series.
    is_pooled : bool
        Whether one variance serves both periods.

    Raises
    ------
    InsufficientDataError
        Too few values, dependent columns, or values that lie exactly on the model.

    Notes
    -----
    The estimate is that of least squares: of two indicators alone, the difference of the two
    plain means. At each rho the variance of a period is the sum of its squared innovations
    divided by their number less 1 (and less half of the further columns). At rho = 0 the test is
    Welch's exactly. The weights are the restricted likelihood, with the values of each period
    divided by its standard deviation, times a prior.

    References
    ----------
    Zellner and Tiao (1964), J. Am. Stat. Assoc. 59, 763-778 (averaging over rho).
    Cheang and Reinsel (2000), J. Am. Stat. Assoc. 95, 1173-1184 (restricted likelihood).
    Satterthwaite (1946), Biometrics 2, 110-114.
    """
    x = np.asarray(design, dtype=np.float64)
    y = np.asarray(response, dtype=np.float64)
    k = x.shape[1]
    sides = [slice(None, n_base), slice(n_base, None)] if n_base else [slice(None)]
    sizes = np.array([len(y[rows]) for rows in sides])
    dfs = sizes - 1 - (k - len(sides)) / len(sides)
    if np.any(dfs <= 0):
        raise InsufficientDataError(gettext_noop("there are too few values for the model"))
    plain = fit_least_squares(x, y)
    residuals = plain.residuals
    if plain.residual_variance == 0:
        raise InsufficientDataError(gettext_noop("the values lie exactly on the model"))
    weights = _posterior(x, residuals, times, n_base, is_pooled=is_pooled)
    # Row i of `sums` turns the response into coefficient i.
    sums = np.linalg.pinv(x)
    lags = np.abs(np.subtract.outer(_positions(times), _positions(times)))
    correlations = RHOS[:, None, None] ** lags
    scales = _scales(residuals, times, sides, dfs, is_pooled=is_pooled)
    covariances = np.stack(
        [
            scales[:, side, None, None] ** 2
            * (sums[:, rows] @ correlations[:, rows, rows] @ sums[:, rows].T)
            for side, rows in enumerate(sides)
        ],
        axis=1,
    )
    first, last = sides[0], sides[-1]
    across = sums[:, first] @ correlations[:, first, last] @ sums[:, last].T
    both = across + np.swapaxes(across, 1, 2) if n_base else np.zeros_like(across)
    crossed = (scales[:, 0] * scales[:, -1])[:, None, None] * both
    return MarginalFit(
        coefficients=plain.coefficients,
        covariances=covariances,
        crossed=crossed,
        weights=weights,
        dfs=dfs,
        is_pooled=is_pooled,
    )


def _positions(times: Sequence[float]) -> Vector:
    """Return times as whole steps from the first one."""
    return np.concatenate([[0.0], np.cumsum(whole_steps(times))])


def _posterior(
    x: Vector, residuals: Vector, times: Sequence[float], n_base: int, *, is_pooled: bool
) -> Vector:
    n = len(residuals)
    sd = np.ones(n)
    if not is_pooled:
        spreads = [float(part @ part) for part in (residuals[:n_base], residuals[n_base:])]
        # A period without variation says nothing of the correlation, at any scale.
        largest = max(spreads)
        per_value = [
            np.sqrt((spread if spread > 1e-12 * largest else largest) / count)
            for spread, count in zip(spreads, (n_base, n - n_base), strict=True)
        ]
        sd = np.repeat(per_value, [n_base, n - n_base])
    basis, _ = np.linalg.qr(x / sd[:, None])
    scaled = residuals / sd
    columns = np.column_stack([basis, scaled / np.sqrt(scaled @ scaled)])
    likelihood = restricted_likelihood(columns, RHOS, whole_steps(times))
    exponent = min(1.0, _VALUES_OF_FULL_PRIOR / n) * (1.0 if n_base else _PRIOR_OF_SERIES)
    prior = exponent * np.log1p(-RHOS)
    weights = np.exp(likelihood + prior - np.max(likelihood + prior))
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _scales(
    residuals: Vector,
    times: Sequence[float],
    sides: Sequence[slice],
    dfs: Vector,
    *,
    is_pooled: bool,
) -> Vector:
    """Return the standard deviations of the periods at each rho, shape (r, p)."""
    sums = np.column_stack([_innovation_sums(residuals[rows], times[rows]) for rows in sides])
    if is_pooled:
        return np.repeat(np.sqrt(sums.sum(axis=1) / dfs.sum())[:, None], len(sides), axis=1)
    return np.asarray(np.sqrt(sums / dfs), dtype=np.float64)


def _innovation_sums(residuals: Vector, times: Sequence[float]) -> Vector:
    """Return the squared innovations around the best mean at each rho, summed up."""
    columns = np.column_stack([np.ones(len(residuals)), residuals])
    white = whiten(columns, RHOS, whole_steps(times))
    one, value = white[:, :, 0], white[:, :, 1]
    means = np.sum(one * value, axis=1) / np.sum(one**2, axis=1)
    return np.asarray(np.sum((value - means[:, None] * one) ** 2, axis=1), dtype=np.float64)


def crossing(function: Callable[[float], float], start: float, step: float) -> float:
    """Return where a function that rises from below 0 at `start` crosses 0; inf if it does not.

    Parameters
    ----------
    function : callable
        Continuous and increasing in the direction of `step`.
    start, step : float
        Where to begin and how far to go first; the steps double, at most 60 times.

    Notes
    -----
    Bisection to the last bit: the function is a sum of t probabilities, cheap and monotone.
    """
    low, high = start, start + step
    for _ in range(60):
        if function(high) >= 0:
            break
        low, high = high, high + 2 * (high - low)
    else:
        return float("inf") if step > 0 else float("-inf")
    for _ in range(80):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        low, high = (low, middle) if function(middle) >= 0 else (middle, high)
    return (low + high) / 2
