"""Exact tests of a difference with an unknown level, and the intervals that invert them.

An interval that comes from another test than the P value next to it can contradict it. Here both
follow from one function: the largest probability, whatever the unknown level, of a result at
least as far from a supposed difference as the observed one. The P value is that of a difference
of 0, and the interval holds the differences that are not rejected.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import normal_quantile

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Counts = NDArray[np.int64]

    class Design(Protocol):
        """How two counts came about; the first is binomial of `trials`, the second of `sizes`.

        Given the first count, a result is as high as the observed one from some second count on.
        """

        @property
        def estimate(self) -> float:
            """The observed difference."""

        @property
        def trials(self) -> int:
            """The largest possible first count."""

        @property
        def sizes(self) -> Counts:
            """The largest possible second count for each first one."""

        @property
        def observed(self) -> tuple[int, int]:
            """The observed first and second count."""

        def levels(self, difference: float, risk: float) -> tuple[float, float]:
            """Return the range of the unknown level; the lower end is higher where it is empty."""

        def chances(self, level: Vector, difference: float) -> tuple[Vector, Vector]:
            """Return the chance of one trial, and of one of the second count."""

        def scores(self, first: Counts, second: Counts, difference: float) -> Vector:
            """Return how far results lie from a difference, in standard errors."""


RISK = 1e-5
"""The unknown level is sought within its confidence interval of this risk, which is added to the
probability (Berger and Boos 1994): without it, levels that the data exclude decide."""
# A score is a tie with the observed one up to rounding.
_TIE = 1e-9
_GRID, _FINER = 49, 13
# Of a difference: a ten-thousandth of a percentage point. The steps end where rounding does.
_CLOSE, _MOST_STEPS = 1e-6, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactDifference:
    """A difference with its interval, and the two-sided P value of none.

    The interval excludes 0 if and only if the P value is below 1 minus its level.
    """

    difference: Estimate
    p_value: float


def invert_tests(
    higher: Design, lower: Design, *, confidence_level: float, risk: float = RISK
) -> ExactDifference:
    """Return both one-sided tests as one, with the interval that inverts them.

    Parameters
    ----------
    higher, lower : Design
        The same results seen from the side of a higher and, mirrored, of a lower difference.
    confidence_level : float
        Two-sided coverage as a fraction of 1.
    risk : float
        See `RISK`.

    References
    ----------
    Chan and Zhang (1999), Biometrics 55, 1202-1209.
    Berger and Boos (1994), J. Am. Stat. Assoc. 89, 1012-1016.
    """
    tail = (1 - confidence_level) / 2
    low, p_higher = _bound(higher, tail, risk)
    high, p_lower = _bound(lower, tail, risk)
    return ExactDifference(
        difference=Estimate(
            estimate=higher.estimate,
            ci_low=low,
            # 0 less the bound, as a difference of -0 would print its sign.
            ci_high=0 - high,
            confidence_level=confidence_level,
        ),
        p_value=min(1.0, 2 * min(p_higher, p_lower)),
    )


def _bound(design: Design, tail: float, risk: float) -> tuple[float, float]:
    """Return the lower bound of the difference, and the one-sided P value of none."""

    def distance(difference: float) -> float:
        # In standard errors, so that it is nearly a line.
        probability = _probability(design, difference, risk)
        return normal_quantile(min(max(probability, 1e-15), 1 - 1e-15)) - critical

    critical = normal_quantile(tail)
    p_value = _probability(design, 0.0, risk)
    if p_value < tail:
        return _crossing(distance, 0.0, design.estimate), p_value
    # Not above 0, which is not rejected.
    return _crossing(distance, -1.0, min(0.0, design.estimate)), p_value


def _crossing(distance: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function that is below 0 at `low` rises above 0, not beyond `high`.

    By false position with the weights of the Illinois rule, which also ends at a jump.
    """
    at_low, at_high = distance(low), distance(high)
    if at_low >= 0 or at_high < 0:
        return low if at_low >= 0 else high
    was_high, steps = None, 0
    while steps < _MOST_STEPS and high - low >= _CLOSE:
        share = at_high / (at_high - at_low)
        middle = low + (high - low) * min(max(1 - share, 0.01), 0.99)
        found = distance(middle)
        is_high = found >= 0
        if is_high:
            high, at_high = middle, found
            at_low *= 0.5 if was_high else 1.0
        else:
            low, at_low = middle, found
            at_high *= 0.5 if was_high is False else 1.0
        was_high, steps = is_high, steps + 1
    return high


def _probability(design: Design, difference: float, risk: float) -> float:
    """Return the largest probability of a result as high as the observed one."""
    low, high = design.levels(difference, risk)
    if low > high:
        # Every level at which this is the difference is excluded: it is too low, or too high.
        return risk if difference < design.estimate else 1.0
    region = _Region.of(design, difference, (low, high))
    level = low + (high - low) * np.sin(np.linspace(0, np.pi / 2, _GRID)) ** 2
    found = region.probabilities(level)
    best = int(np.argmax(found))
    finer = np.linspace(level[max(best - 1, 0)], level[min(best + 1, _GRID - 1)], _FINER)
    largest = max(float(np.max(found)), float(np.max(region.probabilities(finer))))
    return min(1.0, largest + risk)


@dataclass(frozen=True, slots=True)
class _Region:
    """The results as high as the observed one.

    Attributes
    ----------
    first, ways, least : array of shape (m,)
        First counts, the logarithm of how many ways lead to each, and the least second count.
    """

    design: Design
    difference: float
    first: Counts
    ways: Vector
    least: Counts

    @classmethod
    def of(cls, design: Design, difference: float, levels: tuple[float, float]) -> _Region:
        from scipy.special import gammaln

        n = design.trials
        chance, _ = design.chances(np.array(levels), difference)
        # Nine standard deviations hold all but 1e-18 of the first count.
        reach = 9 * sqrt(n * _most_variance(chance)) + 12
        start = max(0, int(n * chance[0] - reach))
        first = np.arange(start, min(n, int(n * chance[1] + reach)) + 1)
        ways = gammaln(n + 1) - gammaln(first + 1) - gammaln(n - first + 1)
        return cls(design, difference, first, ways, _least(design, difference, first))

    def probabilities(self, level: Vector) -> Vector:
        """Return the probability of the region at each level."""
        from scipy.special import bdtrc, xlog1py, xlogy

        first, n = self.first, self.design.trials
        one, other = self.design.chances(level, self.difference)
        weight = np.exp(self.ways + xlogy(first, one[:, None]) + xlog1py(n - first, -one[:, None]))
        size = self.design.sizes[first]
        chance = bdtrc(np.maximum(self.least - 1, 0), np.maximum(size, 1), other[:, None])
        chance = np.where(self.least <= 0, 1.0, np.where(self.least > size, 0.0, chance))
        total: Vector = np.sum(weight * chance, axis=1)
        return total


def _most_variance(chance: Vector) -> float:
    """Return the largest variance of one trial within a range of chances."""
    low, high = float(chance[0]), float(chance[1])
    nearest = min(max(0.5, low), high)
    return nearest * (1 - nearest)


def _least(design: Design, difference: float, first: Counts) -> Counts:
    """Return, for each first count, the least second count that is as high as observed."""
    one, other = design.observed
    score = float(design.scores(np.array([one]), np.array([other]), difference)[0])
    score -= _TIE * max(1.0, abs(score))
    size = design.sizes[first]
    below, reached = np.full(len(first), -1), size + 1
    while np.any(reached - below > 1):
        middle = np.clip((below + reached) // 2, 0, size)
        is_reached = design.scores(first, middle, difference) >= score
        is_open = reached - below > 1
        reached = np.where(is_open & is_reached, middle, reached)
        below = np.where(is_open & ~is_reached, middle, below)
    return reached
