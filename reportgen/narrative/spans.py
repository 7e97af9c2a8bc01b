"""Spans of time in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.narrative.number_text import date_text, month_text

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.period import Period


def between_text(period: Period) -> str:
    """Return ``between July 2019 and June 2020``, ``in June 2020``, or the same with days."""
    first, last = span_ends(period)
    return f"in {last}" if not first else f"between {first} and {last}"


def range_text(period: Period) -> str:
    """Return ``July 2019 to June 2020``, or ``June 2020`` for a single month."""
    first, last = span_ends(period)
    return f"{first} to {last}" if first else last


def span_ends(period: Period) -> tuple[str, str]:
    """Return how the two ends of a period are called; the first is empty for a single one."""
    first, last = period.first, period.last
    if first.day != 1 or (last + timedelta(days=1)).day != 1:
        return ("" if first == last else date_text(first)), date_text(last)
    if (first.year, first.month) == (last.year, last.month):
        return "", month_text(last)
    return _without_year(first) if first.year == last.year else month_text(first), month_text(last)


def end_text(period: Period) -> str:
    """Return how the last day or month of a period is called."""
    return span_ends(period)[1]


def _without_year(day: date) -> str:
    return month_text(day).split(" ", maxsplit=1)[0]


def start_text(period: Period) -> str:
    """Return how the first day or month of a period is called."""
    first, last = span_ends(period)
    if not first:
        return last
    return first if first[-1].isdigit() else month_text(period.first)
