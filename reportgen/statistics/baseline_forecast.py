"""What the values after a baseline would be if everything went on as in the baseline."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.ar1 import whiten, whole_steps
from reportgen.statistics.distributions import t_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# Components of a mixture with less weight than this can't move a tail of 1%.
_NEGLIGIBLE = 1e-7
_PRECISION = 1e-10
_HALF = 0.5
_MOST_STEPS = 200
# Values whose standard deviation is this small, relative to their mean, are all the same.
_SAME = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Season:
    """Where in the year each value lies: those of the baseline, then the later ones.

    Attributes
    ----------
    phases : sequence of float, shape (n + m,)
        Years and parts of years, for a wave that repeats each year.
    groups : sequence of int, shape (n + m,)
        What has an effect of its own, such as the month; all equal if nothing has.
    """

    phases: Sequence[float]
    groups: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beliefs:
    """What is assumed of a series before its baseline is seen; chosen by simulation.

    Sizes are standard deviations of coefficients, in those of the values about trend and season.

    Attributes
    ----------
    rhos : tuple of float
        The correlations of successive values, all equally likely.
    trends : tuple of (size, chance)
        A trend's rise over the whole baseline.
    seasons : tuple of (size, size, chance)
        A season's wave, and the effects of its groups on top of it.
    """

    rhos: tuple[float, ...] = tuple(step / 10 for step in range(10))
    trends: tuple[tuple[float, float], ...] = ((0.0, 0.25), (3.6, 0.55), (36.0, 0.2))
    seasons: tuple[tuple[float, float, float], ...] = (
        (0.0, 0.0, 0.5),
        (1.0, 0.0, 0.2),
        (1.0, 1.0, 0.2),
        (8.0, 0.0, 0.05),
        (8.0, 8.0, 0.05),
    )


BELIEFS = Beliefs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """Predictive distributions of m numbers, each a mixture of k t distributions.

    Attributes
    ----------
    weights : ndarray, shape (k,)
    locations, scales : ndarray, shape (k, m)
    """

    weights: Vector
    locations: Vector
    scales: Vector
    df: int

    @property
    def means(self) -> Vector:
        """Return the expectation of each number, shape (m,)."""
        means: Vector = self.weights @ self.locations
        return means

    def quantiles(self, probability: float) -> Vector:
        """Return the quantile of each number, shape (m,).

        Notes
        -----
        Newton steps on the logarithm of the tail, within bounds that close in.
        """
        if probability > _HALF:
            mirrored = replace(self, locations=-self.locations)
            return -mirrored.quantiles(1 - probability)
        own = self.locations + self.scales * t_quantile(probability, self.df)
        low, high = own.min(axis=0), own.max(axis=0)
        at = self.weights @ own
        precision = _PRECISION * self.scales.max()
        steps, change = 0, np.full_like(at, np.inf)
        while steps < _MOST_STEPS and np.any(np.abs(change) > precision):
            chances = self.chances_below(at)
            is_low = chances < probability
            low, high = np.where(is_low, at, low), np.where(is_low, high, at)
            newton = at - np.log(chances / probability) * chances / self._densities(at)
            is_inside = (newton >= low) & (newton <= high)
            following = np.where(is_inside, newton, (low + high) / 2)
            steps, change, at = steps + 1, following - at, following
        found: Vector = at
        return found

    def chances_below(self, values: Vector) -> Vector:
        """Return the probability that each number is at most its value, shape (m,)."""
        from scipy.special import stdtr

        chances: Vector = self.weights @ stdtr(self.df, (values - self.locations) / self.scales)
        return chances

    def _densities(self, values: Vector) -> Vector:
        from scipy.special import gammaln

        half = (self.df + 1) / 2
        size = np.exp(gammaln(half) - gammaln(self.df / 2)) / np.sqrt(self.df * np.pi)
        squares = ((values - self.locations) / self.scales) ** 2
        densities: Vector = self.weights @ (size * (1 + squares / self.df) ** -half / self.scales)
        return densities


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """The predictive distributions of the later values, and of their mean.

    Attributes
    ----------
    values : Mixture
        Of each later value, shape (m,).
    mean : Mixture
        Of their weighted mean, shape (1,).
    spread : float
        The standard deviation of values about trend and season.
    """

    values: Mixture
    mean: Mixture
    spread: float


def forecast(
    values: Sequence[float],
    times: Sequence[float],
    *,
    season: Season | None = None,
    weights: Sequence[float] | None = None,
    beliefs: Beliefs = BELIEFS,
) -> Forecast:
    """Return the predictive distributions of the values after a baseline.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        The baseline, oldest first; n is at least 2.
    times : sequence of float, shape (n + m,)
        When each value of the baseline was taken, then when the later ones were.
    season : Season, optional
        Without one, no season is considered.
    weights : sequence of float, shape (m,), optional
        Those of the mean of the later values; equal by default.
    beliefs : Beliefs
        The defaults, except in tests.

    Raises
    ------
    InsufficientDataError
        The values do not vary.

    Notes
    -----
    Values are a constant, a trend that may be there, a season that may be there, and errors with
    first-order autocorrelation. Each combination with each correlation is a model. Its weight is
    its chance beforehand times its marginal likelihood: what the baseline leaves open stays open,
    so that a short one gives wide limits. Coefficients other than the constant have normal priors
    in units of the errors' standard deviation; the constant and the logarithm of that standard
    deviation have flat ones. In each model the later values, given the last of the baseline, then
    have t distributions with n - 1 degrees of freedom. Without trend, season and correlation these
    are the textbook prediction intervals of a later value and of a later mean.

    References
    ----------
    Zellner (1971), An Introduction to Bayesian Inference in Econometrics, chapters 3 and 4.
    Hoeting, Madigan, Raftery and Volinsky (1999), Stat. Sci. 14, 382-417 (model averaging).
    Hahn (1969), J. Am. Stat. Assoc. 64, 878-888 (prediction of the mean of later values).
    The beliefs by simulation: docs/methods.md, tests/analysis/simulated_charts.py.
    """
    response = np.asarray(values, dtype=np.float64)
    n, level, size = len(response), float(np.mean(response)), float(np.std(response))
    if size <= _SAME * max(1.0, abs(level)):
        raise InsufficientDataError(gettext_noop("the values of the baseline do not vary"))
    design, models = _models(np.asarray(times, dtype=np.float64), n, season, beliefs)
    data = np.column_stack([design, np.zeros(len(design))])
    data[:n, -1] = (response - level) / size
    errors = _whitened(data, n, whole_steps(times), np.asarray(beliefs.rhos))
    later = len(design) - n
    shares = np.ones(later) if weights is None else np.asarray(weights, dtype=np.float64)
    found = [_predict(model, errors, n - 1, shares / shares.sum()) for model in models]
    logs, spreads, locations, variances = (
        np.concatenate(part) for part in zip(*found, strict=True)
    )
    chances = np.exp(logs - logs.max())
    kept = chances > _NEGLIGIBLE * chances.sum()
    chances = chances[kept] / chances[kept].sum()

    def mixture(columns: slice) -> Mixture:
        return Mixture(
            weights=chances,
            locations=level + size * locations[kept, columns],
            scales=size * np.sqrt(variances[kept, columns]),
            df=n - 1,
        )

    return Forecast(
        values=mixture(slice(later)),
        mean=mixture(slice(later, None)),
        spread=size * float(chances @ spreads[kept]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Model:
    """One model of trend and season: its columns, and the precisions of their coefficients."""

    columns: tuple[int, ...]
    precisions: tuple[float, ...]
    chance: float


def _models(
    times: Vector, n: int, season: Season | None, beliefs: Beliefs
) -> tuple[Vector, list[_Model]]:
    """Return all columns, shape (n + m, k), and the models that use them."""
    baseline = times[:n]
    span = baseline[-1] - baseline[0] + np.median(np.diff(baseline))
    columns = [np.ones_like(times), (times - baseline.mean()) / span]
    seasons: list[tuple[tuple[float, ...], float]] = [((), 1.0)]
    if season is not None:
        turns = 2 * np.pi * np.asarray(season.phases, dtype=np.float64)
        groups = np.asarray(season.groups)
        kinds = np.unique(groups)
        # One group alone is the constant.
        effects = [np.asarray(groups == kind, float) for kind in kinds] if len(kinds) > 1 else []
        columns += [np.cos(turns), np.sin(turns), *effects]
        seasons = [
            ((wave, wave, *[group] * len(effects)), chance)
            for wave, group, chance in beliefs.seasons
        ]
    models = []
    for (trend, of_trend), (sizes, of_season) in product(beliefs.trends, seasons):
        # A coefficient of no size is not there.
        used = [(at, size) for at, size in enumerate((trend, *sizes), start=1) if size]
        models.append(
            _Model(
                columns=(0, *(at for at, _ in used)),
                # The constant has a flat prior.
                precisions=(0.0, *(size**-2 for _, size in used)),
                chance=of_trend * of_season,
            )
        )
    return np.column_stack(columns), models


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whitened:
    """The data under each of r correlations of successive errors.

    Attributes
    ----------
    grams : ndarray, shape (r, k + 1, k + 1)
        The cross products of the whitened columns; the last one is the response.
    ahead : ndarray, shape (r, m, k + 1)
        The later rows less their forecast from the last row of the baseline.
    covariances : ndarray, shape (r, m, m)
        Those of the later errors, given the last one of the baseline.
    log_determinants : ndarray, shape (r,)
        Of the correlation matrix of the baseline's errors.
    """

    grams: Vector
    ahead: Vector
    covariances: Vector
    log_determinants: Vector


def _whitened(data: Vector, n: int, steps: NDArray[np.int64], rhos: Vector) -> _Whitened:
    before, distance = steps[: n - 1], np.cumsum(steps[n - 1 :])
    white = whiten(data[:n], rhos, before)
    carried = rhos[:, None] ** distance
    between = rhos[:, None, None] ** np.abs(distance[:, None] - distance)
    return _Whitened(
        grams=np.swapaxes(white, 1, 2) @ white,
        ahead=data[n:] - carried[:, :, None] * data[n - 1],
        covariances=between - carried[:, :, None] * carried[:, None, :],
        log_determinants=np.log1p(-(rhos[:, None] ** (2 * before))).sum(axis=1),
    )


def _predict(
    model: _Model, errors: _Whitened, df: int, shares: Vector
) -> tuple[Vector, Vector, Vector, Vector]:
    """Return log weights (r,), error SDs (r,), and locations and variances (r, m + 1).

    The last number predicted is the mean.
    """
    columns, precisions = list(model.columns), np.asarray(model.precisions)
    grams = errors.grams[:, columns][:, :, columns] + np.diag(precisions)
    crosses = errors.grams[:, columns, -1]
    coefficients = np.linalg.solve(grams, crosses[..., None])[..., 0]
    residual = errors.grams[:, -1, -1] - (crosses * coefficients).sum(axis=1)
    logs = (
        np.log(model.chance)
        - (
            errors.log_determinants
            + np.linalg.slogdet(grams)[1]
            - np.log(precisions[1:]).sum()
            + df * np.log(residual)
        )
        / 2
    )
    ahead = errors.ahead[:, :, columns]
    ahead = np.concatenate([ahead, shares @ ahead[:, None]], axis=1)
    carried = errors.ahead[:, :, -1]
    carried = np.concatenate([carried, (carried @ shares)[:, None]], axis=1)
    own = np.diagonal(errors.covariances, axis1=1, axis2=2)
    own = np.concatenate([own, (errors.covariances @ shares @ shares)[:, None]], axis=1)
    spread = residual / df
    of_fit = (ahead * np.swapaxes(np.linalg.solve(grams, np.swapaxes(ahead, 1, 2)), 1, 2)).sum(-1)
    locations = (ahead @ coefficients[..., None])[..., 0] - carried
    return logs, np.sqrt(spread), locations, spread[:, None] * (own + of_fit)
