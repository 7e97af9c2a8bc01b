"""Estimates, which always carry their interval, results of comparisons, and refusals."""

from __future__ import annotations

from dataclasses import dataclass, replace
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

    def without_interval(self) -> Estimate:
        """Return the estimate alone: of few values, an interval says little that is true."""
        return replace(self, ci_low=None, ci_high=None)

    def within(self, lowest: float | None, highest: float | None) -> Estimate:
        """Return the estimate with the part of its interval that is possible.

        `lowest` and `highest` are the bounds of what is possible, None for no bound. An estimate
        that lies beyond them by rounding stays in its interval.
        """
        low, high = self.ci_low, self.ci_high
        if low is not None and lowest is not None:
            low = min(max(low, lowest), self.estimate)
        if high is not None and highest is not None:
            high = max(min(high, highest), self.estimate)
        return replace(self, ci_low=low, ci_high=high)


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
