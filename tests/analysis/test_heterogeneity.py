"""The variance between organizations: against statsmodels, invariants and refusals."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects

from reportgen.errors import InsufficientDataError
from reportgen.statistics.organizations.heterogeneity import estimate_heterogeneity, paule_mandel

values = st.floats(-100, 100)
variances = st.floats(0.01, 100)
samples = st.lists(st.tuples(values, variances), min_size=2, max_size=25)


@pytest.mark.parametrize("seed", range(12))
def test_paule_mandel_agrees_with_statsmodels(seed: int) -> None:
    draw = np.random.default_rng(seed)
    own = draw.uniform(0.2, 2.0, 15)
    seen = draw.normal(3, sqrt(1.5), 15) + draw.normal(0, np.sqrt(own))
    theirs = combine_effects(seen, own, method_re="iterated")
    found = estimate_heterogeneity(list(seen), list(own))
    # Its iteration stops within 1e-5 of the expectation of Q.
    assert found.tau_squared == pytest.approx(theirs.tau2, abs=1e-4)
    assert found.mean == pytest.approx(theirs.mean_effect_re, abs=1e-4)
    assert found.q == pytest.approx(theirs.q, rel=1e-9)
    assert found.i_squared == pytest.approx(max(0.0, theirs.i2), abs=1e-9)


def test_a_mean_lies_within_its_interval_ends_included() -> None:
    known = estimate_heterogeneity([1.0, 2.0, 4.0], [0.5, 0.4, 0.3])
    for low, high in ((1.0, 1.0), (1.0, 2.0), (0.0, 1.0)):
        assert replace(known, mean=1.0, ci_low=low, ci_high=high).mean == 1
    for low, high in ((1.1, 2.0), (0.0, 0.9)):
        with pytest.raises(AssertionError, match="the interval misses its estimate"):
            replace(known, mean=1.0, ci_low=low, ci_high=high)


@given(samples)
def test_q_at_the_estimate_equals_its_expectation(sample: list[tuple[float, float]]) -> None:
    estimates, own = zip(*sample, strict=True)
    tau = paule_mandel(estimates, own)
    weights = np.array([1 / (variance + tau) for variance in own])
    mean = float(np.average(estimates, weights=weights))
    q = float(np.sum(weights * (np.array(estimates) - mean) ** 2))
    if tau > 0:
        assert q == pytest.approx(len(own) - 1, rel=1e-6)
    else:
        assert q <= len(own) - 1 + 1e-9


@given(samples, st.floats(-50, 50), st.floats(0.1, 10))
def test_the_mean_is_equivariant_to_shifting_and_scaling(
    sample: list[tuple[float, float]], shift: float, scale: float
) -> None:
    estimates, own = zip(*sample, strict=True)
    before = estimate_heterogeneity(estimates, own)
    after = estimate_heterogeneity(
        [scale * value + shift for value in estimates], [scale**2 * value for value in own]
    )
    assert after.mean == pytest.approx(scale * before.mean + shift, rel=1e-6, abs=1e-6)
    assert after.tau_squared == pytest.approx(scale**2 * before.tau_squared, rel=1e-5, abs=1e-6)
    assert after.i_squared == pytest.approx(before.i_squared, abs=1e-6)


def test_identical_organizations_have_no_variance() -> None:
    found = estimate_heterogeneity([2.0, 2.0, 2.0], [1.0, 4.0, 0.5])
    assert found.tau_squared == 0
    assert found.i_squared == 0
    assert found.mean == 2


def test_one_organization_is_not_compared_with_itself() -> None:
    with pytest.raises(InsufficientDataError, match="at least 2"):
        estimate_heterogeneity([1.0], [1.0])


def test_a_variance_of_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="above 0"):
        estimate_heterogeneity([1.0, 2.0], [1.0, 0.0])
