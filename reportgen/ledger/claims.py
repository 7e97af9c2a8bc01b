"""Convert verdicts, goals and warnings to records of the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.ledger.records import (
    AssumptionRecord,
    GoalRecord,
    SensitivityRecord,
    VerdictRecord,
    WarningRecord,
)
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.narrative.narrative import Narrative


def verdict_record(outcome: ComparisonOutcome, narrative: Narrative) -> VerdictRecord:
    """Return one comparison's verdict with the sentence that it licenses."""
    verdict = outcome.verdict
    statement = narrative.statements.get(outcome.comparison.id)
    return VerdictRecord(
        verdict=verdict.verdict,
        strength=verdict.strength,
        p_value=verdict.p_value,
        p_adjusted=verdict.p_adjusted,
        alpha=verdict.alpha,
        alternative=outcome.comparison.alternative,
        decided_by=verdict.decided_by,
        primary=verdict.primary,
        reason=verdict.reason,
        sensitivity=tuple(_sensitivity_record(item) for item in verdict.sensitivity),
        assumptions=tuple(
            AssumptionRecord(code=item.code, statement=item.statement, consequence=item.consequence)
            for item in verdict.assumptions
        ),
        sentence=plain_text(paragraph(*statement.full)) if statement else "",
    )


def goal_record(progress: GoalProgress, narrative: Narrative) -> GoalRecord:
    """Return one goal's status with its evidence."""
    goal = progress.goal
    statement = narrative.statements.get(GoalIds(goal.id).stem)
    return GoalRecord(
        id=goal.id,
        status=progress.status,
        value=progress.value,
        target=goal.measurable.target if goal.measurable else None,
        direction=goal.measurable.direction if goal.measurable else None,
        due=goal.time_bound,
        reached_on=progress.reached_on,
        gap=progress.gap,
        chance_of_meeting=progress.chance_of_meeting,
        reason=progress.reason or progress.chance_reason,
        evidence=progress.evidence,
        sentence=plain_text(paragraph(*statement.full)) if statement else "",
    )


def warning_record(diagnostic: Diagnostic) -> WarningRecord:
    """Return one warning about the data for the readers of a brief."""
    return WarningRecord(
        code=diagnostic.code,
        severity=diagnostic.severity,
        message=diagnostic.message,
        note=diagnostic.note,
    )


def _sensitivity_record(item: SensitivityAnalysis) -> SensitivityRecord:
    estimate = item.estimate
    return SensitivityRecord(
        method=item.method,
        label=item.label,
        estimate=estimate.estimate if estimate else None,
        ci_low=estimate.ci_low if estimate else None,
        ci_high=estimate.ci_high if estimate else None,
        confidence_level=estimate.confidence_level if estimate else None,
        unit=item.unit,
        p_value=item.p_value,
        counted=item.counted,
        agrees=item.agrees,
        reason=item.reason,
    )
