"""Choose how many decimals a number has, and round it; with `p_value_text`, all that rounds.

Rounding is decimal, of the shortest text that represents the float, and halves are rounded away
from zero, as readers do who check a sum. Estimate and bounds of a quantity are printed with the
same number of decimals, so that a printed estimate lies inside its printed interval.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from functools import partial
from math import isclose
from typing import TYPE_CHECKING

from reportgen.languages.current import current_language
from reportgen.model.goal import SAME
from reportgen.model.quantity import IN_POINTS, TARGETS, Form
from reportgen.narrative.numbers.number_style import currency_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.model.quantity import Quantity

MAXIMUM_DECIMALS = 6
"""That any number has, but for targets as they were typed."""
MOST_ADDED = 2
"""More decimals than these beyond the usual ones print digits that the data say nothing about."""
_AS_GIVEN = TARGETS | {Form.COUNT, Form.DEGREES_OF_FREEDOM, Form.STATISTIC}
_DIFFERENCES = frozenset({Form.MEASURE, Form.POINTS})
# How close a difference or ratio is that was computed from the same two numbers otherwise.
_SAME = 1e-6
# A number that is this small next to its interval is 0 but for binary noise.
_NOISE = Decimal("1e-9")


def printed_decimals(quantity: Quantity) -> int:
    """Return the decimals of a number and its interval; of the percentage, for a share."""
    decimals = quantity.decimals
    if decimals is None:
        is_share = quantity.form.public is Form.SHARE
        decimals = _share_decimals(quantity) if is_share else _decimals(quantity)
        decimals = _telling(quantity, decimals, scale=100 if is_share else 1)
    return money_decimals(decimals, quantity.currency) if quantity.currency else decimals


def money_decimals(decimals: int, currency: str) -> int:
    """Return the decimals of an amount of money: none, or those of its cents at least."""
    return max(decimals, currency_form(currency, current_language()).decimals) if decimals else 0


def print_in_order(one: Quantity, other: Quantity) -> bool:
    """Return whether two numbers of a kind compare as printed as they do unrounded.

    They do not if one is larger and both print the same, or if they are equal and do not.
    """
    values = [_number_value(item) for item in (one, other)]
    scale = 100 if one.form.public is Form.SHARE else 1
    first, second = (
        rounded(value * scale, printed_decimals(item))
        for value, item in zip(values, (one, other), strict=True)
    )
    if isclose(*values, rel_tol=SAME):
        return first == second
    return (first > second) == (values[0] > values[1]) and first != second


def add_up_as_printed(base: Quantity, later: Quantity, difference: Quantity) -> bool:
    """Return whether the difference of two numbers is printed as that of the printed numbers.

    From two digits on it may be off by one in the last, as differences of rounded numbers are.
    One that is not their difference, such as one that allows for the season, is not asked to be.
    """
    values = [float(_number_value(item)) for item in (base, later, difference)]
    if not isclose(values[1] - values[0], values[2], rel_tol=_SAME, abs_tol=_SAME * abs(values[0])):
        return True
    scale = 100 if base.form.public is Form.SHARE else 1
    decimals = printed_decimals(difference)
    first, second, between = (
        rounded(_number_value(item) * scale, decimals) for item in (base, later, difference)
    )
    off = abs(between - (second - first)).scaleb(decimals)
    return off == 0 or (off == 1 and abs(between).scaleb(decimals) >= 10)


def adds_to_target(value: Quantity, target: Quantity, gap: Quantity) -> bool:
    """Return whether a printed value and what is missing to its target add up to the target.

    What is missing has the decimals of the more precise of the two.
    """
    scale = 100 if value.form.public is Form.SHARE else 1
    reached, aim, missing = (
        rounded(_number_value(item) * scale, printed_decimals(item))
        for item in (value, target, gap)
    )
    return abs(aim - reached) == abs(missing)


def divide_as_printed(base: Quantity, later: Quantity, ratio: Quantity) -> bool:
    """Return whether the ratio of two numbers is printed as that of the printed numbers.

    It may be off by one in the last digit, as ratios of rounded numbers are. One that is not
    their ratio is not asked to be.
    """
    values = [float(_number_value(item)) for item in (base, later, ratio)]
    if not values[0] or not isclose(values[1] / values[0], values[2], rel_tol=_SAME):
        return True
    scale = 100 if base.form.public is Form.SHARE else 1
    first, second = (
        rounded(_number_value(item) * scale, printed_decimals(item)) for item in (base, later)
    )
    if not first:
        return False
    decimals = printed_decimals(ratio)
    printed = rounded(_number_value(ratio), decimals)
    return abs(rounded(second / first, decimals) - printed).scaleb(decimals) <= 1


def has_interval(quantity: Quantity) -> bool:
    """Return whether at least one bound of an interval is known."""
    return quantity.ci_low is not None or quantity.ci_high is not None


def is_off_null(quantity: Quantity) -> bool:
    """Return whether the interval of a quantity excludes 0, or 1 for a ratio."""
    null = _null(quantity)
    low, high = quantity.ci_low, quantity.ci_high
    return (low is not None and low > null) or (high is not None and high < null)


def is_noise(quantity: Quantity, value: Decimal) -> bool:
    """Return whether a number is 0 but for the binary noise of its computation."""
    if quantity.form.public is Form.RATIO:
        return False  # of positive numbers, however small it is
    bounds = [abs(bound) for bound in (quantity.ci_low, quantity.ci_high) if bound is not None]
    return abs(value) <= _NOISE * max(map(exact_decimal, bounds), default=Decimal(1))


def _decimals(quantity: Quantity) -> int:
    """Return the number of decimals of a value and both bounds that are not of a share."""
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


def _share_decimals(quantity: Quantity) -> int:
    """Return the decimals of a percentage: 0 for n below 100, 1 below 1000, else 2 (AMA)."""
    if quantity.form in TARGETS:
        return _typed_decimals(quantity, scale=100)
    if quantity.numerator is None and has_interval(quantity):
        # The mean of a rate: n is the number of months, so precision follows the interval.
        return min(2, _interval_decimals(quantity, scale=100))
    if quantity.numerator is None or quantity.n is None:
        # A single rate, a spread or a probability: two significant digits.
        # `adjusted` is the exponent of the first significant digit.
        return min(2, max(0, 1 - (_number_value(quantity) * 100).adjusted()))
    if quantity.n < 100:
        return 0
    return 1 if quantity.n < 1000 else 2


def _typed_decimals(quantity: Quantity, *, scale: int = 1) -> int:
    """Return the number of decimals of a target as typed; a target is never rounded."""
    exponent = (_number_value(quantity) * scale).normalize().as_tuple().exponent
    # The exponent of an infinity is a string.
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _ratio_decimals(quantity: Quantity) -> int:
    """Return 1 or 2 decimals: 2 if one decimal would print a ratio near 1 as 1.0."""
    value = _number_value(quantity)
    near = [bound for bound in (quantity.ci_low, quantity.ci_high) if bound is not None]
    # 0.95 to 1.05 print as 1.0 with one decimal, that is as "no change". Below 1, one decimal
    # would leave at most one significant digit.
    if value < 1 or any(bound != 1 and 0.95 <= bound <= 1.05 for bound in (*near, float(value))):
        return 2
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
            return min(MAXIMUM_DECIMALS, max(0, 1 - value.adjusted()))
        # Three significant digits for a value without an interval to take the precision from, two
        # below 1, but no digits that it does not have: 5.9, not 5.90.
        digits = min(MAXIMUM_DECIMALS, max(0, (1 if value < 1 else 2) - value.adjusted()))
        return min(digits, _typed_decimals(quantity))
    # Below 1, two decimals could print only zeros.
    most = 2 if value >= 1 else MAXIMUM_DECIMALS
    # Averages are compared with each other and with totals: 4.5 must not print as 4.
    is_average = quantity.form is Form.AVERAGE
    is_average = is_average and quantity.ci_low is not None and quantity.ci_low > 0
    least = 1 if is_average and value < 10 and not _is_whole(value) else 0
    return min(most, max(least, _interval_decimals(quantity)))


def _coefficient_decimals(quantity: Quantity) -> int:
    """Return 2 decimals, or more if a coefficient below 1 would be printed as 1.00."""
    value = abs(_number_value(quantity))
    decimals = 2
    while value < 1 and decimals < MAXIMUM_DECIMALS and rounded(value, decimals) == 1:
        decimals += 1
    return decimals


def _telling(quantity: Quantity, fewest: int, *, scale: int) -> int:
    """Return the decimals, or more if with these the printed number would deny itself.

    - An estimate that is not 0 is not printed as 0.
    - A bound that is not the null value is not printed as that, nor is an estimate whose
      interval excludes it: a significant finding with an interval of 0-5 would contradict itself.
    - A significant difference of one digit has no bound one unit from 0: 2.0 (0.9-3.1), not
      2 (1-3).
    - Two bounds are not printed as one number.

    At most two more, so that a bound very close to the null value does not print as 0.000001;
    next to a significant P value it does.
    """
    if quantity.form in _AS_GIVEN or quantity.numerator is not None:
        return fewest
    null, is_found = _null(quantity), is_off_null(quantity)
    value = _number_value(quantity) * scale
    bounds = [
        exact_decimal(x) * scale for x in (quantity.ci_low, quantity.ci_high) if x is not None
    ]
    most = MAXIMUM_DECIMALS if is_found else fewest + MOST_ADDED
    never = [(bound, null) for bound in bounds]
    # A share that is not 0 is printed as <1%.
    if quantity.form.public is not Form.SHARE or quantity.form in IN_POINTS:
        never += [(value, 0)] if not is_noise(quantity, value) else []
        never += [(value, null)] if is_found else []
    decimals = fewest
    for number, denied in never:
        if number != denied:
            decimals = _first(partial(_are_apart, number, Decimal(denied)), decimals, most)
    if is_found and quantity.form in _DIFFERENCES:
        step = Decimal(1).scaleb(-decimals)
        is_short = abs(rounded(value, decimals)) < 10 * step
        decimals += is_short and any(abs(rounded(item, decimals)) == step for item in bounds)
    if len(set(bounds)) == 2:
        # One more: those that are closer were known to more digits than anybody needs.
        decimals = _first(partial(_are_apart, bounds[0], bounds[1]), decimals, decimals + 1)
    return decimals


def _are_apart(one: Decimal, other: Decimal, decimals: int) -> bool:
    return rounded(one, decimals) != rounded(other, decimals)


def _first(is_enough: Callable[[int], bool], fewest: int, most: int) -> int:
    """Return the fewest decimals that are enough; `fewest` if none are."""
    return next((found for found in range(fewest, most + 1) if is_enough(found)), fewest)


def _null(quantity: Quantity) -> int:
    return 1 if quantity.form.public is Form.RATIO else 0


def _interval_decimals(quantity: Quantity, *, scale: int = 1) -> int:
    """Return the decimals up to the first significant digit of the half-width of the interval."""
    value = _number_value(quantity)
    low = value if quantity.ci_low is None else exact_decimal(quantity.ci_low)
    high = value if quantity.ci_high is None else exact_decimal(quantity.ci_high)
    is_open = quantity.ci_low is None or quantity.ci_high is None
    # A one-sided interval has one arm, from the estimate to its bound, which is the half-width.
    half_width = (high - low) * scale / (1 if is_open else 2)
    return max(0, -half_width.adjusted()) if half_width else 0


def _number_value(quantity: Quantity) -> Decimal:
    if quantity.value is None or isinstance(quantity.value, str):
        raise ValueError(f"`{quantity.id}` is not a number")
    return exact_decimal(quantity.value)


def exact_decimal(value: float) -> Decimal:
    """Return the shortest decimal that represents the float, not its exact binary value."""
    return Decimal(repr(float(value)))


def rounded(exact: Decimal, decimals: int) -> Decimal:
    """Return a number rounded half away from zero, which `decimal` calls half up."""
    with localcontext() as context:
        # Enough for the largest double (1.8e308, 309 digits) with the decimals of the smallest
        # (about 324); the default precision of 28 digits makes `quantize` fail.
        context.prec = 700
        found = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return found if found else abs(found)  # no negative zero


def _is_whole(value: Decimal) -> bool:
    # `value % 1` fails for numbers with more digits than the precision of the context.
    return value == value.to_integral_value()
