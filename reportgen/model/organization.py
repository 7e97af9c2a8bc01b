"""The organization, and the texts and settings of its brief."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.model.board import Ask, AskKind

if TYPE_CHECKING:
    from datetime import date

    from reportgen.model.board import FrontSheet, Length


@dataclass(frozen=True, slots=True, kw_only=True)
class Organization:
    """The organization that the brief is about; `id` is the name of the output folder."""

    id: str
    name: str
    short_name: str
    description: str = ""
    brand: str | None = None
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """An author with the details that journals print."""

    name: str
    affiliation: str = ""
    degrees: str = ""
    orcid: str | None = None
    email: str | None = None
    corresponding: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the body: the user's Markdown, computed outcomes, or both.

    `outcomes` lists ids of comparisons and goals, and topics (`model.topics`); their sentences,
    figures and tables follow the text.
    """

    heading: str
    text: str = ""
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The dates of a manuscript."""

    submitted: date | None = None
    accepted: date | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefSettings:
    """Title, authors, texts (Markdown) and settings of the brief.

    `synthetic` labels every page; a data file that says so sets it, too.
    `sections` is empty if reportgen is to choose them. `all_asks` adds the text of
    `decision` to `asks`. `length` is None for what is usual of the kind.
    """

    kind: str
    title: str | None
    report_date: date | None
    authors: tuple[Author, ...] = ()
    keywords: tuple[str, ...] = ()
    abstract: str = ""
    decision: str = ""
    decision_about: str | None = None
    asks: tuple[Ask, ...] = ()
    front: FrontSheet | None = None
    length: Length | None = None
    is_draft: bool = False
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
    url: str = ""
    citation_style: str | None = None
    language: str = "en"
    synthetic: bool = False
    attach_data: bool = False

    @property
    def all_asks(self) -> tuple[Ask, ...]:
        """Return all that a board is asked, the text of `decision` first."""
        decided = bool(self.decision.strip())
        first = (Ask(kind=AskKind.DECIDE, what=self.decision),) if decided else ()
        return (*first, *self.asks)
