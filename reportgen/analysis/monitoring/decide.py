"""Decide what may be said of a metric: one verdict from chart, year-on-year comparison and goal."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.monitoring.signals import SignalRule
from reportgen.model.metric import Direction
from reportgen.model.monitoring_verdict import Course, MonitoringVerdict, TargetCount, Tone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.signals import Signal
    from reportgen.model.frequency import DateSpan

# Of fewer values a side, no test can decide.
MINIMUM_TESTED = 6
# A value this many times another one is far from it, as half a value is.
_FAR = 2.0
# Two counts differ by more than chance if their difference exceeds so many standard deviations.
_BEYOND_CHANCE = 2.0
# Leaving out the first or the last values of a period must gain this much, in units of the
# likelihood ratio statistic: at most 5% of unchanged stretches are cut.
_GAIN = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class YearEarlier:
    """The reporting period against the same time a year earlier.

    Attributes
    ----------
    difference : float or None
        Of the means; None if not every value has one of a year earlier.
    found : Direction
        The direction that the comparison of the two found; `neither` if none. A difference that
        it found beyond a trend, and that the means do not show, says nothing of a year ago.
    """

    difference: float | None = None
    found: Direction = Direction.NEITHER

    def __post_init__(self) -> None:
        sign = {Direction.UP: 1, Direction.DOWN: -1}.get(self.found, 0)
        if self.difference is not None and sign * self.difference < 0:
            object.__setattr__(self, "found", Direction.NEITHER)


def decide(
    chart: ControlChart | None,
    spans: Sequence[DateSpan],
    *,
    year: YearEarlier,
    good: Direction,
    target: TargetCount | None = None,
    is_of_gains: bool = False,
) -> MonitoringVerdict:
    """Return the verdict on a metric.

    Parameters
    ----------
    chart : ControlChart or None
        None if there is none.
    spans : sequence of DateSpan, shape (m,)
        The steps of its later values.
    is_of_gains : bool
        Whether the values are gains, of which none is twice another in a sense that matters.
    """
    if chart is None or not chart.signals:
        is_high = year.found is Direction.UP
        if year.found is Direction.NEITHER or len(spans) < MINIMUM_TESTED:
            course = Course.EXPECTED if chart is not None else Course.NOT_ASSESSABLE
            if chart is not None and not is_of_gains and _says_little(chart, year):
                course = Course.UNCLEAR
            return MonitoringVerdict(course=course, target=target)
        return MonitoringVerdict(
            course=Course.UNLIKE_A_YEAR_AGO,
            tone=Tone.of(good, is_high=is_high),
            is_high=is_high,
            target=target,
        )
    is_high, first, last = _stretch(chart)
    end = len(spans) - 1
    course = Course.PASSED
    if last == end:
        agrees = year.found is (Direction.UP if is_high else Direction.DOWN)
        course = Course.CHANGED if agrees else Course.SINCE
    return MonitoringVerdict(
        course=course,
        tone=Tone.of(good, is_high=is_high) if last == end else Tone.NEUTRAL,
        is_high=is_high,
        first=spans[first],
        last=spans[last],
        # To the end, it is of the whole period only where the chart says so of all values together.
        is_from_start=first == 0 and (last < end or _is_of_all(chart, is_high=is_high)),
        target=target,
    )


def _is_of_all(chart: ControlChart, *, is_high: bool) -> bool:
    """Return whether a signal is that of all later values."""
    end = len(chart.later) - 1
    spans = [
        (item.first - chart.n_baseline, item.last)
        for item in chart.signals
        if item.is_high == is_high
    ]
    return any(first <= 0 and last - chart.n_baseline == end for first, last in spans)


def _says_little(chart: ControlChart, year: YearEarlier) -> bool:
    """Return whether the range of a period holds its value and another at least twice as large.

    The other is that of the same number of values before it or of a year earlier. Of whole numbers,
    2 is not far from 1: their difference has to be beyond the chance variation of two counts.
    """
    later = chart.later
    count, limits = len(later), chart.together_limits or chart.limits[-1]
    mean = sum(later) / count
    before = chart.values[: chart.n_baseline][-count:]
    others = [sum(before) / len(before)]
    if year.difference is not None:
        others.append(mean - year.difference)
    is_whole = all(value.is_integer() for value in (*before, *later))
    # The range of rare counts is that of their total.
    size = count if chart.counts is not None and chart.together_limits is not None else 1
    for other in others:
        low, high = sorted((mean, other))
        is_far = low >= 0 and high >= _FAR * low and high > 0
        if is_far and is_whole:
            is_far = (high - low) * count > _BEYOND_CHANCE * sqrt((high + low) * count)
        if is_far and not limits.side(other * size):
            return True
    return False


def _stretch(chart: ControlChart) -> tuple[bool, int, int]:
    """Return the direction of the strongest signal, and the first and last value it extends over.

    A value on the other side after its end is stronger, because it is what the metric did last.
    """
    order = list(SignalRule)
    # Of several values outside their limits, the last one.
    signal = min(chart.signals, key=lambda item: (order.index(item.rule), -item.last))
    first, last = _extent(chart, signal)
    turned = [
        item
        for item in chart.signals
        if item.rule is SignalRule.OUTSIDE and item.first > chart.n_baseline + last
    ]
    if not turned:
        return signal.is_high, first, last
    return turned[-1].is_high, *_extent(chart, turned[-1], after=last)


def _extent(chart: ControlChart, signal: Signal, *, after: int = -1) -> tuple[int, int]:
    """Return the first and last later value that a signal extends over.

    Where its ends are values within their own limits, nothing dates it: a signal of all values
    then is one of all of them, and another one begins and ends with a value outside its limits.

    Notes
    -----
    Of all stretches that hold the signal and the values outside their limits on its side, the one
    under which the values are most likely: the square of its standardized sum, less a penalty for
    each end at which it leaves out values. As in Levin and Kline (1985), Stat. Med. 4, 469-488,
    but for the penalty, without which chance would cut every stretch.
    """
    start, side = chart.n_baseline, 1 if signal.is_high else -1
    marks = [
        item
        for item in chart.signals
        if item.rule is not SignalRule.TOTAL
        and item.is_high == signal.is_high
        and item.first > start + after
    ]
    deviations = (np.asarray(chart.later) - chart.centers) * side / chart.spread
    count = len(deviations)
    sums = np.concatenate([[0.0], np.cumsum(deviations)])
    first, last = np.meshgrid(np.arange(count), np.arange(count), indexing="ij")
    total = sums[last + 1] - sums[first]
    is_cut = (first > after + 1).astype(float) + (last < count - 1)
    gains = np.sign(total) * total**2 / np.maximum(last - first + 1, 1) - _GAIN * is_cut
    is_possible = (first <= last) & (first > after)
    for item in marks:
        is_possible &= (first <= max(item.first - start, 0)) & (last >= item.last - start)
    begin, end = divmod(int(np.argmax(np.where(is_possible, gains, -np.inf))), count)
    begins = [max(item.first - start, 0) for item in marks]
    ends = [item.last - start for item in marks]
    if signal.rule is SignalRule.TOTAL:
        has_turned = any(
            item.is_high != signal.is_high and item.first > start + end for item in chart.signals
        )
        is_dated = begin in (0, *begins) and end in (*ends, count - 1)
        return (begin, end) if is_dated or has_turned else (0, count - 1)
    return min(begins), end if end == count - 1 else max(ends)
