"""The funnel and the small multiples of one metric, and the sparklines of the table."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from reportgen.analysis.organization_comparison import latest_year
from reportgen.document.brief import FigureBlock
from reportgen.figures.drawing.axis_text import short_month, value_text
from reportgen.figures.funnel_plot import FunnelCurve, FunnelDrawing, FunnelMark, plot_funnel
from reportgen.figures.small_multiples import (
    Multiples,
    Panel,
    plot_small_multiples,
    spark_path,
)
from reportgen.model.prose import Text
from reportgen.narrative.numbers.number_text import JMIR
from reportgen.narrative.portfolio import in_sentence, what
from reportgen.portfolio.brief import Spark
from reportgen.statistics.funnel import mean_limits, rate_limits

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.organization_comparison import Measure
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.figure import Figure
    from reportgen.model.organization_facts import MetricFacts, OrganizationFacts, Points

PANELS = 12
_CURVE_POINTS = 60


def funnel_block(
    measure: Measure, names: Mapping[str, str], style: Style, *, label: str
) -> FigureBlock:
    """Return the funnel plot of one metric."""
    per = f" per 100 {measure.per}" if measure.per else ""
    value_title = f"{_value_title(measure)}{per}"
    size_title = _size_title(measure)
    points = measure.funnel.points
    beyond = len(measure.beyond)
    alt = (
        f"Funnel plot of {what(measure)} in {len(points)} organizations against "
        f"{size_title.lower()}: {beyond} lie beyond the 99.8% limits."
    )
    drawing = FunnelDrawing(
        id=f"funnel-{_slug(measure.metric)}",
        alt=alt,
        marks=tuple(
            FunnelMark(
                name=names[name], size=point.size, value=point.value, is_beyond=point.is_different
            )
            for name, point in zip(measure.own, points, strict=True)
        ),
        curve=_curve(measure),
        centre=measure.funnel.centre,
        value_title=value_title,
        size_title=size_title,
        centre_label="all organizations",
        is_share=measure.is_share,
    )
    caption = (
        "Each point is an organization; the line is what all have in common. Of organizations "
        "that differ by chance alone, 95% lie within the dashed limits and 99.8% within the "
        "solid ones, which are widened for overdispersion. Only organizations beyond the "
        "outer limits are named; the others are not ranked."
    )
    return _block(
        plot_funnel(drawing, style, JMIR),
        label=label,
        title=f"{_capital(what(measure))} against what it rests on",
        subtitle="Line: all organizations; dashed: 95% limits; solid: 99.8% limits",
        caption=caption,
    )


def multiples_block(
    measure: Measure, organizations: Sequence[OrganizationFacts], style: Style, *, label: str
) -> FigureBlock | None:
    """Return small multiples of one metric; None where nothing can be drawn."""
    metric, by_id = measure.metric, {item.id: item for item in organizations}
    distance = dict(zip(measure.own, (abs(p.z) for p in measure.funnel.points), strict=True))
    chosen = sorted(measure.own, key=lambda name: (-distance[name], name))[:PANELS]
    series = {
        name: latest_year(item.metrics[metric].points, item.report_date)
        for name in measure.own
        if (item := by_id[name]).report_date is not None
    }
    days = sorted({day for points in series.values() for day, _ in points})
    if not days:
        return None
    is_index = measure.kind == "level"
    drawn = {name: _drawn(points, days[0], is_index=is_index) for name, points in series.items()}
    panels = tuple(
        Panel(name=by_id[name].name, points=drawn[name], note=_latest(by_id[name].metrics[metric]))
        for name in chosen
        if drawn.get(name)
    )
    if not panels:
        return None
    shown = "first value of the 12 months = 100" if is_index else measure.unit
    return _block(
        plot_small_multiples(
            Multiples(
                id=f"multiples-{_slug(metric)}",
                alt=f"{measure.label} of {len(panels)} organizations, a panel each, on one scale.",
                panels=panels,
                reference=_median(drawn.values()),
                first=short_month(days[0]),
                last=short_month(days[-1]),
                from_zero=not is_index,
            ),
            style,
            JMIR,
        ),
        label=label,
        title=f"{measure.label} of the organizations farthest from the rest",
        subtitle=f"{measure.label}, {shown}; the same scale in every panel",
        caption=(
            "In order of their distance from the line of the funnel, in standard errors. Grey: "
            "the median of all organizations compared. At the right of each name: the latest value."
        ),
    )


def spark_of(facts: MetricFacts, style: Style) -> Spark | None:
    """Return a sparkline, None with fewer than two observations."""
    if len(facts.points) < 2:
        return None
    first, last = facts.points[0], facts.points[-1]
    path, x, y = spark_path([(float((day - first[0]).days), value) for day, value in facts.points])
    return Spark(
        alt=(
            f"{facts.label} from {short_month(first[0])} to {short_month(last[0])}: "
            f"{value_text(first[1], JMIR)} to {value_text(last[1], JMIR)}"
        ),
        path=path,
        x=x,
        y=y,
        line_colour=style.soft,
        mark_colour=style.accent,
    )


def _curve(measure: Measure) -> tuple[FunnelCurve, ...]:
    largest = max(point.size for point in measure.funnel.points) * 1.04
    sizes = [largest * (step + 1) / _CURVE_POINTS for step in range(_CURVE_POINTS)]
    centre, phi = measure.funnel.centre, measure.funnel.overdispersion
    limits = rate_limits if measure.kind == "count" else mean_limits
    return tuple(
        FunnelCurve(
            size=found.size,
            low_95=found.low_95,
            high_95=found.high_95,
            low_998=found.low_998,
            high_998=found.high_998,
        )
        for found in (limits(centre, size, phi) for size in sizes)
    )


def _value_title(measure: Measure) -> str:
    if measure.kind == "level":
        return f"Growth of {in_sentence(measure.label)}, % a month"
    return measure.unit or measure.label


def _size_title(measure: Measure) -> str:
    if measure.kind != "count":
        return "Precision: 1 divided by the standard error"
    if measure.per:
        return f"Months with a value, times {measure.per} in hundreds"
    return "Months with a value"


def _drawn(points: Points, start: date, *, is_index: bool) -> tuple[tuple[float, float], ...]:
    if not points or (is_index and points[0][1] <= 0):
        return ()
    factor = 100 / points[0][1] if is_index else 1.0
    return tuple(((day - start).days / 30.4375, value * factor) for day, value in points)


def _median(every: object) -> tuple[tuple[float, float], ...]:
    """Return the median of all organizations at each time that at least three share."""
    at: dict[float, list[float]] = {}
    for points in every:  # type: ignore[attr-defined]
        for time, value in points:
            at.setdefault(round(time, 2), []).append(value)
    return tuple((time, median(at[time])) for time in sorted(at) if len(at[time]) >= 3)


def _latest(facts: MetricFacts) -> str:
    return value_text(facts.latest, JMIR)


def _block(figure: Figure, *, label: str, title: str, subtitle: str, caption: str) -> FigureBlock:
    return FigureBlock(
        anchor=f"fig-{figure.id}",
        label=label,
        title=(Text(title),),
        subtitle=(Text(subtitle),),
        caption=(Text(caption),),
        source="",
        svg=figure.svg,
        alt=figure.alt,
        width_mm=figure.width_mm,
        height_mm=figure.height_mm,
        data_columns=figure.data.columns,
        data_rows=figure.data.rows,
    )


def _slug(name: str) -> str:
    return name.replace("_", "-").lower()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
