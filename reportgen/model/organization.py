"""The organization, and what the brief itself says of it in its own words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """Who the brief is about; `id` names its output folder."""

    id: str
    name: str
    short_name: str
    description: str = ""
    brand: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """One author, as journals print them."""

    name: str
    affiliation: str = ""
    degrees: str = ""
    orcid: str | None = None
    email: str | None = None
    corresponding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One section of the body: the user's Markdown, computed outcomes, or both.

    `outcomes` names comparisons, goals and the reserved words of quantity ids
    (``campaigns``, ``committee``, ``goals``, ``surveys``, ``milestones``,
    ``testimonials``); their sentences, figures and tables follow the text.
    """

    heading: str
    text: str = ""
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A manuscript's dates."""

    submitted: date | None = None
    accepted: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSettings:
    """What the brief says about itself; the text fields are Markdown.

    `synthetic` labels every page; it is also set where a data file says so.
    `sections` is empty where the configuration leaves them to reportgen.
    """

    kind: str
    title: str | None
    report_date: date | None
    authors: tuple[Author, ...] = ()
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    decision: str = ""
    sections: tuple[Section, ...] = ()
    references: str | None = None
    previous: str | None = None
    acknowledgments: str = ""
    conflicts_of_interest: str = ""
    funding: str = ""
    data_availability: str = ""
    abbreviations: dict[str, str] = field(default_factory=dict)
    history: History = field(default_factory=History)
    edited_by: str = ""
    copyright: str = ""
    license: str = ""
    citation: str = ""
    number_style: str = "jmir"
    page_size: str = "a4"
    citation_style: str | None = None
    language: str = "en"
    synthetic: bool = False
    attach_data: bool = False
