"""Data checks: each one reports its violation and nothing else."""

from __future__ import annotations

import re

import numpy as np
import pytest

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.comparison_registry import find_assumptions
from reportgen.analysis.comparisons.interrupted_series import (
    estimate_interrupted_series,
    segment_design,
)
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.analysis.comparisons.slope_comparison import compare_slopes
from reportgen.model.comparison import Variant
from reportgen.statistics.period_values import PeriodValues
from tests.analysis.samples import normal_values, period, slopes_of, totals

CALM = [10.0, 12, 9, 11, 13, 8, 10, 12, 11, 9, 10, 11]


def test_regular_months_give_no_finding() -> None:
    later = [value + 3 for value in reversed(CALM)]
    assert find_assumptions(compare_means(period(CALM), period(later, start=12))) == ()


def test_autocorrelated_residuals_are_found() -> None:
    wave = [np.sin(month / 3) for month in range(24)]
    found = rules.correlated_deviations(wave, rules.MEAN)
    assert found is not None
    assert found.code == "ANA101"
    assert dict(found.values)["lag-1 autocorrelation"] > 0.8
    assert rules.correlated_deviations([(-1.0) ** m for m in range(24)], rules.MEAN) is None
    assert rules.correlated_deviations(wave[:6], rules.MEAN) is None
    assert rules.correlated_deviations([0.0] * 24, rules.MEAN) is None


def test_the_regression_of_an_autocorrelated_running_total_does_not_decide() -> None:
    total = totals(8, 24, gain=5, sd=6)
    found = find_assumptions(slopes_of(total[:12], total[12:]))
    consequences = [item.consequence for item in found if item.code == "ANA101"]
    assert any("decides nothing" in consequence for consequence in consequences)


def test_skewed_values_are_found_only_where_months_are_few() -> None:
    skewed = list(np.exp(np.array(normal_values(3, 24)) * 1.5))
    assert rules.not_normal(skewed, 12, rules.MEAN) is not None
    assert rules.not_normal(skewed, 30, rules.MEAN) is None
    assert rules.not_normal(CALM, 12, rules.MEAN) is None
    assert rules.not_normal([1.0, 1.0, 1.0], 3, rules.MEAN) is None


def test_unequal_spreads_matter_to_student_and_not_to_welch() -> None:
    wild = [value * 10 for value in CALM]
    student = compare_means(period(CALM), period(wild, start=12), variant=Variant.STUDENT)
    welch = compare_means(period(CALM), period(wild, start=12), variant=Variant.WELCH)
    consequences = [
        next(item.consequence for item in find_assumptions(result) if item.code == "ANA103")
        for result in (student, welch)
    ]
    assert "one common spread" in consequences[0]
    assert "allows for it" in consequences[1]
    assert rules.unequal_variances([1.0, 2.0], CALM, rules.WELCH) is None


def test_an_outlier_is_reported_with_its_time_and_value() -> None:
    found = rules.far_out(period([*CALM, 90.0]), rules.MEAN)
    assert found is not None
    assert found.values == (("months", 1.0), ("time", 12.0), ("value", 90.0))
    assert rules.far_out(period(CALM), rules.MEAN) is None


def test_an_outlier_of_the_regression_is_found() -> None:
    noise = normal_values(5, 24)
    line = [3.0 * month + noise[month] for month in range(24)]
    design = segment_design(period(line[:12]), period(line[12:], start=12), at=12.0)
    assert rules.outlying_month(design, line, range(24)) is None
    line[7] += 25
    found = rules.outlying_month(design, line, range(24))
    assert found is not None
    assert dict(found.values)["time"] == 7
    assert rules.outlying_month(np.eye(3)[:, :2], [1.0, 2.0, 3.0], range(3)) is None
    exact = [float(month) for month in range(24)]
    assert rules.outlying_month(np.column_stack([np.ones(24), exact]), exact, range(24)) is None


def test_seasonality_is_found() -> None:
    season = [10 * np.sin(month * np.pi / 6) + normal_values(month, 1)[0] for month in range(24)]
    found = rules.seasonality(season, range(24), rules.MEAN)
    assert found is not None
    assert dict(found.values)["correlation at one year"] > 0.9
    assert rules.seasonality(season[:20], range(20), rules.MEAN) is None
    assert rules.seasonality(normal_values(2, 24), range(24), rules.MEAN) is None
    assert rules.seasonality([1.0] * 24, range(24), rules.MEAN) is None


def test_a_rise_already_under_way_is_found_when_it_points_the_same_way() -> None:
    noise = normal_values(6, 12)
    rising = period([month + noise[month] for month in range(12)])
    found = rules.trend_before(rising, 5.0, rules.MEAN)
    assert found is not None
    assert "on the rise" in found.statement
    assert rules.trend_before(rising, -5.0, rules.MEAN) is None
    assert rules.trend_before(period(CALM), 5.0, rules.MEAN) is None
    assert rules.trend_before(period([1.0, 2.0]), 5.0, rules.MEAN) is None
    falling = period([-month + noise[month] for month in range(12)])
    down = rules.trend_before(falling, -5.0, rules.MEAN)
    assert down is not None
    assert "on the fall" in down.statement


def test_missing_months_are_counted_within_and_at_the_ends() -> None:
    gapped = PeriodValues("p", [0.0, 1.0, 4.0, 5.0], [1.0, 2.0, 3.0, 4.0])
    within = rules.gaps(gapped, None)
    assert within is not None
    assert dict(within.values)["missing values"] == 2
    ends = rules.gaps(gapped, 12)
    assert ends is not None
    assert dict(ends.values)["missing values"] == 8
    assert rules.gaps(period(CALM), 12) is None


def test_months_missing_at_the_ends_are_reported_for_every_kind_of_comparison() -> None:
    first, second, total = period(CALM), period(CALM[::-1], start=12), totals(8, 24, gain=5, sd=6)
    for result in (
        compare_means(first, second),
        compare_rates(first, second),
        slopes_of(total[:12], total[12:]),
        estimate_interrupted_series(first, second),
    ):
        found = find_assumptions(result, expected_values=(13, 14))
        gaps = [dict(item.values)["missing values"] for item in found if item.code == "ANA108"]
        assert gaps == [1, 2]
        assert not [item for item in find_assumptions(result) if item.code == "ANA108"]


def test_slopes_and_gains_of_opposite_signs_are_reported() -> None:
    found = rules.opposite_directions(-4.0, 3.0)
    assert found is not None
    assert found.consequence == "the gains decide"
    assert rules.opposite_directions(4.0, 3.0) is None


def test_totals_without_gains_are_reported() -> None:
    nothing = PeriodValues("p", [], [])
    total = totals(8, 24, gain=5, sd=6)
    result = compare_slopes(
        period(total[:12]), period(total[12:], start=12), base_gains=nothing, later_gains=nothing
    )
    assert "ANA110" in {item.code for item in find_assumptions(result)}


def test_clustered_events_are_found() -> None:
    clustered = compare_rates(period([0, 0, 9, 0, 0, 0]), period([0, 11, 0, 0, 0, 0], start=6))
    even = compare_rates(period([1, 2, 1, 1, 2, 1]), period([2, 1, 2, 2, 1, 2], start=6))
    assert "ANA111" in {item.code for item in find_assumptions(clustered)}
    assert "ANA111" not in {item.code for item in find_assumptions(even)}
    assert rules.overdispersion(period([0]), period([5])) is None


def test_an_interrupted_series_is_examined_too() -> None:
    wave = [10 * np.sin(month / 3) + month for month in range(24)]
    result = estimate_interrupted_series(period(wave[:12]), period(wave[12:], start=12))
    found = next(item for item in find_assumptions(result) if item.code == "ANA101")
    assert "allows for it" in found.consequence


@pytest.mark.parametrize("expected", [None, (14, 12)])
def test_statements_hold_no_numbers(expected: tuple[int, int] | None) -> None:
    wild = [*CALM[:-1], 400.0]
    results = (
        compare_means(period(CALM), period(wild, start=12), variant=Variant.STUDENT),
        slopes_of(totals(8, 12, gain=5, sd=6), totals(9, 12, gain=5, sd=60)),
    )
    for result in results:
        findings = find_assumptions(result, expected_values=expected)
        assert findings
        for item in findings:
            assert not re.search(r"\d", item.statement + item.consequence)
            assert item.consequence
