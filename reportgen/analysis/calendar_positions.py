"""Whether two periods hold the same months, quarters or weeks of the year."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.model.frequency import DAYS_A_WEEK, Frequency

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from reportgen.model.frequency import Calendar

MOST_UNSHARED = Fraction(1, 6)
"""The share of a period's steps that may lie elsewhere in the year than those of the other.

Two months of twelve: a year in which two values are missing, or with one month more, still
compares with another year.
"""
_WEEKS_A_YEAR = 52


def calendar_position(day: date, calendar: Calendar) -> int:
    """Return the place in the year of the step that holds a day, from 0.

    Months, quarters and weeks have one each; a week is that in which the seven days end, of
    52. Days, and series without steps, are placed by their month; years and longer spans have
    only one place.
    """
    frequency = calendar.frequency
    if frequency in (Frequency.YEAR, Frequency.SPAN):
        return 0
    if frequency is Frequency.QUARTER:
        return (day.month - calendar.year_starts) % 12 // 3
    if frequency is Frequency.WEEK:
        passed = calendar.span(day).last.timetuple().tm_yday - 1
        return min(passed // DAYS_A_WEEK, _WEEKS_A_YEAR - 1)
    return day.month - 1


def hold_same_positions(
    base: Collection[date], later: Collection[date], calendar: Calendar
) -> bool:
    """Return whether two periods hold the same places in the year, each about as often.

    Parameters
    ----------
    base, later : collection of date
        One day of each step with a value, such as its last.
    calendar : Calendar
        That of the series.

    Notes
    -----
    The distance is that of total variation between the shares of the places: the part of the one
    period that would have to move to make it the other. At most `MOST_UNSHARED` counts as the
    same; so do 24 months and 12, but not 9 and 12. A period without a value holds nothing.
    """
    if not base or not later:
        return False
    ours, theirs = (
        Counter(calendar_position(day, calendar) for day in side) for side in (base, later)
    )
    apart = sum(
        abs(Fraction(ours[place], len(base)) - Fraction(theirs[place], len(later)))
        for place in ours.keys() | theirs.keys()
    )
    return apart / 2 <= MOST_UNSHARED
