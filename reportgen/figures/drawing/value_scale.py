"""The value axis of a chart: limits and ticks at round numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

if TYPE_CHECKING:
    from collections.abc import Iterable

# An axis starts at zero if the lowest value is below this share of the highest.
_FROM_ZERO_BELOW = 0.35


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """Limits and ticks, in the unit of the metric."""

    low: float
    high: float
    ticks: tuple[float, ...]


# Round steps between ticks; those of whole numbers exclude 2.5.
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
    """Return a scale that includes all values, and zero if required or close to them.

    Parameters
    ----------
    values : iterable of float
        At least one value.
    from_zero : bool
        Whether the axis must include zero, as for bars.
    steps : int
        Maximum number of intervals between ticks.
    headroom : float
        Space above the highest value, as a share of the range.
    is_whole : bool
        Whether ticks must be whole numbers.
    """
    found = list(values)
    low, high = min(found), max(found)
    # A truncated axis exaggerates changes; zero costs little if values reach near it.
    if from_zero or (0 <= low < _FROM_ZERO_BELOW * high):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        # A constant series needs limits that differ.
        around = abs(low) * 0.1 or 1.0
        low, high = (low, high + 1.0) if from_zero else (low - around, high + around)
    margin = (high - low) * headroom
    # No space below zero, where bars begin.
    bottom = low if low == 0 else low - margin
    top = high + margin if high > 0 or low >= 0 else high
    known = _WHOLE_STEPS if is_whole else _STEPS
    locator = MaxNLocator(nbins=steps, steps=list(known), integer=is_whole)
    ticks = tuple(float(tick) for tick in locator.tick_values(bottom, top) if bottom <= tick <= top)
    return ValueScale(low=bottom, high=top, ticks=ticks)
