"""Sentences on the results of goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.comparison import Comparison, Test
from reportgen.model.goal import Goal, GoalStatus, Measure, TargetDirection
from reportgen.model.prose import plain_text
from reportgen.model.survey import Answers, Survey
from reportgen.narrative.numbers.number_text import JMIR
from reportgen.narrative.phrases import paragraph
from reportgen.narrative.quantity_phrases import QuantityFormatter
from reportgen.narrative.topics.goals import uncertain_goals
from tests.analysis.cases import full_configuration, full_dataset
from tests.narrative.factories import Case

DATA = full_dataset()
AT_LEAST, AT_MOST = TargetDirection
JUNE = date(2020, 6, 30)
COMPARISONS = (
    Comparison(id="reach", metric="followers", test=Test.SLOPE, later="after", base="before"),
    Comparison(id="lasted", metric="followers", test=Test.SLOPE, later="followup", base="after"),
    Comparison(id="seen", metric="impressions", test=Test.MEAN, later="after", base="before"),
)
GROWTH = "followers.growth.after_vs_before.slope_ratio"
DECIDED = "followers.growth.after_vs_before.decided_ratio"


def known(*goals: Goal, **changes: Any) -> Case:
    config = full_configuration(DATA, comparisons=COMPARISONS, goals=goals, **changes)
    return Case(configuration=config, outcomes=analyse(config, DATA))


def goal(
    quantity: str,
    target: float = 0.5,
    direction: TargetDirection = AT_LEAST,
    due: date | None = JUNE,
    *,
    id_: str = "g",
    short: str = "",
) -> Goal:
    return Goal(
        id=id_,
        specific="Grow.",
        measurable=Measure(quantity=quantity, target=target, direction=direction),
        achievable="",
        relevant="",
        time_bound=due,
        short=short,
    )


def said(of: Goal, **changes: Any) -> str:
    """Return what is said of a goal after its name."""
    statement = known(of, **changes).narrative.statements[f"goals.{of.id}"]
    return plain_text(paragraph(*statement.full)).removeprefix("Grow. ")


@pytest.mark.parametrize(
    ("quantity", "words"),
    [
        (
            GROWTH,
            "Met: growth of Followers, by the fitted trend, was 1.70 times that of the year ",
        ),
        (
            "impressions.mean.after_vs_before.ratio",
            "Met: the average of Impressions was 1.9 times that of the year before; ",
        ),
        (
            "followers.growth.after_vs_before.slope_difference",
            "Met: 28.0 followers a month (growth ",
        ),
        ("followers.growth.after.slope", "Met: a growth of 67.9 followers a month in the year aft"),
        ("impressions.mean.after.mean", "Met: 85,167 impressions a month in the year after; "),
        ("events.mean.after.rate", "Met: 2.5 events a month in the year after (30 in 12 months); "),
        ("events.observed.latest.value", "Met: 2 events in June 2021; "),
        (
            "share.mean.after.mean",
            "Missed: 43% (Share, mean of monthly shares in the year after), ",
        ),
        ("committee.after.members", "Met: 3 members; "),
        ("committee.before.tenure", "Met late: 36.0 months (tenure); "),
        ("committee.before.hierarchy", "Met: the average member had 0.5 people above them; "),
        ("committee.after.retention", "Met: 2 of 3 members stayed (67%); "),
        ("committee.after.trainee_lead_share", "Met: trainees held 1 of 2 lead positions (50%); "),
        (
            "committee.after.group_lead_share.woman",
            "Met: people in the group “woman” held 2 of 2 lead positions (100%); ",
        ),
        (
            "surveys.skills.before.share",
            "Missed: of 9 respondents, 2 (22%) said yes before, 28 perc",
        ),
        ("surveys.skills.after.share", "Met: of 9 respondents, 8 (89%) said yes afterwards; "),
        ("milestones.1.on", "Not measured: its measure is a day, not a number."),
        ("typo.observed.latest.value", "Not measured: nothing in the data measures it."),
    ],
)
def test_a_goal_gives_its_status_and_then_its_result(quantity: str, words: str) -> None:
    assert said(goal(quantity)).startswith(words)


def test_a_ratio_to_a_later_year_names_both() -> None:
    words = said(goal("followers.growth.followup_vs_after.slope_ratio"))
    assert "growth of Followers in the second year, by the fitted trend, was 0.8" in words
    assert "times that of the year after; " in words


def test_a_statement_replaces_the_question() -> None:
    asked = Survey(
        id="skills", question="?", statement="learned to post.", answers=Answers(yes=8, asked=10)
    )
    measured = goal("surveys.skills.all.share")
    assert said(measured, surveys=(asked,)).startswith(
        "Met: of 10 respondents, 8 (80%) learned to post; the goal was 50% by June 2020."
    )
    told = known(measured, surveys=(asked,)).narrative.statements["surveys.skills"]
    assert plain_text(told.short[0]) == "Of 10 respondents, 8 (80%) learned to post."


@pytest.mark.parametrize(
    ("target", "due", "words"),
    [
        (2000, date(2021, 3, 31), "was 2000 by March 2021. It was reached in February 2020."),
        (3000, date(2021, 3, 31), "was 3000 by March 2021. It was reached in June 2021, three mo"),
        (3000, date(2021, 5, 30), "was 3000 by 30 May 2021. It was reached in June 2021, one mont"),
        (3000, date(2021, 6, 10), "was 3000 by 10 June 2021. It was reached on 30 June 2021."),
        (3000, date(2021, 6, 30), "the goal was 3000 by June 2021."),
    ],
)
def test_a_date_is_given_where_it_differs_from_the_due_date(
    target: float, due: date, words: str
) -> None:
    assert words in said(goal("followers.observed.latest.value", target, due=due))


@pytest.mark.parametrize(
    ("target", "direction", "words"),
    [
        (
            1.69,
            AT_LEAST,
            "another, which does not exclude less (ratio of mean gains 1.7, 95% CI 1.6-1.9).",
        ),
        (
            1.685,
            AT_LEAST,
            "another, which does not exclude less (ratio of mean gains 1.7, 95% CI 1.6-1.9).",
        ),
        (
            1.71,
            AT_MOST,
            "another, which does not exclude more (ratio of mean gains 1.7, 95% CI 1.6-1.9).",
        ),
        (1.5, AT_LEAST, "rests on another (ratio of mean gains 1.7, 95% CI 1.6-1.9)."),
        (2, AT_MOST, "rests on another (ratio of mean gains 1.7, 95% CI 1.6-1.9)."),
    ],
)
def test_a_ratio_whose_interval_holds_a_miss_says_so(
    target: float, direction: TargetDirection, words: str
) -> None:
    assert said(goal(GROWTH, target, direction)).endswith(words)


def test_a_ratio_that_decides_has_its_own_interval() -> None:
    assert said(goal(DECIDED, 1.69)).endswith(
        "its interval does not exclude less (95% CI 1.6-1.9)."
    )


@pytest.mark.parametrize(("direction", "part"), [(AT_LEAST, "ci_low"), (AT_MOST, "ci_high")])
def test_a_bound_that_prints_like_the_target_is_not_printed(
    direction: TargetDirection, part: str
) -> None:
    case = known(goal(DECIDED, 1.7, direction))
    value = case.outcomes.quantities["goals.g.value"]
    for bound, end in ((1.7, " less." if direction is AT_LEAST else " more."), (None, ").")):
        bounds: dict[str, Any] = {part: bound}
        changed = replace(value, value=1.7, decimals=1, **bounds)
        quantities = {**case.outcomes.quantities, value.id: changed}
        met = replace(case.outcomes.goals[0], status=GoalStatus.MET)
        target = replace(
            met,
            goal=replace(
                met.goal,
                measurable=Measure(
                    quantity=DECIDED,
                    target=1.7 + (1e-3 if direction is AT_LEAST else -1e-3),
                    direction=direction,
                ),
            ),
        )
        outcomes = replace(case.outcomes, quantities=quantities, goals=(target,))
        told = Case(configuration=case.configuration, outcomes=outcomes).narrative.statements
        assert plain_text(paragraph(*told["goals.g"].full)).endswith(end)


def test_the_table_of_goals_names_those_whose_interval_holds_a_miss() -> None:
    uncertain = goal(GROWTH, 1.69, id_="a", short="Reach")
    other = goal(GROWTH, 1.695, id_="b", short="Pace")
    missed = goal(GROWTH, 3, id_="c", short="Far")
    bare = replace(uncertain, id="d", measurable=None)
    case = known(uncertain, other, missed, bare)
    formatter = QuantityFormatter(
        configuration=case.configuration, outcomes=case.outcomes, style=JMIR
    )
    one, two, *rest = case.outcomes.goals
    assert plain_text(uncertain_goals(formatter, (one, *rest))) == (
        "The estimate reaches the target, but its interval does not exclude a miss: Reach."
    )
    assert plain_text(uncertain_goals(formatter, (one, two))).endswith("a miss: Reach and Pace.")
    assert uncertain_goals(formatter, rest) == ()


def test_several_goals_are_counted_first() -> None:
    met, missed = goal(GROWTH, 1.5, id_="a"), goal(GROWTH, 3, id_="b")

    def first(*goals: Goal) -> str:
        statement = known(*goals).narrative.statements.get("goals")
        return plain_text(paragraph(*statement.full)) if statement else ""

    assert first(met, replace(met, id="c")) == "Garden met both of its goals."
    assert first(met, missed) == "Garden met one of its two goals."
    assert first(*(replace(met, id=key) for key in "xyz")) == "Garden met all three of its goals."
    assert first(missed, replace(missed, id="c")) == ""
    assert first(met) == ""
