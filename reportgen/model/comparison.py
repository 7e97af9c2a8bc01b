"""The analyses that a configuration names before the data are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reportgen.model.quantity_ids import contrast


class Test(StrEnum):
    """Which question a comparison asks."""

    __test__ = False  # not a test case, whatever its name says to pytest

    SLOPE = "slope"
    MEAN = "mean"
    ITS = "its"

    @property
    def analysis(self) -> str:
        """Return its word in quantity ids."""
        return "growth" if self is Test.SLOPE else self.value


class Variant(StrEnum):
    """Which t test a comparison of means uses."""

    WELCH = "welch"
    STUDENT = "student"


class Alternative(StrEnum):
    """On which side the test looks; `greater` means that the later period is higher."""

    TWO_SIDED = "two-sided"
    GREATER = "greater"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """How large a difference counts as none: a fraction of the base, or in the unit."""

    value: float
    is_relative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One named analysis: `later` period against `base` period of one metric."""

    id: str
    metric: str
    test: Test
    later: str
    base: str
    variant: Variant = Variant.WELCH
    alternative: Alternative = Alternative.TWO_SIDED
    equivalence_margin: Margin | None = None

    @property
    def contrast(self) -> str:
        """Return the contrast as quantity ids spell it: ``after_vs_before``."""
        return contrast(self.base, self.later)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisSettings:
    """α, the confidence level (a fraction of 1), and where the plan was registered."""

    alpha: float = 0.05
    confidence_level: float = 0.95
    registration: str | None = None
