"""Sections of the body: configured or default ones, then all outcomes they omit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import LimitsBox
from reportgen.document.edition_changes import changes_sections
from reportgen.document.illustrations import figure_block, further_figure_keys
from reportgen.document.material import said_subjects, with_references
from reportgen.document.numbering import Anchors
from reportgen.document.tables.monitoring_table import MONITORING_ANCHOR, monitoring_table
from reportgen.document.topic_registry import TOPICS, first_heading
from reportgen.document.topics import Topics
from reportgen.model.prose import Paragraph
from reportgen.model.quantity_ids import monitoring_subject
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.limitations import synthetic_limit
from reportgen.narrative.phrases import compose

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.document.brief import Block, BriefSection
    from reportgen.document.material import Material, UserText
    from reportgen.model.prose import Prose


def body_sections(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return every section of the body, in order.

    Configured sections come first, then the outcomes that they omit under a separate heading,
    then methods and limitations. How each number was made is in an appendix.
    """
    topics = Topics(material, user_text)
    own = material.configuration.brief.sections
    anchors = Anchors()
    if own:
        sections = configured_sections(material, user_text, topics, anchors)
        sections += further_sections(material, topics, anchors)
    else:
        default = _monitored if material.outcomes.monitoring else _default
        sections = default(material, topics, anchors)
    return (*sections, *changes_sections(material, anchors), *_methods(material, anchors))


def configured_sections(
    material: Material, user_text: UserText, topics: Topics, anchors: Anchors
) -> list[BriefSection]:
    """Return the configured sections, without empty ones."""
    sections = []
    for position, section in enumerate(material.configuration.brief.sections):
        said = said_subjects(section.text)
        blocks: list[Block] = [
            *user_text.section(section.text, "brief", "sections", position, "text"),
            *topics.illustrations(said),
        ]
        blocks += topics.in_order(section.outcomes)
        # The table of all comparisons follows the first section that reports one.
        if any(material.comparison(name) for name in (*said, *section.outcomes)):
            blocks += topics.results()
        if blocks:
            sections.append(anchors.section(section.heading, blocks))
    return sections


def _default(material: Material, topics: Topics, anchors: Anchors) -> list[BriefSection]:
    """Return the sections of a brief without configured ones."""
    words = material.words
    before = {
        first_heading(words, material): lambda: [*topics.opening()],
        words.what_we_found: lambda: _comparisons(material, topics),
    }
    sections = _by_heading(material, topics, anchors, before)
    return sections + further_sections(material, topics, anchors)


def _by_heading(
    material: Material,
    topics: Topics,
    anchors: Anchors,
    before: Mapping[str, Callable[[], list[Block]]],
) -> list[BriefSection]:
    """Return a section per heading of the topics, without empty ones.

    `before` returns the blocks that precede the topics under a heading. It is called in reporting
    order, because outcomes reported in one section are not repeated in the next.
    """
    named = [(topic.heading(material.words, material), topic.name) for topic in TOPICS.values()]
    sections = []
    for heading in dict.fromkeys(heading for heading, _ in named):
        blocks = before[heading]() if heading in before else []
        for own, name in named:
            blocks += topics.blocks(name) if own == heading else ()
        if blocks:
            sections.append(anchors.section(heading, blocks))
    return sections


def _monitored(material: Material, topics: Topics, anchors: Anchors) -> list[BriefSection]:
    """Return the sections of a report on a period: a table of all metrics, then one per metric."""
    words = material.words
    lead = with_references(compose(words.monitoring_lead), (MONITORING_ANCHOR,))
    opening: list[Block] = [*topics.opening(), *topics.blocks("milestones")]
    sections = [
        anchors.section(
            words.what_we_follow, (*opening, Paragraph(lead), monitoring_table(material))
        )
    ]
    for metric in material.configuration.metrics.values():
        blocks = [*topics.blocks(monitoring_subject(metric.id))]
        for outcome in material.outcomes.comparisons:
            if outcome.metric.id != metric.id:
                continue
            is_evidence = material.outcomes.monitoring_of(outcome.comparison) is not None
            if is_evidence and outcome.verdict.verdict is not VerdictKind.NOT_ASSESSABLE:
                # The sentences on the period have its values, the table of results the rest.
                topics.reported.add(outcome.comparison.id)
            else:
                blocks += topics.blocks(outcome.comparison.id)
        if blocks:
            heading = metric.label[:1].upper() + metric.label[1:]
            sections.append(anchors.section(heading, blocks))
    before = {words.what_we_found: lambda: [*topics.results()]}
    sections += _by_heading(material, topics, anchors, before)
    return sections + further_sections(material, topics, anchors)


def _comparisons(material: Material, topics: Topics) -> list[Block]:
    shown = (comparison.id for comparison in material.outcomes.plan.shown)
    return [*topics.in_order(shown), *topics.results()]


def further_sections(
    material: Material, topics: Topics, anchors: Anchors, *, has_results: bool = True
) -> list[BriefSection]:
    """Return the outcomes that no section named, so that every outcome appears in a brief."""
    blocks: list[Block] = []
    for outcome in material.outcomes.comparisons:
        # In the order of the plan: comparisons, registered topics, then any other statement.
        if outcome.comparison.id not in topics.reported:
            blocks += topics.blocks(outcome.comparison.id)
    for name, topic in TOPICS.items():
        if topic.blocks or any(item not in topics.reported for item in topics.subjects(name)):
            blocks += topics.blocks(name)
    for name in material.narrative.statements:
        if name not in topics.reported:
            blocks += topics.blocks(name)
    blocks += topics.results() if has_results else ()
    unseen = further_figure_keys(material, topics.shown)
    blocks += [figure_block(material, key) for key in unseen]
    return [anchors.section(material.words.further, blocks)] if blocks else []


def _methods(material: Material, anchors: Anchors) -> list[BriefSection]:
    words, analyses = material.words, material.narrative.analyses
    blocks: list[Block] = [
        Paragraph(prose) for prose in material.narrative.methods if prose not in analyses
    ]
    blocks += [Paragraph(compose(words.analyses_pointer))] if analyses else ()
    limits = limits_of(material)
    if limits:
        blocks.append(LimitsBox(heading=words.limits, items=limits))
    return [anchors.section(words.methods, blocks, design="methods")] if blocks else []


def limits_of(material: Material) -> tuple[Prose, ...]:
    """Return the limitations; for synthetic data, that comes first."""
    limits = material.narrative.limitations
    # The narrative has this limitation already if the configuration marks the data as synthetic.
    return tuple(dict.fromkeys((synthetic_limit(), *limits))) if material.is_synthetic else limits
