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
class Scale:
    """The possible answers to a question, from the least to the most.

    Attributes
    ----------
    labels : tuple of str
        The answers, in order.
    first : int
        The number of the first one; the others follow in steps of 1.
    is_numeric : bool
        Whether the answers are numbers. The distances between words are unknown, so words
        have no mean.
    """

    labels: tuple[str, ...]
    first: int = 1
    is_numeric: bool = False

    @property
    def last(self) -> int:
        """Return the number of the last answer."""
        return self.first + len(self.labels) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """Where the answers to a question are in the export of a form, and how they are read.

    Attributes
    ----------
    column : str
        The question as the header of its column has it; may be shortened.
    file : str or None
        The file of both times, or of the only one.
    before_file, after_file : str or None
        The files of a form that was sent out twice.
    date, person : str or None
        The columns that say when and by whom a row was filled in.
    contrast : tuple of (str, str) or None
        The later and the earlier period, where the configuration names them.
    scale : Scale or None
        None if an answer is yes or no.
    yes : tuple of str
        The answers that count as yes; empty if no share is asked for.
    no_answer : tuple of str
        Texts that count as no answer, such as ``Don't know``.
    """

    column: str
    file: str | None = None
    before_file: str | None = None
    after_file: str | None = None
    sheet: str | None = None
    date: str | None = None
    person: str | None = None
    contrast: tuple[str, str] | None = None
    scale: Scale | None = None
    yes: tuple[str, ...] = ()
    no_answer: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of its files."""
        names = (self.file, self.before_file, self.after_file)
        return tuple(name for name in names if name is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormAnswer:
    """One answer in the export of a form.

    Attributes
    ----------
    step : int or None
        Its position on the scale, from 0; None for a question without a scale.
    is_yes : bool or None
        Whether it counts as yes; None for a question without a share.
    day : date or None
        None where the file or the configuration has no date.
    person : str
        Who answered; empty where that is unknown.
    """

    file: str
    line: int
    step: int | None
    is_yes: bool | None
    day: date | None = None
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A question with its answers: paired, of two groups, of one, or in files.

    Attributes
    ----------
    statement : str
        What those who said yes did, in the past tense; empty if the question is quoted instead.
    answers : Answers or None
        Those of a question that was asked once.
    file : str or None
        A file with one row per person and columns `before` and `after`; its answers are counted
        into `paired` of `Dataset.surveys`.
    form : FormQuestion or None
        The export of a form; `Dataset.surveys` has its answers in `form_answers`.
    is_suppressed : bool
        Whether the answers were withheld because too few people gave them.
    """

    id: str
    question: str
    statement: str = ""
    paired: PairedAnswers | None = None
    before: Answers | None = None
    after: Answers | None = None
    answers: Answers | None = None
    file: str | None = None
    form: FormQuestion | None = None
    form_answers: tuple[FormAnswer, ...] = ()
    is_suppressed: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """Return the names of its files."""
        own = () if self.file is None else (self.file,)
        return own if self.form is None else (*own, *self.form.files)


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimonial:
    """A quotation, its author and its date."""

    text: str
    who: str
    on: date | None = None
