"""Shrinkage estimates: closed forms, invariants, coverage and refusals."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from reportgen.errors import InsufficientDataError
from reportgen.statistics.shrinkage import estimate_rates, shrink_means, shrink_rates

counts_and_exposures = st.lists(
    st.tuples(st.integers(0, 200), st.floats(0.5, 100)), min_size=2, max_size=30
)


def _spread(seed: int, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    exposures = draw.uniform(1, 40, k)
    rates = draw.gamma(4.0, 0.5, k)
    return rates, draw.poisson(rates * exposures).astype(float), exposures


def test_the_distribution_of_rates_is_recovered() -> None:
    _, counts, exposures = _spread(7, 4000)
    found = estimate_rates(list(counts), list(exposures))
    assert found.mean == pytest.approx(2.0, rel=0.03)
    assert found.variance == pytest.approx(1.0, rel=0.12)


def test_intervals_of_shrunken_rates_have_their_nominal_coverage() -> None:
    rates, counts, exposures = _spread(11, 3000)
    found = shrink_rates(list(counts), list(exposures))
    hits = [item.ci_low <= rate <= item.ci_high for item, rate in zip(found, rates, strict=True)]
    assert 0.93 <= float(np.mean(hits)) <= 0.97


def test_shrunken_rates_have_smaller_errors_than_observed_ones() -> None:
    rates, counts, exposures = _spread(3, 500)
    found = shrink_rates(list(counts), list(exposures))
    shrunken = np.array([item.estimate for item in found])
    assert np.mean((shrunken - rates) ** 2) < np.mean((counts / exposures - rates) ** 2)


def test_a_shrunken_rate_is_the_mean_of_its_posterior() -> None:
    counts, exposures = [0.0, 3.0, 40.0, 9.0], [1.0, 4.0, 10.0, 2.0]
    prior = estimate_rates(counts, exposures)
    for item, count, exposure in zip(
        shrink_rates(counts, exposures), counts, exposures, strict=True
    ):
        posterior = stats.gamma(prior.shape + count, scale=1 / (prior.inverse_scale + exposure))
        assert item.estimate == pytest.approx(posterior.mean(), rel=1e-12)
        assert item.ci_low == pytest.approx(posterior.ppf(0.025), rel=1e-9)
        assert item.ci_high == pytest.approx(posterior.ppf(0.975), rel=1e-9)


@given(counts_and_exposures)
def test_a_shrunken_rate_is_between_the_observed_and_the_common_one(
    sample: list[tuple[int, float]],
) -> None:
    counts, exposures = zip(*sample, strict=True)
    assume(sum(counts) > 0)
    mean = estimate_rates(counts, exposures).mean
    for item in shrink_rates(counts, exposures):
        low, high = sorted((item.observed, mean))
        assert low - 1e-9 <= item.estimate <= high + 1e-9


def test_where_chance_explains_the_variance_all_rates_are_the_same() -> None:
    found = shrink_rates([10.0, 10.0, 10.0], [5.0, 5.0, 5.0])
    assert {item.estimate for item in found} == {2.0}
    assert {item.weight for item in found} == {0.0}


def test_rates_without_an_event_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^counts and exposures must be finite$"):
        estimate_rates([1.0, float("inf")], [1.0, 1.0])
    with pytest.raises(InsufficientDataError, match=r"^no organization has an event$"):
        shrink_rates([0.0, 0.0], [3.0, 4.0])


def test_intervals_of_shrunken_means_have_their_nominal_coverage() -> None:
    draw = np.random.default_rng(5)
    own = draw.uniform(0.3, 3.0, 3000)
    truth = draw.normal(10, sqrt(2.0), 3000)
    seen = truth + draw.normal(0, np.sqrt(own))
    found = shrink_means(list(seen), list(own))
    hits = [item.ci_low <= value <= item.ci_high for item, value in zip(found, truth, strict=True)]
    assert 0.935 <= float(np.mean(hits)) <= 0.965


def test_the_least_precise_mean_is_shrunken_most() -> None:
    found = shrink_means([0.0, 10.0, 20.0, 30.0], [1.0, 1.0, 1.0, 400.0])
    assert found[3].weight < found[0].weight
    assert found[3].estimate < 30


def test_means_that_do_not_differ_are_shrunken_to_their_common_mean() -> None:
    found = shrink_means([1.0, 1.1, 0.9], [4.0, 4.0, 4.0])
    assert found[0].estimate == pytest.approx(found[1].estimate)
    assert found[0].weight == 0
