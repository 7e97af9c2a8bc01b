"""Summary of one organization for the portfolio page, stored in its manifest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
        "metrics": {
            name: summarize_metric(series)
            for name, series in sorted(analysed.dataset.series.items())
        },
        "goals": [
            {"id": item.goal.id, "specific": item.goal.specific, "status": str(item.status)}
            for item in outcomes.goals
        ],
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
