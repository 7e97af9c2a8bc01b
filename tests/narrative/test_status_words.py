"""Labels of verdicts, strengths of evidence and goal statuses."""

from __future__ import annotations

from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.status_words import status_word, strength_word, verdict_word


def test_a_table_has_one_word_for_each_verdict_strength_and_status() -> None:
    assert {kind: verdict_word(kind) for kind in VerdictKind} == {
        VerdictKind.INCREASE: "Increase",
        VerdictKind.DECREASE: "Decrease",
        VerdictKind.EQUIVALENT: "Within the margin",
        VerdictKind.INCONCLUSIVE: "Inconclusive",
        VerdictKind.NOT_ASSESSABLE: "Not assessable",
    }
    assert {strength: strength_word(strength) for strength in Strength} == {
        Strength.STRONG: "strong evidence",
        Strength.MODERATE: "moderate evidence",
        Strength.WEAK: "weak evidence",
        Strength.FRAGILE: "fragile evidence",
        Strength.NONE: "",
    }
    assert {status: status_word(status) for status in GoalStatus} == {
        GoalStatus.MET: "Met",
        GoalStatus.MET_LATE: "Met late",
        GoalStatus.ON_TRACK: "On track",
        GoalStatus.AT_RISK: "At risk",
        GoalStatus.NOT_DUE: "Not yet due",
        GoalStatus.MISSED: "Missed",
        GoalStatus.NOT_MEASURED: "Not measured",
    }
