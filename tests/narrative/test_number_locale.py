"""Marks of numbers and dates in other languages, as the CLDR has them."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.narrative.number_locale import (
    MONTH,
    MONTH_ALONE,
    SHORT_MONTH,
    NumberMarks,
    long_date,
    medium_date,
    month_by,
    number_marks,
)

DAY = date(2023, 6, 5)


@pytest.mark.parametrize(
    ("language", "decimal", "thousands", "percent"),
    [
        ("en", ".", ",", "%"),
        ("es", ",", ".", "\u00a0%"),
        ("de", ",", ".", "\u00a0%"),
        ("fr", ",", "\u202f", "\u00a0%"),
        ("de-CH", ".", "’", "%"),
        ("pt_BR", ",", ".", "%"),
        ("tr", ",", ".", "%"),  # which stands before the number there
    ],
)
def test_numbers_have_the_marks_of_their_language(
    language: str, decimal: str, thousands: str, percent: str
) -> None:
    assert number_marks(language) == NumberMarks(
        decimal=decimal, thousands=thousands, percent=percent
    )


@pytest.mark.parametrize(
    ("language", "long", "medium", "month", "short", "alone"),
    [
        ("es", "5 de junio de 2023", "5 jun 2023", "junio de 2023", "jun 2023", "junio"),
        ("de", "5. Juni 2023", "05.06.2023", "Juni 2023", "Juni 2023", "Juni"),
        ("fr", "5 juin 2023", "5 juin 2023", "juin 2023", "juin 2023", "juin"),
    ],
)
def test_days_and_months_are_written_as_their_language_does(
    language: str, long: str, medium: str, month: str, short: str, alone: str
) -> None:
    assert long_date(DAY, language) == long
    assert medium_date(DAY, language) == medium
    assert month_by(MONTH, DAY, language) == month
    assert month_by(SHORT_MONTH, DAY, language) == short
    assert month_by(MONTH_ALONE, DAY, language) == alone
