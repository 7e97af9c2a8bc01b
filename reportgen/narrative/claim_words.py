"""Claim words: the wording that each verdict permits.

"Increased" requires the verdict of an increase. A difference that is not statistically
significant is never called equivalent, the same or consistent: the data do not show whether
there is one. No phrase names a cause.
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.model.prose import Claim
from reportgen.model.quantity import unit_beside_number
from reportgen.model.verdict import Restraint, Strength, VerdictKind
from reportgen.narrative.numbers.number_style import number_style
from reportgen.narrative.numbers.number_text import decimal_text, money_decimals
from reportgen.narrative.quantity_phrases import singular

if TYPE_CHECKING:
    from reportgen.model.comparison import Margin
    from reportgen.model.verdict import Verdict


FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)
"""The verdicts of a found difference."""


class Course(StrEnum):
    """Direction of a running total over both periods, which determines the verb."""

    RISING = "rising"
    """The total grew in both periods."""
    FALLING = "falling"
    """It fell in both."""
    MIXED = "mixed"
    """Neither: one of them did not move."""
    TURNED = "turned"
    """It grew in one and fell in the other."""


SLOPE_WORDS = {
    (VerdictKind.INCREASE, Course.RISING): gettext_noop("grew faster"),
    (VerdictKind.INCREASE, Course.FALLING): gettext_noop("fell more slowly"),
    (VerdictKind.INCREASE, Course.MIXED): gettext_noop("gained more on average"),
    (VerdictKind.DECREASE, Course.RISING): gettext_noop("grew more slowly"),
    (VerdictKind.DECREASE, Course.FALLING): gettext_noop("fell faster"),
    (VerdictKind.DECREASE, Course.MIXED): gettext_noop("gained less on average"),
}

TURNED_WORDS = {
    VerdictKind.INCREASE: gettext_noop("turned from losses to gains"),
    VerdictKind.DECREASE: gettext_noop("turned from gains to losses"),
}
"""For a running total that grew in one period and fell in the other."""

LEVEL_WORDS = {
    VerdictKind.INCREASE: gettext_noop("rose"),
    VerdictKind.DECREASE: gettext_noop("fell"),
}
"""For means, rates, and the level and slope changes of an interrupted series."""

MAY_HAVE_MOVED = {
    VerdictKind.INCREASE: gettext_noop("may have risen"),
    VerdictKind.DECREASE: gettext_noop("may have fallen"),
}
MAY_HAVE_GROWN = {
    (VerdictKind.INCREASE, Course.RISING): gettext_noop("may have grown faster"),
    (VerdictKind.INCREASE, Course.FALLING): gettext_noop("may have fallen more slowly"),
    (VerdictKind.INCREASE, Course.MIXED): gettext_noop("may have gained more on average"),
    (VerdictKind.INCREASE, Course.TURNED): gettext_noop("may have turned from losses to gains"),
    (VerdictKind.DECREASE, Course.RISING): gettext_noop("may have grown more slowly"),
    (VerdictKind.DECREASE, Course.FALLING): gettext_noop("may have fallen faster"),
    (VerdictKind.DECREASE, Course.MIXED): gettext_noop("may have gained less on average"),
    (VerdictKind.DECREASE, Course.TURNED): gettext_noop("may have turned from gains to losses"),
}
"""For what the test alone finds, and the adjustment for several comparisons does not confirm."""

_CHANCE = gettext_noop("the difference may be chance")
OPEN = {
    None: _CHANCE,
    Restraint.UNSUPPORTED: _CHANCE,
    Restraint.TOO_FEW: gettext_noop("the values are too few to tell"),
    Restraint.SEASON: gettext_noop("the difference may be the season"),
    Restraint.TREND: gettext_noop("the difference may be the trend under way"),
    Restraint.REDEFINED: gettext_noop("the difference may be the new way of counting"),
    Restraint.WANDERING: gettext_noop("the series may have wandered by itself"),
}
"""For a difference that is not found, by what keeps it from being claimed."""

PERHAPS = gettext_noop("perhaps by chance")
"""After two values, where nothing but chance keeps their difference from being claimed."""

NO_DIFFERENCE = gettext_noop("any difference may be chance")
"""For two values that print alike."""


def claim(words: str, verdict: Verdict) -> Claim:
    """Return words in the current language, bound to the verdict that permits them."""
    return Claim(translated(words), verdict.comparison)


def course(base_slope: float, later_slope: float) -> Course:
    """Return the direction of a running total by the signs of its slopes."""
    if base_slope > 0 and later_slope > 0:
        return Course.RISING
    if base_slope < 0 and later_slope < 0:
        return Course.FALLING
    return Course.TURNED if base_slope * later_slope < 0 else Course.MIXED


def margin_text(
    margin: Margin, unit: str, *, is_share: bool = False, currency: str | None = None
) -> str:
    """Return a margin as given in the configuration: ``20%`` or ``5 followers a month``."""
    # Any style will do: only decimal and percent sign are used, which the language determines.
    style = number_style("jmir")
    # A share's margin is a fraction of 1, and its differences are printed in percentage points.
    is_percentage = margin.is_relative or is_share
    # ".10g" prints the margin as typed: 0.07 * 100 is 7.000000000000001 in binary.
    number = f"{margin.value * (100 if is_percentage else 1):.10g}".replace(".", style.decimal)
    if margin.is_relative:
        return f"{number}{style.percent}"
    if currency is not None:
        exact = Decimal(f"{margin.value:.10g}")
        decimals = money_decimals(max(0, -int(exact.as_tuple().exponent)), currency)
        number = decimal_text(exact, decimals, style, currency=currency)
    unit = unit_beside_number(singular(unit) if number == "1" else translated(unit), currency)
    return translated("{number} {unit}").format(number=number, unit=unit).rstrip()


def within_margin_words(margin: str) -> str:
    """Return the words for shown equivalence: both one-sided tests rejected."""
    return Message("stayed the same to within {margin}", margin=margin)


def same_pace_words(margin: str) -> str:
    """Return the words for shown equivalence of gains or slopes."""
    return Message("changed at the same pace to within {margin}", margin=margin)


def outside_margin_words(margin: str) -> str:
    """Return the words for equivalence that was not shown."""
    return Message("it is not shown to stay within the margin of {margin}", margin=margin)


def votes(verdict: Verdict) -> tuple[int, int]:
    """Return how many checks agree with the finding, and how many could be computed."""
    # `agrees` is None if the analysis could not be computed for these data.
    voters = [item for item in verdict.sensitivity if item.counted and item.agrees is not None]
    return sum(1 for item in voters if item.agrees), len(voters)


def is_at_limit(verdict: Verdict) -> bool:
    """Return whether the P value of a finding is only just below the significance level."""
    p_value = verdict.p_value if verdict.p_adjusted is None else verdict.p_adjusted
    if verdict.verdict not in FOUND or p_value is None:
        return False
    return _CLOSE * verdict.alpha <= p_value < verdict.alpha


# A finding with P from .04 to .05 is one that the next few values may undo.
_CLOSE = 0.8


def robustness_words(verdict: Verdict) -> str:
    """Return how many checks agree with a finding.

    Without a finding, return how many of them find a difference; empty if none could be computed.
    """
    return (_UNFOUND if verdict.strength is Strength.NONE else _HELD)[votes(verdict)]


# Keyed by how many checks agree, of how many that could be computed; there are at most three.
# Whole sentences per case, because "all", "none" and numbers differ in their grammar.
_UNFOUND = {
    (0, 0): "",
    (0, 1): gettext_noop("the one check that could be computed shows no clear change either"),
    (1, 1): gettext_noop("the one check that could be computed shows a change"),
    (0, 2): gettext_noop("neither of the two checks shows a clear change"),
    (1, 2): gettext_noop("one of the two checks shows a change"),
    (2, 2): gettext_noop("both checks show a change"),
    (0, 3): gettext_noop("none of the three checks shows a clear change either"),
    (1, 3): gettext_noop("one of the three checks shows a change"),
    (2, 3): gettext_noop("two of the three checks show a change"),
    (3, 3): gettext_noop("all three checks show a change"),
}
_HELD = {
    (0, 0): gettext_noop("no check could be computed"),
    (0, 1): gettext_noop("the one check that could be computed does not agree"),
    (1, 1): gettext_noop("the one check that could be computed agrees"),
    (0, 2): gettext_noop("neither of the two checks agrees"),
    (1, 2): gettext_noop("one of the two checks agrees"),
    (2, 2): gettext_noop("both checks agree"),
    (0, 3): gettext_noop("none of the three checks agrees"),
    (1, 3): gettext_noop("one of the three checks agrees"),
    (2, 3): gettext_noop("two of the three checks agree"),
    (3, 3): gettext_noop("all three checks agree"),
}
