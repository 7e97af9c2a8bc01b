"""Funnel limits: exact tails, overdispersion, and which organizations are outside."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reportgen.statistics.funnel import (
    FunnelLimits,
    FunnelPoint,
    mean_funnel,
    mean_limits,
    overdispersion,
    rate_funnel,
    rate_limits,
)


@pytest.mark.parametrize("expected", [0.2, 1.0, 3.7, 12.0, 250.0])
def test_limits_of_a_rate_are_within_the_step_of_the_exact_poisson_quantile(
    expected: float,
) -> None:
    found = rate_limits(expected, 1.0, 1.0)
    for limit, probability in (
        (found.low_998, 0.001),
        (found.low_95, 0.025),
        (found.high_95, 0.975),
        (found.high_998, 0.999),
    ):
        quantile = float(stats.poisson.ppf(probability, expected))
        assert max(0.0, quantile - 1) <= limit <= quantile


@pytest.mark.parametrize("expected", [0.2, 1.0, 3.7, 12.0])
def test_limits_of_a_rate_are_interpolated_as_published(expected: float) -> None:
    # Spiegelhalter (2005), appendix A.1: r - (F(r) - p) / (F(r) - F(r - 1)), never below 0.
    found, poisson = rate_limits(expected, 1.0, 1.0), stats.poisson(expected)
    for limit, p in (
        (found.low_998, 0.001),
        (found.low_95, 0.025),
        (found.high_95, 0.975),
        (found.high_998, 0.999),
    ):
        r = poisson.ppf(p)
        share = (poisson.cdf(r) - p) / (poisson.cdf(r) - poisson.cdf(r - 1))
        assert limit == pytest.approx(max(0.0, r - share), rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("value", "p_adjusted", "is_different"),
    [(9.0, 0.049, True), (9.0, 0.051, False), (4.0, 0.049, False)],
)
def test_an_organization_differs_beyond_the_limits_adjusted_over_all_organizations(
    value: float, p_adjusted: float, is_different: bool
) -> None:
    point = FunnelPoint(
        value=value, size=1, limits=mean_limits(5, 1, 1), z=0, p_value=0, p_adjusted=p_adjusted
    )
    assert point.is_beyond == (value == 9)
    assert point.is_different is is_different


def test_limits_of_a_large_rate_are_those_of_a_normal() -> None:
    found = rate_limits(1.0, 1e6, 1.0)
    z = stats.norm.ppf(0.999) * 1e-3
    assert found.high_998 - 1 == pytest.approx(z, rel=0.01)
    assert 1 - found.low_998 == pytest.approx(z, rel=0.01)


def test_limits_of_a_mean_are_quantiles_of_a_normal() -> None:
    found = mean_limits(5.0, 2.0, 4.0)
    assert found.high_998 == pytest.approx(5 + 2 * stats.norm.ppf(0.999) / 2)
    assert found.low_95 == pytest.approx(5 - 2 * stats.norm.ppf(0.975) / 2)


def test_limits_out_of_order_are_a_programming_error() -> None:
    with pytest.raises(AssertionError, match=r"^the limits are out of order: FunnelLimits"):
        FunnelLimits(size=1, low_95=0, high_95=1, low_998=0.5, high_998=2)


@given(st.floats(0.05, 50), st.floats(0.5, 100), st.floats(1.1, 4))
def test_limits_narrow_as_an_organization_grows(
    centre: float, exposure: float, factor: float
) -> None:
    small = rate_limits(centre, exposure, 1.0)
    large = rate_limits(centre, exposure * factor * 4, 1.0)
    assert large.high_998 - large.low_998 < small.high_998 - small.low_998


def test_chance_variation_is_within_the_limits() -> None:
    draw = np.random.default_rng(2)
    exposures = draw.uniform(1, 60, 2000)
    counts = draw.poisson(3 * exposures)
    found = rate_funnel(list(counts.astype(float)), list(exposures))
    assert found.overdispersion == 1
    beyond = np.mean([point.is_beyond for point in found.points])
    assert beyond <= 0.005
    assert sum(point.p_adjusted < 0.05 for point in found.points) <= 1


def test_overdispersed_organizations_get_wider_limits() -> None:
    draw = np.random.default_rng(4)
    exposures = draw.uniform(5, 60, 400)
    counts = draw.poisson(draw.gamma(4, 0.75, 400) * exposures)
    found = rate_funnel(list(counts.astype(float)), list(exposures))
    assert found.overdispersion > 3
    assert np.mean([point.is_beyond for point in found.points]) < 0.05


def test_an_outlying_organization_is_found() -> None:
    counts = [30.0, 28.0, 33.0, 31.0, 29.0, 27.0, 32.0, 30.0, 31.0, 29.0, 28.0, 90.0]
    found = rate_funnel(counts, [10.0] * 12)
    assert [point.is_beyond for point in found.points] == [False] * 11 + [True]
    assert found.points[-1].p_adjusted < 0.001


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=60))
def test_overdispersion_is_never_below_one(z: list[float]) -> None:
    assert overdispersion(z) >= 1


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 9)), min_size=3, max_size=20),
    st.floats(0.5, 5),
)
def test_scaling_all_means_changes_no_position(
    sample: list[tuple[float, float]], scale: float
) -> None:
    estimates, variances = zip(*sample, strict=True)
    assume(max(estimates) - min(estimates) > 1e-3)
    before = mean_funnel(estimates, variances)
    after = mean_funnel(
        [value * scale for value in estimates], [value * scale**2 for value in variances]
    )
    for first, second in zip(before.points, after.points, strict=True):
        assert second.z == pytest.approx(first.z, rel=1e-6, abs=1e-6)


def test_a_funnel_of_means_follows_its_formulas() -> None:
    estimates, variances = (5.0, 6.5, 4.0, 5.2), (0.25, 1.0, 0.5, 0.04)
    found = mean_funnel(estimates, variances)
    weights = 1 / np.array(variances)
    centre = float(np.average(estimates, weights=weights))
    assert found.centre == pytest.approx(centre)
    assert found.overdispersion == 1
    for point, value, variance in zip(found.points, estimates, variances, strict=True):
        assert point.z == pytest.approx((value - centre) / variance**0.5)
        reach = stats.norm.ppf(0.975) * variance**0.5
        assert point.limits.high_95 == pytest.approx(centre + reach)
        assert point.limits.low_95 == pytest.approx(centre - reach)
