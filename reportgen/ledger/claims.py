"""Verdicts, goals and warnings as the ledger records them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.model.prose import plain_text

if TYPE_CHECKING:
    from datetime import date

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis
    from reportgen.narrative.narrative import Narrative


def verdict_record(outcome: ComparisonOutcome, narrative: Narrative) -> dict[str, Any]:
    """Return one comparison's verdict with the sentence that it licensed."""
    verdict = outcome.verdict
    statement = narrative.statements.get(outcome.comparison.id)
    return {
        "verdict": str(verdict.verdict),
        "strength": str(verdict.strength),
        "p_value": verdict.p_value,
        "p_adjusted": verdict.p_adjusted,
        "alpha": verdict.alpha,
        "alternative": str(outcome.comparison.alternative),
        "decided_by": verdict.decided_by,
        "primary": verdict.primary,
        "reason": verdict.reason,
        "sensitivity": [_sensitivity_record(item) for item in verdict.sensitivity],
        "assumptions": [_assumption_record(item) for item in verdict.assumptions],
        "sentence": plain_text(statement.full) if statement else "",
    }


def goal_record(progress: GoalProgress, narrative: Narrative) -> dict[str, Any]:
    """Return one goal's status with what it rests on."""
    goal = progress.goal
    statement = narrative.statements.get(f"goals.{goal.id}")
    return {
        "id": goal.id,
        "status": str(progress.status),
        "value": progress.value,
        "target": goal.measurable.target if goal.measurable else None,
        "direction": str(goal.measurable.direction) if goal.measurable else None,
        "due": _iso(goal.time_bound),
        "reached_on": _iso(progress.reached_on),
        "gap": progress.gap,
        "chance_of_meeting": progress.chance_of_meeting,
        "reason": progress.reason or progress.chance_reason,
        "evidence": list(progress.evidence),
        "sentence": plain_text(statement.full) if statement else "",
    }


def warning_record(diagnostic: Diagnostic) -> dict[str, Any]:
    """Return one thing that the reader is told about the data."""
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "note": diagnostic.note,
    }


def _sensitivity_record(item: SensitivityAnalysis) -> dict[str, Any]:
    estimate = item.estimate
    return {
        "method": item.method,
        "label": item.label,
        "estimate": estimate.estimate if estimate else None,
        "ci_low": estimate.ci_low if estimate else None,
        "ci_high": estimate.ci_high if estimate else None,
        "confidence_level": estimate.confidence_level if estimate else None,
        "unit": item.unit,
        "p_value": item.p_value,
        "counted": item.counted,
        "agrees": item.agrees,
        "reason": item.reason,
    }


def _assumption_record(item: AssumptionFinding) -> dict[str, Any]:
    return {"code": item.code, "statement": item.statement, "consequence": item.consequence}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
