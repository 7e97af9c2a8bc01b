"""Funnel plot and small multiples of a metric, and sparklines of the table."""

from __future__ import annotations

from functools import partial
from statistics import median
from typing import TYPE_CHECKING

from reportgen.analysis.organization_values import latest_year
from reportgen.document.brief import FigureBlock
from reportgen.figures.dot_plot import DotDrawing, DotMark, plot_dots
from reportgen.figures.drawing.style import NARROW_WIDTH, style_of
from reportgen.figures.funnel_plot import FunnelCurve, FunnelDrawing, FunnelMark, plot_funnel
from reportgen.figures.small_multiples import (
    Multiples,
    Panel,
    plot_small_multiples,
)
from reportgen.figures.sparkline import spark_path
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Text
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.narrative.numbers.number_text import short_month_text
from reportgen.narrative.portfolio import (
    dots_text,
    estimate_head,
    estimate_text,
    funnel_text,
    latest_text,
    multiples_text,
    portfolio_labels,
    sparkline_text,
)
from reportgen.portfolio.brief import Sparkline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.figure import Figure
    from reportgen.model.organization_facts import MetricFacts, OrganizationFacts, Points
    from reportgen.narrative.numbers.number_style import NumberStyle
    from reportgen.narrative.portfolio import FigureText

# Small multiples show the extremes; the table has all organizations.
PANELS = 12
_CURVE_POINTS = 60
# In a funnel of sizes that differ by less, all marks are on one vertical line.
_SAME_SIZE = 0.05
_DAYS_PER_MONTH = 30.4375  # 365.25 / 12


def funnel_block(
    measure: OrganizationComparison, names: Mapping[str, str], style: Style, *, label: str
) -> FigureBlock:
    """Return the funnel plot of one metric; a dot plot if all rest on equally much."""
    sizes = [point.size for point in measure.funnel.points]
    if max(sizes) - min(sizes) <= _SAME_SIZE * max(sizes):
        return _dots_block(measure, names, style, label=label)
    words, labels = funnel_text(measure), portfolio_labels()
    drawing = FunnelDrawing(
        id=f"funnel-{_slug(measure.metric)}",
        alt=words.alt,
        marks=tuple(
            FunnelMark(name=names[name], size=point.size, value=point.value, is_beyond=differs)
            for name, point, differs in zip(
                measure.own, measure.funnel.points, measure.differs, strict=True
            )
        ),
        curve=_curve(measure),
        centre=measure.funnel.centre,
        value_title=words.value_title,
        size_title=words.size_title,
        centre_label=labels.common,
        limit_labels=(labels.outer_limit, labels.inner_limit),
        name_title=labels.organization,
        is_share=measure.is_share,
    )
    return _block(partial(plot_funnel, drawing), style, words, label=label)


def _dots_block(
    measure: OrganizationComparison, names: Mapping[str, str], style: Style, *, label: str
) -> FigureBlock:
    labels = portfolio_labels()
    pairs = list(zip(measure.own, measure.shrunken, strict=True))
    # The mean towards which the estimates are drawn.
    centre = measure.heterogeneity.mean
    apart = [item for (_, item), differs in zip(pairs, measure.differs, strict=True) if differs]
    above = sum(item.estimate > centre for item in apart)
    below = len(apart) - above
    words = dots_text(measure, above, below)
    drawing = DotDrawing(
        id=f"dots-{_slug(measure.metric)}",
        alt=words.alt,
        marks=tuple(
            DotMark(
                name=names[name],
                value=item.estimate,
                low=item.ci_low,
                high=item.ci_high,
                text=estimate_text(item, is_share=measure.is_share),
                differs=differs,
            )
            for (name, item), differs in zip(pairs, measure.differs, strict=True)
        ),
        centre=centre,
        centre_label=labels.mean_of_all,
        value_title=words.value_title,
        above=labels.count_above.format(above),
        below=labels.count_below.format(below),
        columns=(labels.organization, estimate_head(measure)),
        is_share=measure.is_share,
    )
    return _block(partial(plot_dots, drawing), style, words, label=label)


def multiples_block(
    measure: OrganizationComparison,
    organizations: Sequence[OrganizationFacts],
    style: Style,
    *,
    label: str,
) -> FigureBlock | None:
    """Return small multiples of one metric, None if there is nothing to draw.

    Shows the organizations that deviate most from the common value, by their z scores.
    """
    metric, by_id = measure.metric, {item.id: item for item in organizations}
    distance = dict(zip(measure.own, (abs(p.z) for p in measure.funnel.points), strict=True))
    # The name breaks ties, so that the same data always give the same panels.
    chosen = sorted(measure.own, key=lambda name: (-distance[name], name))[:PANELS]
    series = {
        name: latest_year(item.metrics[metric].points, item.report_date)
        for name in measure.own
        if (item := by_id[name]).report_date is not None
    }
    days = sorted({day for points in series.values() for day, _ in points})
    if not days:
        return None
    # Levels of different sizes are comparable only as an index of their first month.
    is_index, is_share = measure.kind is MetricKind.LEVEL, measure.kind is MetricKind.RATE
    drawn = {
        name: _drawn(points, days[0], measure.sizes[name], is_index=is_index)
        for name, points in series.items()
    }
    panels = tuple(
        Panel(
            name=by_id[name].name,
            points=drawn[name],
            note=latest_text(
                by_id[name].metrics[metric].latest / measure.sizes[name], is_share=is_share
            ),
        )
        for name in chosen
        if drawn.get(name)
    )
    if not panels:
        return None
    words, labels = multiples_text(measure, len(panels)), portfolio_labels()
    multiples = Multiples(
        id=f"multiples-{_slug(metric)}",
        alt=words.alt,
        panels=panels,
        reference=_median(drawn.values()),
        first=short_month_text(days[0]),
        last=short_month_text(days[-1]),
        from_zero=measure.kind.adds_up,
        columns=(labels.organization, labels.months, labels.latest),
        kind=MetricKind.COUNT if is_index else measure.kind,
    )
    return _block(partial(plot_small_multiples, multiples), style, words, label=label)


def sparkline(facts: MetricFacts, style: Style) -> Sparkline | None:
    """Return the sparkline of a metric, None for fewer than two observations."""
    if len(facts.points) < 2:
        return None
    (first, start), (last, latest) = facts.points[0], facts.points[-1]
    path, x, y = spark_path([(float((day - first).days), value) for day, value in facts.points])
    ends = tuple(
        latest_text(value, is_share=facts.kind is MetricKind.RATE) for value in (start, latest)
    )
    return Sparkline(
        alt=sparkline_text(facts.label, (first, last), (ends[0], ends[1])),
        path=path,
        x=x,
        y=y,
        line_colour=style.soft,
        mark_colour=style.accent,
    )


def _curve(measure: OrganizationComparison) -> tuple[FunnelCurve, ...]:
    # The curve extends 4% beyond the largest organization, so that its mark is not at the edge.
    largest = max(point.size for point in measure.funnel.points) * 1.04
    sizes = [largest * (step + 1) / _CURVE_POINTS for step in range(_CURVE_POINTS)]
    return tuple(
        FunnelCurve(
            size=found.size,
            low_95=found.low_95,
            high_95=found.high_95,
            low_998=found.low_998,
            high_998=found.high_998,
        )
        for found in map(measure.funnel.limits, sizes)
    )


def _drawn(
    points: Points, start: date, size: float, *, is_index: bool
) -> tuple[tuple[float, float], ...]:
    if not points or (is_index and points[0][1] <= 0):
        return ()
    factor = 100 / points[0][1] if is_index else 1 / size
    return tuple(((day - start).days / _DAYS_PER_MONTH, value * factor) for day, value in points)


def _median(every: Iterable[Iterable[tuple[float, float]]]) -> tuple[tuple[float, float], ...]:
    """Return the median of all organizations at each time, if at least three have a value."""
    at: dict[float, list[float]] = {}
    for points in every:
        for time, value in points:
            at.setdefault(round(time, 2), []).append(value)
    return tuple((time, median(at[time])) for time in sorted(at) if len(at[time]) >= 3)


def _block(
    plot: Callable[[Style, NumberStyle], Figure], style: Style, words: FigureText, *, label: str
) -> FigureBlock:
    """Return a figure, drawn also for phones."""
    numbers = number_style(JMIR.name)
    figure = plot(style, numbers)
    return FigureBlock(
        anchor=f"fig-{figure.id}",
        label=label,
        title=(Text(words.title),),
        subtitle=(Text(words.subtitle),),
        caption_sentences=((Text(words.caption),),),
        source="",
        svg=figure.svg,
        alt=figure.alt,
        width_mm=figure.width_mm,
        height_mm=figure.height_mm,
        data_columns=figure.data.columns,
        data_rows=figure.data.rows,
        narrow_svg=plot(style_of(style.tokens, width=NARROW_WIDTH), numbers).svg,
    )


def _slug(name: str) -> str:
    return name.replace("_", "-").lower()
