"""The words of verdicts and goal statuses in tables, and the shapes beside them."""

from __future__ import annotations

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength, VerdictKind

_VERDICT_WORDS = {
    VerdictKind.INCREASE: gettext_noop("Increase"),
    VerdictKind.DECREASE: gettext_noop("Decrease"),
    VerdictKind.EQUIVALENT: gettext_noop("No meaningful change"),
    VerdictKind.INCONCLUSIVE: gettext_noop("Inconclusive"),
    VerdictKind.NOT_ASSESSABLE: gettext_noop("Not assessable"),
}

_STRENGTH_WORDS = {
    Strength.STRONG: gettext_noop("strong evidence"),
    Strength.MODERATE: gettext_noop("moderate evidence"),
    Strength.FRAGILE: gettext_noop("fragile evidence"),
    Strength.NONE: "",
}

_STATUS_WORDS = {
    GoalStatus.MET: gettext_noop("Met"),
    GoalStatus.MET_LATE: gettext_noop("Met late"),
    GoalStatus.ON_TRACK: gettext_noop("On track"),
    GoalStatus.AT_RISK: gettext_noop("At risk"),
    GoalStatus.NOT_DUE: gettext_noop("Not yet due"),
    GoalStatus.MISSED: gettext_noop("Missed"),
    GoalStatus.NOT_MEASURED: gettext_noop("Not measured"),
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
