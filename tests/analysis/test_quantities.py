"""Quantities: ids, units, methods, formulas and source rows."""

from __future__ import annotations

import re
from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.analysis.quantities.campaigns import absent_campaigns
from reportgen.analysis.quantities.family import QuantityFamily, QuantityTable
from reportgen.analysis.quantities.results import absent_comparison
from reportgen.model.comparison import Comparison, Margin, Test
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity import Form, Quantity
from reportgen.model.quantity_ids import ContrastIds
from tests.analysis.cases import (
    COMPARISONS,
    full_configuration,
    full_dataset,
    full_outcomes,
)
from tests.analysis.factories import campaign, configuration, dataset, growing, metric, monthly
from tests.analysis.organizations import organizations

STATISTICS = {
    "followers.observed.after": "value_before",
    "followers.growth.before": "slope intercept r_squared residual_sd p_value gain_mean",
    "followers.growth.followup": "slope intercept r_squared residual_sd p_value gain_mean",
    "followers.growth.after_vs_before": (
        "slope_ratio slope_difference t df p_value gains_difference gains_t gains_df gains_p_value"
        " decided_difference decided_ratio decided_p_value decided_rho detectable_difference"
    ),
    "followers.growth.followup_vs_after": (
        "slope_ratio slope_difference t df p_value"
        " gains_difference gains_t gains_df gains_p_value"
        " equivalence_p_value equivalence_ratio"
        " decided_equivalence_p_value decided_equivalence_ratio decided_trend"
        " largest_share difference_without_largest"
    ),
    "followers.growth.never_vs_before": (
        "slope_ratio slope_difference t df p_value gains_difference gains_t gains_df gains_p_value"
        " decided_difference decided_ratio decided_p_value"
    ),
    "impressions.mean.before": "mean sd total",
    "impressions.mean.after_vs_before": "ratio difference hedges_g t df p_value",
    "events.mean.before": "rate total",
    "events.mean.after_vs_before": "rate_ratio p_value",
    "impressions.its.before": "slope",
    "impressions.its.after_vs_before": (
        "level_change slope_change effect_at_end t df p_value slope_p_value rho"
        " decided_base decided_later decided_level_change decided_slope_change"
    ),
    "followers.observed.before": "n first last change total mean",
    "followers.observed.latest": "value",
    "campaigns.all": "n total",
    "campaigns.record": "value ratio_to_previous share_of_total chance",
    "campaigns.previous_record": "value",
    "committee.after": (
        "members roles levels mentoring_pairs hierarchy span trainee_share trainee_lead_share"
        " mentoring_upward_share mentoring_two_way_share matched_role_share"
        " retention retention_to_end tenure"
    ),
    "committee.after.group_lead_share": "woman first-generation",
    "committee.after_vs_before": "stayed joined left",
    "surveys.skills": "before.share after.share change.difference change.p_value",
    "milestones.1": "on",
    "goals.grow": "value target gap chance",
    "goals.typo": "value target gap chance",
    "verdicts.reach": "p_value p_adjusted",
    "verdicts.void": "p_value p_adjusted",
}
OUTCOMES = full_outcomes()
QUANTITIES = OUTCOMES.quantities
ALL = list(QUANTITIES.values())


@pytest.mark.parametrize(("prefix", "names"), STATISTICS.items())
def test_each_analysis_returns_all_of_its_statistics(prefix: str, names: str) -> None:
    wanted = {f"{prefix}.{name}" for name in names.split()}
    assert wanted <= set(QUANTITIES)


def test_every_statistic_of_an_analysis_is_listed() -> None:
    listed = {
        tuple(name.split(".")[-1:]) for names in STATISTICS.values() for name in names.split()
    }
    assert {tuple(key.split(".")[-1:]) for key in QUANTITIES} <= listed


def test_the_key_is_the_id_and_ids_are_ascii() -> None:
    assert all(key == item.id for key, item in QUANTITIES.items())
    assert all(re.fullmatch(r"[A-Za-z0-9_\-]+(\.[A-Za-z0-9_\-]+)+", key) for key in QUANTITIES)


@pytest.mark.parametrize("quantity", ALL, ids=lambda item: item.id)
def test_every_quantity_has_its_method_and_sources(quantity: Quantity) -> None:
    assert quantity.method
    assert quantity.formula
    assert quantity.sources or quantity.derived_from or quantity.config_key
    assert set(quantity.derived_from) <= set(QUANTITIES)


@pytest.mark.parametrize("quantity", ALL, ids=lambda item: item.id)
def test_a_number_from_a_file_names_rows_and_checksum(quantity: Quantity) -> None:
    for source in quantity.sources:
        assert re.fullmatch(r"\d+(-\d+)?(,\d+(-\d+)?)*", source.rows)
        assert len(source.sha256) == 64
        assert source.column


def test_rows_are_those_of_the_periods_and_the_month_before_for_gains() -> None:
    def rows(key: str) -> str:
        return QUANTITIES[key].sources[0].rows

    assert rows("followers.growth.before.slope") == "2-13"
    assert rows("followers.growth.after.slope") == "14-25"
    assert rows("followers.growth.after.gain_mean") == "13-25"
    assert rows("followers.growth.after_vs_before.p_value") == "2-25"
    assert rows("followers.observed.latest.value") == "37"
    assert rows("campaigns.record.value") == "2-4"
    assert rows("campaigns.previous_record.value") == "2"


def test_n_is_the_number_of_values_used() -> None:
    assert QUANTITIES["followers.growth.before.slope"].n == 12
    assert QUANTITIES["followers.growth.before.gain_mean"].n == 11  # no month before the first
    assert QUANTITIES["followers.growth.after.gain_mean"].n == 12
    assert QUANTITIES["followers.growth.after_vs_before.p_value"].n == 24
    assert QUANTITIES["committee.after.retention"].n == 3
    assert QUANTITIES["committee.after.retention"].numerator == 2


def test_units_are_words() -> None:
    units = {key: item.unit for key, item in QUANTITIES.items()}
    assert units["followers.growth.before.slope"] == "followers a month"
    assert units["followers.growth.before.intercept"] == "followers"
    assert units["impressions.mean.before.mean"] == "impressions a month"
    assert units["impressions.mean.before.total"] == "impressions"
    assert units["impressions.its.after_vs_before.level_change"] == "impressions a month"
    assert units["share.mean.after_vs_before.difference"] == "percentage points"
    assert units["share.observed.before.change"] == "percentage points"
    assert units["followers.growth.after_vs_before.slope_ratio"] == ""
    assert QUANTITIES["share.mean.before.mean"].form is Form.SHARE


def test_whole_counts_are_whole_numbers() -> None:
    counts = [item for item in ALL if item.form is Form.COUNT and item.value is not None]
    assert len(counts) > 50
    assert all(isinstance(item.value, int) for item in counts)
    in_all = organizations()["without a change"][1].quantities["impressions.observed.all.total"]
    assert (in_all.value, type(in_all.value)) == (2_575_000, int)


def test_the_configuration_key_is_the_place_that_requested_it() -> None:
    keys = {key: item.config_key for key, item in QUANTITIES.items()}
    assert keys["followers.growth.after_vs_before.p_value"] == ("comparisons", 0)
    assert keys["verdicts.impressions.p_value"] == ("comparisons", 1)
    assert keys["goals.keep.value"] == ("goals", 1, "measurable")
    assert keys["committee.after.members"] == ("committee", "structures", 1)
    assert keys["milestones.1.on"] == ("milestones", 0)


def test_default_comparisons_have_no_key() -> None:
    quantities = full_outcomes(comparisons=(), goals=()).quantities
    assert quantities["followers.growth.after_vs_before.p_value"].config_key == ()


def test_a_period_shared_by_two_comparisons_has_one_line() -> None:
    results = {item.comparison.id: item.result for item in OUTCOMES.comparisons}
    reach, sustained = results["reach"], results["sustained"]
    assert isinstance(reach, SlopeComparison)
    assert isinstance(sustained, SlopeComparison)
    assert reach.later == sustained.base
    assert QUANTITIES["followers.growth.after.slope"].config_key == ("comparisons", 0)


def test_the_intercept_is_the_line_at_the_first_month_of_the_first_period() -> None:
    quantity = QUANTITIES["followers.growth.after.intercept"]
    assert "2018-07 as 0" in quantity.formula
    slope = QUANTITIES["followers.growth.after.slope"].value
    mean = QUANTITIES["followers.observed.after.mean"].value
    assert isinstance(slope, float)
    assert isinstance(mean, float)
    # The line passes through the mean of times 12..23 and the mean of the values.
    assert quantity.value == pytest.approx(mean - 17.5 * slope)


def test_a_refused_comparison_keeps_the_period_that_can_be_computed() -> None:
    data = dataset(monthly(metric(), date(2019, 1, 1), growing(0, 40, 14)))
    chosen = Comparison(
        id="reach", metric="followers", test=Test.SLOPE, later="y2020", base="y2019"
    )
    periods = {
        "y2019": Period(id="y2019", label="2019", first=date(2019, 1, 1), last=date(2019, 12, 31)),
        "y2020": Period(id="y2020", label="2020", first=date(2020, 1, 1), last=date(2020, 12, 31)),
    }
    found = analyse(configuration(data, comparisons=(chosen,), periods=periods), data).quantities
    assert found["followers.growth.y2019.slope"].value is not None
    reason = found["followers.growth.y2020.slope"].reason
    assert reason == "a trend needs at least 3 values, and this one has 2"
    assert found["followers.growth.y2020_vs_y2019.slope_ratio"].value is None


def test_a_margin_in_the_unit_gives_a_difference_and_on_small_counts_a_finding() -> None:
    margin = Margin(value=500.0, is_relative=False)
    data = full_dataset()
    comparisons = tuple(
        Comparison(
            id=name,
            metric=name,
            test=Test.MEAN,
            later="followup",
            base="after",
            equivalence_margin=margin,
        )
        for name in ("impressions", "events")
    )
    outcomes = analyse(full_configuration(data, comparisons=comparisons, goals=()), data)
    interval = outcomes.quantities["impressions.mean.followup_vs_after.equivalence_difference"]
    assert interval.confidence_level == pytest.approx(0.9)
    assert interval.unit == "impressions a month"
    assert [(item.code, item.in_brief) for item in outcomes.findings] == [("ANA005", True)]


OF_THE_DECISION_MADE = re.compile(
    r"\.(decided_(rho|trend|base|later|.*_change|equivalence_.*)|detectable_difference|.*_largest|largest_share)$"
)
"""Statistics of what a decision allows for, which one that was not made lacks."""


@pytest.mark.parametrize("asked", COMPARISONS[:3] + COMPARISONS[5:6], ids=lambda item: item.id)
def test_a_refused_comparison_has_the_ids_of_a_computed_one(asked: Comparison) -> None:
    stem = f"{asked.metric}.{'growth' if asked.test is Test.SLOPE else asked.test}"
    parts = (asked.base, asked.later, f"{asked.later}_vs_{asked.base}")
    known = {
        key: item.form
        for key, item in QUANTITIES.items()
        if key.rpartition(".")[0] in {f"{stem}.{part}" for part in parts}
        and not OF_THE_DECISION_MADE.search(key)
    }
    absent = list(absent_comparison(asked, "no data", ("comparisons", 7)))
    # An interrupted series computes the later slope as the sum of two coefficients; a ratio has no
    # meaning next to a trend under way.
    extra = {f"{stem}.{asked.later}.slope", f"{stem}.{parts[2]}.decided_ratio"}
    assert {item.id for item in absent} - extra == set(known) - extra
    for item in absent:
        if not item.id.endswith(".total") and item.id in known:
            assert item.form is known[item.id]
        assert (item.value, item.reason, item.formula) == (None, "no data", "not computed")
        assert item.config_key == ("comparisons", 7)


def test_unranked_campaigns_have_the_ids_of_ranked_ones() -> None:
    known = {key: item.form for key, item in QUANTITIES.items() if key.startswith("campaigns.")}
    absent = list(absent_campaigns("none"))
    assert {item.id: item.form for item in absent} == known
    assert {item.reason for item in absent} == {"none"}


def test_a_series_too_short_for_its_lines_keeps_its_quantities_with_the_reason() -> None:
    data = full_dataset()
    periods = {
        "tail": Period(id="tail", label="tail", first=date(2020, 5, 1), last=date(2020, 6, 30)),
        "followup": Period(
            id="followup", label="after", first=date(2020, 7, 1), last=date(2021, 6, 30)
        ),
    }
    asked = Comparison(
        id="jump", metric="impressions", test=Test.ITS, later="followup", base="tail"
    )
    config = full_configuration(data, comparisons=(asked,), goals=(), periods=periods)
    found = analyse(config, data)
    reason = found.comparisons[0].verdict.reason
    assert reason
    stem = "impressions.its.followup_vs_tail"
    for name in STATISTICS["impressions.its.after_vs_before"].split():
        if OF_THE_DECISION_MADE.search(f"{stem}.{name}"):
            continue
        quantity = found.quantities[f"{stem}.{name}"]
        assert (quantity.value, quantity.reason) == (None, reason)


def test_a_record_that_is_the_first_campaign_has_none_before_it() -> None:
    data = dataset(campaigns=[campaign("Only", date(2019, 3, 1), 72_000)])
    found = analyse(configuration(data, report_date=date(2021, 6, 30)), data).quantities
    before = found["campaigns.previous_record.value"]
    assert before.formula == "the largest value of the campaigns before the record"
    assert before.reason == found["campaigns.record.ratio_to_previous"].reason
    assert before.reason == "there is no campaign before the record"


FAMILY = QuantityFamily(ids=ContrastIds("a.b"), method="m", n=3)


def test_a_non_finite_number_is_missing_with_a_reason() -> None:
    for value in (float("inf"), float("nan"), None):
        found = FAMILY.number("ratio", value, form=Form.STATISTIC, formula="f")
        assert (found.value, bool(found.reason)) == (None, True)


def test_an_open_bound_stays_open() -> None:
    estimate = Estimate(estimate=1.0, ci_low=0.5, ci_high=None, confidence_level=0.95)
    found = FAMILY.interval("ratio", estimate, form=Form.RATIO, formula="f")
    assert (found.ci_low, found.ci_high, found.confidence_level) == (0.5, None, 0.95)
    infinite = Estimate(estimate=1.0, ci_low=0.5, ci_high=float("inf"), confidence_level=0.95)
    assert FAMILY.interval("ratio", infinite, form=Form.RATIO, formula="f").ci_high is None


def test_the_first_value_keeps_its_id_and_replaces_a_missing_one() -> None:
    missing = FAMILY.interval("ratio", Refusal(reason="none"), form=Form.RATIO, formula="f")
    first = FAMILY.number("ratio", 1.0, form=Form.RATIO, formula="f")
    second = FAMILY.number("ratio", 2.0, form=Form.RATIO, formula="f")
    table = QuantityTable()
    table.add([missing, first, second, missing])
    assert list(table) == [first]


def test_values_with_decimals_are_measures_not_counts() -> None:
    data = dataset(
        monthly(metric("hours", MetricKind.COUNT), date(2020, 1, 1), [n + 0.5 for n in range(24)])
    )
    found = analyse(configuration(data), data).quantities
    assert found["hours.observed.latest.value"].form is Form.MEASURE
    assert found["hours.observed.latest.value"].value == 23.5
