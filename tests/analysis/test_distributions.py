"""Quantiles and tail probabilities against scipy.stats, and the side of each alternative."""

from __future__ import annotations

import pytest
from scipy import stats

from reportgen.model.comparison import Alternative
from reportgen.statistics import distributions as d

TWO, GREATER, LESS = Alternative.TWO_SIDED, Alternative.GREATER, Alternative.LESS


@pytest.mark.parametrize("df", [1, 2.5, 10, 22, 300])
@pytest.mark.parametrize("p", [0.001, 0.025, 0.5, 0.9, 0.9995])
def test_t_quantiles_and_tails_match_scipy_stats(df: float, p: float) -> None:
    x = stats.t.ppf(p, df)
    assert d.t_quantile(p, df) == pytest.approx(x, rel=1e-12, abs=1e-12)
    assert d.t_cdf(x, df) == pytest.approx(p, rel=1e-12)


def test_other_distributions_match_scipy_stats() -> None:
    assert d.normal_quantile(0.975) == pytest.approx(stats.norm.ppf(0.975), rel=1e-14)
    assert d.normal_cdf(-3.2) == pytest.approx(stats.norm.cdf(-3.2), rel=1e-14)
    assert d.f_sf(4.2, 3, 17) == pytest.approx(stats.f.sf(4.2, 3, 17), rel=1e-12)
    assert d.chi2_sf(11.1, 4) == pytest.approx(stats.chi2.sf(11.1, 4), rel=1e-12)
    assert d.beta_quantile(0.3, 4, 2) == pytest.approx(stats.beta.ppf(0.3, 4, 2), rel=1e-12)
    assert d.gamma_quantile(0.3, 4) == pytest.approx(stats.gamma.ppf(0.3, 4), rel=1e-12)
    assert d.binomial_cdf(3, 9, 0.4) == pytest.approx(stats.binom.cdf(3, 9, 0.4), rel=1e-12)
    assert d.binomial_sf(3, 9, 0.4) == pytest.approx(stats.binom.sf(3, 9, 0.4), rel=1e-12)
    assert d.binomial_cdf(-1, 9, 0.4) == 0
    assert d.binomial_sf(-1, 9, 0.4) == 1


@pytest.mark.parametrize(("df", "t"), [(30, 5.26), (22, -3.1), (4, 0.0), (1, 8.0), (100, 60.0)])
@pytest.mark.parametrize("p", [0.025, 0.5, 0.95])
def test_noncentrality_gives_the_requested_probability_below_the_statistic(
    df: float, t: float, p: float
) -> None:
    found = d.noncentrality_of_t(p, df, t)
    # scipy.stats.nct loses digits in the lower tail of a negative noncentrality: mirror it.
    below = stats.nct.cdf(t, df, found) if t >= 0 else stats.nct.sf(-t, df, -found)
    assert below == pytest.approx(p, rel=1e-8)


def test_noncentrality_is_continuous_where_its_method_changes() -> None:
    low, high = d.noncentrality_of_t(0.025, 22, 999.99), d.noncentrality_of_t(0.025, 22, 1000.01)
    assert low == pytest.approx(high, rel=1e-4)


def test_each_alternative_uses_its_own_tail() -> None:
    assert d.p_value_t(2.0, 10, GREATER) == pytest.approx(stats.t.sf(2.0, 10))
    assert d.p_value_t(2.0, 10, LESS) == pytest.approx(stats.t.cdf(2.0, 10))
    assert d.p_value_t(-2.0, 10, TWO) == pytest.approx(2 * stats.t.sf(2.0, 10))
    assert d.p_value_normal(2.0, GREATER) == pytest.approx(stats.norm.sf(2.0))
    assert d.p_value_normal(2.0, LESS) == pytest.approx(stats.norm.cdf(2.0))
    assert d.p_value_normal(2.0, TWO) == pytest.approx(2 * stats.norm.sf(2.0))


def test_an_infinite_statistic_has_a_p_value_of_0() -> None:
    assert d.p_value_t(float("inf"), 5, TWO) == 0
    assert d.p_value_t(float("-inf"), 5, GREATER) == 1
