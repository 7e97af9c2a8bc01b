"""The decision of a comparison: what it allows for, and that its parts never disagree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reportgen.analysis.comparisons.decision import (
    Decided,
    DecisionSettings,
    decide,
    decide_means,
    refit,
)
from reportgen.analysis.comparisons.interrupted_series import segment_design
from reportgen.analysis.comparisons.mean_comparison import estimate_mean
from reportgen.analysis.comparisons.period_model import (
    means_model,
    on_log_scale,
    slopes_model,
    times_in_succession,
)
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative, Margin
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.verdict import Restraint
from reportgen.statistics.fieller import BASE_NEAR_ZERO, MIXED_SIGNS, SIZES_APART
from reportgen.statistics.intervals import excludes
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares, fit_line
from tests.analysis.samples import interrupted, monthly, normal_values, period
from tests.simulation.many_series import decide_all, means_design

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Values = Sequence[float] | Vector

MONTHS = DecisionSettings(steps_per_year=12)


def means(base: Values, later: Values, *, start: int | None = None, **settings: object) -> Decided:
    """Return the decision on two periods; the later one begins at `start`, or adjoins."""
    first = len(base) if start is None else start
    chosen = replace(MONTHS, **settings)  # type: ignore[arg-type]
    return decide_means(period(base), period(later, start=first), chosen)


def noise(seed: int, n: int, *, mean: float = 100.0, sd: float = 8.0) -> Vector:
    return np.array(normal_values(seed, n, mean=mean, sd=sd))


def wave(n: int, size: float) -> Vector:
    curve: Vector = size * np.sin(2 * np.pi * (np.arange(n) + 2) / 12)
    return curve


# A season


def test_an_annual_curve_that_the_values_show_joins_the_model_and_leaves_the_means() -> None:
    values = noise(1, 48) + wave(48, 16)
    with_curve = means(values[:24], values[24:]).decision
    without = means(values[:24], values[24:], steps_per_year=None).decision
    assert with_curve.has_season
    assert not without.has_season
    plain = float(values[24:].mean() - values[:24].mean())
    assert with_curve.difference.estimate == pytest.approx(plain)
    assert with_curve.base == pytest.approx(values[:24].mean())
    assert with_curve.difference.standard_error is not None
    assert without.difference.standard_error is not None
    assert with_curve.difference.standard_error < 0.8 * without.difference.standard_error


def test_values_without_a_season_are_compared_without_a_curve() -> None:
    values = noise(2, 48)
    assert not means(values[:24], values[24:]).decision.has_season


def test_a_curve_of_quarters_and_of_half_years_can_be_fitted() -> None:
    quarters = np.tile([10.0, 30.0, 20.0, 25.0], 6) + noise(3, 24, mean=0, sd=2)
    assert means(quarters[:12], quarters[12:], steps_per_year=4).decision.has_season
    halves = np.tile([10.0, 30.0], 12) + noise(3, 24, mean=0, sd=2)
    assert means(halves[:12], halves[12:], steps_per_year=2).decision.has_season


def test_one_month_of_each_year_has_no_curve() -> None:
    decembers = [float(12 * year) for year in range(12)]
    base = PeriodValues("p", decembers[:6], noise(3, 6).tolist())
    later = PeriodValues("p", decembers[6:], noise(4, 6).tolist())
    assert not decide_means(base, later, MONTHS).decision.has_season


def test_the_curve_may_be_in_the_model_without_being_found() -> None:
    values = noise(2, 24)
    model = interrupted(period(values[:12]), period(values[12:], start=12), until=23)
    plain = decide(model, MONTHS, fewest=8, allows_trend=False)
    curved = decide(model, MONTHS, fewest=8, allows_trend=False, assumes_season=True)
    assert not plain.decision.has_season
    assert curved.decision.has_season
    unmatched = replace(MONTHS, is_matched=False)
    never = decide(model, unmatched, fewest=8, allows_trend=False, assumes_season=True)
    assert not never.decision.has_season


def test_different_months_of_the_year_allow_no_claim() -> None:
    values = noise(1, 24) + wave(24, 16)
    decision = means(values[:12], values[12:], is_matched=False).decision
    assert decision.restraint is Restraint.SEASON
    assert not decision.has_season


def test_the_same_months_a_year_earlier_are_told_apart_from_the_base_period() -> None:
    decision = means(noise(1, 8), noise(2, 8), start=12, is_year_earlier=True).decision
    assert decision.is_year_earlier
    assert decision.restraint is None


# A trend under way


def test_a_trend_under_way_takes_away_what_it_explains() -> None:
    values = 2.0 * np.arange(48) + noise(4, 48, sd=4)
    found = means(values[:24], values[24:]).decision
    assert found.trend == pytest.approx(2.0, abs=0.3)
    assert abs(found.difference.estimate) < 12 < values[24:].mean() - values[:24].mean()
    assert found.p_value > 0.05
    # "Beyond the trend" has no ratio.
    assert found.ratio is None


def test_a_trend_away_from_the_difference_does_not_join() -> None:
    # Both years rise, and the second begins far below the first.
    year = 3.0 * np.arange(12)
    values = np.concatenate([100 + year, 40 + year]) + noise(5, 24, mean=0, sd=4)
    found = means(values[:12], values[12:]).decision
    assert found.trend is None
    assert found.difference.estimate == pytest.approx(values[12:].mean() - values[:12].mean())


@pytest.mark.parametrize(("start", "joins"), [(24, True), (25, True), (26, False), (36, False)])
def test_a_trend_is_not_carried_on_across_a_gap(start: int, joins: bool) -> None:
    times = np.concatenate([np.arange(24), start + np.arange(24)])
    values = 2.0 * times + noise(4, 48, sd=4)
    found = means(values[:24], values[24:], start=start, steps_per_year=None).decision
    assert (found.trend is not None) is joins


def test_too_few_values_for_a_line_as_well_are_compared_without_one() -> None:
    found = means([1.0, 4.0], [2.0, 9.0]).decision
    assert found.trend is None
    assert found.restraint is Restraint.TOO_FEW


# The ratio


@given(base=monthly(least=6, most=14), later=monthly(least=6, most=14))
def test_interval_ratio_and_p_never_contradict_each_other(
    base: list[float], later: list[float]
) -> None:
    found = means(base, later).decision
    assume(abs(found.p_value - 0.05) > 1e-6)
    assert excludes(found.difference, 0.0) == (found.p_value < 0.05)
    if isinstance(found.ratio, Estimate):
        assert excludes(found.ratio, 1.0) == (found.p_value < 0.05)


@pytest.mark.parametrize("sign", [1, -1])
def test_the_bounds_of_the_ratio_are_where_the_test_stops_rejecting(sign: int) -> None:
    made = means(sign * noise(6, 12), sign * noise(7, 12, mean=130))
    ratio = made.decision.ratio
    assert isinstance(ratio, Estimate)
    assert ratio.ci_low is not None
    assert ratio.ci_high is not None
    assert ratio.estimate == pytest.approx(made.decision.later / made.decision.base)
    fit = made.model.fit()
    for bound in (ratio.ci_low, ratio.ci_high):
        contrast = fit.contrast(made.model.difference(bound))
        assert contrast.p_value == pytest.approx(0.05, rel=1e-6)
        assert (bound < ratio.estimate) == (sign * contrast.estimate > 0)


def test_a_ratio_that_means_nothing_is_refused_with_its_reason() -> None:
    assert means(noise(6, 12, mean=-40), noise(7, 12)).decision.ratio == Refusal(reason=MIXED_SIGNS)
    tiny = noise(6, 12, mean=1e-9, sd=1e-11)
    assert means(tiny, 1e6 * noise(7, 12)).decision.ratio == Refusal(reason=SIZES_APART)
    near_zero = noise(6, 12, mean=1.0)
    assert near_zero.mean() > 0
    assert means(near_zero, noise(7, 12)).decision.ratio == Refusal(reason=BASE_NEAR_ZERO)
    assert means(np.zeros(12), noise(7, 12)).decision.ratio == Refusal(reason=BASE_NEAR_ZERO)
    assert means(noise(6, 12), noise(7, 12), has_ratio=False).decision.ratio is None


def test_counts_have_no_negative_ratio() -> None:
    base, later = [4, 9, 2, 7, 5, 6, 3, 8], [0, 0, 3, 0, 0, 2, 0, 0]
    free = means(base, later).decision.ratio
    bound = means(base, later, lowest=0.0).decision.ratio
    assert isinstance(free, Estimate)
    assert isinstance(bound, Estimate)
    assert free.ci_low is not None
    assert free.ci_low < 0 == bound.ci_low
    assert bound.ci_high == free.ci_high


def test_the_interval_of_a_difference_of_counts_takes_neither_mean_for_known() -> None:
    base, later = [1, 1, 0, 1, 2, 1, 0, 1, 1, 2, 0, 1], [0] * 11 + [1]
    free = means(base, later).decision
    found = means(base, later, lowest=0.0).decision
    assert found.difference.ci_low is not None
    assert free.difference.ci_low is not None
    # Not all that is possible is plausible, but more than the earlier mean may have been lost.
    assert free.difference.ci_low <= found.difference.ci_low < -found.base
    assert found.difference.ci_high is not None
    assert found.difference.ci_high < 0


@given(
    base=st.lists(st.integers(0, 6), min_size=6, max_size=14),
    later=st.lists(st.integers(0, 6), min_size=6, max_size=14),
    highest=st.sampled_from([None, 6.0]),
)
def test_possible_means_leave_interval_and_p_of_one_mind(
    base: list[int], later: list[int], highest: float | None
) -> None:
    assume(len({*base}) > 1 or len({*later}) > 1)
    free = means(base, later).decision
    found = means(base, later, lowest=0.0, highest=highest).decision
    assume(found.trend is None)
    assume(abs(found.p_value - 0.05) > 1e-6)
    assert excludes(found.difference, 0.0) == (found.p_value < 0.05)
    ends = found.difference.ci_low, found.difference.ci_high
    wide = free.difference.ci_low, free.difference.ci_high
    assert None not in (*ends, *wide)
    assert wide[0] <= ends[0] <= ends[1] <= wide[1]  # type: ignore[operator]
    if highest is not None:
        assert -highest - 1e-9 <= ends[0]  # type: ignore[operator]
        assert ends[1] <= highest + 1e-9  # type: ignore[operator]


# One side, and two


def test_a_planned_direction_halves_the_p_value_and_keeps_the_interval() -> None:
    two = means(noise(6, 12), noise(7, 12, mean=106)).decision
    one = means(noise(6, 12), noise(7, 12, mean=106), alternative=Alternative.GREATER).decision
    assert one.p_value == pytest.approx(two.p_value / 2)
    assert one.difference == two.difference


@pytest.mark.parametrize(
    ("alternative", "shift"), [(Alternative.GREATER, -30), (Alternative.LESS, 30)]
)
def test_a_difference_on_the_other_side_than_planned_has_its_two_sided_p_value(
    alternative: Alternative, shift: float
) -> None:
    base, later = noise(6, 12), noise(7, 12, mean=100 + shift)
    two, one = means(base, later).decision, means(base, later, alternative=alternative).decision
    assert one.p_value == two.p_value < 0.05
    assert one.direction == np.sign(shift)


def test_no_difference_has_no_direction_and_p_1() -> None:
    found = means([1.0, 2, 3, 4, 5, 6], [6.0, 5, 4, 3, 2, 1]).decision
    assert (found.direction, found.p_value) == (0, 1.0)
    assert found.largest is None


# Equivalence


@pytest.mark.parametrize(
    "margin", [Margin(value=0.1, is_relative=True), Margin(value=10.0, is_relative=False)]
)
@pytest.mark.parametrize("shift", [0, 3, 6, 9])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_interval_lies_within_the_margin_where_the_equivalence_test_rejects(
    margin: Margin, shift: float, sign: int
) -> None:
    base, later = sign * noise(6, 12), sign * noise(7, 12, mean=100 + shift)
    test = means(base, later, margin=margin).decision.equivalence
    assert test is not None
    assert isinstance(test.interval, Estimate)
    assert test.interval.confidence_level == pytest.approx(0.9)
    low, high = (0.9, 1.1) if margin.is_relative else (-10.0, 10.0)
    assert test.interval.ci_low is not None
    assert test.interval.ci_high is not None
    is_within = low < test.interval.ci_low and test.interval.ci_high < high
    assert is_within == (test.p_value < 0.05)
    assert test.p_value == max(test.p_lower, test.p_upper)


def test_an_equivalence_test_is_two_tests_against_shifted_values() -> None:
    base, later = noise(6, 12), noise(7, 12, mean=102)
    margin = Margin(value=9.0, is_relative=False)
    test = means(base, later, margin=margin).decision.equivalence
    assert test is not None
    above = means(base - 9.0, later, alternative=Alternative.GREATER).decision
    below = means(base + 9.0, later, alternative=Alternative.LESS).decision
    assert test.p_lower == pytest.approx(above.p_value)
    assert test.p_upper == pytest.approx(below.p_value)


def test_a_relative_margin_of_nearly_nothing_has_no_interval() -> None:
    margin = Margin(value=0.2, is_relative=True)
    for base in (noise(6, 12, mean=1.0), [1.0, -1, 2, -2, 3, -3]):
        test = means(base, noise(7, 12), margin=margin).decision.equivalence
        assert test is not None
        assert test.interval == Refusal(reason=BASE_NEAR_ZERO)
        assert test.p_value > 0.05


# What could have been seen


def test_the_detectable_difference_is_found_in_four_of_five_series() -> None:
    times = np.arange(120.0)
    design = replace(means_design(times[:60], times[60:]), allows_trend=False)
    rng = np.random.default_rng(8)
    sample = rng.normal(size=(60, 120))
    detectable = np.mean(
        [
            decide(
                means_model(period(row[:60]), period(row[60:], start=60)),
                DecisionSettings(),
                fewest=6,
                allows_trend=False,
            ).decision.detectable
            for row in sample
        ]
    )
    many = rng.normal(size=(1500, 120))
    many[:, 60:] += detectable
    power = np.mean(decide_all(design, many, season="never").p_values() < 0.05)
    assert power == pytest.approx(0.8, abs=0.05)


# One value


def test_a_month_that_makes_most_of_a_difference_is_named() -> None:
    base = [90, 110, 95, 105, 100, 98, 102, 104]
    later = [100, 96, 108, 500, 94, 110, 101, 99]
    largest = means(base, later, steps_per_year=None).decision.largest
    assert largest is not None
    assert largest.time == 8 + 3
    rest = [value for value in later if value != 500]
    assert largest.difference == pytest.approx(np.mean(rest) - np.mean(base))
    full = np.mean(later) - np.mean(base)
    assert largest.share == pytest.approx(1 - largest.difference / full)
    assert largest.ratio == pytest.approx(np.mean(rest) / np.mean(base))


def test_a_month_of_the_base_may_be_the_one() -> None:
    base = [100, 98, 10, 105, 96, 101, 99, 103]
    later = [104, 108, 102, 106, 105, 103, 109, 107]
    largest = means(base, later, steps_per_year=None).decision.largest
    assert largest is not None
    assert largest.time == 2
    assert largest.share > 0.5


def test_no_month_is_named_where_each_makes_its_part() -> None:
    assert means(noise(6, 12), noise(7, 12, mean=140)).decision.largest is None


def test_no_ratio_is_left_where_the_signs_differ_without_the_largest() -> None:
    base = [2.0, -1, 3, 0, 1, 2, -2, 1]
    later = [-1.0, 1, -2, 90, -2, 0, 1, -1]
    largest = means(base, later).decision.largest
    assert largest is not None
    assert largest.ratio is None


def test_the_largest_of_pooled_shares_is_that_of_the_pooled_difference() -> None:
    base, later = [0.5, 0.52, 0.49, 0.51], [0.5, 0.51, 0.52, 0.95]
    calls, more = [100.0, 120.0, 90.0, 110.0], [100.0, 80.0, 120.0, 60.0]
    made = decide_means(
        period(base, weights=calls), period(later, start=4, weights=more), DecisionSettings()
    )
    largest = made.decision.largest
    assert largest is not None
    assert largest.time == 7
    expected = np.average(later[:3], weights=more[:3]) - np.average(base, weights=calls)
    assert largest.difference == pytest.approx(expected)


def test_lines_name_no_month() -> None:
    values = [*noise(6, 12), *noise(7, 11, mean=140), 900.0]
    first, second = period(values[:12]), period(values[12:], start=12)
    for model in (slopes_model(first, second), interrupted(first, second, until=23)):
        made = decide(model, DecisionSettings(), fewest=6, allows_trend=False)
        assert made.decision.largest is None
    assert means([1.0, 2.0], [5.0, 9.0]).decision.largest is not None


# Too few


@pytest.mark.parametrize(("n_base", "n_later"), [(5, 12), (12, 5), (2, 2)])
def test_fewer_than_6_values_in_a_period_allow_no_claim(n_base: int, n_later: int) -> None:
    decision = means(noise(1, n_base), noise(2, n_later, mean=900)).decision
    assert decision.restraint is Restraint.TOO_FEW
    assert decision.p_value < 0.05
    assert (decision.n_base, decision.n_later) == (n_base, n_later)


def test_half_a_year_of_months_on_either_side_may_be_claimed() -> None:
    assert means(noise(1, 6), noise(2, 6)).decision.restraint is None


def test_what_can_not_be_compared_is_refused() -> None:
    with pytest.raises(InsufficientDataError, match="do not vary in either period"):
        means([1.0], [2.0, 3.0, 4.0])
    with pytest.raises(InsufficientDataError, match="do not vary in either period"):
        means([1.0] * 8, [2.0] * 8)
    line = [2.0 * month for month in range(24)]
    with pytest.raises(InsufficientDataError, match="lie exactly on the model"):
        means(line[:12], line[12:], steps_per_year=12)


# Lines


def test_slopes_are_those_of_two_separate_lines() -> None:
    base, later = noise(8, 12) + 2 * np.arange(12), noise(9, 10) + 5 * np.arange(10)
    model = slopes_model(period(base), period(later, start=12))
    found = decide(model, DecisionSettings(), fewest=6, allows_trend=False).decision
    first, second = fit_line(np.arange(12.0), base), fit_line(np.arange(10.0), later)
    assert found.base == pytest.approx(first.slope)
    assert found.later == pytest.approx(second.slope)
    assert found.difference.estimate == pytest.approx(second.slope - first.slope)


def test_the_effect_of_an_intervention_is_the_distance_from_the_earlier_line() -> None:
    base, later = noise(8, 12) + 2 * np.arange(12), noise(9, 16) + 5 * np.arange(16)
    first, second = period(base), period(later, start=12)
    model = interrupted(first, second, until=23.0)
    found = decide(model, DecisionSettings(), fewest=8, allows_trend=False).decision
    plain = fit_least_squares(segment_design(first, second, at=12.0), [*base, *later])
    level, bend = plain.coefficients[2:]
    assert found.difference.estimate == pytest.approx(level + 11 * bend)
    earlier = fit_line(np.arange(12.0), base)
    assert found.base == pytest.approx(earlier.intercept + 23 * earlier.slope)


# Weights, and periods out of order


def test_weighted_values_are_compared_by_their_pooled_means_and_errors() -> None:
    calls, more = [10.0, 900, 20, 800, 30, 700, 15, 850], [15.0, 700, 10, 950, 25, 820, 20, 760]
    base, later = period(noise(1, 8), weights=calls), period(noise(2, 8), start=8, weights=more)
    model = means_model(base, later)
    for rows, side in zip(model.sides, (base, later), strict=True):
        mean = estimate_mean(side)
        assert model.responses[rows].mean() == pytest.approx(mean.mean.estimate)
        assert model.responses[rows].std(ddof=1) == pytest.approx(mean.sd)
    equal = means_model(
        base._replace(weights=[3.0] * 8), later._replace(weights=[7.0] * 8)
    ).responses
    assert equal == pytest.approx(means_model(base, later).values)


def test_all_values_of_a_line_count_alike() -> None:
    weights = [10.0, 900, 20, 800, 30, 700, 15, 850]
    first, second = period(noise(1, 8)), period(noise(2, 8), start=8)
    heavy = first._replace(weights=weights), second._replace(weights=weights)
    for make in (slopes_model, lambda a, b: interrupted(a, b, until=15)):
        assert np.array_equal(make(*heavy).responses, make(first, second).responses)


@pytest.mark.parametrize("start", [-12, 0, 6])
def test_overlapping_and_reversed_periods_are_taken_as_independent(start: int) -> None:
    base, later = period(noise(1, 12)), period(noise(2, 12), start=start)
    times = times_in_succession(base, later)
    assert times[12] - times[11] > 1e4
    # Whole years apart, so that each month keeps its place in the season.
    assert (times[12] - start) % 12 == 0
    found = decide_means(base, later, MONTHS).decision
    apart = decide_means(base, period(later.values, start=12 * 10**5 + start % 12), MONTHS)
    assert found.p_value == pytest.approx(apart.decision.p_value)


def test_an_empty_period_is_in_succession() -> None:
    assert times_in_succession(period([1.0]), PeriodValues("p", (), ())) == (0.0,)


# Checks refit the model


def test_a_refit_of_the_same_model_is_the_decision() -> None:
    made = means(noise(1, 12), noise(2, 12, mean=110), alternative=Alternative.GREATER)
    assert refit(made, made.model) == (made.decision.difference, made.decision.p_value)


def test_logarithms_need_values_above_0() -> None:
    model = means_model(period([1.0, 2, 3]), period([4.0, 5, 6], start=3))
    assert on_log_scale(model).values == pytest.approx(np.log(model.values))
    with pytest.raises(InsufficientDataError, match="values above 0"):
        on_log_scale(replace(model, values=model.values - 1))


@given(scale=st.sampled_from([0.001, 7.0, 1e5]), seed=st.integers(0, 40))
def test_the_unit_of_a_metric_changes_no_p_value(scale: float, seed: int) -> None:
    base, later = noise(seed, 12) + wave(12, 8), noise(seed + 1000, 12, mean=106) + wave(12, 8)
    plain, scaled = means(base, later).decision, means(scale * base, scale * later).decision
    assert scaled.p_value == pytest.approx(plain.p_value, rel=1e-6)
    assert scaled.difference.ci_low == pytest.approx(scale * (plain.difference.ci_low or 0))
    assert scaled.detectable == pytest.approx(scale * plain.detectable)
    assert (scaled.has_season, scaled.trend is None) == (plain.has_season, plain.trend is None)
