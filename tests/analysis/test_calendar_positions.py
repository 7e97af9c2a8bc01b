"""Two periods hold the same months of the year, or they do not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.calendar_months import last_of_month
from reportgen.analysis.calendar_positions import (
    calendar_position,
    hold_same_positions,
)
from reportgen.model.frequency import Calendar, Frequency

MONTHS = Calendar(Frequency.MONTH)
JANUARY = 2020 * 12


def months(first: int, count: int) -> list[date]:
    """Return the last days of successive months, counted from January 2020."""
    return [last_of_month(JANUARY + first + step) for step in range(count)]


@pytest.mark.parametrize(
    ("base", "later", "is_same"),
    [
        ((0, 12), (12, 12), True),
        ((6, 12), (18, 12), True),
        ((6, 12), (24, 12), True),
        ((0, 24), (24, 12), True),
        # One month is there twice, or two are lacking.
        ((0, 13), (13, 12), True),
        ((0, 12), (12, 10), True),
        ((0, 16), (16, 12), True),
        ((0, 12), (12, 9), False),
        ((0, 17), (17, 12), False),
        # 14 months against 3, half a year against the other, and summer twice.
        ((0, 14), (14, 3), False),
        ((0, 6), (6, 6), False),
        ((3, 6), (15, 6), True),
        ((3, 6), (15, 5), True),
        ((3, 6), (14, 6), True),
        ((3, 6), (13, 6), False),
    ],
)
def test_months_of_the_year_are_compared(
    base: tuple[int, int], later: tuple[int, int], is_same: bool
) -> None:
    assert hold_same_positions(months(*base), months(*later), MONTHS) is is_same


@given(
    first=st.integers(0, 40),
    count=st.integers(1, 40),
    other=st.integers(0, 40),
    length=st.integers(1, 40),
)
def test_the_order_of_the_periods_and_the_years_do_not_matter(
    first: int, count: int, other: int, length: int
) -> None:
    one, two = months(first, count), months(other, length)
    is_same = hold_same_positions(one, two, MONTHS)
    assert hold_same_positions(two, one, MONTHS) is is_same
    assert hold_same_positions(months(first + 36, count), two, MONTHS) is is_same
    assert hold_same_positions(one, one, MONTHS)
    assert hold_same_positions(one, [*one, *one], MONTHS)


def test_a_period_without_a_value_holds_nothing() -> None:
    assert not hold_same_positions([], months(0, 12), MONTHS)
    assert not hold_same_positions(months(0, 12), [], MONTHS)
    assert not hold_same_positions([], [], MONTHS)


@pytest.mark.parametrize(
    ("frequency", "year_starts", "day", "place"),
    [
        (Frequency.MONTH, 4, date(2021, 3, 31), 2),
        (Frequency.DAY, 1, date(2021, 12, 1), 11),
        (Frequency.IRREGULAR, 1, date(2021, 6, 17), 5),
        (Frequency.QUARTER, 1, date(2021, 3, 31), 0),
        (Frequency.QUARTER, 4, date(2021, 3, 31), 3),
        (Frequency.QUARTER, 4, date(2021, 4, 1), 0),
        (Frequency.QUARTER, 2, date(2021, 1, 31), 3),
        (Frequency.YEAR, 1, date(2021, 7, 31), 0),
        (Frequency.SPAN, 1, date(2021, 7, 31), 0),
        # The week ends on 3 January, and on 31 December.
        (Frequency.WEEK, 1, date(2020, 12, 29), 0),
        (Frequency.WEEK, 1, date(2023, 12, 31), 51),
    ],
)
def test_the_place_of_a_step_in_the_year(
    frequency: Frequency, year_starts: int, day: date, place: int
) -> None:
    assert calendar_position(day, Calendar(frequency, year_starts)) == place


@pytest.mark.parametrize("start", [date(2019, 1, 1), date(2019, 4, 10), date(2015, 12, 28)])
def test_a_year_of_weeks_is_as_good_as_the_next_one_and_not_as_half_of_it(start: date) -> None:
    weeks = Calendar(Frequency.WEEK)
    ends = [weeks.span(start + timedelta(weeks=step)).last for step in range(104)]
    assert hold_same_positions(ends[:52], ends[52:], weeks)
    assert hold_same_positions(ends[:46], ends[52:], weeks)
    assert not hold_same_positions(ends[:26], ends[52:], weeks)
    assert not hold_same_positions(ends[:26], ends[26:52], weeks)


def test_quarters_of_a_year_are_its_places() -> None:
    quarters = Calendar(Frequency.QUARTER, year_starts=4)
    ends = [last_of_month(JANUARY + 5 + 3 * step) for step in range(12)]
    assert hold_same_positions(ends[:4], ends[4:12], quarters)
    assert not hold_same_positions(ends[:3], ends[4:8], quarters)
    assert hold_same_positions(ends[:7], ends[:8], quarters)
