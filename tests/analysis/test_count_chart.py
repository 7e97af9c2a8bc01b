"""The control chart of rare counts: three signals, variation and assurance, refusals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.monitoring.count_chart import CountChart, LaterTotal, chart_counts
from reportgen.analysis.monitoring.signals import Assurance, SignalRule, Variation
from reportgen.errors import InsufficientDataError
from reportgen.model.metric import Direction

BASELINE = [1, 0, 2, 1, 0, 1, 3, 0, 1, 0, 2, 1]
"""12 in 12 months, dispersion 0.91: limits of 5 per month, 1 to 13 in 6 months, 7 with none."""
COUNTS = st.lists(st.integers(min_value=0, max_value=3), min_size=12, max_size=24)
BOARDS = [
    *(21, 24, 16, 12, 15, 28, 20, 31, 25, 20, 24, 16),
    *(19, 10, 17, 13, 22, 18, 30, 24, 16, 19, 17, 15),
]
BOARDS_LATER = [16, 18, 12, 15, 24, 21, 28, 20, 25, 19, 18, 21, 16, 22, 19, 12, 14, 9, 16, 21]


def chart(
    later: list[int], *, good: Direction = Direction.DOWN, target: float | None = None
) -> CountChart:
    values = [*BASELINE, *later]
    return chart_counts(range(len(values)), values, n_baseline=12, good=good, target=target)


def signals_of(later: list[int]) -> list[tuple[SignalRule, int, int, bool]]:
    return [(s.rule, s.first, s.last, s.is_high) for s in chart(later).signals]


def test_the_limits_come_from_the_baseline_alone() -> None:
    result = chart([9, 9])
    assert (result.total, result.mean) == (12, 1)
    assert result.dispersion == pytest.approx(10 / 11)
    assert (result.limit_high, result.stretch) == (5, 7)
    assert result.later == LaterTotal(months=2, total=18, limit_low=0, limit_high=6)
    assert chart([0, 0]).limit_high == 5


def test_signals_match_the_published_chart_of_circuit_boards() -> None:
    # Montgomery, Introduction to Statistical Quality Control, c chart of printed circuit
    # boards: mean 19.67 and 3-sigma limits 6.36 to 32.97 after samples 6 (5 defects) and 20
    # (39 defects) are set aside; the 20 later samples are in control. (qcc::circuit)
    assert sum(BOARDS) / 24 == pytest.approx(19.67, abs=0.005)
    values = [*BOARDS, *BOARDS_LATER]
    later = chart_counts(range(len(values)), values, n_baseline=24)
    assert later.signals == ()
    one = chart_counts(range(25), [*BOARDS, 39], n_baseline=24)
    assert [signal.last for signal in one.signals] == [24]


def test_a_month_above_its_limit_is_a_signal() -> None:
    assert signals_of([6]) == [(SignalRule.OUTSIDE, 12, 12, True)]
    assert signals_of([5]) == []


def test_months_that_are_usual_one_by_one_can_be_unusual_together() -> None:
    assert signals_of([3, 2, 3, 2, 3, 2]) == [(SignalRule.TOTAL, 12, 17, True)]
    assert signals_of([3, 2, 3, 2, 3, 0]) == []
    assert signals_of([0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0])[0] == (SignalRule.TOTAL, 12, 23, False)


def test_a_period_of_one_month_has_no_total_of_its_own() -> None:
    assert chart([4]).later is None
    assert chart([]).later is None


def test_a_long_run_of_zeros_is_a_signal_wherever_it_begins() -> None:
    # The baseline ends with a 1.
    assert signals_of([0] * 6)[-1:] != [(SignalRule.NONE_IN_A_ROW, 12, 17, False)]
    assert signals_of([0] * 7)[-1:] == [(SignalRule.NONE_IN_A_ROW, 12, 18, False)]
    values = [2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 0, 0, 0, 0, 0, 0]
    reaching = chart_counts(range(16), values, n_baseline=12)
    assert reaching.stretch == 6
    stretches = [s for s in reaching.signals if s.rule is SignalRule.NONE_IN_A_ROW]
    assert [(s.first, s.last, s.is_high) for s in stretches] == [(10, 15, False)]


def test_a_baseline_of_zeros_is_charted_and_two_events_in_a_month_are_a_signal() -> None:
    in_control = chart_counts(range(27), [0] * 24 + [0, 1, 0], n_baseline=24)
    assert (in_control.limit_high, in_control.dispersion, in_control.stretch) == (1, None, None)
    assert in_control.signals == ()
    assert not in_control.is_overdispersed
    loud = chart_counts(range(27), [0] * 24 + [0, 2, 0], n_baseline=24)
    assert [signal.rule for signal in loud.signals] == [SignalRule.OUTSIDE, SignalRule.TOTAL]


def test_one_event_in_a_year_and_none_since_is_no_signal() -> None:
    values = [0] * 4 + [1] + [0] * 10
    assert chart_counts(range(15), values, n_baseline=12).signals == ()


def test_a_baseline_that_varies_more_than_chance_widens_its_limits() -> None:
    bursts = [0, 0, 6, 0, 0, 0, 5, 0, 0, 1, 0, 0]
    even = chart_counts(range(18), [*BASELINE, *[2] * 6], n_baseline=12)
    wide = chart_counts(range(18), [*bursts, *[2] * 6], n_baseline=12)
    assert even.total == wide.total
    assert wide.dispersion == pytest.approx(50 / 11)
    assert (even.is_overdispersed, wide.is_overdispersed) == (False, True)
    assert even.later is not None
    assert wide.later is not None
    assert wide.limit_high > even.limit_high
    assert wide.later.limit_high > even.later.limit_high
    assert wide.stretch is None


@given(before=COUNTS, later=st.lists(st.integers(min_value=0, max_value=5), max_size=12))
def test_the_order_of_the_baseline_moves_no_limit(before: list[int], later: list[int]) -> None:
    try:
        one = chart_counts(range(len(before + later)), before + later, n_baseline=len(before))
    except InsufficientDataError:
        return
    turned = [*reversed(before), *later]
    other = chart_counts(range(len(turned)), turned, n_baseline=len(before))
    assert (one.limit_high, one.later, one.stretch) == (
        other.limit_high,
        other.later,
        other.stretch,
    )


@given(before=COUNTS, later=st.lists(st.integers(min_value=0, max_value=5), max_size=12))
def test_an_additional_event_removes_no_high_signal(before: list[int], later: list[int]) -> None:
    def highs(values: list[int]) -> set[tuple[SignalRule, int]]:
        made = chart_counts(range(len(values)), values, n_baseline=len(before))
        return {(signal.rule, signal.last) for signal in made.signals if signal.is_high}

    try:
        plain = highs(before + later)
    except InsufficientDataError:
        return
    for place in range(len(later)):
        more = [count + (at == place) for at, count in enumerate(later)]
        assert plain <= highs(before + more)


@pytest.mark.parametrize(
    ("later", "good", "word"),
    [
        ([6], Direction.DOWN, Variation.WORSENING),
        ([6], Direction.UP, Variation.IMPROVING),
        ([6], Direction.NEITHER, Variation.HIGHER),
        ([0] * 7, Direction.NEITHER, Variation.LOWER),
        ([0] * 7, Direction.DOWN, Variation.IMPROVING),
        ([6, 0], Direction.DOWN, Variation.COMMON_CAUSE),
        ([1, 2], Direction.DOWN, Variation.COMMON_CAUSE),
    ],
)
def test_variation_is_judged_on_the_latest_month_by_the_good_direction(
    later: list[int], good: Direction, word: Variation
) -> None:
    assert chart(later, good=good).variation is word


@pytest.mark.parametrize(
    ("target", "good", "word"),
    [
        (5, Direction.DOWN, Assurance.CAPABLE),
        (4.9, Direction.DOWN, Assurance.HIT_OR_MISS),
        (0, Direction.DOWN, Assurance.HIT_OR_MISS),
        (-1, Direction.DOWN, Assurance.NOT_CAPABLE),
        (0, Direction.UP, Assurance.CAPABLE),
        (5, Direction.UP, Assurance.HIT_OR_MISS),
        (6, Direction.UP, Assurance.NOT_CAPABLE),
        (3, Direction.NEITHER, Assurance.NOT_ASSESSABLE),
        (None, Direction.DOWN, Assurance.NOT_ASSESSABLE),
    ],
)
def test_assurance_is_whether_every_month_within_limits_meets_the_target(
    target: float | None, good: Direction, word: Assurance
) -> None:
    assert chart([], good=good, target=target).assurance is word


def test_fewer_than_12_months_give_no_limits() -> None:
    with pytest.raises(InsufficientDataError, match="at least 12 values, and this one has 11"):
        chart_counts(range(14), [0, 1] * 7, n_baseline=11)


def test_constant_counts_are_refused() -> None:
    with pytest.raises(InsufficientDataError, match="do not vary"):
        chart_counts(range(14), [1] * 14, n_baseline=12)


@pytest.mark.parametrize("value", [-1, 0.5])
def test_only_whole_counts_are_charted(value: float) -> None:
    with pytest.raises(ValueError, match="whole counts"):
        chart_counts(range(13), [*BASELINE, value], n_baseline=12)


def test_limits_inconsistent_with_their_series_are_refused() -> None:
    with pytest.raises(AssertionError, match="not in order"):
        LaterTotal(months=3, total=1, limit_low=4, limit_high=3)
    made = chart([1, 2])
    with pytest.raises(AssertionError, match="below the mean"):
        CountChart(
            **{name: getattr(made, name) for name in made.__slots__ if name != "limit_high"},
            limit_high=0,
        )
