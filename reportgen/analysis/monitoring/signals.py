"""What control charts share: the baseline, signals, and the judgement by them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.message import Message
from reportgen.model.metric import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# Of unchanged quarters, 8.5% hold a signal of an XmR chart with limits from 12 values, 5.4% with
# 24 (docs/methods.md).
MINIMUM_BASELINE = 12


class SignalRule(StrEnum):
    """A pattern that is unlikely in common-cause variation; in order of precedence."""

    OUTSIDE = "outside_limits"
    TOTAL = "total_outside_limits"
    ONE_SIDE = "run_on_one_side"
    TREND = "run_rising_or_falling"
    TWO_OF_THREE = "two_of_three_near_limit"
    NONE_IN_A_ROW = "months_with_none"


class Variation(StrEnum):
    """The judgement of the latest month."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    HIGHER = "higher"
    """A signal of higher values, where neither direction is good; `LOWER` likewise."""
    LOWER = "lower"
    COMMON_CAUSE = "common_cause"
    NOT_ASSESSABLE = "not_assessable"


class Assurance(StrEnum):
    """Whether common-cause variation meets the target."""

    CAPABLE = "capable"
    HIT_OR_MISS = "hit_or_miss"
    NOT_CAPABLE = "not_capable"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A pattern from position `first` to `last`; `is_high` is its side or direction."""

    rule: SignalRule
    first: int
    last: int
    is_high: bool


def runs_of(signs: Sequence[int]) -> Iterator[tuple[int, int, bool]]:
    """Yield first position, last position and side of every run of equal signs; 0 ends a run."""
    first = 0
    # One position past the end, so that the last run is closed, too.
    for position in range(1, len(signs) + 1):
        if position == len(signs) or signs[position] != signs[first]:
            if signs[first] != 0:
                yield first, position - 1, signs[first] > 0
            first = position


def short_baseline(count: int) -> Message:
    """Return why a baseline is too short."""
    return Message(
        "limits need a baseline of at least {fewest} values, and this one has {count}",
        fewest=str(MINIMUM_BASELINE),
        count=str(count),
    )


def marked_values(signals: Sequence[Signal], good: Direction) -> dict[int, Variation]:
    """Return what each value that belongs to a signal speaks for, by its position.

    That of its strongest signal. A signal of the total of a period belongs to none of its values.
    """
    order = list(SignalRule)
    found: dict[int, Variation] = {}
    for signal in sorted(signals, key=lambda item: -order.index(item.rule)):
        if signal.rule is not SignalRule.TOTAL:
            found |= dict.fromkeys(range(signal.first, signal.last + 1), _judged(signal, good))
    return found


def _judged(signal: Signal, good: Direction) -> Variation:
    if good is Direction.NEITHER:
        return Variation.HIGHER if signal.is_high else Variation.LOWER
    is_good = signal.is_high == (good is Direction.UP)
    return Variation.IMPROVING if is_good else Variation.WORSENING


def variation_of(signals: Sequence[Signal], latest: int, good: Direction) -> Variation:
    """Return the judgement by the signals that include the latest value."""
    # A signal that has ended is history: the brief reports it, but the metric is not improving.
    current = [signal for signal in signals if signal.last == latest]
    if not current:
        return Variation.COMMON_CAUSE
    order = list(SignalRule)
    return _judged(min(current, key=lambda signal: order.index(signal.rule)), good)
