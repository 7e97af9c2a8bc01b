"""Sensitivity analyses: which ones are checks of the decision, when they agree, and refusals."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from scipy import stats

from reportgen.analysis.analyse import analyse as analyse_all
from reportgen.analysis.comparisons.comparison_registry import analyse_sensitivity
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.mean_comparison import MeanComparison, compare_means
from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.analysis.comparisons.sensitivity import (
    Finding,
    SensitivitySettings,
    placebo_p_values,
    record_finding,
)
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative, Comparison, Test, Variant
from reportgen.model.estimate import Estimate
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.statistics.mann_whitney import compare_ranks
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.permutation import permutation_p_value
from tests.analysis.factories import configuration, dataset, metric
from tests.analysis.factories import monthly as months_of
from tests.analysis.samples import decided, monthly, normal_values, period, slopes_of, totals

if TYPE_CHECKING:
    from reportgen.model.estimate import ComparisonEstimate
    from reportgen.model.verdict import SensitivityAnalysis

TWO = Alternative.TWO_SIDED
BASE = normal_values(1, 12, mean=100, sd=8)
LATER = normal_values(2, 12, mean=140, sd=8)


def analyse(
    result: ComparisonEstimate, *, side: Alternative = TWO
) -> dict[str, SensitivityAnalysis]:
    decision = decided(result, alternative=side)
    found = analyse_sensitivity(result, decision, alternative=side, unit="followers a month")
    assert len({item.method for item in found}) == len(found)
    return {item.method: item for item in found}


CHECKS_OF_MEANS = ["mann_whitney", "without_influential", "log_scale"]


def test_a_comparison_of_means_has_three_checks() -> None:
    found = analyse(compare_means(period(BASE), period(LATER, start=12)))
    assert [method for method, item in found.items() if item.counted] == CHECKS_OF_MEANS
    assert list(found)[:3] == CHECKS_OF_MEANS
    others = {"student_t", "ar1_reml", "segmented", "permutation", "durbin_watson", "ljung_box"}
    assert {*others, "placebo_dates"} <= set(found)


def test_the_other_t_variant_is_computed() -> None:
    student = compare_means(period(BASE), period(LATER), variant=Variant.STUDENT)
    found = analyse(compare_means(period(BASE), period(LATER), variant=Variant.WELCH))
    assert found["student_t"].p_value == pytest.approx(student.p_value, rel=1e-11)
    assert "welch_t" in analyse(student)


def test_a_clear_difference_is_found_by_every_check() -> None:
    found = analyse(compare_means(period(BASE), period(LATER, start=12)))
    assert all(item.agrees for item in found.values() if item.counted)


def test_one_month_can_account_for_a_difference() -> None:
    base = normal_values(4, 12, mean=50, sd=5)
    rest = normal_values(5, 11, mean=50, sd=5)
    later = [*rest[:5], 500.0, *rest[5:]]
    found = analyse(compare_means(period(base), period(later, start=12)))["without_influential"]
    assert found.agrees is False
    assert found.estimate is not None
    assert found.estimate.estimate == pytest.approx(np.mean(rest) - np.mean(base))


def test_a_difference_on_the_other_side_than_planned_is_checked_on_its_own_side() -> None:
    up = compare_means(period(BASE), period(LATER, start=12), alternative=Alternative.LESS)
    found = analyse(up, side=Alternative.LESS)
    two = analyse(compare_means(period(BASE), period(LATER, start=12)))
    for method in CHECKS_OF_MEANS:
        assert found[method].agrees
        assert found[method].p_value == pytest.approx(two[method].p_value)
    # The further analyses ask what was planned: whether there is a fall.
    assert not any(item.agrees for item in found.values() if not item.counted)


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
def test_an_analysis_agrees_by_its_own_p_value_and_the_same_sign(
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
    made = record_finding("m", "M", lambda: found, settings_of_an_increase, counted=True)
    assert made.agrees is agrees


def test_logarithms_of_other_than_positive_values_are_refused_with_a_reason() -> None:
    found = analyse(compare_means(period([-1.0, *BASE]), period(LATER, start=13)))
    assert found["log_scale"].agrees is None
    assert found["log_scale"].estimate is None
    assert found["log_scale"].reason == "a logarithm needs values above 0"


def test_periods_out_of_order_have_no_analyses_that_need_their_order() -> None:
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
    assert all(means[method].agrees for method in CHECKS_OF_MEANS)


def test_the_log_scale_compares_geometric_means() -> None:
    found = analyse(compare_means(period(BASE), period(LATER, start=12)))["log_scale"]
    assert found.estimate is not None
    expected = stats.gmean(LATER) / stats.gmean(BASE)
    assert found.estimate.estimate == pytest.approx(expected, rel=1e-11)
    assert found.unit == "ratio of geometric means"


def test_a_running_total_is_checked_by_its_gains() -> None:
    base = totals(1, 12, gain=40, sd=8)
    later = totals(2, 12, gain=90, sd=8, start=base[-1])
    result = slopes_of(base, later)
    found = analyse(result)
    assert [method for method, item in found.items() if item.counted] == CHECKS_OF_MEANS
    assert all(found[method].agrees for method in CHECKS_OF_MEANS)
    assert isinstance(result.gains, MeanComparison)
    ranks = compare_ranks(result.gains.base.values, result.gains.later.values)
    assert found["mann_whitney"].p_value == pytest.approx(ranks.p_value, rel=1e-11)
    assert found["ar1_reml"].unit == "followers a month"


def test_lines_without_gains_have_two_checks() -> None:
    nothing = PeriodValues("p", [], [])
    base = [100 + 2 * month + (-1) ** month for month in range(12)]
    later = [130 + 9 * month + (-1) ** month for month in range(12)]
    result = compare_slopes(
        period(base), period(later, start=12), base_gains=nothing, later_gains=nothing
    )
    found = analyse(result)
    counted = [method for method, item in found.items() if item.counted]
    assert counted == ["without_influential", "log_scale"]
    for method in ("gains_welch", "permutation"):
        assert found[method].agrees is None
        assert "gains" in found[method].reason


def test_3_months_per_side_allow_no_leave_one_out() -> None:
    found = analyse(compare_means(period([1.0, 2.5, 3.0]), period([5.0, 6.5, 8.5], start=3)))
    assert found["without_influential"].agrees is None
    assert "too few values" in found["without_influential"].reason


def test_rates_are_checked_like_means() -> None:
    result = compare_rates(period([0, 1, 0, 2, 1, 0, 1]), period([3, 4, 2, 5, 3, 4, 2], start=7))
    found = analyse(result)
    assert [method for method, item in found.items() if item.counted] == CHECKS_OF_MEANS
    assert not found["welch_t"].counted
    assert found["welch_t"].agrees
    assert found["log_scale"].agrees is None


def test_counts_that_never_vary_leave_no_deviations_to_test() -> None:
    # The same months a year earlier, which vary, decide.
    spring = [0.0, 3, 1, 2, 0, 4]
    data = dataset(
        months_of(
            metric("calls", MetricKind.COUNT), date(2019, 1, 1), [*spring, *[1] * 6, *[2] * 6]
        )
    )
    periods = {
        "autumn": Period(id="autumn", label="", first=date(2019, 7, 1), last=date(2019, 12, 31)),
        "spring": Period(id="spring", label="", first=date(2020, 1, 1), last=date(2020, 6, 30)),
    }
    chosen = Comparison(id="calls", metric="calls", test=Test.MEAN, later="spring", base="autumn")
    asked = configuration(data, periods=periods, comparisons=(chosen,))
    [outcome] = analyse_all(asked, data).comparisons
    assert outcome.compared_with is not None
    found = {item.method: item for item in outcome.verdict.sensitivity}
    for method in ("durbin_watson", "ljung_box"):
        assert found[method].estimate is None
        assert found[method].reason == "the model leaves no residuals"


def test_an_interrupted_series_is_tried_with_other_errors() -> None:
    long = estimate_interrupted_series(period(BASE), period(LATER, start=12))
    short = estimate_interrupted_series(period(BASE[:5]), period(LATER[:5], start=5))
    assert {"ols", "level_only", "without_influential", "newey_west"} <= set(analyse(long))
    assert "ar1_reml" in analyse(short)
    assert analyse(long)["ols"].estimate is not None
    counted = [method for method, item in analyse(long).items() if item.counted]
    assert counted == ["without_influential", "log_scale"]


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
    assert estimate.estimate == pytest.approx(sum(p < 0.05 for p in p_values) / len(p_values))


@pytest.mark.parametrize("level", [0.8, 0.99])
def test_every_sensitivity_analysis_uses_the_configured_level(level: float) -> None:
    total = totals(1, 24, gain=40, sd=10)
    first, second = period(BASE), period(LATER, start=12)
    for result in (
        compare_means(first, second),
        slopes_of(total[:12], total[12:], confidence_level=level),
        estimate_interrupted_series(first, second),
    ):
        decision = decided(result, confidence_level=level)
        found = analyse_sensitivity(
            result, decision, alternative=TWO, unit="x", confidence_level=level
        )
        levels = {
            item.estimate.confidence_level for item in found if item.estimate and item.counted
        }
        assert levels == {level}


@settings(max_examples=30)
@given(base=monthly(), later=monthly())
def test_every_analysis_has_a_result_or_a_reason(base: list[float], later: list[float]) -> None:
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


# Few calls in one half of the months and many in the other: pooled and mean shares differ.
_CALLS = [12.0, 900.0] * 6
_ANSWERED_BASE = [0.95, 0.62, 0.91, 0.60, 0.97, 0.63, 0.94, 0.58, 0.92, 0.61, 0.96, 0.64]
_ANSWERED_LATER = [0.52, 0.71, 0.49, 0.73, 0.55, 0.70, 0.50, 0.74, 0.53, 0.72, 0.48, 0.69]


def _pooled(values: list[float], calls: list[float]) -> float:
    return sum(a * b for a, b in zip(values, calls, strict=True)) / sum(calls)


def _compared_shares() -> ComparisonEstimate:
    return compare_means(
        period(_ANSWERED_BASE, weights=_CALLS),
        period(_ANSWERED_LATER, start=12, weights=_CALLS),
    )


def test_every_further_analysis_of_pooled_shares_is_of_pooled_shares() -> None:
    found = analyse(_compared_shares())
    difference = _pooled(_ANSWERED_LATER, _CALLS) - _pooled(_ANSWERED_BASE, _CALLS)
    # The mean of the monthly shares fell.
    assert difference > 0.08 > 0 > np.mean(_ANSWERED_LATER) - np.mean(_ANSWERED_BASE)
    estimates = {
        method: item.estimate.estimate
        for method, item in found.items()
        if item.estimate and item.unit == "followers a month"
    }
    assert estimates["student_t"] == pytest.approx(difference, rel=1e-12)
    assert estimates["permutation"] == pytest.approx(difference, rel=1e-12)
    for method in ("ar1_reml", "segmented", "without_influential"):
        assert estimates[method] == pytest.approx(difference, abs=0.05), method
    counted = [method for method, item in found.items() if item.counted]
    assert counted == ["without_influential", "log_scale"]


def test_the_rank_test_of_weighted_values_says_that_each_counts_alike_and_is_no_check() -> None:
    ranks = analyse(_compared_shares())["mann_whitney"]
    assert "each value counts alike" in ranks.label
    assert not ranks.counted
    plain = analyse(compare_means(period(BASE), period(LATER, start=12)))["mann_whitney"]
    assert "alike" not in plain.label


def test_the_log_scale_of_weighted_values_is_that_of_weighted_geometric_means() -> None:
    found = analyse(_compared_shares())["log_scale"]
    logs = [np.average(np.log(side), weights=_CALLS) for side in (_ANSWERED_BASE, _ANSWERED_LATER)]
    assert found.estimate is not None
    assert found.estimate.estimate == pytest.approx(np.exp(logs[1] - logs[0]), rel=1e-11)


def test_placebo_dates_of_pooled_shares_are_tested_on_pooled_shares() -> None:
    # Only the months of few calls change at the seventh month.
    shares = [0.2, 0.50, 0.3, 0.51, 0.2, 0.50, 0.9, 0.51, 0.8, 0.50, 0.9, 0.51]
    alike = placebo_p_values(period(shares), variant=Variant.WELCH, alternative=TWO)
    pooled = placebo_p_values(
        period(shares, weights=_CALLS), variant=Variant.WELCH, alternative=TWO
    )
    assert min(alike) < 0.05 < min(pooled)


def test_equal_weights_change_no_further_analysis() -> None:
    plain = analyse(compare_means(period(BASE), period(LATER, start=12)))
    equal = analyse(
        compare_means(period(BASE, weights=[3.0] * 12), period(LATER, start=12, weights=[3.0] * 12))
    )
    for method, item in plain.items():
        other = equal[method]
        assert item.estimate is not None
        assert other.estimate is not None
        assert other.estimate.estimate == pytest.approx(item.estimate.estimate, rel=1e-6), method
        if item.p_value is not None:
            assert other.p_value == pytest.approx(item.p_value, rel=1e-6), method


def test_weighted_autoregression_is_generalized_least_squares_with_unequal_variances() -> None:
    """The variance of a share is inverse to its denominator; errors correlate in its units."""
    estimate = analyse(_compared_shares())["ar1_reml"].estimate
    assert estimate is not None
    values = np.array([*_ANSWERED_BASE, *_ANSWERED_LATER])
    design = np.column_stack([np.ones(24), np.repeat([0.0, 1.0], 12)])
    deviations = 1 / np.sqrt(np.array([*_CALLS, *_CALLS]))
    lags = np.abs(np.subtract.outer(np.arange(24), np.arange(24)))

    def restricted_likelihood(rho: float) -> tuple[float, float]:
        covariance = rho**lags * np.outer(deviations, deviations)
        inverse = np.linalg.inv(covariance)
        normal = design.T @ inverse @ design
        coefficients = np.linalg.solve(normal, design.T @ inverse @ values)
        rest = values - design @ coefficients
        logs = [np.linalg.slogdet(matrix)[1] for matrix in (covariance, normal)]
        return -(sum(logs) + 22 * np.log(rest @ inverse @ rest)) / 2, float(coefficients[1])

    best = max(np.linspace(-0.98, 0.98, 1961), key=lambda rho: restricted_likelihood(rho)[0])
    assert estimate.estimate == pytest.approx(restricted_likelihood(best)[1], abs=1e-4)


@pytest.mark.parametrize("side", list(Alternative))
def test_the_permutation_test_of_pooled_shares_moves_shares_with_their_denominators(
    side: Alternative,
) -> None:
    base, later = [0.9, 0.4, 0.8], [0.5, 0.6, 0.3, 0.7]
    calls = [5.0, 80.0, 20.0, 70.0, 10.0, 30.0, 40.0]
    everything = [*base, *later]
    differences = []
    for chosen in combinations(range(7), 4):
        sides = (chosen, [index for index in range(7) if index not in chosen])
        first, second = (
            _pooled([everything[i] for i in part], [calls[i] for i in part]) for part in sides
        )
        differences.append(first - second)
    observed = differences[-1]
    extreme = {
        Alternative.GREATER: [item >= observed - 1e-12 for item in differences],
        Alternative.LESS: [item <= observed + 1e-12 for item in differences],
        Alternative.TWO_SIDED: [abs(item) >= abs(observed) - 1e-12 for item in differences],
    }[side]
    found = permutation_p_value(base, later, weights=calls, alternative=side)
    assert found == sum(extreme) / len(extreme)
