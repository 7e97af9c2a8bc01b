"""How a journal prints numbers: what differs from house style to house style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.errors import ReportgenError
from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language, translated

if TYPE_CHECKING:
    from datetime import date

    from babel import Locale

_THIN_SPACE = "\u2009"


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberStyle:
    """One house style.

    Attributes
    ----------
    thousands : str
        What stands between groups of three digits, in numbers above 9999.
    decimal, percent : str
        What stands before decimals, and after a percentage.
    has_leading_zero : bool
        Whether a P value is 0.03 rather than .03.
    range_mark : str
        What stands between the bounds of an interval whose bounds are not negative.
    interval_lead : str
        What stands between ``95% CI`` and the interval.
    alpha : float
        The significance level, a fraction of 1: a P value is never rounded across it.
    """

    name: str
    thousands: str
    range_mark: str
    interval_lead: str
    decimal: str = "."
    percent: str = "%"
    has_leading_zero: bool = False
    alpha: float = 0.05


JMIR = NumberStyle(name="jmir", thousands=",", range_mark="-", interval_lead=" ")
"""Journal of Medical Internet Research: 36,127; 95% CI 1.5-1.9."""

AMA = NumberStyle(name="ama", thousands=_THIN_SPACE, range_mark="-", interval_lead=", ")
"""AMA Manual of Style, 11th edition: 36 127 with a thin space; 95% CI, 1.5-1.9."""

NUMBER_STYLES = {style.name: style for style in (JMIR, AMA)}


def number_style(name: str, *, alpha: float = 0.05) -> NumberStyle:
    """Return the style of that name, with the significance level of a brief.

    In other languages than English its marks are those of the language.

    Raises
    ------
    ValueError
        No style has that name.
    """
    if name not in NUMBER_STYLES:
        known = ", ".join(sorted(NUMBER_STYLES))
        raise ValueError(f"expected a number style ({known}), found `{name}`")
    style = replace(NUMBER_STYLES[name], alpha=alpha)
    language = current_language()
    if language == SOURCE:
        return style
    marks = number_marks(language)
    return replace(
        style,
        thousands=marks.thousands,
        decimal=marks.decimal,
        percent=marks.percent,
        interval_lead=" ",
        range_mark="-" if marks.decimal == "." else translated(" to "),
        has_leading_zero=True,
    )


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
