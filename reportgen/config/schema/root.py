"""Schema of the whole configuration file."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from reportgen.config.schema.base import Day, Key, Strict
from reportgen.config.schema.brief import BriefSchema, OrganizationSchema
from reportgen.config.schema.committee import CommitteeSchema
from reportgen.config.schema.metrics import CampaignsSchema, MetricSchema, TestimonialSchema
from reportgen.config.schema.plan import (
    AnalysisSchema,
    ComparisonSchema,
    EventSchema,
    GoalSchema,
    InterventionSchema,
    NamedInterventionSchema,
    PeriodSchema,
)
from reportgen.config.schema.privacy import PrivacySchema
from reportgen.config.schema.surveys import SurveySchema
from reportgen.model.period import RelativePeriod

if TYPE_CHECKING:
    RelativeName = str
else:
    RelativeName = Literal[tuple(item.value for item in RelativePeriod)]


def _no_truth_value(value: Any) -> Any:
    """Reject `true`, which equals 1 in Python, so that `Literal[1]` would accept it."""
    if isinstance(value, bool):
        raise ValueError("a truth value is not a version")  # noqa: TRY004  (pydantic reports ValueError)
    return value


class ReportingPeriodSchema(Strict):
    """The span that a brief without an intervention reports on."""

    start: Day | None = Field(default=None, alias="from", description="Its first day or month.")
    end: Day | None = Field(default=None, alias="to", description="Its last day or month.")
    relative: RelativeName | None = Field(
        default=None,
        description="Instead of both, a period that moves with the data; the same as "
        "`reporting_period: last quarter`.",
        examples=["last quarter"],
    )


class _DaysOrWords:
    """Say in the JSON Schema that words may be in place of days."""

    @staticmethod
    def __get_pydantic_json_schema__(core_schema: Any, handler: Any) -> dict[str, Any]:
        words = [item.value for item in RelativePeriod]
        return {"anyOf": [{"type": "string", "enum": words}, handler(core_schema)]}


def _in_words(value: Any) -> Any:
    return {"relative": value} if isinstance(value, str) else value


ReportingPeriod = Annotated[
    ReportingPeriodSchema,
    BeforeValidator(_in_words),
    _DaysOrWords,
]
"""A span of days, or words for one that moves with the data."""


class ConfigurationSchema(Strict):
    """One organization's configuration file."""

    reportgen: Annotated[Literal[1], BeforeValidator(_no_truth_value)] = Field(
        description="The version of this format: 1."
    )
    organization: OrganizationSchema = Field(description="Who the brief is about.")
    brief: BriefSchema = Field(default_factory=BriefSchema, description="The brief itself.")
    committee: CommitteeSchema | None = Field(
        default=None, description="The committee and its people."
    )
    intervention: InterventionSchema | None = Field(
        default=None, description="The change to be evaluated."
    )
    interventions: list[NamedInterventionSchema] = Field(
        default_factory=list,
        description="Instead of `intervention`, several changes. An interrupted series takes each "
        "that lies within its periods as a change of its own, with an effect and a verdict each; "
        "the first one is that of titles and surveys. They need `periods`.",
        examples=[
            [
                {"on": "2019-07-01", "label": "Two chairs"},
                {"on": "2020-01-01", "label": "A paid editor"},
            ]
        ],
    )
    reporting_period: ReportingPeriod | None = Field(
        default=None,
        description="What a brief without an intervention reports on: `{from: …, to: …}`, or in "
        "words `last month`, `last quarter`, `last half-year`, `last year` or `year to date`, "
        "which move with the data: the last one that the data cover in full.",
        examples=["last quarter", {"from": "2026-01", "to": "2026-06"}],
    )
    periods: dict[Key, PeriodSchema] = Field(
        default_factory=dict, description="Named spans; a year before and after where left out."
    )
    metrics: dict[Key, MetricSchema] = Field(
        default_factory=dict, description="What is counted, and where it is read from."
    )
    campaigns: CampaignsSchema | None = Field(default=None, description="The list of campaigns.")
    events: list[EventSchema] = Field(default_factory=list, description="What happened outside.")
    milestones: list[EventSchema] = Field(default_factory=list, description="What was reached.")
    surveys: list[SurveySchema] = Field(default_factory=list, description="Questions asked.")
    testimonials: list[TestimonialSchema] = Field(
        default_factory=list, description="What people said."
    )
    comparisons: list[ComparisonSchema] = Field(
        default_factory=list, description="The analyses, in reporting order."
    )
    goals: list[GoalSchema] = Field(default_factory=list, description="SMART goals.")
    analysis: AnalysisSchema = Field(
        default_factory=AnalysisSchema, description="How sure a finding must be."
    )
    privacy: PrivacySchema | None = Field(
        default=None, description="What the brief withholds about people."
    )

    @property
    def changes(self) -> tuple[InterventionSchema | NamedInterventionSchema, ...]:
        """Return the interventions, oldest first."""
        one = () if self.intervention is None else (self.intervention,)
        return tuple(sorted((*one, *self.interventions), key=lambda item: item.on.first))
