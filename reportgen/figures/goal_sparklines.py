"""Sparklines of the goals, with the latest point in the color of the status."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.analysis.time_axis import by_whole_months, until
from reportgen.figures.sparkline import sparkline
from reportgen.languages.current import translated
from reportgen.model.quantity_ids import subject_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.design.tokens import Tokens
    from reportgen.figures.figure import Figure
    from reportgen.model.series import Dataset
    from reportgen.narrative.narrative import Narrative

# Two years, so that every season is seen twice.
MAX_MONTHS = 24


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
        known = by_whole_months(until(series, outcomes.plan.report_date))
        recent = replace(known, observations=known.observations[-MAX_MONTHS:])
        alt = translated("{count} latest values of {label}").format(
            count=len(recent.observations), label=series.metric.label
        )
        color = tokens.text(f"status.{progress.status.value}.light")
        figure = sparkline(recent, tokens, narrative.style, alt=alt, color=color)
        if figure is not None:
            drawn[f"spark.{progress.goal.id}"] = figure
    return drawn
