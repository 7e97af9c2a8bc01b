"""The vertical axis of a chart: its limits, and round numbers for its ticks."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_FROM_ZERO_BELOW = 0.35
"""A level's axis starts at zero where its lowest value is under this share of its highest."""

_ROUND = (1.0, 2.0, 2.5, 5.0)
_TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """Limits and ticks, in the metric's unit."""

    low: float
    high: float
    ticks: tuple[float, ...]


def value_scale(
    values: Iterable[float], *, from_zero: bool, steps: int = 4, headroom: float = 0.06
) -> ValueScale:
    """Return a scale that holds all values, from zero where asked or nearly reached.

    Parameters
    ----------
    values : iterable of float
        At least one value.
    from_zero : bool
        Whether zero must be on the axis, as it must for bars.
    steps : int
        How many intervals between ticks there may be.
    headroom : float
        How much space is left above the highest value, as a share of the range.
    """
    found = list(values)
    low, high = min(found), max(found)
    if from_zero or (0 <= low < _FROM_ZERO_BELOW * high):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        around = abs(low) * 0.1 or 1.0
        low, high = (low, high + 1.0) if from_zero else (low - around, high + around)
    margin = (high - low) * headroom
    bottom = low if low == 0 else low - margin
    top = high + margin if high > 0 or low >= 0 else high
    return ValueScale(low=bottom, high=top, ticks=_round_ticks(bottom, top, steps))


def _round_ticks(low: float, high: float, steps: int) -> tuple[float, ...]:
    """Return the multiples of a round number in a range, at most `steps` intervals of it apart.

    The number is 1, 2, 2.5 or 5 times a power of ten: the least that is wide enough, or one
    below it that has two multiples in the range.
    """
    wanted = (high - low) / steps
    power = floor(log10(wanted))
    widths = [base * 10.0**exponent for exponent in (power - 1, power) for base in _ROUND]
    widths.append(10.0 ** (power + 1))
    enough = next(index for index, width in enumerate(widths) if width >= wanted)
    for width in reversed(widths[: enough + 1]):
        first, last = ceil(low / width - _TINY), floor(high / width + _TINY)
        ticks = tuple(count * width for count in range(first, last + 1))
        found = tuple(tick for tick in ticks if low <= tick <= high)
        if len(found) > 1:
            break
    return found
