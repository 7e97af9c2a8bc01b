"""Charts of metrics in a report about a period: control charts, totals, and values alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.time_axis import time_axis, until
from reportgen.figures.annotations import annotations_between
from reportgen.figures.board_chart import (
    BoardChart,
    DueTick,
    Inside,
    Level,
    SideLabel,
    draw_board_chart,
    extreme,
    first_shown,
    step_label,
)
from reportgen.figures.drawing.axes import TimeScale, table_step, value_text
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.figures.targets import targets_on, with_target_columns, with_targets
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan
from reportgen.model.quantity_ids import latest_id
from reportgen.narrative.numbers.number_text import number_text, short_month_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.goals.target_lines import TargetLine
    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.figures.context import FigureContext
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.targets import Target
    from reportgen.model.monitoring_verdict import Tone
    from reportgen.model.series import Series

# Half a step on either side of each value.
_HALF = 0.5
# Labels at the side that stay where there are too many, the first ones first.
_LATEST, _TARGET, _LIMIT = range(3)


def plot_control_chart(context: FigureContext, found: MetricMonitoring) -> Drawing | None:
    """Return the control chart of a metric; None if it has no limits.

    The mean of the baseline and, in the shaded reporting period, the expected values are thin
    lines, the ends of the expected ranges dashed ones, stepped where they differ by month. Values
    that are part of a signal are filled: discs for the better, squares for the worse, diamonds
    where no direction is good.
    """
    chart = found.chart
    if isinstance(chart, Refusal):
        return None
    metric, series = found.metric, context.dataset.series[found.metric.id]
    start = first_shown(series.frequency, found.days, found.period)
    start = min(start, chart.n_baseline - 1)
    goals = context.outcomes.targets(metric.id, of_gains=found.is_of_gains)
    scale = with_targets(
        TimeScale(
            axis=time_axis(series, context.outcomes.plan.periods),
            first=chart.times[start],
            last=chart.times[-1],
            # No tick is anchored to the intervention: the chart is about the reporting period.
            change=None,
        ),
        goals,
    )
    points = tuple(zip(chart.times, chart.values, strict=True))[start:]
    targets = targets_on(scale, goals, metric, context)

    def text_of(place: int) -> str:
        step = step_label(found.days[start + place], scale)
        text = _value_text(found, points[place][1], context, is_gain=found.is_of_gains)
        return f"{text} ({step})"

    canvas = draw_board_chart(
        BoardChart(
            metric=metric,
            unit=terms().gains.format(metric.unit)
            if found.is_of_gains
            else metric.unit_beside_number,
            period=found.period,
            time=scale,
            points=points,
            marked=_later(found.marked, start),
            levels=_levels(found, chart, points[0][0]),
            targets=targets,
            due=(),
            ahead=None,
            side=(
                *_latest(found, points[-1], context, scale, is_gain=found.is_of_gains),
                *_target_labels(targets, scale, context),
                *_limit_labels(found, chart, context),
            ),
            inside=extreme(points, chart.mean, text_of, context.style.ink),
            annotations=annotations_between(context, scale, with_milestones=False),
            from_zero=found.is_of_rare_counts,
        ),
        context,
    )
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


def plot_values(context: FigureContext, found: MetricMonitoring) -> Drawing | None:
    """Return the chart of a total, or of values for which no range is known; None without two.

    A running total is drawn as a total, though it is judged by its gains: its targets are ticks at
    their due dates, and the mean gain of the period leads on to the next of them. The months whose
    gains are part of a signal are marked.
    """
    metric = found.metric
    series = until(context.dataset.series[metric.id], context.outcomes.plan.report_date)
    seen = series.observations
    if len(seen) < 2:
        return None
    start = first_shown(series.frequency, [item.first for item in seen], found.period)
    axis = time_axis(series, context.outcomes.plan.periods)
    points = tuple((axis.time_of(item), item.value) for item in seen[start:])
    goals = context.outcomes.targets(metric.id, of_gains=False)
    scale = with_targets(
        TimeScale(axis=axis, first=points[0][0], last=points[-1][0], change=None), goals
    )
    due = _due_ticks(found, goals, scale, context) if found.is_of_gains else ()
    scale = replace(scale, last=max([scale.last, *(tick.time for tick in due)]))
    ticked = {tick.value for tick in due}
    lines = tuple(
        line for line in goals if line.has_steps or not due or line.levels[0][0] not in ticked
    )
    targets = targets_on(scale, lines, metric, context)
    latest = _latest(found, points[-1], context, scale, is_gain=False)
    middle = sum(value for _, value in points) / len(points)

    def text_of(place: int) -> str:
        step = step_label(seen[start + place].first, scale)
        return f"{_value_text(found, points[place][1], context, is_gain=False)} ({step})"

    ink = context.style.ink
    # Where the axis goes on to a due date, the last value is labelled next to its mark.
    text = _value_text(found, points[-1][1], context, is_gain=False)
    last = Inside(time=points[-1][0], value=points[-1][1], lines=(text,), color=ink)
    inside = () if found.is_of_gains else extreme(points, middle, text_of, ink)
    canvas = draw_board_chart(
        BoardChart(
            metric=metric,
            unit=metric.unit_beside_number,
            period=found.period,
            time=scale,
            points=points,
            marked=_marked_days(found, [item.first for item in seen[start:]], series),
            levels=(),
            targets=targets,
            due=due,
            ahead=_ahead(found, points[-1], due),
            side=(*latest, *_target_labels(targets, scale, context)),
            inside=(*inside, *(() if latest else (last,))),
            annotations=annotations_between(context, scale, with_milestones=False),
            from_zero=False,
        ),
        context,
    )
    key = f"board.{metric.id}"
    return canvas.finish(
        key.replace(".", "-").replace("_", "-"),
        alt=context.alt(key, metric.label),
        data=with_target_columns(
            _values_table(series, context),
            [DateSpan(item.first, item.last) for item in seen],
            goals,
            metric,
            context,
        ),
    )


def _later(marked: Mapping[int, Tone], start: int) -> dict[int, Tone]:
    return {place - start: tone for place, tone in marked.items() if place >= start}


def _marked_days(found: MetricMonitoring, days: Sequence[date], series: Series) -> dict[int, Tone]:
    """Return what the months whose gains belong to signals speak for, by their positions."""
    if not found.is_of_gains or not series.calendar.is_regular:
        return {}
    tones = {series.calendar.index(found.days[place]): tone for place, tone in found.marked.items()}
    indices = [series.calendar.index(day) for day in days]
    return {place: tones[index] for place, index in enumerate(indices) if index in tones}


def _levels(found: MetricMonitoring, chart: ControlChart, first: float) -> tuple[Level, ...]:
    """Return the mean of the baseline, what was expected since, and the ends of its range."""
    # Each line is level across its month, so that one month has a line, too.
    edges = [(time - _HALF, time + _HALF) for time in chart.times[chart.n_baseline :]]
    before = ((first - _HALF, edges[0][0]), chart.mean)
    return (
        Level(steps=(before,)),
        Level(steps=tuple(zip(edges, chart.centers, strict=True))),
        *(
            Level(steps=tuple(zip(edges, values, strict=True)), is_dashed=True)
            for values in _limits(found, chart).values()
        ),
    )


def _limits(found: MetricMonitoring, chart: ControlChart) -> dict[str, list[float]]:
    """Return the limits to draw, one for each later month: those that a value can cross."""
    ends = {
        "limit_low": [item.low for item in chart.limits],
        "limit_high": [item.high for item in chart.limits],
    }
    return {name: ends[name] for name in found.limits(chart)}


def _latest(
    found: MetricMonitoring,
    last: Point,
    context: FigureContext,
    scale: TimeScale,
    *,
    is_gain: bool,
) -> tuple[SideLabel, ...]:
    """Return the label of the last value, if it is at the side of the chart."""
    if last[0] != scale.last:
        return ()
    text = _value_text(found, last[1], context, is_gain=is_gain)
    ink = context.style.ink
    return (SideLabel(value=last[1], text=text, color=ink, rank=_LATEST, is_strong=True),)


def _target_labels(
    targets: Sequence[Target], scale: TimeScale, context: FigureContext
) -> tuple[SideLabel, ...]:
    return tuple(
        SideLabel(
            value=target.levels[-1][1],
            text=terms().target.format(target.texts[-1]),
            color=context.style.accent,
            rank=_TARGET,
            is_strong=True,
        )
        for target in targets
        if target.levels and target.ends_with(scale)
    )


def _limit_labels(
    found: MetricMonitoring, chart: ControlChart, context: FigureContext
) -> tuple[SideLabel, ...]:
    words = {"limit_high": terms().upper, "limit_low": terms().lower}
    return tuple(
        SideLabel(
            value=limits[-1],
            text=words[name].format(context.number(found.ids.of(name))),
            color=context.style.muted,
            rank=_LIMIT,
        )
        for name, limits in _limits(found, chart).items()
    )


def _due_ticks(
    found: MetricMonitoring,
    lines: Sequence[TargetLine],
    scale: TimeScale,
    context: FigureContext,
) -> tuple[DueTick, ...]:
    """Return the targets of a total at their due dates, unless these are too far away."""
    dates = {item.goal.id: item.goal.due for item in context.outcomes.goals}
    # A due date far ahead would leave little room for the values.
    latest = scale.last + max(6.0, (scale.last - scale.first) / 2)
    ticks = []
    for line in lines:
        day = dates.get(line.goal)
        if line.has_steps or day is None:
            continue
        time = scale.position(day)
        if scale.axis.is_regular:
            time = float(scale.axis.steps_to(day))
        if scale.first <= time <= latest:
            value = line.levels[0][0]
            text = value_text(
                value,
                context.narrative.style,
                kind=found.metric.kind,
                currency=found.metric.currency,
            )
            target = terms().due.format(target=text, day=short_month_text(day))
            ticks.append(DueTick(time=time, value=value, lines=(target,)))
    return tuple(ticks)


def _ahead(found: MetricMonitoring, last: Point, due: Sequence[DueTick]) -> Point | None:
    """Return where the mean gain of the period leads by the next due date."""
    chart = found.chart
    later = [tick.time for tick in due if tick.time > last[0]]
    if isinstance(chart, Refusal) or not later:
        return None
    return min(later), last[1] + chart.together * (min(later) - last[0])


def _value_text(
    found: MetricMonitoring, value: float, context: FigureContext, *, is_gain: bool
) -> str:
    """Return a value as the text prints the latest one, or a gain as it prints their mean."""
    name = found.ids.mean if is_gain else latest_id(found.metric.id)
    known, style = context.quantity(name), context.narrative.style
    if known is not None and not value.is_integer():
        return number_text(replace(known, value=value), style)
    return value_text(value, style, kind=found.metric.kind, currency=found.metric.currency)


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


def _values_table(series: Series, context: FigureContext) -> FigureTable:
    metric, style = series.metric, context.narrative.style
    rows = tuple(
        (
            table_step(DateSpan(item.first, item.last), series.calendar),
            value_text(item.value, style, kind=metric.kind, currency=metric.currency),
        )
        for item in series.observations
    )
    return FigureTable(columns=(terms().step(series.frequency), metric.label), rows=rows)


def _step(day: date, series: Series) -> DateSpan:
    """Return the step that begins on a day, or the day itself in a series without steps."""
    return series.calendar.span(day) if series.calendar.is_regular else DateSpan(day, day)
