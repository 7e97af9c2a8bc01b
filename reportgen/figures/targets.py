"""The targets of goals as thin lines across a chart, or as steps over the periods they are for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf
from typing import TYPE_CHECKING

from reportgen.figures.chart_frame import is_at_side
from reportgen.figures.drawing.axes import value_text
from reportgen.figures.drawing.text_layout import Box
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.figures.trend_labels import EndLabel, draw_text_block, text_block_size

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.goals.target_lines import TargetLine
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point, TimeScale
    from reportgen.figures.drawing.text_layout import Obstacles
    from reportgen.model.frequency import DateSpan
    from reportgen.model.metric import Metric

# Points from a line to its label.
_GAP = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The levels of one target that a chart shows, oldest first.

    Attributes
    ----------
    levels : tuple of ((start, end), value)
        Times in units of the axis, infinite without a period, and values in those of the metric.
    texts : tuple of str
        The printed value of each level.
    """

    levels: tuple[tuple[Point, float], ...]
    texts: tuple[str, ...]

    def ends_with(self, scale: TimeScale) -> bool:
        """Return whether the last level reaches the end of the axis, where its label is."""
        return is_at_side(self.levels[-1][0][1], scale)


def with_targets(scale: TimeScale, lines: Sequence[TargetLine]) -> TimeScale:
    """Return the time axis, extended to the periods of the targets that count."""
    counted = [line.levels[line.counted][1] for line in lines]
    spans = [step.span for step in counted if step is not None]
    later = [scale.position(span.last) for span in spans if scale.position(span.first) > scale.last]
    return replace(scale, last=max([scale.last, *later]))


def targets_on(
    scale: TimeScale, lines: Sequence[TargetLine], metric: Metric, context: FigureContext
) -> tuple[Target, ...]:
    """Return the levels of all targets within a time axis."""
    return tuple(_target(scale, line, metric, context) for line in lines)


def _target(scale: TimeScale, line: TargetLine, metric: Metric, context: FigureContext) -> Target:
    placed = [
        ((-inf, inf) if step is None else scale.ends(step.span), value)
        for value, step in line.levels
    ]
    levels = tuple(
        (ends, value) for ends, value in placed if ends[0] < scale.last and ends[1] > scale.first
    )
    style = context.narrative.style
    texts = tuple(
        value_text(value, style, kind=metric.kind, currency=metric.currency) for _, value in levels
    )
    return Target(levels=levels, texts=texts)


def with_target_columns(
    table: FigureTable,
    spans: Sequence[DateSpan],
    lines: Sequence[TargetLine],
    metric: Metric,
    context: FigureContext,
) -> FigureTable:
    """Return the data of a figure with a column for each target that differs by period.

    Parameters
    ----------
    table : FigureTable
        One row for each of `spans`.
    """
    for line in lines:
        if line.has_steps:
            cells = (_cell(span, line, metric, context) for span in spans)
            table = FigureTable(
                columns=(*table.columns, terms().target_column),
                rows=tuple((*row, cell) for row, cell in zip(table.rows, cells, strict=True)),
            )
    return table


def _cell(span: DateSpan, line: TargetLine, metric: Metric, context: FigureContext) -> str:
    held = [
        value
        for value, step in line.levels
        if step is not None and step.span.first <= span.last <= step.span.last
    ]
    style = context.narrative.style
    # Of a year and its quarter, the quarter: levels are in the order of their first days.
    return value_text(held[-1], style, kind=metric.kind, currency=metric.currency) if held else "–"


def values_of(targets: Sequence[Target]) -> list[float]:
    """Return the values that the axis must include."""
    return [value for target in targets for _, value in target.levels]


def target_labels(
    targets: Sequence[Target], scale: TimeScale, context: FigureContext
) -> tuple[EndLabel, ...]:
    """Return the labels at the side of the chart, of targets that reach its end."""
    return tuple(
        EndLabel(
            time=scale.last,
            value=target.levels[-1][1],
            lines=(terms().target.format(target.texts[-1]),),
            color=context.style.accent,
        )
        for target in targets
        if target.ends_with(scale)
    )


def draw_targets(frame: ChartFrame, targets: Sequence[Target], obstacles: Obstacles) -> None:
    """Draw the lines, and label those that have no label at the side of the chart."""
    style = frame.canvas.style
    segments = [
        [(_x(frame, time), frame.at(0, value)[1]) for time in times]
        for target in targets
        for times, value in target.levels
    ]
    frame.canvas.lines(
        segments, color=style.accent, width=style.size("line_target"), zorder=_ABOVE_BARS
    )
    for start, end in segments:
        obstacles.add_line(start, end)
    for target in targets:
        _label_levels(frame, target, obstacles)


# Below the lines of periods and all marks.
_ABOVE_BARS = 1.8


def _label_levels(frame: ChartFrame, target: Target, obstacles: Obstacles) -> None:
    """Label the levels inside the chart; the last one first, and others where there is room."""
    labelled: list[Box] = []
    texts = [*target.texts[:-1], terms().target.format(target.texts[-1])]
    levels = list(zip(target.levels, texts, strict=True))
    for (times, value), text in reversed(levels[:-1] if target.ends_with(frame.time) else levels):
        width, height = text_block_size([text], frame)
        left, right = (_x(frame, time) for time in times)
        # Labels of the axis and of other lines are at the sides of the chart.
        x = max(frame.left, min((left + right - width) / 2, frame.right - width))
        y = frame.at(0, value)[1]
        above = Box(x, y + _GAP, x + width, y + _GAP + height)
        below = Box(x, y - _GAP - height, x + width, y - _GAP)
        # Headings are above the chart, and the labels of its time axis below it.
        places = [box for box in (above, below) if frame.bottom <= box.bottom]
        places = [box for box in places if box.top <= frame.top] or [below]
        box = obstacles.freest(places)
        if any(box.overlap(other) for other in labelled):
            continue
        labelled.append(box)
        obstacles.boxes.append(box)
        color = frame.canvas.style.accent
        draw_text_block(frame, [text], x=box.left, top=box.top, color=color, align="left")


def _x(frame: ChartFrame, time: float) -> float:
    return min(max(frame.at(time, 0)[0], frame.left), frame.right)
