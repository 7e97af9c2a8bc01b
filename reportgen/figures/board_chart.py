"""Charts of a metric up to the reporting period: the last values, joined, and what marks them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.design.signs import sign
from reportgen.figures.board_head import Head, draw_events, draw_head, lay_out_head
from reportgen.figures.chart_frame import FramePlan, draw_frame, extent, tick_texts
from reportgen.figures.drawing.axes import are_whole, tick_text, value_scale
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import Box, Obstacles, spread, text_width, wrapped
from reportgen.figures.observations import fitting_mark, joined
from reportgen.figures.targets import draw_targets, values_of
from reportgen.figures.trend_labels import draw_text_block, text_block_size
from reportgen.languages.current import translated
from reportgen.model.frequency import DateSpan, Frequency

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from reportgen.figures.annotations import Annotation
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point, TimeScale
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.targets import Target
    from reportgen.model.metric import Metric
    from reportgen.model.monitoring_verdict import Tone
    from reportgen.model.period import Period

# Points: from the chart to labels at its side, between these, the least height of a chart, and of
# the part of it between two ticks.
_SIDE = 5.0
_BETWEEN = 1.0
_LEAST_HEIGHT = 40.0
_TICK_ROOM = 15.0
# Rows of a usual head and of the time axis, in points.
_USUAL_ROWS = 36.0
# Of the width of the canvas.
_SIDE_SHARE = 0.31
# How many values before the report are shown, at most and next to those of the period.
_SHOWN = {Frequency.DAY: 120, Frequency.WEEK: 78}
_USUALLY_SHOWN = 36
_SHOWN_BEFORE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class SideLabel:
    """A label right of the chart at the height of a value; the least of `rank` stay."""

    value: float
    text: str
    color: str
    rank: int
    is_strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A label next to a place within the chart, left out where it would cover something."""

    time: float
    value: float
    lines: tuple[str, ...]
    color: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """Steps of a line: where each begins and ends, and its value."""

    steps: tuple[tuple[Point, float], ...]
    is_dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DueTick:
    """A target as a tick at the day on which it is due, and its label."""

    time: float
    value: float
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardChart:
    """What a chart shows; times are in units of its axis, values in those of the metric.

    Attributes
    ----------
    points : tuple of (time, value)
        The values, oldest first.
    marked : mapping of int to Tone
        What values that belong to signals speak for, by position.
    levels : tuple of Level
        What was expected, and the ends of its range.
    ahead : (time, value) or None
        Where the present pace leads.
    """

    metric: Metric
    unit: str
    period: Period
    time: TimeScale
    points: tuple[Point, ...]
    marked: Mapping[int, Tone]
    levels: tuple[Level, ...]
    targets: tuple[Target, ...]
    due: tuple[DueTick, ...]
    ahead: Point | None
    side: tuple[SideLabel, ...]
    inside: tuple[Inside, ...]
    annotations: tuple[Annotation, ...]
    from_zero: bool


def first_shown(frequency: Frequency, days: Sequence[date], period: Period) -> int:
    """Return the position of the first value that a chart shows: two to three years of months."""
    within = sum(day >= period.first for day in days)
    most = max(_SHOWN.get(frequency, _USUALLY_SHOWN), within + _SHOWN_BEFORE)
    return max(0, len(days) - most)


def draw_board_chart(chart: BoardChart, context: FigureContext) -> Canvas:
    """Return the canvas with the chart."""
    style = context.style
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=style.size("height_months"))
    side = _wrapped_labels(chart.side, style)
    room = canvas.height - _USUAL_ROWS
    plan = FramePlan(
        metric=chart.metric,
        time=chart.time,
        values=value_scale(
            [*_values(chart), *values_of(chart.targets)],
            from_zero=chart.from_zero,
            steps=max(2, min(5, int(room / _TICK_ROOM))),
            is_whole=are_whole((value for _, value in chart.points), chart.metric),
        ),
        annotations=(),
        head=0.0,
        side=_side_width(side, style),
    )
    texts = tick_texts(plan, context.narrative.style)
    left, right, to_x, per_unit = extent(plan, canvas, texts)
    ends = chart.time.ends(DateSpan(chart.period.first, chart.period.last))
    low, high = (min(max(left, to_x + time * per_unit), right) for time in ends)
    label = translated(chart.period.label)
    head = lay_out_head(
        chart.unit[:1].upper() + chart.unit[1:],
        label[:1].upper() + label[1:],
        (low, high),
        chart.annotations,
        canvas,
        to_x=to_x,
        per_unit=per_unit,
    )
    canvas.grow(max(0.0, head.height + _TICK_ROOM + _LEAST_HEIGHT - canvas.height))
    frame = draw_frame(replace(plan, head=head.height), canvas, context.narrative.style)
    _draw(frame, chart, head, (low, high), side)
    return canvas


def _draw(
    frame: ChartFrame,
    chart: BoardChart,
    head: Head,
    shade: Point,
    side: Sequence[tuple[SideLabel, tuple[str, ...]]],
) -> None:
    obstacles = Obstacles()
    draw_head(frame, head, shade)
    _draw_levels(frame, chart.levels, obstacles)
    draw_targets(frame, chart.targets, obstacles)
    _draw_due(frame, chart, obstacles)
    _draw_points(frame, chart, obstacles)
    marks = [frame.at(*point) for point in chart.points]
    for tick in chart.due:
        _draw_beside(frame, _label_of(tick, frame), obstacles, marks, is_needed=True)
    for label in chart.inside:
        _draw_beside(frame, label, obstacles, marks, is_needed=False)
    draw_events(frame, head, obstacles)
    _draw_side(frame, side)


def _values(chart: BoardChart) -> list[float]:
    return [
        *(value for _, value in chart.points),
        *(value for level in chart.levels for _, value in level.steps),
        *(tick.value for tick in chart.due),
        *([chart.ahead[1]] if chart.ahead else []),
    ]


def _draw_levels(frame: ChartFrame, levels: Sequence[Level], obstacles: Obstacles) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    for is_dashed in (False, True):
        lines = [
            [frame.at(time, value) for ends, value in level.steps for time in ends]
            for level in levels
            if level.is_dashed is is_dashed and level.steps
        ]
        for start, end in (pair for line in lines for pair in pairwise(line)):
            obstacles.add_line(start, end, pieces=6)
        canvas.lines(
            lines,
            color=style.expected,
            width=style.size("line_guide" if is_dashed else "line_axis"),
            dash=style.dashes("dash") if is_dashed else None,
        )


def _draw_due(frame: ChartFrame, chart: BoardChart, obstacles: Obstacles) -> None:
    """Draw targets as ticks at their due dates, and the present pace on to the next of them."""
    canvas, style = frame.canvas, frame.canvas.style
    ticks = []
    for tick in chart.due:
        x, y = frame.at(tick.time, tick.value)
        ticks.append(((x - 4, y), (x + 4, y)))
        obstacles.add_line(*ticks[-1], pieces=4)
    canvas.lines(ticks, color=style.accent, width=style.size("line_target"), zorder=3.5)
    if chart.ahead:
        ahead = frame.at(*chart.points[-1]), frame.at(*chart.ahead)
        obstacles.add_line(*ahead)
        canvas.lines(
            [ahead],
            color=style.muted,
            width=style.size("line_guide"),
            dash=style.dashes("dots"),
        )


def _draw_points(frame: ChartFrame, chart: BoardChart, obstacles: Obstacles) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    points = chart.points
    lines = joined(points, is_regular=frame.time.axis.is_regular)
    for start, end in (pair for line in lines for pair in pairwise(line)):
        obstacles.add_line(frame.at(*start), frame.at(*end), pieces=6)
    canvas.lines(lines, axes=frame.axes, color=style.muted, width=style.size("line_points"))
    room = (frame.right - frame.left) / len(points)
    usual = sign(style.tokens, "sign.usual")
    canvas.marks(
        [point for place, point in enumerate(points) if place not in chart.marked],
        axes=frame.axes,
        shape=usual.shape,
        size=fitting_mark(style.size("mark_hollow"), room),
        color=style.white,
        edge=usual.color,
        edge_width=style.size("mark_hollow_edge"),
    )
    for tone in dict.fromkeys(chart.marked.values()):
        drawn = sign(style.tokens, f"sign.{tone.value}")
        canvas.marks(
            [points[place] for place, spoken in chart.marked.items() if spoken is tone],
            axes=frame.axes,
            shape=drawn.shape,
            size=fitting_mark(drawn.size, 1.4 * room),
            color=drawn.color,
            zorder=3.2,
        )


def _label_of(tick: DueTick, frame: ChartFrame) -> Inside:
    color = frame.canvas.style.accent
    return Inside(time=tick.time, value=tick.value, lines=tick.lines, color=color)


def _draw_beside(
    frame: ChartFrame,
    label: Inside,
    obstacles: Obstacles,
    marks: Sequence[Point],
    *,
    is_needed: bool,
) -> None:
    """Draw a label near its place, where it covers no mark, no label, and least of the lines.

    One that is needed may cover lines and marks if nothing else is left.
    """
    width = max(frame.canvas.width_of(line, is_strong=True) for line in label.lines)
    height = text_block_size(label.lines, frame)[1]
    x, y = frame.at(label.time, label.value)
    shift = min(max(0.0, x - width / 2 - frame.left), frame.right - width - frame.left)
    middle = frame.left + shift
    places = [
        Box(left, bottom, left + width, bottom + height)
        # Next to the mark, then above and below it, then farther away.
        for bottom in (
            y - height / 2,
            y + 4,
            y - 4 - height,
            y + 12,
            y - 12 - height,
            y + 22,
            y - 22 - height,
        )
        for left in (middle, x + 6, x - 6 - width)
        if bottom != y - height / 2 or left != middle
    ]
    free = [
        box
        for box in places
        if box.left >= frame.left and box.right <= frame.right
        if box.bottom >= frame.bottom and box.top <= frame.top
        if not any(box.overlap(other) for other in obstacles.boxes)
    ]
    clear = [box for box in free if not any(box.holds(mark, 1.5) for mark in marks)]
    found = clear or (free if is_needed else [])
    if not found:
        return
    box = obstacles.freest(found)
    obstacles.boxes.append(box)
    draw_text_block(
        frame,
        label.lines,
        x=box.left,
        top=box.top,
        color=label.color,
        align="left",
        is_strong=True,
    )


def _wrapped_labels(
    labels: Sequence[SideLabel], style: Style
) -> list[tuple[SideLabel, tuple[str, ...]]]:
    room = style.width_mm * 72 / 25.4 * _SIDE_SHARE
    return [
        (
            label,
            wrapped(label.text, style.text, room, is_strong=label.is_strong, cuts_words=True),
        )
        for label in labels
    ]


def _side_width(labels: Sequence[tuple[SideLabel, tuple[str, ...]]], style: Style) -> float:
    widths = [
        text_width(line, style.text, is_strong=label.is_strong)
        for label, lines in labels
        for line in lines
    ]
    return max(widths, default=0.0) + _SIDE


def _draw_side(frame: ChartFrame, labels: Sequence[tuple[SideLabel, tuple[str, ...]]]) -> None:
    """Draw the labels right of the chart, pushed apart; of too many, those that matter most."""
    low, high = frame.bottom - 4, frame.top + 2
    kept: list[tuple[SideLabel, tuple[str, ...], float]] = []
    for label, lines in sorted(labels, key=lambda item: item[0].rank):
        height = text_block_size(lines, frame)[1] + _BETWEEN
        if sum(item[2] for item in kept) + height <= high - low:
            kept.append((label, lines, height))
    wanted = [(frame.at(frame.time.last, label.value)[1], height) for label, _, height in kept]
    for (label, lines, height), center in zip(kept, spread(wanted, low, high), strict=True):
        draw_text_block(
            frame,
            lines,
            x=frame.right + _SIDE,
            top=center + (height - _BETWEEN) / 2,
            color=label.color,
            align="left",
            is_strong=label.is_strong,
        )


def extreme(
    points: Sequence[Point], around: float, text_of: Callable[[int], str], color: str
) -> tuple[Inside, ...]:
    """Return the label of the value farthest from another, unless it is the last one."""
    far = [abs(value - around) for _, value in points]
    # The latest of equal ones.
    place = max(range(len(far)), key=lambda index: (far[index], index))
    if place == len(far) - 1:
        return ()
    time, value = points[place]
    return (Inside(time=time, value=value, lines=(text_of(place),), color=color),)


def step_label(day: date, time: TimeScale) -> str:
    """Return the step of a value as the labels of the axis print it."""
    calendar = time.axis.calendar
    return tick_text(calendar.span(day) if calendar.is_regular else DateSpan(day, day), calendar)
