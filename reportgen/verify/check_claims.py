"""Verdicts and goal statuses against the numbers that license them."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

from reportgen.analysis.comparisons.verdicts import VerdictEvidence, decide_verdict
from reportgen.ledger.ledger_values import number_of
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Estimate
from reportgen.model.verdict import SensitivityAnalysis, VerdictKind
from reportgen.statistics.multiplicity import holm
from reportgen.verify.finding import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_REACHED = ("met", "met_late")
_NULLS = {"ratio": 1.0, "slope_ratio": 1.0, "rate_ratio": 1.0}


def check_claims(ledger: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the verdicts and goals that their numbers do not give."""
    verdicts = ledger["verdicts"]
    tested = {key: item for key, item in verdicts.items() if item["p_value"] is not None}
    adjusted = dict(zip(tested, holm([item["p_value"] for item in tested.values()]), strict=True))
    for key, verdict in verdicts.items():
        problem = _verdict_problem(ledger, key, verdict, adjusted.get(key))
        if problem:
            yield Finding(check=Check.LEDGER, code="AUD012", subject=key, message=problem)
    for goal in ledger["goals"]:
        if problem := _goal_problem(ledger, goal):
            subject = f"goals.{goal['id']}"
            yield Finding(check=Check.LEDGER, code="AUD012", subject=subject, message=problem)


def _verdict_problem(
    ledger: Mapping[str, Any], key: str, verdict: Mapping[str, Any], adjusted: float | None
) -> str:
    """Return how a verdict contradicts its numbers, empty for not at all."""
    if verdict["p_value"] is None or adjusted is None:
        is_refused = verdict["verdict"] == VerdictKind.NOT_ASSESSABLE
        return "" if is_refused else f"it says {verdict['verdict']} without a P value"
    copies = (
        (verdict["decided_by"], verdict["p_value"]),
        (f"verdicts.{key}.p_value", verdict["p_value"]),
        (f"verdicts.{key}.p_adjusted", verdict["p_adjusted"]),
    )
    for name, told in copies:
        if number_of(ledger, name) != told:
            return f"its P value {told!r} is not that of {name}"
    if not isclose(verdict["p_adjusted"], adjusted, rel_tol=1e-9):
        return f"Holm's adjustment gives {adjusted!r}, not {verdict['p_adjusted']!r}"
    made = _decided(ledger, key, verdict)
    if made is None or made == (verdict["verdict"], verdict["strength"]):
        return ""
    return f"its numbers give {' '.join(made)}, not {verdict['verdict']} {verdict['strength']}"


def _decided(
    ledger: Mapping[str, Any], key: str, verdict: Mapping[str, Any]
) -> tuple[str, str] | None:
    """Return the verdict and its strength from the numbers, None where they don't say."""
    stem, _, decided_by = verdict["decided_by"].rpartition(".")
    has_margin = decided_by == "equivalence_p_value"
    direction = _direction(ledger, stem, verdict["primary"])
    difference_p = _difference_p(ledger, stem) if has_margin else verdict["p_value"]
    if direction is None or difference_p is None:
        return None
    made = decide_verdict(
        key,
        VerdictEvidence(
            direction=direction,
            difference_p=difference_p,
            equivalence_p=verdict["p_value"] if has_margin else None,
            ci_excludes_null=False,
            difference_decided_by=decided_by,
            primary="",
        ),
        prefix=stem,
        p_adjusted=verdict["p_adjusted"],
        alternative=Alternative(verdict["alternative"]),
        alpha=verdict["alpha"],
        sensitivity=tuple(_vote(item) for item in verdict["sensitivity"]),
    )
    return str(made.verdict), str(made.strength)


def _difference_p(ledger: Mapping[str, Any], stem: str) -> float | None:
    """Return the P value that decides on a difference: for slopes the larger of the two."""
    found = [number_of(ledger, f"{stem}.{name}") for name in ("p_value", "gains_p_value")]
    return max((value for value in found if value is not None), default=None)


def _direction(ledger: Mapping[str, Any], stem: str, primary: str) -> int | None:
    """Return 1 for higher, -1 for lower, 0 where slopes and gains differ, None if unknown."""
    names = ("slope_difference", "gains_difference", "difference", "level_change")
    found = [number_of(ledger, f"{stem}.{name}") for name in names]
    signs = {(value > 0) - (value < 0) for value in found if value is not None}
    if not signs:
        value = number_of(ledger, primary)
        null = _NULLS.get(primary.rpartition(".")[2])
        return None if value is None or null is None else (value > null) - (value < null)
    return signs.pop() if len(signs) == 1 else 0


def _vote(item: Mapping[str, Any]) -> SensitivityAnalysis:
    estimate = None
    if item["estimate"] is not None:
        estimate = Estimate(
            estimate=item["estimate"],
            ci_low=item["ci_low"],
            ci_high=item["ci_high"],
            confidence_level=item["confidence_level"],
        )
    return SensitivityAnalysis(
        method=item["method"],
        label=item["label"],
        estimate=estimate,
        p_value=item["p_value"],
        counted=item["counted"],
        agrees=item["agrees"],
    )


def _goal_problem(ledger: Mapping[str, Any], goal: Mapping[str, Any]) -> str:
    """Return how a goal contradicts its numbers, empty for not at all."""
    stem = f"goals.{goal['id']}"
    copies = ("value", "target", "gap")
    for part in copies:
        printed = number_of(ledger, f"{stem}.{part}")
        if goal[part] is not None and printed is not None and printed != goal[part]:
            return f"its {part} is {goal[part]!r} here and {printed!r} among the quantities"
    if goal["value"] is None or goal["target"] is None:
        return "" if goal["status"] == "not_measured" else f"{goal['status']} without a number"
    sign = 1 if goal["direction"] == "at_least" else -1
    gap = sign * (goal["target"] - goal["value"])
    if not isclose(gap, goal["gap"], rel_tol=1e-9, abs_tol=1e-12):
        return f"value and target leave {gap!r} missing, not {goal['gap']!r}"
    if (gap <= 0) != (goal["status"] in _REACHED):
        return f"it is {goal['status']}, with {gap!r} missing"
    return _date_problem(goal)


def _date_problem(goal: Mapping[str, Any]) -> str:
    reached, due = goal["reached_on"], goal["due"]
    if goal["status"] == "met" and reached and due and reached > due:
        return f"met, though it was reached on {reached}, after {due}"
    if goal["status"] == "met_late" and not (reached and due and reached > due):
        return "met late, though nothing says that it was reached after its date"
    return ""
