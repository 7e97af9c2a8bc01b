"""An estimate that can't be parted from its interval, and the refusal to give one."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """An estimate with its confidence interval, in the unit of what is estimated.

    A bound is None where a one-sided interval is open.
    """

    estimate: float
    ci_low: float | None
    ci_high: float | None
    confidence_level: float
    standard_error: float | None = None

    def __post_init__(self) -> None:
        if isnan(self.estimate):
            raise AssertionError(f"not a number: {self}")
        if self.ci_low is not None and not self.ci_low <= self.estimate:
            raise AssertionError(f"the interval misses its estimate: {self}")
        if self.ci_high is not None and not self.estimate <= self.ci_high:
            raise AssertionError(f"the interval misses its estimate: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a number is not given, in words that a brief can print.

    `smallest_group` is set where it is known and kept back, since fewer people than that
    stand behind it or behind what could be worked out from it.
    """

    reason: str
    smallest_group: int | None = None
