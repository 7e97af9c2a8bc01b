"""Verdicts: what may be claimed about a comparison, and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.estimate import Estimate


class VerdictKind(StrEnum):
    """The finding of a comparison."""

    INCREASE = "increase"
    DECREASE = "decrease"
    EQUIVALENT = "equivalent"
    INCONCLUSIVE = "inconclusive"
    NOT_ASSESSABLE = "not_assessable"


class Strength(StrEnum):
    """How strong the evidence for a found difference is."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    """A P value of .05 or more, where alpha is larger."""
    FRAGILE = "fragile"
    """Of editions before version 0.2 alone."""
    NONE = "none"


class Restraint(StrEnum):
    """Why nothing is claimed of a comparison, whatever its P value."""

    TOO_FEW = "too_few"
    """A period has fewer values than a claim needs."""
    SEASON = "season"
    """The periods hold different months of the year, and no earlier year is there to compare."""
    TREND = "trend"
    """Beyond the trend under way, the difference points the other way."""
    REDEFINED = "redefined"
    """What is counted changed between the compared values."""
    WANDERING = "wandering"
    """A series whose values resemble each other so much may have wandered by itself."""
    UNSUPPORTED = "unsupported"
    """None of the checks agrees with the test that decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivityAnalysis:
    """An alternative analysis of the same comparison.

    `counted` if it has a vote on the strength of the finding; `agrees` is None if it could not
    be computed, for the given `reason`. `p_adjusted` is Holm's P value if this analysis were
    the test that decides; None where that is not adjusted. `decimals` are those to print;
    None if form and interval decide.
    """

    method: str
    label: str
    estimate: Estimate | None
    p_value: float | None
    counted: bool
    agrees: bool | None
    p_adjusted: float | None = None
    unit: str = ""
    reason: str = ""
    decimals: int | None = None

    def without_interval(self) -> SensitivityAnalysis:
        """Return the analysis with its estimate alone."""
        if self.estimate is None:
            return self
        return replace(self, estimate=self.estimate.without_interval())


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionFinding:
    """A violated assumption and its consequence for the claim.

    Attributes
    ----------
    code : str
        The code of the diagnostic.
    statement, consequence : str
        Text without numbers.
    values : tuple of (str, float)
        Names and unrounded values of the numbers that support the statement.
    """

    code: str
    statement: str
    consequence: str
    values: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The verdict of one comparison; all wording about it is derived from this.

    Attributes
    ----------
    p_value : float or None
        The deciding P value; None if the comparison is not assessable.
    p_adjusted : float or None
        The same, adjusted by Holm's method over the comparisons of the brief.
    decided_by : str
        The quantity id of the deciding P value.
    primary : str
        The quantity id of the estimate that sentences report first.
    is_within_margin : bool
        Whether the equivalence test rejected.
    is_significant : bool
        Whether the difference test rejected: adjusted by Holm, unless there is a margin.
    is_blocked_by_holm : bool
        Whether only the adjustment prevents a finding.
    restraint : Restraint or None
        Why nothing is claimed, whatever the P value.
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
    restraint: Restraint | None = None
    sensitivity: tuple[SensitivityAnalysis, ...] = ()
    assumptions: tuple[AssumptionFinding, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        found = self.verdict in (VerdictKind.INCREASE, VerdictKind.DECREASE)
        if found != (self.strength is not Strength.NONE):
            raise AssertionError(f"only a found difference has a strength: {self}")
        if found and not self.is_significant:
            raise AssertionError(f"a difference was found that is not significant: {self}")
