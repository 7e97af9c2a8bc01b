"""The XmR chart: limits from the baseline, four signals, variation and assurance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from reportgen.analysis.monitoring.signals import Assurance, SignalRule, Variation
from reportgen.analysis.monitoring.xmr import XmrChart, chart_xmr
from reportgen.errors import InsufficientDataError
from reportgen.model.metric import Direction
from tests.analysis.samples import monthly

BASELINE = [10.0, 12, 9, 11, 13, 8, 10, 12, 11, 9, 10, 11]
"""Mean 10.5; the 11 moving ranges sum to 23, so the limits are 10.5 +- 2.66 * 23/11."""


def chart(
    later: list[float],
    *,
    good: Direction = Direction.UP,
    target: float | None = None,
) -> XmrChart:
    values = [*BASELINE, *later]
    return chart_xmr(range(len(values)), values, n_baseline=12, good=good, target=target)


def rules_of(later: list[float]) -> set[SignalRule]:
    return {signal.rule for signal in chart(later).signals}


def test_the_limits_come_from_the_baseline_alone() -> None:
    result = chart([90.0, 95.0])
    ranges = np.abs(np.diff(BASELINE))
    assert result.mean == pytest.approx(10.5)
    assert result.mean_moving_range == pytest.approx(ranges.mean())
    assert result.limit_high == pytest.approx(10.5 + 2.66 * ranges.mean())
    assert result.limit_low == pytest.approx(10.5 - 2.66 * ranges.mean())
    assert chart([]).limit_high == result.limit_high


def test_the_baseline_itself_has_no_signal() -> None:
    result = chart([])
    assert result.signals == ()
    assert result.variation is Variation.COMMON_CAUSE


def test_a_month_outside_the_limits_is_a_signal() -> None:
    result = chart([16.1])
    assert [(s.rule, s.first, s.last, s.is_high) for s in result.signals] == [
        (SignalRule.OUTSIDE, 12, 12, True)
    ]
    assert rules_of([16.0]) == set()
    assert rules_of([4.9]) == {SignalRule.OUTSIDE}


def test_7_on_one_side_are_a_signal_and_6_are_not() -> None:
    # The baseline ends at 11, above its mean: the run begins there.
    above = [11.0, 12.0, 11.5, 12.0, 11.0, 12.0]
    assert SignalRule.ONE_SIDE in rules_of(above)
    assert SignalRule.ONE_SIDE not in rules_of(above[:-1])
    assert SignalRule.ONE_SIDE not in rules_of([*above[:3], 10.5, *above[3:]])


def test_7_rising_are_a_signal_and_6_are_not() -> None:
    rising = [8.0, 9.0, 9.5, 10.0, 11.0, 12.0, 13.0]
    assert SignalRule.TREND in rules_of(rising)
    assert SignalRule.TREND not in rules_of(rising[:-1])
    assert SignalRule.TREND not in rules_of([8.0, 9.0, 9.5, 9.5, 10.0, 11.0, 12.0, 13.0])
    falling = chart([13.0, 12.0, 11.0, 10.0, 9.5, 9.0, 8.0])
    assert [s.is_high for s in falling.signals if s.rule is SignalRule.TREND] == [False]


def test_2_of_3_near_a_limit_are_a_signal() -> None:
    # Two thirds of the way lies at 10.5 + 3.71 = 14.21.
    assert rules_of([14.5, 10.0, 14.5]) == {SignalRule.TWO_OF_THREE}
    assert rules_of([14.5, 14.5]) == {SignalRule.TWO_OF_THREE}
    assert rules_of([14.5, 10.0, 10.0, 14.5]) == set()
    assert rules_of([14.5, 6.5, 10.0]) == set()
    assert rules_of([14.0, 10.0, 14.0]) == set()


def test_patterns_that_share_a_month_are_one_and_others_are_two() -> None:
    close = chart([14.5, 10.0, 14.5, 14.6])
    apart = chart([14.5, 14.5, 10.0, 9.0, 10.0, 14.5, 14.5])
    near = [s for s in close.signals if s.rule is SignalRule.TWO_OF_THREE]
    far = [s for s in apart.signals if s.rule is SignalRule.TWO_OF_THREE]
    assert [(s.first, s.last) for s in near] == [(12, 15)]
    assert [(s.first, s.last) for s in far] == [(12, 13), (17, 18)]


@pytest.mark.parametrize(
    ("later", "good", "word"),
    [
        ([20.0], Direction.UP, Variation.IMPROVING),
        ([20.0], Direction.DOWN, Variation.WORSENING),
        ([1.0], Direction.UP, Variation.WORSENING),
        ([1.0], Direction.DOWN, Variation.IMPROVING),
        ([20.0], Direction.NEITHER, Variation.HIGHER),
        ([1.0], Direction.NEITHER, Variation.LOWER),
        ([10.0], Direction.NEITHER, Variation.COMMON_CAUSE),
        ([20.0, 10.0], Direction.UP, Variation.COMMON_CAUSE),
    ],
)
def test_variation_is_judged_on_the_latest_month_by_the_good_direction(
    later: list[float], good: Direction, word: Variation
) -> None:
    assert chart(later, good=good).variation is word


def test_the_first_rule_decides_where_two_contradict_each_other() -> None:
    # Falling for 7 months and still above the mean on all of them.
    result = chart([14.3, 14.0, 13.5, 13.0, 12.5, 12.0, 11.5])
    assert {s.rule for s in result.signals} == {SignalRule.ONE_SIDE, SignalRule.TREND}
    assert result.variation is Variation.IMPROVING


@pytest.mark.parametrize(
    ("target", "good", "word"),
    [
        (3.0, Direction.UP, Assurance.CAPABLE),
        (10.0, Direction.UP, Assurance.HIT_OR_MISS),
        (20.0, Direction.UP, Assurance.NOT_CAPABLE),
        (3.0, Direction.DOWN, Assurance.NOT_CAPABLE),
        (20.0, Direction.DOWN, Assurance.CAPABLE),
        (20.0, Direction.NEITHER, Assurance.NOT_ASSESSABLE),
        (None, Direction.UP, Assurance.NOT_ASSESSABLE),
    ],
)
def test_assurance_compares_the_limits_with_the_target(
    target: float | None, good: Direction, word: Assurance
) -> None:
    assert chart([], good=good, target=target).assurance is word


@given(values=monthly(least=12, most=30))
def test_mirroring_the_values_mirrors_limits_and_signals(values: list[float]) -> None:
    try:
        plain = chart_xmr(range(len(values)), values, n_baseline=12)
    except InsufficientDataError:
        return
    turned = chart_xmr(range(len(values)), [-value for value in values], n_baseline=12)
    assert turned.limit_low == pytest.approx(-plain.limit_high)
    assert {(s.rule, s.first, s.last, s.is_high) for s in turned.signals} == {
        (s.rule, s.first, s.last, not s.is_high) for s in plain.signals
    }


def test_fewer_than_12_months_give_no_limits() -> None:
    with pytest.raises(InsufficientDataError, match="at least 12 values, and this one has 11"):
        chart_xmr(range(20), [1.0, 2.0] * 10, n_baseline=11)
    with pytest.raises(InsufficientDataError, match="has 5"):
        chart_xmr(range(5), BASELINE[:5], n_baseline=12)


def test_a_baseline_that_does_not_vary_gives_no_limits() -> None:
    with pytest.raises(InsufficientDataError, match="do not vary"):
        chart_xmr(range(12), [0.1] * 12, n_baseline=12)
