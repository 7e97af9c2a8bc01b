"""Surveys before and after the intervention, and testimonials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedAnswers:
    """Yes-or-no answers of the same people at two times, as a 2 x 2 table of counts."""

    both: int
    gained: int
    lost: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """The number of people who said yes, and of those asked."""

    yes: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A question asked before and after, with either paired answers or two groups.

    `file` has one row per person; its answers are counted into `paired` of `Dataset.surveys`.
    `is_suppressed` if the answers were withheld because too few people gave them.
    """

    id: str
    question: str
    paired: PairedAnswers | None = None
    before: Answers | None = None
    after: Answers | None = None
    file: str | None = None
    is_suppressed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """A quotation, its author and its date."""

    text: str
    who: str
    on: date | None = None
