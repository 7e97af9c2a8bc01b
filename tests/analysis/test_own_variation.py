"""The variation of each organization's own values: season, autocorrelation, dispersion."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.statistics.organizations.own_variation import (
    OwnValues,
    Variation,
    estimate_variation,
)
from reportgen.statistics.organizations.variance_scale import Scale

YEAR = tuple(range(1, 13))


def own(
    amounts: list[float], sizes: list[float] | None = None, months: tuple[int, ...] = YEAR
) -> OwnValues:
    return OwnValues(
        months=months[: len(amounts)],
        amounts=tuple(amounts),
        sizes=tuple(sizes or [1.0] * len(amounts)),
    )


def counted(*organizations: OwnValues) -> Variation:
    return estimate_variation(organizations, Scale.ROOT, is_counted=True)


def autocorrelated(rng: np.random.Generator, k: int, n: int, rho: float) -> np.ndarray:
    values = np.empty((k, n))
    values[:, 0] = rng.standard_normal(k)
    for step in range(1, n):
        values[:, step] = rho * values[:, step - 1] + sqrt(1 - rho**2) * rng.standard_normal(k)
    return values


def test_a_value_is_the_quotient_of_the_sums() -> None:
    found = estimate_variation(
        [own([2, 3, 4, 7], [10, 10, 20, 40]), own([1, 2, 1, 3], [10, 10, 10, 30])],
        Scale.ARCSINE,
        is_counted=True,
    )
    assert found.own[0].value == pytest.approx(16 / 80)
    assert found.own[1].value == pytest.approx(7 / 60)
    assert found.own[0].size == 80


def test_the_variance_of_a_mean_is_that_of_its_own_values() -> None:
    values = [[3.0, 9.0, 4.0, 8.0, 2.0, 9.0], [5.0, 5.1, 4.7, 5.3, 5.0, 4.6]]
    found = estimate_variation([own(item) for item in values], Scale.IDENTITY, is_counted=False)
    assert found.rho == 0
    assert not found.has_season
    for item, series in zip(found.own, values, strict=True):
        assert item.value == pytest.approx(np.mean(series))
        assert item.variance == pytest.approx(np.var(series, ddof=1) / 6)
        assert item.dispersion == 1


def test_a_quotient_has_the_variance_of_a_ratio_estimator() -> None:
    amounts, sizes = [30.0, 8.0, 41.0, 12.0, 22.0], [100.0, 40.0, 120.0, 50.0, 60.0]
    found = estimate_variation([own(amounts, sizes)] * 2, Scale.ARCSINE, is_counted=True)
    share = sum(amounts) / sum(sizes)
    residual = np.array(amounts) - share * np.array(sizes)
    # Cochran (1977), section 6.4, without the correction for a finite population.
    variance = 5 / 4 * np.sum(residual**2) / sum(sizes) ** 2
    dispersion = variance * sum(sizes) / (share * (1 - share))
    assert found.own[0].dispersion == pytest.approx(max(1.0, dispersion), rel=1e-9)
    assert found.own[0].variance == pytest.approx(max(1.0, dispersion) / (4 * sum(sizes)))


def test_counts_vary_at_least_as_independent_cases_do() -> None:
    # 6 a month without any variation, and with twice that of Poisson counts.
    steady, wild = [6.0] * 12, [6 + sqrt(11) * (-1) ** n for n in range(12)]
    found = counted(own(steady), own(wild))
    assert found.own[0].dispersion == 1
    assert found.own[0].variance == pytest.approx(1 / (4 * 12))
    assert found.own[1].dispersion == pytest.approx(2, rel=0.01)
    assert found.dispersion == pytest.approx(1, abs=0.01)


def test_dispersion_is_recovered() -> None:
    rng = np.random.default_rng(4)
    for truth in (1.0, 3.0):
        draws = (
            rng.poisson(40, (200, 12))
            if truth == 1
            else rng.negative_binomial(40 / (truth - 1), 1 / truth, (200, 12))
        )
        found = counted(*(own([float(value) for value in item]) for item in draws))
        assert found.dispersion == pytest.approx(truth, rel=0.12)


@pytest.mark.parametrize(
    ("rho", "low", "high"), [(0.0, 0.0, 0.06), (0.3, 0.24, 0.37), (0.6, 0.53, 0.68)]
)
def test_autocorrelation_is_pooled(rho: float, low: float, high: float) -> None:
    draws = 100 + 5 * autocorrelated(np.random.default_rng(6), 150, 12, rho)
    found = estimate_variation(
        [own(list(map(float, item))) for item in draws], Scale.IDENTITY, is_counted=False
    )
    assert low <= found.rho <= high


def test_autocorrelated_values_are_less_precise_than_they_look() -> None:
    rng, rho = np.random.default_rng(8), 0.5
    draws = autocorrelated(rng, 400, 12, rho)
    found = estimate_variation(
        [own(list(map(float, item))) for item in draws], Scale.IDENTITY, is_counted=False
    )
    claimed = float(np.mean([item.variance for item in found.own]))
    # The variance of the means, from the means themselves.
    assert claimed == pytest.approx(np.var(draws.mean(axis=1)), rel=0.2)
    assert claimed > 2 * np.mean(draws.var(axis=1, ddof=1)) / 12


SEASON = 1 + 0.5 * np.sin(2 * np.pi * np.arange(12) / 12)


def test_a_shared_season_is_no_variation_of_its_own() -> None:
    rng = np.random.default_rng(2)
    draws = rng.poisson(np.outer([30.0, 60.0, 90.0, 45.0, 20.0], SEASON))
    found = counted(*(own([float(value) for value in item]) for item in draws))
    assert found.has_season
    # With the season in it, about 10.
    assert found.dispersion < 1.7
    assert [item.value for item in found.own] == pytest.approx(draws.mean(axis=1), rel=0.01)


def test_the_share_of_a_whole_year_is_pooled_whatever_the_season() -> None:
    rng = np.random.default_rng(15)
    asked = rng.integers(50, 500, (6, 12))
    yes = rng.binomial(asked, 0.3 * SEASON)
    samples = [
        own(list(map(float, some)), list(map(float, every)))
        for some, every in zip(yes, asked, strict=True)
    ]
    found = estimate_variation(samples, Scale.ARCSINE, is_counted=True)
    assert found.has_season
    assert [item.value for item in found.own] == pytest.approx(yes.sum(axis=1) / asked.sum(axis=1))
    assert [item.size for item in found.own] == pytest.approx(asked.sum(axis=1))


def test_half_a_year_counts_as_of_a_whole_one() -> None:
    rng = np.random.default_rng(5)
    draws = rng.poisson(np.outer([400.0] * 9, SEASON)).astype(float)
    whole = [own(list(item)) for item in draws[:8]]
    found = counted(*whole, own(list(draws[8][:6])))
    # January to June are the six large months.
    assert draws[8][:6].mean() > 500
    assert found.own[8].value == pytest.approx(400, rel=0.05)
    assert found.own[8].size > 7


def test_a_season_that_no_month_shows_is_not_removed() -> None:
    found = counted(*(own([5.0] * 12) for _ in range(4)))
    assert not found.has_season
    assert found.own[0].size == 12


def test_a_month_in_which_nothing_ever_happens_divides_by_no_0() -> None:
    rng = np.random.default_rng(16)
    draws = rng.poisson(30, (6, 12)).astype(float)
    draws[:, 7] = 0
    found = counted(*(own(list(item)) for item in draws), own([0.0], months=(8,)))
    assert found.has_season
    assert found.own[6].value == 0
    assert found.own[6].size == pytest.approx(0.05)
    assert found.own[0].value == pytest.approx(draws[0].mean())


def test_a_season_of_terms_is_removed_from_values_that_do_not_count() -> None:
    rng = np.random.default_rng(11)
    draws = 5 + 3 * np.cos(2 * np.pi * np.arange(12) / 12) + rng.normal(0, 0.5, (8, 12))
    found = estimate_variation(
        [own(list(map(float, item))) for item in draws], Scale.IDENTITY, is_counted=False
    )
    assert found.has_season
    spread = np.mean([item.variance * 12 for item in found.own])
    assert spread == pytest.approx(0.25, rel=0.5)


def test_months_that_follow_the_season_exactly_keep_some_variation() -> None:
    found = estimate_variation(
        [own([float(value) for value in range(12)])] * 4, Scale.IDENTITY, is_counted=False
    )
    assert found.has_season
    assert all(item.variance > 0 for item in found.own)


def test_few_values_of_a_count_have_the_dispersion_of_the_others() -> None:
    wild = [float(value) for value in (2, 30, 5, 41, 12, 60, 3, 22, 1, 50, 9, 33)]
    found = counted(own(wild), own(wild[::-1]), own([20.0, 30.0]))
    assert found.own[2].dispersion == found.dispersion > 5
    assert found.own[2].variance == pytest.approx(found.dispersion / (4 * found.own[2].size))


def test_no_case_at_all_has_a_variance() -> None:
    found = counted(own([0.0] * 12), own([4.0] * 12), own([6.0] * 12))
    assert found.own[0].value == 0
    assert found.own[0].variance == pytest.approx(1 / 48)


def test_one_value_each_has_neither_season_nor_autocorrelation() -> None:
    found = counted(own([40.0]), own([50.0]), own([55.0]))
    assert (found.rho, found.has_season, found.dispersion) == (0.0, False, 1.0)


@given(st.floats(0.1, 50), st.integers(0, 2**32 - 1))
def test_scaling_the_sizes_scales_the_values(factor: float, seed: int) -> None:
    rng = np.random.default_rng(seed)
    draws = rng.negative_binomial(4, 0.2, (4, 12)).astype(float) + 1
    first = counted(*(own(list(item)) for item in draws))
    second = counted(*(own(list(item), [factor] * 12) for item in draws))
    for one, other in zip(first.own, second.own, strict=True):
        assert other.value == pytest.approx(one.value / factor)
        assert other.dispersion == pytest.approx(one.dispersion)
        assert other.size == pytest.approx(one.size * factor)


def test_intervals_from_own_values_have_their_coverage_whatever_the_dispersion() -> None:
    rng, covered, total = np.random.default_rng(21), 0, 0
    z = stats.norm.ppf(0.975)
    for _ in range(40):
        draws = rng.negative_binomial(300 / 7, 1 / 8, (10, 12)).astype(float)
        found = counted(*(own(list(item)) for item in draws))
        for item in found.own:
            middle, reach = sqrt(item.value), z * sqrt(item.variance)
            covered += (middle - reach) ** 2 <= 300 <= (middle + reach) ** 2
            total += 1
    # With the variance of Poisson counts, an eighth of the true one, 51% would.
    assert 0.88 <= covered / total <= 0.97
