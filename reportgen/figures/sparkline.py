"""Sparklines: word-sized lines with the latest value marked."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.time_axis import until
from reportgen.design.signs import Sign, sign
from reportgen.figures.drawing.axes import AxesTransform, table_step, value_text
from reportgen.figures.drawing.canvas import Canvas
from reportgen.figures.drawing.style import drawing_settings, style_of
from reportgen.figures.figure import FigureTable
from reportgen.figures.figure_labels import terms
from reportgen.languages.current import translated
from reportgen.model.frequency import DateSpan
from reportgen.model.quantity_ids import subject_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.design.tokens import Tokens
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.figure import Figure
    from reportgen.model.period import Period
    from reportgen.model.series import Dataset, Series
    from reportgen.narrative.narrative import Narrative
    from reportgen.narrative.numbers.number_style import NumberStyle


# Two years of months, so that every season is seen twice.
MAX_VALUES = 24

# Points: room for the last mark, and the length of the tick of a target at the right.
_EDGE = 2.6
_TICK = 6.0

# Size of a sparkline, in units of its path.
SPARK_WIDTH, SPARK_HEIGHT = 136, 28


def plot_goal_sparklines(
    dataset: Dataset, outcomes: Outcomes, narrative: Narrative, tokens: Tokens
) -> Mapping[str, Figure]:
    """Return one sparkline per goal with a metric, by key ``spark.<goal>``."""
    drawn = {}
    for progress in outcomes.goals:
        measure = progress.goal.measurable
        name = subject_of(measure.quantity) if measure else ""
        series = dataset.series.get(name)
        if series is None:
            continue
        known = until(series, outcomes.plan.report_date)
        recent = replace(known, observations=known.observations[-MAX_VALUES:])
        alt = translated("{count} latest values of {label}").format(
            count=len(recent.observations), label=series.metric.label
        )
        lines = outcomes.targets(name, of_gains=False)
        targets = [line.levels[line.counted][0] for line in lines]
        figure = sparkline(
            recent,
            tokens,
            narrative.style,
            alt=alt,
            end=sign(tokens, f"status.{progress.status.value}"),
            period=outcomes.plan.periods.get(REPORTING),
            # That of a mean or a sum is on no scale of the values.
            target=measure.target if measure and measure.target in targets else None,
        )
        if figure is not None:
            drawn[f"spark.{progress.goal.id}"] = figure
    return drawn


def sparkline(
    series: Series,
    tokens: Tokens,
    number_style: NumberStyle,
    *,
    alt: str,
    end: Sign | None = None,
    period: Period | None = None,
    target: float | None = None,
) -> Figure | None:
    """Return a sparkline; None with fewer than two observations.

    Parameters
    ----------
    series : Series
        The observations to draw.
    tokens : Tokens
        The design tokens.
    number_style : NumberStyle
        For the numbers of the figure data.
    alt : str
        The alternative text.
    end : Sign or None
        The sign of the latest point, such as that of a status; a disc of the accent by default.
    period : Period or None
        The time whose part of the line is bold.
    target : float or None
        In the unit of the metric: a dotted line that ends in a tick at the right.
    """
    observations = series.observations
    if len(observations) < 2:
        return None
    style = style_of(tokens)
    values = [item.value for item in observations]
    reach = values if target is None else [*values, target]
    low, high = min(reach), max(reach)
    with drawing_settings():
        canvas = Canvas(
            style, width_mm=style.size("width_spark"), height_mm=style.size("height_spark")
        )
        first = observations[0].last
        days = [float((item.last - first).days) for item in observations]
        # A constant series has no range; any margin puts the line at half height.
        margin = (high - low) / 10 or 1.0
        axes = AxesTransform(
            left=_EDGE,
            bottom=_EDGE,
            right=canvas.width - _EDGE - (0 if target is None else _TICK),
            top=canvas.height - _EDGE,
            x_limits=(0, days[-1] or 1),
            y_limits=(low - margin, high + margin),
        )
        if target is not None:
            _draw_target(canvas, axes.y_at(target))
        points = list(zip(days, values, strict=True))
        # The last value before the period begins its line.
        begins = sum(period is None or item.last < period.first for item in observations)
        plain, bold = points[:begins], points[max(0, begins - 1) :]
        thin, thick = style.size("line_points"), style.size("line_spark")
        for line, color, width in ((plain, style.muted, thin), (bold, style.ink, thick)):
            if len(line) > 1:
                canvas.lines([line], axes=axes, color=color, width=width, cap="round")
        last = end or Sign(
            shape="o", size=style.size("mark_signal"), color=style.accent, is_hollow=False
        )
        canvas.marks(
            points[-1:],
            axes=axes,
            shape=last.shape,
            size=last.size - (0.9 if last.is_hollow else 0),
            color=style.white if last.is_hollow else last.color,
            edge=last.color if last.is_hollow else None,
            edge_width=style.size("mark_hollow_edge") if last.is_hollow else 0.0,
        )
        name = series.metric.id.replace("_", "-")
        rows = tuple(
            (
                table_step(DateSpan(item.first, item.last), series.calendar),
                value_text(
                    item.value,
                    number_style,
                    kind=series.metric.kind,
                    currency=series.metric.currency,
                ),
            )
            for item in observations
        )
        columns = (terms().step(series.frequency), series.metric.label)
        data = FigureTable(columns=columns, rows=rows)
        return canvas.finish(f"spark-{name}", alt=alt, data=data).figure


def _draw_target(canvas: Canvas, y: float) -> None:
    style, right = canvas.style, canvas.width - _TICK
    canvas.lines(
        [((_EDGE, y), (right, y))],
        color=style.accent,
        width=style.size("line_axis"),
        dash=style.dashes("dots"),
        zorder=1,
    )
    canvas.lines(
        [((right, y), (canvas.width, y))], color=style.accent, width=style.size("line_target")
    )


def spark_path(points: Sequence[Point]) -> tuple[str, int, int]:
    """Return the SVG path of a sparkline, and the position of its latest value.

    Coordinates are relative integers, which take a third of the characters of absolute decimals: a
    page has thousands of sparklines. `points` are times and values.
    """
    # Room for the width of the line and the mark of the latest value.
    edge = 5
    times, values = [time for time, _ in points], [value for _, value in points]
    span, reach = (max(times) - min(times)) or 1.0, max(values) - min(values)
    spots = [
        (
            round(edge + (time - min(times)) / span * (SPARK_WIDTH - 2 * edge)),
            round(SPARK_HEIGHT - edge - (value - min(values)) / reach * (SPARK_HEIGHT - 2 * edge))
            if reach
            # A constant series is a line at half height.
            else SPARK_HEIGHT // 2,
        )
        for time, value in points
    ]
    steps = "".join(f" {x - a} {y - b}" for (a, b), (x, y) in pairwise(spots))
    # A minus sign separates numbers as well as a space does.
    return f"M{spots[0][0]} {spots[0][1]}l{steps[1:]}".replace(" -", "-"), *spots[-1]
