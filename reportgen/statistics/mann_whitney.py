"""Mann-Whitney test of two periods with the Hodges-Lehmann shift."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import comb, sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import normal_quantile, p_value_normal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

LARGEST_EXACT_PRODUCT = 2500
"""Exact up to 50 by 50 values without ties; beyond, the normal approximation is as good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankComparison:
    """Comparison of later with base values by ranks.

    Attributes
    ----------
    shift : Estimate
        The median of all later-minus-base differences, in the unit of the values.
    statistic : float
        U: number of pairs in which the later value is higher, ties counted as halves.
    is_exact : bool
        Whether P is exact rather than from a normal approximation.
    """

    shift: Estimate
    statistic: float
    p_value: float
    is_exact: bool


def compare_ranks(
    base: Sequence[float],
    later: Sequence[float],
    *,
    alternative: Alternative = Alternative.TWO_SIDED,
    confidence_level: float = 0.95,
) -> RankComparison:
    """Return the Mann-Whitney test with the Hodges-Lehmann shift.

    Parameters
    ----------
    base, later : sequence of float, shapes (n1,) and (n2,)
        At least 1 value each.
    alternative : Alternative
        ``greater`` asks whether later values tend to be higher.
    confidence_level : float
        Coverage of the shift's interval, one-sided if the test is; at least this where
        the test is exact.

    Raises
    ------
    InsufficientDataError
        A side without values, or all values equal.

    References
    ----------
    Mann and Whitney (1947), Ann. Math. Stat. 18, 50-60.
    Hodges and Lehmann (1963), Ann. Math. Stat. 34, 598-611.
    """
    if not base or not later:
        raise InsufficientDataError(gettext_noop("a rank test needs values on both sides"))
    first, second = np.asarray(base, dtype=np.float64), np.asarray(later, dtype=np.float64)
    pooled = np.concatenate([first, second])
    if np.ptp(pooled) == 0:
        raise InsufficientDataError(gettext_noop("all values are equal"))
    differences = np.sort((second[:, None] - first[None, :]).ravel())
    u = float(np.sum(differences > 0) + np.sum(differences == 0) / 2)
    has_ties = len(np.unique(pooled)) < len(pooled)
    sizes = len(first), len(second)
    is_exact = not has_ties and len(differences) <= LARGEST_EXACT_PRODUCT
    p_value = (
        _exact_p(u, sizes, alternative) if is_exact else _normal_p(u, sizes, pooled, alternative)
    )
    return RankComparison(
        shift=_shift(differences, sizes, pooled, is_exact, (confidence_level, alternative)),
        statistic=u,
        p_value=p_value,
        is_exact=is_exact,
    )


@lru_cache(maxsize=64)
def _cumulative_ways(n1: int, n2: int) -> tuple[int, ...]:
    """Return the number of orders of n1 + n2 values with each U or less, for U = 0 to n1 n2.

    The counts are the coefficients of the Gaussian binomial, the product of
    ``(1 - q^(n2 + i)) / (1 - q^i)`` over i = 1 to n1, in exact integers.
    """
    # Coefficients of the Gaussian binomial, the product of (1 - q^(n2 + i)) / (1 - q^i): Mann and
    # Whitney's recursion without its n1 n2 tables. Python's integers keep it exact.
    ways = [1] + [0] * (n1 * n2)
    for i in range(1, n1 + 1):
        for power in range(len(ways) - 1, n2 + i - 1, -1):
            ways[power] -= ways[power - n2 - i]
        for power in range(i, len(ways)):
            ways[power] += ways[power - i]
    total = 0
    cumulative = []
    for count in ways:
        total += count
        cumulative.append(total)
    return tuple(cumulative)


def _exact_p(u: float, sizes: tuple[int, int], alternative: Alternative) -> float:
    ways, all_ways = _cumulative_ways(*sizes), comb(sum(sizes), sizes[0])
    lower = ways[int(u)] / all_ways
    upper = ways[sizes[0] * sizes[1] - int(u)] / all_ways
    if alternative is Alternative.GREATER:
        return upper
    if alternative is Alternative.LESS:
        return lower
    return min(1.0, 2 * min(lower, upper))


def _spread_of_u(sizes: tuple[int, int], pooled: Vector) -> float:
    """Return the standard deviation of U under the null hypothesis, corrected for ties."""
    n = sum(sizes)
    _, counts = np.unique(pooled, return_counts=True)
    # Without ties n1 n2 (N + 1) / 12; t tied values reduce N + 1 by (t^3 - t) / (N (N - 1)).
    ties = float(np.sum(counts.astype(np.float64) ** 3 - counts))
    return sqrt(sizes[0] * sizes[1] / 12 * (n + 1 - ties / (n * (n - 1))))


def _normal_p(u: float, sizes: tuple[int, int], pooled: Vector, alternative: Alternative) -> float:
    distance = u - sizes[0] * sizes[1] / 2
    # Continuity correction of a half, toward the null hypothesis.
    if alternative is Alternative.TWO_SIDED:
        corrected = max(abs(distance) - 0.5, 0.0)
    else:
        corrected = distance - 0.5 if alternative is Alternative.GREATER else distance + 0.5
    return p_value_normal(corrected / _spread_of_u(sizes, pooled), alternative)


def _shift(
    differences: Vector,
    sizes: tuple[int, int],
    pooled: Vector,
    is_exact: bool,
    side: tuple[float, Alternative],
) -> Estimate:
    confidence_level, alternative = side
    two_sided = alternative is Alternative.TWO_SIDED
    tail = (1 - confidence_level) / 2 if two_sided else 1 - confidence_level
    outside = _exact_rank(sizes, tail) if is_exact else _normal_rank(sizes, pooled, tail)
    has_bounds = outside >= 1
    # With too few values for the level to exclude any difference, the interval is unbounded.
    low = float(differences[outside - 1]) if has_bounds else None
    high = float(differences[-outside]) if has_bounds else None
    return Estimate(
        estimate=float(np.median(differences)),
        ci_low=None if alternative is Alternative.LESS else low,
        ci_high=None if alternative is Alternative.GREATER else high,
        confidence_level=confidence_level,
    )


def _exact_rank(sizes: tuple[int, int], tail: float) -> int:
    """Return the rank, from either end, of the difference that bounds the interval; 0 if none."""
    ways, all_ways = _cumulative_ways(*sizes), comb(sum(sizes), sizes[0])
    return sum(1 for count in ways if count / all_ways <= tail)


def _normal_rank(sizes: tuple[int, int], pooled: Vector, tail: float) -> int:
    centre = sizes[0] * sizes[1] / 2
    reach = normal_quantile(1 - tail) * _spread_of_u(sizes, pooled)
    return max(0, int(centre - reach - 0.5) + 1) if centre - reach - 0.5 >= 0 else 0
