"""What the values that belong to signals speak for."""

from __future__ import annotations

import pytest

from reportgen.analysis.monitoring.signals import Signal, SignalRule, marked_values
from reportgen.model.metric import Direction
from reportgen.model.monitoring_verdict import Tone

RUN = Signal(rule=SignalRule.NONE_IN_A_ROW, first=2, last=8, is_high=False)
PEAK = Signal(rule=SignalRule.OUTSIDE, first=8, last=8, is_high=True)
TOTAL = Signal(rule=SignalRule.TOTAL, first=9, last=11, is_high=True)


@pytest.mark.parametrize(
    ("good", "run", "peak"),
    [
        (Direction.UP, Tone.WORSE, Tone.BETTER),
        (Direction.DOWN, Tone.BETTER, Tone.WORSE),
        (Direction.NEITHER, Tone.NEUTRAL, Tone.NEUTRAL),
    ],
)
def test_a_value_speaks_for_its_strongest_signal(good: Direction, run: Tone, peak: Tone) -> None:
    expected = {**dict.fromkeys(range(2, 8), run), 8: peak}
    assert marked_values((PEAK, RUN), good) == expected
    assert marked_values((RUN, PEAK), good) == expected


def test_the_total_of_a_period_marks_none_of_its_values() -> None:
    assert marked_values((TOTAL,), Direction.UP) == {}
