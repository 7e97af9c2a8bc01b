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
from reportgen.statistics.answers.ordinal import (
    LARGEST_EXACT,
    compare_answers,
    estimate_median,
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
    assert compare_answers(before, after).p_value == pytest.approx(np.mean(divisions))


def test_many_answers_are_compared_by_the_normal_approximation_of_scipy() -> None:
    before, after = [10, 20, 30, 15, 5], [4, 11, 25, 30, 20]
    found = stats.mannwhitneyu(answers(after), answers(before), method="asymptotic")
    assert compare_answers(before, after).p_value == pytest.approx(found.pvalue, rel=1e-12)
    size = sum(before) * sum(after)
    assert compare_answers(before, after).superiority.estimate == pytest.approx(
        found.statistic / size
    )


def test_exact_and_approximate_p_values_meet_at_the_largest_exact_size() -> None:
    before, after = [2, 4, 6, 5, 3], [1, 2, 5, 7, 5]
    assert sum(before) + sum(after) == LARGEST_EXACT
    found = stats.mannwhitneyu(answers(after), answers(before), method="asymptotic")
    assert compare_answers(before, after).p_value == pytest.approx(found.pvalue, abs=0.01)


def test_equal_answers_show_no_difference() -> None:
    for times in (1, 20):
        found = compare_answers([0, 5 * times], [0, 4 * times])
        assert found.p_value == 1.0
        assert found.superiority.estimate == 0.5
        # No division of equal answers differs from another, so nothing can be excluded.
        assert found.superiority.ci_low is found.superiority.ci_high is None
    for before, after in (([0, 0], [0, 4]), ([1, 0], [0, 0])):
        with pytest.raises(InsufficientDataError, match="on both sides"):
            compare_answers(before, after)


def variance(p: float, n: int) -> float:
    """Return the variance of the share of pairs by Newcombe (2006), times the pairs."""
    return p * (1 - p) * (1 + (n / 2 - 1) * ((1 - p) / (2 - p) + p / (1 + p)))


def test_the_bounds_of_many_answers_are_those_of_newcombes_method_5() -> None:
    # One answer each: no ties, so only the correction for continuity is his formula's difference.
    before, after = [1, 0, 1, 1, 0] * 20, [0, 1, 0, 0, 1] * 20
    found = compare_answers(before, after).superiority
    first, second = sum(before), sum(after)
    for bound in (found.ci_low, found.ci_high):
        assert bound is not None
        standard = sqrt(variance(bound, first + second) / (first * second))
        correction = (
            0.5
            / (first * second)
            * sqrt(variance(bound, first + second) / variance(0.5, first + second))
        )
        reach = stats.norm.ppf(0.975) * standard + correction
        assert abs(bound - found.estimate) == pytest.approx(reach)


def test_the_bounds_of_few_answers_use_the_distance_at_which_the_exact_test_rejects() -> None:
    before, after = [3, 5, 4], [1, 4, 9]
    found = compare_answers(before, after).superiority
    ranks = stats.rankdata([*answers(before), *answers(after)])
    first, second = sum(before), sum(after)
    rng = np.random.default_rng(1)
    shares = np.array(
        [
            (rng.permutation(ranks)[first:].sum() - second * (second + 1) / 2) / (first * second)
            for _ in range(20_000)
        ]
    )
    distances = abs(shares - 0.5)
    for bound in (found.ci_low, found.ci_high):
        assert bound is not None
        scale = sqrt(variance(bound, first + second) / variance(0.5, first + second))
        limit = abs(bound - found.estimate) / scale
        assert np.mean(distances >= limit) < 0.05 + 0.004
        assert np.mean(distances >= distances[distances < limit].max()) > 0.05 - 0.004


@pytest.mark.parametrize("level", [0.9, 0.95, 0.99])
@given(COUNTS, COUNTS, st.integers(1, 9))
def test_p_is_below_alpha_where_the_interval_excludes_one_half(
    level: float, before: Sequence[int], after: Sequence[int], times: int
) -> None:
    if not sum(before) or not sum(after):
        return
    found = compare_answers([times * count for count in before], after, confidence_level=level)
    low, high = found.superiority.ci_low, found.superiority.ci_high
    excludes = low is not None and high is not None and not low <= 0.5 <= high
    assert excludes == (found.p_value < 1 - level)


@given(COUNTS, COUNTS)
def test_superiority_mirrors_and_stays_within_0_and_1(
    before: Sequence[int], after: Sequence[int]
) -> None:
    if not sum(before) or not sum(after):
        return
    one, other = (
        compare_answers(*groups).superiority for groups in ((before, after), (after, before))
    )
    assert one.estimate == pytest.approx(1 - other.estimate)
    if one.ci_low is None or other.ci_high is None:
        assert one.ci_low is other.ci_high is None
        return
    assert one.ci_low == pytest.approx(1 - other.ci_high)
    assert 0 <= one.ci_low <= one.estimate <= (one.ci_high or 0) <= 1


def test_intervals_of_superiority_have_their_coverage() -> None:
    rng, covered, draws = np.random.default_rng(9), 0, 1500
    before, after = np.array([0.1, 0.2, 0.3, 0.3, 0.1]), np.array([0.05, 0.1, 0.2, 0.3, 0.35])
    truth = float(after @ (np.cumsum(before) - before / 2))
    for _ in range(draws):
        counts = [rng.multinomial(n, p).tolist() for n, p in ((10, before), (12, after))]
        found = compare_answers(*counts).superiority
        covered += found.ci_low is None or found.ci_low <= truth <= (found.ci_high or 0)
    assert 0.94 <= covered / draws <= 0.98


def test_separate_answers_have_a_bound_below_1_if_they_are_enough() -> None:
    found = compare_answers([4, 0], [0, 4]).superiority
    assert (found.estimate, found.ci_high) == (1.0, 1.0)
    assert found.ci_low is not None
    assert 0.5 < found.ci_low < 1
    # Three and three answers can be divided in 20 ways: no P value is below .10.
    few = compare_answers([3, 0], [0, 3])
    assert few.p_value == pytest.approx(0.1)
    assert few.superiority.ci_low is few.superiority.ci_high is None


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
