"""The whole analysis of one organization: values, verdicts, findings and invariants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.analysis.findings import late_role_holders
from reportgen.analysis.time_axis import period_gains, time_axis
from reportgen.model.comparison import Alternative, Comparison, Test, Variant
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import Frequency
from reportgen.model.goal import Goal, GoalStatus, Measure, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.monitoring_verdict import Course, TargetCount
from reportgen.model.period import Event, Period
from reportgen.model.series import Observation, Series
from reportgen.model.verdict import Strength, VerdictKind
from tests.analysis.cases import CHANGE, START, full_configuration, full_dataset, full_outcomes
from tests.analysis.factories import (
    configuration,
    dataset,
    growing,
    metric,
    monthly,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes


def year(key: str, first: date) -> Period:
    last = first.replace(year=first.year + 1) - timedelta(days=1)
    return Period(id=key, label=key, first=first, last=last)


def value(outcomes: Outcomes, key: str) -> float:
    found = outcomes.quantities[key].value
    assert isinstance(found, (int, float)), outcomes.quantities[key]
    return found


def by_id(outcomes: Outcomes) -> dict[str, ComparisonOutcome]:
    return {item.comparison.id: item for item in outcomes.comparisons}


IMPRESSIONS_2016 = [50.0, 71, 42, 88, 63, 55, 94, 70, 61, 83, 47, 66]
IMPRESSIONS_2017 = [129.0, 98, 152, 117, 140, 105, 163, 121, 134, 110, 147, 126]
EARLIER_GROWTH, LATER_GROWTH = 490.0, 350.0


@pytest.fixture(scope="module")
def club() -> Outcomes:
    """Return the outcomes of a club whose views doubled and whose growth slowed down."""
    level = metric("followers", MetricKind.LEVEL)
    totals = growing(9000, EARLIER_GROWTH, 12)
    totals += growing(totals[-1], LATER_GROWTH, 12)
    # A single total in 2016: too few values for the comparison `early`.
    followers = monthly(level, date(2016, 6, 1), [4000.0, *[None] * 26, *totals])
    count = metric("impressions", MetricKind.COUNT)
    views = [*IMPRESSIONS_2016, *IMPRESSIONS_2017]
    data = dataset(followers, monthly(count, date(2016, 1, 1), views))
    return analyse(
        configuration(
            data,
            periods={
                "y2016": year("y2016", date(2016, 1, 1)),
                "y2017": year("y2017", date(2017, 1, 1)),
                "first": year("first", date(2018, 9, 1)),
                "second": year("second", date(2019, 9, 1)),
            },
            comparisons=(
                Comparison(
                    id="student",
                    metric="impressions",
                    test=Test.MEAN,
                    variant=Variant.STUDENT,
                    later="y2017",
                    base="y2016",
                    alternative=Alternative.GREATER,
                ),
                Comparison(
                    id="growth", metric="followers", test=Test.SLOPE, later="second", base="first"
                ),
                Comparison(
                    id="early", metric="followers", test=Test.SLOPE, later="y2017", base="y2016"
                ),
            ),
            events=(Event(on=date(2020, 3, 11), what="pandemic"),),
        ),
        data,
    )


def test_the_comparison_of_means_agrees_with_scipy(club: Outcomes) -> None:
    from scipy import stats

    base, later = IMPRESSIONS_2016, IMPRESSIONS_2017
    tested = stats.ttest_ind(later, base, alternative="greater")
    key = "impressions.mean.y2017_vs_y2016"
    assert value(club, "impressions.mean.y2016.mean") == pytest.approx(np.mean(base))
    assert value(club, "impressions.mean.y2017.mean") == pytest.approx(np.mean(later))
    assert value(club, f"{key}.ratio") == pytest.approx(np.mean(later) / np.mean(base))
    assert value(club, f"{key}.t") == pytest.approx(tested.statistic)
    assert value(club, f"{key}.df") == 22
    assert value(club, f"{key}.p_value") == pytest.approx(tested.pvalue)


def test_the_growth_of_each_period_agrees_with_scipy(club: Outcomes) -> None:
    from scipy import stats

    for period, slope in (("first", EARLIER_GROWTH), ("second", LATER_GROWTH)):
        line = stats.linregress(range(12), growing(0, slope, 12))
        key = f"followers.growth.{period}"
        assert value(club, f"{key}.slope") == pytest.approx(line.slope)
        assert value(club, f"{key}.r_squared") == pytest.approx(line.rvalue**2)


def test_growth_slowed_and_impressions_rose(club: Outcomes) -> None:
    found = {key: item.verdict.verdict for key, item in by_id(club).items()}
    assert found == {
        "student": VerdictKind.INCREASE,
        "growth": VerdictKind.DECREASE,
        "early": VerdictKind.NOT_ASSESSABLE,
    }


def test_an_event_is_listed_with_the_comparison_whose_period_includes_it(club: Outcomes) -> None:
    events = {key: len(item.events) for key, item in by_id(club).items()}
    assert events == {"student": 0, "growth": 1, "early": 0}


def test_holm_counts_only_the_comparisons_that_could_be_assessed(club: Outcomes) -> None:
    verdicts = {key: item.verdict for key, item in by_id(club).items()}
    assert verdicts.pop("early").p_adjusted is None
    smaller, larger = sorted((item.p_value or 0, item.p_adjusted) for item in verdicts.values())
    assert smaller[1] == pytest.approx(2 * smaller[0])
    assert larger[1] == pytest.approx(larger[0])


def test_every_kind_of_result_comes_in_the_order_of_the_plan() -> None:
    outcomes = full_outcomes()
    assert [item.comparison.id for item in outcomes.comparisons] == [
        "reach",
        "impressions",
        "sustained",
        "events",
        "share",
        "jump",
        "void",
    ]
    results = {key: type(item.result).__name__ for key, item in by_id(outcomes).items()}
    assert results == {
        "reach": "SlopeComparison",
        "impressions": "MeanComparison",
        "sustained": "SlopeComparison",
        "events": "RateComparison",
        "share": "MeanComparison",
        "jump": "InterruptedSeriesEstimate",
        "void": "Refusal",
    }


def test_the_deciding_p_value_of_every_verdict_is_a_quantity_of_the_same_value() -> None:
    outcomes = full_outcomes()
    for item in outcomes.comparisons:
        key = item.comparison.id
        if item.verdict.verdict is VerdictKind.NOT_ASSESSABLE:
            assert outcomes.quantities[f"verdicts.{key}.p_value"].reason == item.verdict.reason
            continue
        assert value(outcomes, item.verdict.decided_by) == item.verdict.p_value
        assert value(outcomes, f"verdicts.{key}.p_value") == item.verdict.p_value
        assert value(outcomes, f"verdicts.{key}.p_adjusted") == item.verdict.p_adjusted
        assert outcomes.quantities[item.verdict.primary].value is not None
        assert item.ids.holds(item.verdict.primary)


def test_the_strength_of_a_found_difference_counts_its_votes() -> None:
    reach = by_id(full_outcomes())["reach"].verdict
    assert reach.verdict is VerdictKind.INCREASE
    assert reach.strength is not Strength.NONE
    assert sum(item.counted for item in reach.sensitivity) >= 3


def test_two_runs_are_equal() -> None:
    assert full_outcomes() == full_outcomes()


def test_the_order_of_metrics_in_the_data_changes_no_number() -> None:
    data = full_dataset()
    turned = replace(data, series=dict(reversed(list(data.series.items()))))
    config = full_configuration(data)
    one, other = analyse(config, data).quantities, analyse(config, turned).quantities
    assert dict(sorted(one.items())) == dict(sorted(other.items()))


def test_the_rows_of_values_change_no_value() -> None:
    data = full_dataset()

    def moved(series: Series) -> Series:
        n = len(series.observations)
        return replace(
            series,
            observations=tuple(
                replace(item, rows=(2 + (7 * index) % n,))
                for index, item in enumerate(series.observations)
            ),
        )

    shuffled = replace(data, series={key: moved(item) for key, item in data.series.items()})
    config = full_configuration(data)
    one, other = analyse(config, data).quantities, analyse(config, shuffled).quantities
    assert {key: item.value for key, item in one.items()} == {
        key: item.value for key, item in other.items()
    }


def followers(values: list[float], **changes: Any) -> Outcomes:
    data = dataset(monthly(metric(), START, values))
    return analyse(configuration(data, intervention=CHANGE, **changes), data)


TOTALS = [*growing(1000, 40, 12), *growing(1486, 68, 12)]
CONTRAST = "followers.growth.after_vs_before"


def test_adding_a_constant_moves_no_slope_and_doubling_doubles_it() -> None:
    plain = followers(TOTALS)
    shifted = followers([item + 5000 for item in TOTALS])
    doubled = followers([item * 2 for item in TOTALS])
    for key in (f"{CONTRAST}.slope_difference", f"{CONTRAST}.gains_difference"):
        assert value(shifted, key) == pytest.approx(value(plain, key))
        assert value(doubled, key) == pytest.approx(2 * value(plain, key))
    for key in (f"{CONTRAST}.p_value", f"{CONTRAST}.gains_p_value", f"{CONTRAST}.slope_ratio"):
        assert value(doubled, key) == pytest.approx(value(plain, key))


def test_values_after_the_report_date_are_excluded_and_reported() -> None:
    early = followers(TOTALS, report_date=date(2020, 4, 30))
    assert value(early, "followers.observed.after.n") == 10
    assert value(early, "followers.observed.latest.value") == TOTALS[21]
    assert [item.code for item in early.findings] == ["ANA001"]
    assert early.findings[0].in_brief
    assert "2 values" in early.findings[0].message


def test_an_incomplete_month_is_excluded() -> None:
    found = followers(TOTALS, report_date=date(2020, 6, 29))
    assert value(found, "followers.observed.latest.value") == TOTALS[22]


def test_observed_values_are_those_of_the_file() -> None:
    quantities = followers(TOTALS).quantities
    observed = {
        name: quantities[f"followers.observed.after.{name}"].value
        for name in ("n", "first", "last", "change", "mean")
    }
    assert observed == {
        "n": 12,
        "first": TOTALS[12],
        "last": TOTALS[23],
        # From the last value before the period on.
        "change": TOTALS[23] - TOTALS[11],
        "mean": sum(TOTALS[12:]) / 12,
    }


def test_a_configured_period_after_the_report_date_is_reported() -> None:
    periods = {"before": year("before", START), "after": year("after", date(2019, 7, 1))}
    found = followers(TOTALS, periods=periods, report_date=date(2020, 4, 30)).findings
    # Ten months of the year against twelve: the missing ones may be those of a season.
    assert [item.code for item in found] == ["ANA001", "ANA002", "ANA018"]


def test_no_gain_is_computed_across_a_gap() -> None:
    values: list[float | None] = [*TOTALS]
    values[15] = None
    series = monthly(metric(), START, values)
    data = dataset(series)
    outcomes = analyse(configuration(data, intervention=CHANGE), data)
    assert outcomes.quantities["followers.growth.after.gain_mean"].n == 10
    assert outcomes.quantities["followers.growth.after.slope"].n == 11
    assert "ANA108" in {item.code for item in outcomes.comparisons[0].verdict.assumptions}


def test_months_beyond_the_data_are_reported() -> None:
    found = followers(TOTALS[:20], report_date=date(2020, 6, 30)).findings
    assert [item.code for item in found] == ["ANA003", "ANA018"]
    assert "2020-03, 2020-04, 2020-05, 2020-06" in found[0].message


@pytest.mark.parametrize("months", [12, 13, 14])
def test_too_few_values_are_refused_with_a_reason_and_no_number(months: int) -> None:
    outcomes = followers(TOTALS[:months], report_date=date(2020, 6, 30))
    only = outcomes.comparisons[0]
    assert isinstance(only.result, Refusal)
    assert only.verdict.verdict is VerdictKind.NOT_ASSESSABLE
    assert only.verdict.reason
    contrast = [item for key, item in outcomes.quantities.items() if key.startswith(CONTRAST)]
    assert contrast
    assert all(item.value is None and item.reason for item in contrast)
    assert "ANA004" in {item.code for item in outcomes.findings}


def test_a_running_total_without_comparable_gains_is_not_decided_by_its_line() -> None:
    quarterly: list[float | None] = [
        item if index % 3 == 0 else None for index, item in enumerate(TOTALS)
    ]
    data = dataset(monthly(metric(), START, quarterly))
    outcomes = analyse(configuration(data, intervention=CHANGE), data)
    assert outcomes.comparisons[0].verdict.verdict is VerdictKind.NOT_ASSESSABLE
    assert "gains" in outcomes.comparisons[0].verdict.reason


def test_the_trend_of_a_flow_rests_on_its_lines_and_misses_no_gains() -> None:
    data = dataset(monthly(metric("posts", MetricKind.COUNT), START, TOTALS))
    chosen = Comparison(id="trend", metric="posts", test=Test.SLOPE, later="after", base="before")
    outcomes = analyse(configuration(data, intervention=CHANGE, comparisons=(chosen,)), data)
    verdict = outcomes.comparisons[0].verdict
    assert verdict.decided_by == "posts.growth.after_vs_before.decided_p_value"
    difference = outcomes.quantities["posts.growth.after_vs_before.slope_difference"]
    decision = outcomes.comparisons[0].decision
    assert decision is not None
    assert decision.difference.estimate == pytest.approx(difference.value)
    assert "ANA110" not in {item.code for item in verdict.assumptions}
    gains = outcomes.quantities["posts.growth.after_vs_before.gains_p_value"]
    assert gains.reason == "only a running total has gains"


def test_small_counts_are_compared_exactly_and_large_ones_by_means() -> None:
    def compared(base: float) -> object:
        counts = [base + n % 3 for n in range(12)] + [2 * base + n % 4 for n in range(12)]
        data = dataset(monthly(metric("events", MetricKind.COUNT), START, counts))
        return analyse(configuration(data, intervention=CHANGE), data).comparisons[0].result

    assert isinstance(compared(3), RateComparison)
    assert isinstance(compared(4), MeanComparison)  # the base mean is exactly 5


def daily(of: MetricKind, days: int, first: date, *, skip: int | None = None) -> Series:
    name = metric("posts" if of is MetricKind.COUNT else "followers", of)
    total, seen = 0.0, []
    for index in range(days):
        step = float(2 + index % 5 + 3 * (index > days // 2))
        total += step
        if index == skip:
            continue
        day = first + timedelta(days=index)
        seen.append(
            Observation(
                first=day,
                last=day,
                value=step if of is MetricKind.COUNT else total,
                file=name.file,
                rows=(index + 2,),
            )
        )
    return Series(
        metric=name, frequency=Frequency.IRREGULAR, observations=tuple(seen), column=str(name.value)
    )


def test_daily_totals_are_fitted_on_days_and_gain_by_month() -> None:
    series = daily(MetricKind.LEVEL, 730, date(2019, 7, 1))
    data = dataset(series)
    change = replace(CHANGE, on=date(2020, 7, 1))
    outcomes = analyse(configuration(data, intervention=change), data)
    slope = outcomes.quantities["followers.growth.after.slope"]
    assert "divided by 30.4375" in slope.formula
    assert slope.n == 364
    axis = time_axis(series, outcomes.plan.periods)
    gains = period_gains(series, outcomes.plan.periods["after"], axis)
    assert len(gains.points.values) == 11 + 1  # July against 30 June
    assert gains.points.values[0] == pytest.approx(30.4375 * 7, rel=0.05)
    assert isinstance(outcomes.comparisons[0].result, SlopeComparison)


def test_gains_of_a_series_by_days_are_a_month_of_30_days_and_a_half() -> None:
    days = [date(2021, 1, 31), date(2021, 2, 14), date(2021, 2, 28), date(2021, 3, 30)]
    seen = tuple(
        Observation(first=day, last=day, value=total, file="data/metrics.csv", rows=(row,))
        for row, (day, total) in enumerate(zip(days, [100.0, 110.0, 128.0, 158.0], strict=True))
    )
    series = Series(
        metric=metric(), frequency=Frequency.IRREGULAR, observations=seen, column="followers"
    )
    period = Period(id="p", label="p", first=date(2021, 2, 1), last=date(2021, 3, 31))
    gains = period_gains(series, period, time_axis(series, {"p": period}))
    assert gains.points.values == pytest.approx((28 / (28 / 30.4375), 30 / (30 / 30.4375)))
    assert [item.rows for item in gains.observations] == [(0,), (2,), (3,)]


@pytest.mark.parametrize(("month", "above"), [(32, 0), (33, 1), (35, 1)])
def test_only_signals_of_the_reporting_period_count(month: int, above: int) -> None:
    counts = [100.0 + 3 * (n * 7 % 11) for n in range(36)]
    counts[month] = 400.0
    data = dataset(monthly(metric("posts", MetricKind.COUNT), START, counts))
    outcomes = analyse(configuration(data), data)
    assert outcomes.quantities["posts.xmr.reporting.above"].value == above
    assert bool(outcomes.monitoring[0].signals) == bool(above)


def test_a_monitoring_brief_charts_every_metric_and_compares_its_quarter() -> None:
    counts = [100.0 + 3 * (n * 7 % 11) for n in range(36)]
    counts[34] = 400.0
    data = dataset(
        monthly(metric(), START, growing(1000, 40, 36)),
        monthly(metric("posts", MetricKind.COUNT), START, counts),
    )
    goal = Goal(
        id="posts",
        specific="Post more",
        measurable=Measure(
            quantity="posts.mean.reporting.mean",
            target=20,
            direction=TargetDirection.AT_LEAST,
        ),
        achievable="",
        relevant="",
        time_bound=date(2021, 6, 30),
    )
    outcomes = analyse(configuration(data, goals=(goal,)), data)
    assert outcomes.plan.is_monitoring
    of = {item.metric.id: item for item in outcomes.monitoring}
    assert of["followers"].is_of_gains
    assert of["followers"].verdict.course is Course.EXPECTED
    assert [signal.rule.value for signal in of["posts"].signals] == [
        "total_outside_limits",
        "outside_limits",
    ]
    assert of["posts"].verdict.target == TargetCount(goal="posts", met=3, total=3)
    assert outcomes.goals[0].status is GoalStatus.MET
    quantities = outcomes.quantities
    assert quantities["posts.xmr.reporting.signals"].value == 2
    assert quantities["posts.xmr.reporting.target_met"].value == 3
    outside = [quantities[f"posts.xmr.reporting.{name}"].value for name in ("above", "below")]
    assert outside == [1, 0]
    assert value(outcomes, "posts.xmr.reporting.period_mean") == pytest.approx(sum(counts[33:]) / 3)
    assert value(outcomes, "posts.xmr.reporting.period_high") < 400
    assert quantities["followers.xmr.reporting.mean"].unit == "followers a month"
    assert quantities["posts.xmr.reporting.mean"].sources[0].rows == "2-37"


def test_limits_come_from_the_three_years_before_the_reporting_period_alone() -> None:
    counts = [100.0 + n % 5 for n in range(45)]
    flat = dataset(monthly(metric("posts", MetricKind.COUNT), START, [*counts, 100, 101, 102]))
    wild = dataset(monthly(metric("posts", MetricKind.COUNT), START, [*counts, 900, 10, 700]))
    keys = [f"posts.xmr.reporting.{name}" for name in ("mean", "limit_low", "limit_high")]
    one, other = (analyse(configuration(data), data) for data in (flat, wild))
    assert [value(one, key) for key in keys] == [value(other, key) for key in keys]
    assert value(one, keys[0]) == pytest.approx(sum(counts[9:]) / 36)


def test_a_short_history_has_no_limits_but_a_reason() -> None:
    data = dataset(
        monthly(metric("posts", MetricKind.COUNT), date(2020, 7, 1), [5.0 + n for n in range(12)])
    )
    outcomes = analyse(configuration(data), data)
    assert isinstance(outcomes.monitoring[0].chart, Refusal)
    assert outcomes.monitoring[0].verdict.course is Course.NOT_ASSESSABLE
    assert "at least 12" in outcomes.quantities["posts.xmr.reporting.mean"].reason


def test_a_brief_with_an_intervention_charts_nothing() -> None:
    assert full_outcomes().monitoring == ()


def test_goals_and_findings_of_the_whole_organization() -> None:
    outcomes = full_outcomes()
    assert [item.status for item in outcomes.goals] == [
        GoalStatus.MET,
        GoalStatus.MISSED,
        GoalStatus.NOT_MEASURED,
    ]
    assert [item.code for item in outcomes.findings] == ["ANA004", "ANA006"]
    assert "slope_ratio`" in outcomes.findings[1].help


def test_campaigns_without_reach_are_missing_with_a_reason() -> None:
    data = full_dataset()
    assert data.campaigns is not None
    empty = replace(data, campaigns=replace(data.campaigns, campaigns=()))
    outcomes = analyse(full_configuration(empty), empty)
    assert outcomes.record is None
    assert "reached anybody" in outcomes.quantities["campaigns.record.value"].reason


def test_a_role_held_before_joining_is_reported() -> None:
    data = full_dataset()
    config = full_configuration(data)
    committee = config.committee
    assert committee is not None
    late = replace(committee.members[1], joined=date(2019, 1, 1))
    changed = replace(committee, members=(committee.members[0], late, committee.members[2]))
    outcomes = analyse(replace(config, committee=changed), data)
    (finding,) = (item for item in outcomes.findings if item.code == "ANA007")
    assert finding.message == (
        "structure `before`: `s1` holds a role but did not belong to the committee on its first "
        "day, 2018-07-01"
    )
    both = replace(committee, members=(replace(committee.members[0], joined=late.joined), late))
    finding, *_ = late_role_holders(replace(config, committee=both))
    assert finding.message.startswith("structure `before`: `f1`, `s1` hold a role but")
    assert outcomes.committee is not None
    assert outcomes.committee.measures[0].members == ("f1", "s2")


def test_an_organization_of_one_metric_and_nothing_else_is_analysed() -> None:
    data = dataset(monthly(metric(), START, TOTALS))
    outcomes = analyse(configuration(data), data)
    assert outcomes.committee is None
    assert outcomes.record is None
    assert outcomes.goals == ()
    assert outcomes.quantities
