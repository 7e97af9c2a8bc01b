"""Body of a board report: a self-contained first page, then half a page per metric."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.board_blocks import (
    agreed_sections,
    asks_sections,
    metric_views,
    other_goals_sections,
)
from reportgen.document.brief import BriefSection, FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.document.edition_changes import changes_sections
from reportgen.document.illustrations import figure_block, metric_figure_key
from reportgen.document.material import figure_anchor, with_references
from reportgen.document.numbering import Anchors
from reportgen.document.sections import configured_sections, further_sections, limits_of
from reportgen.document.tables.goal_tables import GOALS_ANCHOR, board_goals_table
from reportgen.document.tables.monitoring_table import MONITORING_ANCHOR, monitoring_table
from reportgen.document.topics import Topics
from reportgen.model.prose import BulletList, Heading, OrderedList, Paragraph, Strong, Text
from reportgen.model.quantity_ids import is_of_goal, is_of_monitoring, monitoring_subject
from reportgen.narrative.headlines import latest_value
from reportgen.narrative.latest_time import has_ended
from reportgen.narrative.phrases import compose, paragraph
from reportgen.narrative.topics.expected_range import target_sentence
from reportgen.narrative.topics.period_values import large_number

if TYPE_CHECKING:
    from reportgen.document.brief import Block
    from reportgen.document.material import Material, UserText
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose


# Of all limits, those that bear on what is decided.
LIMITS_ON_PAGES = 3


def board_sections(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return the first page, configured sections, half a page per metric, and the rest."""
    topics = Topics(material, user_text, is_short=True, said=_key_sentences(material))
    anchors = Anchors()
    sections = [*_first_page(material, user_text, topics, anchors)]
    sections += _configured(material, user_text, topics, anchors)
    sections += _metrics(material, user_text, topics, anchors)
    limits = LimitsBox(heading=material.words.limits_of_report, items=limits_of(material))
    rest = _rest(material, topics, anchors)
    return (*sections, *rest, *_risks(material, anchors, limits))


def board_supplement(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return what the pages of a short report leave out; its anchors differ from theirs."""
    topics = Topics(material, user_text, is_short=True, said=_key_sentences(material))
    anchors = Anchors("more")
    topics.shown.update((GOALS_ANCHOR, "goals"))
    sections = _configured(material, user_text, topics, anchors)
    sections += _period(material, anchors)
    metrics = material.configuration.metrics
    for metric in metrics.values():
        # The pages have all that a half page would have.
        _report(material, topics, metric)
    sections += other_goals_sections(material, user_text, anchors, set(metrics))
    limits = LimitsBox(
        heading=material.words.further_limits, items=limits_of(material)[LIMITS_ON_PAGES:]
    )
    rest = _rest(material, topics, anchors)
    return (*sections, *rest, *_risks(material, anchors, limits))


def _key_sentences(material: Material) -> frozenset[Prose]:
    """Return the findings of the key points, which nothing else repeats."""
    leads = (prose[0] for prose in material.narrative.must_know)
    return frozenset(lead.children for lead in leads if isinstance(lead, Strong))


def _configured(
    material: Material, user_text: UserText, topics: Topics, anchors: Anchors
) -> list[BriefSection]:
    """Return what changed since the last edition, and the sections of the configuration."""
    sections = changes_sections(material, anchors)
    if material.uses_configured_texts and material.configuration.brief.sections:
        sections += configured_sections(material, user_text, topics, anchors)
    return sections


def _rest(material: Material, topics: Topics, anchors: Anchors) -> list[BriefSection]:
    """Return all that is neither on the first page nor about a metric."""
    # Both are created before the further outcomes, which omit what was already reported, but
    # printed after them.
    committee = _committee(material, topics, anchors)
    people = [*topics.blocks("surveys"), *topics.blocks("testimonials")]
    sections = _further(material, topics, anchors)
    if people:
        sections.append(anchors.section(material.words.what_people_said, people))
    return [*sections, *committee]


def _committee(material: Material, topics: Topics, anchors: Anchors) -> list[BriefSection]:
    blocks = [
        replace(block, is_dense=True) if isinstance(block, TableBlock) else block
        for block in topics.blocks("committee")
    ]
    return [anchors.section(material.words.the_committee, blocks, design="half")] if blocks else []


def _further(material: Material, topics: Topics, anchors: Anchors) -> list[BriefSection]:
    """Return outcomes not reported elsewhere, next to their figure if there is one."""
    # Statements on goals and monitoring are in tables; mark them as reported, so that they are not
    # repeated as further outcomes.
    topics.reported.update(
        name for name in material.narrative.statements if is_of_goal(name) or is_of_monitoring(name)
    )
    sections = []
    for section in further_sections(material, topics, anchors, has_results=False):
        figures = sum(isinstance(block, FigureBlock) for block in section.blocks)
        # The half-page layout has room for one figure.
        sections.append(replace(section, design="half" if figures == 1 else ""))
    return sections


def _first_page(
    material: Material, user_text: UserText, topics: Topics, anchors: Anchors
) -> list[BriefSection]:
    words = material.words
    sections = [*asks_sections(material, user_text, anchors)]
    known = material.narrative.must_know
    if known:
        items = OrderedList(tuple((Paragraph(prose),) for prose in known))
        sections.append(anchors.section(words.must_know, (items,), design="must-know"))
    if material.outcomes.goals:
        # The table replaces the usual table and the figure of goals.
        topics.shown.update((GOALS_ANCHOR, "goals"))
        table = board_goals_table(material, user_text)
        sections.append(anchors.section(words.goals_at_a_glance, (table,), design="glance"))
    sections += agreed_sections(material, user_text, anchors)
    return sections


def _metrics(
    material: Material, user_text: UserText, topics: Topics, anchors: Anchors
) -> list[BriefSection]:
    """Return half a page per metric, preceded by a table of all if a period is reported."""
    sections = _period(material, anchors)
    shown: set[str] = set()
    for metric in material.configuration.metrics.values():
        if has_ended(material.outcomes, metric.id):
            # The key points say when; a panel would have no value of the period.
            continue
        blocks = _half_page(material, user_text, topics, metric)
        if blocks:
            shown.add(metric.id)
            # Only the first letter: `capitalize()` would lower the letters of names and
            # abbreviations.
            heading = metric.label[:1].upper() + metric.label[1:]
            sections.append(anchors.section(heading, blocks, design="half"))
    sections += other_goals_sections(material, user_text, anchors, shown)
    return sections


def _period(material: Material, anchors: Anchors) -> list[BriefSection]:
    """Return the table of all metrics; none if no period is reported."""
    if not material.outcomes.monitoring:
        return []
    lead = with_references(compose(material.words.monitoring_lead), (MONITORING_ANCHOR,))
    table = (Paragraph(lead), monitoring_table(material))
    return [anchors.section(material.words.the_period, table, design="page")]


def _half_page(
    material: Material, user_text: UserText, topics: Topics, metric: Metric
) -> tuple[Block, ...]:
    """Return the large number of a metric, its statements, notes, owners' views and figure."""
    subjects = _subjects(material, metric, topics)
    statements = [material.narrative.statements[name].short for name in subjects]
    key = metric_figure_key(material, metric.id)
    _report(material, topics, metric)
    views = tuple(metric_views(material, user_text, metric))
    if not statements and not key and not views:
        return ()
    pointer = (figure_anchor(key),) if key else ()
    words = [
        # Only the first statement refers to the figure.
        with_references(paragraph(*sentences), pointer if not at else ())
        for at, sentences in enumerate(statements)
    ]
    number = _large_number(material, metric)
    blocks: list[Block] = [Paragraph(number)] if number else []
    blocks += [*(Paragraph(prose) for prose in words), *_notes(material, metric)]
    blocks += views
    if key:
        blocks.append(figure_block(material, key))
    return tuple(blocks)


def _report(material: Material, topics: Topics, metric: Metric) -> None:
    """Remember that a metric has a part of its own, so that it is no further outcome."""
    topics.reported.update(_subjects(material, metric, topics))
    topics.reported.update(_comparisons(material, metric))
    if key := metric_figure_key(material, metric.id):
        topics.shown.add(key)


def _large_number(material: Material, metric: Metric) -> Prose:
    """Return the value of the reporting period with the latest one, or the latest one alone."""
    monitoring = (item for item in material.outcomes.monitoring if item.metric.id == metric.id)
    own = [large_number(material.formatter, item) for item in monitoring]
    return next(filter(None, own), ()) or latest_value(material.formatter, metric)


def _subjects(material: Material, metric: Metric, topics: Topics) -> list[str]:
    """Return the statement on the reporting period of a metric, or those of its comparisons."""
    monitored = monitoring_subject(metric.id)
    if monitored in material.narrative.statements:
        return [monitored]
    return [name for name in _comparisons(material, metric) if name not in topics.reported]


def _comparisons(material: Material, metric: Metric) -> list[str]:
    statements, shown = material.narrative.statements, material.outcomes.plan.shown
    return [item.id for item in shown if item.metric == metric.id and item.id in statements]


def _notes(material: Material, metric: Metric) -> list[SideNote]:
    """Return in how many months the target was met; the first page has the goals."""
    words = material.words
    notes = []
    for found in material.outcomes.monitoring:
        met = target_sentence(material.formatter, found) if found.metric.id == metric.id else ()
        if met:
            notes.append(SideNote(heading=words.against_target, text=met))
    return notes


def _risks(material: Material, anchors: Anchors, limits: LimitsBox) -> list[BriefSection]:
    """Return goals at risk, notes on the data, and limitations."""
    words = material.words
    blocks: list[Block] = [*_bullets(list(material.narrative.risks))]
    if material.narrative.data_notes:
        blocks.append(Heading(3, (Text(words.data_notes),)))
        blocks += _bullets(list(material.narrative.data_notes))
    if limits.items:
        blocks.append(limits)
    return [anchors.section(words.risks, blocks, design="risks")] if blocks else []


def _bullets(items: list[Prose]) -> list[Block]:
    return [BulletList(tuple((Paragraph(item),) for item in items))] if items else []
