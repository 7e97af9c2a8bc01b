"""Appendices: methods, full results and sensitivity analyses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import BriefSection
from reportgen.document.illustrations import figure_block
from reportgen.document.tables.comparison_tables import (
    group_anchor,
    has_results_table,
    pointing,
    results_lead,
    results_table,
    sensitivity_groups,
    sensitivity_table,
)
from reportgen.document.topics import in_paragraphs
from reportgen.model.prose import BulletList, Heading, Paragraph, Text
from reportgen.model.quantity_ids import is_of_monitoring, is_of_survey, monitored_metric
from reportgen.narrative.message_text import message_text
from reportgen.narrative.phrases import paragraph, sentence
from reportgen.narrative.topics.expected_range import target_sentence

if TYPE_CHECKING:
    from reportgen.document.brief import Block
    from reportgen.document.material import Material, UserText
    from reportgen.model.prose import Prose


def sensitivity_appendix(
    material: Material, *, draws_defaults: bool, has_notes: bool
) -> BriefSection | None:
    """Return the sensitivity analyses of every comparison, assumptions and data notes.

    Parameters
    ----------
    material : Material
        The outcomes and their text.
    draws_defaults : bool
        Whether to draw the analyses of comparisons that the configuration does not name, too.
    has_notes : bool
        Whether the notes on the data belong here, rather than in the body.
    """
    words = material.words
    blocks: list[Block] = []
    asked = {item.id for item in material.configuration.comparisons}
    groups = sensitivity_groups(material)
    if groups:
        anchors = tuple(group_anchor(group) for group in groups)
        blocks.append(Paragraph(pointing(words.sensitivity_lead, anchors, words.to)))
    for group in groups:
        drawn = [
            item.comparison.id for item in group if draws_defaults or item.comparison.id in asked
        ]
        keys = [f"sensitivity.{name}" for name in drawn]
        blocks += [figure_block(material, key) for key in keys if key in material.figures]
        blocks.append(sensitivity_table(material, group))
    blocks += _list(words.assumptions_heading, _assumptions(material))
    notes = _list(words.data_notes, material.narrative.data_notes) if has_notes else []
    if not (blocks or notes):
        return None
    if not blocks:  # Only data notes: they become the heading of the appendix.
        return BriefSection(
            anchor="appendix-sensitivity", heading=words.data_notes, blocks=tuple(notes[1:])
        )
    return BriefSection(
        anchor="appendix-sensitivity", heading=words.sensitivity, blocks=(*blocks, *notes)
    )


def analyses_appendices(material: Material, _user_text: UserText) -> tuple[BriefSection, ...]:
    """Return how each number was made, for a kind of brief whose body omits it."""
    if not material.narrative.analyses:
        return ()
    section = BriefSection(
        anchor="appendix-analyses",
        heading=material.words.analyses,
        blocks=tuple(Paragraph(prose) for prose in material.narrative.analyses),
        design="analyses",
    )
    return (section,)


def methods_appendix(material: Material) -> BriefSection | None:
    """Return the methods and the full results, for kinds of brief whose body omits them."""
    words = material.words
    blocks: list[Block] = [Paragraph(prose) for prose in material.narrative.methods]
    if has_results_table(material):
        blocks += [Paragraph(results_lead(material)), results_table(material)]
    blocks += _full_statements(material)
    if not blocks:
        return None
    return BriefSection(
        anchor="appendix-methods", heading=words.methods, blocks=tuple(blocks), design="columns"
    )


def _full_statements(material: Material) -> list[Paragraph]:
    """Return the full statements, with statistics, without what the body or a note has said."""
    statements = material.narrative.statements
    compared = {item.comparison.id for item in material.outcomes.comparisons}
    reported = (
        item
        for name, item in statements.items()
        if name in compared
        or name in ("campaigns", "retention")
        or is_of_survey(name)
        or is_of_monitoring(name)
    )
    targets = [target_sentence(material.formatter, item) for item in material.outcomes.monitoring]
    paragraphs: list[Paragraph] = []
    for item in reported:
        # The table of results has the further tests below it.
        sentences = item.full if has_results_table(material) else item.full + item.notes
        # In a report on a period, the body has the sentences on it instead of its comparisons.
        is_told = item.subject not in compared or not material.outcomes.monitoring
        said = {*(item.short if is_told else ()), *targets}
        rest = tuple(words for words in sentences if words not in said)
        is_headless = bool(rest) and rest[0] != sentences[0]
        if metric := monitored_metric(item.subject) if is_headless else "":
            rest = (sentence(material.configuration.metrics[metric].label), *rest)
        elif outcome := material.comparison(item.subject) if is_headless else None:
            rest = (sentence(outcome.metric.label), *rest)
        paragraphs += in_paragraphs(rest)
    return paragraphs


def _assumptions(material: Material) -> tuple[Prose, ...]:
    found = (
        paragraph(
            sentence(
                f"{outcome.metric.label}: ", message_text(material.formatter, finding.statement)
            ),
            sentence(message_text(material.formatter, finding.consequence)),
        )
        for outcome in material.outcomes.deciding
        for finding in outcome.verdict.assumptions
    )
    # Comparisons of the same metric often share an assumption; print it once.
    return tuple(dict.fromkeys(found))


def _list(heading: str, items: tuple[Prose, ...]) -> list[Block]:
    if not items:
        return []
    bullets = BulletList(tuple((Paragraph(item),) for item in items))
    return [Heading(3, (Text(heading),)), bullets]
