"""Which targets are of the quantity that a chart of their metric shows."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reportgen.analysis.goals.target_lines import target_lines
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.message import Step
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import subject_of
from tests.analysis.factories import metric, monthly

START = date(2021, 1, 1)
KINDS = {
    "members": MetricKind.LEVEL,
    "visits": MetricKind.COUNT,
    "kept": MetricKind.RATE,
}
SERIES = {name: monthly(metric(name, kind), START, [0.5] * 24) for name, kind in KINDS.items()}
PERIODS = {
    key: Period(id=key, label=key, first=date(2022, first, 1), last=last)
    for key, first, last in (
        ("spring", 3, date(2022, 5, 31)),
        ("march", 3, date(2022, 3, 31)),
    )
}


def goal(quantity: str, *, id_: str = "g", target: float = 0.7, **more: Any) -> Goal:
    measure = Measure(quantity=quantity, target=target, direction=TargetDirection.AT_LEAST, **more)
    return Goal(
        id=id_, specific="s", measurable=measure, achievable="a", relevant="r", time_bound=None
    )


@pytest.mark.parametrize(
    "quantity",
    [
        "members.observed.latest.value",
        "members.observed.spring.last",
        "visits.mean.spring.mean",
        "visits.mean.spring.rate",
        "visits.observed.spring.mean",
        "visits.observed.march.total",
        "visits.xmr.spring.mean",
        "kept.mean.spring.mean",
    ],
)
def test_the_target_of_a_value_is_a_line_among_the_values(quantity: str) -> None:
    (line,) = target_lines(SERIES, PERIODS, [goal(quantity)])[subject_of(quantity)]
    assert not line.is_of_gains
    assert line.levels == ((0.7, None),)
    assert not line.has_steps


@pytest.mark.parametrize(
    "quantity",
    [
        "visits.observed.spring.total",
        "visits.mean.spring_vs_march.ratio",
        "visits.mean.spring_vs_march.difference",
        "members.observed.spring.change",
        "members.observed.spring.n",
        "kept.mean.spring.sd",
        "visits.mean.autumn.mean",
        "surveys.trust.after.share",
        "campaigns.all.total",
    ],
)
def test_the_target_of_another_quantity_is_no_line(quantity: str) -> None:
    assert target_lines(SERIES, PERIODS, [goal(quantity)]) == {}


@pytest.mark.parametrize(
    "quantity",
    [
        "members.growth.spring.slope",
        "members.growth.spring.gain_mean",
        "members.xmr.spring.mean",
    ],
)
def test_the_target_of_a_gain_is_a_line_among_the_gains(quantity: str) -> None:
    (line,) = target_lines(SERIES, PERIODS, [goal(quantity)])["members"]
    assert line.is_of_gains


def test_a_rate_is_no_line_among_values_without_steps() -> None:
    irregular = SERIES["visits"]
    irregular = type(irregular)(
        metric=irregular.metric,
        frequency=Frequency.IRREGULAR,
        observations=irregular.observations,
        column=irregular.column,
    )
    goals = [goal("visits.mean.spring.rate")]
    assert target_lines({"visits": irregular}, PERIODS, goals) == {}


def test_equal_targets_are_one_line_and_different_ones_are_two() -> None:
    quantities = ["visits.mean.spring.mean", "visits.observed.spring.mean"]
    same = [goal(name, id_=f"g{place}") for place, name in enumerate(quantities)]
    other = goal(quantities[0], id_="other", target=0.9)
    lines = target_lines(SERIES, PERIODS, [*same, other])["visits"]
    assert [line.goal for line in lines] == ["g0", "other"]


def test_targets_by_period_are_levels_and_one_of_them_counts() -> None:
    steps = [
        Step(DateSpan(date(year, 1, 1), date(year, 12, 31)), Frequency.YEAR)
        for year in (2021, 2022)
    ]
    by_period = ((0.6, steps[0]), (0.7, steps[1]))
    more = goal("kept.mean.spring.mean", target_for=steps[1], by_period=by_period)
    (line,) = target_lines(SERIES, PERIODS, [more])["kept"]
    assert line.has_steps
    assert line.levels == by_period
    assert line.levels[line.counted] == (0.7, steps[1])


def test_goals_without_a_number_have_no_line() -> None:
    without = Goal(
        id="g", specific="s", measurable=None, achievable="a", relevant="r", time_bound=None
    )
    assert target_lines(SERIES, PERIODS, [without]) == {}
