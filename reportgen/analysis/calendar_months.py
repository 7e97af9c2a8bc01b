"""Arithmetic with calendar months."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

# The mean month of the Julian calendar, 365.25 days / 12; the Gregorian one is 0.0006 days
# shorter. It ends as a decimal, so formulas can state it exactly.
DAYS_PER_MONTH = 30.4375
DAYS_PER_YEAR = 365.25


def month_index(day: date) -> int:
    """Return the number of months from January of year 0 to the day's month."""
    return day.year * 12 + day.month - 1


def first_of_month(index: int) -> date:
    """Return the first day of the month with this index."""
    return date(index // 12, index % 12 + 1, 1)


def last_of_month(index: int) -> date:
    """Return the last day of the month with this index."""
    first = first_of_month(index)
    return first.replace(day=monthrange(first.year, first.month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month if it is shorter."""
    last = last_of_month(month_index(day) + months)
    return last.replace(day=min(day.day, last.day))


def month_position(day: date) -> float:
    """Return the months from the start of year 0 to the end of the day, with fractions."""
    return month_index(day) + day.day / monthrange(day.year, day.month)[1]


def months_between(start: date, end: date) -> float:
    """Return the number of months between two days, of `DAYS_PER_MONTH` days each."""
    return (end - start).days / DAYS_PER_MONTH


def is_whole_months(first: date, last: date) -> bool:
    """Return whether a span starts and ends on month boundaries."""
    return first.day == 1 and (last + timedelta(days=1)).day == 1
