"""Comparisons of periods as configured, and the settings of the analysis."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Test(StrEnum):
    """The test of a comparison, with the properties that do not depend on the data.

    Attributes
    ----------
    question : str
        The question that it answers, for the configuration reference.
    analysis : str
        The second part of the quantity ids: ``growth`` in ``followers.growth.after.slope``.
    fewest : int
        Minimum number of values per period; with fewer the comparison is refused.
    subject : str
        What needs that many values, for messages.
    needs_intervention : bool
        Whether the configuration must define an intervention.
    """

    # pytest collects classes named Test*.
    __test__ = False

    question: str
    analysis: str
    fewest: int
    subject: str
    needs_intervention: bool

    def __new__(
        cls,
        value: str,
        question: str = "",
        analysis: str = "",
        fewest: int = 0,
        subject: str = "",
        needs_intervention: bool = False,
    ) -> Self:
        """Return a member whose value is the word used in the configuration."""
        # The defaults satisfy the type checker in lookups by value: `Test("slope")`.
        member = str.__new__(cls, value)
        member._value_ = value
        member.question, member.analysis = question, analysis
        member.fewest, member.subject = fewest, subject
        member.needs_intervention = needs_intervention
        return member

    # 3 values: a line through 2 points has no residual, so neither error nor interval.
    SLOPE = "slope", "did growth change?", "growth", 3, "a trend"
    # 2 values: a single one has no standard deviation.
    MEAN = "mean", "did the monthly average change?", "mean", 2, "a mean with its interval"
    ITS = (
        "its",
        "level and slope at the intervention.",
        "its",
        3,
        "a trend on each side",
        True,
    )


class Variant(StrEnum):
    """Which t test a comparison of means uses."""

    WELCH = "welch"
    STUDENT = "student"


class Alternative(StrEnum):
    """The alternative hypothesis; `greater`: the later period is higher."""

    TWO_SIDED = "two-sided"
    GREATER = "greater"
    LESS = "less"


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """An equivalence margin: a fraction of the base value, or in the metric's unit."""

    value: float
    is_relative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A comparison of the `later` with the `base` period of one metric."""

    id: str
    metric: str
    test: Test
    later: str
    base: str
    variant: Variant = Variant.WELCH
    alternative: Alternative = Alternative.TWO_SIDED
    equivalence_margin: Margin | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisSettings:
    """Alpha and confidence level (fractions of 1), and where the plan was registered."""

    alpha: float = 0.05
    confidence_level: float = 0.95
    registration: str | None = None
