"""Convert topics to sentences, figures and tables, each printed once per brief."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import accumulate, chain
from typing import TYPE_CHECKING

from reportgen.document.brief import SideNote
from reportgen.document.illustrations import figure_block, figure_keys
from reportgen.document.material import figure_anchor, with_references
from reportgen.document.tables.comparison_tables import (
    RESULTS_ANCHOR,
    has_results_table,
    results_lead,
    results_table,
    sensitivity_anchor,
)
from reportgen.document.topic_registry import TOPICS, statements_under
from reportgen.model.prose import BulletList, Paragraph, Text, plain_text
from reportgen.model.quantity_ids import GOALS, GoalIds, is_of_goal, subject_of
from reportgen.narrative.comparisons.together import open_results, told_together
from reportgen.narrative.numbers.number_text import number
from reportgen.narrative.phrases import compose, paragraph, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.document.brief import Block
    from reportgen.document.material import Material, UserText
    from reportgen.model.prose import Prose, Sentences

# Maximum characters per paragraph: about nine lines of a printed page.
_LONGEST = 560

# Text after the last number of a sentence that ends with its evidence.
_CLOSING = ").", "."


@dataclass(slots=True)
class Topics:
    """Convert outcomes to blocks, and remember which were reported.

    Attributes
    ----------
    is_short : bool
        Whether to use the short statements, without statistics.
    reported : set of str
        Statements printed so far.
    shown : set of str
        Figures, tables and topics printed so far.
    said : frozenset of Prose
        Sentences that are printed elsewhere: the key points of a board report.
    """

    material: Material
    user_text: UserText
    is_short: bool = False
    reported: set[str] = field(default_factory=set)
    shown: set[str] = field(default_factory=set)
    said: frozenset[Prose] = frozenset()

    def subjects(self, topic: str) -> tuple[str, ...]:
        """Return the statements of a topic, in reporting order."""
        statements = self.material.narrative.statements
        if topic in statements:
            return (topic, *statements_under(self.material, topic))
        if (listed := TOPICS.get(topic)) is not None:
            own = listed.subjects
            return own(self.material) if own else statements_under(self.material, topic)
        # A single goal may be named by its id.
        goal = GoalIds(topic).stem
        return (goal,) if goal in statements else ()

    def in_order(self, names: Iterable[str]) -> tuple[Block, ...]:
        """Return the blocks of several topics; open results share sentences at the last one."""
        names = tuple(names)
        runs = () if self.is_short else told_together(self.material.formatter, names)
        run_of = {item.comparison.id: run for run in runs for item in run}
        blocks: list[Block] = []
        for name in names:
            run = run_of.get(name)
            if run is None:
                blocks += self.blocks(name)
            elif name == run[-1].comparison.id:
                blocks += self._open_results(run)
        return tuple(blocks)

    def _open_results(self, run: tuple[ComparisonOutcome, ...]) -> tuple[Block, ...]:
        """Return the sentences on several open results with all their figures, once."""
        names = [item.comparison.id for item in run]
        if self.reported.issuperset(names):
            return ()
        blocks: list[Block] = [*self._introduced(names)]
        figures = [key for name in names for key in self._new_figures(name)]
        anchors = (RESULTS_ANCHOR, *(figure_anchor(key) for key in figures))
        *values, verdict = open_results(self.material.formatter, run)
        blocks.append(Paragraph(paragraph(*values, with_references(verdict, anchors))))
        self.reported.update(names)
        return (*blocks, *(figure_block(self.material, key) for key in figures))

    def blocks(self, topic: str) -> tuple[Block, ...]:
        """Return the sentences of a topic, followed by its figures and its table."""
        listed = TOPICS.get(topic)
        if listed is not None and listed.blocks is not None:
            return listed.blocks(self.material, self.user_text) if self._take(topic) else ()
        subjects = [name for name in self.subjects(topic) if name not in self.reported]
        # Before the sentences, because the first one refers to the figures and the table.
        figures = self._new_figures(topic)
        anchors = [figure_anchor(key) for key in figures]
        table = listed.table if listed is not None else None
        if table is not None and not (table.is_there(self.material) and self._take(table.anchor)):
            table = None
        if table is not None:
            anchors.append(table.anchor)
        blocks: list[Block] = [*self._introduced(subjects)]
        goals: list[tuple[Paragraph, ...]] = []
        for position, name in enumerate(subjects):
            pointed = tuple(anchors) if position == 0 else ()
            printed = self._paragraphs(name, pointed)
            # Each goal is an item of one list; what holds for all of them precedes it.
            if is_of_goal(name) and name != GOALS:
                goals.append(printed)
            else:
                blocks += printed
            self.reported.add(name)
        blocks += [BulletList(tuple(goals))] if len(goals) > 1 else [*chain(*goals)]
        blocks += [figure_block(self.material, key) for key in figures]
        if table is not None:
            blocks.append(table.make(self.material, self.user_text))
            self.reported.update(table.replaces(self.material))
        return tuple(blocks)

    def _paragraphs(self, name: str, anchors: tuple[str, ...]) -> tuple[Paragraph, ...]:
        """Return a statement as paragraphs, with references to its figures and tables."""
        statement = self.material.narrative.statements[name]
        if self.is_short:
            sentences = statement.short
        else:
            sentences = statement.full
            # The table of results has them below it, and its lead refers to the other analyses.
            has_table = has_results_table(self.material)
            sentences += () if has_table else statement.notes
            if self.material.has_sensitivity(name) and not has_table:
                anchors += (sensitivity_anchor(self.material, name),)
        kept = tuple(words for words in sentences if words not in self.said)
        if not kept:
            pointer = phrase("The first page has the finding")
            return in_paragraphs((with_references(sentence(pointer), anchors),) if anchors else ())
        sentences = kept
        if self.material.comparison(name) is not None:
            finding = with_references(sentences[0], anchors, joins_evidence=not self.is_short)
            return in_paragraphs((finding, *sentences[1:]))
        return in_paragraphs((*sentences[:-1], with_references(sentences[-1], anchors)))

    def illustrations(self, topics: tuple[str, ...]) -> tuple[Block, ...]:
        """Return the figures of topics whose statements a text field has printed."""
        self.reported.update(topics)
        return tuple(
            figure_block(self.material, key) for name in topics for key in self._new_figures(name)
        )

    def results(self) -> tuple[Block, ...]:
        """Return the table of all comparisons and its lead; empty after the first call."""
        if not has_results_table(self.material) or not self._take(RESULTS_ANCHOR):
            return ()
        return (Paragraph(results_lead(self.material)), results_table(self.material))

    def _new_figures(self, topic: str) -> tuple[str, ...]:
        listed = TOPICS.get(subject_of(topic))
        own = listed.figures if listed is not None else ()
        return tuple(key for key in figure_keys(self.material, topic, own) if self._take(key))

    def _take(self, name: str) -> bool:
        """Mark something as shown; return whether it was not shown before."""
        is_new = name not in self.shown
        self.shown.add(name)
        return is_new

    def opening(self) -> tuple[Block, ...]:
        """Return the description of the organization and of its intervention."""
        configuration, opening = self.material.configuration, self.material.narrative.opening
        blocks: list[Block] = []
        if configuration.organization.description:
            blocks.append(Paragraph((Text(configuration.organization.description),)))
        if opening:
            blocks.append(Paragraph(opening))
            # It names the periods, too.
            self.shown.add("periods")
        return tuple(blocks)

    def _introduced(self, subjects: list[str]) -> tuple[Block, ...]:
        """Return the periods and how to read an interval, before the first comparison."""
        found = [self.material.comparison(name) for name in subjects]
        outcome = next((item for item in found if item is not None), None)
        if outcome is None or not self._take("introduction"):
            return ()
        blocks: list[Block] = []
        words, primary = self.material.words, self.material.quantity(outcome.verdict.primary)
        # With the level of the first interval; boards get no intervals.
        if primary and primary.confidence_level and not self.is_short:
            level = number(primary, self.material.narrative.style, "confidence_level")
            text = compose(words.interval_lead, level, words.interval_rest)
            blocks.append(SideNote(heading=words.how_to_read, text=text))
        introduction = self.material.narrative.introduction
        if introduction and self._take("periods"):
            blocks.append(Paragraph(paragraph(*introduction)))
        return tuple(blocks)


def in_paragraphs(sentences: Sentences) -> tuple[Paragraph, ...]:
    """Return sentences as one paragraph, or as several of similar length."""
    if not sentences:
        return ()
    words = paragraph(*sentences)
    length = len(plain_text(words))
    if length <= _LONGEST:
        return (Paragraph(words),)
    # Sentences are joined by one space, which belongs to the end of each.
    ends = accumulate(len(plain_text(item)) + len(" ") for item in sentences)
    breaks = [
        (abs(end - len(" ") - length / 2), place)
        for place, end in enumerate(ends, start=1)
        if place < len(sentences) and _may_break(sentences[place - 1], sentences[place])
    ]
    if not breaks:
        return (Paragraph(words),)
    # The break closest to the middle, then the halves again: paragraphs of similar length.
    _, middle = min(breaks)
    return (*in_paragraphs(sentences[:middle]), *in_paragraphs(sentences[middle:]))


def _may_break(earlier: Prose, later: Prose) -> bool:
    """Return whether the later sentence can open a paragraph.

    A sentence that begins with a claim refers to the finding before it. If a sentence ends with
    evidence, the next one qualifies that evidence, such as with an adjusted P value.
    """
    last = earlier[-1]
    is_evidence = not isinstance(last, Text) or last.text in _CLOSING
    return isinstance(later[0], Text) and not is_evidence
