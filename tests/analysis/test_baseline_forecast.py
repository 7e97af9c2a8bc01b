"""The forecast of a baseline: textbook intervals, a second implementation, laws and refusals."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reportgen.errors import InsufficientDataError
from reportgen.statistics.baseline_forecast import Beliefs, Forecast, Season, forecast
from tests.analysis.simulated_charts import DenseForecast, Setting, series

NO_SEASON, NO_TREND = ((0.0, 0.0, 1.0),), ((0.0, 1.0),)
PLAIN = Beliefs(rhos=(0.0,), trends=NO_TREND, seasons=NO_SEASON)
"""Independent values about a constant."""
MONTHLY = [31.0, 28, 35, 40, 38, 44, 47, 45, 39, 36, 30, 27, 33, 30, 36, 42, 41, 45, 50, 46]


def months(count: int) -> Season:
    return Season(
        phases=[month / 12 for month in range(count)], groups=[month % 12 for month in range(count)]
    )


def after(values: list[float], later: int, **changes: Any) -> Forecast:
    return forecast(
        values, range(len(values) + later), season=months(len(values) + later), **changes
    )


def width(found: Forecast) -> float:
    return float((found.mean.quantiles(0.975) - found.mean.quantiles(0.025))[0])


def test_independent_values_have_the_textbook_interval_of_a_later_mean() -> None:
    found = forecast(MONTHLY, range(26), beliefs=PLAIN)
    n, m, reach = 20, 6, stats.t.ppf(0.975, 19) * np.std(MONTHLY, ddof=1)
    mean = np.mean(MONTHLY)
    assert found.values.quantiles(0.975) == pytest.approx(mean + reach * (1 + 1 / n) ** 0.5)
    assert found.mean.quantiles(0.025) == pytest.approx(mean - reach * (1 / m + 1 / n) ** 0.5)
    assert found.values.means == pytest.approx(mean)
    assert found.spread == pytest.approx(np.std(MONTHLY, ddof=1))


def test_a_certain_trend_of_any_size_has_the_interval_of_a_regression() -> None:
    beliefs = Beliefs(rhos=(0.0,), trends=((1e6, 1.0),), seasons=NO_SEASON)
    found = forecast(MONTHLY, range(22), beliefs=beliefs)
    x, at = np.arange(20.0), 21
    fit = stats.linregress(x, MONTHLY)
    # One degree of freedom more than the regression, because the prior of the slope is proper.
    residual = np.sum((np.asarray(MONTHLY) - fit.intercept - fit.slope * x) ** 2) / 19
    error = (residual * (1 + 1 / 20 + (at - x.mean()) ** 2 / np.sum((x - x.mean()) ** 2))) ** 0.5
    expected = fit.intercept + fit.slope * at
    assert found.values.means[1] == pytest.approx(expected, rel=1e-6)
    assert found.values.quantiles(0.975)[1] == pytest.approx(
        expected + stats.t.ppf(0.975, 19) * error, rel=1e-6
    )


def test_a_certain_correlation_carries_the_last_value_on() -> None:
    beliefs = Beliefs(rhos=(0.6,), trends=NO_TREND, seasons=NO_SEASON)
    found = forecast(MONTHLY, range(23), beliefs=beliefs)
    steps = np.diff(np.concatenate([[MONTHLY[-1]], found.values.means]))
    assert steps[1:] / steps[:-1] == pytest.approx([0.6, 0.6])


@pytest.mark.parametrize(("n", "m"), [(12, 1), (12, 12), (24, 3), (36, 7)])
def test_the_forecast_is_that_of_the_dense_covariance_matrices(n: int, m: int) -> None:
    rng = np.random.default_rng(n + m)
    values = series(Setting(season=1, trend=0.05), rho=0.4, n=n, m=m, draws=3, rng=rng)
    for row, tails in zip(values, DenseForecast(n, m).tails(values), strict=True):
        found = after(row[:n].tolist(), m)
        later = np.append(row[n:], row[n:].mean())
        chances = [
            *found.values.chances_below(later[:-1]),
            *found.mean.chances_below(later[-1:]),
        ]
        assert 1 - np.array(chances) == pytest.approx(tails, abs=1e-5)


@pytest.mark.parametrize("chance", [0.001, 0.0175, 0.3, 0.5, 0.98, 0.9985])
def test_quantiles_are_where_the_chance_is(chance: float) -> None:
    found = after(MONTHLY, 5).values
    assert found.chances_below(found.quantiles(chance)) == pytest.approx(chance, rel=1e-7)


@given(
    factor=st.sampled_from([-3.0, 0.01, 1e6]),
    offset=st.sampled_from([0.0, -50.0, 1e4]),
    season=st.booleans(),
)
def test_units_do_not_matter(factor: float, offset: float, season: bool) -> None:
    where = months(23) if season else None
    plain = forecast(MONTHLY, range(23), season=where)
    other = forecast([offset + factor * value for value in MONTHLY], range(23), season=where)
    chance = 0.02 if factor > 0 else 0.98
    assert other.values.quantiles(chance) == pytest.approx(
        offset + factor * plain.values.quantiles(0.02), rel=1e-6
    )
    assert other.spread == pytest.approx(abs(factor) * plain.spread, rel=1e-6)


def test_a_later_start_and_another_unit_of_time_do_not_matter() -> None:
    plain, other = (
        forecast(MONTHLY, [start + size * month for month in range(23)])
        for start, size in ((0, 1.0), (700, 1.0))
    )
    assert other.mean.quantiles(0.02) == pytest.approx(plain.mean.quantiles(0.02))


def test_a_season_is_expected_where_two_years_show_it() -> None:
    year = [10.0, 10, 11, 12, 14, 16, 18, 17, 15, 13, 11, 10]
    rng = np.random.default_rng(4)
    found = after([value + rng.normal(0, 0.3) for value in year * 3], 12)
    assert found.values.means == pytest.approx(year, abs=0.8)
    peak = [10.0] * 11 + [30.0]
    found = after([value + rng.normal(0, 0.3) for value in peak * 3], 12)
    assert found.values.means[-1] == pytest.approx(30, abs=1.5)
    assert found.values.means[:-1] == pytest.approx(10, abs=1)


def test_a_trend_is_carried_on_where_the_baseline_shows_it() -> None:
    rng = np.random.default_rng(5)
    found = after([3 * month + rng.normal(0, 2) for month in range(24)], 6)
    assert found.values.means == pytest.approx([3 * month for month in range(24, 30)], abs=4)


def test_a_shorter_baseline_has_wider_limits() -> None:
    rng = np.random.default_rng(6)
    values = rng.normal(50, 4, 36).tolist()
    widths = [width(after(values[:count], 6)) for count in (12, 24, 36)]
    assert widths == sorted(widths, reverse=True)
    assert widths[0] > 1.5 * widths[2]


def test_autocorrelated_values_have_wider_limits_of_their_mean() -> None:
    rng = np.random.default_rng(7)
    plain = series(Setting(), rho=0, n=36, m=0, draws=20, rng=rng)
    alike = series(Setting(), rho=0.7, n=36, m=0, draws=20, rng=rng)
    means = [
        np.mean([width(after((row / row.std()).tolist(), 6)) for row in rows])
        for rows in (plain, alike)
    ]
    assert means[1] > 1.2 * means[0]


def test_a_missing_month_counts_as_a_step() -> None:
    beliefs = Beliefs(rhos=(0.5,), trends=NO_TREND, seasons=NO_SEASON)
    gap = forecast(MONTHLY, [*range(20), 21], beliefs=beliefs)
    whole = forecast(MONTHLY, range(22), beliefs=beliefs)
    assert gap.values.means[0] == pytest.approx(whole.values.means[1])


def test_the_mean_is_weighted_where_months_have_weights() -> None:
    beliefs = Beliefs(rhos=(0.0,), trends=((3.0, 1.0),), seasons=NO_SEASON)
    found = forecast(MONTHLY, range(22), weights=[3, 1], beliefs=beliefs)
    first, second = found.values.means
    assert found.mean.means[0] == pytest.approx((3 * first + second) / 4)


@pytest.mark.parametrize("values", [[7.0] * 12, [0.0] * 12, [1e9] * 12])
def test_values_that_do_not_vary_are_refused(values: list[float]) -> None:
    with pytest.raises(InsufficientDataError, match="do not vary"):
        forecast(values, range(13))
