"""Detect the frequency of dates, and the span of days that each date describes."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.values.dates import DateSpan, month_span
from reportgen.model.series import Frequency

if TYPE_CHECKING:
    from collections.abc import Sequence

_WEEK = 7


def detect_frequency(spans: Sequence[DateSpan]) -> Frequency:
    """Return the frequency of spans, which must be sorted and distinct.

    Days are monthly if no month has two of them and their median distance is a month.
    """
    if not spans:
        return Frequency.IRREGULAR
    if all(is_month(span) for span in spans):
        return Frequency.MONTH
    if all(_length(span) == _WEEK for span in spans):
        return Frequency.WEEK
    starts = [span.first for span in spans]
    gaps = [(later - earlier).days for earlier, later in pairwise(starts)]
    if not gaps:
        return Frequency.IRREGULAR
    # The median ignores the gaps of a few missing rows.
    typical = median(gaps)
    # Up to 2, so that a file that lacks every other day is incomplete days, not irregular.
    if typical <= 2:
        return Frequency.DAY
    # A gap that is not a multiple of 7 would shift the day on which weeks start.
    if typical == _WEEK and all(gap % _WEEK == 0 for gap in gaps):
        return Frequency.WEEK
    months = {(day.year, day.month) for day in starts}
    if len(months) == len(starts) and 28 <= typical <= 31:
        return Frequency.MONTH
    return Frequency.IRREGULAR


def is_month(span: DateSpan) -> bool:
    """Return whether a span is one whole calendar month."""
    return span == month_span(span.first)


def described_span(span: DateSpan, frequency: Frequency) -> DateSpan:
    """Return the days that a date describes: its month, the week it starts, or its own days."""
    if frequency is Frequency.MONTH:
        return month_span(span.first)
    if frequency is Frequency.WEEK and span.first == span.last:
        return DateSpan(span.first, span.first + timedelta(days=_WEEK - 1))
    return span


def _length(span: DateSpan) -> int:
    return (span.last - span.first).days + 1
