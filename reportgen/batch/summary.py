"""Summary of one organization for the portfolio page, stored in its manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.model.goal import TargetDirection
from reportgen.model.quantity_ids import GoalIds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import Series
    from reportgen.pipeline import Analysed

SUMMARY = "summary"
MOST_POINTS = 36
"""The number of latest observations that a portfolio shows."""


def summarize(analysed: Analysed) -> dict[str, Any]:
    """Return one organization's name, latest values, goals and verdicts, as plain data."""
    configuration, outcomes = analysed.configuration, analysed.outcomes
    synthetic = configuration.brief.synthetic or any(
        file.is_synthetic for file in analysed.dataset.files.values()
    )
    return {
        "name": configuration.organization.name,
        "short_name": configuration.organization.short_name,
        "language": configuration.brief.language,
        "report_date": outcomes.plan.report_date.isoformat(),
        "synthetic": synthetic,
        "group": configuration.organization.group,
        "metrics": {
            name: summarize_metric(series)
            for name, series in sorted(analysed.dataset.series.items())
        },
        "goals": [summarize_goal(item, outcomes.quantities) for item in outcomes.goals],
    }


def summarize_goal(progress: GoalProgress, quantities: Mapping[str, Quantity]) -> dict[str, Any]:
    """Return one goal with its status and what measures it, as plain data."""
    goal, measure = progress.goal, progress.goal.measurable
    found = {"id": goal.id, "specific": goal.specific, "status": str(progress.status)}
    value = quantities.get(GoalIds(goal.id).value)
    if measure is None or progress.value is None or value is None:
        return found
    return {
        **found,
        "value": progress.value,
        "target": measure.target,
        "is_at_least": measure.direction is TargetDirection.AT_LEAST,
        "quantity": measure.quantity,
        "form": str(value.form.public),
        "unit": value.unit,
    }


def summarize_metric(series: Series) -> dict[str, Any]:
    """Return the latest values of one metric, as plain data."""
    metric, latest = series.metric, series.observations[-MOST_POINTS:]
    found: dict[str, Any] = {
        "label": metric.label,
        "unit": metric.unit,
        "kind": str(metric.kind),
        "good": str(metric.good),
        "frequency": str(series.frequency),
        "points": [[item.last.isoformat(), item.value] for item in latest],
    }
    if series.has_denominators:
        found["denominators"] = [item.denominator for item in latest]
    per = metric.per
    if per is not None:
        found["per"] = {"metric": per.metric} if per.metric else {"count": per.count, "of": per.of}
    return found
