"""Answers on an ordered scale: median, probability of superiority, and exact rank-sum test."""

from __future__ import annotations

from math import comb, sqrt
from typing import TYPE_CHECKING

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate
from reportgen.statistics.distributions import binomial_cdf, normal_quantile, p_value_normal

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_EXACT = 40
"""Answers of both groups up to which every arrangement is counted; beyond, the normal
approximation with ties is as good (see docs/methods.md)."""


def estimate_median(values: Sequence[int], *, confidence_level: float = 0.95) -> Estimate:
    """Return the median of answers with its distribution-free interval.

    Parameters
    ----------
    values : sequence of int, shape (n,)
        Positions on a scale, at least 1. Of two middle answers the lower one is the median, so
        that it is an answer that somebody gave.
    confidence_level : float
        Two-sided coverage, as a fraction of 1; ties and small n make the true one higher. With
        fewer than 6 answers no interval reaches 95%, and both bounds are None.

    Raises
    ------
    InsufficientDataError
        There is no value.

    References
    ----------
    Conover (1999), Practical Nonparametric Statistics, 3rd ed., section 3.2: order statistics
    by the binomial distribution with probability 1/2.
    """
    if not values:
        raise InsufficientDataError(gettext_noop("a median needs at least 1 answer"))
    ordered, n = sorted(values), len(values)
    tail = (1 - confidence_level) / 2
    # The rank from either end: P(fewer than `rank` values below the true median) <= tail.
    rank = sum(1 for count in range(n // 2) if binomial_cdf(count, n, 0.5) <= tail)
    return Estimate(
        estimate=ordered[(n - 1) // 2],
        ci_low=ordered[rank - 1] if rank else None,
        ci_high=ordered[n - rank] if rank else None,
        confidence_level=confidence_level,
    )


def superiority(
    before: Sequence[int], after: Sequence[int], *, confidence_level: float = 0.95
) -> Estimate:
    """Return the probability that a later answer is higher than an earlier one.

    Parameters
    ----------
    before, after : sequence of int, shape (k,)
        How many gave each answer of the scale, from the lowest to the highest, in two
        independent groups.
    confidence_level : float
        Two-sided coverage, as a fraction of 1.

    Returns
    -------
    Estimate
        U / (n1 n2) as a fraction of 1: pairs with a higher later answer, equal ones as halves;
        0.5 where neither group answers higher.

    Raises
    ------
    InsufficientDataError
        One of the groups is empty.

    Notes
    -----
    The bounds solve ``|estimate - p| = z sqrt(V(p))``, so they lie within 0 and 1, with
    ``V(p) = p(1 - p)[1 + m((1 - p)/(2 - p) + p/(1 + p))] / (n1 n2)`` and
    ``m = (n1 + n2)/2 - 1``.

    References
    ----------
    Newcombe (2006), Stat. Med. 25, 559-573, method 5.
    """
    first, second = sum(before), sum(after)
    if not first or not second:
        raise InsufficientDataError(gettext_noop("a rank test needs values on both sides"))
    estimate = _u_statistic(before, after) / (first * second)
    z = normal_quantile((1 + confidence_level) / 2)

    def reach(p: float) -> float:
        mean_size = (first + second) / 2 - 1
        spread = 1 + mean_size * ((1 - p) / (2 - p) + p / (1 + p))
        return z * sqrt(max(p * (1 - p) * spread, 0.0) / (first * second))

    def bound(outer: float) -> float:
        # Between the estimate, which lies inside, and an end of the range, which lies outside.
        inner = estimate
        for _ in range(100):
            middle = (inner + outer) / 2
            if abs(middle - estimate) <= reach(middle):
                inner = middle
            else:
                outer = middle
        return inner

    return Estimate(
        estimate=estimate,
        ci_low=0.0 if estimate == 0 else bound(0.0),
        ci_high=1.0 if estimate == 1 else bound(1.0),
        confidence_level=confidence_level,
    )


def _u_statistic(before: Sequence[int], after: Sequence[int]) -> float:
    below, pairs = 0, 0.0
    for earlier, later in zip(before, after, strict=True):
        pairs += later * (below + earlier / 2)
        below += earlier
    return pairs


def rank_sum_p_value(before: Sequence[int], after: Sequence[int]) -> float:
    """Return the two-sided P value of the Wilcoxon-Mann-Whitney test of tied answers.

    Parameters
    ----------
    before, after : sequence of int, shape (k,)
        How many gave each answer of the scale, in two independent groups.

    Returns
    -------
    float
        1 where all answers are equal.

    Raises
    ------
    InsufficientDataError
        One of the groups is empty.

    Notes
    -----
    Up to 40 answers the probability, given the ties, of all divisions into two such groups
    whose rank sum lies as far from its expectation as the observed one; beyond, the normal
    approximation with the variance of tied ranks and a continuity correction.

    References
    ----------
    Mann and Whitney (1947), Ann. Math. Stat. 18, 50-60.
    Lehmann (1975), Nonparametrics, section 1.4: ties.
    """
    first, second = sum(before), sum(after)
    if not first or not second:
        raise InsufficientDataError(gettext_noop("a rank test needs values on both sides"))
    totals = [one + other for one, other in zip(before, after, strict=True)]
    if max(totals) == first + second:
        return 1.0
    # Twice U, so that halves of ties are whole numbers.
    distance = abs(round(2 * _u_statistic(before, after)) - first * second)
    if first + second > LARGEST_EXACT:
        return _normal_p_value(distance / 2, totals, first, second)
    ways = _ways(totals, second)
    # Twice the rank sum, with ranks from 1, exceeds twice U by n2 (n2 + 1).
    offset = second * (second + 1) + first * second
    extreme = sum(count for total, count in ways.items() if abs(total - offset) >= distance)
    return extreme / comb(first + second, second)


def _ways(totals: Sequence[int], size: int) -> dict[int, int]:
    """Return how many choices of `size` answers have each doubled sum of mid-ranks."""
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    below = 0
    for total in totals:
        doubled_rank = 2 * below + total + 1
        further: dict[tuple[int, int], int] = {}
        for (taken, ranks), count in ways.items():
            for more in range(min(total, size - taken) + 1):
                key = (taken + more, ranks + more * doubled_rank)
                further[key] = further.get(key, 0) + count * comb(total, more)
        ways = further
        below += total
    return {ranks: count for (taken, ranks), count in ways.items() if taken == size}


def _normal_p_value(distance: float, totals: Sequence[int], first: int, second: int) -> float:
    n = first + second
    ties = sum(total**3 - total for total in totals) / (n * (n - 1))
    spread = sqrt(first * second / 12 * (n + 1 - ties))
    return p_value_normal(max(distance - 0.5, 0.0) / spread, Alternative.TWO_SIDED)
