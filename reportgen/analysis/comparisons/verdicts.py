"""Decide the verdict of a comparison, from which all wording about it is derived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.model.verdict import Strength, Verdict, VerdictKind

if TYPE_CHECKING:
    from reportgen.model.estimate import Refusal
    from reportgen.model.quantity_ids import ContrastIds
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis
    from reportgen.statistics.equivalence import EquivalenceTest

# One or two agreeing analyses are too few to call a finding robust.
MINIMUM_VOTES_FOR_STRONG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictEvidence:
    """The evidence for a verdict.

    Attributes
    ----------
    direction : int
        1 if the later period is higher, -1 if it is lower, 0 if the deciding analyses disagree.
    difference_p : float
        The P value of the difference; for slopes the larger of the two.
    equivalence_p : float or None
        The P value of the equivalence test; None without a margin.
    ci_excludes_null : bool
        Whether the printed interval excludes "no difference".
    difference_decided_by, primary : str
        Last parts of quantity ids: of the deciding P value and of the main estimate.
    """

    direction: int
    difference_p: float
    equivalence_p: float | None
    ci_excludes_null: bool
    difference_decided_by: str
    primary: str

    @property
    def family_p(self) -> float:
        """Return the P value that is adjusted by Holm's method."""
        return self.difference_p if self.equivalence_p is None else self.equivalence_p

    @property
    def decided_by(self) -> str:
        """Return the last part of the id of `family_p`."""
        return self.difference_decided_by if self.equivalence_p is None else "equivalence_p_value"


def equivalence_p(test: EquivalenceTest | None) -> float | None:
    """Return the P value of an equivalence test; None without a margin."""
    return None if test is None else test.p_value


def sign(value: float) -> int:
    """Return 1, 0 or -1."""
    return (value > 0) - (value < 0)


def decide_verdict(
    comparison: str,
    evidence: VerdictEvidence,
    *,
    ids: ContrastIds,
    p_adjusted: float,
    alternative: Alternative,
    alpha: float,
    sensitivity: tuple[SensitivityAnalysis, ...] = (),
    assumptions: tuple[AssumptionFinding, ...] = (),
) -> Verdict:
    """Return the verdict of one comparison.

    Parameters
    ----------
    comparison : str
        Its id.
    evidence : VerdictEvidence
        From the kind of the comparison.
    ids : ContrastIds
        Of its quantities: ``followers.growth.after_vs_before``.
    p_adjusted : float
        `evidence.family_p` adjusted by Holm's method over the comparisons of the brief.
    alternative : Alternative
        With a one-sided alternative, a difference on the other side is inconclusive.
    alpha : float
        Significance level as a fraction of 1.
    sensitivity, assumptions : tuple
        The sensitivity analyses, whose votes determine the strength of a finding, and the
        findings of assumption checks.

    Notes
    -----
    Without a margin, the adjusted P value decides between increase, decrease and inconclusive.
    With a margin, the adjusted P value of the equivalence test decides on equivalence; if that
    test does not reject, the difference test decides by its unadjusted P value, and its finding is
    at most moderate.
    """
    has_margin = evidence.equivalence_p is not None
    is_within_margin = has_margin and p_adjusted < alpha
    difference_p = evidence.difference_p if has_margin else p_adjusted
    is_significant = difference_p < alpha
    kind = _kind(evidence.direction if is_significant else 0, alternative)
    if is_within_margin:
        kind = VerdictKind.EQUIVALENT
    is_blocked = not has_margin and evidence.difference_p < alpha <= p_adjusted
    return Verdict(
        comparison=comparison,
        verdict=kind,
        strength=_strength(kind, sensitivity, is_adjusted=not has_margin),
        alpha=alpha,
        p_value=evidence.family_p,
        p_adjusted=p_adjusted,
        decided_by=ids.of(evidence.decided_by),
        primary=ids.of(evidence.primary),
        is_significant=is_significant,
        is_within_margin=is_within_margin,
        is_blocked_by_holm=is_blocked and evidence.ci_excludes_null,
        sensitivity=sensitivity,
        assumptions=assumptions,
    )


def refuse_verdict(comparison: str, refusal: Refusal, *, alpha: float) -> Verdict:
    """Return the verdict of a comparison that can't be assessed."""
    return Verdict(
        comparison=comparison,
        verdict=VerdictKind.NOT_ASSESSABLE,
        strength=Strength.NONE,
        alpha=alpha,
        p_value=None,
        p_adjusted=None,
        decided_by="",
        primary="",
        is_significant=False,
        is_within_margin=False,
        is_blocked_by_holm=False,
        reason=refusal.reason,
    )


def _kind(direction: int, alternative: Alternative) -> VerdictKind:
    if direction > 0 and alternative is not Alternative.LESS:
        return VerdictKind.INCREASE
    if direction < 0 and alternative is not Alternative.GREATER:
        return VerdictKind.DECREASE
    return VerdictKind.INCONCLUSIVE


def _strength(
    kind: VerdictKind, sensitivity: tuple[SensitivityAnalysis, ...], *, is_adjusted: bool
) -> Strength:
    """Return the strength of a finding by the share of votes that agree."""
    if kind not in (VerdictKind.INCREASE, VerdictKind.DECREASE):
        return Strength.NONE
    votes = [vote.agrees for vote in sensitivity if vote.counted and vote.agrees is not None]
    agreeing = sum(votes)
    if is_adjusted and agreeing == len(votes) and len(votes) >= MINIMUM_VOTES_FOR_STRONG:
        return Strength.STRONG
    return Strength.MODERATE if 2 * agreeing > len(votes) else Strength.FRAGILE
