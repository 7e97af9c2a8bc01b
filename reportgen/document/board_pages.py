"""The short board report: what is decided on one page, and the evidence for it on the next.

The second page has one frame per metric, worst first. Everything else is in the supplement: the
appendices, which screens show and paper does not.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.assurance import goal_of_metric, metrics_worst_first
from reportgen.document.board_blocks import agreed_sections, asks_sections, metric_views
from reportgen.document.board_sections import LIMITS_ON_PAGES
from reportgen.document.brief import (
    BriefSection,
    FigureBlock,
    LeftOut,
    OwnersView,
    StatusItem,
    StatusLine,
)
from reportgen.document.illustrations import figure_block, metric_figure_key
from reportgen.document.numbering import Anchors
from reportgen.document.sections import limits_of
from reportgen.document.tables.assurance_grid import assurance_grid
from reportgen.document.tables.board_goals import goals_tally, goals_with_history
from reportgen.model.prose import Code, OrderedList, Paragraph, Strong
from reportgen.model.quantity_ids import GoalIds, monitoring_subject
from reportgen.narrative.figures.board_reading import chart_reading
from reportgen.narrative.headlines import latest_value
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import capitalized, compose, enumerated, paragraph, phrase
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
_NUMBERS = Code("board-numbers.csv")


def board_pages(material: Material, user_text: UserText) -> tuple[BriefSection, ...]:
    """Return the sections of both pages, in reading order."""
    anchors = Anchors()
    asked, first = _first_page(material, user_text, anchors)
    measures = tuple(_measures(material, user_text, anchors))
    # On a screen, the worst measure follows what is asked; on paper, all begin below the goals.
    return (*asked, *measures[:1], *first, *measures[1:], *_foot(material, anchors))


def _first_page(
    material: Material, user_text: UserText, anchors: Anchors
) -> tuple[list[BriefSection], list[BriefSection]]:
    """Return the sections up to what is asked, and those that follow on the first page."""
    words, goals = material.words, material.outcomes.goals
    asked, first = [], []
    if goals:
        tally = (goals_tally(material),)
        asked.append(anchors.section(words.at_a_glance, tally, design="tally"))
    asked += asks_sections(material, user_text, anchors)
    if known := material.narrative.must_know:
        items = OrderedList(tuple((Paragraph(prose),) for prose in known))
        first.append(anchors.section(words.must_know, (items,), design="must-know"))
    if grid := assurance_grid(material):
        first.append(anchors.section(words.assurance_grid, (grid,), design="grid"))
    if goals:
        table = goals_with_history(material, user_text)
        first.append(anchors.section(words.goals, (table,), design="glance"))
    first += agreed_sections(material, user_text, anchors)
    return asked, first


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
        chart = _chart(material, key) if key else None
        words = material.narrative.figure_words.get(key)
        heading = metric.label[:1].upper() + metric.label[1:]
        blocks: list[Block] = [_number(material, metric), *([chart] if chart else ())]
        blocks += [*shown, *views]
        section = anchors.section(heading, blocks, design="measure")
        yield replace(
            section,
            title=words.title if words else (),
            may_move=goal_of_metric(material.outcomes, name) is None,
        )


def _chart(material: Material, key: str) -> FigureBlock:
    """Return a chart whose title is the heading of its frame."""
    return replace(
        figure_block(material, key), title=(), subtitle=(), caption_sentences=(), source=""
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
    if limits := limits_of(material)[:LIMITS_ON_PAGES]:
        items = OrderedList(tuple((Paragraph(item),) for item in limits))
        yield anchors.section(words.limits_of_report, (items,), design="limits")
    if reading := chart_reading(material.formatter) or _captions(material):
        block = Paragraph(paragraph(*reading))
        yield anchors.section(words.reading_charts, (block,), design="reading")
    pointer = phrase(
        "The report ends here. Methods, notes on the data and all results follow in "
        "{page}. The source of every number is in {numbers}.",
        page=_PAGE,
        numbers=_NUMBERS,
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
    views = [block for item in sections for block in item.blocks if isinstance(block, OwnersView)]
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
        one_page=phrase(
            "This page is the report. Methods, notes on the data and all results follow in {page}. "
            "The source of every number is in {numbers}.",
            page=_PAGE,
            numbers=_NUMBERS,
        ),
    )


def periods_line(material: Material) -> Prose:
    """Return ``January to June 2026, compared with July to December 2025``; empty without one."""
    plan = material.outcomes.plan
    if not plan.is_monitoring:
        return ()
    period = range_text(plan.periods[REPORTING])
    bases = dict.fromkeys(item.base for item in plan.shown if item.later == REPORTING)
    known = sorted(
        (plan.periods[key] for key in bases if key in plan.periods), key=lambda item: item.first
    )
    if not known:
        return capitalized(compose(period))
    clause = phrase(
        "{period}, compared with {earlier}",
        period=period,
        earlier=enumerated([range_text(item) for item in reversed(known)]),
    )
    return capitalized(clause)
