"""Comparison of small counts: against SciPy's exact binomial, invariants and refusals."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reportgen.analysis.comparisons.rate_comparison import (
    RateComparison,
    compare_rates,
    estimate_rate,
)
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate, Refusal
from reportgen.statistics.intervals import excludes
from tests.analysis.samples import period

BASE = [0, 1, 0, 2, 1, 0, 0, 0, 1, 0]
LATER = [2, 1, 3, 2, 1, 0, 1, 4]
COUNTS = st.lists(st.integers(min_value=0, max_value=6), min_size=1, max_size=12)


@pytest.mark.parametrize("side", list(Alternative))
def test_the_conditional_test_matches_scipy_stats(side: Alternative) -> None:
    ours = compare_rates(period(BASE), period(LATER), alternative=side)
    share = 8 / 18
    if side is Alternative.TWO_SIDED:
        tails = [
            stats.binomtest(14, 19, share, alternative=word).pvalue for word in ("less", "greater")
        ]
        expected = min(1.0, 2 * min(tails))
    else:
        expected = stats.binomtest(14, 19, share, alternative=side.value).pvalue
    assert ours.p_value == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("side", list(Alternative))
def test_the_interval_of_the_ratio_matches_scipys_exact_binomial(side: Alternative) -> None:
    ours = compare_rates(period(BASE), period(LATER), alternative=side).ratio
    test = stats.binomtest(14, 19, 8 / 18, alternative=side.value)
    interval = test.proportion_ci(0.95, method="exact")
    assert isinstance(ours, Estimate)
    assert ours.estimate == pytest.approx((14 / 8) / (5 / 10))
    if ours.ci_low is not None:
        assert ours.ci_low == pytest.approx(interval.low / (1 - interval.low) * 10 / 8, rel=1e-9)
    if ours.ci_high is not None:
        assert ours.ci_high == pytest.approx(interval.high / (1 - interval.high) * 10 / 8, rel=1e-9)


def test_the_interval_of_a_rate_is_garwoods_exact_one() -> None:
    ours = estimate_rate(7, 12)
    assert ours.ci_low == pytest.approx(stats.chi2.ppf(0.025, 14) / 2 / 12, rel=1e-12)
    assert ours.ci_high == pytest.approx(stats.chi2.ppf(0.975, 16) / 2 / 12, rel=1e-12)
    assert estimate_rate(0, 12).ci_low == 0


@given(base=COUNTS, later=COUNTS)
def test_the_interval_excludes_1_exactly_where_the_test_rejects(
    base: list[int], later: list[int]
) -> None:
    result = _compare_or_skip(base, later)
    assume(abs(result.p_value - 0.05) > 1e-9)
    if isinstance(result.ratio, Estimate):
        assert excludes(result.ratio, 1.0) == (result.p_value < 0.05)


@given(base=COUNTS, later=COUNTS)
def test_swapping_the_periods_keeps_p_and_inverts_the_ratio(
    base: list[int], later: list[int]
) -> None:
    forward = _compare_or_skip(base, later)
    backward = compare_rates(period(later), period(base))
    assert backward.p_value == pytest.approx(forward.p_value, rel=1e-9)
    both = (forward.ratio, backward.ratio)
    if isinstance(both[0], Estimate) and isinstance(both[1], Estimate):
        assert both[0].estimate * both[1].estimate == pytest.approx(1)


def _compare_or_skip(base: list[int], later: list[int]) -> RateComparison:
    assume(sum(base) + sum(later) >= 5)
    return compare_rates(period(base), period(later))


def test_no_events_before_give_no_ratio_but_a_p_value() -> None:
    result = compare_rates(period([0] * 12), period([1] * 12), alternative=Alternative.GREATER)
    assert isinstance(result.ratio, Refusal)
    assert result.p_value == pytest.approx(0.5**12)


def test_no_events_afterwards_give_a_ratio_of_0() -> None:
    result = compare_rates(period([1] * 12), period([0] * 12))
    assert isinstance(result.ratio, Estimate)
    assert result.ratio.estimate == result.ratio.ci_low == 0
    assert result.ratio.ci_high is not None
    assert result.ratio.ci_high < 1


def test_fewer_than_5_events_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="4 events in both periods together are too"):
        compare_rates(period([1, 1]), period([2, 0]))
    with pytest.raises(InsufficientDataError, match="1 event in both periods together is too"):
        compare_rates(period([1, 0]), period([0, 0]))


def test_a_period_without_months_is_refused() -> None:
    with pytest.raises(InsufficientDataError, match="without values"):
        compare_rates(period([]), period([5, 5]))


@pytest.mark.parametrize("value", [-1, 2.5])
def test_an_invalid_count_is_a_programming_error(value: float) -> None:
    with pytest.raises(ValueError, match="whole counts"):
        compare_rates(period([value, 3]), period([5, 5]))
