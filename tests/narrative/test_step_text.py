"""Steps of a metric's calendar in words."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.model.frequency import Calendar, Frequency
from reportgen.narrative.numbers.period_text import step_text


@pytest.mark.parametrize(
    ("calendar", "expected"),
    [
        (Calendar(Frequency.WEEK), "the week to 20 February 2022"),
        (Calendar(Frequency.MONTH), "February 2022"),
        (Calendar(Frequency.QUARTER), "Q1 2022"),
        # Q1 would be read as the first quarter of a year that begins in April.
        (Calendar(Frequency.QUARTER, 4), "January to March 2022"),
        (Calendar(Frequency.QUARTER, 2), "February to April 2022"),
        (Calendar(Frequency.YEAR), "2022"),
        (Calendar(Frequency.YEAR, 4), "2021/22"),
    ],
)
def test_a_step_is_named_as_its_readers_count(calendar: Calendar, expected: str) -> None:
    span = calendar.span(date(2022, 2, 15))
    found = step_text(span, calendar.frequency, year_starts=calendar.year_starts)
    assert found == expected
