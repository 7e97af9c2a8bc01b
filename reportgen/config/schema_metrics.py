"""The keys `metrics`, `campaigns` and `surveys`: what is counted and where it is read."""

from typing import Literal

from pydantic import Field

from reportgen.config.schema_base import Count, Day, FileName, Key, Markdown, Strict, Words


class MetricSchema(Strict):
    """One metric and the file that holds it."""

    label: Words | None = Field(
        default=None,
        description="Its name as it stands inside a sentence; titles and tables capitalize it.",
        examples=["volunteer hours", "Twitter followers"],
    )
    kind: Literal["level", "count", "rate"] = Field(
        description="level: a running total (followers). count: how many in a month "
        "(impressions). rate: a share (engagement)."
    )
    unit: Words | None = Field(
        default=None, description="What is counted, in the plural; the metric's id where left out."
    )
    file: FileName = Field(description="A CSV file.", examples=["data/twitter.csv"])
    date: Words = Field(description="The column with the months or days.", examples=["month"])
    value: Words = Field(description="The column with the numbers.", examples=["followers"])
    where: dict[str, Words] = Field(
        default_factory=dict,
        description="Take only rows that say this, in a file of many organizations.",
        examples=[{"chapter": "paris"}],
    )
    combine: Literal["sum", "last", "mean"] | None = Field(
        default=None,
        description="How days become a month: by default last for level, sum for count, mean "
        "for rate.",
    )
    source: Key | None = Field(default=None, description="The platform whose export the file is.")
    good: Literal["up", "down", "neither"] = Field(default="up", description="Which way is good.")


class CampaignsSchema(Strict):
    """The file that lists the campaigns."""

    file: FileName = Field(description="A CSV file, a row a campaign.")
    name: Words = Field(description="The column with the names.", examples=["campaign"])
    date: Words = Field(description="The column with the days or months.", examples=["month"])
    value: Words = Field(description="The column with what each reached.")
    complete: bool = Field(default=False, description="Whether no campaign is left out.")
    unit: Words | None = Field(
        default=None, description="What is counted; the value column if left out."
    )


class PairedSchema(Strict):
    """Yes-or-no answers of the same people at two times."""

    both: Count = Field(description="Yes before and after.")
    gained: Count = Field(description="No before, yes after.")
    lost: Count = Field(description="Yes before, no after.")
    neither: Count = Field(description="No before and after.")


class AnswersSchema(Strict):
    """How many said yes of those who were asked."""

    yes: Count = Field(description="How many said yes.")
    asked: Count = Field(description="How many answered.")


class SurveySchema(Strict):
    """One question asked before and after."""

    id: Key = Field(description="Such as skills.", examples=["skills"])
    question: Words = Field(description="As it was asked.")
    paired: PairedSchema | None = Field(default=None, description="Answers of the same people.")
    before: AnswersSchema | None = Field(default=None, description="Answers of the first time.")
    after: AnswersSchema | None = Field(default=None, description="Answers of the second time.")
    file: FileName | None = Field(
        default=None,
        description="A CSV file, a row a person, with columns `before` and `after`: yes, no.",
    )


class TestimonialSchema(Strict):
    """A quotation."""

    __test__ = False  # not a test case, whatever its name says to pytest

    text: Markdown = Field(min_length=1, description="What was said.")
    who: Words = Field(description="Who said it.", examples=["Faculty member"])
    on: Day | None = Field(default=None, description="When it was said.")
