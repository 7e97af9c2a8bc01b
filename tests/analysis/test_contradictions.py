"""Result types reject contradictory values, such as bounds out of order."""

from __future__ import annotations

from math import nan
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.statistics.answers.proportion import ProportionEstimate
from reportgen.statistics.organizations.funnel import FunnelLimits
from reportgen.statistics.organizations.heterogeneity import (
    HeterogeneityEstimate,
    estimate_heterogeneity,
)
from reportgen.statistics.organizations.shrinkage import ShrunkenEstimate

if TYPE_CHECKING:
    from collections.abc import Callable

LIMITS = {"size": 10.0, "low_998": 1.0, "low_95": 2.0, "high_95": 4.0, "high_998": 5.0}
MEAN = {
    "mean": 2.0,
    "ci_low": 1.0,
    "ci_high": 3.0,
    "confidence_level": 0.95,
    "tau_squared": 0.1,
    "q": 3.0,
    "df": 2,
    "p_value": 0.2,
    "i_squared": 0.3,
    "n": 3,
}
SHARE = {
    "successes": 4,
    "trials": 8,
    "estimate": 0.5,
    "ci_low": 0.2,
    "ci_high": 0.8,
    "confidence_level": 0.95,
}
SHRUNKEN = {
    "observed": 5.0,
    "estimate": 4.0,
    "ci_low": 3.0,
    "ci_high": 5.0,
    "confidence_level": 0.95,
    "weight": 0.5,
}


@pytest.mark.parametrize(
    ("kind", "fields", "change", "words"),
    [
        (FunnelLimits, LIMITS, {"low_95": 0.5}, "out of order"),
        (FunnelLimits, LIMITS, {"high_998": 3.9}, "out of order"),
        (HeterogeneityEstimate, MEAN, {"mean": 3.1}, "misses its estimate"),
        (HeterogeneityEstimate, MEAN, {"tau_squared": -0.1}, "out of range"),
        (HeterogeneityEstimate, MEAN, {"i_squared": 1.1}, "out of range"),
        (ProportionEstimate, SHARE, {"estimate": 0.9}, "misses its estimate"),
        (ProportionEstimate, SHARE, {"ci_low": -0.1}, "misses its estimate"),
        (ProportionEstimate, SHARE, {"ci_high": 1.1}, "misses its estimate"),
        (ShrunkenEstimate, SHRUNKEN, {"estimate": 5.5}, "misses its estimate"),
        (ShrunkenEstimate, SHRUNKEN, {"weight": 1.5}, "fraction of 1"),
        (ShrunkenEstimate, SHRUNKEN, {"ci_low": nan}, "misses its estimate"),
    ],
)
def test_a_contradictory_result_is_rejected(
    kind: Callable[..., object], fields: dict[str, Any], change: dict[str, float], words: str
) -> None:
    assert kind(**fields) == kind(**fields)
    with pytest.raises(AssertionError, match=words):
        kind(**{**fields, **change})


def test_every_estimate_needs_its_variance() -> None:
    with pytest.raises(ValueError, match="one variance per estimate"):
        estimate_heterogeneity([1.0, 2.0, 3.0], [1.0, 1.0])
