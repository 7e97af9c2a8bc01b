"""Separators and decimals of numbers, and dates, in English and by the CLDR."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.languages.current import use_language, use_number_formats
from reportgen.model.comparison import Margin
from reportgen.model.quantity import Form, Quantity
from reportgen.narrative.claim_words import margin_text
from reportgen.narrative.numbers.number_style import (
    MONTH,
    MONTH_ALONE,
    SHORT_MONTH,
    NumberMarks,
    long_date,
    medium_date,
    month_by,
    number_marks,
    number_style,
)
from reportgen.narrative.numbers.number_text import JMIR, number_text

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
        ("tr", ",", ".", "%"),  # Turkish puts it before the number, which is not supported
    ],
)
def test_numbers_have_the_separators_of_their_language(
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


@pytest.mark.parametrize(
    ("language", "thousands", "decimal", "percent", "range_mark"),
    [
        ("es", ".", ",", "\u00a0%", " a "),
        ("de", ".", ",", "\u00a0%", " to "),  # no catalogue, so English
        ("ja", ",", ".", "%", "-"),
    ],
)
def test_a_number_style_uses_the_separators_of_the_current_language(
    language: str, thousands: str, decimal: str, percent: str, range_mark: str
) -> None:
    with use_number_formats(language) if language != "es" else use_language("es"):
        style = number_style("jmir", alpha=0.1)
    assert (style.thousands, style.decimal, style.percent) == (thousands, decimal, percent)
    assert (style.range_mark, style.interval_lead) == (range_mark, " ")
    assert (style.has_leading_zero, style.alpha) == (True, 0.1)


def test_an_average_below_10_keeps_a_decimal() -> None:
    measured = Quantity(id="a.b", value=4.5, form=Form.AVERAGE, ci_low=2.4, ci_high=60.0)
    other = replace(measured, form=Form.MEASURE)
    assert number_text(measured, JMIR) == "4.5"
    assert number_text(other, JMIR) in {"4", "5"}


@pytest.mark.parametrize(("arm", "text"), [(1.567, "15"), (0.78, "14.6"), (0.078, "14.57")])
def test_the_one_arm_of_an_open_interval_counts_as_half_of_a_closed_one(
    arm: float, text: str
) -> None:
    closed = Quantity(
        id="readers.mean.after_vs_before.difference",
        value=14.567,
        form=Form.MEASURE,
        ci_low=14.567 - arm,
        ci_high=14.567 + arm,
    )
    sides = (closed, replace(closed, ci_low=None), replace(closed, ci_high=None))
    assert [number_text(item, JMIR) for item in sides] == [text] * 3


@pytest.mark.parametrize(
    ("value", "text"), [(99.94, "99.9"), (100.0, "100"), (100.6, "101"), (1.26, "1.3")]
)
def test_the_mean_of_a_chart_has_one_decimal_below_100(value: float, text: str) -> None:
    mean = Quantity(id="posts.xmr.reporting.mean", value=value, form=Form.LIMIT)
    assert number_text(mean, JMIR) == text


def test_a_margin_has_the_decimal_separator_of_the_current_language() -> None:
    margin = Margin(value=0.125, is_relative=True)
    assert str(margin_text(margin, "")) == "12.5%"
    with use_language("es"):
        assert str(margin_text(margin, "")).startswith("12,5")


def test_a_margin_of_money_has_the_sign_of_its_currency() -> None:
    margin = Margin(value=5.5, is_relative=False)
    assert margin_text(margin, "USD a month", currency="USD") == "$5.50 a month"
    assert margin_text(replace(margin, value=500), "USD a month", currency="USD") == "$500 a month"
