"""Adjusted P values: against statsmodels, and invariants such as monotonicity."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from reportgen.statistics.multiplicity import benjamini_hochberg, holm

P_VALUES = st.lists(st.floats(min_value=0, max_value=1), max_size=12)


@settings(max_examples=12)  # statsmodels needs about 0.1 s per example
@given(P_VALUES.filter(bool))
def test_holm_and_benjamini_hochberg_match_statsmodels(values: list[float]) -> None:
    assert holm(values) == pytest.approx(multipletests(values, method="holm")[1], rel=1e-12)
    assert benjamini_hochberg(values) == pytest.approx(
        multipletests(values, method="fdr_bh")[1], rel=1e-12
    )


@given(P_VALUES)
def test_no_adjustment_ever_lowers_a_p_value(values: list[float]) -> None:
    for adjusted in (holm(values), benjamini_hochberg(values)):
        assert all(a >= p for a, p in zip(adjusted, values, strict=True))
        assert all(a <= 1 for a in adjusted)


@given(P_VALUES)
def test_adjustment_keeps_the_order_of_evidence(values: list[float]) -> None:
    for adjusted in (holm(values), benjamini_hochberg(values)):
        pairs = sorted(zip(values, adjusted, strict=True))
        assert [a for _, a in pairs] == sorted(adjusted)


def test_a_single_comparison_needs_no_adjustment() -> None:
    assert holm([0.03]) == (0.03,)
    assert benjamini_hochberg([0.03]) == (0.03,)


def test_holms_steps_worked_by_hand() -> None:
    # .01 * 3, .02 * 2, .04 * 1; each is at least the one before.
    assert holm([0.02, 0.01, 0.04]) == pytest.approx((0.04, 0.03, 0.04))


@pytest.mark.parametrize("value", [-0.1, 1.1])
def test_an_invalid_p_value_is_a_programming_error(value: float) -> None:
    with pytest.raises(ValueError, match="lies in"):
        holm([value])
