"""Answers on an ordered scale, against enumeration, SciPy and published ranks."""

from __future__ import annotations

from itertools import combinations
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.errors import InsufficientDataError
from reportgen.statistics.ordinal import (
    LARGEST_EXACT,
    estimate_median,
    rank_sum_p_value,
    superiority,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNTS = st.lists(st.integers(0, 3), min_size=3, max_size=3)


def answers(counts: Sequence[int]) -> list[int]:
    return [step for step, count in enumerate(counts) for _ in range(count)]


@given(COUNTS, COUNTS)
def test_the_exact_p_value_is_that_of_all_divisions(
    before: Sequence[int], after: Sequence[int]
) -> None:
    if not sum(before) or not sum(after):
        return
    ranks = stats.rankdata([*answers(before), *answers(after)])
    first, second = sum(before), sum(after)
    expected = second * (first + second + 1) / 2
    observed = abs(ranks[first:].sum() - expected)
    divisions = [
        abs(ranks[list(chosen)].sum() - expected) >= observed - 1e-9
        for chosen in combinations(range(first + second), second)
    ]
    assert rank_sum_p_value(before, after) == pytest.approx(np.mean(divisions))


def test_many_answers_are_compared_by_the_normal_approximation_of_scipy() -> None:
    before, after = [10, 20, 30, 15, 5], [4, 11, 25, 30, 20]
    found = stats.mannwhitneyu(answers(after), answers(before), method="asymptotic")
    assert rank_sum_p_value(before, after) == pytest.approx(found.pvalue, rel=1e-12)
    size = sum(before) * sum(after)
    assert superiority(before, after).estimate == pytest.approx(found.statistic / size)


def test_exact_and_approximate_p_values_meet_at_the_largest_exact_size() -> None:
    before, after = [2, 4, 6, 5, 3], [1, 2, 5, 7, 5]
    assert sum(before) + sum(after) == LARGEST_EXACT
    found = stats.mannwhitneyu(answers(after), answers(before), method="asymptotic")
    assert rank_sum_p_value(before, after) == pytest.approx(found.pvalue, abs=0.01)


def test_equal_answers_show_no_difference() -> None:
    assert rank_sum_p_value([0, 5], [0, 4]) == 1.0
    assert superiority([0, 5], [0, 4]).estimate == 0.5
    with pytest.raises(InsufficientDataError):
        rank_sum_p_value([0, 0], [0, 4])
    with pytest.raises(InsufficientDataError):
        superiority([1, 0], [0, 0])


def test_the_bounds_of_superiority_solve_their_equation() -> None:
    before, after = [3, 5, 4], [1, 4, 9]
    found = superiority(before, after)
    first, second = sum(before), sum(after)
    z = stats.norm.ppf(0.975)
    for bound in (found.ci_low, found.ci_high):
        assert bound is not None
        size = (first + second) / 2 - 1
        spread = 1 + size * ((1 - bound) / (2 - bound) + bound / (1 + bound))
        reach = z * sqrt(bound * (1 - bound) * spread / (first * second))
        assert abs(bound - found.estimate) == pytest.approx(reach)


@given(COUNTS, COUNTS)
def test_superiority_mirrors_and_stays_within_0_and_1(
    before: Sequence[int], after: Sequence[int]
) -> None:
    if not sum(before) or not sum(after):
        return
    one, other = superiority(before, after), superiority(after, before)
    assert one.estimate == pytest.approx(1 - other.estimate)
    assert one.ci_low == pytest.approx(1 - (other.ci_high or 0))
    assert 0 <= (one.ci_low or 0) <= one.estimate <= (one.ci_high or 0) <= 1


def test_superiority_of_separate_groups_has_a_bound_below_1() -> None:
    found = superiority([4, 0], [0, 4])
    assert (found.estimate, found.ci_high) == (1.0, 1.0)
    assert found.ci_low is not None
    assert 0.4 < found.ci_low < 1


@pytest.mark.parametrize(
    ("n", "low", "high"),
    # Ranks of the 95% interval of a median: Campbell and Gardner (1988), BMJ 296, 1454-1456.
    [(6, 1, 6), (10, 2, 9), (20, 6, 15), (30, 10, 21), (50, 18, 33)],
)
def test_the_interval_of_a_median_has_the_published_ranks(n: int, low: int, high: int) -> None:
    found = estimate_median(range(1, n + 1))
    assert (found.ci_low, found.ci_high) == (low, high)
    # Of two middle answers the lower one.
    assert found.estimate == (n + 1) // 2


def test_few_answers_have_a_median_without_bounds() -> None:
    found = estimate_median([4, 1, 5])
    assert (found.estimate, found.ci_low, found.ci_high) == (4, None, None)
    with pytest.raises(InsufficientDataError):
        estimate_median([])
