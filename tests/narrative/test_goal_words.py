"""Names of the measures of goals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.period import Period
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.numbers.number_text import JMIR
from reportgen.narrative.phrases import paragraph
from reportgen.narrative.quantity_phrases import QuantityFormatter
from reportgen.narrative.topics.goal_measures import measure_words
from tests.analysis.cases import full_configuration, full_dataset
from tests.analysis.organizations import organizations


def words(quantity: str, organization: str = "with everything") -> str:
    """Return the name of a quantity in an organization with a period labelled by the user."""
    configuration, outcomes = organizations()[organization]
    own = Period(id="own", label="lockdown", first=date(2020, 1, 1), last=date(2020, 3, 31))
    plan = replace(outcomes.plan, periods={**outcomes.plan.periods, "own": own})
    formatter = QuantityFormatter(
        configuration=configuration, outcomes=replace(outcomes, plan=plan), style=JMIR
    )
    return measure_words(
        formatter, Measure(quantity=quantity, target=1, direction=TargetDirection.AT_LEAST)
    )


@pytest.mark.parametrize(
    ("quantity", "printed"),
    [
        (
            "followers.growth.after_vs_before.slope_ratio",
            "growth of Followers, the year after against the year before",
        ),
        ("followers.growth.after.slope", "growth of Followers in the year after"),
        ("followers.growth.after.gain_mean", "growth of Followers in the year after"),
        ("followers.observed.latest.value", "Followers at the end of June 2021"),
        ("impressions.observed.latest.value", "Impressions in June 2021"),
        ("impressions.mean.after.mean", "Impressions a month in the year after"),
        ("events.mean.after.rate", "Events a month in the year after"),
        (
            "impressions.mean.after_vs_before.ratio",
            "mean of Impressions, the year after against the year before",
        ),
        ("share.mean.after.mean", "Share, mean of monthly shares in the year after"),
        ("share.observed.own.mean", "Share, mean of monthly shares in lockdown"),
        ("impressions.observed.own.total", "total of Impressions in lockdown"),
        ("impressions.observed.all.total", "total of Impressions"),
        ("followers.observed.after.last", "Followers in the year after"),
        ("followers.observed.after.mean", "mean of Followers in the year after"),
        ("campaigns.record.value", "the best campaign"),
        ("campaigns.all.total", "all campaigns"),
        ("campaigns.previous_record.value", "all campaigns"),
        ("committee.after.members", "members of the committee"),
        ("committee.after.levels", "levels of the committee"),
        ("committee.after.hierarchy", "people above a member, on average"),
        ("committee.after.retention", "members who stayed"),
        ("committee.after.retention_to_end", "members who stayed"),
        ("committee.after.trainee_lead_share", "lead positions held by trainees"),
        ("committee.after.group_lead_share.woman", "lead positions held by the group “woman”"),
        (
            "committee.after.mentoring_two_way_share",
            "mentoring pairs that teach in both directions",
        ),
        ("committee.after.mentoring_upward_share", "mentoring directions that run upward"),
        ("committee.after.matched_role_share", "roles whose skills are there"),
        ("committee.after.mentoring_pairs", "mentoring pairs"),
        ("surveys.skills.before.share", "those who said yes before"),
        ("surveys.skills.after.share", "those who said yes after"),
        ("surveys.skills.change.difference", "change in the share who said yes"),
        ("surveys.skills.change.p_value", "survey answers"),
        ("unknown.observed.latest.value", "value"),
    ],
)
def test_a_goal_says_what_it_measures(quantity: str, printed: str) -> None:
    assert words(quantity) == printed


def of_share(
    target: float,
    direction: TargetDirection,
    due: date | None,
    quantity: str = "observed.latest.value",
) -> tuple[str, str]:
    """Return the short and full statement of a goal on a share whose latest value is 40%."""
    data = full_dataset()
    goal = Goal(
        id="share",
        specific="Share.",
        measurable=Measure(quantity=f"share.{quantity}", target=target, direction=direction),
        achievable="",
        relevant="",
        time_bound=due,
    )
    config = full_configuration(data, comparisons=(), goals=(goal,))
    narrative = describe_outcomes(config, analyse(config, data))
    statement = narrative.statements["goals.share"]
    return plain_text(paragraph(*statement.short)), plain_text(paragraph(*statement.full))


AT_LEAST, AT_MOST = TargetDirection


@pytest.mark.parametrize(
    ("direction", "due", "words"),
    [
        (AT_LEAST, None, "Met: 40% (Share in June 2021); the goal was 20%."),
        (
            AT_MOST,
            None,
            (
                "Not yet due: 40% (Share in June 2021), 20 percentage points over; the goal is at "
                "most 20%."
            ),
        ),
        (
            AT_LEAST,
            date(2021, 6, 1),
            (
                "Met: 40% (Share in June 2021); the goal was 20% by 1 June 2021. It was reached in "
                "July 2018."
            ),
        ),
        (
            AT_MOST,
            date(2021, 6, 30),
            (
                "Missed: 40% (Share in June 2021), 20 percentage points over; the goal was at "
                "most 20% by June 2021."
            ),
        ),
    ],
)
def test_a_target_has_its_side_and_its_date(
    direction: TargetDirection, due: date | None, words: str
) -> None:
    assert of_share(0.2, direction, due) == (f"Share. {words}", f"Share. {words}")


def test_what_stays_below_its_target_has_no_day_on_which_it_was_reached() -> None:
    short, _ = of_share(0.9, AT_MOST, date(2022, 6, 30))
    assert short == "Share. Met: 40% (Share in June 2021); the goal was at most 90% by June 2022."


def test_a_reason_that_is_a_sentence_is_closed_once() -> None:
    configuration, outcomes = organizations()["with everything"]
    typo = replace(outcomes.goals[2], reason="the counts were lost.")
    narrative = describe_outcomes(configuration, replace(outcomes, goals=(typo,)))
    statement = narrative.statements["goals.typo"]
    assert plain_text(paragraph(*statement.short)) == ("Grow. Not measured: the counts were lost.")
    assert statement.full == statement.short


def test_a_goal_of_a_quarter_names_the_quarter() -> None:
    assert words("posts.mean.reporting.mean", "monitored") == ("Posts a month in the quarter")
    assert words("followers.growth.reporting_vs_previous.slope_ratio", "monitored") == (
        "growth of Followers, the quarter against the quarter before"
    )
