"""Whole months: counting them, and the days they begin and end on."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

DAYS_A_MONTH = 30.4375
"""The mean length of a month: 365.25 days / 12."""


def month_index(day: date) -> int:
    """Return the day's month, counted from January of year 0."""
    return day.year * 12 + day.month - 1


def first_of_month(index: int) -> date:
    """Return the first day of the month with this index."""
    return date(index // 12, index % 12 + 1, 1)


def last_of_month(index: int) -> date:
    """Return the last day of the month with this index."""
    first = first_of_month(index)
    return first.replace(day=monthrange(first.year, first.month)[1])


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last of that month where it has no such day."""
    last = last_of_month(month_index(day) + months)
    return last.replace(day=min(day.day, last.day))


def month_position(day: date) -> float:
    """Return how many months have passed by the end of the day, since the end of year -1."""
    return month_index(day) + day.day / monthrange(day.year, day.month)[1]


def months_between(start: date, end: date) -> float:
    """Return the months from one day to another, at `DAYS_A_MONTH` days a month."""
    return (end - start).days / DAYS_A_MONTH


def is_whole_months(first: date, last: date) -> bool:
    """Return whether a span begins with a month and ends with one."""
    return first.day == 1 and (last + timedelta(days=1)).day == 1
