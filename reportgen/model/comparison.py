"""Comparisons of periods as configured, and the settings of the analysis."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Self

from reportgen.model.frequency import Calendar, DateSpan, Frequency

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.period import Intervention


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

    @property
    def fewest_for_claim(self) -> int:
        """Return the minimum number of values per period from which a change may be claimed."""
        return 8 if self is Test.ITS else 6

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


class Impact(StrEnum):
    """What an intervention may change in an interrupted series, named before the data are known.

    Lopez Bernal et al. (2017), Int. J. Epidemiol. 46, 348-355: the impact model is chosen a
    priori, because chosen by the data it finds too much.
    """

    LEVEL = "level"
    SLOPE = "slope"
    BOTH = "both"

    @property
    def has_level(self) -> bool:
        """Return whether the level may change."""
        return self is not Impact.SLOPE

    @property
    def has_slope(self) -> bool:
        """Return whether the slope may change."""
        return self is not Impact.LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class WashOut:
    """Time in which an intervention takes effect little by little; its values are left out.

    Attributes
    ----------
    steps : int or None
        How many of the metric's steps, from the one that holds an intervention on.
    days : DateSpan or None
        Instead, the days themselves.
    """

    steps: int | None = None
    days: DateSpan | None = None

    def span(self, intervention: date, calendar: Calendar) -> DateSpan:
        """Return the days that are left out around an intervention.

        Parameters
        ----------
        intervention : date
            Its first day.
        calendar : Calendar
            That of the metric; one without steps is taken by the month.
        """
        if self.days is not None:
            return self.days
        if self.steps is None:
            raise AssertionError(f"neither steps nor days are washed out: {self}")
        known = calendar if calendar.is_regular else Calendar(Frequency.MONTH)
        end = known.day_of(known.index(intervention) + self.steps)
        return DateSpan(known.span(intervention).first, end - timedelta(days=1))


WIDE_MARGIN = 0.25
"""The share of the base above which `check` warns of an equivalence margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Margin:
    """An equivalence margin: a fraction of the base value, or in the metric's unit."""

    value: float
    is_relative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A comparison of the `later` with the `base` period of one metric.

    Attributes
    ----------
    alternative_reason : str or None
        Why one side alone is of interest; None if it is not given, or for a two-sided test.
    margin_reason : str or None
        Why differences within the equivalence margin do not matter; None if it is not given.
    is_trend_published : bool
        Whether a publication has the fitted trends of a running total.
    impact : Impact
        What may change in an interrupted series. Both by default, which has the others as special
        cases; naming one of them beforehand makes it easier to find.
    effect_at : date or None
        The last day of the time at which the effect in an interrupted series is given; None for a
        year after the intervention. Where the values end before it, the last one counts.
    wash_out : WashOut or None
        What is left out of an interrupted series after an intervention; None for nothing.
    interventions : tuple of Intervention
        Those that lie within the periods of an interrupted series, oldest first. Empty where none
        does: the later period begins with a change that has no date of its own.
    place : int
        Which of them this comparison is about. A plan has one comparison for each.
    planned_as : str
        The id in the configuration of a comparison that is about one of several interventions.
    """

    id: str
    metric: str
    test: Test
    later: str
    base: str
    variant: Variant = Variant.WELCH
    alternative: Alternative = Alternative.TWO_SIDED
    alternative_reason: str | None = None
    equivalence_margin: Margin | None = None
    margin_reason: str | None = None
    is_trend_published: bool = False
    impact: Impact = Impact.BOTH
    effect_at: date | None = None
    wash_out: WashOut | None = None
    interventions: tuple[Intervention, ...] = ()
    place: int = 0
    planned_as: str = ""

    @property
    def planned_id(self) -> str:
        """Return the id that the configuration gives it."""
        return self.planned_as or self.id

    @property
    def intervention(self) -> Intervention | None:
        """Return the intervention that it is about, if that has a date."""
        return self.interventions[self.place] if self.interventions else None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalysisSettings:
    """Alpha and confidence level (fractions of 1), and where the plan was registered.

    The level is 1 - alpha: at another one an interval may exclude what its test does not reject.
    """

    alpha: float = 0.05
    # A field, because what a brief may print without evidence is found by fields.
    confidence_level: float = field(init=False)
    registration: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "confidence_level", complement(self.alpha))


def complement(share: float) -> float:
    """Return 1 minus a share, without the noise of binary fractions: 1 - .95 is .05."""
    return float(1 - Decimal(repr(share)))
