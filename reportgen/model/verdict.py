"""What a comparison may claim: the one place every word about it is taken from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.estimate import Estimate


class VerdictKind(StrEnum):
    """What a comparison found."""

    INCREASE = "increase"
    DECREASE = "decrease"
    EQUIVALENT = "equivalent"
    INCONCLUSIVE = "inconclusive"
    NOT_ASSESSABLE = "not_assessable"


class Strength(StrEnum):
    """How well a finding survives other reasonable analyses."""

    STRONG = "strong"
    MODERATE = "moderate"
    FRAGILE = "fragile"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityAnalysis:
    """Another reasonable analysis of the same comparison.

    `counted` where it has a vote; `agrees` is None where it could not be computed,
    for the `reason` given.
    """

    method: str
    label: str
    estimate: Estimate | None
    p_value: float | None
    counted: bool
    agrees: bool | None
    unit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionFinding:
    """Something about the data that weakens or qualifies a claim, and what it means for it.

    Attributes
    ----------
    code : str
        The diagnostic's code.
    statement, consequence : str
        Words without numbers.
    values : tuple of (str, float)
        The numbers behind the statement, each with its name, not rounded.
    """

    code: str
    statement: str
    consequence: str
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The one verdict of one comparison.

    Attributes
    ----------
    p_value : float or None
        The deciding one; None where nothing could be assessed.
    p_adjusted : float or None
        The same after Holm over the brief's comparisons.
    decided_by : str
        The quantity id of the deciding P value.
    primary : str
        The quantity id of the estimate that sentences lead with.
    is_within_margin : bool
        Whether the equivalence test rejected.
    is_significant : bool
        Whether the difference test rejected, adjusted.
    is_blocked_by_holm : bool
        Whether only the adjustment stands between a CI that excludes the null and a finding.
    reason : str
        Why it is not assessable; empty otherwise.
    """

    comparison: str
    verdict: VerdictKind
    strength: Strength
    alpha: float
    p_value: float | None
    p_adjusted: float | None
    decided_by: str
    primary: str
    is_significant: bool
    is_within_margin: bool
    is_blocked_by_holm: bool
    sensitivity: tuple[SensitivityAnalysis, ...] = ()
    assumptions: tuple[AssumptionFinding, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        found = self.verdict in (VerdictKind.INCREASE, VerdictKind.DECREASE)
        if found != (self.strength is not Strength.NONE):
            raise AssertionError(f"only a found difference has a strength: {self}")
        if found and not self.is_significant:
            raise AssertionError(f"a difference was found that is not significant: {self}")
