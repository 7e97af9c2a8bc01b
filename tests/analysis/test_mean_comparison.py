"""Comparison of two means: against SciPy and pingouin, invariants and refusals."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from scipy import optimize, stats

from reportgen.analysis.comparisons.mean_comparison import compare_means, estimate_mean
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative, Margin, Variant
from reportgen.model.estimate import Estimate, Refusal
from reportgen.statistics.equivalence import equivalence_test
from reportgen.statistics.fieller import BASE_NEAR_ZERO, MIXED_SIGNS, RatioPivot
from reportgen.statistics.intervals import excludes
from tests.analysis.samples import monthly, normal_values, period

BASE = normal_values(1, 12, mean=40, sd=4)
LATER = normal_values(2, 10, mean=46, sd=9)
TWO, GREATER, LESS = Alternative.TWO_SIDED, Alternative.GREATER, Alternative.LESS


@pytest.mark.parametrize("variant", list(Variant))
@pytest.mark.parametrize("side", list(Alternative))
def test_the_t_test_matches_scipy_stats(variant: Variant, side: Alternative) -> None:
    ours = compare_means(period(BASE), period(LATER), variant=variant, alternative=side)
    theirs = stats.ttest_ind(
        LATER, BASE, equal_var=variant is Variant.STUDENT, alternative=side.value
    )
    interval = theirs.confidence_interval(0.95)
    assert ours.statistic == pytest.approx(theirs.statistic, rel=1e-12)
    assert ours.df == pytest.approx(theirs.df, rel=1e-12)
    assert ours.p_value == pytest.approx(theirs.pvalue, rel=1e-11)
    if side is not LESS:
        assert ours.difference.ci_low == pytest.approx(interval.low, rel=1e-11)
    if side is not GREATER:
        assert ours.difference.ci_high == pytest.approx(interval.high, rel=1e-11)


def test_a_one_sided_test_has_one_sided_intervals() -> None:
    greater = compare_means(period(BASE), period(LATER), alternative=GREATER)
    less = compare_means(period(BASE), period(LATER), alternative=LESS)
    assert isinstance(greater.ratio, Estimate)
    assert isinstance(less.ratio, Estimate)
    for estimate in (greater.difference, greater.ratio, greater.hedges_g):
        assert estimate.ci_low is not None
        assert estimate.ci_high is None
    for estimate in (less.difference, less.ratio, less.hedges_g):
        assert estimate.ci_low is None
        assert estimate.ci_high is not None


def test_a_mean_matches_scipy_stats() -> None:
    ours = estimate_mean(period(BASE), confidence_level=0.9)
    low, high = stats.t.interval(0.9, 11, stats.tmean(BASE), stats.sem(BASE))
    assert ours.mean.ci_low == pytest.approx(low, rel=1e-12)
    assert ours.mean.ci_high == pytest.approx(high, rel=1e-12)
    assert ours.sd == pytest.approx(stats.tstd(BASE), rel=1e-12)


@pytest.mark.parametrize("variant", list(Variant))
def test_the_bounds_of_the_ratio_are_where_the_t_test_stops_rejecting(variant: Variant) -> None:
    result = compare_means(period(BASE), period(LATER), variant=variant)
    assert isinstance(result.ratio, Estimate)

    def excess(ratio: float) -> float:
        scaled = [ratio * value for value in BASE]
        if variant is Variant.WELCH:
            return float(stats.ttest_ind(LATER, scaled, equal_var=False).pvalue) - 0.05
        pooled = (11 * stats.tvar(BASE) + 9 * stats.tvar(LATER)) / 20
        error = (pooled * (1 / 10 + ratio**2 / 12)) ** 0.5
        t = (stats.tmean(LATER) - ratio * stats.tmean(BASE)) / error
        return float(2 * stats.t.sf(abs(t), 20)) - 0.05

    center = result.ratio.estimate
    low = optimize.brentq(excess, 0.2, center, xtol=1e-13)
    high = optimize.brentq(excess, center, 5.0, xtol=1e-13)
    assert result.ratio.ci_low == pytest.approx(low, rel=1e-9)
    assert result.ratio.ci_high == pytest.approx(high, rel=1e-9)


def test_a_relative_equivalence_test_matches_scipy_stats() -> None:
    margin = Margin(value=0.25, is_relative=True)
    test = compare_means(period(BASE), period(LATER), margin=margin).equivalence
    assert test is not None
    lower, upper = (
        stats.ttest_ind(LATER, [c * value for value in BASE], equal_var=False, alternative=side)
        for c, side in ((0.75, "greater"), (1.25, "less"))
    )
    assert test.p_lower == pytest.approx(lower.pvalue, rel=1e-10)
    assert test.p_upper == pytest.approx(upper.pvalue, rel=1e-10)
    assert test.p_value == max(test.p_lower, test.p_upper)


def test_a_base_of_exactly_0_is_not_mirrored() -> None:
    pivot = RatioPivot(
        later=2.0, base=0.0, later_variance=1.0, base_variance=0.5, df_at=lambda _: 9.0
    )
    margin = Margin(value=0.2, is_relative=True)
    found = equivalence_test(pivot, margin, alpha=0.05, decided_by="means")
    # (later - (1 -+ m) base) / sqrt(var(later) + (1 -+ m)^2 var(base)), with a base of 0
    assert found.p_lower == pytest.approx(stats.t.sf(2 / (1 + 0.64 * 0.5) ** 0.5, 9), rel=1e-12)
    assert found.p_upper == pytest.approx(stats.t.cdf(2 / (1 + 1.44 * 0.5) ** 0.5, 9), rel=1e-12)


def test_an_absolute_equivalence_test_matches_pingouin() -> None:
    import pingouin

    margin = Margin(value=7.0, is_relative=False)
    test = compare_means(period(BASE), period(LATER), margin=margin).equivalence
    assert test is not None
    theirs = pingouin.tost(LATER, BASE, bound=7.0, correction=True)
    assert test.p_value == pytest.approx(float(theirs["pval"].iloc[0]), rel=1e-10)


def test_hedges_g_of_equal_variances_matches_pingouin() -> None:
    import pingouin

    ours = compare_means(period(BASE), period(LATER), variant=Variant.STUDENT).hedges_g
    theirs = pingouin.compute_effsize(LATER, BASE, eftype="hedges")
    # pingouin uses Hedges' approximate correction; the exact one differs by at most 1e-4 here.
    assert ours.estimate == pytest.approx(theirs, rel=3e-4)


@pytest.mark.parametrize("variant", list(Variant))
def test_the_bounds_of_hedges_g_put_the_observed_t_at_2_5_percent(variant: Variant) -> None:
    result = compare_means(period(BASE), period(LATER), variant=variant)
    g, t = result.hedges_g, result.statistic
    for bound, tail in ((g.ci_low, 0.975), (g.ci_high, 0.025)):
        # The bound is the noncentrality times the factor from t to g.
        noncentrality = (bound or 0.0) / g.estimate * t
        below = stats.nct.cdf(t, result.df, noncentrality)
        assert below == pytest.approx(tail, abs=1e-9)


@given(base=monthly(), later=monthly())
def test_swapping_the_periods_mirrors_difference_and_p(
    base: list[float], later: list[float]
) -> None:
    forward = compare_means(period(base), period(later))
    backward = compare_means(period(later), period(base))
    assert backward.difference.estimate == -forward.difference.estimate
    assert backward.difference.ci_low == pytest.approx(-(forward.difference.ci_high or 0.0))
    assert backward.p_value == pytest.approx(forward.p_value, rel=1e-9)
    assert backward.hedges_g.estimate == pytest.approx(-forward.hedges_g.estimate, rel=1e-9)


@given(base=monthly(), later=monthly())
def test_interval_ratio_effect_and_p_never_contradict_each_other(
    base: list[float], later: list[float]
) -> None:
    for variant in Variant:
        result = compare_means(period(base), period(later), variant=variant)
        assume(abs(result.p_value - 0.05) > 1e-6)
        is_significant = result.p_value < 0.05
        assert excludes(result.difference, 0.0) == is_significant
        assert excludes(result.hedges_g, 0.0) == is_significant
        if isinstance(result.ratio, Estimate):
            assert excludes(result.ratio, 1.0) == is_significant


@given(base=monthly(), later=monthly())
def test_the_order_of_the_months_changes_no_mean(base: list[float], later: list[float]) -> None:
    plain = compare_means(period(base), period(later))
    turned = compare_means(period(base[::-1]), period(later[::-1]))
    assert turned.p_value == pytest.approx(plain.p_value, rel=1e-9)
    assert turned.difference.estimate == pytest.approx(plain.difference.estimate, abs=1e-9)


@given(base=monthly(), later=monthly())
def test_equivalence_holds_exactly_where_its_interval_is_within_the_margin(
    base: list[float], later: list[float]
) -> None:
    for margin in (Margin(value=0.3, is_relative=True), Margin(value=200.0, is_relative=False)):
        test = compare_means(period(base), period(later), margin=margin).equivalence
        assert test is not None
        assume(abs(test.p_value - 0.05) > 1e-6)
        if isinstance(test.interval, Refusal):
            continue
        low, high = test.interval.ci_low, test.interval.ci_high
        assert low is not None
        assert high is not None
        center = 1.0 if margin.is_relative else 0.0
        inside = center - margin.value < low <= high < center + margin.value
        assert inside == (test.p_value < 0.05)


def test_a_higher_later_mean_gives_a_positive_difference_and_a_small_p() -> None:
    result = compare_means(period([1, 2, 3, 2]), period([11, 12, 13, 12]), alternative=GREATER)
    assert result.difference.estimate == 10
    assert result.p_value < 0.001
    other = compare_means(period([1, 2, 3, 2]), period([11, 12, 13, 12]), alternative=LESS)
    assert other.p_value > 0.999


def test_no_ratio_is_given_across_zero_or_near_it() -> None:
    mixed = compare_means(period([-5, -6, -5.5]), period([5, 6, 5.5]))
    near = compare_means(period([-4, 6, 2, -1]), period([5, 6, 7, 6]))
    assert mixed.ratio == Refusal(reason=MIXED_SIGNS)
    assert near.ratio == Refusal(reason=BASE_NEAR_ZERO)


def test_a_negative_base_keeps_the_sign_of_the_change() -> None:
    result = compare_means(
        period([-10, -11, -9, -10]), period([-5, -6, -4, -5]), alternative=GREATER
    )
    assert result.difference.estimate == 5
    assert isinstance(result.ratio, Estimate)
    assert result.ratio.estimate == pytest.approx(0.5)
    # A higher value is nearer to zero, hence a smaller ratio: the one-sided bound is the upper.
    assert result.ratio.ci_low is None
    assert result.ratio.ci_high is not None
    assert result.ratio.ci_high < 1


def test_equivalence_on_a_negative_base_takes_the_margin_from_the_base() -> None:
    margin = Margin(value=0.2, is_relative=True)
    plain = compare_means(period([10, 11, 9, 10]), period([10.5, 10, 11, 9.5]), margin=margin)
    mirrored = compare_means(
        period([-10, -11, -9, -10]), period([-10.5, -10, -11, -9.5]), margin=margin
    )
    assert plain.equivalence is not None
    assert mirrored.equivalence is not None
    assert mirrored.equivalence.p_value == pytest.approx(plain.equivalence.p_value, rel=1e-12)


def test_fewer_than_2_values_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="at least 2 values"):
        compare_means(period([1.0]), period([1.0, 2.0]))
    with pytest.raises(InsufficientDataError, match="at least 2 values"):
        compare_means(period([1.0, 2.0]), period([]))


def test_values_that_vary_in_neither_period_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="do not vary in either period"):
        compare_means(period([0.1, 0.1, 0.1]), period([0.3, 0.3, 0.3]))


def test_values_that_vary_in_one_period_are_compared() -> None:
    result = compare_means(period([2.0, 2.0, 2.0]), period([5.0, 6.0, 7.0]))
    assert result.difference.estimate == 4
    assert result.df == pytest.approx(2)
