"""Key points of a board report: a metric and its goal are one, and no missed goal is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.goal import Goal, GoalStatus, Measure, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.prose import plain_text
from tests.analysis.factories import configuration, dataset, growing, metric, monthly
from tests.narrative.factories import Case

START = date(2018, 7, 1)
HALF_YEAR = Period(id="reporting", label="r", first=date(2021, 1, 1), last=date(2021, 6, 30))
POSTS = [100.0 + 3 * (place * 5 % 7) for place in range(36)]


def goal(id_: str, quantity: str, target: float, due: date = date(2021, 6, 30)) -> Goal:
    return Goal(
        id=id_,
        specific=f"Reach {id_}.",
        measurable=Measure(quantity=quantity, target=target, direction=TargetDirection.AT_LEAST),
        achievable="",
        relevant="",
        time_bound=due,
    )


def points(*goals: Goal, posts: list[float] = POSTS) -> list[str]:
    return list(map(plain_text, known(*goals, posts=posts).narrative.must_know))


def known(*goals: Goal, posts: list[float] = POSTS) -> Case:
    data = dataset(
        monthly(metric("posts", MetricKind.AVERAGE), START, posts),
        monthly(metric("readers"), START, growing(900, 30, 36)),
        monthly(metric("visits", MetricKind.AVERAGE), START, [value * 2 for value in POSTS]),
    )
    config = configuration(data, reporting_period=HALF_YEAR, goals=goals)
    return Case(configuration=config, outcomes=analyse(config, data))


MEAN = "posts.mean.reporting.mean"
LATEST = "readers.observed.latest.value"


def test_metrics_that_went_as_expected_are_one_point_with_gains_last() -> None:
    (point,) = points()
    assert point.startswith("Posts, Visits, and monthly gains in Readers: as expected. Posts: 1")


def test_a_metric_and_its_missed_goal_are_one_point() -> None:
    first, rest = points(goal("more", MEAN, 150))
    assert first.startswith("Posts: 108; the goal of at least 150 was missed. ")
    assert rest.startswith("Visits and monthly gains in Readers: as expected.")


def test_what_a_metric_did_is_told_with_its_missed_goal() -> None:
    first, *_ = points(goal("more", MEAN, 250), posts=[*POSTS[:30], *[140.0] * 6])
    assert first.startswith(
        "Posts: 140, up on a year earlier; the goal of at least 250 was missed. "
    )


def test_a_goal_that_is_open_has_its_date() -> None:
    text = " ".join(points(goal("far", MEAN, 500, date(2022, 12, 31))))
    assert "Posts: 108; the goal of at least 500 by December 2022 is not yet due." in text
    text = " ".join(points(goal("mid", MEAN, 500, date(2022, 12, 15))))
    assert "by 15 December 2022" in text


def test_no_missed_goal_is_left_to_the_table() -> None:
    goals = [goal(id_, LATEST, 9000) for id_ in ("a", "b", "c", "d")]
    *_, last = points(*goals)
    assert last == "Further goals: Reach c (missed); Reach d (missed)."
    assert len(points(*goals)) == 3


def test_an_unmeasured_goal_has_its_reason_as_evidence() -> None:
    *_, last = points(replace(goal("a", MEAN, 9), measurable=None))
    assert last == "Reach a: not measured. The goal names no number."


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (GoalStatus.MISSED, "Reach a: 7020 readers short of the target."),
        (GoalStatus.AT_RISK, "Reach a: 7020 readers short of the target."),
    ],
)
def test_a_risk_says_what_is_missing(status: GoalStatus, words: str) -> None:
    case = known(goal("a", LATEST, 9000))
    (progress,) = case.outcomes.goals
    outcomes = replace(case.outcomes, goals=(replace(progress, status=status),))
    (risk,) = replace(case, outcomes=outcomes).narrative.risks
    assert plain_text(risk) == words
