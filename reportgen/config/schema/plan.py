"""The keys `periods`, `intervention`, `comparisons`, `goals` and `analysis`."""

from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from reportgen.config.schema.base import (
    Day,
    Key,
    MarginValue,
    Markdown,
    Strict,
    WashOutValue,
    Words,
)
from reportgen.config.schema.board import EXPECTED, NEXT, WHY, Actions, Expected
from reportgen.config.schema.goal_words import WORDS, quantity_in_words
from reportgen.config.schema.targets import Baseline, Target
from reportgen.model.comparison import Test

if TYPE_CHECKING:
    TestName = str
else:
    TestName = Literal[tuple(test.value for test in Test)]


class PeriodSchema(Strict):
    """A named span of time, both ends included."""

    label: Words | None = Field(
        default=None, description="As it is printed; the id where left out."
    )
    short: Words | None = Field(
        default=None,
        description=(
            "Its name in sentences, as used after *in*; by default from its place and length."
        ),
        examples=["the first season"],
    )
    start: Day = Field(alias="from", description="Its first day or month.")
    end: Day = Field(alias="to", description="Its last day or month.")


class InterventionSchema(Strict):
    """The change whose surroundings are compared."""

    on: Day = Field(description="Its first day.", examples=["2019-07-01"])
    label: Words | None = Field(default=None, description="What was changed.")
    since: Words | None = Field(
        default=None,
        description="The same as a clause in the past tense, as it follows “after”.",
        examples=["trainees took the lead"],
    )


class NamedInterventionSchema(Strict):
    """One of several changes."""

    on: Day = Field(description="Its first day.", examples=["2020-01-01"])
    label: Words = Field(description="What was changed.", examples=["Second shop opens"])
    since: Words | None = Field(
        default=None,
        description="The same as a clause in the past tense, as it follows “after”.",
        examples=["the second shop opened"],
    )


class EventSchema(Strict):
    """Something outside that happened; named next to findings of its period."""

    on: Day = Field(description="When.", examples=["2020-03-11"])
    what: Words = Field(description="What happened.")


class ComparisonSchema(Strict):
    """One analysis, named before the data are read."""

    id: Key = Field(description="Such as reach.", examples=["reach"])
    metric: str = Field(description="One of `metrics`.")
    test: TestName = Field(description=" ".join(f"{test}: {test.question}" for test in Test))
    variant: Literal["welch", "student"] = Field(
        default="welch", description="Which t test of means."
    )
    contrast: Annotated[list[str], Field(min_length=2, max_length=2)] = Field(
        description="The later period, then the one it is compared with.",
        examples=[["after", "before"]],
    )
    alternative: Literal["two-sided", "greater", "less"] = Field(
        default="two-sided", description="On which side the test looks."
    )
    alternative_reason: Words | None = Field(
        default=None,
        description="For a one-sided test: why a difference on the other side would mean the same "
        "as none. The brief prints it, or that it is not given.",
        examples=["the course can't make waiting times longer"],
    )
    equivalence_margin: MarginValue | None = Field(
        default=None,
        description="How large a difference counts as none: 20% or a number in the unit. Above a "
        "quarter of the earlier period, `check` warns.",
    )
    margin_reason: Words | None = Field(
        default=None,
        description="Why a difference within the margin does not matter to you. The brief prints "
        "it, or that it is not given.",
        examples=["a fifth more or fewer visits need no other staff"],
    )
    trend_published: bool = Field(
        default=False,
        description="With `test: slope` of a running total, whether a publication has these fitted "
        "trends. The table then calls them “as published”; they decide nothing.",
    )
    impact: Literal["level", "slope", "both"] | None = Field(
        default=None,
        description="With `test: its`, what the intervention may change, named beforehand. level: "
        "a jump. slope: how fast it rises or falls. both: taken if left out; one of them alone is "
        "found more easily where it is right.",
    )
    effect_at: Day | None = Field(
        default=None,
        description="With `test: its`, when the effect is measured; as a month its end. A year "
        "after the intervention if left out or before it. At the last value, or that before "
        "another intervention, if that is earlier.",
        examples=["2020-06"],
    )
    wash_out: WashOutValue | None = Field(
        default=None,
        description="With `test: its`, what is left out because the change took effect little by "
        "little: how many months, or other steps of the metric, from each intervention on, or "
        "`from` and `to`.",
        examples=[3, {"from": "2019-06", "to": "2019-09"}],
    )


class MeasurableSchema(Strict):
    """The M of SMART."""

    metric: Key | None = Field(
        default=None,
        description="The metric that the goal is about, with one of the next five keys.",
        examples=["donations"],
    )
    average_of: Key | None = Field(
        default=None,
        description="The period whose average is meant: one of `periods`, or `reporting`, "
        "`previous`, `before` or `after`.",
        examples=["reporting"],
    )
    total_of: Key | None = Field(
        default=None, description="The period whose total is meant.", examples=["reporting"]
    )
    change_over: Key | None = Field(
        default=None,
        description="The period from whose first to whose last value the change is meant.",
        examples=["reporting"],
    )
    latest: Literal[True] | None = Field(
        default=None, description="`true` if the last value is meant.", examples=[True]
    )
    growth_ratio: Annotated[list[Key], Field(min_length=2, max_length=2)] | None = Field(
        default=None,
        description="How many times as fast the metric grew, or as large it was: the later "
        "period, then the earlier one.",
        examples=[["after", "before"]],
    )
    survey: Key | None = Field(
        default=None,
        description="Instead of a metric, the survey whose share of `yes` is meant, after the "
        "change where there is one.",
        examples=["skills"],
    )
    retention: Key | None = Field(
        default=None,
        description="Instead of a metric, the structure of the committee whose share of members "
        "who stayed is meant.",
        examples=["before"],
    )
    quantity: str = Field(
        default="",
        pattern=r"^([A-Za-z][A-Za-z0-9_\-]*(\.[A-Za-z0-9_\-]+)+)?$",
        description="Instead of these, a quantity id, for a number that they do not name.",
        examples=["followers.growth.after_vs_before.slope_ratio"],
    )
    target: Target = Field(
        description="The number to reach; for a share `90%` or `0.9`. Or one for each year, "
        "quarter, month or fiscal year (`2025/26`, with the metric's `year_starts`): the one "
        "that holds the goal's due date counts, without one that of the reporting period.",
        examples=[1.5, "90%", {"2025": 900, "2026": 950}],
    )
    direction: Literal["at_least", "at_most"] | None = Field(
        default=None,
        description="On which side of the target the goal is met; at_most where left out if less "
        "of the metric is better (`good: down`), else at_least.",
    )
    baseline: Baseline | None = Field(
        default=None, description="The value at the start, written like a target."
    )

    @model_validator(mode="after")
    def _in_words(self) -> Self:
        """Name the quantity that the words mean, so that all else reads ids alone."""
        self.quantity = quantity_in_words(
            **{name: getattr(self, name) for name in ("quantity", *WORDS)}
        )
        return self


class GoalSchema(Strict):
    """A SMART goal, one key per letter."""

    id: Key = Field(description="Such as grow-reach.", examples=["grow-reach"])
    specific: Words = Field(description="What should be achieved.")
    short: Words | None = Field(
        default=None,
        description="A name of one or two words for the text; `specific` if left out.",
        examples=["Reach"],
    )
    measurable: MeasurableSchema | None = Field(default=None, description="How it is measured.")
    achievable: Markdown = Field(default="", description="Why it can be reached.")
    relevant: Markdown = Field(default="", description="Why it matters.")
    time_bound: Day | None = Field(default=None, description="Its last day or month.")
    owner: Markdown = Field(
        default="",
        description="Who answers for it: a member's id or name, a role, or any name; under "
        "`privacy` a member's role is printed.",
    )
    why: Markdown = Field(default="", description=WHY)
    next: Actions = Field(default_factory=list, description=NEXT)
    expected: Expected | None = Field(default=None, description=EXPECTED, examples=["2027-03"])


class AnalysisSchema(Strict):
    """How sure a finding must be."""

    alpha: float | None = Field(
        default=None,
        ge=0.0001,
        lt=0.5,
        description="The level of significance; 0.05 if `confidence_level` is left out as well.",
        examples=[0.01],
    )
    confidence_level: float | None = Field(
        default=None,
        gt=0.5,
        le=0.9999,
        description="A fraction of 1, of every interval: 1 - `alpha`, which it follows. Intervals "
        "of equivalence tests have 1 - 2 `alpha`.",
        examples=[0.99],
    )
    registration: Words | None = Field(default=None, description="Where the plan was registered.")
