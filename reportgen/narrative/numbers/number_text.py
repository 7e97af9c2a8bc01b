"""Format numbers; with `p_value_text`, the only place that rounds.

Rounding is decimal, of the shortest text that represents the float, half to even (AMA Manual
of Style, 11th edition, 19.4.2). Estimate and bounds of a quantity are printed with the same
number of decimals, so that a printed estimate lies inside its printed interval.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from math import isclose
from typing import TYPE_CHECKING, Any

from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language, translated
from reportgen.model.goal import SAME
from reportgen.model.prose import Number
from reportgen.model.quantity import IN_POINTS, TARGETS, Form
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
    "number",
    "number_style",
    "number_text",
]

_MINUS = "\u2212"
_PARTS = ("value", "size", "ci_low", "ci_high", "n", "numerator", "confidence_level")
_MAXIMUM_DECIMALS = 6
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
        return decimal_text(_exact(found), 0, style)
    if part == "confidence_level":
        # Without trailing zeros: 95, not 95.0, but 99.8.
        level = f"{(_exact(found) * 100).normalize():f}".replace(".", style.decimal)
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


def has_interval(quantity: Quantity) -> bool:
    """Return whether at least one bound of an interval is known."""
    return quantity.ci_low is not None or quantity.ci_high is not None


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
    """Return a number rounded half to even, with group separators and a minus sign (U+2212).

    Parameters
    ----------
    currency : str or None
        The ISO 4217 code of an amount of money, which is printed as ``−$4,500``.
    """
    rounded = _rounded(exact, decimals)
    digits = f"{abs(rounded):f}"
    whole, _, fraction = digits.partition(".")
    # AMA and JMIR set no separator in numbers of four digits, but English sums of money have one.
    # The rounded number counts: 9999.6 is printed as 10,000.
    language = current_language()
    if abs(rounded) > (999 if currency and language == SOURCE else 9999):
        whole = f"{int(whole):,}".replace(",", style.thousands)
    text = f"{whole}{style.decimal}{fraction}" if fraction else whole
    if currency:
        form = currency_form(currency, language)
        text = f"{form.before}{text}{form.after}"
    return f"{_MINUS if rounded < 0 else ''}{text}"


def money_decimals(decimals: int, currency: str) -> int:
    """Return the decimals of an amount of money: none, or those of its cents at least."""
    return max(decimals, currency_form(currency, current_language()).decimals) if decimals else 0


def _form_text(quantity: Quantity, found: float, style: NumberStyle, *, is_bound: bool) -> str:
    exact = _exact(found)
    if quantity.form is Form.P_VALUE:
        return p_value_text(
            exact, _exact(style.alpha), f"{0 if style.has_leading_zero else ''}{style.decimal}"
        )
    if quantity.form.public is Form.SHARE:
        return _share_text(quantity, exact, style, is_bound=is_bound)
    decimals = printed_decimals(quantity)
    is_size = quantity.form.public in (Form.MEASURE, Form.RATIO) and not is_bound
    if is_size and exact > 0 and not _rounded(exact, decimals) and not _holds_zero(quantity):
        # Something is not nothing: "0.00 times" would claim that none was left.
        exact = Decimal(1).scaleb(-decimals)
        return f"<{decimal_text(exact, decimals, style, currency=quantity.currency)}"
    return decimal_text(exact, decimals, style, currency=quantity.currency)


def _holds_zero(quantity: Quantity) -> bool:
    """Return whether a quantity has an interval around 0, which says that it may be 0."""
    low, high = quantity.ci_low, quantity.ci_high
    return has_interval(quantity) and (low is None or low < 0) and (high is None or high > 0)


def printed_decimals(quantity: Quantity) -> int:
    """Return the decimals of a number and its interval; of the percentage, for a share."""
    decimals = quantity.decimals
    if decimals is None:
        is_share = quantity.form.public is Form.SHARE
        decimals = _share_decimals(quantity) if is_share else _decimals(quantity)
    return money_decimals(decimals, quantity.currency) if quantity.currency else decimals


def print_in_order(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers of a kind compare as printed as they do unrounded.

    They do not if one is larger and both print the same, or if they are equal and do not.
    """
    values = [_number_value(item) for item in (one, other)]
    scale = 100 if one.form.public is Form.SHARE else 1
    first, second = (
        _rounded(value * scale, printed_decimals(item))
        for value, item in zip(values, (one, other), strict=True)
    )
    if isclose(*values, rel_tol=SAME):
        return first == second
    return (first > second) == (values[0] > values[1]) and first != second


def add_up_as_printed(base: Quantity, later: Quantity, difference: Quantity) -> bool:
    """Return whether the difference of two numbers is printed as that of the printed numbers.

    From two digits on it may be off by one in the last, as differences of rounded numbers are.
    """
    scale = 100 if base.form.public is Form.SHARE else 1
    decimals = printed_decimals(difference)
    first, second, between = (
        _rounded(_number_value(item) * scale, decimals) for item in (base, later, difference)
    )
    off = abs(between - (second - first)).scaleb(decimals)
    return off == 0 or (off == 1 and abs(between).scaleb(decimals) >= 10)


def _share_text(quantity: Quantity, exact: Decimal, style: NumberStyle, *, is_bound: bool) -> str:
    """Return a share as a percentage, a difference of shares in percentage points."""
    decimals = printed_decimals(quantity)
    percentage = exact * 100
    if quantity.form in IN_POINTS:
        return decimal_text(percentage, decimals, style)
    rounded = _rounded(percentage, decimals)
    step = Decimal(1).scaleb(-decimals)
    # 0% and 100% would claim none and all, so an estimate that only rounds to them is printed
    # as ">99%" or "<1%". Bounds of intervals are rounded as usual.
    if not is_bound and rounded == 100 and exact < 1:
        return f">{decimal_text(100 - step, decimals, style)}{style.percent}"
    if not is_bound and rounded == 0 and exact > 0:
        return f"<{decimal_text(step, decimals, style)}{style.percent}"
    return f"{decimal_text(percentage, decimals, style)}{style.percent}"


def _share_decimals(quantity: Quantity) -> int:
    """Return the decimals of a percentage: 0 for n below 100, 1 below 1000, else 2 (AMA)."""
    if quantity.form in TARGETS:
        return _typed_decimals(quantity, scale=100)
    if quantity.numerator is None and has_interval(quantity):
        # The mean of a rate: n is the number of months, so precision follows the interval.
        return _off_null(quantity, min(2, _interval_decimals(quantity, scale=100)), scale=100)
    if quantity.numerator is None or quantity.n is None:
        # A single rate, a spread or a probability: two significant digits.
        # `adjusted` is the exponent of the first significant digit.
        return min(2, max(0, 1 - (_number_value(quantity) * 100).adjusted()))
    if quantity.n < 100:
        return 0
    return 1 if quantity.n < 1000 else 2


def _decimals(quantity: Quantity) -> int:
    """Return the number of decimals of the value and both bounds of a quantity."""
    if quantity.form in TARGETS:
        return _typed_decimals(quantity)
    if quantity.form is Form.COUNT:
        return 0
    if quantity.form is Form.RATIO:
        return _ratio_decimals(quantity)
    if quantity.form.public is Form.MEASURE:
        return _measure_decimals(quantity)
    if quantity.form is Form.COEFFICIENT:
        return _coefficient_decimals(quantity)
    is_count = quantity.form is Form.DEGREES_OF_FREEDOM or isinstance(quantity.value, int)
    return 0 if is_count and _is_whole(_number_value(quantity)) else 2


def _typed_decimals(quantity: Quantity, *, scale: int = 1) -> int:
    """Return the number of decimals of a target as typed; a target is never rounded."""
    exponent = (_number_value(quantity) * scale).normalize().as_tuple().exponent
    # The exponent of an infinity is a string.
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _ratio_decimals(quantity: Quantity) -> int:
    """Return 1 or 2 decimals: 2 if one decimal would print a ratio near 1 as 1.0.

    `_off_null` adds more if a bound that is not 1 would still be printed as 1.00.
    """
    value = _number_value(quantity)
    near = [bound for bound in (quantity.ci_low, quantity.ci_high) if bound is not None]
    # 0.95 to 1.05 print as 1.0 with one decimal, that is as "no change". Below 1, one decimal
    # would leave at most one significant digit.
    if value < 1 or any(bound != 1 and 0.95 <= bound <= 1.05 for bound in (*near, float(value))):
        return _off_null(quantity, 2, null=1)
    return min(2, max(1, _interval_decimals(quantity)))


def _measure_decimals(quantity: Quantity) -> int:
    value = abs(_number_value(quantity))
    if not has_interval(quantity):
        if _is_whole(value):
            return 0
        if quantity.form is Form.MEAN_OF_PEOPLE:
            return 1
        is_charted = quantity.form in (Form.LIMIT, Form.MEAN_OF_COUNTS)
        if is_charted and value >= 1:
            return 1 if value < 100 else 0
        # Two significant digits: a deviation like the mean that it is printed with, and a mean
        # of rare counts because its limits are integers.
        if quantity.form in (Form.SPREAD, Form.MEAN_OF_COUNTS):
            return min(_MAXIMUM_DECIMALS, max(0, 1 - value.adjusted()))
        # Three significant digits for a value without an interval to take the precision from, but
        # no digits that it does not have: 5.9, not 5.90.
        digits = min(_MAXIMUM_DECIMALS, max(0, 2 - value.adjusted()))
        return min(digits, _typed_decimals(quantity))
    # Below 1, two decimals could print only zeros.
    most = 2 if value >= 1 else _MAXIMUM_DECIMALS
    # Averages are compared with each other and with totals: 4.5 must not print as 4.
    is_average = quantity.form is Form.AVERAGE
    is_average = is_average and quantity.ci_low is not None and quantity.ci_low > 0
    least = 1 if is_average and value < 10 and not _is_whole(value) else 0
    return _off_null(quantity, min(most, max(least, _interval_decimals(quantity))))


def _coefficient_decimals(quantity: Quantity) -> int:
    """Return 2 decimals, or more if a coefficient below 1 would be printed as 1.00."""
    value = abs(_number_value(quantity))
    decimals = _off_null(quantity, 2)
    while value < 1 and decimals < _MAXIMUM_DECIMALS and _rounded(value, decimals) == 1:
        decimals += 1
    return decimals


def _off_null(quantity: Quantity, decimals: int, *, null: int = 0, scale: int = 1) -> int:
    """Return the decimals, or more if a bound would be printed as the null value.

    A significant finding with an interval such as 0-5 would contradict itself.
    """
    bounds = [bound for bound in (quantity.ci_low, quantity.ci_high) if bound is not None]
    exact = [_exact(bound) * scale for bound in bounds if bound != null]
    # At most two more, so that a bound very close to the null value does not print as 0.000001.
    most = decimals + 2
    while decimals < most and any(_rounded(bound, decimals) == null for bound in exact):
        decimals += 1
    return decimals


def _interval_decimals(quantity: Quantity, *, scale: int = 1) -> int:
    """Return the decimals up to the first significant digit of the half-width of the interval."""
    value = _number_value(quantity)
    low = value if quantity.ci_low is None else _exact(quantity.ci_low)
    high = value if quantity.ci_high is None else _exact(quantity.ci_high)
    is_open = quantity.ci_low is None or quantity.ci_high is None
    # A one-sided interval has one arm, from the estimate to its bound, which is the half-width.
    half_width = (high - low) * scale / (1 if is_open else 2)
    return max(0, -half_width.adjusted()) if half_width else 0


def _number_value(quantity: Quantity) -> Decimal:
    if quantity.value is None or isinstance(quantity.value, str):
        raise ValueError(f"`{quantity.id}` is not a number")
    return _exact(quantity.value)


def _exact(value: float) -> Decimal:
    """Return the shortest decimal that represents the float, not its exact binary value."""
    return Decimal(repr(float(value)))


def _rounded(exact: Decimal, decimals: int) -> Decimal:
    with localcontext() as context:
        # Enough for the largest double (1.8e308, 309 digits) with the decimals of the smallest
        # (about 324); the default precision of 28 digits makes `quantize` fail.
        context.prec = 700
        rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_EVEN)
    return rounded if rounded else abs(rounded)  # no negative zero


def _is_whole(value: Decimal) -> bool:
    # `value % 1` fails for numbers with more digits than the precision of the context.
    return value == value.to_integral_value()
