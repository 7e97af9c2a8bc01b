"""Contrasts of two periods with AR(1) errors: Welch at rho 0, another implementation, laws."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reportgen.errors import InsufficientDataError
from reportgen.statistics.marginal_ar1 import (
    RHOS,
    MarginalFit,
    crossing,
    fit_marginal_ar1,
)
from tests.analysis.samples import monthly, normal_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

BASE = normal_values(1, 9, mean=20, sd=2)
LATER = normal_values(2, 14, mean=23, sd=5)
DIFFERENCE = (-1.0, 1.0)


def means(n_base: int, n_later: int) -> Vector:
    first = np.repeat([1.0, 0.0], [n_base, n_later])
    return np.column_stack([first, 1 - first])


def fit(
    base: Sequence[float],
    later: Sequence[float],
    *,
    times: Sequence[float] | None = None,
    is_pooled: bool = False,
) -> MarginalFit:
    n = len(base) + len(later)
    return fit_marginal_ar1(
        means(len(base), len(later)),
        [*base, *later],
        range(n) if times is None else times,
        len(base),
        is_pooled=is_pooled,
    )


def at(found: MarginalFit, place: int) -> MarginalFit:
    """Return a fit that takes one rho for certain."""
    return replace(found, weights=np.eye(len(RHOS))[place])


def test_without_correlation_it_is_welchs_test_with_its_interval() -> None:
    found = at(fit(BASE, LATER), 0).contrast(DIFFERENCE)
    theirs = stats.ttest_ind(LATER, BASE, equal_var=False)
    interval = theirs.confidence_interval(0.95)
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-12)
    assert found.dfs[0] == pytest.approx(theirs.df, rel=1e-12)
    reach = found.quantile(0.975)
    assert found.estimate - reach == pytest.approx(interval.low, rel=1e-12)
    assert found.estimate + reach == pytest.approx(interval.high, rel=1e-12)


def test_without_correlation_one_common_variance_makes_students_test() -> None:
    found = at(fit(BASE, LATER, is_pooled=True), 0).contrast(DIFFERENCE)
    assert found.p_value == pytest.approx(stats.ttest_ind(LATER, BASE).pvalue, rel=1e-12)


MISSING = [0, 1, 2, 4, 5, 6, 7, 10, 11, *range(12, 19), *range(20, 27)]


@pytest.mark.parametrize("times", [list(range(23)), MISSING])
@pytest.mark.parametrize("place", [0, 7, 20, 32])
@pytest.mark.parametrize("has_line", [False, True])
def test_one_rho_agrees_with_full_matrices(times: list[int], place: int, has_line: bool) -> None:
    design, y = means(9, 14), np.array([*BASE, *LATER])
    if has_line:
        design = np.column_stack([design, np.array(times) - np.mean(times)])
    weights = (*DIFFERENCE, *([0.0] * has_line))
    ours = at(fit_marginal_ar1(design, y, times, 9), place).contrast(weights)
    estimate, error, df = _with_full_matrices(design, y, times, RHOS[place], weights)
    assert ours.estimate == pytest.approx(estimate, rel=1e-10)
    assert ours.errors[place] == pytest.approx(error, rel=1e-10)
    assert ours.dfs[place] == pytest.approx(df, rel=1e-10)


def _with_full_matrices(
    design: Vector, y: Vector, times: Sequence[int], rho: float, weights: Sequence[float]
) -> tuple[float, float, float]:
    """Return estimate, standard error and degrees of freedom, with 9 values in the base."""
    c, n, k = np.array(weights), len(y), design.shape[1]
    lags = np.abs(np.array(times)[:, None] - np.array(times))
    v = np.where(lags == 0, 1.0, float(rho) ** lags)
    b = np.linalg.lstsq(design, y, rcond=None)[0]
    rest = y - design @ b
    variances, dfs = [], []
    for rows in (np.arange(9), np.arange(9, n)):
        inverse = np.linalg.inv(v[np.ix_(rows, rows)])
        mean = (inverse @ rest[rows]).sum() / inverse.sum()
        deviations = rest[rows] - mean
        dfs.append(len(rows) - 1 - (k - 2) / 2)
        variances.append(deviations @ inverse @ deviations / dfs[-1])
    sd = np.sqrt(np.repeat(variances, [9, n - 9]))
    covariance = sd[:, None] * v * sd
    sums = c @ np.linalg.inv(design.T @ design) @ design.T
    parts = [sums[rows] @ covariance[rows, rows] @ sums[rows] for rows in (slice(9), slice(9, n))]
    df = sum(parts) ** 2 / sum(part**2 / each for part, each in zip(parts, dfs, strict=True))
    return float(c @ b), float(np.sqrt(sums @ covariance @ sums)), df


@pytest.mark.parametrize("is_pooled", [False, True])
@pytest.mark.parametrize(
    ("base", "later", "exponent"),
    [(BASE, LATER, 1.0), (normal_values(3, 40), normal_values(4, 80), 24 / 120)],
    ids=["short", "long"],
)
def test_the_weights_are_likelihood_times_a_prior_that_long_series_outweigh(
    base: list[float], later: list[float], exponent: float, is_pooled: bool
) -> None:
    sizes, n = [len(base), len(later)], len(base) + len(later)
    found = fit(base, later, is_pooled=is_pooled)
    design = means(*sizes)
    rest = np.array([*base, *later]) - np.repeat([np.mean(base), np.mean(later)], sizes)
    sd = np.ones(n)
    if not is_pooled:
        sd = np.repeat([np.std(base), np.std(later)], sizes)
    logs = []
    for rho in RHOS:
        v = sd[:, None] * rho ** np.abs(np.subtract.outer(range(n), range(n))) * sd
        inverse = np.linalg.inv(v)
        normal = design.T @ inverse @ design
        slack = rest - design @ np.linalg.solve(normal, design.T @ inverse @ rest)
        determinants = np.linalg.slogdet(v)[1] + np.linalg.slogdet(normal)[1]
        likelihood = -(determinants + (n - 2) * np.log(slack @ inverse @ slack)) / 2
        logs.append(likelihood + exponent * np.log(1 - rho))
    expected = np.exp(np.array(logs) - max(logs))
    assert found.weights == pytest.approx(expected / expected.sum(), rel=1e-8)
    assert found.rho == pytest.approx(float(expected @ RHOS / expected.sum()), rel=1e-8)


def test_more_correlation_makes_a_difference_less_certain() -> None:
    plain = fit(BASE, LATER)
    errors = [at(plain, place).contrast(DIFFERENCE).scale for place in range(24)]
    assert errors == sorted(errors)


def test_values_that_resemble_their_neighbours_raise_rho_and_p() -> None:
    wave = [float(np.sin(month / 4)) for month in range(24)]
    shuffled = [wave[(7 * month) % 24] for month in range(24)]
    assert fit(wave[:12], wave[12:]).rho > 0.7
    assert fit(shuffled[:12], shuffled[12:]).rho < 0.3


values = monthly(least=6, most=14)


def varied(*sides: list[float]) -> bool:
    return all(np.std(side) > 1e-3 * (1 + max(map(abs, side))) for side in sides)


@given(base=values, later=values)
def test_the_interval_excludes_0_exactly_where_p_is_below_alpha(
    base: list[float], later: list[float]
) -> None:
    assume(varied(base, later))
    found = fit(base, later).contrast(DIFFERENCE)
    for alpha in (0.01, 0.05, 0.2):
        assume(abs(found.p_value - alpha) > 1e-9)
        reach = found.quantile(1 - alpha / 2)
        assert (abs(found.estimate) > reach) == (found.p_value < alpha)


@given(base=values, later=values, scale=st.sampled_from([0.01, 3.0, 1e6]), shift=st.integers(-9, 9))
def test_scale_and_shift_change_nothing(
    base: list[float], later: list[float], scale: float, shift: int
) -> None:
    assume(varied(base, later))
    plain = fit(base, later).contrast(DIFFERENCE)
    other = fit(
        [scale * value + shift for value in base], [scale * value + shift for value in later]
    ).contrast(DIFFERENCE)
    assert other.estimate == pytest.approx(scale * plain.estimate, rel=1e-6, abs=scale * 1e-9)
    assert other.scale == pytest.approx(scale * plain.scale, rel=1e-6)
    assert other.p_value == pytest.approx(plain.p_value, rel=1e-5)


@given(base=values, later=values)
def test_time_reversed_the_periods_change_places(base: list[float], later: list[float]) -> None:
    assume(varied(base, later))
    plain = fit(base, later)
    turned = fit(later[::-1], base[::-1])
    assert turned.rho == pytest.approx(plain.rho, rel=1e-6)
    ours, theirs = plain.contrast(DIFFERENCE), turned.contrast(DIFFERENCE)
    assert theirs.estimate == pytest.approx(-ours.estimate, rel=1e-9, abs=1e-9)
    assert theirs.p_value == pytest.approx(ours.p_value, rel=1e-6)


def test_the_distribution_of_the_error_is_symmetric_and_rises_to_1() -> None:
    found = fit(BASE, LATER).contrast(DIFFERENCE)
    places = [-50.0, -3.0, -0.5, 0.0, 0.5, 3.0, 50.0]
    below = [found.below(place) for place in places]
    assert below == sorted(below)
    assert found.below(0.0) == pytest.approx(0.5)
    for place in places:
        assert found.below(place) + found.below(-place) == pytest.approx(1.0)
    assert found.below(found.quantile(0.9)) == pytest.approx(0.9)


def test_far_apart_periods_are_independent_of_each_other() -> None:
    near = at(fit(BASE, LATER), 20)
    far = at(fit(BASE, LATER, times=[*range(9), *range(10**6, 10**6 + 14)]), 20)
    assert np.all(far.crossed[20] == pytest.approx(0.0, abs=1e-12))
    # Neighbours that resemble each other across the border make a difference more certain.
    assert near.contrast(DIFFERENCE).scale < far.contrast(DIFFERENCE).scale


def test_a_missing_month_counts_as_two_steps() -> None:
    times = [0, 1, 2, 3, 5, 6, 7, 8, 9, *range(10, 24)]
    found = fit(BASE, LATER, times=times)
    doubled = fit(BASE, LATER, times=[2 * time for time in times])
    assert found.weights == pytest.approx(doubled.weights)
    assert found.rho != pytest.approx(fit(BASE, LATER).rho, rel=1e-6)


def test_one_period_may_be_constant() -> None:
    found = fit([5.0] * 9, LATER)
    contrast = found.contrast(DIFFERENCE)
    assert np.all(np.isfinite(contrast.errors))
    assert contrast.dfs == pytest.approx(np.full(len(RHOS), 13.0))
    expected = stats.ttest_1samp(LATER, 5.0)
    assert at(found, 0).contrast(DIFFERENCE).p_value == pytest.approx(expected.pvalue)


def test_the_joint_test_without_correlation_is_the_f_test() -> None:
    rng = np.random.default_rng(5)
    y, curve = rng.normal(size=24), rng.normal(size=(24, 2))
    design = np.column_stack([means(12, 12), curve])
    found = at(fit_marginal_ar1(design, y, range(24), 12, is_pooled=True), 0)
    short, long = (
        float(np.linalg.lstsq(part, y, rcond=None)[1][0]) for part in (design[:, :2], design)
    )
    statistic = (short - long) / 2 / (long / 20)
    # The residuals are centred in each period, which the two indicators have done already.
    assert found.joint_p_value([2, 3]) == pytest.approx(stats.f.sf(statistic, 2, 20), rel=1e-9)


def test_a_contrast_of_no_error_is_certain() -> None:
    found = fit(BASE, LATER).contrast(DIFFERENCE)
    exact = replace(found, errors=np.zeros(len(RHOS)))
    assert exact.p_value == 0.0
    assert exact.below(1.0) == pytest.approx(1.0)
    assert replace(exact, estimate=0.0).p_value == 1.0


@pytest.mark.parametrize(
    ("base", "later", "message"),
    [
        ([1.0], [2.0, 3.0, 5.0], "too few values for the model"),
        ([1.0, 2.0], [3.0], "too few values for the model"),
        ([1.0, 1.0, 1.0], [2.0, 2.0, 2.0], "exactly on the model"),
    ],
)
def test_what_can_not_be_fitted_is_refused(
    base: list[float], later: list[float], message: str
) -> None:
    with pytest.raises(InsufficientDataError, match=message):
        fit(base, later)


def test_columns_that_depend_on_each_other_are_refused() -> None:
    design = np.column_stack([means(8, 8), np.ones(16)])
    with pytest.raises(InsufficientDataError, match="depend on each other"):
        fit_marginal_ar1(design, normal_values(1, 16), range(16), 8)


def test_a_crossing_is_found_in_both_directions_or_infinitely_far() -> None:
    assert crossing(lambda value: value - 7.25, 0.0, 1.0) == pytest.approx(7.25, rel=1e-15)
    assert crossing(lambda value: -7.25 - value, 0.0, -1.0) == pytest.approx(-7.25, rel=1e-15)
    assert crossing(lambda _value: -1.0, 0.0, 1.0) == float("inf")
    assert crossing(lambda _value: -1.0, 0.0, -1.0) == float("-inf")
