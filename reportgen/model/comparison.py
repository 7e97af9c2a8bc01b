"""The analyses that a configuration names before the data are read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from reportgen.model.quantity_ids import contrast


class Test(StrEnum):
    """Which question a comparison asks, and what is known of it before any data are read.

    Attributes
    ----------
    question : str
        As the reference of the configuration words it.
    analysis : str
        The second part of the quantity ids: ``growth`` in ``followers.growth.after.slope``.
    fewest : int
        Values that each side needs; the analysis refuses fewer.
    subject : str
        What needs that many values, for messages.
    needs_intervention : bool
        Whether the question is about an intervention.
    """

    __test__ = False  # not a test case, whatever its name says to pytest

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
        """Return a member; its value is the word that stands in the configuration."""
        # The defaults are for the type checker: `Test("slope")` looks a member up by its value.
        member = str.__new__(cls, value)
        member._value_ = value
        member.question, member.analysis = question, analysis
        member.fewest, member.subject = fewest, subject
        member.needs_intervention = needs_intervention
        return member

    SLOPE = "slope", "did growth change?", "growth", 3, "a trend"
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
