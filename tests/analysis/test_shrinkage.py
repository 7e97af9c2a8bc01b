"""Shrinkage estimates: limits and coverage."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from reportgen.statistics.organizations.shrinkage import shrink_means


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
