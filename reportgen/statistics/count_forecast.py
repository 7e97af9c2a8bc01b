"""What counts after a baseline would be, if events come at the same rate and as clustered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

# Dispersions, variance over mean, with their chances beforehand; chosen by simulation
# (docs/methods.md). Few events can't distinguish clusters from chance, so both stay possible.
DISPERSIONS: tuple[tuple[float, float], ...] = (
    (1.0, 0.5),
    (1.5, 0.125),
    (2.0, 0.125),
    (3.0, 0.125),
    (4.0, 0.125),
)
# Nodes of Gauss-Legendre quadrature over the rates, and how far they reach from the mean of the
# baseline, in standard deviations.
_RATES = 64
_REACH = 4.5


@dataclass(frozen=True, slots=True, kw_only=True)
class CountForecast:
    """The predictive distribution of counts after a baseline.

    Attributes
    ----------
    dispersions : ndarray, shape (k,)
        Variance over mean.
    rates : ndarray, shape (r,)
        Events per step.
    weights : ndarray, shape (k, r)
        The chance of each dispersion with each rate.

    Notes
    -----
    Counts are Poisson or negative binomial with one unknown rate and one unknown dispersion; sums
    of such counts are of the same kind. The rate has a flat prior. With dispersion 1 alone, the
    chance of a count or more is that of the exact conditional test, which holds its level for
    every rate.

    References
    ----------
    Przyborowski and Wilenski (1940), Biometrika 31, 313-323 (the conditional test).
    Nelson (1970), IEEE Trans. Reliab. R-19, 42-49 (Poisson prediction limits).
    Aitchison and Dunsmore (1975), Statistical Prediction Analysis (predictive counts).
    McCullagh and Nelder (1989), Generalized Linear Models, section 6.2 (variance proportional
    to the mean).
    """

    dispersions: Vector
    rates: Vector
    weights: Vector

    def chance_of_at_least(self, count: int, steps: int) -> float:
        """Return the probability of `count` or more events in `steps`."""
        from scipy.special import betainc, gammainc

        if count <= 0:
            return 1.0
        chance = 0.0
        for dispersion, weights in zip(self.dispersions, self.weights, strict=True):
            mean = self.rates * steps
            if dispersion == 1:
                chance += float(weights @ gammainc(count, mean))
            else:
                share = (dispersion - 1) / dispersion
                chance += float(weights @ betainc(count, mean / (dispersion - 1), share))
        return chance

    def chance_of_at_most(self, count: int, steps: int) -> float:
        """Return the probability of `count` or fewer events in `steps`."""
        return 1 - self.chance_of_at_least(count + 1, steps)

    def most(self, steps: int, tail: float) -> int:
        """Return the upper limit: more events in `steps` have probability `tail` at most."""
        return _first(lambda count: self.chance_of_at_least(count + 1, steps) <= tail)

    def fewest(self, steps: int, tail: float) -> int:
        """Return the lower limit: fewer events in `steps` have probability `tail` at most."""
        return _first(lambda count: self.chance_of_at_most(count, steps) > tail)

    def stretch(self, tail: float, *, longest: int) -> int | None:
        """Return how many steps without events have probability `tail`; None above `longest`."""
        lengths = range(1, longest + 1)
        return next((n for n in lengths if self.chance_of_at_most(0, n) <= tail), None)


def _first(is_there: Callable[[int], bool]) -> int:
    """Return the first count from which on a condition holds."""
    high = 1
    while not is_there(high):
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_there(middle) else (middle, high)
    return high


def forecast_counts(
    counts: Sequence[int], *, dispersions: Sequence[tuple[float, float]] = DISPERSIONS
) -> CountForecast:
    """Return the predictive distribution of the counts after a baseline.

    Parameters
    ----------
    counts : sequence of int, shape (n,)
        The baseline, at least 0; none is needed above 0.
    dispersions : sequence of (float, float)
        Dispersions from 1 on with their chances beforehand; the defaults, except in tests.
    """
    from scipy.special import gammaln

    seen = np.asarray(counts, dtype=np.float64)
    n, total = len(seen), float(seen.sum())
    found, chances = np.asarray(dispersions, dtype=np.float64).T
    # The root of a rate has nearly the same uncertainty wherever it lies.
    center, reach = np.sqrt(total / n), _REACH * np.sqrt(found.max() / n)
    low, high = max(0.0, center - reach), center + reach
    nodes, sizes_of_steps = np.polynomial.legendre.leggauss(_RATES)
    roots = low + (high - low) * (nodes + 1) / 2
    rates = roots**2
    logs = np.empty((len(found), _RATES))
    for place, dispersion in enumerate(found):
        if dispersion == 1:
            logs[place] = total * np.log(rates) - n * rates
            continue
        sizes = rates / (dispersion - 1)
        gained = gammaln(seen[:, None] + sizes) - gammaln(sizes)
        logs[place] = gained.sum(axis=0) - n * sizes * np.log(dispersion)
        logs[place] += total * np.log((dispersion - 1) / dispersion)
    # A flat prior of the rate: a step of the root covers rates in proportion to the root.
    logs += np.log(chances)[:, None] + np.log(roots * sizes_of_steps)
    weights = np.exp(logs - logs.max())
    return CountForecast(dispersions=found, rates=rates, weights=weights / weights.sum())
