"""Decide the verdict of a comparison, from which all wording about it is derived."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.reproducible_digits import reproducible
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.verdict import Restraint, Strength, Verdict, VerdictKind

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.decision import Decision
    from reportgen.model.quantity_ids import ContrastIds
    from reportgen.model.verdict import AssumptionFinding, SensitivityAnalysis

# Muff et al. (2022), Trends Ecol. Evol. 37, 203-210: .01 to .05 is moderate evidence.
_MODERATE_BELOW = 0.05
# One check alone may fail by chance.
_FEWEST_CHECKS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictEvidence:
    """The numbers of a decision that its verdict follows from.

    Attributes
    ----------
    direction : int
        1 if the later period is higher, -1 if it is lower, 0 if neither.
    difference_p : float
        The P value of the difference.
    equivalence_p : float or None
        The P value of the equivalence test; None without a margin.
    restraint : Restraint or None
        Why nothing may be claimed, as far as the data say so.
    has_ratio : bool
        Whether there is a ratio to report first.
    """

    direction: int
    difference_p: float
    equivalence_p: float | None
    restraint: Restraint | None
    has_ratio: bool

    @property
    def family_p(self) -> float:
        """Return the P value that is adjusted by Holm's method."""
        return self.difference_p if self.equivalence_p is None else self.equivalence_p


def evidence_of(decision: Decision) -> VerdictEvidence:
    """Return the evidence for the verdict of a decision."""
    return VerdictEvidence(
        direction=decision.direction,
        difference_p=decision.p_value,
        equivalence_p=None if decision.equivalence is None else decision.equivalence.p_value,
        restraint=decision.restraint,
        has_ratio=isinstance(decision.ratio, Estimate),
    )


def decide_verdict(
    comparison: str,
    evidence: VerdictEvidence,
    *,
    ids: ContrastIds,
    p_adjusted: float,
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
        From its decision.
    ids : ContrastIds
        Of its quantities: ``followers.growth.after_vs_before``.
    p_adjusted : float
        `evidence.family_p` adjusted by Holm's method over the comparisons of the brief.
    alpha : float
        Significance level as a fraction of 1.
    sensitivity, assumptions : tuple
        The sensitivity analyses, of which the counted ones are the checks of the decision, and
        the findings of assumption checks.

    Notes
    -----
    Without a margin, the adjusted P value decides between increase, decrease and inconclusive.
    With a margin, the adjusted P value of the equivalence test decides on equivalence; if that
    test does not reject, the difference test decides by its unadjusted P value.

    A finding is inconclusive all the same where a period has too few values, where the season
    can't be distinguished from the difference, and where none of two or more checks agrees.

    The strength of a finding follows from its P value alone. Without a comparison group it is
    at most moderate: a series that changed says when, and not why.
    """
    has_margin = evidence.equivalence_p is not None
    difference_p = evidence.difference_p if has_margin else p_adjusted
    restraint = evidence.restraint
    if restraint is None and difference_p < alpha and _is_unsupported(sensitivity):
        restraint = Restraint.UNSUPPORTED
    may_claim = restraint in (None, Restraint.UNSUPPORTED)
    is_within_margin = has_margin and may_claim and p_adjusted < alpha
    is_significant = difference_p < alpha and restraint is None
    kind = _kind(evidence.direction if is_significant else 0)
    if is_within_margin:
        kind = VerdictKind.EQUIVALENT
    is_blocked = not has_margin and evidence.difference_p < alpha <= p_adjusted
    return Verdict(
        comparison=comparison,
        verdict=kind,
        strength=_strength(kind, difference_p),
        alpha=alpha,
        p_value=reproducible(evidence.family_p),
        p_adjusted=reproducible(p_adjusted),
        decided_by=ids.decided_equivalence_p_value if has_margin else ids.decided_p_value,
        primary=ids.decided_ratio if evidence.has_ratio else ids.decided_difference,
        is_significant=is_significant,
        is_within_margin=is_within_margin,
        is_blocked_by_holm=is_blocked and restraint is None,
        restraint=restraint if kind is VerdictKind.INCONCLUSIVE else None,
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


def _is_unsupported(sensitivity: tuple[SensitivityAnalysis, ...]) -> bool:
    """Return whether no check agrees with a finding, of two or more that could be computed."""
    agrees = [check.agrees for check in sensitivity if check.counted and check.agrees is not None]
    return len(agrees) >= _FEWEST_CHECKS and not any(agrees)


def _kind(direction: int) -> VerdictKind:
    if direction == 0:
        return VerdictKind.INCONCLUSIVE
    return VerdictKind.INCREASE if direction > 0 else VerdictKind.DECREASE


def _strength(kind: VerdictKind, p_value: float) -> Strength:
    if kind not in (VerdictKind.INCREASE, VerdictKind.DECREASE):
        return Strength.NONE
    return Strength.MODERATE if p_value < _MODERATE_BELOW else Strength.WEAK
