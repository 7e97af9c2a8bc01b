"""Comparison of two slopes: against statsmodels, invariants, refusals."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from scipy import stats

from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative, Margin
from reportgen.model.estimate import Estimate, Refusal
from reportgen.statistics.intervals import excludes
from reportgen.statistics.period_values import PeriodValues
from tests.analysis.samples import monthly, period, slopes_of, totals

BASE = totals(1, 12, gain=40, sd=12, start=1000)
LATER = totals(2, 11, gain=70, sd=12, start=BASE[-1])


def test_the_interaction_test_matches_statsmodels() -> None:
    ours = slopes_of(BASE, LATER)
    times = np.arange(23.0)
    after = (times >= 12).astype(float)
    design = np.column_stack([np.ones(23), times, after, after * times])
    theirs = sm.OLS([*BASE, *LATER], design).fit()
    low, high = theirs.conf_int()[3]
    assert ours.difference.estimate == pytest.approx(theirs.params[3], rel=1e-9)
    assert ours.difference.ci_low == pytest.approx(low, rel=1e-9)
    assert ours.difference.ci_high == pytest.approx(high, rel=1e-9)
    assert ours.statistic == pytest.approx(theirs.tvalues[3], rel=1e-9)
    assert ours.p_value == pytest.approx(theirs.pvalues[3], rel=1e-8)
    assert ours.df == theirs.df_resid == 19


def test_the_bounds_of_the_ratio_are_where_the_interaction_test_stops_rejecting() -> None:
    ours = slopes_of(BASE, LATER)
    assert isinstance(ours.ratio, Estimate)
    times = np.arange(23.0)
    after = (times >= 12).astype(float)
    design = np.column_stack([np.ones(23), times * (1 - after), after, after * times])
    theirs = sm.OLS([*BASE, *LATER], design).fit()
    for bound in (ours.ratio.ci_low, ours.ratio.ci_high):
        tested = theirs.t_test([0.0, -(bound or 0.0), 0.0, 1.0])
        assert float(tested.pvalue) == pytest.approx(0.05, rel=1e-8)


def test_the_gains_are_compared_by_welchs_test() -> None:
    result = slopes_of(BASE, LATER)
    assert isinstance(result.gains, MeanComparison)
    theirs = stats.ttest_ind(np.diff([BASE[-1], *LATER]), np.diff(BASE), equal_var=False)
    assert result.gains.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
    # A running total makes its regression look too certain.
    assert result.p_value < result.gains.p_value


def test_a_steeper_later_line_is_an_increase_in_the_requested_direction() -> None:
    up = slopes_of(BASE, LATER, alternative=Alternative.GREATER)
    down = slopes_of(BASE, LATER, alternative=Alternative.LESS)
    assert up.difference.estimate > 0
    assert up.p_value < 0.01
    assert down.p_value > 0.99
    assert up.difference.ci_high is None
    assert down.difference.ci_low is None


@given(base=monthly(), later=monthly())
def test_swapping_the_periods_mirrors_difference_and_p(
    base: list[float], later: list[float]
) -> None:
    assume(_deviates(base) and _deviates(later))
    gains = period([1.0, 2.0, 4.0])
    forward = compare_slopes(period(base), period(later), base_gains=gains, later_gains=gains)
    backward = compare_slopes(period(later), period(base), base_gains=gains, later_gains=gains)
    assert backward.difference.estimate == -forward.difference.estimate
    assert backward.p_value == pytest.approx(forward.p_value, rel=1e-9)


@given(base=monthly(), later=monthly())
def test_shifting_all_values_changes_nothing(base: list[float], later: list[float]) -> None:
    assume(_deviates(base) and _deviates(later))
    plain = slopes_of(base, later)
    shifted = slopes_of([v + 512 for v in base], [v + 512 for v in later])
    assert shifted.difference.estimate == pytest.approx(plain.difference.estimate, abs=1e-8)
    assert shifted.p_value == pytest.approx(plain.p_value, rel=1e-6, abs=1e-12)


@given(base=monthly(), later=monthly())
def test_interval_ratio_and_p_never_contradict_each_other(
    base: list[float], later: list[float]
) -> None:
    assume(_deviates(base) and _deviates(later))
    result = slopes_of(base, later)
    assume(abs(result.p_value - 0.05) > 1e-6)
    assert excludes(result.difference, 0.0) == (result.p_value < 0.05)
    if isinstance(result.ratio, Estimate):
        assert excludes(result.ratio, 1.0) == (result.p_value < 0.05)


def _deviates(values: list[float]) -> bool:
    times = np.arange(len(values))
    fitted = np.polyval(np.polyfit(times, values, 1), times)
    return bool(np.max(np.abs(values - fitted)) > 0.01)


def test_equivalence_needs_both_slopes_and_gains() -> None:
    margin = Margin(value=0.2, is_relative=True)
    later = totals(5, 12, gain=40, sd=12, start=BASE[-1])
    test = slopes_of(BASE, later, margin=margin).equivalence
    assert test is not None
    gains = np.diff(BASE), np.diff([BASE[-1], *later])
    by_gains = [
        _welch_p(gains[1], factor * gains[0], side) for factor, side in ((0.8, 1), (1.2, -1))
    ]
    assert test.decided_by == "gains"
    assert test.p_value == pytest.approx(max(by_gains), rel=1e-9)
    wide = slopes_of(BASE, later, margin=Margin(value=0.6, is_relative=True)).equivalence
    assert wide is not None
    assert wide.p_value < 0.05 < test.p_value


def _welch_p(later: object, base: object, side: int) -> float:
    word = "greater" if side > 0 else "less"
    return float(stats.ttest_ind(later, base, equal_var=False, alternative=word).pvalue)


def test_totals_without_gains_say_why() -> None:
    nothing = PeriodValues("p", [], [])
    result = compare_slopes(
        period(BASE), period(LATER, start=12), base_gains=nothing, later_gains=nothing
    )
    assert isinstance(result.gains, Refusal)
    assert "gains can't be compared" in result.gains.reason


def test_exact_lines_on_both_sides_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="exactly on a line"):
        slopes_of([1.0, 2.0, 3.0, 4.0], [5.5, 7.0, 8.5, 10.0])


def test_fewer_than_3_values_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="at least 3 values"):
        slopes_of([1.0, 2.0], [3.0, 5.0, 6.0])
