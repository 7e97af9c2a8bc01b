"""One computed number with everything that makes it traceable but its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite


class Form(StrEnum):
    """What sort of number a quantity is, which decides how it is printed."""

    MEASURE = "measure"
    """A value in a unit, such as followers a month."""
    COUNT = "count"
    """A whole number of things."""
    RATIO = "ratio"
    SHARE = "share"
    """A fraction of 1; printed as a percentage with its n/N."""
    P_VALUE = "p_value"
    STATISTIC = "statistic"
    """t, F, chi-squared, degrees of freedom that are not whole."""
    COEFFICIENT = "coefficient"
    """R squared, g: printed with two decimals."""
    DATE = "date"
    """A day, as its ISO text in `value`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The rows of one column that a quantity was made from; `rows` like ``2-13,15``."""

    file: str
    sha256: str
    column: str
    rows: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A computed number, at full precision, or the reason why there is none.

    Attributes
    ----------
    id : str
        ``<metric>.<analysis>.<period or contrast>.<statistic>``.
    value : float, int, str or None
        None where it can't be had, with a `reason`; a text only for dates.
    ci_low, ci_high : float or None
        The interval; one of them is None where the interval is open on that side.
    unit : str
        In plain words, plural: ``followers a month``; empty for pure numbers.
    n : int or None
        How many observations it rests on (trials, for a share).
    numerator : int or None
        For a share: its count of successes.
    method : str
        The entry of docs/methods.md that explains it.
    formula : str
        How it was made, in words.
    derived_from : tuple of str
        Ids of the quantities that it was made from.
    config_key : tuple
        The key path of the configuration that asked for it; empty for none.
    smallest_group : int or None
        The fewest people that may be told of, where the value is kept back for that.
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

    def __post_init__(self) -> None:
        if self.value is None and not self.reason:
            raise AssertionError(f"a missing value needs a reason: {self}")
        if isinstance(self.value, float) and not isfinite(self.value):
            raise AssertionError(f"a quantity must be finite or missing: {self}")
        if isinstance(self.value, (int, float)):
            low = self.value if self.ci_low is None else self.ci_low
            high = self.value if self.ci_high is None else self.ci_high
            if not low <= self.value <= high:
                raise AssertionError(f"the interval misses its estimate: {self}")
