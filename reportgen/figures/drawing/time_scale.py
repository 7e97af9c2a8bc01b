"""The time axis of a chart: positions of days, ticks and their labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import first_of_month, last_of_month, month_index
from reportgen.figures.drawing.axis_text import short_month
from reportgen.narrative.numbers.number_text import date_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from reportgen.analysis.time_axis import TimeAxis

# Months between ticks: divisors and multiples of a year, so that ticks are at the same months.
_STEPS = (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600)
# At most five labels such as `Jul 2019`, which would be crowded otherwise.
_MAX_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """Positions on the time axis of the analysis; one tick is at `change`."""

    axis: TimeAxis
    first: float
    last: float
    change: date | None

    def position(self, day: date) -> float:
        """Return the position of the start of a day, in months.

        The mark of a month is at its middle, so that a change on the first day of the month is
        half a month before it.
        """
        if not self.axis.is_monthly:
            # Mean length of a month in days: 365.25 / 12.
            return (day - self.axis.origin).days / 30.4375
        index = month_index(day)
        length = last_of_month(index).day
        return index - month_index(self.axis.origin) + (day.day - 1) / length - 0.5

    def ticks(self, room: float, width_of: Callable[[str], float]) -> tuple[tuple[float, str], ...]:
        """Return positions and labels of ticks, without overlap.

        Parameters
        ----------
        room : float
            Length of the axis, in points.
        width_of : callable
            Returns the width of a label, in points.
        """
        if self.last - self.first < 2:
            return self._two_days()
        # The widest usual label, with 8 points between labels.
        gap = max(width_of("Jul 2019") + 8, room / _MAX_TICKS)
        per_month = room / (self.last - self.first + 1)
        step = next((step for step in _STEPS if step * per_month >= gap), _STEPS[-1])
        origin = month_index(self.axis.origin)
        low, high = origin + self.first, origin + self.last
        # A tick at the change; without one, at January of the calendar year.
        anchor = month_index(self.change) if self.change is not None else 0
        months = [index for index in _range(low, high) if (index - anchor) % step == 0]
        last = int(high // 1)
        # The latest month is labelled if there is room: readers look for it first.
        if not months or (last - months[-1]) * per_month >= gap:
            months.append(last)
        return tuple(
            (self._middle(first_of_month(index)), short_month(first_of_month(index)))
            for index in months
        )

    def _middle(self, day: date) -> float:
        return self.position(day) + (0.5 if self.axis.is_monthly else 0.0)

    def _two_days(self) -> tuple[tuple[float, str], ...]:
        days = [self.axis.day_at(self.first), self.axis.day_at(self.last)]
        texts = [short_month(day) if self.axis.is_monthly else date_text(day) for day in days]
        places = [self.first, self.last]
        pairs = zip(places, texts, strict=True)
        return tuple(pairs) if texts[0] != texts[1] else ((self.first, texts[0]),)


def _range(low: float, high: float) -> Sequence[int]:
    # Ceiling of the lower and floor of the upper limit.
    return range(int(-(-low // 1)), int(high // 1) + 1)
