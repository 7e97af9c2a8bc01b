"""The short board report: what is decided on one page, and the evidence for it on the next.

The second page has one frame per metric, worst first. Everything else is in the supplement: the
appendices, which screens show and paper does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.assurance import goal_of_metric, metrics_worst_first
from reportgen.document.board_blocks import agreed_sections, asks_sections, metric_views
from reportgen.document.brief import BriefSection, LeftOut, OwnersView, StatusItem, StatusLine
from reportgen.document.illustrations import figure_block, metric_figure_key
from reportgen.document.numbering import Anchors
from reportgen.document.sections import limits_of
from reportgen.document.tables.assurance_grid import assurance_grid
from reportgen.document.tables.board_goals import goals_tally, goals_with_history
from reportgen.model.prose import Code, OrderedList, Paragraph, Strong
from reportgen.model.quantity_ids import GoalIds, monitoring_subject
from reportgen.narrative.figures.board_reading import chart_reading
from reportgen.narrative.headlines import latest_value
from reportgen.narrative.phrases import enumerated, paragraph, phrase
from reportgen.narrative.topics.expected_range import target_sentence, target_text
from reportgen.narrative.topics.goal_measures import due_text
from reportgen.narrative.topics.goals import goal_claim
from reportgen.narrative.topics.period_values import large_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Block
    from reportgen.document.material import Material, UserText
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose, Sentences

_PAGE = Code("board.html")
# Of all limits, those that bear on what is decided; the supplement has the rest.
_MOST_LIMITS = 3


def board_pages(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return the sections of both pages, in reading order."""
    anchors = Anchors()
    return (
        *_first_page(material, user_text, anchors),
        *_measures(material, user_text, anchors),
        *_foot(material, anchors),
    )


def _first_page(material: Material, user_text: UserText, anchors: Anchors) -> Iterator[BriefSection]:
    words = material.words
    if material.outcomes.goals:
        tally = (goals_tally(material),)
        yield anchors.section(words.at_a_glance, tally, design="tally")
    yield from asks_sections(material, user_text, anchors)
    if known := material.narrative.must_know:
        items = OrderedList(tuple((Paragraph(prose),) for prose in known))
        yield anchors.section(words.must_know, (items,), design="must-know")
    if grid := assurance_grid(material):
        yield anchors.section(words.assurance_grid, (grid,), design="grid")
    if material.outcomes.goals:
        table = goals_with_history(material, user_text)
        yield anchors.section(words.goals, (table,), design="glance")
    yield from agreed_sections(material, user_text, anchors)


def _measures(material: Material, user_text: UserText, anchors: Anchors) -> Iterator[BriefSection]:
    """Yield one frame per metric that has something to show, worst first."""
    metrics = material.configuration.metrics
    for name in metrics_worst_first(material.outcomes, metrics):
        metric = metrics[name]
        key = metric_figure_key(material, name)
        shown = [Paragraph(words) for words in _shown(material, metric) if words]
        views = tuple(metric_views(material, user_text, metric))
        if not key and not shown and not views:
            continue
        # How to read it is said once, at the foot of the second page.
        chart = replace(figure_block(material, key), caption_sentences=()) if key else None
        words = material.narrative.figure_words.get(key)
        heading = metric.label[:1].upper() + metric.label[1:]
        blocks: list[Block] = [_number(material, metric)]
        blocks += shown
        blocks += views
        blocks += [chart] if chart else []
        section = anchors.section(heading, blocks, design="measure")
        yield replace(
            section,
            title=words.title if words else (),
            may_move=goal_of_metric(material.outcomes, name) is None,
        )


def _number(material: Material, metric: Metric) -> StatusLine:
    """Return the number that a metric is judged by, with its goal and the status of it."""
    formatter = material.formatter
    goal = goal_of_metric(material.outcomes, metric.id)
    ids = GoalIds(goal.goal.id) if goal else None
    if goal is None or ids is None or material.quantity(ids.value) is None:
        number = _large_number(material, metric)
        return StatusLine(items=(StatusItem(status="", text=number),))
    value = phrase(
        "{value}; target {target}",
        value=_measured(material, ids.value),
        target=target_text(formatter, goal.goal.id, has_unit=False),
    )
    if goal.goal.due and not goal.status.is_final:
        due = due_text(goal.goal.due, is_short=True)
        value = phrase("{value} by {due}", value=value, due=due)
    return StatusLine(
        items=(
            StatusItem(status=goal.status.value, text=(goal_claim(goal),)),
            StatusItem(status="", text=value),
        ),
        mark=": ",
    )


def _measured(material: Material, name: str) -> Prose:
    formatter = material.formatter
    number, unit = Strong((formatter.number(name),)), formatter.unit_text(name)
    return phrase("{number} {unit}", number=number, unit=unit) if unit else (number,)


def _large_number(material: Material, metric: Metric) -> Prose:
    """Return the value of the reporting period with the latest one, or the latest one alone."""
    monitoring = (item for item in material.outcomes.monitoring if item.metric.id == metric.id)
    own = [large_number(material.formatter, item) for item in monitoring]
    return next(filter(None, own), ()) or latest_value(material.formatter, metric)


def _shown(material: Material, metric: Metric) -> Sentences:
    """Return what the chart shows: the verdict, in how many months the target was met, the rest.

    The rest is left out where there is very little room.
    """
    statements = material.narrative.statements
    monitored = monitoring_subject(metric.id)
    if monitored in statements:
        counts = (
            target_sentence(material.formatter, found)
            for found in material.outcomes.monitoring
            if found.metric.id == metric.id
        )
        verdict, *rest = statements[monitored].short
        return paragraph(verdict, *counts), paragraph(*rest)
    compared = (
        item.id
        for item in material.outcomes.plan.shown
        if item.metric == metric.id and item.id in statements
    )
    first, *others = [statements[name].short for name in compared] or [()]
    return paragraph(*first), paragraph(*(words for short in others for words in short))


def _foot(material: Material, anchors: Anchors) -> Iterator[BriefSection]:
    """Yield what the report can't show, how to read the charts, and where the evidence is."""
    words = material.words
    if limits := limits_of(material)[:_MOST_LIMITS]:
        items = OrderedList(tuple((Paragraph(item),) for item in limits))
        yield anchors.section(words.limits_of_report, (items,), design="limits")
    if reading := chart_reading(material.formatter) or _captions(material):
        block = Paragraph(paragraph(*reading))
        yield anchors.section(words.reading_charts, (block,), design="reading")
    pointer = phrase(
        "These two pages are the report. Methods, notes on the data and all results follow in "
        "{page}. The source of every number is in {numbers}.",
        page=_PAGE,
        numbers=Code("board-numbers.csv"),
    )
    yield anchors.section(words.where_evidence, (Paragraph(pointer),), design="where")




def _captions(material: Material) -> Sentences:
    """Return the captions of the other figures of metrics, each sentence once."""
    keys = (metric_figure_key(material, metric) for metric in material.configuration.metrics)
    found = (material.narrative.figure_words.get(key) for key in keys)
    sentences = (words for item in found if item is not None for words in item.caption_sentences)
    return tuple(dict.fromkeys(sentences))


def left_out(sections: tuple[BriefSection, ...], *, has_front_sheet: bool) -> LeftOut:
    """Return what may be left to the page for screens, in words."""
    movable = [item for item in sections if item.design == "measure" and item.may_move]
    views = [
        block for item in sections for block in item.blocks if isinstance(block, OwnersView)
    ]
    has_reasons = any(view.why for view in views)
    return LeftOut(
        reasons=phrase("The owners’ reasons are there, too.") if has_reasons else (),
        views=phrase("What the owners say and plan is there, too.") if views else (),
        metrics=tuple(
            phrase(
                "For lack of room here, so are these measures: {measures}.",
                measures=enumerated([item.heading for item in movable[-count:]]),
            )
            for count in range(1, len(movable) + 1)
        ),
        front_sheet=phrase("So is the front sheet.") if has_front_sheet else (),
    )
