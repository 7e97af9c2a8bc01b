"""Dates in finished text are recognized in every language; other numerals are not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from reportgen.document.finished_lint import printed_dates
from reportgen.languages.current import use_number_formats
from reportgen.narrative.numbers.number_text import (
    date_text,
    month_text,
    short_date_text,
    short_month_text,
)


@pytest.mark.parametrize("language", ["en", "es", "de", "fr", "pt-BR", "ja"])
def test_every_printed_date_is_recognized(language: str) -> None:
    known = printed_dates(language)
    with use_number_formats(language):
        for step in range(0, 800, 7):
            day = date(2019, 1, 1) + timedelta(days=step)
            for text in (date_text(day), month_text(day)):
                assert known.fullmatch(text), text
            if language != "en":
                assert known.fullmatch(short_date_text(day)), day
                assert known.fullmatch(short_month_text(day)), day


@pytest.mark.parametrize("text", ["31 miembros", "2003", "12,5 % de 2019", "31 de 40"])
def test_other_numerals_are_not_dates(text: str) -> None:
    assert not printed_dates("es").search(text)
