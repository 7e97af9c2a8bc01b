"""The picture of a metric over all organizations, and sparklines of the table."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock
from reportgen.figures.dot_plot import DotDrawing, DotMark, plot_dots
from reportgen.figures.drawing.style import NARROW_WIDTH, style_of
from reportgen.figures.funnel_plot import FunnelCurve, FunnelDrawing, FunnelMark, plot_funnel
from reportgen.figures.sparkline import spark_path
from reportgen.model.metric import MetricKind
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.prose import Text
from reportgen.narrative.numbers.number_style import JMIR, number_style
from reportgen.narrative.portfolio import (
    dots_text,
    estimate_head,
    estimate_text,
    funnel_text,
    latest_text,
    portfolio_labels,
    sparkline_text,
)
from reportgen.narrative.portfolio_goals import goal_labels
from reportgen.portfolio.brief import Sparkline

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reportgen.analysis.organization_comparison import OrganizationComparison
    from reportgen.analysis.shared_goals import SharedGoal
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.figure import Figure
    from reportgen.model.organization_facts import MetricFacts
    from reportgen.narrative.numbers.number_style import NumberStyle
    from reportgen.narrative.portfolio import FigureText

_CURVE_POINTS = 60
# In a funnel of sizes that differ by less, all marks are on one vertical line.
_SAME_SIZE = 0.05


def comparison_block(
    measure: OrganizationComparison,
    names: Mapping[str, str],
    style: Style,
    *,
    goal: SharedGoal | None,
    label: str,
) -> FigureBlock:
    """Return the picture of one metric.

    It is a dot plot where a target can be drawn, and where nothing says how much each value rests
    on; a funnel plot otherwise.
    """
    if goal is not None and goal.target_for(measure) is not None:
        return _dots_block(measure, names, style, goal=goal, label=label)
    sizes = [point.size for point in measure.funnel.points]
    has_sizes = measure.definition.has_denominators or measure.base is not None
    if not has_sizes or max(sizes) - min(sizes) <= _SAME_SIZE * max(sizes):
        return _dots_block(measure, names, style, goal=None, label=label)
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
    measure: OrganizationComparison,
    names: Mapping[str, str],
    style: Style,
    *,
    goal: SharedGoal | None,
    label: str,
) -> FigureBlock:
    labels, goal_words = portfolio_labels(), goal_labels()
    target = goal.target_for(measure) if goal is not None else None
    # The mean towards which the estimates are drawn.
    centre = measure.heterogeneity.mean
    tones = _tones(measure, goal if target is not None else None)
    is_high_good = goal is None or goal.common is None or goal.common.is_at_least
    line = centre if target is None else target
    upper = sum(
        tone is not None and item.estimate > line
        for tone, item in zip(tones, measure.shrunken, strict=True)
    )
    lower = len(tones) - tones.count(None) - upper
    above, below = labels.count_above, labels.count_below
    if target is not None:
        above, below = goal_words.clearly_reached, goal_words.clearly_short
        if not is_high_good:
            above, below = below, above
    words = dots_text(measure, upper, lower, has_target=target is not None)
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
                short=latest_text(item.estimate, is_share=measure.is_share),
                tone=tone,
            )
            for name, item, tone in zip(measure.own, measure.shrunken, tones, strict=True)
        ),
        line=line,
        line_label=labels.mean_of_all
        if target is None
        else goal_words.goal_line.format(latest_text(target, is_share=measure.is_share)),
        is_target=target is not None,
        value_title=words.value_title,
        above=above.format(upper),
        below=below.format(lower),
        columns=(labels.organization, estimate_head(measure)),
        is_share=measure.is_share,
    )
    return _block(partial(plot_dots, drawing), style, words, label=label)


def _tones(measure: OrganizationComparison, goal: SharedGoal | None) -> tuple[Tone | None, ...]:
    """Return how each organization is marked: against a target, or whether it differs."""
    if goal is None:
        return tuple(Tone.NEUTRAL if differs else None for differs in measure.differs)
    tones: dict[int, Tone | None] = {1: Tone.BETTER, 0: None, -1: Tone.WORSE}
    return tuple(tones[side] for side in goal.sides(measure))


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
