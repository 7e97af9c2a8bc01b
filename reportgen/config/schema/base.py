"""Shared types of the schemas: the strict base class, texts, ids and dates.

The schema modules do without ``from __future__ import annotations``, because pydantic
evaluates their annotations at run time.
"""

import calendar
import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

MAX_WORDS = 300
MAX_TEXT = 100_000


class Strict(BaseModel):
    """A group of keys: no unknown key, no silent change of a value's kind."""

    model_config = ConfigDict(strict=True, extra="forbid", allow_inf_nan=False, defer_build=True)


class DaySpan(NamedTuple):
    """The days of a date in the configuration: one day, or a whole week, month or longer."""

    first: date
    last: date


_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})", re.ASCII)
_LONGER = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d{1,2})))?", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2200


def read_day_span(value: Any) -> DaySpan:
    """Return the days of a date written as a day, a week, a month, a quarter or a year.

    Raises
    ------
    PydanticCustomError
        The value is not a date, or names a day that does not exist.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("day_type", "a date")
    if longer := _LONGER.fullmatch(value):
        return _longer_span(int(longer[1]), longer[2], longer[3])
    day, month = _DAY.fullmatch(value), _MONTH.fullmatch(value)
    found = day or month
    if found is None:
        raise PydanticCustomError("day_format", "a date")
    year, month_number = int(found[1]), int(found[2])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError("day_year", "a date")
    if not 1 <= month_number <= 12:
        raise PydanticCustomError("day_month", "a date")
    length = calendar.monthrange(year, month_number)[1]
    if day is None:
        return DaySpan(date(year, month_number, 1), date(year, month_number, length))
    if not 1 <= int(day[3]) <= length:
        raise PydanticCustomError("day_day", "a date", {"length": length})
    found_day = date(year, month_number, int(day[3]))
    return DaySpan(found_day, found_day)


def _longer_span(year: int, quarter: str | None, week: str | None) -> DaySpan:
    """Return the days of a year, or of its quarter or ISO week."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise PydanticCustomError("day_year", "a date")
    if week is not None:
        try:
            return DaySpan(
                date.fromisocalendar(year, int(week), 1), date.fromisocalendar(year, int(week), 7)
            )
        except ValueError as error:
            raise PydanticCustomError("day_week", "a date") from error
    if quarter is None:
        return DaySpan(date(year, 1, 1), date(year, 12, 31))
    last = 3 * int(quarter)
    return DaySpan(date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _read_margin(value: Any) -> tuple[float, bool]:
    """Return a margin and whether it is relative to the base (``20%``)."""
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0:
        return float(value), False
    text = value.strip() if isinstance(value, str) else ""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?%", text, re.ASCII)
    if found is None or float(found[1]) <= 0:
        raise PydanticCustomError("margin", "a margin")
    return float(found[1]) / 100, True


def read_words(value: Any) -> str:
    """Return a text of one line.

    Raises
    ------
    PydanticCustomError
        The value is not a text, is empty, or is too long.
    """
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "a text")
    words = " ".join(value.split())
    if not words:
        raise PydanticCustomError("text_empty", "a text")
    if len(words) > MAX_WORDS:
        raise PydanticCustomError("text_long", "a text", {"most": MAX_WORDS, "length": len(words)})
    return words


DATE_SCHEMA = {
    "type": ["string", "integer"],
    "minimum": FIRST_YEAR,
    "maximum": LAST_YEAR,
    "pattern": r"^[0-9]{4}(-[0-9]{1,2}(-[0-9]{1,2})?|-Q[1-4]|-W[0-9]{1,2})?$",
    "description": "a day, as 2018-07-01, a month, as 2018-07, a quarter, as 2018-Q3, a week, "
    "as 2018-W27, or a year, as 2018",
    "examples": ["2018-07", "2018-07-01", "2018-Q3"],
}

Day = Annotated[DaySpan, PlainValidator(read_day_span), WithJsonSchema(DATE_SCHEMA)]
"""A day, week, month, quarter or year."""

MarginValue = Annotated[
    tuple[float, bool],
    PlainValidator(_read_margin),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)? ?%$"},
                {"type": "number", "exclusiveMinimum": 0},
            ]
        }
    ),
]
"""A margin: a share of the base such as ``20%``, or a number in the metric's unit."""

_MOST_WASHED_OUT = 60


def _read_wash_out(value: Any) -> int | DaySpan:
    """Return how many steps, or the days of ``{from: …, to: …}``."""
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= _MOST_WASHED_OUT:
        return value
    if not isinstance(value, dict) or set(value) != {"from", "to"}:
        raise PydanticCustomError("wash_out", "a number or a span", {"most": _MOST_WASHED_OUT})
    days = []
    for key in ("from", "to"):
        try:
            days.append(read_day_span(value[key]))
        except PydanticCustomError as error:
            context = {**(error.context or {}), "key": key}
            raise PydanticCustomError(error.type, "a date", context) from error
    return DaySpan(days[0].first, days[1].last)


WashOutValue = Annotated[
    int | DaySpan,
    PlainValidator(_read_wash_out),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1, "maximum": _MOST_WASHED_OUT},
                {
                    "type": "object",
                    "properties": {"from": DATE_SCHEMA, "to": DATE_SCHEMA},
                    "required": ["from", "to"],
                    "additionalProperties": False,
                },
            ]
        }
    ),
]
"""How many steps, or from when to when; `DaySpan` of first and last day."""

Words = Annotated[
    str,
    PlainValidator(read_words),
    WithJsonSchema({"type": "string", "minLength": 1, "maxLength": MAX_WORDS}),
]
"""A name, a title, a label: one line that is not empty."""


def _read_cell(value: Any) -> str:
    """Return the text of a cell, which may be empty."""
    return "" if value == "" else read_words(value)


def _read_month(value: Any) -> int:
    """Return the number of a month given by its English name or number."""
    text = str(value).strip().casefold() if isinstance(value, (str, int)) else ""
    names = [name.casefold() for name in calendar.month_name]
    short = [name.casefold() for name in calendar.month_abbr]
    for known in (names, short, [str(number) for number in range(13)]):
        if text in known[1:]:
            return known.index(text)
    raise PydanticCustomError("month_name", "a month")


Cell = Annotated[
    str,
    PlainValidator(_read_cell),
    WithJsonSchema({"type": "string", "maxLength": MAX_WORDS}),
]
"""The text of a cell of a table; an empty one is empty."""

MonthName = Annotated[
    int,
    PlainValidator(_read_month),
    WithJsonSchema({"enum": [*calendar.month_name[1:], *range(1, 13)]}),
]
"""A month by its English name, or its number."""

Markdown = Annotated[str, Field(max_length=MAX_TEXT)]
"""A text field."""

Key = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_\-]*$", max_length=60)]
"""An id that other keys and quantity ids name: letters, digits, `_` and `-`."""

StyleName = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
"""A citation style as its project names it: journal-of-medical-internet-research."""
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")]
"""A language, with a country where that matters: es, es-MX."""
FileName = Annotated[str, Field(min_length=1, max_length=1000)]
"""A path relative to the configuration's folder."""

Count = Annotated[int, Field(ge=0, le=10**12)]
"""How many."""
