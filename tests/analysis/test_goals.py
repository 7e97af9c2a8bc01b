"""The status of goals at the report date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen.analysis.goals.chance import Chance, chance_of_meeting, forecast_chance
from reportgen.analysis.goals.dates import GoalContext, day_reached
from reportgen.analysis.goals.progress import GoalProgress, track_goal
from reportgen.analysis.plan import complete_plan
from reportgen.analysis.quantities.goals import goal_quantities
from reportgen.analysis.record import estimate_record
from reportgen.model.committee import Structure
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import Frequency
from reportgen.model.goal import Goal, GoalStatus, Measure, TargetDirection
from reportgen.model.metric import MetricKind, Restarts
from reportgen.model.period import Intervention
from reportgen.model.quantity import Form, Quantity
from tests.analysis.factories import campaign, configuration, dataset, growing, metric, monthly

LATEST = "followers.observed.latest.value"
VALUES = growing(1000, 40, 36)  # 2018-07 to 2021-06
REPORT = date(2021, 6, 30)


def goal(quantity: str | None, target: float = 0, due: date | None = None, **at: Any) -> Goal:
    direction = TargetDirection.AT_MOST if at.get("at_most") else TargetDirection.AT_LEAST
    return Goal(
        id="grow",
        specific="Grow",
        measurable=Measure(quantity=quantity, target=target, direction=direction)
        if quantity
        else None,
        achievable="",
        relevant="",
        time_bound=due,
    )


def context(**changes: Any) -> GoalContext:
    series = monthly(metric(), date(2018, 7, 1), VALUES)
    counts = monthly(metric("posts", MetricKind.COUNT), date(2018, 7, 1), [5.0] * 36)
    campaigns = [
        campaign("One", date(2018, 9, 1), 10),
        campaign("Two", date(2019, 9, 1), 50),
        campaign("Three", date(2020, 9, 1), 20),
    ]
    data = dataset(series, counts, campaigns=campaigns)
    config = configuration(data, intervention=Intervention(on=date(2019, 7, 1), label="change"))
    assert data.campaigns is not None
    fields: dict[str, Any] = {
        "plan": complete_plan(config, data),
        "series": data.series,
        "structures": {
            "after": Structure(
                id="after",
                label="after",
                first=date(2019, 7, 1),
                last=date(2020, 12, 31),
                roles=(),
            )
        },
        "record": estimate_record(data.campaigns, REPORT),
        **changes,
    }
    return GoalContext(**fields)


def track(wanted: Goal, value: float | str | None, **changes: Any) -> GoalProgress:
    assert wanted.measurable is not None
    known = Quantity(
        id=wanted.measurable.quantity, value=value, form=Form.MEASURE, reason="no ratio"
    )
    return track_goal(wanted, {known.id: known}, context(**changes))


def test_reached_by_the_due_date_is_met_and_after_it_met_late() -> None:
    reached_in = date(2019, 10, 31)  # VALUES first exceed 1,610 in that month
    assert VALUES[14] < 1610 <= VALUES[15]
    for due, status in (
        (reached_in, GoalStatus.MET),
        (date(2019, 10, 30), GoalStatus.MET_LATE),
        (None, GoalStatus.MET),
    ):
        found = track(goal(LATEST, 1610, due), VALUES[-1])
        assert (found.status, found.reached_on) == (status, reached_in)
        assert found.gap == 1610 - VALUES[-1]


def test_at_most_reverses_the_side_and_the_gap() -> None:
    found = track(goal("followers.mean.after.mean", 10, at_most=True), 8)
    assert (found.status, found.gap) == (GoalStatus.MET, -2)
    missed = track(goal("followers.mean.after.mean", 10, REPORT, at_most=True), 12)
    assert (missed.status, missed.gap) == (GoalStatus.MISSED, 2)


def test_the_target_itself_is_reached() -> None:
    assert track(goal("x.mean.after.mean", 10), 10).status is GoalStatus.MET


def test_nothing_is_forecast_on_the_due_date() -> None:
    assert track(goal(LATEST, 9999, REPORT), VALUES[-1]).status is GoalStatus.MISSED


def test_a_running_total_is_on_track_or_at_risk_by_an_even_chance() -> None:
    due = date(2021, 12, 31)
    near = track(goal(LATEST, VALUES[-1] + 6 * 38, due), VALUES[-1])
    far = track(goal(LATEST, VALUES[-1] + 6 * 42, due), VALUES[-1])
    assert near.status is GoalStatus.ON_TRACK
    assert far.status is GoalStatus.AT_RISK
    assert near.chance_of_meeting is not None
    assert far.chance_of_meeting is not None
    assert near.chance_of_meeting > 0.5 > far.chance_of_meeting
    assert near.reached_on is None


@pytest.mark.parametrize(
    ("quantity", "due"),
    [
        ("posts.observed.latest.value", date(2022, 1, 1)),
        ("followers.growth.after_vs_before.slope_ratio", date(2022, 1, 1)),
        ("committee.after.retention", date(2022, 1, 1)),
        (LATEST, None),
    ],
)
def test_a_goal_without_forecast_is_not_due_with_a_reason(quantity: str, due: date | None) -> None:
    found = track(goal(quantity, 1e9, due), 1.0)
    assert found.status is GoalStatus.NOT_DUE
    assert found.chance_of_meeting is None
    assert found.chance_reason


def test_a_goal_without_a_number_or_a_value_is_not_measured() -> None:
    assert track_goal(goal(None), {}, context()).reason == "the goal names no number"
    unknown = track_goal(goal("typo.id"), {}, context())
    assert unknown.reason == "nothing in the data measures it"
    missing = track(goal("followers.growth.after_vs_before.slope_ratio"), None)
    assert (missing.status, missing.reason) == (GoalStatus.NOT_MEASURED, "no ratio")
    assert missing.evidence == ("followers.growth.after_vs_before.slope_ratio",)
    day = track(goal("milestones.1.on"), "2020-11-20")
    assert day.status is GoalStatus.NOT_MEASURED


def test_a_mean_is_as_old_as_the_last_value_in_it() -> None:
    known = monthly(metric(), date(2018, 7, 1), VALUES[:18])  # to 2019-12, in a period to 2020-06
    quantity, series = "followers.mean.after.mean", {"followers": known}
    on_time = track(goal(quantity, 5, date(2019, 12, 31)), 9, series=series)
    late = track(goal(quantity, 5, date(2019, 12, 30)), 9, series=series)
    assert on_time.reached_on == late.reached_on == date(2019, 12, 31)
    assert (on_time.status, late.status) == (GoalStatus.MET, GoalStatus.MET_LATE)


@pytest.mark.parametrize(
    ("quantity", "target", "reached_on"),
    [
        ("followers.growth.after_vs_before.slope_ratio", 1, date(2020, 6, 30)),
        ("posts.mean.followup.mean", 1, date(2021, 6, 30)),
        ("followers.observed.before.last", 1080, date(2018, 8, 31)),
        ("campaigns.record.value", 40, date(2019, 9, 1)),
        ("campaigns.previous_record.value", 5, date(2018, 9, 1)),
        ("campaigns.all.total", 60, date(2019, 9, 1)),
        ("campaigns.all.n", 3, date(2020, 9, 1)),
        ("committee.after.members", 1, date(2019, 7, 1)),
        ("committee.after_vs_before.stayed", 1, date(2019, 7, 1)),
        ("committee.after.retention_to_end", 0.5, date(2020, 12, 31)),
        ("committee.after.retention", 0.5, date(2020, 6, 30)),
        ("committee.after.tenure", 0.5, REPORT),
        ("surveys.skills.after.share", 0.5, None),
        ("committee.unknown.members", 1, None),
        ("followers.growth.unknown.slope", 1, None),
    ],
)
def test_each_quantity_has_its_own_date(
    quantity: str, target: float, reached_on: date | None
) -> None:
    found = track(goal(quantity, target, date(2020, 6, 30)), 1e6)
    assert found.reached_on == reached_on


def test_the_forecast_follows_its_documented_formula() -> None:
    measure = Measure(quantity=LATEST, target=130, direction=TargetDirection.AT_LEAST)
    found = forecast_chance(100.0, (4.0, 6.0, 8.0, 6.0), 4.0, measure=measure, period="after")
    # mean 6, s^2 = 8/3; forecast 100 + 4 * 6; SE = sqrt(8/3 * (4 + 16/4)); t = -6/SE, 3 df.
    assert found.forecast == 124
    assert found.standard_error == pytest.approx((8 / 3 * 8) ** 0.5)
    # scipy.stats.t.cdf(-6 / (8 / 3 * 8) ** 0.5, 3), SciPy 1.17.1
    assert found.chance == pytest.approx(0.14237848993264693, rel=1e-9)


def test_months_ahead_count_as_one_each_and_days_by_30_and_a_half() -> None:
    wanted = goal(LATEST, 5000, date(2021, 12, 31)).measurable
    assert wanted is not None
    monthly_values = context()
    known = monthly_values.series["followers"]
    whole = chance_of_meeting(wanted, date(2021, 12, 31), monthly_values)
    daily = replace(known, frequency=Frequency.IRREGULAR)
    days = chance_of_meeting(
        wanted, date(2021, 12, 31), replace(monthly_values, series={"followers": daily})
    )
    assert isinstance(whole, Chance)
    assert isinstance(days, Chance)
    assert whole.months == 6
    assert days.months == pytest.approx((date(2021, 12, 31) - REPORT).days / 30.4375)


def test_the_probabilities_of_both_directions_sum_to_1() -> None:
    chances = [
        forecast_chance(
            100.0,
            (4.0, 6.0, 9.0),
            5.5,
            measure=Measure(quantity=LATEST, target=140, direction=direction),
            period="after",
        ).chance
        for direction in TargetDirection
    ]
    assert sum(chances) == pytest.approx(1)


@pytest.mark.parametrize(("target", "chance"), [(112, 1.0), (113, 0.0)])
def test_constant_gains_give_a_certain_forecast(target: float, chance: float) -> None:
    measure = Measure(quantity=LATEST, target=target, direction=TargetDirection.AT_LEAST)
    found = forecast_chance(100.0, (4.0, 4.0), 3.0, measure=measure, period="after")
    assert found.chance == chance


def test_a_goal_has_four_quantities_bound_to_what_it_measures() -> None:
    wanted = goal("followers.growth.after.slope", 50, date(2020, 6, 30))
    measured = Quantity(
        id="followers.growth.after.slope",
        value=68.0,
        form=Form.MEASURE,
        unit="followers a month",
        ci_low=60.0,
        ci_high=70.0,
    )
    progress = track_goal(wanted, {measured.id: measured}, context())
    found = {item.id: item for item in goal_quantities(progress, 2, {measured.id: measured})}
    assert list(found) == [
        "goals.grow.value",
        "goals.grow.target",
        "goals.grow.gap",
        "goals.grow.chance",
    ]
    value = found["goals.grow.value"]
    assert (value.value, value.ci_low, value.unit) == (68.0, 60.0, "followers a month")
    assert value.derived_from == (measured.id,)
    assert value.config_key == ("goals", 2, "measurable")
    assert found["goals.grow.gap"].value == -18
    assert found["goals.grow.chance"].reason == "the target is reached"


@pytest.mark.parametrize(
    ("form", "target", "expected", "as_form"),
    [
        (Form.COUNT, 12.0, 12, Form.COUNT),
        (Form.COUNT, 12.5, 12.5, Form.TARGET),
        (Form.MEASURE, 12.0, 12.0, Form.TARGET),
    ],
)
def test_a_fractional_target_is_not_a_count(
    form: Form, target: float, expected: float, as_form: Form
) -> None:
    wanted = goal("followers.growth.after.slope", target)
    measured = Quantity(id="followers.growth.after.slope", value=7, form=form)
    progress = track_goal(wanted, {measured.id: measured}, context())
    found = {item.id: item for item in goal_quantities(progress, 0, {measured.id: measured})}
    quantity = found["goals.grow.target"]
    assert (quantity.value, type(quantity.value), quantity.form) == (
        expected,
        type(expected),
        as_form,
    )


def test_a_goal_that_is_not_measured_keeps_its_quantities_with_the_reason() -> None:
    progress = track_goal(goal(None), {}, context())
    found = {item.id: item.reason for item in goal_quantities(progress, 0, {})}
    assert found == {
        "goals.grow.value": "the goal names no number",
        "goals.grow.target": "the goal names no number",
        "goals.grow.gap": "the goal names no number",
        "goals.grow.chance": "the goal is not measured",
    }


def test_a_goal_on_campaigns_without_any_has_no_date_reached() -> None:
    wanted = goal("campaigns.record.value", 40, date(2019, 12, 31))
    assert wanted.measurable is not None
    assert track(wanted, 50.0).status is GoalStatus.MET
    assert day_reached(wanted, wanted.measurable, context()) == date(2019, 9, 1)
    assert day_reached(wanted, wanted.measurable, context(record=None)) is None


@pytest.mark.parametrize(
    ("months", "due", "reason"),
    [
        (0, date(2022, 1, 31), "no period has data to carry on from"),
        (2, date(2022, 1, 31), "the current period has fewer than 2 gains"),
        (36, REPORT, "the data already reach past the goal's date"),
    ],
)
def test_no_probability_is_given_without_months_to_extrapolate(
    months: int, due: date, reason: str
) -> None:
    known = context()
    short = monthly(metric(), date(2018, 7, 1), VALUES[:months])
    wanted = goal(LATEST, 1e9, due).measurable
    assert wanted is not None
    found = chance_of_meeting(wanted, due, replace(known, series={"followers": short}))
    assert found == Refusal(reason=reason)


@pytest.mark.parametrize(
    ("changes", "due", "reason"),
    [
        ({"doubt": "its total starts again"}, date(2021, 12, 31), "its total starts again"),
        (
            {"metric": metric(restarts=Restarts.YEARLY)},
            date(2022, 1, 31),
            "its running total starts again before the goal's date",
        ),
    ],
)
def test_no_probability_is_given_of_a_total_that_starts_again(
    changes: dict[str, Any], due: date, reason: str
) -> None:
    known = context()
    series = replace(known.series["followers"], **changes)
    wanted = goal(LATEST, 1e9, due).measurable
    assert wanted is not None
    found = chance_of_meeting(wanted, due, replace(known, series={"followers": series}))
    assert found == Refusal(reason=reason)
