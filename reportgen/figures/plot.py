"""All figures of one organization."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.figures.campaigns import plot_campaigns
from reportgen.figures.committee import plot_committee
from reportgen.figures.context import FigureContext
from reportgen.figures.control_chart import plot_control_chart
from reportgen.figures.drawing.style import drawing_settings, style_of
from reportgen.figures.goals import plot_goals
from reportgen.figures.months import plot_months
from reportgen.figures.sensitivity import plot_sensitivity
from reportgen.figures.trend import TESTS, plot_trend
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.design.tokens import Tokens
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.figure import Figure
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset
    from reportgen.narrative.narrative import Narrative


def plot_figures(
    configuration: Configuration,
    dataset: Dataset,
    outcomes: Outcomes,
    narrative: Narrative,
    tokens: Tokens,
) -> Mapping[str, Figure]:
    """Return every figure that the outcomes give, by its key, in reporting order.

    Keys are ``trend.<metric>``, ``months.<metric>``, ``committee``, ``campaigns``, ``goals``,
    ``xmr.<metric>`` or ``counts.<metric>`` for its control chart, and
    ``sensitivity.<comparison>``. A figure without anything to show is left out.
    """
    context = FigureContext(
        configuration=configuration,
        dataset=dataset,
        outcomes=outcomes,
        narrative=narrative,
        style=style_of(tokens),
    )
    with drawing_settings():
        return {key: drawing.figure for key, drawing in draw_all(context)}


def draw_all(context: FigureContext) -> Iterator[tuple[str, Drawing]]:
    """Yield every figure with the places of its texts, by key."""
    for metric in context.configuration.metrics.values():
        has_trend = bool(context.comparisons(metric.id, *TESTS))
        if has_trend or metric.kind is MetricKind.LEVEL:
            drawing = plot_trend(context, metric.id)
            if drawing is not None:
                yield f"trend.{metric.id}", drawing
        if context.comparisons(metric.id, Test.MEAN) or not (
            has_trend or metric.kind is MetricKind.LEVEL
        ):
            drawing = plot_months(context, metric.id)
            if drawing is not None:
                yield f"months.{metric.id}", drawing
    for found in context.outcomes.monitoring:
        drawing = plot_control_chart(context, found)
        if drawing is not None:
            yield f"{found.analysis}.{found.metric.id}", drawing
    for key, plot in (
        ("committee", plot_committee),
        ("campaigns", plot_campaigns),
        ("goals", plot_goals),
    ):
        drawing = plot(context)
        if drawing is not None:
            yield key, drawing
    for outcome in context.outcomes.comparisons:
        drawing = plot_sensitivity(context, outcome)
        if drawing is not None:
            yield f"sensitivity.{outcome.comparison.id}", drawing
