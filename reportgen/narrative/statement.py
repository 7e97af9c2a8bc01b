"""What the narrative says, as trees whose numbers and claims keep their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.numbers.number_style import NumberStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What is said about one subject, in two lengths.

    Attributes
    ----------
    subject : str
        A comparison id, ``goals.<id>``, ``campaigns``, ``committee.<structure>``,
        ``committee.change``, ``retention``, ``surveys.<id>`` or ``milestones``.
    short : Sentences
        For a board: plain words, no P value. At least one; the first can be read alone.
    full : Sentences
        For a journal: estimates with intervals, test, degrees of freedom, P. At least one.
    """

    subject: str
    short: Sentences
    full: Sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """The words of one figure.

    Attributes
    ----------
    title : Prose
        The finding, with a verb, claimed as far as the verdict allows.
    subtitle : Prose
        Measure, unit and span of time.
    caption : Prose
        How to read it.
    alt : Prose
        What the picture shows, for those who can't see it.
    source : str
        File and dates.
    """

    title: Prose
    subtitle: Prose
    caption: Prose
    alt: Prose
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A number with its unit, and the phrase that stands below it."""

    value: Prose
    label: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """Everything that the outcomes of one organization let a brief say.

    Attributes
    ----------
    style : NumberStyle
        The house style of every number, with the significance level.
    statements, figure_words
        By subject and by figure key, in reporting order.
    methods, limitations : tuple of Prose
        A paragraph each.
    data_notes : tuple of Prose
        What the reader must know about the data, a sentence or two each.
    title : Prose
        What the brief is about, without what was found, for a configuration without a title.
    opening : Prose
        What changed and what was compared; empty where nothing changed.
    headlines : tuple of Headline
        The numbers that may stand large under the title, the most telling first.
    must_know : tuple of Prose
        At most three sentences without statistics, for a board's first page.
    variations : mapping of metric to Prose
        The word of a table for whether a reporting period holds a signal.
    """

    style: NumberStyle
    statements: Mapping[str, Statement] = field(default_factory=dict)
    figure_words: Mapping[str, FigureWords] = field(default_factory=dict)
    methods: tuple[Prose, ...] = ()
    limitations: tuple[Prose, ...] = ()
    data_notes: tuple[Prose, ...] = ()
    title: Prose = ()
    opening: Prose = ()
    headlines: tuple[Headline, ...] = ()
    must_know: tuple[Prose, ...] = ()
    variations: Mapping[str, Prose] = field(default_factory=dict)
