"""Answers on an ordered scale: median, and the rank test with the probability of superiority."""

from __future__ import annotations

from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersCompared:
    """Whether later answers are higher, as a share of pairs, and the P value of the rank test.

    The interval of the share excludes one half if and only if the P value is below 1 minus its
    level; where no answers of these numbers could give so small a P value, its bounds are None.
    """

    superiority: Estimate
    p_value: float


def compare_answers(
    before: Sequence[int], after: Sequence[int], *, confidence_level: float = 0.95
) -> AnswersCompared:
    """Compare answers of two independent groups by the Wilcoxon-Mann-Whitney test with ties.

    Parameters
    ----------
    before, after : sequence of int, shape (k,)
        How many gave each answer of the scale, from the lowest to the highest.
    confidence_level : float
        Two-sided coverage, as a fraction of 1.

    Returns
    -------
    AnswersCompared
        The superiority is U / (n1 n2), a fraction of 1: pairs with a higher later answer, equal
        ones as halves; 0.5 where neither group answers higher. The P value is two-sided, 1
        where all answers are equal.

    Raises
    ------
    InsufficientDataError
        One of the groups is empty.

    Notes
    -----
    Up to 40 answers P is the probability, given the ties, of all divisions into two such groups
    whose rank sum lies as far from its expectation as the observed one; beyond, the normal
    approximation with the variance of tied ranks and a continuity correction.

    The interval holds the shares p with ``|estimate - p| < d sqrt(V(p) / V(1/2))``, where d is
    the distance from one half at which the test begins to reject, and V is Newcombe's variance
    ``p(1 - p)[1 + m((1 - p)/(2 - p) + p/(1 + p))] / (n1 n2)`` with ``m = (n1 + n2)/2 - 1``. Without
    ties and continuity correction ``d = z sqrt(V(1/2))``, and this is his method 5.

    References
    ----------
    Mann and Whitney (1947), Ann. Math. Stat. 18, 50-60.
    Lehmann (1975), Nonparametrics, section 1.4: ties.
    Newcombe (2006), Stat. Med. 25, 559-573, method 5.
    """
    first, second = sum(before), sum(after)
    if not first or not second:
        raise InsufficientDataError(gettext_noop("a rank test needs values on both sides"))
    totals = [one + other for one, other in zip(before, after, strict=True)]
    # Twice U and twice its distances, so that halves of ties are whole numbers.
    doubled = round(2 * _u_statistic(before, after))
    distance = abs(doubled - first * second)
    level = 1 - confidence_level
    if first + second > LARGEST_EXACT:
        p_value, limit = _by_normal(distance, totals, (first, second), level)
    else:
        p_value, limit = _by_divisions(distance, totals, (first, second), level)
    pairs = 2 * first * second
    interval = _interval(doubled / pairs, None if limit is None else limit / pairs, first + second)
    return AnswersCompared(
        superiority=Estimate(
            estimate=doubled / pairs,
            ci_low=interval[0],
            ci_high=interval[1],
            confidence_level=confidence_level,
        ),
        p_value=p_value,
    )


def _u_statistic(before: Sequence[int], after: Sequence[int]) -> float:
    below, pairs = 0, 0.0
    for earlier, later in zip(before, after, strict=True):
        pairs += later * (below + earlier / 2)
        below += earlier
    return pairs


def _by_divisions(
    distance: int, totals: Sequence[int], sizes: tuple[int, int], level: float
) -> tuple[float, float | None]:
    """Return the exact P value, and the doubled distance beyond which it is below a level."""
    first, second = sizes
    # Twice the rank sum, with ranks from 1, exceeds twice U by n2 (n2 + 1).
    offset = second * (second + 1) + first * second
    ways: dict[int, int] = {}
    for ranks, count in _ways(totals, second).items():
        ways[abs(ranks - offset)] = ways.get(abs(ranks - offset), 0) + count
    extreme, every, p_value, least = 0, comb(sum(sizes), second), 1.0, None
    ordered = sorted(ways, reverse=True)
    for place, away in enumerate(ordered):
        extreme += ways[away]
        if away == distance:
            p_value = extreme / every
        if extreme / every < level and place + 1 < len(ordered):
            least = (away + ordered[place + 1]) / 2
    return p_value, least


def _by_normal(
    distance: int, totals: Sequence[int], sizes: tuple[int, int], level: float
) -> tuple[float, float | None]:
    """Return the approximate P value, and the doubled distance beyond which it is below a level."""
    n = sum(sizes)
    ties = sum(total**3 - total for total in totals) / (n * (n - 1))
    spread = sqrt(sizes[0] * sizes[1] / 12 * (n + 1 - ties))
    if not spread:
        return 1.0, None
    p_value = p_value_normal(max(distance / 2 - 0.5, 0.0) / spread, Alternative.TWO_SIDED)
    return p_value, 2 * (normal_quantile(1 - level / 2) * spread + 0.5)


def _interval(
    estimate: float, limit: float | None, n: int
) -> tuple[float, float] | tuple[None, None]:
    """Return the shares whose distance from the estimate is below the limit of the test."""
    if limit is None:
        return None, None

    def spread(p: float) -> float:
        return p * (1 - p) * (1 + (n / 2 - 1) * ((1 - p) / (2 - p) + p / (1 + p)))

    def bound(outer: float) -> float:
        # Between the estimate, which lies inside, and an end of the range, which lies outside.
        inner = estimate
        for _ in range(100):
            middle = (inner + outer) / 2
            if abs(middle - estimate) < limit * sqrt(max(spread(middle), 0.0) / spread(0.5)):
                inner = middle
            else:
                outer = middle
        return outer

    return 0.0 if estimate == 0 else bound(0.0), 1.0 if estimate == 1 else bound(1.0)


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
