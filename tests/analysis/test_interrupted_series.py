"""Segmented regression, AR(1) errors and Newey-West, against statsmodels; refusals."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from scipy import optimize

from reportgen.analysis.analyse import analyse
from reportgen.analysis.comparisons.interrupted_series import (
    InterruptedSeriesEstimate,
    estimate_interrupted_series,
    segment_design,
)
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.autocorrelation import autocorrelation, durbin_watson, ljung_box
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.influence import cooks_distances, deleted_residuals
from reportgen.statistics.joinpoint import estimate_bend
from reportgen.statistics.newey_west import default_lag, fit_newey_west
from reportgen.statistics.regression import fit_least_squares
from tests.analysis.cases import COMPARISONS, full_configuration, full_dataset
from tests.analysis.samples import monthly, normal_values, period


def _series(seed: int, n: int, rho: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    noise = np.random.default_rng(seed).normal(size=n)
    for index in range(1, n):
        noise[index] += rho * noise[index - 1]
    return noise


LONG = 30 + 0.4 * np.arange(30) + 5 * (np.arange(30) >= 14) + _series(4, 30, 0.6)
BASE, LATER = period(list(LONG[:14])), period(list(LONG[14:]), start=14)


def test_a_short_series_is_fitted_by_least_squares_as_statsmodels_does() -> None:
    base, later = period(normal_values(1, 5)), period(normal_values(2, 6, mean=3), start=5)
    ours = estimate_interrupted_series(base, later)
    design = segment_design(base, later, at=5.0)
    theirs = sm.OLS([*base.values, *later.values], design).fit()
    assert ours.method == "ols"
    assert ours.rho is None
    for estimate, index in (
        (ours.base_slope, 1),
        (ours.level_change, 2),
        (ours.slope_change, 3),
    ):
        assert estimate is not None
        assert estimate.estimate == pytest.approx(theirs.params[index], rel=1e-9)
        assert estimate.ci_low == pytest.approx(theirs.conf_int()[index][0], rel=1e-9)
    assert ours.p_value == pytest.approx(theirs.pvalues[2], rel=1e-9)
    assert ours.slope_p_value == pytest.approx(theirs.pvalues[3], rel=1e-9)
    at_end = theirs.t_test([0, 0, 1, 5])
    assert ours.effect_at_end.estimate == pytest.approx(float(at_end.effect[0]), rel=1e-9)
    assert ours.effect_at_end.ci_high == pytest.approx(at_end.conf_int()[0][1], rel=1e-9)


@pytest.mark.parametrize("side", [Alternative.GREATER, Alternative.LESS])
def test_a_one_sided_question_reaches_the_test_of_a_series(side: Alternative) -> None:
    data = full_dataset()
    both, one = (
        analyse(
            full_configuration(
                data, comparisons=(replace(COMPARISONS[5], alternative=alternative),), goals=()
            ),
            data,
        ).comparisons[0]
        for alternative in (Alternative.TWO_SIDED, side)
    )
    assert isinstance(both.result, InterruptedSeriesEstimate)
    assert isinstance(one.result, InterruptedSeriesEstimate)
    half = both.result.p_value / 2
    rises = side is Alternative.GREATER
    assert one.result.p_value == pytest.approx(half if rises else 1 - half, rel=1e-9)
    assert one.result.level_change is not None
    assert (one.result.level_change.ci_high is None) == rises


def test_times_that_do_not_increase_are_refused() -> None:
    design = np.column_stack([np.ones(6), np.arange(6.0) ** 2])
    with pytest.raises(ValueError, match=r"^times must rise$"):
        fit_ar1_reml(design, normal_values(1, 6), [0, 1, 2, 2, 3, 4])


def test_the_counterfactual_extrapolates_the_earlier_line() -> None:
    ours = estimate_interrupted_series(BASE, LATER)
    times = [time for time, _ in ours.course.carried]
    values = [estimate.estimate for _, estimate in ours.course.carried]
    assert times == list(LATER.times)
    assert np.diff(values) == pytest.approx(ours.base_slope.estimate)
    design = segment_design(BASE, LATER, at=14.0)
    fitted_end = design[-1] @ fit_ar1_reml(design, LONG, range(30)).coefficients
    assert fitted_end - values[-1] == pytest.approx(ours.effect_at_end.estimate)


def _dense_restricted_likelihood(
    rho: float, design: object, values: object, times: object
) -> tuple[float, object, object]:
    """Return minus the restricted log-likelihood, with the full covariance matrix."""
    x, y, t = np.asarray(design), np.asarray(values), np.asarray(times, dtype=float)
    v = rho ** np.abs(t[:, None] - t[None, :])
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    coefficients = np.linalg.solve(information, x.T @ inverse @ y)
    rest = y - x @ coefficients
    square = float(rest @ inverse @ rest)
    n, k = x.shape
    value = (
        np.linalg.slogdet(v)[1] + np.linalg.slogdet(information)[1] + (n - k) * np.log(square)
    ) / 2
    return float(value), coefficients, square / (n - k) * np.linalg.inv(information)


@pytest.mark.parametrize("missing", [(), (5, 6, 20)])
def test_reml_matches_the_likelihood_with_the_full_covariance(missing: tuple[int, ...]) -> None:
    kept = [month for month in range(30) if month not in missing]
    design = segment_design(BASE, LATER, at=14.0)[kept]
    ours = fit_ar1_reml(design, LONG[kept], kept)
    found = optimize.minimize_scalar(
        lambda rho: _dense_restricted_likelihood(rho, design, LONG[kept], kept)[0],
        bounds=(0.001, 0.99),
        method="bounded",
        options={"xatol": 1e-10},
    )
    _, coefficients, covariance = _dense_restricted_likelihood(ours.rho, design, LONG[kept], kept)
    # The likelihood is flat at its maximum: rho agrees to 1e-6 only, the rest to 1e-9 given rho.
    assert ours.rho == pytest.approx(found.x, abs=1e-6)
    assert ours.coefficients == pytest.approx(coefficients, rel=1e-9)
    assert ours.covariance == pytest.approx(covariance, rel=1e-7, abs=1e-12)
    assert ours.df == len(kept) - 4


def test_a_strong_correlation_is_found_and_widens_the_interval() -> None:
    values = _series(11, 60, 0.7)
    design = np.column_stack([np.ones(60), np.repeat([0.0, 1.0], 30)])
    ours = fit_ar1_reml(design, values, range(60))
    plain = fit_least_squares(design, values)
    assert 0.4 < ours.rho < 0.95
    assert ours.covariance[1, 1] > plain.covariance[1, 1]
    alternating = fit_ar1_reml(design, _series(11, 60, -0.7), range(60))
    assert -0.95 < alternating.rho < -0.4


def test_times_that_do_not_increase_are_a_programming_error() -> None:
    with pytest.raises(ValueError, match="must rise"):
        fit_ar1_reml(np.ones((4, 1)), [1.0, 2.0, 1.5, 3.0], [0, 1, 1, 2])


def test_values_exactly_on_the_model_are_refused() -> None:
    line = [float(month) for month in range(12)]
    with pytest.raises(InsufficientDataError, match="exactly on the model"):
        estimate_interrupted_series(period(line[:6]), period(line[6:], start=6))
    with pytest.raises(InsufficientDataError, match="exactly on a line"):
        estimate_interrupted_series(period(line[:4]), period(line[4:8], start=4))


def test_fewer_than_3_values_on_a_side_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="at least 3 values, and one has 2"):
        estimate_interrupted_series(period([1.0, 2.0]), period([1.0, 2.0, 4.0], start=2))


def test_a_jump_upward_is_a_positive_level_change() -> None:
    jump = estimate_interrupted_series(
        period(normal_values(1, 8)),
        period(normal_values(2, 8, mean=50), start=8),
        alternative=Alternative.GREATER,
    )
    assert jump.level_change is not None
    assert jump.level_change.estimate > 40
    assert jump.p_value < 0.001
    assert jump.level_change.ci_high is None


@given(values=monthly(least=12, most=20))
def test_shifting_all_values_moves_no_change(values: list[float]) -> None:
    base, later = period(values[:6]), period(values[6:], start=6)
    try:
        plain = estimate_interrupted_series(base, later)
    except InsufficientDataError:
        return
    shifted = estimate_interrupted_series(
        period([v + 64 for v in values[:6]]), period([v + 64 for v in values[6:]], start=6)
    )
    scale = max(map(abs, values))
    assert plain.level_change is not None
    assert shifted.level_change is not None
    assert shifted.level_change.estimate == pytest.approx(
        plain.level_change.estimate, rel=1e-4, abs=1e-4 * scale
    )


@pytest.mark.parametrize("lag", [0, 1, 4])
def test_newey_west_matches_statsmodels(lag: int) -> None:
    design = segment_design(BASE, LATER, at=14.0)
    ours = fit_newey_west(design, LONG, lag=lag)
    theirs = sm.OLS(LONG, design).fit(
        cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": True}, use_t=True
    )
    tested = estimate_contrast(ours, [0, 0, 0, 1])
    assert ours.covariance == pytest.approx(theirs.cov_params(), rel=1e-8, abs=1e-12)
    assert tested.p_value == pytest.approx(theirs.pvalues[3], rel=1e-8)


@pytest.mark.parametrize(("n", "lag"), [(24, 2), (72, 3), (100, 4), (202, 4)])
def test_the_lag_follows_the_number_of_months(n: int, lag: int) -> None:
    assert default_lag(n) == lag


def test_the_bend_matches_statsmodels() -> None:
    ours = estimate_bend(BASE, LATER)
    times = np.arange(30.0) - 13
    design = np.column_stack([np.ones(30), times, np.maximum(times, 0)])
    theirs = sm.OLS(LONG, design).fit()
    assert ours.estimate.estimate == pytest.approx(theirs.params[2], rel=1e-9)
    assert ours.p_value == pytest.approx(theirs.pvalues[2], rel=1e-8)


def test_residual_statistics_match_statsmodels() -> None:
    from statsmodels.stats.diagnostic import acorr_ljungbox
    from statsmodels.stats.stattools import durbin_watson as theirs

    assert durbin_watson(LONG) == pytest.approx(float(theirs(LONG)), rel=1e-12)
    table = acorr_ljungbox(LONG, lags=[5])
    statistic, p_value = ljung_box(LONG, 5)
    assert statistic == pytest.approx(float(table["lb_stat"].iloc[0]), rel=1e-10)
    assert p_value == pytest.approx(float(table["lb_pvalue"].iloc[0]), rel=1e-10)
    acf = sm.tsa.acf(LONG, nlags=3, fft=False)
    assert autocorrelation(LONG, 3) == pytest.approx(float(acf[3]), rel=1e-12)


def test_residual_statistics_refuse_constant_values() -> None:
    with pytest.raises(InsufficientDataError):
        autocorrelation([3.0, 3.0, 3.0], 1)
    with pytest.raises(InsufficientDataError):
        autocorrelation([3.0, 4.0], 2)
    with pytest.raises(InsufficientDataError):
        durbin_watson([0.0, 0.0])


def test_influence_matches_statsmodels() -> None:
    design = segment_design(BASE, LATER, at=14.0)
    fit = fit_least_squares(design, LONG)
    theirs = sm.OLS(LONG, design).fit().get_influence()
    assert cooks_distances(design, fit) == pytest.approx(theirs.cooks_distance[0], rel=1e-8)
    assert deleted_residuals(design, fit) == pytest.approx(
        theirs.resid_studentized_external, rel=1e-8
    )


def test_a_month_that_alone_determines_a_coefficient_has_full_influence() -> None:
    design = np.column_stack([np.ones(6), [0, 0, 0, 0, 0, 1.0]])
    fit = fit_least_squares(design, [1.0, 2.0, 1.5, 1.2, 1.8, 9.0])
    assert cooks_distances(design, fit)[5] == np.inf
    assert deleted_residuals(design, fit)[5] == 0


def test_dated_times_count_as_whole_months() -> None:
    months = np.cumsum([0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30]) / 30.4375
    values = list(_series(3, 12, 0.5))
    exact = fit_ar1_reml(np.ones((12, 1)), values, range(12))
    dated = fit_ar1_reml(np.ones((12, 1)), values, [float(month) for month in months])
    assert dated.rho == exact.rho
