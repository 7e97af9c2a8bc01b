"""Grammar of Spanish: `e` before i, singular units, articles of days."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from babel.messages.pofile import read_po

from reportgen.languages.catalogue import SHIPPED
from reportgen.languages.current import translated, use_language
from reportgen.languages.time_words import time_words
from reportgen.model.comparison import Test
from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.message import Message, step_of
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.period_text import between_text, in_step_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import enumerated, paragraph, phrase
from reportgen.narrative.quantity_phrases import singular
from tests.narrative.factories import case, comparison

if TYPE_CHECKING:
    from collections.abc import Iterator

LOW = [40, 44, 39, 47, 41, 45, 38, 46, 43, 42, 40, 44]
HIGH = [60, 66, 58, 69, 61, 68, 57, 70, 64, 63, 59, 65]


@pytest.fixture(autouse=True)
def _spanish() -> Iterator[None]:
    with use_language("es"):
        yield


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (["altas", "bajas"], "altas y bajas"),
        (["padres", "hijos"], "padres e hijos"),
        (["visitas", "«Impresiones»"], "visitas e «Impresiones»"),
        (["agua", "hielo"], "agua y hielo"),
        (["altas", "bajas", "índices"], "altas, bajas e índices"),
        (["altas", "bajas", "saldo"], "altas, bajas y saldo"),
    ],
)
def test_and_becomes_e_before_an_i_sound(items: list[str], expected: str) -> None:
    assert plain_text(enumerated(items)) == expected


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("miembros", "miembro"),
        ("seguidores al mes", "seguidor al mes"),
        ("niveles", "nivel"),
        ("meses", "mes"),
        ("donaciones", "donación"),
        ("horas de voluntariado", "hora de voluntariado"),
        ("percentage points", "punto porcentual"),
        (Message("{unit} a month", unit="percentage points"), "punto porcentual al mes"),
        (Message("{unit} a quarter", unit="socios"), "socio al trimestre"),
        ("weeks", "semana"),
    ],
)
def test_a_unit_of_one_is_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_days_have_an_article_and_months_have_none() -> None:
    def span(first: date, last: date) -> str:
        return between_text(Period(id="p", label="", first=first, last=last))

    months = span(date(2019, 7, 1), date(2020, 6, 30))
    days = span(date(2019, 7, 5), date(2020, 6, 12))
    assert months == "entre julio de 2019 y junio de 2020"
    assert days == "entre el 5 de julio de 2019 y el 12 de junio de 2020"
    assert span(date(2020, 6, 12), date(2020, 6, 12)) == "el 12 de junio de 2020"


@pytest.mark.parametrize(
    ("frequency", "days", "latest", "gains", "bars"),
    [
        (Frequency.DAY, (5, 5), "el 5 de enero de 2024", "incrementos diarios", "una al día"),
        (
            Frequency.WEEK,
            (5, 11),
            "en la semana terminada el 11 de enero de 2024",
            "incrementos semanales",
            "una a la semana",
        ),
        (Frequency.MONTH, (1, 31), "en enero de 2024", "incrementos mensuales", "una al mes"),
        (Frequency.QUARTER, (1, 91), "en T1 2024", "incrementos trimestrales", "una al trimestre"),
        (Frequency.YEAR, (1, 366), "en 2024", "incrementos anuales", "una al año"),
    ],
)
def test_steps_of_either_gender_fit_their_sentences(
    frequency: Frequency, days: tuple[int, int], latest: str, gains: str, bars: str
) -> None:
    parts = time_parts(frequency)
    first, last = (date(2023, 12, 31) + timedelta(days=day) for day in days)
    span = DateSpan(first, last)
    assert in_step_text(span, Calendar(frequency)) == latest
    label = {"label": "Socios", **parts}
    assert translated("{monthly} gains in {label}").format(**label) == f"los {gains} de «Socios»"
    assert plain_text(phrase("Bars of {label}, one {per_month}", label)).endswith(bars)


# "Siete semanas seguidas", but "siete meses seguidos".
INFLECTED = re.compile(
    r"\{(?:month|months|a_month)\} (?:seguid|previ|últim|complet|sombread|consecutiv)"
    r"|\b(?:el|los|del|un|cada un|ningún) \{(?:month|months|a_month)\}"
)


def test_no_word_depends_on_the_gender_of_a_step() -> None:
    with (SHIPPED / "es.po").open("rb") as file:
        texts = [str(message.string) for message in read_po(file, locale="es")]
    assert any("{months}" in text for text in texts)
    assert [text for text in texts if INFLECTED.search(text)] == []


@pytest.mark.parametrize(
    ("frequency", "expected"),
    [
        (Frequency.WEEK, "cada semana, con la semana terminada el 2024-02-11 como 0"),
        (Frequency.MONTH, "cada mes, con 2024-02 como 0"),
        (Frequency.QUARTER, "cada trimestre, con 2024-02 a 2024-04 como 0"),
        (Frequency.YEAR, "cada año, con 2024/25 como 0"),
    ],
)
def test_a_formula_names_a_step_in_spanish(frequency: Frequency, expected: str) -> None:
    span = Calendar(frequency, year_starts=2).span(date(2024, 2, 7))
    formula = Message(
        "time is the number of the {month}, with {first} as 0",
        month=time_words(frequency).month,
        first=step_of(span, frequency),
    )
    assert translated(formula) == f"el tiempo es el número de orden de {expected}"


def test_a_finding_has_numbers_in_spanish_format() -> None:
    (statement,) = case(LOW, HIGH, comparison(Test.MEAN)).narrative.statements.values()
    assert plain_text(paragraph(*statement.full)).startswith(
        "Newsletter readers: la cifra subió a 63 al mes en 2019, desde 42 en 2018 (razón 1,49"
    )
    assert "IC del 95\xa0%: " in plain_text(paragraph(*statement.full))
    assert "P<0,001" in plain_text(paragraph(*statement.full))


def test_a_difference_not_found_is_not_called_equivalent() -> None:
    known = case(LOW, LOW[::-1], comparison(Test.MEAN), kind=MetricKind.COUNT)
    (statement,) = known.narrative.statements.values()
    assert "ualquier diferencia puede deberse al azar" in plain_text(paragraph(*statement.full))
    assert "ualquier diferencia puede deberse al azar" in plain_text(paragraph(*statement.short))
    assert "igual" not in plain_text(paragraph(*statement.full)) + plain_text(
        paragraph(*statement.short)
    )
