"""The verdict of each comparison: what decides, strength, restraint, and Holm's adjustment."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.verdicts import (
    VerdictEvidence,
    decide_verdict,
    evidence_of,
    refuse_verdict,
)
from reportgen.model.comparison import Margin
from reportgen.model.estimate import Refusal
from reportgen.model.quantity_ids import ContrastIds
from reportgen.model.verdict import (
    Restraint,
    SensitivityAnalysis,
    Strength,
    Verdict,
    VerdictKind,
)
from tests.analysis.samples import decided, normal_values, period

UP, DOWN = VerdictKind.INCREASE, VerdictKind.DECREASE
SAME, OPEN = VerdictKind.EQUIVALENT, VerdictKind.INCONCLUSIVE
IDS = ContrastIds("followers.growth.after_vs_before")


def evidence(
    *,
    direction: int = 1,
    p: float = 0.01,
    tost: float | None = None,
    restraint: Restraint | None = None,
    has_ratio: bool = True,
) -> VerdictEvidence:
    return VerdictEvidence(
        direction=direction,
        difference_p=p,
        equivalence_p=tost,
        restraint=restraint,
        has_ratio=has_ratio,
    )


def decide(
    found: VerdictEvidence,
    *,
    adjusted: float | None = None,
    alpha: float = 0.05,
    checks: tuple[bool | None, ...] = (),
) -> Verdict:
    return decide_verdict(
        "reach",
        found,
        ids=IDS,
        p_adjusted=found.family_p if adjusted is None else adjusted,
        alpha=alpha,
        sensitivity=tuple(check(agrees) for agrees in checks),
    )


def check(agrees: bool | None, *, counted: bool = True) -> SensitivityAnalysis:
    return SensitivityAnalysis(
        method="m", label="M", estimate=None, p_value=None, counted=counted, agrees=agrees
    )


@pytest.mark.parametrize(
    ("direction", "p", "verdict"),
    [(1, 0.01, UP), (-1, 0.01, DOWN), (1, 0.06, OPEN), (-1, 0.06, OPEN), (1, 0.05, OPEN)],
)
def test_direction_and_p_value_decide(direction: int, p: float, verdict: VerdictKind) -> None:
    assert decide(evidence(direction=direction, p=p)).verdict is verdict


def test_no_difference_at_all_has_no_direction() -> None:
    assert decide(evidence(direction=0, p=1.0)).verdict is OPEN


def test_the_adjusted_p_value_decides_and_the_adjustment_is_recorded() -> None:
    blocked = decide(evidence(p=0.03), adjusted=0.09)
    assert blocked.verdict is OPEN
    assert not blocked.is_significant
    assert blocked.is_blocked_by_holm
    assert (blocked.p_value, blocked.p_adjusted) == (0.03, 0.09)
    assert not decide(evidence(p=0.03), adjusted=0.04).is_blocked_by_holm
    assert not decide(evidence(p=0.06), adjusted=0.12).is_blocked_by_holm


def test_holm_is_not_blamed_for_what_may_not_be_claimed_anyway() -> None:
    few = decide(evidence(p=0.03, restraint=Restraint.TOO_FEW), adjusted=0.09)
    assert not few.is_blocked_by_holm
    assert few.restraint is Restraint.TOO_FEW


def test_not_significant_is_never_equivalent_without_a_margin() -> None:
    assert decide(evidence(p=0.9)).verdict is OPEN
    assert not decide(evidence(p=0.9)).is_within_margin


@pytest.mark.parametrize(
    ("p", "tost", "adjusted", "verdict", "is_significant"),
    [
        (0.6, 0.01, 0.02, SAME, False),
        (0.01, 0.01, 0.02, SAME, True),
        (0.01, 0.9, 0.9, UP, True),
        (0.6, 0.3, 0.6, OPEN, False),
        (0.6, 0.03, 0.06, OPEN, False),
        (0.03, 0.04, 0.08, UP, True),
    ],
)
def test_with_a_margin_the_equivalence_test_goes_first(
    p: float, tost: float, adjusted: float, verdict: VerdictKind, is_significant: bool
) -> None:
    result = decide(evidence(p=p, tost=tost), adjusted=adjusted)
    assert result.verdict is verdict
    assert result.is_significant is is_significant
    assert result.is_within_margin is (verdict is SAME)
    assert result.decided_by == "followers.growth.after_vs_before.decided_equivalence_p_value"
    assert result.p_value == tost


def test_the_numbers_of_the_decision_are_named() -> None:
    plain = decide(evidence())
    assert plain.decided_by == "followers.growth.after_vs_before.decided_p_value"
    assert plain.primary == "followers.growth.after_vs_before.decided_ratio"
    without = decide(evidence(has_ratio=False))
    assert without.primary == "followers.growth.after_vs_before.decided_difference"


@pytest.mark.parametrize("p", [0.049, 0.02, 0.004, 1e-9])
@pytest.mark.parametrize("checks", [(), (True, True, True), (True, False, False)])
def test_a_change_without_a_comparison_group_is_moderate_evidence_at_most(
    p: float, checks: tuple[bool, ...]
) -> None:
    assert decide(evidence(p=p), checks=checks).strength is Strength.MODERATE


def test_p_values_of_5_percent_and_more_are_weak_evidence_where_alpha_allows_them() -> None:
    assert decide(evidence(p=0.05), alpha=0.1).strength is Strength.WEAK
    assert decide(evidence(p=0.08), alpha=0.1).strength is Strength.WEAK
    assert decide(evidence(p=0.049), alpha=0.1).strength is Strength.MODERATE


def test_the_adjusted_p_value_sets_the_strength() -> None:
    assert decide(evidence(p=0.02), adjusted=0.06, alpha=0.1).strength is Strength.WEAK
    # A difference next to a margin is not in Holm's family.
    outside = decide(evidence(p=0.02, tost=0.9), adjusted=1.0, alpha=0.1)
    assert (outside.verdict, outside.strength) == (UP, Strength.MODERATE)


def test_only_a_found_difference_has_a_strength() -> None:
    assert decide(evidence(p=0.5)).strength is Strength.NONE
    assert decide(evidence(tost=0.01)).strength is Strength.NONE


@pytest.mark.parametrize("restraint", [Restraint.TOO_FEW, Restraint.SEASON])
def test_what_may_not_be_claimed_is_inconclusive_whatever_its_p_value(
    restraint: Restraint,
) -> None:
    for found in (
        evidence(p=1e-9, restraint=restraint),
        evidence(p=1e-9, tost=1e-9, restraint=restraint),
    ):
        result = decide(found, checks=(True, True, True))
        assert result.verdict is OPEN
        assert result.restraint is restraint
        assert not result.is_significant
        assert not result.is_within_margin
        assert result.p_value == 1e-9


@pytest.mark.parametrize(
    ("checks", "is_supported"),
    [
        ((False, False, False), False),
        ((False, False), False),
        ((False, False, None), False),
        ((True, False, False), True),
        ((False,), True),
        ((False, None, None), True),
        ((), True),
    ],
)
def test_a_finding_that_none_of_two_checks_shares_is_not_claimed(
    checks: tuple[bool | None, ...], is_supported: bool
) -> None:
    result = decide(evidence(p=0.01), checks=checks)
    assert (result.verdict is UP) is is_supported
    assert result.restraint is (None if is_supported else Restraint.UNSUPPORTED)


def test_analyses_that_are_no_checks_withhold_nothing() -> None:
    others = tuple(check(agrees=False, counted=False) for _ in range(4))
    result = decide_verdict(
        "reach", evidence(), ids=IDS, p_adjusted=0.01, alpha=0.05, sensitivity=others
    )
    assert result.verdict is UP


def test_checks_matter_only_to_a_finding() -> None:
    assert decide(evidence(p=0.3), checks=(False, False, False)).restraint is None
    blocked = decide(evidence(p=0.03), adjusted=0.09, checks=(False, False, False))
    assert blocked.restraint is None
    assert blocked.is_blocked_by_holm


def test_checks_of_a_difference_do_not_withhold_an_equivalence() -> None:
    result = decide(evidence(p=0.01, tost=0.01), checks=(False, False, False))
    assert result.verdict is SAME
    assert result.restraint is None
    assert not result.is_significant


@given(
    direction=st.sampled_from([-1, 0, 1]),
    p=st.floats(0, 1),
    tost=st.none() | st.floats(0, 1),
    lift=st.floats(0, 1),
    restraint=st.none() | st.sampled_from([Restraint.TOO_FEW, Restraint.SEASON]),
    checks=st.lists(st.none() | st.booleans(), max_size=5),
)
def test_every_verdict_is_consistent(
    direction: int,
    p: float,
    tost: float | None,
    lift: float,
    restraint: Restraint | None,
    checks: list[bool | None],
) -> None:
    found = evidence(direction=direction, p=p, tost=tost, restraint=restraint)
    adjusted = max(found.family_p, lift)
    result = decide(found, adjusted=adjusted, checks=tuple(checks))
    assert (result.verdict is SAME) == (tost is not None and adjusted < 0.05 and restraint is None)
    if result.verdict in (UP, DOWN):
        assert direction == (1 if result.verdict is UP else -1)
        assert result.is_significant
        assert p < 0.05
        assert restraint is None
    if result.restraint is not None:
        assert result.verdict is OPEN


def test_the_evidence_is_that_of_the_decision() -> None:
    base, later = period(normal_values(1, 9, mean=9)), period(normal_values(2, 9, mean=5), start=9)
    margin = Margin(value=0.5, is_relative=True)
    decision = decided(compare_means(base, later), margin=margin).decision
    found = evidence_of(decision)
    assert decision.equivalence is not None
    assert found.direction == -1
    assert found.difference_p == decision.p_value
    assert found.family_p == decision.equivalence.p_value
    assert found.restraint is None
    assert found.has_ratio
    refused = evidence_of(replace(decision, ratio=Refusal(reason="no ratio"), equivalence=None))
    assert not refused.has_ratio
    assert refused.family_p == decision.p_value


def test_a_verdict_not_assessed_has_a_reason_and_no_number() -> None:
    result = refuse_verdict("reach", Refusal(reason="too few months"), alpha=0.05)
    assert result.verdict is VerdictKind.NOT_ASSESSABLE
    assert result.p_value is None
    assert result.reason == "too few months"
