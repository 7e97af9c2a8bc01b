"""Least squares: against statsmodels, invariants and refusals."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given

from reportgen.errors import InsufficientDataError
from reportgen.statistics.regression import fit_least_squares, fit_line
from reportgen.statistics.trend import estimate_trend
from tests.analysis.samples import monthly, normal_values


def test_a_general_fit_matches_statsmodels() -> None:
    rng = np.random.default_rng(7)
    design = np.column_stack([np.ones(40), rng.normal(size=(40, 3))])
    response = design @ [3.0, -1.0, 0.5, 0.0] + rng.normal(size=40)
    fit, other = fit_least_squares(design, response), sm.OLS(response, design).fit()
    assert fit.coefficients == pytest.approx(other.params, rel=1e-11)
    assert fit.standard_errors == pytest.approx(other.bse, rel=1e-11)
    assert fit.covariance == pytest.approx(other.cov_params(), rel=1e-10, abs=1e-14)
    assert fit.r_squared == pytest.approx(other.rsquared, rel=1e-12)
    assert fit.residuals == pytest.approx(other.resid, rel=1e-9, abs=1e-12)
    assert fit.fitted == pytest.approx(other.fittedvalues, rel=1e-11)
    assert fit.df == other.df_resid


def test_a_trend_matches_statsmodels() -> None:
    times, values = list(range(12)), normal_values(3, 12, mean=50, sd=8)
    trend = estimate_trend("p", times, values, confidence_level=0.9)
    other = sm.OLS(values, sm.add_constant(np.array(times, dtype=float))).fit()
    low, high = other.conf_int(alpha=0.1)[1]
    assert trend.slope.estimate == pytest.approx(other.params[1], rel=1e-10)
    assert trend.slope.ci_low == pytest.approx(low, rel=1e-10)
    assert trend.slope.ci_high == pytest.approx(high, rel=1e-10)
    assert trend.intercept == pytest.approx(other.params[0], rel=1e-10)
    assert trend.p_value == pytest.approx(other.pvalues[1], rel=1e-10)
    assert trend.r_squared == pytest.approx(other.rsquared, rel=1e-10)
    assert trend.residual_sd == pytest.approx(np.sqrt(other.mse_resid), rel=1e-10)


@given(values=monthly())
def test_shifting_all_values_moves_no_slope(values: list[float]) -> None:
    times = list(range(len(values)))
    plain = estimate_trend("p", times, values)
    shifted = estimate_trend("p", times, [value + 1000.0 for value in values])
    assert shifted.slope.estimate == pytest.approx(plain.slope.estimate, rel=1e-9, abs=1e-9)
    assert shifted.r_squared == pytest.approx(plain.r_squared, abs=1e-9)
    assert shifted.intercept == pytest.approx(plain.intercept + 1000, rel=1e-9, abs=1e-9)


@given(values=monthly())
def test_scaling_all_values_scales_slope_and_interval(values: list[float]) -> None:
    times = list(range(len(values)))
    plain = estimate_trend("p", times, values).slope
    scaled = estimate_trend("p", times, [4 * value for value in values]).slope
    assert scaled.estimate == pytest.approx(4 * plain.estimate, rel=1e-12, abs=1e-12)
    assert scaled.ci_low == pytest.approx(4 * (plain.ci_low or 0.0), rel=1e-9, abs=1e-9)


@given(values=monthly())
def test_r_squared_lies_between_0_and_1(values: list[float]) -> None:
    trend = estimate_trend("p", range(len(values)), values)
    assert 0 <= trend.r_squared <= 1
    assert 0 <= trend.p_value <= 1


@given(values=monthly())
def test_the_line_and_the_general_fit_agree(values: list[float]) -> None:
    times = np.arange(len(values), dtype=float)
    line = fit_line(times, values)
    fit = fit_least_squares(np.column_stack([np.ones_like(times), times]), values)
    assert fit.coefficients == pytest.approx([line.intercept, line.slope], rel=1e-9, abs=1e-8)
    assert fit.residual_variance == pytest.approx(line.residual_variance, rel=1e-8, abs=1e-8)


def test_constant_values_have_no_slope_and_no_variance_to_explain() -> None:
    trend = estimate_trend("p", range(6), [7.3] * 6)
    assert trend.slope.estimate == 0
    assert (trend.slope.ci_low, trend.slope.ci_high) == (0, 0)
    assert trend.r_squared == 0
    assert trend.p_value == 1


def test_values_on_a_line_are_explained_without_residual() -> None:
    trend = estimate_trend("p", range(6), [0.1 + 0.3 * month for month in range(6)])
    assert trend.r_squared == 1
    assert trend.residual_sd == 0
    assert trend.p_value == 0


@pytest.mark.parametrize("values", [[], [1.0], [1.0, 2.0]])
def test_fewer_than_3_values_are_refused(values: list[float]) -> None:
    with pytest.raises(InsufficientDataError, match="at least 3 values"):
        estimate_trend("p", range(len(values)), values)


def test_values_at_one_time_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="different times"):
        estimate_trend("p", [4.0, 4.0, 4.0], [1.0, 2.0, 3.0])


def test_as_many_coefficients_as_values_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="needs more than 3 values"):
        fit_least_squares(np.eye(3), [1.0, 2.0, 3.0])


def test_dependent_columns_are_refused() -> None:
    columns = np.column_stack([np.ones(6), np.arange(6.0), 2 * np.arange(6.0)])
    with pytest.raises(InsufficientDataError, match="depend on each other"):
        fit_least_squares(columns, np.arange(6.0) ** 2)


def test_an_empty_column_is_refused() -> None:
    columns = np.column_stack([np.ones(6), np.zeros(6)])
    with pytest.raises(InsufficientDataError, match="zero throughout"):
        fit_least_squares(columns, np.arange(6.0))


@pytest.mark.parametrize("unit", [1e-20, 1e-6, 1e9, 1e20])
def test_the_unit_of_a_column_changes_only_its_coefficient(unit: float) -> None:
    times = np.arange(12.0)
    values = np.array([3.0, 5, 4, 8, 7, 9, 12, 10, 13, 15, 14, 17])
    plain = fit_least_squares(np.column_stack([np.ones(12), times]), values)
    other = fit_least_squares(np.column_stack([np.ones(12), unit * times]), values)
    assert other.coefficients[1] * unit == pytest.approx(plain.coefficients[1], rel=1e-12)
    assert other.standard_errors[1] * unit == pytest.approx(plain.standard_errors[1], rel=1e-12)
    assert other.coefficients[0] == pytest.approx(plain.coefficients[0], rel=1e-12)
    assert other.residual_variance == pytest.approx(plain.residual_variance, rel=1e-12)
