"""The verdict of each comparison: deciding rule, strength, and invalid combinations."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.analysis.comparisons.comparison_registry import gather_evidence
from reportgen.analysis.comparisons.interrupted_series import estimate_interrupted_series
from reportgen.analysis.comparisons.mean_comparison import compare_means
from reportgen.analysis.comparisons.rate_comparison import compare_rates
from reportgen.analysis.comparisons.verdicts import (
    VerdictEvidence,
    decide_verdict,
    refuse_verdict,
)
from reportgen.model.comparison import Alternative, Margin
from reportgen.model.estimate import Refusal
from reportgen.model.quantity_ids import ContrastIds
from reportgen.model.verdict import SensitivityAnalysis, Strength, Verdict, VerdictKind
from tests.analysis.samples import normal_values, period, slopes_of, totals

UP, DOWN = VerdictKind.INCREASE, VerdictKind.DECREASE
SAME, OPEN = VerdictKind.EQUIVALENT, VerdictKind.INCONCLUSIVE


def evidence(
    *, direction: int = 1, p: float = 0.01, tost: float | None = None, excludes: bool = True
) -> VerdictEvidence:
    return VerdictEvidence(
        direction=direction,
        difference_p=p,
        equivalence_p=tost,
        ci_excludes_null=excludes,
        difference_decided_by="gains_p_value",
        primary="slope_ratio",
    )


def decide(
    found: VerdictEvidence,
    *,
    adjusted: float | None = None,
    side: Alternative = Alternative.TWO_SIDED,
    votes: tuple[SensitivityAnalysis, ...] = (),
) -> Verdict:
    return decide_verdict(
        "reach",
        found,
        ids=ContrastIds("followers.growth.after_vs_before"),
        p_adjusted=found.family_p if adjusted is None else adjusted,
        alternative=side,
        alpha=0.05,
        sensitivity=votes,
    )


def vote(agrees: bool | None, *, counted: bool = True) -> SensitivityAnalysis:
    return SensitivityAnalysis(
        method="m", label="M", estimate=None, p_value=None, counted=counted, agrees=agrees
    )


@pytest.mark.parametrize(
    ("direction", "p", "side", "verdict"),
    [
        (1, 0.01, Alternative.TWO_SIDED, UP),
        (-1, 0.01, Alternative.TWO_SIDED, DOWN),
        (1, 0.06, Alternative.TWO_SIDED, OPEN),
        (-1, 0.06, Alternative.TWO_SIDED, OPEN),
        (1, 0.05, Alternative.TWO_SIDED, OPEN),
        (0, 0.01, Alternative.TWO_SIDED, OPEN),
        (1, 0.01, Alternative.GREATER, UP),
        (-1, 0.01, Alternative.GREATER, OPEN),
        (-1, 0.01, Alternative.LESS, DOWN),
        (1, 0.01, Alternative.LESS, OPEN),
    ],
)
def test_direction_p_and_side_decide(
    direction: int, p: float, side: Alternative, verdict: VerdictKind
) -> None:
    assert decide(evidence(direction=direction, p=p), side=side).verdict is verdict


def test_the_adjusted_p_value_decides_and_its_family_is_recorded() -> None:
    blocked = decide(evidence(p=0.03), adjusted=0.09)
    assert blocked.verdict is OPEN
    assert not blocked.is_significant
    assert blocked.is_blocked_by_holm
    assert (blocked.p_value, blocked.p_adjusted) == (0.03, 0.09)
    assert not decide(evidence(p=0.03, excludes=False), adjusted=0.09).is_blocked_by_holm
    assert not decide(evidence(p=0.03), adjusted=0.04).is_blocked_by_holm


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
    assert result.decided_by == "followers.growth.after_vs_before.equivalence_p_value"
    assert result.p_value == tost


@pytest.mark.parametrize(
    ("votes", "strength"),
    [
        ([True, True, True], Strength.STRONG),
        ([True, True], Strength.MODERATE),
        ([True, True, True, False], Strength.MODERATE),
        ([True, True, False], Strength.MODERATE),
        ([True, False], Strength.FRAGILE),
        ([True, False, False], Strength.FRAGILE),
        ([], Strength.FRAGILE),
        ([True, True, True, None], Strength.STRONG),
        ([True, None, None], Strength.MODERATE),
    ],
)
def test_votes_set_the_strength(votes: list[bool | None], strength: Strength) -> None:
    cast = tuple(vote(agrees) for agrees in votes)
    assert decide(evidence(), votes=cast).strength is strength


def test_analyses_without_a_vote_do_not_change_the_strength() -> None:
    cast = (*[vote(agrees=True)] * 3, vote(agrees=False, counted=False))
    assert decide(evidence(), votes=cast).strength is Strength.STRONG


def test_a_difference_outside_the_holm_family_is_at_most_moderate() -> None:
    result = decide(evidence(p=0.001, tost=0.9), votes=(vote(agrees=True),) * 4)
    assert result.verdict is UP
    assert result.strength is Strength.MODERATE


def test_only_a_found_difference_has_a_strength() -> None:
    assert decide(evidence(p=0.5), votes=(vote(agrees=True),) * 3).strength is Strength.NONE


@given(
    direction=st.sampled_from([-1, 0, 1]),
    p=st.floats(0, 1),
    tost=st.none() | st.floats(0, 1),
    lift=st.floats(0, 1),
    side=st.sampled_from(list(Alternative)),
    votes=st.lists(st.none() | st.booleans(), max_size=5),
)
def test_every_verdict_is_consistent(
    direction: int,
    p: float,
    tost: float | None,
    lift: float,
    side: Alternative,
    votes: list[bool | None],
) -> None:
    found = evidence(direction=direction, p=p, tost=tost)
    adjusted = max(found.family_p, lift)
    result = decide(found, adjusted=adjusted, side=side, votes=tuple(vote(v) for v in votes))
    assert (result.verdict is SAME) == (tost is not None and adjusted < 0.05)
    if result.verdict is UP:
        assert direction == 1
        assert side is not Alternative.LESS
    if result.verdict is DOWN:
        assert direction == -1
        assert side is not Alternative.GREATER
    if result.verdict in (UP, DOWN):
        assert result.is_significant
        assert p < 0.05


def test_a_slope_comparison_is_judged_by_the_larger_p_value() -> None:
    base = totals(1, 12, gain=40, sd=12)
    result = slopes_of(base, totals(2, 12, gain=70, sd=12, start=base[-1]))
    found = gather_evidence(result)
    assert found.difference_p == result.deciding_p_value
    assert found.difference_decided_by == result.decided_by
    assert (found.direction, found.primary) == (1, "slope_ratio")
    assert found.equivalence_p is None


def test_slopes_and_gains_of_opposite_signs_claim_no_direction() -> None:
    # A jump in the first later month raises the mean gain, while the later line is flatter.
    base = [10 * month + (-1) ** month for month in range(8)]
    later = [400 + 2 * month + (-1) ** month for month in range(8)]
    result = slopes_of([float(v) for v in base], [float(v) for v in later])
    assert result.difference.estimate < 0
    found = gather_evidence(result)
    assert found.direction == 0
    assert decide(found, adjusted=0.0).verdict is OPEN


def test_means_rates_and_series_are_judged_by_their_own_numbers() -> None:
    base, later = period(normal_values(1, 9, mean=9)), period(normal_values(2, 9, mean=5), start=9)
    means = compare_means(base, later, margin=Margin(value=0.5, is_relative=True))
    found = gather_evidence(means)
    assert means.equivalence is not None
    assert (found.direction, found.primary) == (-1, "ratio")
    assert found.family_p == means.equivalence.p_value
    rates = compare_rates(period([0] * 6), period([2] * 6))
    assert gather_evidence(rates).direction == 1
    assert gather_evidence(rates).primary == "p_value"
    series = estimate_interrupted_series(base, later)
    assert gather_evidence(series).primary == "level_change"
    assert gather_evidence(series).difference_p == series.p_value


def test_a_verdict_not_assessed_has_a_reason_and_no_number() -> None:
    result = refuse_verdict("reach", Refusal(reason="too few months"), alpha=0.05)
    assert result.verdict is VerdictKind.NOT_ASSESSABLE
    assert result.p_value is None
    assert result.reason == "too few months"
