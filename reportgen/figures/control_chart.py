"""Control charts: the months of a metric, its control limits, and signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.time_axis import time_axis
from reportgen.figures.annotations import annotations_between
from reportgen.figures.chart_frame import FramePlan, draw_frame, draw_unit
from reportgen.figures.drawing.axes import TimeScale, table_step, value_scale, value_text
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.figures.trend_labels import EndLabel, draw_side_labels, side_width
from reportgen.languages.current import translated
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import ValueScale
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.model.series import Series

# Space above the chart for the unit and the label of the period, in points.
_HEAD = 15.0
# Half a month on either side of each value.
_HALF = 0.5


def plot_control_chart(context: FigureContext, found: MetricMonitoring) -> Drawing | None:
    """Return the control chart of a metric; None if it has no limits.

    The mean of the baseline and, in the shaded reporting period, the expected values are solid
    lines, the ends of the expected ranges dashed ones. Values that are part of a signal are filled.
    """
    chart = found.chart
    if isinstance(chart, Refusal):
        return None
    metric, style = found.metric, context.style
    series = context.dataset.series[metric.id]
    axis = time_axis(series, context.outcomes.plan.periods)
    # No tick is anchored to the intervention: the chart is about the reporting period.
    scale = TimeScale(axis=axis, first=chart.times[0], last=chart.times[-1], change=None)
    canvas = Canvas(style, width_mm=style.size("width_text"), height_mm=style.size("height_months"))
    labels = _labels(found, chart, context)
    frame = draw_frame(
        FramePlan(
            metric=metric,
            time=scale,
            values=_values(found, chart),
            annotations=annotations_between(context, scale, with_milestones=False),
            head=_HEAD,
            side=side_width(labels, style),
        ),
        canvas,
        context.narrative.style,
    )
    _draw_period(frame, found)
    _draw_chart(frame, chart, tuple(_limits(found, chart).values()))
    unit = terms().gains.format(metric.unit) if found.is_of_gains else metric.unit_beside_number
    draw_unit(frame, unit)
    draw_side_labels(frame, labels)
    key = f"{found.analysis}.{metric.id}"
    return canvas.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, metric.label),
        data=_table(found, chart, context),
    )


def _labels(
    found: MetricMonitoring, chart: ControlChart, context: FigureContext
) -> tuple[EndLabel, ...]:
    """Return the labels at the right ends of the dashed lines."""
    words = {"limit_high": terms().upper, "limit_low": terms().lower}
    return tuple(
        EndLabel(
            time=chart.times[-1],
            value=limits[-1],
            lines=(words[name].format(context.number(found.ids.of(name))),),
            color=context.style.muted,
        )
        for name, limits in _limits(found, chart).items()
    )


def _values(found: MetricMonitoring, chart: ControlChart) -> ValueScale:
    """Return the vertical axis; for rare counts, whole numbers from zero."""
    is_count = found.is_of_rare_counts
    limits = (limit for limits in _limits(found, chart).values() for limit in limits)
    return value_scale([*chart.values, *limits], from_zero=is_count, is_whole=is_count)


def _limits(found: MetricMonitoring, chart: ControlChart) -> dict[str, list[float]]:
    """Return the limits to draw, one for each later month; lower ones if values can be below."""
    limits = {"limit_high": [item.high for item in chart.limits]}
    # Counts and rates can't fall below zero, so that a limit of zero is not a limit. Gains can.
    if found.is_of_gains or any(item.low > 0 for item in chart.limits):
        limits["limit_low"] = [item.low for item in chart.limits]
    return limits


def _draw_period(frame: ChartFrame, found: MetricMonitoring) -> None:
    """Shade the reporting period, and draw its label above."""
    style = frame.canvas.style
    left = max(frame.left, frame.at(frame.time.position(found.period.first), 0)[0])
    right = frame.right
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


def _draw_chart(frame: ChartFrame, chart: ControlChart, limits: tuple[list[float], ...]) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    start = chart.n_baseline
    later = chart.times[start:]
    # Each line is level across its month, so that one month has a line, too.
    edges = [(time - _HALF, time + _HALF) for time in later]

    def across(values: Sequence[float]) -> list[tuple[float, float]]:
        return [
            frame.at(time, value)
            for ends, value in zip(edges, values, strict=True)
            for time in ends
        ]

    mean = [frame.at(time, chart.mean) for time in (chart.times[0] - _HALF, edges[0][0])]
    canvas.lines([mean, across(chart.centers)], color=style.muted, width=style.size("line_base"))
    canvas.lines(
        [across(values) for values in limits],
        color=style.expected,
        width=style.size("line_guide"),
        dash=style.dashes("dash"),
    )
    marked = {place for signal in chart.signals for place in range(signal.first, signal.last + 1)}
    points = list(zip(chart.times, chart.values, strict=True))
    edge = style.tokens.text("chart.before").upper()
    canvas.marks(
        [point for place, point in enumerate(points) if place not in marked],
        axes=frame.axes,
        shape="o",
        size=style.size("mark_hollow"),
        color=style.white,
        edge=edge,
        edge_width=style.size("mark_hollow_edge"),
    )
    canvas.marks(
        [points[place] for place in sorted(marked)],
        axes=frame.axes,
        shape="D",
        size=style.size("mark_square"),
        color=style.accent,
    )


def _table(found: MetricMonitoring, chart: ControlChart, context: FigureContext) -> FigureTable:
    series = context.dataset.series[found.metric.id]
    marked = {place for signal in chart.signals for place in range(signal.first, signal.last + 1)}
    rows = tuple(
        (
            table_step(_step(day, series), series.calendar),
            value_text(
                value,
                context.narrative.style,
                kind=found.metric.kind,
                currency=found.metric.currency,
            ),
            terms().yes if place in marked else terms().no,
        )
        for place, (day, value) in enumerate(zip(found.days, chart.values, strict=True))
    )
    unit = terms().gains.format(found.metric.unit) if found.is_of_gains else found.metric.label
    return FigureTable(columns=(terms().step(series.frequency), unit, terms().signal), rows=rows)


def _step(day: date, series: Series) -> DateSpan:
    """Return the step that begins on a day, or the day itself in a series without steps."""
    return series.calendar.span(day) if series.calendar.is_regular else DateSpan(day, day)
