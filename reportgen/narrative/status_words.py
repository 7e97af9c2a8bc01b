"""The words of verdicts and goal statuses in tables, and the shapes beside them."""

from __future__ import annotations

from reportgen.languages.current import translated
from reportgen.languages.marked import marked
from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength, VerdictKind

_VERDICT_WORDS = {
    VerdictKind.INCREASE: marked("Increase"),
    VerdictKind.DECREASE: marked("Decrease"),
    VerdictKind.EQUIVALENT: marked("No meaningful change"),
    VerdictKind.INCONCLUSIVE: marked("Inconclusive"),
    VerdictKind.NOT_ASSESSABLE: marked("Not assessable"),
}

_STRENGTH_WORDS = {
    Strength.STRONG: marked("strong evidence"),
    Strength.MODERATE: marked("moderate evidence"),
    Strength.FRAGILE: marked("fragile evidence"),
    Strength.NONE: "",
}

_STATUS_WORDS = {
    GoalStatus.MET: marked("Met"),
    GoalStatus.MET_LATE: marked("Met late"),
    GoalStatus.ON_TRACK: marked("On track"),
    GoalStatus.AT_RISK: marked("At risk"),
    GoalStatus.NOT_DUE: marked("Not yet due"),
    GoalStatus.MISSED: marked("Missed"),
    GoalStatus.NOT_MEASURED: marked("Not measured"),
}
"""Each status also has a shape of the same name in the templates: never colour alone."""


def verdict_word(kind: VerdictKind) -> str:
    """Return a verdict as a table prints it."""
    return translated(_VERDICT_WORDS[kind])


def strength_word(strength: Strength) -> str:
    """Return how strong the evidence is, as a table prints it; empty where there is none."""
    word = _STRENGTH_WORDS[strength]
    return translated(word) if word else ""


def status_word(status: GoalStatus) -> str:
    """Return how a goal stands, as a table prints it."""
    return translated(_STATUS_WORDS[status])
