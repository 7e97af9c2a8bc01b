"""Ranges of dates as people write them."""

from __future__ import annotations

import pytest

from reportgen.languages.current import use_language
from reportgen.narrative.fields.date_ranges import date_ranges

YEAR = ((2019, 7, 0), (2020, 6, 0))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "between July 2019 and June 2020"),
        ("en", "from Jul. 2019 until Jun 2020"),
        ("en", "JULY 2019–JUNE 2020"),
        ("en", "July 2019 - June 2020"),
        ("en", "1 July 2019 to 30 June 2020"),
        ("en", "from July 1st, 2019 through June 30, 2020"),
        ("en", "2019-07 to 2020-06"),
        ("en", "2019-07-01–2020-06-30"),
        ("en", "July\n2019 to June 2020"),
        ("es", "entre julio de 2019 y junio de 2020"),
        ("es", "de julio de 2019 a junio de 2020"),
        ("es", "del 1 de julio de 2019 al 30 de junio de 2020"),
        ("es", "entre el 1 de julio de 2019 y el 30 de junio de 2020"),
        ("es", "desde julio de 2019 hasta junio de 2020"),
    ],
)
def test_a_range_is_found_in_every_form(language: str, text: str) -> None:
    with use_language(language):
        (found,) = date_ranges(f"It was {text}, as planned.")
    assert (found.first, found.last) == YEAR


def test_the_year_of_the_first_month_may_be_left_out() -> None:
    (found,) = date_ranges("July to December 2025")
    assert (found.first, found.last) == ((2025, 7, 0), (2025, 12, 0))


def test_days_within_months_are_kept() -> None:
    (found,) = date_ranges("between 5 May 2020 and 2020-02-13")
    assert (found.first, found.last) == ((2020, 5, 5), (2020, 2, 13))


@pytest.mark.parametrize(
    "text",
    [
        "in July 2019 and June 2020",
        "between January and June",
        "from 2019 to 2020",
        "July 2019, compared with June 2020",
        "file-2019-07-2020-06.csv",
        "They may march to May 2020x",
    ],
)
def test_other_dates_are_no_range(text: str) -> None:
    assert list(date_ranges(text)) == []


@pytest.mark.parametrize("last", ["2020-13-31", "0000-01-31"])
def test_a_date_that_does_not_exist_is_no_whole_month(last: str) -> None:
    (found,) = date_ranges(f"2019-07-01 to {last}")
    assert found.last[2] == 31
