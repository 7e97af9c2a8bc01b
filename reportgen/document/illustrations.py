"""Select the figures of an outcome, and convert figures to blocks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import Beside, FigureBlock, Picture, TableBlock
from reportgen.document.material import figure_anchor
from reportgen.figures.figure import metric_figure_keys
from reportgen.model.frequency import DateSpan
from reportgen.model.prose import BulletList, plain_text
from reportgen.model.quantity_ids import monitored_metric
from reportgen.narrative.comparisons.comparison_registry import figure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.brief import Block, BriefSection
    from reportgen.document.material import Material

# With four or fewer values that are not 0, the sentence says as much as a figure.
_MIN_SEEN = 5

# Fewer goals than this are as easy to read in a table.
MIN_GOALS_DRAWN = 3


def figure_keys(material: Material, topic: str, own: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the keys of the figures of a comparison or metric, or `own` for another topic."""
    outcome = material.comparison(topic)
    metric = monitored_metric(topic)
    if outcome is None and metric is not None:
        wanted = _charts(metric)
    elif outcome is None:
        wanted = tuple(key for key in material.figures if key.partition(".")[0] in own)
    elif material.figures.keys() & {*_charts(outcome.metric.id)}:
        # The control chart already shows the months.
        wanted = ()
    else:
        wanted = (f"{figure_of(outcome.comparison.test)}.{outcome.metric.id}",)
    return tuple(key for key in wanted if key in material.figures and _shows(material, key))


def _shows(material: Material, key: str) -> bool:
    """Return whether a figure adds to its sentence; not if it would show very few values."""
    if key == "goals":
        return len(material.figures[key].data.rows) >= MIN_GOALS_DRAWN
    # Keys are `kind.metric`; the figures of committee and campaigns have no series.
    series = material.dataset.series.get(key.partition(".")[2])
    # Only a brief in which nothing could be compared omits figures of very few values.
    if series is None or material.has_compared or not material.outcomes.comparisons:
        return True
    plan = material.outcomes.plan
    # A figure of the years before the compared ones would not show what the brief is about.
    seen = [
        item
        for item in series.observations
        if item.value
        and item.last <= plan.report_date
        and any(period.holds(DateSpan(item.first, item.last)) for period in plan.periods.values())
    ]
    return len(seen) >= _MIN_SEEN


def metric_figure_key(material: Material, metric: str) -> str:
    """Return the key of the preferred figure of a metric; empty if none was drawn."""
    drawn = (
        key
        for key in metric_figure_keys(metric)
        if key in material.figures and _shows(material, key)
    )
    return next(drawn, "")


def further_figure_keys(material: Material, shown: set[str]) -> tuple[str, ...]:
    """Return one figure for each metric that is in no figure yet."""
    found = []
    for metric in material.configuration.metrics:
        keys = [*_charts(metric), f"months.{metric}", f"trend.{metric}", f"board.{metric}"]
        drawn = [key for key in keys if key in material.figures and _shows(material, key)]
        if drawn and not shown.intersection(keys):
            found.append(drawn[0])
    return tuple(found)


def _charts(metric: str) -> tuple[str, ...]:
    """Return the possible keys of the control chart of a metric."""
    return (f"xmr.{metric}", f"counts.{metric}")


def figure_block(material: Material, key: str) -> FigureBlock:
    """Return a figure with its title, caption and alternative text; it is numbered later."""
    drawn = material.figures[key]
    words = material.narrative.figure_words.get(key)
    return FigureBlock(
        anchor=figure_anchor(key),
        label="",
        title=words.title if words else (),
        subtitle=words.subtitle if words else (),
        caption_sentences=words.caption_sentences if words else (),
        source=words.source if words else "",
        svg=drawn.svg,
        alt=drawn.alt or (plain_text(words.alt) if words else ""),
        width_mm=drawn.width_mm,
        height_mm=drawn.height_mm,
        data_columns=tuple(name[:1].upper() + name[1:] for name in drawn.data.columns),
        data_rows=drawn.data.rows,
        narrow_svg=drawn.narrow_svg,
        sizes=tuple(
            Picture(
                anchor=figure_anchor(key),
                svg=item.svg,
                alt=item.alt,
                width_mm=item.width_mm,
                height_mm=item.height_mm,
            )
            for item in drawn.sizes
        ),
    )


def in_pairs(section: BriefSection) -> BriefSection:
    """Return a section in which two small figures with only text between them share a row.

    The first one moves down to the second, so that both are below the text on them. The figure
    of the goals is next to the list of them.
    """
    blocks: list[Block] = []
    waiting: int | None = None
    for block in section.blocks:
        if not isinstance(block, (FigureBlock, TableBlock)):
            blocks.append(block)
        elif isinstance(block, TableBlock) or not block.sizes or _is_of_goals(block):
            waiting = None
            blocks.append(_beside_list(block, blocks))
        elif waiting is None:
            waiting = len(blocks)
            blocks.append(block)
        else:
            blocks.append(_half(blocks.pop(waiting), Beside.NEXT))
            blocks.append(_half(block, Beside.PREVIOUS))
            waiting = None
    return replace(section, blocks=tuple(blocks))


def _beside_list(block: Block, before: Sequence[Block]) -> Block:
    if _is_of_goals(block) and before and isinstance(before[-1], BulletList):
        return _half(block, Beside.LIST)
    return block


def _is_of_goals(block: Block) -> bool:
    return isinstance(block, FigureBlock) and block.anchor == figure_anchor("goals")


def _half(block: Block, beside: Beside) -> Block:
    if not isinstance(block, FigureBlock) or not block.sizes:
        return block
    half = block.sizes[0]
    return replace(
        block, svg=half.svg, width_mm=half.width_mm, height_mm=half.height_mm, beside=beside
    )
