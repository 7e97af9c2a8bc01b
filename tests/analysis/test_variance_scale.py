"""Scales of counts and shares: inverses, slopes, and ends that nothing lies beyond."""

from __future__ import annotations

from math import pi, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.statistics.organizations.variance_scale import Scale


@given(st.floats(0, 1), st.sampled_from(Scale))
def test_back_is_the_inverse_of_forward(value: float, scale: Scale) -> None:
    assert scale.back(scale.forward(value)) == pytest.approx(value, abs=1e-12)


def test_no_value_lies_beyond_its_ends() -> None:
    assert Scale.ROOT.back(-0.3) == 0
    assert Scale.ARCSINE.back(-0.3) == 0
    assert Scale.ARCSINE.back(2.0) == 1
    assert Scale.IDENTITY.back(-0.3) == -0.3


@given(st.floats(0.05, 0.95), st.sampled_from(Scale))
def test_a_small_spread_is_that_of_the_slope(value: float, scale: Scale) -> None:
    at, step = scale.forward(value), 1e-6
    slope = (scale.back(at + step) - scale.back(at - step)) / (2 * step)
    assert scale.spread(at, 0.01) == pytest.approx(0.01 * slope, rel=1e-4)
    # The two directions agree.
    assert scale.variance(value, scale.spread(at, 0.01) ** 2) == pytest.approx(0.01**2, rel=1e-9)


def test_the_variance_at_an_end_is_unknown() -> None:
    assert Scale.ROOT.variance(0.0, 0.2) == 0
    assert Scale.ARCSINE.variance(1.0, 0.2) == 0


def test_the_variance_does_not_depend_on_the_size() -> None:
    rng = np.random.default_rng(3)
    for mean in (20.0, 200.0, 2000.0):
        assert np.var(np.sqrt(rng.poisson(mean, 40_000))) == pytest.approx(0.25, rel=0.06)
    for share in (0.2, 0.5, 0.85):
        drawn = rng.binomial(200, share, 40_000) / 200
        assert np.var(np.arcsin(np.sqrt(drawn))) == pytest.approx(1 / 800, rel=0.06)
    assert Scale.ARCSINE.forward(1.0) == pytest.approx(pi / 2)
    assert Scale.ROOT.forward(9.0) == sqrt(9)
