"""The words of verdicts and goal statuses in tables, and the shapes beside them."""

from __future__ import annotations

from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength, VerdictKind

VERDICT_WORDS = {
    VerdictKind.INCREASE: "Increase",
    VerdictKind.DECREASE: "Decrease",
    VerdictKind.EQUIVALENT: "No meaningful change",
    VerdictKind.INCONCLUSIVE: "Inconclusive",
    VerdictKind.NOT_ASSESSABLE: "Not assessable",
}

STRENGTH_WORDS = {
    Strength.STRONG: "strong evidence",
    Strength.MODERATE: "moderate evidence",
    Strength.FRAGILE: "fragile evidence",
    Strength.NONE: "",
}

STATUS_WORDS = {
    GoalStatus.MET: "Met",
    GoalStatus.MET_LATE: "Met late",
    GoalStatus.ON_TRACK: "On track",
    GoalStatus.AT_RISK: "At risk",
    GoalStatus.NOT_DUE: "Not yet due",
    GoalStatus.MISSED: "Missed",
    GoalStatus.NOT_MEASURED: "Not measured",
}
"""Each status also has a shape of the same name in the templates: never colour alone."""
