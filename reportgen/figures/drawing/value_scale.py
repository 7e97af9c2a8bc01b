"""The vertical axis of a chart: its limits, and round numbers for its ticks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

if TYPE_CHECKING:
    from collections.abc import Iterable

_FROM_ZERO_BELOW = 0.35
"""A level's axis starts at zero where its lowest value is under this share of its highest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """Limits and ticks, in the metric's unit."""

    low: float
    high: float
    ticks: tuple[float, ...]


_STEPS = (1, 2, 2.5, 5, 10)
_WHOLE_STEPS = (1, 2, 3, 5, 10)


def value_scale(
    values: Iterable[float],
    *,
    from_zero: bool,
    steps: int = 4,
    headroom: float = 0.06,
    is_whole: bool = False,
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
    is_whole : bool
        Whether ticks stand at whole numbers alone, as the values do.
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
    known = _WHOLE_STEPS if is_whole else _STEPS
    locator = MaxNLocator(nbins=steps, steps=list(known), integer=is_whole)
    ticks = tuple(float(tick) for tick in locator.tick_values(bottom, top) if bottom <= tick <= top)
    return ValueScale(low=bottom, high=top, ticks=ticks)
