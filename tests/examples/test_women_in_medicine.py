"""The example of the model study: computed values round to the published ones.

Source of the published values: J Med Internet Res 2023;25:e47800, doi:10.2196/47800.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import VerdictKind

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.api import Analysed

GROWTH = "followers.growth"
PUBLISHED = [
    (f"{GROWTH}.after_vs_before.slope_ratio", 1.7, 1),
    (f"{GROWTH}.before.r_squared", 0.97, 2),
    (f"{GROWTH}.after.r_squared", 0.97, 2),
    (f"{GROWTH}.followup.r_squared", 0.94, 2),
    (f"{GROWTH}.followup_vs_after.p_value", 0.15, 2),
    ("impressions.mean.after_vs_before.ratio", 2.7, 1),
    ("impressions.mean.after_vs_before.p_value", 0.02, 2),
    ("committee.after.members", 15, 0),
    ("committee.after.retention", 1, 0),
]


@pytest.fixture(scope="module")
def analysed(configs: Path) -> Analysed:
    return analyse(configs / "women-in-medicine" / "women-in-medicine.yaml")


def value(analysed: Analysed, quantity: str) -> float:
    found = analysed.outcomes.quantities[quantity].value
    assert isinstance(found, (int, float))
    return found


@pytest.mark.parametrize(("quantity", "published", "decimals"), PUBLISHED)
def test_a_computed_value_rounds_to_the_published_one(
    analysed: Analysed, quantity: str, published: float, decimals: int
) -> None:
    assert round(value(analysed, quantity), decimals) == published


def test_the_published_slope_difference_is_below_one_in_a_thousand(analysed: Analysed) -> None:
    assert value(analysed, f"{GROWTH}.after_vs_before.p_value") < 0.001


def test_the_record_campaign_is_above_what_was_published(analysed: Analysed) -> None:
    assert value(analysed, "campaigns.record.value") > 400_000
    assert value(analysed, "campaigns.record.ratio_to_previous") > 5


def test_followers_rise_every_month_to_about_1500_at_the_intervention(analysed: Analysed) -> None:
    values = [item.value for item in analysed.dataset.series["followers"].observations]
    assert all(later > earlier for earlier, later in itertools.pairwise(values))
    assert values[11] == pytest.approx(1500, abs=50)


def test_the_verification_is_a_milestone(analysed: Analysed) -> None:
    assert analysed.outcomes.quantities["milestones.1.on"].value == "2020-11-20"


def test_nothing_is_claimed_that_the_correlation_of_months_explains(analysed: Analysed) -> None:
    found = {item.comparison.id: item.verdict for item in analysed.outcomes.comparisons}
    assert {item.verdict for item in found.values()} == {VerdictKind.INCONCLUSIVE}
    # Taken alone, two of the three are differences, as published; not among three.
    alone = {key: verdict.p_value for key, verdict in found.items()}
    assert alone["reach"] is not None
    assert alone["impressions"] is not None
    assert alone["reach"] < alone["impressions"] < 0.05
    adjusted = {verdict.p_adjusted for verdict in found.values()}
    assert all(item is not None and item > 0.05 for item in adjusted)
    assert value(analysed, f"{GROWTH}.followup_vs_after.equivalence_p_value") > 0.05


def test_a_slope_comparison_is_decided_by_its_mean_gains(analysed: Analysed) -> None:
    reach = next(item for item in analysed.outcomes.comparisons if item.comparison.id == "reach")
    assert reach.verdict.p_value == value(analysed, f"{GROWTH}.after_vs_before.decided_p_value")
    # The months resemble each other, which Welch's test of the gains does not allow for.
    assert reach.verdict.p_value > value(analysed, f"{GROWTH}.after_vs_before.gains_p_value")


def test_all_three_goals_are_met(analysed: Analysed) -> None:
    assert [item.status for item in analysed.outcomes.goals] == [GoalStatus.MET] * 3


def test_the_data_are_labelled_synthetic(analysed: Analysed) -> None:
    assert all(file.is_synthetic for file in analysed.dataset.files.values())
