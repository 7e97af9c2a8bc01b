"""Estimates, which always carry their interval, results of comparisons, and refusals."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate with its confidence interval, both in the unit of the estimated quantity.

    The open end of a one-sided interval is None.
    """

    estimate: float
    ci_low: float | None
    ci_high: float | None
    confidence_level: float
    standard_error: float | None = None

    def __post_init__(self) -> None:
        # AssertionError: an impossible estimate is a bug in a method, never a fault of the data.
        if isnan(self.estimate):
            raise AssertionError(f"not a number: {self}")
        if self.ci_low is not None and not self.ci_low <= self.estimate:
            raise AssertionError(f"the interval misses its estimate: {self}")
        if self.ci_high is not None and not self.estimate <= self.ci_high:
            raise AssertionError(f"the interval misses its estimate: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a number is not given, as text that a brief can print.

    `smallest_group` is set if the number is known but suppressed, because it or a number that
    can be derived from it counts fewer people.
    """

    reason: str
    smallest_group: int | None = None


class ComparisonEstimate:
    """Base class of the results of comparisons, whatever their kind."""

    # Without it, dataclasses with slots would still have a dict.
    __slots__ = ()


ComparisonResult = ComparisonEstimate | Refusal
"""The result of a comparison, or why it can't be assessed."""
