"""One organization against the others: a second implementation, exact tests, and limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import optimize, stats

from reportgen.errors import InsufficientDataError
from reportgen.statistics.organizations.heterogeneity import estimate_heterogeneity
from reportgen.statistics.organizations.outlying import deviations


def test_each_is_compared_with_the_random_effects_model_of_the_others() -> None:
    rng = np.random.default_rng(1)
    variances = list(rng.uniform(0.2, 3, 9))
    values = list(rng.normal(10, 2, 9))
    values[4] = 25.0
    tested = [1.5 * item for item in variances]
    found = deviations(values, variances, tested=tested)
    for place, item in enumerate(found):
        others = [n for n in range(9) if n != place]
        pooled = estimate_heterogeneity([values[n] for n in others], [variances[n] for n in others])
        weights = [1 / (variances[n] + pooled.tau_squared) for n in others]
        variance = tested[place] + pooled.tau_squared + 1 / sum(weights)
        assert item.mean == pytest.approx(pooled.mean, rel=1e-9)
        assert item.variance == pytest.approx(variance, rel=1e-9)
        assert item.statistic == pytest.approx((values[place] - pooled.mean) / variance**0.5)
        assert item.p_value == pytest.approx(2 * stats.t.sf(abs(item.statistic), 7))
    assert found[4].p_value == min(item.p_value for item in found) < 0.001


def test_the_variance_of_the_others_is_that_of_paule_and_mandel() -> None:
    values, variances = [1.0, 4.0, 2.5, 9.0, 5.0], [0.5, 0.2, 1.0, 0.3, 0.4]
    found = deviations(values, variances, tested=variances)

    def q(between: float) -> float:
        weights = 1 / (np.array(variances[1:]) + between)
        mean = np.average(values[1:], weights=weights)
        return float(np.sum(weights * (np.array(values[1:]) - mean) ** 2))

    between = optimize.brentq(lambda value: q(value) - 3, 0, 100)
    weights = 1 / (np.array(variances[1:]) + between)
    assert found[0].variance == pytest.approx(0.5 + between + 1 / weights.sum(), rel=1e-8)


def test_among_values_of_one_precision_it_is_the_test_of_an_outlier() -> None:
    # Externally studentized residuals of a common mean, where the values differ by more than
    # their variances: exactly Student's t with k - 2 degrees of freedom.
    values = [3.0, 5.0, 4.0, 6.0, 5.5, 14.0]
    found = deviations(values, [1e-9] * 6, tested=[1e-9] * 6)
    for place, item in enumerate(found):
        rest = [value for n, value in enumerate(values) if n != place]
        error = np.std(rest, ddof=1) * np.sqrt(1 + 1 / 5)
        assert item.statistic == pytest.approx((values[place] - np.mean(rest)) / error, rel=1e-6)


def test_a_false_difference_is_as_rare_as_alpha() -> None:
    rng, found = np.random.default_rng(2), []
    for _ in range(300):
        values = list(rng.normal(0, 1, 6))
        found += [item.p_value for item in deviations(values, [1e-9] * 6, tested=[1e-9] * 6)]
    assert np.mean(np.array(found) < 0.05) == pytest.approx(0.05, abs=0.012)


@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 9)), min_size=3, max_size=15),
    st.floats(-100, 100),
    st.floats(0.5, 5),
)
def test_moving_and_scaling_change_no_place(
    sample: list[tuple[float, float]], shift: float, scale: float
) -> None:
    values, variances = zip(*sample, strict=True)
    before = deviations(values, variances, tested=variances)
    moved = [scale * value + shift for value in values]
    wider = [scale**2 * variance for variance in variances]
    after = deviations(moved, wider, tested=wider)
    for one, other in zip(before, after, strict=True):
        assert other.statistic == pytest.approx(one.statistic, rel=1e-6, abs=1e-6)


def test_many_organizations_are_compared_in_blocks() -> None:
    rng = np.random.default_rng(3)
    values, variances = list(rng.normal(0, 2, 450)), list(rng.uniform(0.5, 2, 450))
    found = deviations(values, variances, tested=variances)
    alone = [n for n in range(450) if n != 449]
    pooled = estimate_heterogeneity([values[n] for n in alone], [variances[n] for n in alone])
    assert len(found) == 450
    assert found[449].mean == pytest.approx(pooled.mean, rel=1e-9)


def test_two_are_too_few() -> None:
    with pytest.raises(InsufficientDataError, match="needs at least 3, got 2"):
        deviations([1.0, 2.0], [1.0, 1.0], tested=[1.0, 1.0])
