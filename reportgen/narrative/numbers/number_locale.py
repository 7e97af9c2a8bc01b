"""How numbers and dates look in the language now spoken; what Babel knows from the CLDR.

English dates are written as the house styles want them, without Babel, which takes a while to
load.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.errors import ReportgenError

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

MONTH = "yMMMM"
SHORT_MONTH = "yMMM"
MONTH_ALONE = "LLLL"
"""Skeletons of the CLDR: June 2023, Jun 2023, June."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMarks:
    """What stands in numbers: between whole and fraction, between groups, after a percentage."""

    decimal: str
    thousands: str
    percent: str


ENGLISH = NumberMarks(decimal=".", thousands=",", percent="%")


@lru_cache(maxsize=8)
def number_marks(language: str) -> NumberMarks:
    """Return a language's marks.

    Raises
    ------
    ReportgenError
        Babel does not know the language.
    """
    locale = _locale(language)
    symbols = locale.number_symbols["latn"]
    return NumberMarks(
        decimal=symbols["decimal"],
        thousands=symbols["group"],
        percent=locale.percent_formats[None].suffix[0] or "%",
    )


def long_date(day: date, language: str) -> str:
    """Return a day such as ``5 de junio de 2023``."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_locale(language)))


def medium_date(day: date, language: str) -> str:
    """Return a day such as ``5 jun 2023``."""
    from babel.dates import format_date

    return str(format_date(day, "medium", locale=_locale(language)))


def month_by(skeleton: str, day: date, language: str) -> str:
    """Return a day's month by one of the skeletons above."""
    from babel.dates import format_date, format_skeleton

    locale = _locale(language)
    if skeleton == MONTH_ALONE:
        return str(format_date(day, MONTH_ALONE, locale=locale))
    return str(format_skeleton(skeleton, day, locale=locale))


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-" if "-" in language else "_")
    except (UnknownLocaleError, ValueError) as problem:
        raise ReportgenError(f"there is no language `{language}`") from problem
