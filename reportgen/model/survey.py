"""Surveys before and after, and what people said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedAnswers:
    """Yes-or-no answers of the same people at two times, as a fourfold table of counts."""

    both: int
    gained: int
    lost: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """How many said yes of how many asked."""

    yes: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A question asked before and after; either paired answers or two groups.

    `file` has a row a person; its answers are counted into `paired` of `Dataset.surveys`.
    `is_kept_back` where too few gave an answer for any of them to be told.
    """

    id: str
    question: str
    paired: PairedAnswers | None = None
    before: Answers | None = None
    after: Answers | None = None
    file: str | None = None
    is_kept_back: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """A quotation with who said it and when."""

    text: str
    who: str
    on: date | None = None
