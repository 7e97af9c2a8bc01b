"""Control charts: limits, signals, and what values can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.analysis.monitoring.control_chart import (
    PERIOD_LEVEL,
    VALUES_LEVEL,
    ControlChart,
    Limits,
    ValueKind,
    chart_values,
)
from reportgen.analysis.monitoring.signals import SignalRule, runs_of
from reportgen.errors import InsufficientDataError
from reportgen.statistics.baseline_forecast import Season, forecast
from reportgen.statistics.count_forecast import forecast_counts

if TYPE_CHECKING:
    from collections.abc import Sequence

BASELINE = [10.5, 12, 9, 11, 13, 8, 10, 12, 11, 9, 10, 11, 12, 10, 9, 11, 10, 12]
FALLS = [1, 0, 2, 1, 0, 1, 3, 0, 1, 0, 2, 1] * 2
COUNTS = ValueKind(is_count=True, floor=0.0)
BOARDS = [
    *(21, 24, 16, 12, 15, 28, 20, 31, 25, 20, 24, 16),
    *(19, 10, 17, 13, 22, 18, 30, 24, 16, 19, 17, 15),
]
BOARDS_LATER = [16, 18, 12, 15, 24, 21, 28, 20, 25, 19, 18, 21, 16, 22, 19, 12, 14, 9, 16, 21]


def chart(later: Sequence[float], before: Sequence[float] = BASELINE) -> ControlChart:
    values = [*before, *later]
    return chart_values(range(len(values)), values, n_baseline=len(before))


def falls(later: Sequence[float], before: Sequence[float] | None = None) -> ControlChart:
    earlier = FALLS if before is None else before
    values = [*earlier, *later]
    return chart_values(range(len(values)), values, n_baseline=len(earlier), kind=COUNTS)


def signals_of(made: ControlChart) -> list[tuple[SignalRule, int, int, bool]]:
    return [(item.rule, item.first, item.last, item.is_high) for item in made.signals]


def test_the_limits_are_those_of_the_forecast_of_the_baseline() -> None:
    made = chart([11.0, 12, 10])
    expected = forecast(BASELINE, range(21))
    each, together = VALUES_LEVEL / 3 / 2, PERIOD_LEVEL / 2
    assert [item.low for item in made.limits] == pytest.approx(expected.values.quantiles(each))
    assert [item.high for item in made.limits] == pytest.approx(expected.values.quantiles(1 - each))
    assert made.together_limits is not None
    assert made.together_limits.low == pytest.approx(expected.mean.quantiles(together)[0])
    assert made.together_limits.high == pytest.approx(expected.mean.quantiles(1 - together)[0])
    assert made.mean == pytest.approx(np.mean(BASELINE))
    assert made.centers == pytest.approx(expected.values.means)
    assert made.signals == ()


def test_later_values_move_no_limit() -> None:
    usual, far = chart([11.0, 12, 10]), chart([90.0, 95, -3])
    assert (usual.limits, usual.together_limits) == (far.limits, far.together_limits)


def test_a_month_outside_its_limits_is_a_signal() -> None:
    limits = chart([10.0, 10, 10, 10]).limits[2]
    inside, outside = chart([10.0, 10, limits.high, 10]), chart([10.0, 10, limits.high + 0.1, 8])
    assert signals_of(inside) == []
    assert signals_of(outside) == [(SignalRule.OUTSIDE, 20, 20, True)]
    assert signals_of(chart([10.0, 12, limits.low - 0.1, 13])) == [
        (SignalRule.OUTSIDE, 20, 20, False)
    ]
    assert (outside.outside(1), outside.outside(-1)) == (1, 0)


def test_months_that_are_usual_one_by_one_can_be_unusual_together() -> None:
    made = chart([13.0, 13.5, 13, 13.5, 13, 13.5])
    assert signals_of(made) == [(SignalRule.TOTAL, 18, 23, True)]
    assert made.together == pytest.approx(13.25)
    assert made.outside(1) == 0
    low = chart([8.0, 7.5, 8, 7.5, 8, 7.5])
    assert signals_of(low) == [(SignalRule.TOTAL, 18, 23, False)]


def test_a_period_of_one_month_has_the_level_of_both() -> None:
    made = chart([11.0])
    assert made.together_limits is None
    tail = (VALUES_LEVEL + PERIOD_LEVEL) / 2
    assert made.limits[0].high == pytest.approx(
        forecast(BASELINE, range(19)).values.quantiles(1 - tail)[0]
    )


def test_the_same_month_a_year_earlier_moves_its_limits() -> None:
    year = [10.0, 11, 12, 13, 14, 15, 16, 15, 14, 13, 12, 30]
    noise = np.random.default_rng(2).normal(0, 0.4, 36)
    values = [*(np.tile(year, 3) + noise).tolist(), *year]
    season = Season(
        phases=[month / 12 for month in range(48)], groups=[month % 12 for month in range(48)]
    )
    known = chart_values(range(48), values, n_baseline=36, season=season)
    assert known.signals == ()
    assert known.limits[-1].low > 25
    unknown = chart_values(range(48), values, n_baseline=36)
    assert unknown.limits[-1].low < 20


def test_values_stay_within_what_they_can_be() -> None:
    shares = [0.97, 0.99, 0.96, 0.98, 1.0, 0.95, 0.99, 0.97, 0.98, 0.99, 0.96, 1.0]
    kind = ValueKind(floor=0.0, ceiling=1.0)
    made = chart_values(range(15), [*shares, 1.0, 1.0, 1.0], n_baseline=12, kind=kind)
    assert max(item.high for item in made.limits) == 1
    assert made.signals == ()
    few = [0.02, 0.0, 0.04, 0.01, 0.0, 0.05, 0.01, 0.03, 0.0, 0.02, 0.01, 0.04]
    made = chart_values(range(15), [*few, 0.0, 0.0, 0.0], n_baseline=12, kind=kind)
    assert {item.low for item in made.limits} == {0.0}


def test_months_with_weights_are_weighted_together() -> None:
    values = [*BASELINE, 10.0, 16.0]
    plain = chart_values(range(20), values, n_baseline=18)
    weighted = chart_values(range(20), values, n_baseline=18, weights=[30, 10])
    assert plain.together == pytest.approx(13)
    assert weighted.together == pytest.approx(11.5)
    assert weighted.together_limits != plain.together_limits


def test_limits_out_of_order_are_an_error() -> None:
    with pytest.raises(AssertionError, match="not in order"):
        Limits(low=2, high=1)


@settings(max_examples=30)
@given(
    values=st.lists(st.integers(min_value=-40, max_value=60), min_size=13, max_size=30),
    factor=st.sampled_from([-1.0, 2.5]),
)
def test_other_units_have_the_same_signals(values: list[int], factor: float) -> None:
    scaled = [factor * value + 0.1 for value in values]
    shifted = [value + 0.1 for value in values]
    try:
        plain, other = (
            chart_values(range(len(values)), item, n_baseline=12) for item in (shifted, scaled)
        )
    except InsufficientDataError:
        return
    assert {(s.rule, s.first, s.last, s.is_high) for s in other.signals} == {
        (s.rule, s.first, s.last, s.is_high == (factor > 0)) for s in plain.signals
    }


def test_fewer_than_12_months_give_no_limits() -> None:
    with pytest.raises(InsufficientDataError, match="at least 12 values, and this one has 11"):
        chart_values(range(20), [1.0, 2.5] * 10, n_baseline=11)


@pytest.mark.parametrize("value", [0.1, 7.0])
def test_a_baseline_that_does_not_vary_gives_no_limits(value: float) -> None:
    with pytest.raises(InsufficientDataError, match="do not vary"):
        chart_values(range(13), [value] * 13, n_baseline=12)


def test_rare_whole_numbers_other_than_counts_give_no_limits() -> None:
    gains = [0.0, -1, 0, 0, 1, -1, 0, 0, 2, 0, 0, -1]
    with pytest.raises(InsufficientDataError) as caught:
        chart_values(range(13), [*gains, 4], n_baseline=12)
    assert str(caught.value.args[0]) == (
        "with 6 in the 12 values of the baseline, too few happen at a time for limits to mean "
        "anything"
    )


def test_the_limits_of_counts_are_the_wider_of_both_forecasts() -> None:
    later = [1, 2, 1, 0, 1, 1]
    made, counted = falls(later), forecast_counts(FALLS)
    measured = forecast(FALLS, range(30))
    each, together = VALUES_LEVEL / 6 / 2, PERIOD_LEVEL / 2
    for limits, high in zip(made.limits, measured.values.quantiles(1 - each), strict=True):
        assert limits == Limits(low=0, high=max(counted.most(1, each), np.floor(high)))
    highs = measured.mean.quantiles(1 - together) * 6
    assert made.together_limits is not None
    assert made.together_limits.high == max(counted.most(6, together), np.floor(highs[0]))
    assert made.together == 6
    # Of counts that are not rare, the mean is compared.
    many = chart_values(range(44), [*BOARDS, *BOARDS_LATER], n_baseline=24, kind=COUNTS)
    assert many.counts is None
    assert many.together == pytest.approx(np.mean(BOARDS_LATER))
    assert many.limits[0].high >= forecast_counts(BOARDS).most(1, VALUES_LEVEL / 20 / 2)


def test_signals_match_the_published_chart_of_circuit_boards() -> None:
    # Montgomery, Introduction to Statistical Quality Control, c chart of printed circuit
    # boards: mean 19.67 and 3-sigma limits 6.36 to 32.97 after samples 6 (5 defects) and 20
    # (39 defects) are set aside; the 20 later samples are in control. (qcc::circuit)
    values = [*BOARDS, *BOARDS_LATER]
    assert chart_values(range(44), values, n_baseline=24, kind=COUNTS).signals == ()
    one = chart_values(range(25), [*BOARDS, 39], n_baseline=24, kind=COUNTS)
    assert [signal.last for signal in one.signals] == [24]


def test_a_rare_count_above_its_limit_is_a_signal() -> None:
    high = int(falls([0, 1, 1]).limits[1].high)
    assert signals_of(falls([1, high, 0])) == []
    assert (SignalRule.OUTSIDE, 25, 25, True) in signals_of(falls([1, high + 1, 0]))


def test_a_long_run_of_none_is_a_signal_wherever_it_begins() -> None:
    before = [2.0, 1, 2, 1, 3, 1, 2, 1, 2, 1, 2, 2] * 2
    known = falls([0.0], [*before[:-2], 0, 0]).counts
    assert known is not None
    assert known.stretch is not None
    # Two of the months without events are the last of the baseline.
    enough, few = known.stretch - 2, known.stretch - 3
    runs = {
        count: [
            (item.first, item.last, item.is_high)
            for item in falls([0.0] * count, [*before[:-2], 0, 0]).signals
            if item.rule is SignalRule.NONE_IN_A_ROW
        ]
        for count in (enough, few)
    }
    assert runs == {enough: [(22, 23 + enough, False)], few: []}


def test_a_baseline_without_events_is_charted() -> None:
    quiet = falls([0, 1, 0], [0.0] * 24)
    assert quiet.signals == ()
    assert quiet.counts is not None
    assert (quiet.counts.dispersion, quiet.counts.stretch) == (None, None)
    assert not quiet.counts.is_clustered
    assert quiet.centers == (0, 0, 0)
    assert falls([0, 9, 0], [0.0] * 24).signals


def test_a_baseline_that_varies_more_than_chance_has_wider_limits() -> None:
    bursts = [0, 0, 6, 0, 0, 0, 5, 0, 0, 1, 0, 0] * 2
    even, wide = falls([2] * 6), falls([2] * 6, bursts)
    assert (even.mean, wide.mean) == (1, 1)
    assert even.counts is not None
    assert wide.counts is not None
    assert (even.counts.is_clustered, wide.counts.is_clustered) == (False, True)
    assert wide.counts.dispersion == pytest.approx(100 / 23)
    assert even.together_limits is not None
    assert wide.together_limits is not None
    assert wide.together_limits.high > even.together_limits.high


@settings(max_examples=30)
@given(
    before=st.lists(st.integers(min_value=0, max_value=3), min_size=12, max_size=24),
    later=st.lists(st.integers(min_value=0, max_value=5), min_size=1, max_size=12),
)
def test_an_additional_event_removes_no_high_signal(before: list[int], later: list[int]) -> None:
    def highs(values: list[int]) -> set[tuple[SignalRule, int]]:
        made = chart_values(range(len(values)), values, n_baseline=len(before), kind=COUNTS)
        return {(signal.rule, signal.last) for signal in made.signals if signal.is_high}

    try:
        plain = highs(before + later)
    except InsufficientDataError:
        return
    more = [later[0] + 1, *later[1:]]
    assert plain <= highs(before + more)


def test_runs_end_where_a_flag_is_false() -> None:
    assert list(runs_of([True, True, False, True])) == [(0, 1), (3, 3)]
    assert list(runs_of([False, False])) == []
