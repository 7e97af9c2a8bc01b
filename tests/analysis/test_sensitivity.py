"""Sensitivity analyses: which ones count as votes, when they agree, and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from scipy import stats

from reportgen.analysis.comparisons.comparison_registry import analyse_sensitivity
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.analysis.comparisons.sensitivity import (
    Finding,
    SensitivitySettings,
    placebo_p_values,
    record_finding,
)
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative, Variant
from reportgen.model.estimate import Estimate
from tests.analysis.samples import monthly, normal_values, period, slopes_of, totals

if TYPE_CHECKING:
    from reportgen.model.estimate import ComparisonEstimate
    from reportgen.model.verdict import SensitivityAnalysis

TWO = Alternative.TWO_SIDED
BASE = normal_values(1, 12, mean=100, sd=8)
LATER = normal_values(2, 12, mean=140, sd=8)


def analyse(
    result: ComparisonEstimate, *, side: Alternative = TWO
) -> dict[str, SensitivityAnalysis]:
    found = analyse_sensitivity(result, alternative=side, unit="followers a month")
    assert len({item.method for item in found}) == len(found)
    return {item.method: item for item in found}


def test_a_mean_comparison_has_five_votes() -> None:
    found = analyse(compare_means(period(BASE), period(LATER, start=12)))
    counted = [method for method, item in found.items() if item.counted]
    assert counted == ["student_t", "mann_whitney", "ar1_reml", "segmented", "without_largest"]
    assert {"log_scale", "permutation", "durbin_watson", "ljung_box", "placebo_dates"} <= set(found)


def test_the_vote_is_the_other_t_variant() -> None:
    student = compare_means(period(BASE), period(LATER), variant=Variant.STUDENT)
    found = analyse(compare_means(period(BASE), period(LATER), variant=Variant.WELCH))
    assert found["student_t"].p_value == student.p_value
    assert "welch_t" in analyse(student)


def test_a_clear_difference_is_found_by_every_vote_but_the_trend_adjusted_one() -> None:
    found = analyse(compare_means(period(BASE), period(LATER, start=12)))
    assert all(
        item.agrees for method, item in found.items() if item.counted and method != "segmented"
    )
    assert found["segmented"].estimate is not None


def test_without_the_largest_month_leaves_out_the_largest_of_both_periods() -> None:
    later = [*LATER[:-1], 900.0]
    found = analyse(compare_means(period(BASE), period(later, start=12)))
    expected = stats.ttest_ind(later[:-1], BASE, equal_var=False)
    assert found["without_largest"].p_value == pytest.approx(expected.pvalue, rel=1e-10)
    assert found["without_largest"].agrees


def test_one_month_can_account_for_a_difference() -> None:
    base = normal_values(4, 12, mean=50, sd=5)
    later = [*normal_values(5, 11, mean=50, sd=5), 500.0]
    result = compare_means(
        period(base), period(later, start=12), variant=Variant.WELCH, alternative=TWO
    )
    found = analyse(result)
    assert result.p_value > 0.05
    assert found["without_largest"].agrees is False


def test_a_result_in_the_other_direction_does_not_agree() -> None:
    up = compare_means(period(BASE), period(LATER), alternative=Alternative.LESS)
    found = analyse(up, side=Alternative.LESS)
    assert not any(item.agrees for item in found.values())


@pytest.mark.parametrize(
    ("estimate", "p_value", "null", "agrees"),
    [
        (2.0, 0.01, 0.0, True),
        (-2.0, 0.01, 0.0, False),
        (2.0, 0.06, 0.0, False),
        (1.4, 0.01, 1.0, True),
        (0.6, 0.01, 1.0, False),
        (0.0, 0.01, 0.0, False),
    ],
)
def test_a_vote_agrees_by_its_own_p_value_and_the_same_sign(
    estimate: float, p_value: float, null: float, agrees: bool
) -> None:
    settings_of_an_increase = SensitivitySettings(
        direction=1, alternative=TWO, alpha=0.05, confidence_level=0.95, unit="visits a month"
    )
    found = Finding(
        estimate=Estimate(estimate=estimate, ci_low=None, ci_high=None, confidence_level=0.95),
        p_value=p_value,
        null=null,
    )
    vote = record_finding("m", "M", lambda: found, settings_of_an_increase, counted=True)
    assert vote.agrees is agrees


def test_logarithms_of_other_than_positive_values_are_refused_with_a_reason() -> None:
    found = analyse(compare_means(period([-1.0, *BASE]), period(LATER, start=13)))
    assert found["log_scale"].agrees is None
    assert found["log_scale"].estimate is None
    assert found["log_scale"].reason == "a logarithm needs values above 0"


def test_periods_out_of_order_have_no_votes_that_need_time() -> None:
    total = totals(1, 24, gain=40, sd=10)
    early, late = period(total[:12]), period(total[12:], start=12)
    gains = period(BASE), period(LATER)
    turned = compare_slopes(late, early, base_gains=gains[0], later_gains=gains[1])
    found = analyse(turned)
    for method in ("ar1_reml", "joinpoint", "newey_west"):
        assert found[method].agrees is None
        assert found[method].reason == "the periods do not follow each other in time"
    assert found["gains_welch"].agrees
    means = analyse(compare_means(period(BASE, start=12), period(LATER)))
    assert means["ar1_reml"].agrees is None
    assert means["segmented"].agrees is None
    assert means["mann_whitney"].agrees


def test_the_log_scale_compares_geometric_means() -> None:
    found = analyse(compare_means(period(BASE), period(LATER)))["log_scale"]
    assert found.estimate is not None
    expected = stats.gmean(LATER) / stats.gmean(BASE)
    assert found.estimate.estimate == pytest.approx(expected, rel=1e-12)
    assert found.unit == "ratio of geometric means"


def test_a_slope_comparison_has_four_votes_and_a_fifth_from_36_months() -> None:
    short = totals(1, 24, gain=40, sd=10)
    long = totals(1, 72, gain=40, sd=10)
    few = analyse(slopes_of(short[:12], short[12:]))
    many = analyse(slopes_of(long[:36], long[36:]))
    assert sum(item.counted for item in few.values()) == 4
    assert sum(item.counted for item in many.values()) == 5
    assert not few["newey_west"].counted
    assert many["newey_west"].counted


def test_a_clear_change_of_slope_is_found_by_all_votes() -> None:
    base = totals(1, 12, gain=40, sd=8)
    later = totals(2, 12, gain=90, sd=8, start=base[-1])
    found = analyse(slopes_of(base, later))
    assert all(item.agrees for item in found.values() if item.counted)
    assert found["ar1_reml"].unit == "followers a month"


def test_leaving_a_month_out_keeps_the_deciding_rule() -> None:
    base = totals(1, 12, gain=40, sd=8)
    later = totals(2, 12, gain=44, sd=8, start=base[-1])
    result = slopes_of(base, later)
    found = analyse(result)["without_influential"]
    assert found.p_value is not None
    assert found.p_value > 0.05


def test_3_months_per_side_allow_no_leave_one_out() -> None:
    found = analyse(slopes_of([1.0, 2.5, 3.0], [5.0, 6.5, 8.5]))
    assert found["without_influential"].agrees is None
    assert "too few values" in found["without_influential"].reason


def test_rates_are_tried_as_means() -> None:
    result = compare_rates(period([0, 1, 0, 2, 1, 0, 1]), period([3, 4, 2, 5, 3, 4, 2], start=7))
    found = analyse(result)
    assert found["welch_t"].counted
    assert found["welch_t"].agrees


def test_an_interrupted_series_is_tried_with_other_errors() -> None:
    long = estimate_interrupted_series(period(BASE), period(LATER, start=12))
    short = estimate_interrupted_series(period(BASE[:5]), period(LATER[:5], start=5))
    assert {"ols", "level_only", "without_influential", "newey_west"} <= set(analyse(long))
    assert "ar1_reml" in analyse(short)
    assert analyse(long)["ols"].agrees


def test_placebo_dates_leave_3_months_on_each_side() -> None:
    p_values = placebo_p_values(period(BASE), variant=Variant.WELCH, alternative=TWO)
    assert len(p_values) == 7
    expected = stats.ttest_ind(BASE[3:], BASE[:3], equal_var=False).pvalue
    assert p_values[0] == pytest.approx(expected, rel=1e-10)
    with pytest.raises(InsufficientDataError):
        placebo_p_values(period(BASE[:5]), variant=Variant.WELCH, alternative=TWO)


def test_placebo_dates_between_equal_values_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match=r"^the values do not vary on either side of a"):
        placebo_p_values(period([5, 5, 5, 7, 7, 7]), variant=Variant.WELCH, alternative=TWO)


@pytest.mark.parametrize("variant", list(Variant))
def test_placebo_dates_are_tested_by_the_comparisons_own_t_test(variant: Variant) -> None:
    base = [
        1,
        9,
        5,
        30,
        31,
        30,
        30,
        31,
        30,
        30,
        31,
    ]  # few values that vary, then many that hardly do
    found = analyse(compare_means(period(base), period(LATER, start=11), variant=variant))
    p_values = [
        stats.ttest_ind(base[split:], base[:split], equal_var=variant is Variant.STUDENT).pvalue
        for split in range(3, len(base) - 2)
    ]
    estimate = found["placebo_dates"].estimate
    assert estimate is not None
    assert estimate.estimate == sum(p < 0.05 for p in p_values) / len(p_values)


@pytest.mark.parametrize("level", [0.8, 0.99])
def test_every_sensitivity_analysis_uses_the_configured_level(level: float) -> None:
    total = totals(1, 24, gain=40, sd=10)
    first, second = period(BASE), period(LATER, start=12)
    for result in (
        compare_means(first, second),
        slopes_of(total[:12], total[12:], confidence_level=level),
        estimate_interrupted_series(first, second),
    ):
        found = analyse_sensitivity(result, alternative=TWO, unit="x", confidence_level=level)
        levels = {
            item.estimate.confidence_level for item in found if item.estimate and item.counted
        }
        assert levels == {level}


@settings(max_examples=30)
@given(base=monthly(), later=monthly())
def test_every_vote_has_a_result_or_a_reason(base: list[float], later: list[float]) -> None:
    result = compare_means(period(base), period(later, start=len(base)))
    for item in analyse(result).values():
        if item.agrees is None:
            assert item.reason
        else:
            assert item.estimate is not None
            assert item.p_value is not None
        if item.agrees:
            assert item.p_value is not None
            assert item.p_value < 0.05
