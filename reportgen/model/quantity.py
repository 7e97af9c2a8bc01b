"""Computed numbers with their unit, interval, method and sources, but not their text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite


class Form(StrEnum):
    """The form of a number, which alone decides how it is printed.

    The first eight are public: outcomes.json records them. Each of the others refines one of
    these, its `public` form, for numbers that are printed with different decimals. They are not
    recorded, so that a change of the printed decimals does not change a public file.
    """

    MEASURE = "measure"
    """A value in a unit, such as followers per month."""
    COUNT = "count"
    """A whole number of things."""
    RATIO = "ratio"
    SHARE = "share"
    """A fraction of 1; printed as a percentage with its n/N."""
    P_VALUE = "p_value"
    STATISTIC = "statistic"
    """t, F, chi-squared: printed with 2 decimals."""
    COEFFICIENT = "coefficient"
    """R squared, g: printed with 2 decimals."""
    DATE = "date"
    """A day; `value` is in ISO 8601 format."""

    AVERAGE = "average"
    """An estimated mean, rate or slope, read next to those of other periods."""
    SPREAD = "spread"
    """A standard deviation."""
    LIMIT = "limit"
    """The mean or a limit of a control chart, printed next to each other."""
    MEAN_OF_COUNTS = "mean_of_counts"
    """The mean of rare counts, printed next to limits that are whole numbers."""
    MEAN_OF_PEOPLE = "mean_of_people"
    """A mean over the few people of a committee."""
    POINTS = "points"
    """A difference of shares, as a fraction of 1; printed in percentage points."""
    DEGREES_OF_FREEDOM = "degrees_of_freedom"
    """Printed without decimals if it is a whole number."""
    TARGET = "target"
    """A target, printed with the decimals that the user typed; so are those below."""
    TARGET_SHARE = "target_share"
    TARGET_POINTS = "target_points"
    TARGET_RATIO = "target_ratio"
    TARGET_STATISTIC = "target_statistic"
    TARGET_COEFFICIENT = "target_coefficient"

    @property
    def public(self) -> Form:
        """Return the form that outcomes.json records."""
        return _PUBLIC.get(self, self)

    @property
    def as_target(self) -> Form:
        """Return the form of a target for numbers of this form.

        Whole counts, P values and days are printed alike as values and as targets.
        """
        if self is Form.POINTS:
            return Form.TARGET_POINTS
        return _TARGETS.get(self.public, self)


_TARGETS = {
    Form.MEASURE: Form.TARGET,
    Form.SHARE: Form.TARGET_SHARE,
    Form.RATIO: Form.TARGET_RATIO,
    Form.STATISTIC: Form.TARGET_STATISTIC,
    Form.COEFFICIENT: Form.TARGET_COEFFICIENT,
}
_PUBLIC = {
    Form.AVERAGE: Form.MEASURE,
    Form.SPREAD: Form.MEASURE,
    Form.LIMIT: Form.MEASURE,
    Form.MEAN_OF_COUNTS: Form.MEASURE,
    Form.MEAN_OF_PEOPLE: Form.MEASURE,
    Form.POINTS: Form.SHARE,
    Form.TARGET_POINTS: Form.SHARE,
    Form.DEGREES_OF_FREEDOM: Form.STATISTIC,
    **{target: public for public, target in _TARGETS.items()},
}
TARGETS = frozenset({Form.TARGET_POINTS, *_TARGETS.values()})
"""Forms that are printed as the user typed them."""
IN_POINTS = frozenset({Form.POINTS, Form.TARGET_POINTS})
"""Forms of fractions of 1 that are printed in percentage points."""


def is_in_points(unit: str) -> bool:
    """Return whether a unit recorded in outcomes.json is percentage points."""
    # The recorded form of POINTS is SHARE, so the unit alone distinguishes the two. It may go on:
    # "percentage points a month".
    return unit.startswith("percentage points")


def is_in_currency(unit: str, currency: str | None) -> bool:
    """Return whether a number in this unit is money: ``USD`` or ``USD a month``."""
    # Of the numbers of an amount, only ratios, shares and spans of time have other units.
    return currency is not None and unit.partition(" ")[0] == currency


def unit_beside_number(unit: str, currency: str | None) -> str:
    """Return a unit without the currency, which the printed number has: ``a month``."""
    return unit.replace(currency, "", 1).strip() if currency else unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The rows of one column that a quantity was computed from; `rows` like ``2-13,15``."""

    file: str
    sha256: str
    column: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A computed number at full precision, or the reason why there is none.

    Attributes
    ----------
    id : str
        ``<metric>.<analysis>.<period or contrast>.<statistic>``.
    value : float, int, str or None
        None, with a `reason`, if it is not available; text only for dates.
    ci_low, ci_high : float or None
        The interval; None at an open end.
    unit : str
        In words, plural: ``followers a month``; empty for dimensionless numbers.
    n : int or None
        Number of observations (trials, for a share).
    numerator : int or None
        For a share: the number of successes.
    method : str
        The section of docs/methods.md that describes it.
    formula : str
        How it was computed, in words.
    derived_from : tuple of str
        Ids of the quantities that it was computed from.
    config_key : tuple
        The key path of the configuration that requested it; empty for none.
    smallest_group : int or None
        The minimum group size, if the value is suppressed because of it.
    decimals : int or None
        The decimals to print, those of the percentage for a share; None if the form and the
        interval decide. See `narrative.numbers.common_decimals`.
    currency : str or None
        The ISO 4217 code of an amount of money, with which its unit begins: ``USD a month``.
    """

    id: str
    value: float | int | str | None
    form: Form
    unit: str = ""
    ci_low: float | None = None
    ci_high: float | None = None
    confidence_level: float | None = None
    n: int | None = None
    numerator: int | None = None
    method: str = ""
    formula: str = ""
    reason: str = ""
    sources: tuple[Source, ...] = ()
    derived_from: tuple[str, ...] = ()
    config_key: tuple[str | int, ...] = ()
    smallest_group: int | None = None
    decimals: int | None = None
    currency: str | None = None

    def __post_init__(self) -> None:
        problem = impossible_value(self.value, self.ci_low, self.ci_high, self.reason)
        if problem:
            raise AssertionError(f"{problem}: {self}")


def impossible_value(
    value: float | str | None, ci_low: float | None, ci_high: float | None, reason: str
) -> str:
    """Return why a value and its interval are inconsistent; empty if they are not."""
    if value is None:
        return "" if reason else "a missing value needs a reason"
    if isinstance(value, str):
        return ""
    if not isfinite(value):
        return "a quantity must be finite or missing"
    # An open end excludes nothing.
    low = value if ci_low is None else ci_low
    high = value if ci_high is None else ci_high
    return "" if low <= value <= high else "the interval misses its estimate"
