"""Bars or points per month, with the mean and confidence interval of each period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import month_index
from reportgen.figures.annotations import annotations_between
from reportgen.figures.chart_frame import FramePlan, draw_events, draw_frame, draw_unit
from reportgen.figures.context import series_table, shown_series
from reportgen.figures.drawing.axes import TimeScale, are_whole, value_scale, value_text
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.text_layout import Box, Obstacles
from reportgen.figures.figure_labels import terms
from reportgen.figures.observations import bar_width, draw_bands, draw_bars, draw_points
from reportgen.figures.period_heads import draw_heads, heads_of
from reportgen.figures.targets import (
    draw_targets,
    target_labels,
    targets_on,
    values_of,
    with_target_columns,
    with_targets,
)
from reportgen.figures.trend_labels import (
    draw_changes,
    draw_side_labels,
    draw_text_block,
    side_width,
    text_block_size,
)
from reportgen.model.quantity_ids import RECORD
from reportgen.narrative.comparisons.comparison_words import MONTHS, compared_ids

if TYPE_CHECKING:
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.context import FigureContext, ShownSeries
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.model.series import Observation

# Space right of a chart without labels there, in points.
_END = 6.0
# Share of the time axis that the label of the intervention covers, on one side of its line.
_WORDS_SHARE = 0.24
# Points from a bar to the bracket next to it.
_BRACKET = 4.0
# Bars above this share of the highest bar reach into the label.
_HIGH = 0.75
_PLAIN_HEADROOM, _RECORD_HEADROOM, _WIDE_HEADROOM = 0.06, 0.16, 0.26


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mean:
    period: str
    id: str
    value: float
    ci_low: float | None
    ci_high: float | None


def plot_months(context: FigureContext, metric_id: str) -> Drawing | None:
    """Return the figure of a metric by month; None without observations.

    Counts are bars from zero, rates are points. Months have no error bars, because the confidence
    interval is that of the mean.
    """
    shown = shown_series(context, metric_id, MONTHS)
    if shown is None:
        return None
    metric = shown.series.metric
    means = _means(context, metric_id)
    times = [shown.axis.time_of(item) for item in shown.series.observations]
    goals = context.outcomes.targets(metric_id, of_gains=False)
    scale = with_targets(
        TimeScale(axis=shown.axis, first=times[0], last=times[-1], change=context.change), goals
    )
    targets = targets_on(scale, goals, metric, context)
    ends = target_labels(targets, scale, context)
    canvas = Canvas(
        context.style,
        width_mm=context.style.width_mm,
        height_mm=context.style.size("height_months"),
    )
    heads = heads_of(shown, canvas, lambda key: _mean_texts(context, key, means))
    plan = FramePlan(
        metric=metric,
        time=scale,
        values=value_scale(
            [*_values(shown, means), *values_of(targets)],
            from_zero=metric.kind.adds_up,
            headroom=_headroom(shown, scale, context),
            is_whole=are_whole((item.value for item in shown.series.observations), metric),
        ),
        annotations=annotations_between(context, scale, with_milestones=False),
        head=heads.height,
        side=max(_END, side_width(ends, context.style)),
    )
    frame = draw_frame(plan, canvas, context.narrative.style)
    obstacles = Obstacles()
    draw_bands(frame, shown)
    (draw_bars if metric.kind.adds_up else draw_points)(frame, shown, obstacles)
    _draw_means(frame, shown, means)
    draw_targets(frame, targets, obstacles)
    draw_side_labels(frame, ends)
    draw_heads(heads, frame, metric.unit_beside_number)
    draw_unit(frame, metric.unit_beside_number)
    _draw_record(frame, shown, context, obstacles)
    draw_changes(frame, context, metric_id, obstacles)
    draw_events(frame, obstacles)
    key = f"months.{metric_id}"
    return canvas.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, metric.label),
        data=with_target_columns(series_table(shown, context), shown.spans, goals, metric, context),
    )


def _means(context: FigureContext, metric_id: str) -> tuple[_Mean, ...]:
    """Return the compared statistic of each period, such as its mean."""
    found: dict[str, _Mean] = {}
    for item in context.comparisons(metric_id, MONTHS):
        periods = (item.comparison.base, item.comparison.later)
        for period, name in zip(periods, compared_ids(item), strict=True):
            quantity = context.quantity(name)
            if quantity is None or quantity.value is None:
                continue
            mean = _Mean(
                period=period,
                id=name,
                value=float(quantity.value),
                ci_low=quantity.ci_low,
                ci_high=quantity.ci_high,
            )
            found.setdefault(period, mean)
    return tuple(found.values())


def _mean_texts(context: FigureContext, period: str, means: tuple[_Mean, ...]) -> tuple[str, ...]:
    """Return ``52 (48-56)`` and ``52``; empty if the period has no mean."""
    for mean in means:
        if mean.period == period:
            return context.number_with_interval(mean.id), context.number(mean.id)
    return ()


def _values(shown: ShownSeries, means: tuple[_Mean, ...]) -> list[float]:
    bounds = [bound for mean in means for bound in (mean.ci_low, mean.ci_high) if bound is not None]
    values = [item.value for item in shown.series.observations]
    # An interval below zero is clipped if values can't be negative.
    floor = 0.0 if min(values) >= 0 else min(values + bounds)
    return values + [max(floor, bound) for bound in bounds]


def _headroom(shown: ShownSeries, scale: TimeScale, context: FigureContext) -> float:
    """Return the share of the value range to leave free at the top.

    The label of the intervention is next to its line and covers about a quarter of the months. If
    the bars are high on both sides, extra headroom puts it above all bars.
    """
    if context.change is None:
        return _RECORD_HEADROOM if _record_month(shown, context) else _PLAIN_HEADROOM
    at = scale.position(context.change)
    reach = (scale.last - scale.first + 1) * _WORDS_SHARE
    pairs = [(shown.axis.time_of(item), item.value) for item in shown.series.observations]
    sides = (
        [value for time, value in pairs if at - reach <= time <= at],
        [value for time, value in pairs if at <= time <= at + reach],
    )
    # The label is placed on the side with lower bars.
    lower = min(max(side, default=0.0) for side in sides)
    highest = max(value for _, value in pairs)
    if lower > _HIGH * highest:
        return _WIDE_HEADROOM
    # The number of the month of the record is on its bar.
    return _RECORD_HEADROOM if _record_month(shown, context) else _PLAIN_HEADROOM


def _draw_means(frame: ChartFrame, shown: ShownSeries, means: tuple[_Mean, ...]) -> None:
    style = frame.canvas.style
    lowest, highest = frame.values.low, frame.values.high
    for mean in means:
        times = [
            shown.axis.time_of(item)
            for item in shown.series.observations
            if shown.period_of(item) == mean.period
        ]
        if not times:
            continue
        drawn = shown.periods[mean.period]
        half = bar_width(shown) / 2
        left, right = times[0] - half, times[-1] + half
        center = mean.value
        low = center if mean.ci_low is None else mean.ci_low
        high = center if mean.ci_high is None else mean.ci_high
        # The axis does not extend to the ends of very wide intervals.
        low, high = max(low, lowest), min(high, highest)
        frame.canvas.areas(
            [[(left, low), (right, low), (right, high), (left, high)]],
            axes=frame.axes,
            color=drawn.text_color,
            opacity=style.size("interval_opacity"),
            zorder=3,
        )
        frame.canvas.lines(
            [((left, center), (right, center))],
            axes=frame.axes,
            color=drawn.text_color,
            width=style.size("line_fit"),
            zorder=4,
        )


def _draw_record(
    frame: ChartFrame, shown: ShownSeries, context: FigureContext, obstacles: Obstacles
) -> None:
    """Label the month of the record campaign, if both have the same unit.

    A bracket next to the bar spans the part of the month that the campaign reached.
    """
    month = _record_month(shown, context)
    record = context.outcomes.record
    if month is None or record is None:
        return
    style = frame.canvas.style
    time, numbers = shown.axis.time_of(month), context.narrative.style
    y, foot = (frame.at(0, value)[1] for value in (month.value, month.value - record.record.value))
    part = context.number(RECORD.value) or value_text(record.record.value, numbers)
    whole = value_text(month.value, numbers)
    lines = (terms().part.format(name=record.record.name), part)
    width, height = text_block_size(lines, frame)
    half = bar_width(shown) / 2
    left, right = (frame.at(time + side, 0)[0] for side in (-half, half))
    # From the left side of the bar, so that it does not run into the line of the change.
    wide = frame.canvas.width_of(whole, is_strong=True)
    start = min(left, frame.canvas.width - wide)
    frame.canvas.label(start, y + 3, whole, color=style.ink, is_strong=True)
    obstacles.boxes.append(Box(start, y + 3, start + wide, y + 3 + style.text))
    places = [
        Box(right + _BRACKET + 3, y - height - 4, right + _BRACKET + 3 + width, y - 4),
        Box(left - _BRACKET - 3 - width, y - height - 4, left - _BRACKET - 3, y - 4),
    ]
    fitting = [box for box in places if box.left >= frame.left and box.right <= frame.canvas.width]
    if not fitting:
        return
    place = obstacles.freest(fitting)
    obstacles.boxes.append(place)
    is_left = place.right < left
    edge, back = (left - _BRACKET, _BRACKET - 1) if is_left else (right + _BRACKET, 1 - _BRACKET)
    frame.canvas.lines(
        [((edge + back, y), (edge, y), (edge, foot), (edge + back, foot))],
        color=style.ink,
        width=style.size("line_guide"),
        zorder=4,
    )
    draw_text_block(
        frame,
        lines,
        x=place.right if is_left else place.left,
        top=place.top,
        color=style.ink,
        align="right" if is_left else "left",
    )


def _record_month(shown: ShownSeries, context: FigureContext) -> Observation | None:
    record, campaigns = context.outcomes.record, context.dataset.campaigns
    if record is None or campaigns is None or campaigns.unit != shown.series.metric.unit:
        return None
    wanted = month_index(record.record.on)
    for item in shown.series.observations:
        # A quarterly or yearly observation is not the month of a campaign.
        holds = month_index(item.first) == wanted == month_index(item.last)
        # A month below its own campaign does not count the same thing.
        if holds and item.value >= record.record.value:
            return item
    return None
