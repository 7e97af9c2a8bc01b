"""Control charts: the months of a metric, its control limits, and signals."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.time_axis import time_axis
from reportgen.figures.annotations import annotations_between
from reportgen.figures.chart_frame import FramePlan, draw_events, draw_frame, draw_unit
from reportgen.figures.drawing.axes import (
    TimeScale,
    are_whole,
    table_step,
    tick_text,
    value_scale,
    value_text,
)
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import Box, Obstacles
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.figures.observations import fitting_mark, joined
from reportgen.figures.targets import (
    draw_targets,
    target_labels,
    targets_on,
    values_of,
    with_target_columns,
    with_targets,
)
from reportgen.figures.trend_labels import (
    EndLabel,
    draw_side_labels,
    draw_text_block,
    side_width,
    text_block_size,
)
from reportgen.languages.current import translated
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.quantity_ids import latest_id
from reportgen.narrative.numbers.number_text import number_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point, ValueScale
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.drawing.style import Style
    from reportgen.model.series import Series

# Space above the chart for the unit and the label of the period, in points.
_HEAD = 15.0
# Half a month on either side of each value.
_HALF = 0.5


def plot_control_chart(context: FigureContext, found: MetricMonitoring) -> Drawing | None:
    """Return the control chart of a metric; None if it has no limits.

    The mean of the baseline and, in the shaded reporting period, the expected values are solid
    lines, the ends of the expected ranges dashed ones. Values that are part of a signal are filled:
    circles for the better, squares for the worse, diamonds where no direction is good. Successive
    values are joined by a thin line.
    """
    chart = found.chart
    if isinstance(chart, Refusal):
        return None
    metric, style = found.metric, context.style
    series = context.dataset.series[metric.id]
    axis = time_axis(series, context.outcomes.plan.periods)
    # No tick is anchored to the intervention: the chart is about the reporting period.
    goals = context.outcomes.targets(metric.id, of_gains=found.is_of_gains)
    scale = with_targets(
        TimeScale(axis=axis, first=chart.times[0], last=chart.times[-1], change=None), goals
    )
    targets = targets_on(scale, goals, metric, context)
    canvas = Canvas(style, width_mm=style.width_mm, height_mm=style.size("height_months"))
    labels = (
        *_labels(found, chart, context, until=scale.last),
        *target_labels(targets, scale, context),
    )
    frame = draw_frame(
        FramePlan(
            metric=metric,
            time=scale,
            values=_values(found, chart, values_of(targets)),
            annotations=annotations_between(context, scale, with_milestones=False),
            head=_HEAD,
            side=side_width(labels, style),
        ),
        canvas,
        context.narrative.style,
    )
    _draw_period(frame, found)
    obstacles = Obstacles()
    _draw_lines(frame, chart, tuple(_limits(found, chart).values()), obstacles)
    draw_targets(frame, targets, obstacles)
    _draw_values(frame, found, chart, obstacles)
    _draw_extreme(frame, found, chart, context, obstacles)
    draw_events(frame, obstacles)
    unit = terms().gains.format(metric.unit) if found.is_of_gains else metric.unit_beside_number
    draw_unit(frame, unit)
    draw_side_labels(frame, labels)
    key = f"{found.analysis}.{metric.id}"
    return canvas.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, metric.label),
        data=with_target_columns(
            _table(found, chart, context),
            [_step(day, series) for day in found.days],
            goals,
            metric,
            context,
        ),
    )


def _labels(
    found: MetricMonitoring, chart: ControlChart, context: FigureContext, *, until: float
) -> tuple[EndLabel, ...]:
    """Return the labels at the right ends of the dashed lines, and of the last value."""
    words = {"limit_high": terms().upper, "limit_low": terms().lower}
    latest = EndLabel(
        time=chart.times[-1],
        value=chart.values[-1],
        lines=(_value_text(found, chart.values[-1], context),),
        color=context.style.ink,
        is_at_side=chart.times[-1] == until,
        is_strong=True,
    )
    return (
        *(
            EndLabel(
                time=until,
                value=limits[-1],
                lines=(words[name].format(context.number(found.ids.of(name))),),
                color=context.style.muted,
            )
            for name, limits in _limits(found, chart).items()
        ),
        *((latest,) if latest.is_at_side else ()),
    )


def _value_text(found: MetricMonitoring, value: float, context: FigureContext) -> str:
    """Return a value as the text prints the latest one, or a gain as it prints their mean."""
    name = found.ids.mean if found.is_of_gains else latest_id(found.metric.id)
    known, style = context.quantity(name), context.narrative.style
    if known is not None and not value.is_integer():
        return number_text(replace(known, value=value), style)
    return value_text(value, style, kind=found.metric.kind, currency=found.metric.currency)


def _values(found: MetricMonitoring, chart: ControlChart, targets: Sequence[float]) -> ValueScale:
    """Return the vertical axis; for rare counts, whole numbers from zero."""
    limits = (value for values in _limits(found, chart).values() for value in values)
    return value_scale(
        [*chart.values, *chart.centers, *limits, *targets],
        from_zero=found.is_of_rare_counts,
        is_whole=are_whole(chart.values, found.metric),
    )


def _limits(found: MetricMonitoring, chart: ControlChart) -> dict[str, list[float]]:
    """Return the limits to draw, one for each later month: those that a value can cross."""
    ends = {
        "limit_low": [item.low for item in chart.limits],
        "limit_high": [item.high for item in chart.limits],
    }
    return {name: ends[name] for name in found.limits(chart)}


def _draw_period(frame: ChartFrame, found: MetricMonitoring) -> None:
    """Shade the reporting period, and draw its label above."""
    style = frame.canvas.style
    left = max(frame.left, frame.at(frame.time.position(found.period.first), 0)[0])
    right = min(frame.right, frame.at(frame.time.ends(_span(found))[1], 0)[0])
    low, high = frame.bottom, frame.top
    frame.canvas.areas(
        [[(left, low), (right, low), (right, high), (left, high)]], color=style.tint, zorder=-1
    )
    words = translated(found.period.label)
    label = words[:1].upper() + words[1:]
    width = frame.canvas.width_of(label, is_strong=True)
    # The label of a short period at the right end stays on the canvas.
    center = min((left + right) / 2, frame.canvas.width - width / 2)
    frame.canvas.label(
        center, frame.top + 4, label, color=style.accent, align="center", is_strong=True
    )


def _span(found: MetricMonitoring) -> DateSpan:
    return DateSpan(found.period.first, found.period.last)


def _draw_lines(
    frame: ChartFrame,
    chart: ControlChart,
    limits: tuple[list[float], ...],
    obstacles: Obstacles,
) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    # Each line is level across its month, so that one month has a line, too.
    edges = [(time - _HALF, time + _HALF) for time in chart.times[chart.n_baseline :]]

    def across(values: Sequence[float]) -> list[Point]:
        return [
            frame.at(time, value)
            for ends, value in zip(edges, values, strict=True)
            for time in ends
        ]

    mean = [frame.at(time, chart.mean) for time in (chart.times[0] - _HALF, edges[0][0])]
    solid, dashed = [mean, across(chart.centers)], [across(values) for values in limits]
    for start, end in (pair for line in (*solid, *dashed) for pair in pairwise(line)):
        obstacles.add_line(start, end, pieces=6)
    canvas.lines(solid, color=style.muted, width=style.size("line_guide"))
    canvas.lines(
        dashed,
        color=style.expected,
        width=style.size("line_guide"),
        dash=style.dashes("dash"),
    )


def _draw_values(
    frame: ChartFrame, found: MetricMonitoring, chart: ControlChart, obstacles: Obstacles
) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    points = list(zip(chart.times, chart.values, strict=True))
    lines = joined(points, is_regular=frame.time.axis.is_regular)
    for start, end in (pair for line in lines for pair in pairwise(line)):
        obstacles.add_line(frame.at(*start), frame.at(*end), pieces=6)
    canvas.lines(
        lines,
        axes=frame.axes,
        color=style.hair,
        width=style.size("line_guide"),
    )
    room = (frame.right - frame.left) / len(points)
    plain = [point for place, point in enumerate(points) if place not in found.marked]
    canvas.marks(
        plain,
        axes=frame.axes,
        shape="o",
        size=fitting_mark(style.size("mark_hollow"), room),
        color=style.white,
        edge=style.tokens.text("chart.before").upper(),
        edge_width=style.size("mark_hollow_edge"),
    )
    for tone, (shape, size, color) in _signs(style).items():
        canvas.marks(
            [points[place] for place, spoken in found.marked.items() if spoken is tone],
            axes=frame.axes,
            shape=shape,
            size=fitting_mark(style.size(size), room),
            color=color,
        )


def _signs(style: Style) -> dict[Tone, tuple[str, str, str]]:
    """Return shape, size and color of the marks that belong to signals."""
    return {
        Tone.BETTER: ("o", "mark_signal", style.tokens.text("status.met.light").upper()),
        Tone.WORSE: ("s", "mark_signal", style.tokens.text("status.missed.light").upper()),
        Tone.NEUTRAL: ("D", "mark_square", style.soft),
    }


def _draw_extreme(
    frame: ChartFrame,
    found: MetricMonitoring,
    chart: ControlChart,
    context: FigureContext,
    obstacles: Obstacles,
) -> None:
    """Label the value farthest from the mean, unless it is the last, which has a label."""
    far = [abs(value - chart.mean) for value in chart.values]
    # The latest of equal ones.
    place = max(range(len(far)), key=lambda index: (far[index], index))
    if place == len(far) - 1:
        return
    day, calendar = found.days[place], frame.time.axis.calendar
    step = calendar.span(day) if calendar.is_regular else DateSpan(day, day)
    value = chart.values[place]
    text = f"{_value_text(found, value, context)} ({tick_text(step, calendar)})"
    width, height = text_block_size([text], frame)
    x, y = frame.at(chart.times[place], value)
    boxes = [
        Box(left, bottom, left + width, bottom + height)
        # Left or right of the mark, then above and below it.
        for bottom in (y - height / 2, y + 4, y - 4 - height)
        for left in (x + 5, x - 5 - width, x - width / 2)
        if bottom != y - height / 2 or left != x - width / 2
    ]
    marks = [frame.at(*point) for point in zip(chart.times, chart.values, strict=True)]
    # No label is better than one on other marks.
    inside = [
        box
        for box in boxes
        if box.left >= frame.left and box.right <= frame.right
        if box.bottom >= frame.bottom and box.top <= frame.top
        if not any(box.holds(mark, 1.5) for mark in marks)
    ]
    if inside:
        box = obstacles.freest(inside)
        obstacles.boxes.append(box)
        draw_text_block(
            frame,
            [text],
            x=box.left,
            top=box.top,
            color=context.style.ink,
            align="left",
            is_strong=True,
        )


def _table(found: MetricMonitoring, chart: ControlChart, context: FigureContext) -> FigureTable:
    series = context.dataset.series[found.metric.id]
    rows = tuple(
        (
            table_step(_step(day, series), series.calendar),
            value_text(
                value,
                context.narrative.style,
                kind=found.metric.kind,
                currency=found.metric.currency,
            ),
            terms().yes if place in found.marked else terms().no,
        )
        for place, (day, value) in enumerate(zip(found.days, chart.values, strict=True))
    )
    unit = terms().gains.format(found.metric.unit) if found.is_of_gains else found.metric.label
    return FigureTable(columns=(terms().step(series.frequency), unit, terms().signal), rows=rows)


def _step(day: date, series: Series) -> DateSpan:
    """Return the step that begins on a day, or the day itself in a series without steps."""
    return series.calendar.span(day) if series.calendar.is_regular else DateSpan(day, day)
