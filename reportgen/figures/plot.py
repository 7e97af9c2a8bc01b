"""Draw all figures of one organization."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reportgen.analysis.survey_distributions import scale_distributions
from reportgen.figures.answers import plot_answers
from reportgen.figures.campaigns import plot_campaigns
from reportgen.figures.committee import plot_committee
from reportgen.figures.context import FigureContext
from reportgen.figures.control_chart import plot_control_chart, plot_values
from reportgen.figures.drawing.style import (
    HALF_WIDTH,
    NARROW_WIDTH,
    PAGE_WIDTH,
    TEXT_WIDTH,
    drawing_settings,
    style_of,
)
from reportgen.figures.figure import metric_figure_keys
from reportgen.figures.goals import plot_goals
from reportgen.figures.months import plot_months
from reportgen.figures.sensitivity import plot_sensitivity
from reportgen.figures.trend import plot_trend
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.narrative.comparisons.comparison_words import MONTHS, TREND

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.design.tokens import Tokens
    from reportgen.figures.drawing.canvas import Drawing
    from reportgen.figures.figure import Figure
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset
    from reportgen.narrative.narrative import Narrative

    Drawings = Iterable[tuple[str, Callable[[], Drawing | None]]]


def plot_figures(
    configuration: Configuration,
    dataset: Dataset,
    outcomes: Outcomes,
    narrative: Narrative,
    tokens: Tokens,
    *,
    is_wide: bool = False,
) -> Mapping[str, Figure]:
    """Return all figures by key, in reporting order.

    Keys are ``trend.<metric>``, ``months.<metric>``, ``committee``, ``campaigns``, ``goals``,
    ``xmr.<metric>`` or ``counts.<metric>`` for its control chart, ``board.<metric>``
    for a total or for values without limits, ``surveys.<survey>`` for the
    answers on the scale of that survey and of others with the same one, and
    ``sensitivity.<comparison>``. Figures without data are omitted.

    Parameters
    ----------
    is_wide : bool
        Whether figures take the width of the page, rather than that of the text.
    """
    context = FigureContext(
        configuration=configuration,
        dataset=dataset,
        outcomes=outcomes,
        narrative=narrative,
        style=style_of(tokens, width=PAGE_WIDTH if is_wide else TEXT_WIDTH),
    )
    narrow = replace(context, style=style_of(tokens, width=NARROW_WIDTH))
    with drawing_settings():
        narrower = {key: drawing.figure for key, drawing in draw_all(narrow)}
        halves = (
            _halves(replace(context, style=style_of(tokens, width=HALF_WIDTH))) if is_wide else {}
        )
        return {
            key: replace(
                drawing.figure,
                narrow_svg=narrower[key].svg if key in narrower else "",
                sizes=halves.get(key, ()),
            )
            for key, drawing in draw_all(context)
        }


def with_sizes(
    figures: Mapping[str, Figure],
    configuration: Configuration,
    dataset: Dataset,
    outcomes: Outcomes,
    narrative: Narrative,
    tokens: Tokens,
) -> dict[str, Figure]:
    """Return the figures, those of metrics also at each size that a short report may need.

    They are drawn anew and not scaled, so that their text is as large at every size.
    """
    sizes: dict[str, list[Figure]] = {}
    found = (
        next((key for key in metric_figure_keys(metric) if key in figures), "")
        for metric in configuration.metrics
    )
    wanted = frozenset(found)
    with drawing_settings():
        for width, height in tokens.get("short.chart_sizes"):
            context = FigureContext(
                configuration=configuration,
                dataset=dataset,
                outcomes=outcomes,
                narrative=narrative,
                style=style_of(_sized(tokens, width, height)),
            )
            for key, draw in (*_of_metrics(context), *_of_monitoring(context)):
                drawing = draw() if key in wanted else None
                if drawing is not None:
                    sizes.setdefault(key, []).append(drawing.figure)
    return {
        key: replace(figure, sizes=tuple(sizes.get(key, ()))) for key, figure in figures.items()
    }


def _sized(tokens: Tokens, width: float, height: float) -> Tokens:
    sizes = {"width_text": width, "height_trend": height, "height_months": height}
    figure = {**tokens.get("figure"), **sizes}
    return replace(tokens, tables={**tokens.tables, "figure": figure})


def _halves(context: FigureContext) -> dict[str, tuple[Figure, ...]]:
    """Return the figures that lose nothing at half the width of a page, drawn at that width."""
    drawings = [
        *((key, draw()) for key, draw in _of_metrics(context) if key.startswith(MONTHS)),
        ("campaigns", plot_campaigns(context)),
        ("goals", plot_goals(context)),
    ]
    return {key: (drawing.figure,) for key, drawing in drawings if drawing is not None}


def draw_all(context: FigureContext) -> Iterator[tuple[str, Drawing]]:
    """Yield every figure by key, with the positions of its texts."""
    for figures in FIGURES:
        for key, draw in figures(context):
            drawing = draw()
            if drawing is not None:
                yield key, drawing


def _of_metrics(context: FigureContext) -> Drawings:
    for metric in context.configuration.metrics.values():
        # A level, such as a running total, is read as a trend, a count or rate by month.
        has_trend = bool(context.comparisons(metric.id, TREND)) or metric.kind is MetricKind.LEVEL
        if has_trend:
            yield f"{TREND}.{metric.id}", partial(plot_trend, context, metric.id)
        if context.comparisons(metric.id, MONTHS) or not has_trend:
            yield f"{MONTHS}.{metric.id}", partial(plot_months, context, metric.id)


def _of_monitoring(context: FigureContext) -> Drawings:
    for found in context.outcomes.monitoring:
        yield f"{found.analysis}.{found.metric.id}", partial(plot_control_chart, context, found)
        if found.is_of_gains or isinstance(found.chart, Refusal):
            yield f"board.{found.metric.id}", partial(plot_values, context, found)


def _of_surveys(context: FigureContext) -> Drawings:
    smallest = context.configuration.privacy.smallest_group
    for drawn in scale_distributions(context.outcomes, smallest_group=smallest):
        yield drawn.key, partial(plot_answers, context, drawn)


def _of_sensitivity(context: FigureContext) -> Drawings:
    for outcome in context.outcomes.deciding:
        yield f"sensitivity.{outcome.comparison.id}", partial(plot_sensitivity, context, outcome)


# Functions that draw figures, in reporting order; each returns figures by key.
FIGURES: tuple[Callable[[FigureContext], Drawings], ...] = (
    _of_metrics,
    _of_monitoring,
    lambda context: [("committee", partial(plot_committee, context))],
    lambda context: [("campaigns", partial(plot_campaigns, context))],
    _of_surveys,
    lambda context: [("goals", partial(plot_goals, context))],
    _of_sensitivity,
)
