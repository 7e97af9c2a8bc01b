"""Format numbers with the decimals that `decimals` chooses."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language, translated
from reportgen.model.prose import Number
from reportgen.model.quantity import IN_POINTS, Form
from reportgen.narrative.numbers.decimals import (
    exact_decimal,
    has_interval,
    is_noise,
    money_decimals,
    printed_decimals,
    rounded,
)
from reportgen.narrative.numbers.number_style import (
    AMA,
    JMIR,
    MONTH,
    MONTH_ALONE,
    NUMBER_STYLES,
    SHORT_MONTH,
    NumberStyle,
    currency_form,
    long_date,
    medium_date,
    month_by,
    number_style,
)
from reportgen.narrative.numbers.p_value_text import p_value_text

if TYPE_CHECKING:
    from reportgen.model.quantity import Quantity

__all__ = [
    "AMA",
    "JMIR",
    "NUMBER_STYLES",
    "NumberStyle",
    "date_text",
    "decimal_text",
    "has_interval",
    "interval_text",
    "money_decimals",
    "number",
    "number_style",
    "number_text",
]

_MINUS = "\u2212"
_PARTS = ("value", "size", "ci_low", "ci_high", "n", "numerator", "confidence_level")
# Not from Babel or `calendar`: Babel takes long to load, `calendar` follows the locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number_text(quantity: Quantity, style: NumberStyle, part: str = "value") -> str:
    """Return one number of a quantity as printed, without its unit.

    Parameters
    ----------
    quantity : Quantity
        Its form and interval determine the number of decimals.
    style : NumberStyle
        The number style, with the significance level of the brief.
    part : str
        ``value``, ``size`` (the value without its sign), ``ci_low``, ``ci_high``, ``n``,
        ``numerator`` or ``confidence_level``.

    Raises
    ------
    ValueError
        The quantity has no such number; `quantity.reason` says why.
    """
    if part not in _PARTS:
        raise ValueError(f"expected one of {', '.join(_PARTS)}, found `{part}`")
    found = _part(quantity, part)
    if found is None:
        raise ValueError(f"`{quantity.id}` has no {part}: {quantity.reason or 'it is open'}")
    if part in ("n", "numerator"):
        return decimal_text(exact_decimal(found), 0, style)
    if part == "confidence_level":
        # Without trailing zeros: 95, not 95.0, but 99.8.
        level = f"{(exact_decimal(found) * 100).normalize():f}".replace(".", style.decimal)
        return f"{level}{style.percent}"
    if isinstance(found, str):
        return date_text(date.fromisoformat(found))
    return _form_text(quantity, found, style, is_bound=part not in ("value", "size"))


def has_part(quantity: Quantity, part: str) -> bool:
    """Return whether a quantity has a part that `number_text` can print."""
    return part in _PARTS and _part(quantity, part) is not None


def _part(quantity: Quantity, part: str) -> Any:
    if part != "size":
        return getattr(quantity, part)
    # "39 fewer", not "−39 more". A date has no sign.
    value = quantity.value
    return None if value is None or isinstance(value, str) else abs(value)


def number(quantity: Quantity, style: NumberStyle, part: str = "value") -> Number:
    """Return the text of `number_text`, bound to its quantity."""
    return Number(number_text(quantity, style, part), quantity.id, part)


def interval_text(quantity: Quantity, style: NumberStyle) -> str:
    """Return the interval: ``41.2-55.0``, ``−1.2 to 3.4``, ``41.2 or more``.

    Raises
    ------
    ValueError
        The quantity has no interval.
    """
    if quantity.ci_low is None:
        return at_most(number_text(quantity, style, "ci_high"))
    low = number_text(quantity, style, "ci_low")
    if quantity.ci_high is None:
        return at_least(low)
    return f"{low}{range_mark(quantity, style)}{number_text(quantity, style, 'ci_high')}"


def at_least(text: str) -> str:
    """Return an interval without an upper bound."""
    return translated("{bound} or more").format(bound=text)


def at_most(text: str) -> str:
    """Return an interval without a lower bound."""
    return translated("{bound} or less").format(bound=text)


def range_mark(quantity: Quantity, style: NumberStyle) -> str:
    """Return the separator of the bounds of an interval: ``to`` if one is negative."""
    bounds = (quantity.ci_low, quantity.ci_high)
    has_negative = any(bound is not None and bound < 0 for bound in bounds)
    return translated(" to ") if has_negative else style.range_mark


def date_text(day: date) -> str:
    """Return a date as ``5 June 2023``."""
    language = current_language()
    return f"{day.day} {month_text(day)}" if language == SOURCE else long_date(day, language)


def short_date_text(day: date) -> str:
    """Return a date as ``5 Jun 2023``, for narrow columns."""
    language = current_language()
    if language != SOURCE:
        return medium_date(day, language)
    return f"{day.day} {short_month_text(day)}"


def month_text(day: date) -> str:
    """Return the month of a date as ``June 2023``."""
    language = current_language()
    if language != SOURCE:
        return month_by(MONTH, day, language)
    return f"{_MONTHS[day.month - 1]} {day.year}"


def short_month_text(day: date) -> str:
    """Return the month of a date as ``Jun 2023``."""
    language = current_language()
    if language != SOURCE:
        return month_by(SHORT_MONTH, day, language)
    return f"{_MONTHS[day.month - 1][:3]} {day.year}"


def month_name(day: date) -> str:
    """Return the month of a date without the year: ``June``."""
    language = current_language()
    return _MONTHS[day.month - 1] if language == SOURCE else month_by(MONTH_ALONE, day, language)


def decimal_text(
    exact: Decimal, decimals: int, style: NumberStyle, *, currency: str | None = None
) -> str:
    """Return a number rounded half away from zero, with group separators and a minus sign (U+2212).

    Parameters
    ----------
    currency : str or None
        The ISO 4217 code of an amount of money, which is printed as ``−$4,500``.
    """
    shown = rounded(exact, decimals)
    digits = f"{abs(shown):f}"
    whole, _, fraction = digits.partition(".")
    # AMA and JMIR set no separator in numbers of four digits, but English sums of money have one.
    # The rounded number counts: 9999.6 is printed as 10,000.
    language = current_language()
    if abs(shown) > (999 if currency and language == SOURCE else 9999):
        whole = f"{int(whole):,}".replace(",", style.thousands)
    text = f"{whole}{style.decimal}{fraction}" if fraction else whole
    if currency:
        form = currency_form(currency, language)
        text = f"{form.before}{text}{form.after}"
    return f"{_MINUS if shown < 0 else ''}{text}"


def _form_text(quantity: Quantity, found: float, style: NumberStyle, *, is_bound: bool) -> str:
    exact = exact_decimal(found)
    if quantity.form is Form.P_VALUE:
        zero = f"{0 if style.has_leading_zero else ''}{style.decimal}"
        return p_value_text(exact, exact_decimal(style.alpha), zero)
    is_none = not found and not is_bound and quantity.form is Form.AVERAGE
    # None is none: "fell to 0 a month", not "to 0.0".
    decimals, currency = 0 if is_none else printed_decimals(quantity), quantity.currency
    is_share = quantity.form.public is Form.SHARE
    exact *= 100 if is_share else 1
    # Differences of shares are in percentage points, without a sign.
    sign = style.percent if is_share and quantity.form not in IN_POINTS else ""
    shown, step = rounded(exact, decimals), Decimal(1).scaleb(-decimals)
    # 0 and 100% would claim none and all, so an estimate that only rounds to them is printed as
    # "<1%", ">\u22121" or ">99%". Bounds of intervals and limits are rounded as usual.
    mark = ""
    if not is_bound and quantity.form not in _ROUNDED_TO_0:
        if sign and shown == 100 and exact < 100:
            mark, exact = ">", 100 - step
        elif not shown and exact and (sign or not is_noise(quantity, exact)):
            mark, exact = "<" if exact > 0 else ">", step.copy_sign(exact)
    return f"{mark}{decimal_text(exact, decimals, style, currency=currency)}{sign}"


_ROUNDED_TO_0 = frozenset({Form.LIMIT, Form.STATISTIC, Form.DEGREES_OF_FREEDOM})
