"""Signals: what common-cause variation hardly ever shows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.monitoring_verdict import Tone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.model.metric import Direction


class SignalRule(StrEnum):
    """A pattern that is unlikely if everything goes on as before; in order of precedence."""

    TOTAL = "total_outside_limits"
    """All values of the reporting period together."""
    OUTSIDE = "outside_limits"
    NONE_IN_A_ROW = "months_with_none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """A pattern from position `first` to `last`; `is_high` is its side."""

    rule: SignalRule
    first: int
    last: int
    is_high: bool


def runs_of(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield first and last position of every run of true values."""
    first = None
    # One position past the end, so that the last run is closed, too.
    for position, flag in enumerate([*flags, False]):
        if flag and first is None:
            first = position
        elif not flag and first is not None:
            yield first, position - 1
            first = None


def marked_values(signals: Sequence[Signal], good: Direction) -> dict[int, Tone]:
    """Return what each value that belongs to a signal speaks for, by its position.

    That of its strongest signal. A signal of the total of a period belongs to none of its values.
    """
    order = list(SignalRule)
    found: dict[int, Tone] = {}
    for signal in sorted(signals, key=lambda item: -order.index(item.rule)):
        if signal.rule is not SignalRule.TOTAL:
            tone = Tone.of(good, is_high=signal.is_high)
            found |= dict.fromkeys(range(signal.first, signal.last + 1), tone)
    return found
