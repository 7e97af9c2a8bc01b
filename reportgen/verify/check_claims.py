"""Check verdicts and goal statuses against the numbers that license them."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.verdicts import VerdictEvidence, decide_verdict
from reportgen.analysis.survey_verdicts import SurveyTest, survey_verdict
from reportgen.ledger.ledger_values import number_of
from reportgen.model.estimate import Estimate
from reportgen.model.goal import SAME, GoalStatus, TargetDirection
from reportgen.model.quantity_ids import (
    ContrastIds,
    GoalIds,
    VerdictIds,
    is_of_survey,
    parsed,
)
from reportgen.model.verdict import Restraint, SensitivityAnalysis, VerdictKind
from reportgen.statistics.multiplicity import holm
from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import GoalRecord, Ledger, VerdictRecord

_REACHED = (GoalStatus.MET, GoalStatus.MET_LATE)
# The null value of a share of pairs; that of a difference is 0.
_NULLS = {"superiority": 0.5}


def check_claims(ledger: Ledger) -> Iterator[Finding]:
    """Yield the verdicts and goal statuses that do not follow from their numbers."""
    tested = {
        key: item.p_value
        for key, item in ledger.verdicts.items()
        if item.p_value is not None and 0 <= item.p_value <= 1
    }
    # All verdicts of a brief are one family, as in the analysis.
    adjusted = dict(zip(tested, holm(list(tested.values())), strict=True))
    for key, verdict in ledger.verdicts.items():
        problem = _verdict_problem(ledger, key, verdict, adjusted.get(key))
        if problem:
            yield Finding(check=Check.LEDGER, code="AUD012", subject=key, message=problem)
    for goal in ledger.goals:
        if problem := _goal_problem(ledger, goal):
            yield Finding(check=Check.LEDGER, code="AUD012", subject=goal.subject, message=problem)


def _verdict_problem(
    ledger: Ledger, key: str, verdict: VerdictRecord, adjusted: float | None
) -> str:
    """Return how a verdict contradicts its numbers; empty if it does not."""
    if verdict.p_value is None:
        is_refused = verdict.verdict is VerdictKind.NOT_ASSESSABLE
        return "" if is_refused else f"it says {verdict.verdict} without a P value"
    if adjusted is None:
        return f"its P value {verdict.p_value!r} is not between 0 and 1"
    copies = (
        (verdict.decided_by, verdict.p_value),
        (VerdictIds(key).p_value, verdict.p_value),
        (VerdictIds(key).p_adjusted, verdict.p_adjusted),
    )
    for name, copy in copies:
        if number_of(ledger, name) != copy:
            return f"its P value {copy!r} is not that of {name}"
    if verdict.p_adjusted is None or not isclose(verdict.p_adjusted, adjusted, rel_tol=1e-9):
        return f"Holm's adjustment gives {adjusted!r}, not {verdict.p_adjusted!r}"
    decide = _decided_survey if is_of_survey(key) else _decided
    made = decide(ledger, key, verdict, adjusted=verdict.p_adjusted)
    if made is None or made == (verdict.verdict, verdict.strength):
        return ""
    return f"its numbers give {' '.join(made)}, not {verdict.verdict} {verdict.strength}"


def _decided(
    ledger: Ledger, key: str, verdict: VerdictRecord, *, adjusted: float
) -> tuple[str, str] | None:
    """Return the verdict and its strength from the numbers, None where undetermined."""
    ids = ContrastIds(parsed(verdict.decided_by).stem)
    # Editions before version 0.2 were decided by other rules.
    if verdict.decided_by not in (ids.decided_p_value, ids.decided_equivalence_p_value):
        return None
    has_margin = verdict.decided_by == ids.decided_equivalence_p_value
    difference = number_of(ledger, ids.decided_difference)
    difference_p = number_of(ledger, ids.decided_p_value)
    if difference is None or difference_p is None:
        return None
    made = decide_verdict(
        key,
        VerdictEvidence(
            direction=(difference > 0) - (difference < 0),
            difference_p=difference_p,
            equivalence_p=verdict.p_value if has_margin else None,
            # Support is judged anew from the checks.
            restraint=None if verdict.restraint is Restraint.UNSUPPORTED else verdict.restraint,
            has_ratio=number_of(ledger, ids.decided_ratio) is not None,
        ),
        ids=ids,
        p_adjusted=adjusted,
        alpha=verdict.alpha,
        sensitivity=tuple(
            # Only whether a check agrees affects the verdict.
            SensitivityAnalysis(
                method=item.method,
                label=item.label,
                estimate=None,
                p_value=item.p_value,
                counted=item.counted,
                agrees=item.agrees,
            )
            for item in verdict.sensitivity
        ),
    )
    return made.verdict, made.strength


def _decided_survey(
    ledger: Ledger, key: str, verdict: VerdictRecord, *, adjusted: float
) -> tuple[str, str] | None:
    """Return the verdict on survey answers from the numbers, None where undetermined."""
    value = number_of(ledger, verdict.primary)
    if value is None or verdict.p_value is None:
        return None
    path = parsed(verdict.primary)
    made = survey_verdict(
        SurveyTest(
            subject=key,
            # The interval decides only how the verdict is worded.
            estimate=Estimate(estimate=value, ci_low=None, ci_high=None, confidence_level=0.95),
            p_value=verdict.p_value,
            decided_by=verdict.decided_by,
            primary=verdict.primary,
            null=_NULLS.get(path.statistic, 0.0),
        ),
        adjusted,
        alpha=verdict.alpha,
    )
    return made.verdict, made.strength


def _goal_problem(ledger: Ledger, goal: GoalRecord) -> str:
    """Return how a goal contradicts its numbers; empty if it does not."""
    for part, value in (("value", goal.value), ("target", goal.target), ("gap", goal.gap)):
        printed = number_of(ledger, GoalIds(goal.id).of(part))
        if value is not None and printed is not None and printed != value:
            return f"its {part} is {value!r} here and {printed!r} among the quantities"
    if goal.value is None or goal.target is None:
        is_unmeasured = goal.status is GoalStatus.NOT_MEASURED
        return "" if is_unmeasured else f"{goal.status} without a number"
    sign = 1 if goal.direction is TargetDirection.AT_LEAST else -1
    gap = sign * (goal.target - goal.value)
    slack = SAME * max(1.0, abs(goal.target))
    if goal.gap is None or not isclose(gap, goal.gap, rel_tol=1e-9, abs_tol=slack):
        return f"value and target leave {gap!r} missing, not {goal.gap!r}"
    if (goal.gap <= 0) != (goal.status in _REACHED):
        return f"it is {goal.status}, with {gap!r} missing"
    return _date_problem(goal)


def _date_problem(goal: GoalRecord) -> str:
    reached, due = goal.reached_on, goal.due
    is_late = reached is not None and due is not None and reached > due
    if goal.status is GoalStatus.MET and is_late:
        return f"met, though it was reached on {reached}, after {due}"
    if goal.status is GoalStatus.MET_LATE and not is_late:
        return "met late, though nothing says that it was reached after its date"
    return ""
