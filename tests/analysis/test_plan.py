"""The default plan of an analysis: periods, comparisons and assumptions."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

import pytest

from reportgen.analysis.plan import Plan, complete_plan
from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Comparison, Test
from reportgen.model.frequency import Frequency
from reportgen.model.metric import MetricKind
from reportgen.model.period import Intervention, Period
from reportgen.model.series import Observation, Series
from tests.analysis.factories import campaign, configuration, dataset, metric, monthly

CHANGE = Intervention(on=date(2019, 7, 1), label="change")
FOLLOWERS = metric()
IMPRESSIONS = metric("impressions", MetricKind.COUNT)


def planned(months: int, start: date = date(2018, 7, 1), **changes: Any) -> Plan:
    data = dataset(
        monthly(FOLLOWERS, start, range(100, 100 + months)),
        monthly(IMPRESSIONS, start, range(months)),
    )
    return complete_plan(configuration(data, **changes), data)


def spans(plan: Plan) -> dict[str, tuple[str, str]]:
    return {
        key: (item.first.isoformat(), item.last.isoformat()) for key, item in plan.periods.items()
    }


def keys(plan: Plan) -> list[str]:
    return [item.key for item in plan.assumptions]


def test_three_years_of_data_give_a_year_before_a_year_after_and_a_follow_up() -> None:
    plan = planned(36, intervention=CHANGE)
    assert spans(plan) == {
        "before": ("2018-07-01", "2019-06-30"),
        "after": ("2019-07-01", "2020-06-30"),
        "followup": ("2020-07-01", "2021-06-30"),
    }
    assert plan.report_date == date(2021, 6, 30)
    assert not plan.is_monitoring


def test_levels_are_compared_by_slope_and_counts_by_mean_in_a_fixed_order() -> None:
    plan = planned(36, intervention=CHANGE)
    assert [(item.id, item.test.value) for item in plan.comparisons] == [
        ("followers_after_vs_before", "slope"),
        ("impressions_after_vs_before", "mean"),
        ("followers_followup_vs_after", "slope"),
        ("impressions_followup_vs_after", "mean"),
    ]


def test_every_default_is_recorded_as_an_assumption() -> None:
    plan = planned(36, intervention=CHANGE)
    assert keys(plan) == [
        "report_date",
        "periods",
        "comparisons.followers",
        "comparisons.impressions",
    ]
    assert all(item.statement.endswith(".") for item in plan.assumptions)


@pytest.mark.parametrize(("months", "has_followup"), [(26, False), (27, True)])
def test_a_follow_up_needs_three_months_of_data(months: int, has_followup: bool) -> None:
    assert ("followup" in planned(months, intervention=CHANGE).periods) == has_followup


def test_data_that_begin_after_the_follow_up_give_none() -> None:
    plan = planned(12, date(2026, 1, 1), intervention=CHANGE)
    assert list(plan.periods) == ["before", "after"]


def test_periods_end_at_the_report_date_and_begin_with_the_data() -> None:
    plan = planned(24, date(2019, 1, 1), intervention=CHANGE, report_date=date(2020, 3, 31))
    assert spans(plan) == {
        "before": ("2019-01-01", "2019-06-30"),
        "after": ("2019-07-01", "2020-03-31"),
    }
    assert [item.label for item in plan.periods.values()] == [
        "the months before",
        "the months after",
    ]


def test_a_side_without_data_keeps_its_period() -> None:
    plan = planned(12, date(2019, 7, 1), intervention=CHANGE)
    assert spans(plan)["before"] == ("2018-07-01", "2019-06-30")
    assert plan.comparisons


def test_the_month_of_the_intervention_belongs_to_neither_period() -> None:
    within = Intervention(on=date(2019, 7, 15), label="change")
    plan = planned(36, intervention=within)
    assert spans(plan) == {
        "before": ("2018-07-01", "2019-06-30"),
        "after": ("2019-08-01", "2020-07-31"),
        "followup": ("2020-08-01", "2021-06-30"),
    }
    said = next(item for item in plan.assumptions if item.key == "intervention.month")
    assert "2019-07" in said.statement


def test_daily_data_are_cut_at_the_day_of_the_intervention() -> None:
    days = tuple(
        Observation(first=day, last=day, value=1.0, file=FOLLOWERS.file, rows=(2 + n,))
        for n, day in enumerate(date.fromordinal(736_900 + n) for n in range(700))
    )
    daily = Series(
        metric=FOLLOWERS, frequency=Frequency.DAY, observations=days, column=str(FOLLOWERS.value)
    )
    within = Intervention(on=date(2019, 7, 15), label="change")
    data = dataset(daily)
    plan = complete_plan(configuration(data, intervention=within), data)
    assert plan.periods["before"].last == date(2019, 7, 14)
    assert plan.periods["after"].first == date(2019, 7, 15)


def test_configured_periods_and_comparisons_are_kept_without_assumptions() -> None:
    period = {
        key: Period(id=key, label=key, first=date(year, 1, 1), last=date(year, 12, 31))
        for key, year in (("y2019", 2019), ("y2020", 2020))
    }
    chosen = Comparison(
        id="reach", metric="followers", test=Test.SLOPE, later="y2020", base="y2019"
    )
    plan = planned(36, periods=period, comparisons=(chosen,), report_date=date(2021, 6, 30))
    assert plan.periods == period
    assert plan.comparisons == (chosen,)
    assert plan.assumptions == ()
    assert not plan.is_monitoring


def test_configured_periods_are_compared_in_sequence_and_never_overlap() -> None:
    year = {
        key: Period(id=key, label=key, first=first, last=last)
        for key, first, last in (
            ("c", date(2021, 1, 1), date(2021, 6, 30)),
            ("a", date(2019, 1, 1), date(2019, 12, 31)),
            ("b", date(2020, 1, 1), date(2020, 12, 31)),
            ("b_late", date(2020, 6, 1), date(2020, 12, 31)),
        )
    }
    plan = planned(36, periods=year, intervention=CHANGE)
    pairs = [(item.later, item.base) for item in plan.comparisons if item.metric == "followers"]
    assert pairs == [("b", "a"), ("c", "b_late")]


def test_without_an_intervention_the_last_full_quarter_is_reported() -> None:
    plan = planned(36, report_date=date(2021, 5, 20))
    assert plan.is_monitoring
    assert spans(plan) == {
        "reporting": ("2021-01-01", "2021-03-31"),
        "previous": ("2020-10-01", "2020-12-31"),
        "year_earlier": ("2020-01-01", "2020-03-31"),
    }
    assert [(item.metric, item.later, item.base) for item in plan.comparisons] == [
        (name, "reporting", base)
        for base in ("previous", "year_earlier")
        for name in ("followers", "impressions")
    ]
    assert "reporting_period" in keys(plan)


def test_a_quarter_that_ends_on_the_report_date_is_full() -> None:
    assert spans(planned(36, report_date=date(2021, 3, 31)))["reporting"][1] == "2021-03-31"
    assert spans(planned(36, report_date=date(2021, 3, 30)))["reporting"][1] == "2020-12-31"


@pytest.mark.parametrize(
    ("first", "last", "previous", "earlier"),
    [
        # Whole months are shifted by months, other spans by days.
        ("2020-02-01", "2020-02-29", ("2020-01-01", "2020-01-31"), ("2019-02-01", "2019-02-28")),
        ("2021-02-01", "2021-02-28", ("2021-01-01", "2021-01-31"), ("2020-02-01", "2020-02-29")),
        ("2021-01-10", "2021-01-19", ("2020-12-31", "2021-01-09"), ("2020-01-10", "2020-01-19")),
    ],
)
def test_a_configured_reporting_period_sets_the_other_two(
    first: str, last: str, previous: tuple[str, str], earlier: tuple[str, str]
) -> None:
    given = Period(
        id="x", label="x", first=date.fromisoformat(first), last=date.fromisoformat(last)
    )
    plan = planned(36, reporting_period=given, report_date=date(2021, 6, 30))
    assert spans(plan)["previous"] == previous
    assert spans(plan)["year_earlier"] == earlier
    assert "reporting_period" not in keys(plan)


def test_a_year_is_compared_with_the_year_before_once() -> None:
    given = Period(id="x", label="x", first=date(2020, 7, 1), last=date(2021, 6, 30))
    plan = planned(36, reporting_period=given, report_date=date(2021, 6, 30))
    assert spans(plan)["previous"] == ("2019-07-01", "2020-06-30")
    assert "year_earlier" not in spans(plan)
    assert {item.base for item in plan.comparisons} == {"previous"}


def test_a_young_organization_is_not_compared_with_a_year_before_its_data() -> None:
    plan = planned(6, date(2021, 1, 1))
    assert {item.base for item in plan.comparisons} == {"previous"}


def test_the_report_date_defaults_to_the_last_campaign_and_is_required_without_one() -> None:
    only = dataset(campaigns=[campaign("Spring", date(2020, 3, 1), 5)])
    assert complete_plan(configuration(only), only).report_date == date(2020, 3, 1)
    nothing = dataset()
    with pytest.raises(InsufficientDataError, match="report date"):
        complete_plan(configuration(nothing), nothing)


def test_planning_imports_no_numerical_library() -> None:
    code = (
        "import sys, reportgen.analysis.plan; "
        "print([m for m in ('numpy', 'scipy', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
