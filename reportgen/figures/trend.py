"""A metric over time: what was observed, the trend of each period, and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.annotations import happenings_between
from reportgen.figures.chart_frame import FramePlan, draw_frame, draw_unit
from reportgen.figures.context import shown_of, table_of
from reportgen.figures.drawing.canvas import Sheet
from reportgen.figures.drawing.placement import Obstacles
from reportgen.figures.drawing.time_scale import TimeScale
from reportgen.figures.drawing.value_scale import value_scale
from reportgen.figures.period_heads import draw_heads, heads_of
from reportgen.figures.trend_labels import draw_change, draw_ends, end_labels, side_width
from reportgen.figures.trend_lines import trend_lines
from reportgen.languages.current import translated
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import PeriodIds
from reportgen.narrative.comparisons.comparison_registry import figure_of
from reportgen.narrative.comparisons.comparison_words import TREND

if TYPE_CHECKING:
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext, Shown
    from reportgen.figures.drawing.axes_transform import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.trend_lines import TrendLines


def plot_trend(context: FigureContext, metric_id: str) -> Drawing | None:
    """Return a metric's trend figure; None where nothing was observed.

    Observed points stand unjoined; a solid line runs inside each period; the earlier line,
    carried on over the later period, is dashed and has its interval as a band.
    """
    shown = shown_of(context, metric_id, TREND)
    if shown is None:
        return None
    times = [shown.axis.time_of(item) for item in shown.series.observations]
    scale = TimeScale(axis=shown.axis, first=times[0], last=times[-1], change=context.change)
    starts = {key: scale.position(item.period.first) for key, item in shown.periods.items()}
    lines = trend_lines(context.comparisons(metric_id, TREND), starts)
    sheet = Sheet(
        context.style,
        width_mm=context.style.size("width_text"),
        height_mm=context.style.size("height_trend"),
    )
    heads = heads_of(shown, sheet, lambda key: _slope_text(context, metric_id, key))
    ends = end_labels(lines, shown, context)
    plan = FramePlan(
        metric=shown.series.metric,
        time=scale,
        values=value_scale(
            _values(shown, lines), from_zero=shown.series.metric.kind is MetricKind.COUNT
        ),
        happenings=happenings_between(context, scale, with_milestones=True),
        head=heads.height,
        side=side_width(ends, context.style),
    )
    frame = draw_frame(plan, sheet, context.narrative.style)
    obstacles = Obstacles()
    _draw_lines(frame, lines, shown, obstacles)
    _draw_points(frame, shown, obstacles)
    draw_heads(heads, frame, shown.series.metric.unit)
    draw_unit(frame, shown.series.metric.unit)
    draw_ends(frame, lines, ends, context, obstacles)
    draw_change(frame, context, obstacles)
    key = f"trend.{metric_id}"
    return sheet.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, shown.series.metric.label),
        data=table_of(shown, context),
    )


def _values(shown: Shown, lines: TrendLines) -> list[float]:
    """Return every value that must lie inside the axis."""
    values = [item.value for item in shown.series.observations]
    values += [value for line in lines.fitted for _, value in (line.start, line.end)]
    values += [estimate.estimate for line in lines.expected for _, estimate in line.points]
    return values


def _slope_text(context: FigureContext, metric_id: str, period: str) -> tuple[str, ...]:
    """Return the period's slope, with its interval and without, longest first."""
    name = next(
        (
            name
            for analysis in (test.analysis for test in Test if figure_of(test) == TREND)
            if context.quantity(name := PeriodIds(metric_id, analysis, period).slope) is not None
        ),
        None,
    )
    if name is None:
        return ()
    quantity = context.outcomes.quantities[name]
    unit = context.configuration.metrics[metric_id].unit
    tail = translated(quantity.unit).removeprefix(unit).strip()
    return (f"{context.number_with_interval(name)} {tail}", f"{context.number(name)} {tail}")


def _draw_points(frame: ChartFrame, shown: Shown, obstacles: Obstacles) -> None:
    style = frame.sheet.style
    groups: dict[str | None, list[Point]] = {}
    for item in shown.series.observations:
        point = (shown.axis.time_of(item), item.value)
        groups.setdefault(shown.period_of(item), []).append(point)
    for key, points in groups.items():
        obstacles.points += [frame.at(*point) for point in points]
        drawn = shown.periods.get(key) if key is not None else None
        is_hollow = drawn is None or drawn.is_hollow
        color = drawn.color if drawn is not None else style.hair
        frame.sheet.marks(
            points,
            plane=frame.plane,
            shape=drawn.shape if drawn is not None else "o",
            size=drawn.mark_size if drawn is not None else style.size("mark_hollow"),
            color=style.white if is_hollow else color,
            edge=color if is_hollow else None,
            edge_width=style.size("mark_hollow_edge") if is_hollow else 0.0,
        )


def _draw_lines(frame: ChartFrame, lines: TrendLines, shown: Shown, obstacles: Obstacles) -> None:
    sheet, style = frame.sheet, frame.sheet.style
    for line in lines.expected:
        low, high = frame.values.low, frame.values.high
        lower = [(t, min(high, max(low, _bound(e.ci_low, e.estimate)))) for t, e in line.points]
        upper = [(t, min(high, max(low, _bound(e.ci_high, e.estimate)))) for t, e in line.points]
        sheet.areas(
            [lower + upper[::-1]],
            plane=frame.plane,
            color=style.expected,
            opacity=style.size("band_opacity"),
        )
        ends = [(time, estimate.estimate) for time, estimate in (line.points[0], line.points[-1])]
        sheet.lines(
            [ends],
            plane=frame.plane,
            color=style.expected,
            width=style.size("line_base"),
            dash=style.dashes("dash"),
            zorder=1.5,
        )
        obstacles.add_line(frame.at(*ends[0]), frame.at(*ends[1]))
    for fitted in lines.fitted:
        drawn = shown.periods[fitted.period]
        sheet.lines(
            [(fitted.start, fitted.end)],
            plane=frame.plane,
            color=drawn.text_color,
            width=style.size("line_base" if drawn.is_hollow else "line_fit"),
            cap="round",
            zorder=2,
        )
        obstacles.add_line(frame.at(*fitted.start), frame.at(*fitted.end))


def _bound(bound: float | None, estimate: float) -> float:
    return estimate if bound is None else bound
