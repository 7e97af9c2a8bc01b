"""The keys `organization` and `brief`."""

from typing import Annotated, Literal

from pydantic import Field

from reportgen.config.schema.base import (
    Day,
    FileName,
    Key,
    Language,
    Markdown,
    Strict,
    StyleName,
    Words,
)
from reportgen.config.schema.board import MOST_ASKS, AskSchema, FrontSheetSchema
from reportgen.model.topics import TOPICS

OrganizationId = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class OrganizationSchema(Strict):
    """Who the brief is about."""

    id: OrganizationId | None = Field(
        default=None,
        description="The output folder; made from the name where it is left out.",
        examples=["women-in-medicine"],
    )
    name: Words = Field(description="The full name.", examples=["Women in Medicine"])
    short_name: Words | None = Field(
        default=None, description="How figures and running heads call it."
    )
    description: Markdown = Field(default="", description="One sentence about what it does.")
    brand: FileName | None = Field(
        default=None, description="A brand.yml file with colours and logo."
    )
    group: Words | None = Field(
        default=None,
        description="What a page on many organizations counts it with, such as its region.",
        examples=["North"],
    )


class AuthorSchema(Strict):
    """One author of the brief."""

    name: Words = Field(description="As it should appear in the brief.", examples=["Ada Example"])
    affiliation: Markdown = Field(default="", description="Institution, city, country.")
    degrees: Markdown = Field(
        default="", description="Printed after the name.", examples=["MD, MPH"]
    )
    orcid: Annotated[str, Field(pattern=r"^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$")] | None = Field(
        default=None, description="The 16 digits with hyphens.", examples=["0000-0002-1825-0097"]
    )
    email: Annotated[str, Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=254)] | None = (
        Field(default=None, description="Printed for the corresponding author.")
    )
    corresponding: bool = Field(
        default=False, description="Whether readers may write to this author."
    )


class SectionSchema(Strict):
    """One section of the body: text, computed outcomes, or both."""

    heading: Words = Field(description="The section's title.", examples=["Outcomes"])
    text: Markdown = Field(
        default="", description="Markdown with `{{ quantity.id }}` and `[@key]`."
    )
    outcomes: list[str] = Field(
        default_factory=list,
        description=f"Comparisons, goals, or {', '.join(sorted(TOPICS))}: their "
        "sentences, figures and tables follow the text.",
        examples=[["reach", "campaigns"]],
    )


class HistorySchema(Strict):
    """A manuscript's dates."""

    submitted: Day | None = Field(default=None, description="When it was sent in.")
    accepted: Day | None = Field(default=None, description="When it was accepted.")
    published: Day | None = Field(default=None, description="When it was published.")


class BriefSchema(Strict):
    """What the brief says about itself."""

    kind: Key = Field(
        default="editorial", description="editorial, board, or a folder of templates."
    )
    length: Literal["short", "full"] | None = Field(
        default=None,
        description="short: the pages that are read in a meeting, with the statistics on a screen "
        "and in a supplement. full: everything. If left out, short for a board report and full for "
        "an editorial.",
    )
    draft: bool = Field(
        default=False,
        description="True marks a draft, in which what an ask lacks is named: “Not given: cost”.",
    )
    title: Words | None = Field(
        default=None, description="Made from the data where it is left out."
    )
    report_date: Day | None = Field(
        default=None,
        description="The date that the brief speaks from; the last data where left out.",
    )
    authors: list[AuthorSchema] = Field(default_factory=list, description="In printed order.")
    keywords: list[Words] = Field(default_factory=list, description="For finding the brief.")
    abstract: Markdown = Field(default="", description="Markdown; may print computed numbers.")
    front: FrontSheetSchema | None = Field(
        default=None, description="The front sheet of a board paper."
    )
    decision: Markdown = Field(
        default="",
        description="What a board is asked to decide, with cost and effect, in one text; `asks` "
        "has a key for each of them.",
    )
    asks: Annotated[list[AskSchema], Field(max_length=MOST_ASKS)] = Field(
        default_factory=list,
        description="What a board is asked, the most important first: at most three with "
        "`decision`, which comes first.",
    )
    decision_about: Words | None = Field(
        default=None,
        description="What the first of them is on, in a few words for the title of a board report.",
        examples=["night posts"],
    )
    sections: list[SectionSchema] = Field(default_factory=list, description="In printed order.")
    references: FileName | None = Field(default=None, description="A BibTeX file.")
    previous: FileName | None = Field(
        default=None,
        description="An earlier edition of this brief (HTML, PDF or outcomes.json): a section "
        "then says what changed since.",
        examples=["editions/2020.pdf"],
    )
    acknowledgments: Markdown = Field(default="", description="Whom the authors thank.")
    conflicts_of_interest: Markdown = Field(default="", description="Of each author.")
    funding: Markdown = Field(default="", description="Who paid.")
    data_availability: Markdown = Field(default="", description="Where the data are available.")
    abbreviations: dict[str, str] = Field(
        default_factory=dict, description="Short form to long.", examples=[{"CI": "interval"}]
    )
    history: HistorySchema = Field(default_factory=HistorySchema, description="Dates.")
    edited_by: Markdown = Field(default="", description="The editor's name.")
    copyright: Markdown = Field(default="", description="The line of the rights holder.")
    license: Markdown = Field(default="", description="Such as CC BY 4.0.", examples=["CC BY 4.0"])
    citation: Markdown = Field(default="", description="How to cite it; made where left out.")
    url: Annotated[str, Field(pattern=r'^https?://[^\s<>"]+$', max_length=2000)] | None = Field(
        default=None,
        description="The address where the brief is published; the e-mail edition links to it.",
        examples=["https://example.org/board/2026-07.html"],
    )
    number_style: Literal["jmir", "ama"] = Field(
        default="jmir", description="How numbers are printed."
    )
    citation_style: StyleName | None = Field(
        default=None,
        description="How works are listed: a style of the Citation Style Language project by its "
        "name; that of `number_style` where left out.",
        examples=["apa", "nature", "ieee"],
    )
    language: Language = Field(
        default="en",
        description="In which reportgen writes: en, es, or one with a catalogue of your own.",
        examples=["es"],
    )
    page_size: Literal["a4", "letter"] = Field(default="a4", description="The paper of the PDF.")
    synthetic: bool = Field(default=False, description="True labels every page as made-up data.")
    attach_data: bool = Field(
        default=False,
        description="Whether PDF and HTML carry the files of metrics and campaigns, whole, for "
        "anyone to check and to read; never those of surveys.",
    )
