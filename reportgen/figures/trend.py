"""Observations of a metric, the trend of each period, and its extrapolation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.annotations import annotations_between
from reportgen.figures.chart_frame import FramePlan, draw_events, draw_frame, draw_unit
from reportgen.figures.context import series_table, shown_series
from reportgen.figures.drawing.axes import TimeScale, are_whole, value_scale
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import Obstacles
from reportgen.figures.observations import draw_bands, draw_points
from reportgen.figures.period_heads import draw_heads, heads_of
from reportgen.figures.targets import (
    draw_targets,
    target_labels,
    targets_on,
    values_of,
    with_target_columns,
    with_targets,
)
from reportgen.figures.trend_labels import draw_changes, draw_ends, end_labels, side_width
from reportgen.figures.trend_lines import trend_lines
from reportgen.languages.current import translated
from reportgen.model.comparison import Test
from reportgen.model.quantity_ids import PeriodIds
from reportgen.narrative.comparisons.comparison_registry import figure_of
from reportgen.narrative.comparisons.comparison_words import TREND

if TYPE_CHECKING:
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext, ShownSeries
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.trend_lines import TrendLines


def plot_trend(context: FigureContext, metric_id: str) -> Drawing | None:
    """Return the trend figure of a metric; None without observations.

    Observations are points, those of the compared periods unconnected. Each period has a solid
    trend line; the line of the earlier period is extrapolated over the later one, dashed, with
    its interval as a band.
    """
    shown = shown_series(context, metric_id, TREND)
    if shown is None:
        return None
    times = [shown.axis.time_of(item) for item in shown.series.observations]
    metric, goals = shown.series.metric, context.outcomes.targets(metric_id, of_gains=False)
    scale = with_targets(
        TimeScale(axis=shown.axis, first=times[0], last=times[-1], change=context.change), goals
    )
    targets = targets_on(scale, goals, metric, context)
    # An extrapolated line starts at the first day of its period, not at its first value.
    starts = {key: scale.position(item.period.first) for key, item in shown.periods.items()}
    lines = trend_lines(context.comparisons(metric_id, TREND), starts)
    canvas = Canvas(
        context.style,
        width_mm=context.style.width_mm,
        height_mm=context.style.size("height_trend"),
    )
    heads = heads_of(shown, canvas, lambda key: _slope_text(context, metric_id, key))
    ends = (
        *end_labels(lines, shown, context, scale),
        *target_labels(targets, scale, context),
    )
    plan = FramePlan(
        metric=metric,
        time=scale,
        values=value_scale(
            [*_values(shown, lines), *values_of(targets)],
            from_zero=metric.kind.adds_up,
            is_whole=are_whole((item.value for item in shown.series.observations), metric),
        ),
        annotations=annotations_between(context, scale, with_milestones=True),
        head=heads.height,
        side=side_width(ends, context.style),
    )
    frame = draw_frame(plan, canvas, context.narrative.style)
    obstacles = Obstacles()
    draw_bands(frame, shown)
    _draw_lines(frame, lines, shown, obstacles)
    draw_points(frame, shown, obstacles)
    draw_targets(frame, targets, obstacles)
    draw_heads(heads, frame, metric.unit_beside_number)
    draw_unit(frame, metric.unit_beside_number)
    draw_ends(frame, lines, ends, context, obstacles)
    draw_changes(frame, context, metric_id, obstacles)
    draw_events(frame, obstacles)
    key = f"trend.{metric_id}"
    return canvas.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, metric.label),
        data=with_target_columns(series_table(shown, context), shown.spans, goals, metric, context),
    )


def _values(shown: ShownSeries, lines: TrendLines) -> list[float]:
    """Return all values that the axis must include."""
    values = [item.value for item in shown.series.observations]
    values += [value for line in lines.fitted for _, value in (line.start, line.end)]
    # Without the bounds of the band, which may be far beyond all values; it is clipped instead.
    values += [estimate.estimate for line in lines.expected for _, estimate in line.points]
    return values


def _slope_text(context: FigureContext, metric_id: str, period: str) -> tuple[str, ...]:
    """Return the slope of a period with and without its confidence interval."""
    name = next(
        (
            name
            for analysis in (test.analysis for test in Test if figure_of(test) == TREND)
            # A series may have several lines within a period, fitted otherwise than its slopes.
            if analysis != Test.ITS.analysis
            if context.quantity(name := PeriodIds(metric_id, analysis, period).slope) is not None
        ),
        None,
    )
    if name is None:
        return ()
    quantity = context.outcomes.quantities[name]
    unit = context.configuration.metrics[metric_id].unit
    # The unit of the metric is above the axis; only the rest, such as `a month`, is printed.
    tail = translated(quantity.unit).removeprefix(unit).strip()
    return (f"{context.number_with_interval(name)} {tail}", f"{context.number(name)} {tail}")


def _draw_lines(
    frame: ChartFrame, lines: TrendLines, shown: ShownSeries, obstacles: Obstacles
) -> None:
    canvas, style = frame.canvas, frame.canvas.style
    for line in lines.expected:
        low, high = frame.values.low, frame.values.high
        lower = [(t, min(high, max(low, _bound(e.ci_low, e.estimate)))) for t, e in line.points]
        upper = [(t, min(high, max(low, _bound(e.ci_high, e.estimate)))) for t, e in line.points]
        canvas.areas(
            [lower + upper[::-1]],
            axes=frame.axes,
            color=style.expected,
            opacity=style.size("band_opacity"),
        )
        # Not straight where what is counted changed.
        points = [(time, estimate.estimate) for time, estimate in line.points]
        canvas.lines(
            [points],
            axes=frame.axes,
            color=style.expected,
            width=style.size("line_base"),
            dash=style.dashes("dash"),
            # Above the band, below the fitted lines.
            zorder=1.5,
        )
        obstacles.add_line(frame.at(*points[0]), frame.at(*points[-1]))
    for fitted in lines.fitted:
        drawn = shown.periods[fitted.period]
        canvas.lines(
            [(fitted.start, fitted.end)],
            axes=frame.axes,
            color=drawn.text_color,
            width=style.size("line_base" if drawn.is_hollow else "line_fit"),
            cap="round",
            zorder=2,
        )
        obstacles.add_line(frame.at(*fitted.start), frame.at(*fitted.end))


def _bound(bound: float | None, estimate: float) -> float:
    return estimate if bound is None else bound
