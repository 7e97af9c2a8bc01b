"""The words that a verdict licenses, and no other: the table every claim is taken from.

"Increased" needs an increase. A difference that is not statistically significant is never
called equivalence, sameness or consistency: the data do not show whether there is one. No
phrase names a cause.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Claim
from reportgen.model.verdict import Strength, VerdictKind

if TYPE_CHECKING:
    from reportgen.model.comparison import Margin
    from reportgen.model.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimWords:
    """A finding in the words of a board, and in those of a journal."""

    short: str
    full: str


class Course(StrEnum):
    """How a running total went in the two periods, which decides the verb of its comparison."""

    RISING = "rising"
    """The total grew in both periods."""
    FALLING = "falling"
    """It fell in both."""
    MIXED = "mixed"


SLOPE_WORDS = {
    (VerdictKind.INCREASE, Course.RISING): ClaimWords(
        short="grew faster", full="grew statistically significantly faster"
    ),
    (VerdictKind.INCREASE, Course.FALLING): ClaimWords(
        short="fell more slowly", full="fell statistically significantly more slowly"
    ),
    (VerdictKind.INCREASE, Course.MIXED): ClaimWords(
        short="gained more a month", full="gained statistically significantly more a month"
    ),
    (VerdictKind.DECREASE, Course.RISING): ClaimWords(
        short="grew more slowly", full="grew statistically significantly more slowly"
    ),
    (VerdictKind.DECREASE, Course.FALLING): ClaimWords(
        short="fell faster", full="fell statistically significantly faster"
    ),
    (VerdictKind.DECREASE, Course.MIXED): ClaimWords(
        short="gained less a month", full="gained statistically significantly less a month"
    ),
}

LEVEL_WORDS = {
    VerdictKind.INCREASE: ClaimWords(short="rose", full="increased statistically significantly"),
    VerdictKind.DECREASE: ClaimWords(short="fell", full="decreased statistically significantly"),
}
"""For means, rates, and the jump and the change of slope of an interrupted series."""

UNDECIDED_GROWTH = {
    Alternative.TWO_SIDED: ClaimWords(
        short="the data do not show whether growth differed",
        full="did not differ statistically significantly",
    ),
    Alternative.GREATER: ClaimWords(
        short="the data do not show that growth was faster",
        full="was not statistically significantly faster",
    ),
    Alternative.LESS: ClaimWords(
        short="the data do not show that growth was slower",
        full="was not statistically significantly slower",
    ),
}

UNDECIDED_LEVEL = {
    Alternative.TWO_SIDED: ClaimWords(
        short="the data do not show whether the average differed",
        full="did not differ statistically significantly",
    ),
    Alternative.GREATER: ClaimWords(
        short="the data do not show that the average was higher",
        full="was not statistically significantly higher",
    ),
    Alternative.LESS: ClaimWords(
        short="the data do not show that the average was lower",
        full="was not statistically significantly lower",
    ),
}

FRAGILE = "the finding is fragile"
"""Where half of the further analyses or fewer find it."""

NOT_SHOWN = "no difference is shown"
"""Of an undecided comparison, where a clause must do."""

DIFFERED = "differed statistically significantly"
"""For a difference that is significant and still within its margin."""

UNDECIDED_CHANGE = ClaimWords(
    short="the data do not show whether the course changed",
    full="did not change statistically significantly",
)
"""For an interrupted series."""

GOAL_WORDS = {
    GoalStatus.MET: "met",
    GoalStatus.MET_LATE: "met late",
    GoalStatus.ON_TRACK: "on track",
    GoalStatus.AT_RISK: "at risk",
    GoalStatus.NOT_DUE: "not yet due",
    GoalStatus.MISSED: "missed",
    GoalStatus.NOT_MEASURED: "not measured",
}

WHERE = {
    Alternative.TWO_SIDED: " between the two periods",
    Alternative.GREATER: " in the later period",
    Alternative.LESS: " in the later period",
}
"""What follows the short words of an undecided comparison."""


def claim(words: str, verdict: Verdict) -> Claim:
    """Return words bound to the comparison whose verdict licenses them."""
    return Claim(words, verdict.comparison)


def course(base_slope: float, later_slope: float) -> Course:
    """Return how a total went in its two periods, by the signs of the slopes."""
    if base_slope > 0 and later_slope > 0:
        return Course.RISING
    return Course.FALLING if base_slope < 0 and later_slope < 0 else Course.MIXED


def margin_text(margin: Margin, unit: str) -> str:
    """Return a margin as the configuration names it: ``20%`` or ``5 followers a month``."""
    if margin.is_relative:
        return f"{margin.value * 100:.10g}%"
    # A share's margin is a fraction of 1, and its differences are printed in percentage points.
    scale = 100 if unit.startswith("percentage point") else 1
    return f"{margin.value * scale:.10g} {unit}".rstrip()


def within_margin_words(margin: str) -> str:
    """Return the words for a rejected two-sided test of non-equivalence."""
    return f"equivalent within the margin of {margin}"


def outside_margin_words(margin: str) -> str:
    """Return the words for an equivalence test that did not reject."""
    return f"equivalence within the margin of {margin} was not shown"


def votes(verdict: Verdict) -> tuple[int, int]:
    """Return how many of the further analyses agree, of those that have a vote."""
    voters = [item for item in verdict.sensitivity if item.counted and item.agrees is not None]
    return sum(1 for item in voters if item.agrees), len(voters)


def _unfound_words(agreeing: int, voters: int) -> str:
    if not voters:
        return ""
    if not agreeing:
        return f"none of the {voters} further analyses finds a difference either"
    found = f"all {voters}" if agreeing == voters else f"{agreeing} of {voters}"
    return f"a difference is found by {found} further analyses"


def robustness_words(verdict: Verdict) -> str:
    """Return what the further analyses say of a finding.

    Where nothing was found, it is how many of them find something; empty without any vote.
    """
    agreeing, voters = votes(verdict)
    if verdict.strength is Strength.NONE:
        return _unfound_words(agreeing, voters)
    fragile = "the finding is fragile: " if verdict.strength is Strength.FRAGILE else ""
    subject = "it" if fragile else "the finding"
    if not voters:
        return f"{fragile}no further analysis could be computed to check it"
    if agreeing == voters:
        return f"{fragile}{subject} held in all {voters} further analyses"
    return f"{fragile}{subject} held in {agreeing} of {voters} further analyses"
