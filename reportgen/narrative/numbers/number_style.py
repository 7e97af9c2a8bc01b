"""Number styles of journals, and number and date formats of languages.

Formats of other languages than English are those of the CLDR, as Babel has them. Babel is
imported only when needed, because it takes long to load.
"""

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
    """The number format of one house style.

    Attributes
    ----------
    thousands : str
        Separator of groups of three digits, in numbers above 9999.
    decimal, percent : str
        Decimal separator, and suffix of percentages.
    has_leading_zero : bool
        Whether a P value is 0.03 rather than .03.
    range_mark : str
        Separator of the bounds of an interval without negative bounds.
    interval_lead : str
        Separator of ``95% CI`` and the interval.
    alpha : float
        Significance level between 0 and 1; a P value is never rounded across it.
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

    If the current language is not English, the separators are those of the language.

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
        # "1,5-1,9" is easily misread with a decimal comma.
        range_mark="-" if marks.decimal == "." else translated(" to "),
        # Omitting the zero of P values is a convention of English-language journals.
        has_leading_zero=True,
    )


MONTH = "yMMMM"
SHORT_MONTH = "yMMM"
MONTH_ALONE = "LLLL"
"""CLDR skeletons for June 2023, Jun 2023 and June (standalone)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberMarks:
    """Decimal separator, group separator and suffix of percentages."""

    decimal: str
    thousands: str
    percent: str


ENGLISH = NumberMarks(decimal=".", thousands=",", percent="%")


@lru_cache(maxsize=8)
def number_marks(language: str) -> NumberMarks:
    """Return the separators of a language.

    Raises
    ------
    ReportgenError
        Babel does not know the language.
    """
    locale = _locale(language)
    # Numbers are printed in Latin digits in all languages, so their separators are used.
    symbols = locale.number_symbols["latn"]
    return NumberMarks(
        decimal=symbols["decimal"],
        thousands=symbols["group"],
        # Includes the space of languages that set one, as in "5 %".
        percent=locale.percent_formats[None].suffix[0] or "%",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyForm:
    """What is printed before and after an amount of money, and the decimals of its cents."""

    before: str
    after: str
    decimals: int


# Not from Babel, which takes long to load.
_ENGLISH_SYMBOLS = {"EUR": "€", "GBP": "£", "USD": "$"}
_NO_BREAK_SPACE = "\u00a0"


@lru_cache(maxsize=16)
def currency_form(currency: str, language: str) -> CurrencyForm:
    """Return the form of amounts in a currency, by its ISO 4217 code.

    Symbols and their places are those of the CLDR: ``$5``, ``CHF 5``, and ``5 €`` in Spanish. A
    code without a symbol is printed as it is.
    """
    if language == SOURCE and currency in _ENGLISH_SYMBOLS:
        return CurrencyForm(before=_ENGLISH_SYMBOLS[currency], after="", decimals=2)
    from babel.numbers import get_currency_precision, get_currency_symbol

    locale = _locale(language)
    symbol = get_currency_symbol(currency, locale=locale)
    pattern = locale.currency_formats["standard"]
    before, after = (part[0].replace("¤", symbol) for part in (pattern.prefix, pattern.suffix))
    # As in CLDR's currencySpacing: between a letter and a digit there is a space.
    if before[-1:].isalpha():
        before += _NO_BREAK_SPACE
    return CurrencyForm(before=before, after=after, decimals=get_currency_precision(currency))


def long_date(day: date, language: str) -> str:
    """Return a date such as ``5 de junio de 2023``."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=_locale(language)))


def medium_date(day: date, language: str) -> str:
    """Return a date such as ``5 jun 2023``."""
    from babel.dates import format_date

    return str(format_date(day, "medium", locale=_locale(language)))


def month_by(skeleton: str, day: date, language: str) -> str:
    """Return the month of a date, by one of the skeletons above."""
    from babel.dates import format_date, format_skeleton

    locale = _locale(language)
    # Not a skeleton of `format_skeleton` but a pattern: the month as a nominative, which
    # differs from its form in a date in Slavic languages.
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
