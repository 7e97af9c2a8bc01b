"""Funnels: places among the others, limits by size, and the tails of small counts."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.statistics.distributions import negative_binomial_cdf
from reportgen.statistics.organizations.funnel import (
    FunnelLimits,
    draw_funnel,
    place_organizations,
)
from reportgen.statistics.organizations.own_variation import (
    OwnValues,
    OwnVariation,
    Variation,
    estimate_variation,
)
from reportgen.statistics.organizations.variance_scale import Scale

YEAR = tuple(range(1, 13))


def counts(rows: np.ndarray) -> Variation:
    samples = [
        OwnValues(months=YEAR, amounts=tuple(map(float, item)), sizes=(1.0,) * 12) for item in rows
    ]
    return estimate_variation(samples, Scale.ROOT, is_counted=True)


def made(values: list[float], size: float = 12.0, *, scale: Scale = Scale.ROOT) -> Variation:
    """Return the variation of counts or shares without any dispersion."""
    own = tuple(
        OwnVariation(value=value, size=size, variance=1 / (4 * size), dispersion=1.0, n=12)
        for value in values
    )
    return Variation(
        scale=scale, is_counted=True, own=own, rho=0.0, dispersion=1.0, has_season=False
    )


def test_an_outlying_organization_is_found() -> None:
    rows = np.random.default_rng(3).poisson(9, (30, 12))
    rows[7] = 30
    variation = counts(rows)
    places = place_organizations(variation)
    found = draw_funnel(variation, places, [place.p_value < 1e-4 for place in places])
    assert [place.p_value < 1e-4 for place in places] == [n == 7 for n in range(30)]
    assert [point.is_beyond for point in found.points] == [n == 7 for n in range(30)]
    assert places[7].z > 5
    # The outlier is no part of what the others have in common.
    assert found.centre == pytest.approx(9, rel=0.05)
    assert found.rest.n == 29


def test_organizations_that_all_differ_make_wide_limits() -> None:
    rng = np.random.default_rng(4)
    rows = rng.poisson(rng.gamma(4, 5, 60)[:, None], (60, 12))
    variation = counts(rows)
    places = place_organizations(variation)
    funnel = draw_funnel(variation, places, [False] * 60)
    assert sum(place.p_value < 0.05 / 60 for place in places) <= 1
    assert sum(point.is_beyond for point in funnel.points) <= 2


def test_limits_are_those_of_students_t_on_the_scale() -> None:
    values = [4.8, 5.0, 4.9, 5.3, 5.2]
    variation = made(values)
    funnel = draw_funnel(variation, place_organizations(variation), [False] * 5)
    assert funnel.rest.n == 5
    # Poisson counts explain these differences, so only the variance of the mean is added.
    between = 1 / (5 * 4 * 12)
    assert funnel.between == pytest.approx(between)
    reach = stats.t.ppf(0.999, 4) * sqrt(1 / (4 * 12) + between)
    middle = np.mean(np.sqrt(values))
    found = funnel.limits(12)
    assert found.high_998 == pytest.approx((middle + reach) ** 2)
    assert found.low_998 == pytest.approx(max(0.0, middle - reach) ** 2)
    reach = stats.t.ppf(0.975, 4) * sqrt(1 / (4 * 48) + between)
    assert funnel.limits(48).low_95 == pytest.approx((middle - reach) ** 2)


@given(st.floats(1, 50), st.floats(1.2, 9))
def test_limits_narrow_as_an_organization_grows(size: float, factor: float) -> None:
    variation = made([3.0, 4.0, 5.0, 4.5])
    funnel = draw_funnel(variation, place_organizations(variation), [False] * 4)
    small, large = funnel.limits(size), funnel.limits(size * factor)
    assert large.high_998 - large.low_998 < small.high_998 - small.low_998


def test_limits_of_shares_stay_within_0_and_1() -> None:
    variation = made([0.9, 0.95, 0.99, 0.97], 20.0, scale=Scale.ARCSINE)
    found = draw_funnel(variation, place_organizations(variation), [False] * 4).limits(5)
    assert 0 <= found.low_998 <= found.low_95 <= found.high_95 <= found.high_998 == 1


def test_limits_out_of_order_are_a_programming_error() -> None:
    with pytest.raises(AssertionError, match=r"^the limits are out of order: FunnelLimits"):
        FunnelLimits(size=1, low_95=0, high_95=1, low_998=0.5, high_998=2)


def test_where_almost_all_differ_all_make_the_limits() -> None:
    variation = made([1.0, 4.0, 9.0, 30.0])
    places = place_organizations(variation)
    funnel = draw_funnel(variation, places, [True, True, False, False])
    assert funnel.rest.n == 4


def test_values_that_do_not_count_are_placed_by_their_own_precision() -> None:
    rng = np.random.default_rng(6)
    samples = [
        OwnValues(months=YEAR, amounts=tuple(rng.normal(10, sd, 12)), sizes=(1.0,) * 12)
        for sd in (0.5, 1.0, 2.0, 3.0, 1.5)
    ]
    variation = estimate_variation(samples, Scale.IDENTITY, is_counted=False)
    funnel = draw_funnel(variation, place_organizations(variation), [False] * 5)
    widening = (stats.t.ppf(0.999, 11) / stats.norm.ppf(0.999)) ** 2
    for point, own in zip(funnel.points, variation.own, strict=True):
        assert point.size == pytest.approx(1 / sqrt(own.variance * widening))
        assert point.limits == funnel.limits(point.size)


def test_the_larger_of_own_and_mean_dispersion_counts() -> None:
    rows = np.random.default_rng(8).poisson(40, (12, 12))
    # One burst: the mean of a year with it is as uncertain as the burst is large.
    rows[0] = 25
    rows[0][5] = 400
    variation = counts(rows)
    assert variation.own[0].dispersion > 10 * variation.own[1].dispersion
    assert variation.own[0].value > 50
    places = place_organizations(variation)
    assert places[0].p_value > 0.01
    steady = rows.copy()
    steady[0] = round(rows[0].mean())
    assert place_organizations(counts(steady))[0].p_value < places[0].p_value


def test_a_small_count_is_judged_by_its_skewed_distribution() -> None:
    # About 12 a year, in clusters: none at all is less rare than a normal variable would make it.
    values = [n / 12 for n in (*(9, 11, 12, 13, 15, 12) * 10, 0)]
    own = [replace(item, dispersion=4.0) for item in made(values).own]
    variation = replace(made(values), own=tuple(own), dispersion=4.0)
    last = place_organizations(variation)[-1]
    by_t = 2 * stats.t.sf(abs(last.z), len(values) - 2)
    assert by_t < 0.002 < last.p_value < 0.05


@pytest.mark.parametrize(("mean", "variance"), [(3.0, 7.0), (40.0, 400.0), (0.4, 0.6)])
def test_the_negative_binomial_has_the_tails_of_scipy(mean: float, variance: float) -> None:
    theirs = stats.nbinom(mean**2 / (variance - mean), mean / variance)
    for count in (0, 1, 3, 10, 60):
        assert negative_binomial_cdf(count, mean, variance) == pytest.approx(theirs.cdf(count))
    assert negative_binomial_cdf(-1, mean, variance) == 0
    # Without more variance than a Poisson count it is one.
    assert negative_binomial_cdf(4, mean, mean) == pytest.approx(stats.poisson.cdf(4, mean))


def test_shares_of_few_cases_are_judged_by_binomial_tails() -> None:
    shares = [0.5, 0.45, 0.55, 0.5, 0.4, 0.6, 0.5, 0.45, 0.05]
    variation = made(shares, 20.0, scale=Scale.ARCSINE)
    last = place_organizations(variation)[-1]
    assert last.p_value >= 2 * stats.binom.cdf(1, 20, 0.5)
    assert last.p_value < 0.01
