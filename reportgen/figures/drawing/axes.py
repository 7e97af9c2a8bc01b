"""Axes of a chart: coordinates, scales of values and time, ticks and their labels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from matplotlib.ticker import MaxNLocator

from reportgen.analysis.calendar_months import DAYS_PER_MONTH
from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.metric import MetricKind
from reportgen.narrative.numbers.number_text import (
    date_text,
    decimal_text,
    money_decimals,
    short_date_text,
    short_month_text,
)
from reportgen.narrative.numbers.period_text import step_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from reportgen.analysis.time_axis import TimeAxis
    from reportgen.model.metric import Metric
    from reportgen.narrative.numbers.number_style import NumberStyle


Point = tuple[float, float]

# Close to 2**53, beyond which floats can't represent every integer. Larger values have an exponent.
_LARGEST = 1e15

# Enough for any observed value; hides the representation error of ticks such as
# 0.30000000000000004.
_MAX_DECIMALS = 6

# An axis starts at zero if the lowest value is below this share of the highest.
_FROM_ZERO_BELOW = 0.35

# Round steps between ticks.
_VALUE_STEPS = (1, 2, 2.5, 5, 10)

# Steps between ticks: divisors and multiples of a year, so that ticks are at the same months;
# weeks and days are parts of a year only nearly.
_TICK_STEPS = {
    Frequency.DAY: (1, 7, 14, 28, 91, 182, 365, 730, 1826),
    Frequency.WEEK: (1, 2, 4, 13, 26, 52, 104, 260, 520),
    Frequency.MONTH: (1, 2, 3, 6, 12, 24, 36, 60, 120, 240, 600),
    Frequency.QUARTER: (1, 2, 4, 8, 20, 40, 80, 200),
    Frequency.YEAR: (1, 2, 5, 10, 20, 50),
}
# A day that begins a year, a quarter and a decade, from which ticks are counted.
_ANCHOR = date(2000, 1, 1)
# In July, a month whose short name is among the widest.
_WIDEST = date(2019, 7, 28)

# At most five labels such as `Jul 2019`, which would be crowded otherwise.
_MAX_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class AxesTransform:
    """A rectangle on a canvas, in points, whose sides correspond to limits of the data.

    Raises
    ------
    ValueError
        Two limits are equal.
    """

    left: float
    bottom: float
    right: float
    top: float
    x_limits: Point
    y_limits: Point

    def __post_init__(self) -> None:
        """Check that the limits differ."""
        for low, high in (self.x_limits, self.y_limits):
            if low == high:
                raise ValueError(f"the limits must differ, but both are {low}")

    def x_at(self, value: float) -> float:
        """Return the horizontal position of a value, in points."""
        low, high = self.x_limits
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y_at(self, value: float) -> float:
        """Return the vertical position of a value, in points."""
        low, high = self.y_limits
        return self.bottom + (value - low) / (high - low) * (self.top - self.bottom)

    def at(self, x: float, y: float) -> Point:
        """Return the position of a data point, in points."""
        return self.x_at(x), self.y_at(y)


def value_text(
    value: float,
    style: NumberStyle,
    *,
    kind: MetricKind = MetricKind.COUNT,
    currency: str | None = None,
) -> str:
    """Return an observed value without rounding; a rate as a percentage, money with its sign.

    Parameters
    ----------
    value : float
        In the metric's unit; a fraction of 1 for a rate.
    style : NumberStyle
        The number style of the brief.
    kind : MetricKind
        The kind of metric.
    currency : str or None
        The ISO 4217 code of an amount.
    """
    return axis_texts((value,), style, kind=kind, currency=currency)[0]


def axis_texts(
    values: Sequence[float],
    style: NumberStyle,
    *,
    kind: MetricKind = MetricKind.COUNT,
    currency: str | None = None,
) -> tuple[str, ...]:
    """Return the values as texts with the same number of decimals."""
    is_rate = kind is MetricKind.RATE
    if any(abs(value) >= _LARGEST for value in values):
        return tuple(f"{value:.3g}" for value in values)
    # Through `repr`, the shortest decimal that gives the float, so that 0.07 becomes 7% and not
    # 7.000000000000001%.
    exact = [Decimal(repr(float(value))) * (100 if is_rate else 1) for value in values]
    decimals = min(_MAX_DECIMALS, max((_decimals(value) for value in exact), default=0))
    if currency:
        decimals = money_decimals(decimals, currency)
    sign = style.percent if is_rate else ""
    return tuple(
        f"{decimal_text(value, decimals, style, currency=currency)}{sign}" for value in exact
    )


def short_month(day: date) -> str:
    """Return ``Jul 2019``."""
    return short_month_text(day)


def table_step(span: DateSpan, calendar: Calendar) -> str:
    """Return a step as a table of figure data shows it: a week by its last day."""
    if calendar.frequency is Frequency.WEEK:
        return date_text(span.last)
    return step_text(span, calendar.frequency, year_starts=calendar.year_starts)


def tick_text(span: DateSpan, calendar: Calendar) -> str:
    """Return the label of a tick, which must be short: of a week its last day, as in sentences."""
    frequency = calendar.frequency
    if frequency is Frequency.MONTH:
        return short_month_text(span.first)
    if frequency in (Frequency.WEEK, Frequency.DAY):
        return short_date_text(span.last)
    return step_text(span, frequency, year_starts=calendar.year_starts)


def _decimals(value: Decimal) -> int:
    rounded = round(value, _MAX_DECIMALS).normalize()
    exponent = rounded.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueScale:
    """Limits and ticks, in the unit of the metric."""

    low: float
    high: float
    ticks: tuple[float, ...]


def value_scale(
    values: Iterable[float],
    *,
    from_zero: bool,
    steps: int = 6,
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
    locator = MaxNLocator(nbins=steps, steps=list(_VALUE_STEPS), integer=is_whole)
    ticks = tuple(float(tick) for tick in locator.tick_values(bottom, top) if bottom <= tick <= top)
    return ValueScale(low=bottom, high=top, ticks=ticks)


def are_whole(values: Iterable[float], metric: Metric) -> bool:
    """Return whether only whole numbers make sense on the axis of a metric."""
    parts = (MetricKind.RATE, MetricKind.AVERAGE)
    return metric.kind not in parts and all(float(value).is_integer() for value in values)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeScale:
    """Positions on the time axis of the analysis; one tick is at `change`."""

    axis: TimeAxis
    first: float
    last: float
    change: date | None

    def position(self, day: date) -> float:
        """Return the position of the start of a day, in units of the axis.

        The mark of a step is at its middle, so that a change on the first day of a month is half a
        month before its mark.
        """
        if not self.axis.is_regular:
            return (day - self.axis.origin).days / DAYS_PER_MONTH
        step = self.axis.calendar.span(day)
        return self.axis.steps_to(day) + (day - step.first).days / step.days - 0.5

    def ends(self, span: DateSpan) -> Point:
        """Return the positions where the first day of a span begins and its last day ends."""
        return self.position(span.first), self.position(span.last + timedelta(days=1))

    def ticks(
        self, room: float, width_of: Callable[[str], float], *, per_step: float
    ) -> tuple[tuple[float, str], ...]:
        """Return positions and labels of ticks, without overlap.

        Parameters
        ----------
        room : float
            Length of the axis, in points.
        width_of : callable
            Returns the width of a label, in points.
        per_step : float
            Length of one step, in points.
        """
        if self.last - self.first < 2:
            return self._two_days()
        calendar = self._calendar
        # The widest usual label, with 8 points between labels.
        widest = tick_text(calendar.span(_WIDEST), calendar)
        gap = max(width_of(widest) + 8, room / _MAX_TICKS)
        steps = _TICK_STEPS[calendar.frequency]
        step = next((step for step in steps if step * per_step >= gap), steps[-1])
        origin = calendar.index(self.axis.origin)
        low, high = origin + self.first, origin + self.last
        # A tick at the change; without one, at the start of a calendar year.
        anchor = calendar.index(self.change if self.change is not None else _ANCHOR)
        places = [index for index in _range(low, high) if (index - anchor) % step == 0]
        last = int(high // 1)
        # The latest step is labelled if there is room: readers look for it first.
        if not places or (last - places[-1]) * per_step >= gap:
            places.append(last)
        return tuple(
            (self._middle(day), tick_text(calendar.span(day), calendar))
            for day in map(calendar.day_of, places)
        )

    @property
    def _calendar(self) -> Calendar:
        """Return the steps of ticks: months for a series that has no steps itself."""
        return self.axis.calendar if self.axis.is_regular else Calendar(Frequency.MONTH)

    def _middle(self, day: date) -> float:
        return self.position(day) + (0.5 if self.axis.is_regular else 0.0)

    def _two_days(self) -> tuple[tuple[float, str], ...]:
        days = [self.axis.day_at(self.first), self.axis.day_at(self.last)]
        calendar = self.axis.calendar
        texts = [
            tick_text(calendar.span(day), calendar) if self.axis.is_regular else date_text(day)
            for day in days
        ]
        places = [self.first, self.last]
        pairs = zip(places, texts, strict=True)
        return tuple(pairs) if texts[0] != texts[1] else ((self.first, texts[0]),)


def _range(low: float, high: float) -> Sequence[int]:
    # Ceiling of the lower and floor of the upper limit.
    return range(int(-(-low // 1)), int(high // 1) + 1)
