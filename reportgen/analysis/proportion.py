"""Shares: one, two to compare, and the same people asked twice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ProportionEstimate:
    """A proportion and its confidence interval: fractions of 1, not rounded."""

    successes: int
    trials: int
    estimate: float
    ci_low: float
    ci_high: float
    confidence_level: float

    def __post_init__(self) -> None:
        if not 0 <= self.ci_low <= self.estimate <= self.ci_high <= 1:
            raise AssertionError(f"the interval misses its estimate: {self}")
