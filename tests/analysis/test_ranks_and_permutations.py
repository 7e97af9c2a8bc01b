"""Rank, permutation, normality and spread tests: against SciPy, invariants and refusals."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative
from reportgen.statistics.intervals import excludes
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.permutation import DRAWS, permutation_p_value
from reportgen.statistics.shapiro_wilk import shapiro_wilk
from reportgen.statistics.spread import brown_forsythe, far_out_values
from tests.analysis.samples import monthly, normal_values

SIDES = list(Alternative)


@pytest.mark.parametrize(("sizes", "side"), list(product([(3, 4), (12, 12), (20, 7)], SIDES)))
def test_the_rank_test_without_ties_is_scipys_exact_one(
    sizes: tuple[int, int], side: Alternative
) -> None:
    base, later = normal_values(1, sizes[0]), normal_values(2, sizes[1], mean=0.7)
    ours = compare_ranks(base, later, alternative=side)
    theirs = stats.mannwhitneyu(later, base, alternative=side.value, method="exact")
    assert ours.is_exact
    assert ours.statistic == theirs.statistic
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-12)


@pytest.mark.parametrize("side", SIDES)
def test_the_rank_test_with_ties_is_scipys_normal_one(side: Alternative) -> None:
    base, later = [1.0, 2, 2, 3, 4, 4, 7, 5], [2.0, 4, 5, 5, 6, 7, 7, 9, 9]
    ours = compare_ranks(base, later, alternative=side)
    theirs = stats.mannwhitneyu(later, base, alternative=side.value, method="asymptotic")
    assert not ours.is_exact
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-12)


def test_the_shift_is_the_median_of_all_differences() -> None:

    ours = compare_ranks([1.0, 2.0, 4.0], [3.0, 4.5, 8.0])
    differences = sorted(b - a for a in (1.0, 2.0, 4.0) for b in (3.0, 4.5, 8.0))
    assert ours.shift.estimate == differences[4]
    # 3 against 3 values never reach P < .05, so there is no 95% bound.
    assert ours.shift.ci_low is None
    assert ours.shift.ci_high is None


@given(base=monthly(), later=monthly())
def test_the_interval_of_the_shift_excludes_0_only_where_the_exact_test_rejects(
    base: list[float], later: list[float]
) -> None:
    result = compare_ranks(base, later)
    if result.is_exact:
        assert excludes(result.shift, 0.0) == (result.p_value <= 0.05)


def test_4_against_4_values_are_bounded_by_all_of_their_differences() -> None:
    # U = 0 has 1 of 70 orders (one-sided P = .014), U <= 1 has 2 (.029): the extreme is excluded.
    base, later = [1.0, 2.0, 4.0, 8.0], [3.0, 4.5, 8.25, 16.5]
    result = compare_ranks(base, later)
    assert (result.shift.ci_low, result.shift.ci_high) == (3.0 - 8.0, 16.5 - 1.0)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("moved", [0.25, 1.25, 2.25, 3.25, 4.25, 5.25])
def test_with_ties_the_interval_of_the_shift_excludes_0_where_the_normal_test_rejects(
    side: Alternative, moved: float
) -> None:
    base = [1.0, 2, 2, 3, 4, 4, 7, 5, 6]
    for sign in (1, -1):  # ties within the periods alone
        later = [value + sign * moved for value in base[:8]]
        result = compare_ranks(base, later, alternative=side)
        assert not result.is_exact
        assert excludes(result.shift, 0.0) == (result.p_value <= 0.05)


@given(base=monthly(), later=monthly())
def test_swapping_the_periods_mirrors_the_shift(base: list[float], later: list[float]) -> None:
    forward, backward = compare_ranks(base, later), compare_ranks(later, base)
    assert backward.shift.estimate == -forward.shift.estimate
    assert backward.p_value == pytest.approx(forward.p_value, rel=1e-12)


def test_the_rank_test_refuses_equal_values() -> None:
    with pytest.raises(InsufficientDataError, match="values on both sides"):
        compare_ranks([], [1.0])
    with pytest.raises(InsufficientDataError, match="all values are equal"):
        compare_ranks([2.0, 2.0], [2.0])


@pytest.mark.parametrize("side", SIDES)
def test_few_values_are_permuted_exhaustively_as_in_scipy(side: Alternative) -> None:
    base, later = normal_values(5, 6), normal_values(6, 5, mean=1)
    theirs = stats.permutation_test(
        (later, base),
        lambda x, y, axis: np.mean(x, axis=axis) - np.mean(y, axis=axis),
        vectorized=True,
        n_resamples=np.inf,
        alternative=side.value,
    )
    ours = permutation_p_value(base, later, alternative=side)
    if side is Alternative.TWO_SIDED:
        # SciPy doubles the smaller tail; here the absolute differences are counted.
        assert ours == pytest.approx(theirs.pvalue, abs=0.03)
    else:
        assert ours == pytest.approx(theirs.pvalue, rel=1e-12)


def test_many_values_are_permuted_with_a_fixed_seed() -> None:
    base, later = normal_values(5, 20), normal_values(6, 20, mean=0.8)
    first, second = (permutation_p_value(base, later) for _ in range(2))
    assert first == second
    # 20,000 draws: 4 standard errors of a share near .01 are .003.
    assert first == pytest.approx(stats.ttest_ind(base, later).pvalue, abs=0.005)


def test_a_permutation_p_value_is_never_0() -> None:
    base, later = normal_values(5, 20), normal_values(6, 20, mean=100)
    assert permutation_p_value(base, later) == 1 / (1 + DRAWS)


def test_equal_values_are_all_as_extreme() -> None:
    assert permutation_p_value([0.1] * 5, [0.1] * 6) == 1


def test_permutations_need_both_periods() -> None:
    with pytest.raises(InsufficientDataError, match=r"^a permutation test needs values on both"):
        permutation_p_value([1.0], [])


@pytest.mark.parametrize("n", [3, 4, 5, 6, 11, 12, 24, 60])
@pytest.mark.parametrize("skewed", [False, True])
def test_shapiro_wilk_matches_scipy(n: int, skewed: bool) -> None:
    values = np.array(normal_values(n, n))
    values = np.exp(values) if skewed else values
    w, p_value = shapiro_wilk(values)
    theirs = stats.shapiro(values)
    # The algorithm's own normal scores in SciPy hold 8 digits.
    assert w == pytest.approx(theirs.statistic, rel=1e-8)
    assert p_value == pytest.approx(theirs.pvalue, rel=1e-5, abs=1e-10)


def test_shapiro_wilk_rejects_skew_and_not_a_normal_sample() -> None:
    scores = stats.norm.ppf((np.arange(1, 25) - 0.5) / 24)
    assert shapiro_wilk(scores)[1] > 0.9
    assert shapiro_wilk(np.exp(2 * scores))[1] < 0.001


def test_shapiro_wilk_refuses_too_few_and_equal_values() -> None:
    with pytest.raises(InsufficientDataError, match="at least 3"):
        shapiro_wilk([1.0, 2.0])
    with pytest.raises(InsufficientDataError, match="do not vary"):
        shapiro_wilk([0.1] * 9)


@given(first=monthly(), second=monthly())
def test_brown_forsythe_matches_scipy(first: list[float], second: list[float]) -> None:
    try:
        statistic, p_value = brown_forsythe(first, second)
    except InsufficientDataError:
        return
    theirs = stats.levene(first, second, center="median")
    assert statistic == pytest.approx(theirs.statistic, rel=1e-7, abs=1e-10)
    assert p_value == pytest.approx(theirs.pvalue, rel=1e-6, abs=1e-10)


def test_brown_forsythe_refuses_groups_whose_distances_from_the_median_do_not_vary() -> None:
    with pytest.raises(InsufficientDataError, match="do not vary"):
        brown_forsythe([4.0] * 6, [9.0] * 6)
    with pytest.raises(InsufficientDataError, match="do not vary"):
        brown_forsythe([1.0, 3.0, 1.0, 3.0], [10.0, 30.0] * 3)
    statistic, p_value = brown_forsythe([1.0, 3.0, 2.0, 3.0], [10.0, 30.0] * 3)
    assert (statistic > 100, p_value < 0.001) == (True, True)


def test_outliers_are_beyond_3_interquartile_ranges() -> None:
    values = [10.0, 11, 12, 13, 14, 15, 16, 17]
    assert far_out_values([*values, 30.0]) == (8,)
    assert far_out_values([*values, 26.0]) == ()
    assert far_out_values([-20.0, *values]) == (0,)
    assert far_out_values([1.0, 2.0, 900.0]) == ()


@given(st.lists(st.integers(-50, 50), min_size=4, max_size=20))
def test_shifting_all_values_moves_no_outlier(values: list[int]) -> None:
    plain = far_out_values([float(value) for value in values])
    assert far_out_values([value + 100.0 for value in values]) == plain
