"""Types of the generated text, in which numbers and claims are bound to their evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.numbers.number_style import NumberStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The sentences on one subject, in a short and a full version.

    Attributes
    ----------
    subject : str
        A comparison id, ``goals``, ``goals.<id>``, ``campaigns``, ``committee.<structure>``,
        ``committee.change``, ``retention``, ``surveys.<id>`` or ``milestones``.
    short : Sentences
        For boards: plain words without P values. At least one; the first can be read on its own.
    full : Sentences
        For journals: estimates with intervals and P value. At least one.
    notes : Sentences
        Further tests, for the notes below the table of results.
    """

    subject: str
    short: Sentences
    full: Sentences
    notes: Sentences = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureWords:
    """The text of one figure.

    Attributes
    ----------
    title : Prose
        The finding, with a verb, worded as the verdict permits.
    subtitle : Prose
        Measure and unit; may be empty.
    caption_sentences : Sentences
        How to read it, one sentence for each thing to know: a brief prints each of them once,
        under the first figure that needs it.
    alt : Prose
        Alternative text, in about 40 words: the form of the figure and its levels. It repeats
        neither the title nor the caption, which are next to it.
    source : str
        File and dates.
    """

    title: Prose
    subtitle: Prose
    caption_sentences: Sentences
    alt: Prose
    source: str

    @property
    def caption(self) -> Prose:
        """Return the caption of a figure without others."""
        return paragraph(*self.caption_sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """A number with its unit, and the phrase below it."""

    value: Prose
    label: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """All generated text on the outcomes of one organization.

    Attributes
    ----------
    style : NumberStyle
        The number style, with the significance level.
    statements, figure_words
        Keyed by subject and by figure key, in order of reporting.
    methods, limitations : tuple of Prose
        One paragraph each.
    analyses : tuple of Prose
        Those of the methods that say how each number was made.
    data_notes : tuple of Prose
        Notes on the data, one or two sentences each.
    title : Prose
        Default title: the most important finding, with what qualifies it.
    board_title : Prose
        That of a board report: the worst and the best finding, and what is asked; may be empty.
    standfirst : Prose
        The most important finding with its values, in one or two sentences; may be empty.
    opening : Prose
        The change under study or the reporting period, and the periods compared; may be empty.
    introduction : Sentences
        The periods with their dates, and what else happened in them; before the first comparison.
    period_labels : mapping of str
        The periods of the plan as tables and figures name them, by their ids.
    headlines : tuple of Headline
        Candidates for the numbers below the title, the most important first.
    must_know : tuple of Prose
        Key points: at most three, each a finding in bold and its evidence without statistics, for
        the first page of a board brief.
    risks : tuple of Prose
        What is missing to each goal that needs attention, for a board brief.
    variations : mapping of metric to Prose
        Whether the reporting period has a signal, as a table prints it.
    """

    style: NumberStyle
    statements: Mapping[str, Statement] = field(default_factory=dict)
    figure_words: Mapping[str, FigureWords] = field(default_factory=dict)
    methods: tuple[Prose, ...] = ()
    analyses: tuple[Prose, ...] = ()
    limitations: tuple[Prose, ...] = ()
    data_notes: tuple[Prose, ...] = ()
    title: Prose = ()
    board_title: Prose = ()
    standfirst: Prose = ()
    opening: Prose = ()
    introduction: Sentences = ()
    period_labels: Mapping[str, str] = field(default_factory=dict)
    headlines: tuple[Headline, ...] = ()
    must_know: tuple[Prose, ...] = ()
    risks: tuple[Prose, ...] = ()
    variations: Mapping[str, Prose] = field(default_factory=dict)
