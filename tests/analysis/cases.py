"""A configuration that uses every feature of the analysis, its data and its outcomes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from reportgen.analysis.analyse import analyse
from reportgen.model.committee import Committee, Mentoring, Role, Structure
from reportgen.model.comparison import Alternative, Comparison, Margin, Test, Variant
from reportgen.model.configuration import CampaignFile
from reportgen.model.goal import Goal, Measure, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.period import Event, Intervention, Milestone
from reportgen.model.survey import PairedAnswers, Survey
from tests.analysis.factories import (
    campaign,
    configuration,
    dataset,
    growing,
    member,
    metric,
    monthly,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

START = date(2018, 7, 1)
CHANGE = Intervention(on=date(2019, 7, 1), label="Trainees co-lead")
COMPARISONS = (
    Comparison(id="reach", metric="followers", test=Test.SLOPE, later="after", base="before"),
    Comparison(
        id="impressions",
        metric="impressions",
        test=Test.MEAN,
        variant=Variant.STUDENT,
        later="after",
        base="before",
        alternative=Alternative.GREATER,
    ),
    Comparison(
        id="sustained",
        metric="followers",
        test=Test.SLOPE,
        later="followup",
        base="after",
        equivalence_margin=Margin(value=0.2, is_relative=True),
    ),
    Comparison(id="events", metric="events", test=Test.MEAN, later="after", base="before"),
    Comparison(id="share", metric="share", test=Test.MEAN, later="after", base="before"),
    Comparison(id="jump", metric="impressions", test=Test.ITS, later="after", base="before"),
    Comparison(id="void", metric="followers", test=Test.SLOPE, later="never", base="before"),
)
GOALS = tuple(
    Goal(
        id=id_,
        specific="Grow",
        measurable=Measure(quantity=quantity, target=target, direction=TargetDirection.AT_LEAST),
        achievable="",
        relevant="",
        time_bound=date(2020, 6, 30),
    )
    for id_, quantity, target in (
        ("grow", "followers.growth.after_vs_before.slope_ratio", 1.5),
        ("keep", "committee.after.retention", 0.9),
        ("typo", "followers.growth.after_vs_before.slope_ration", 1.5),
    )
)
COMMITTEE = Committee(
    ranks=("student", "faculty"),
    trainee_ranks=("student",),
    members=(
        member("f1", "faculty", groups=("woman",), joined=date(2018, 7, 1)),
        member("s1", "student", groups=("woman", "first generation"), skills=("design",)),
        member("s2", "student", left=date(2020, 1, 1)),
    ),
    structures=(
        Structure(
            id="before",
            label="Before",
            first=date(2018, 7, 1),
            last=date(2019, 6, 30),
            roles=(
                Role(title="Chair", holders=("f1",), lead=True),
                Role(title="Art", holders=("s1",), reports_to="Chair", needs=("design",)),
            ),
        ),
        Structure(
            id="after",
            label="After",
            first=date(2019, 7, 1),
            last=None,
            roles=(Role(title="Leads", holders=("f1", "s1"), lead=True),),
            mentoring=(Mentoring(mentor="s1", mentee="f1"),),
        ),
    ),
)


def full_dataset() -> Dataset:
    """Return three years of four metrics and three campaigns."""
    followers = [
        *growing(1000, 40, 12),
        *growing(1486, 68, 12),
        *growing(2309, 60, 12),
    ]
    return dataset(
        monthly(metric(), START, followers),
        monthly(
            metric("impressions", MetricKind.COUNT),
            START,
            [40_000.0 + 1_000 * (n * 7 % 11) + 40_000 * (n > 11) for n in range(36)],
        ),
        monthly(
            metric("events", MetricKind.COUNT), START, [n * 3 % 4 + (n > 11) for n in range(36)]
        ),
        monthly(
            metric("share", MetricKind.RATE),
            START,
            [0.3 + 0.01 * (n * 5 % 7) + 0.1 * (n > 11) for n in range(36)],
        ),
        campaigns=[
            campaign("Spring", date(2019, 3, 1), 72_000, 2),
            campaign("Autumn", date(2019, 10, 1), 415_000, 3),
            campaign("Winter", date(2020, 1, 1), 53_000, 4),
        ],
    )


def full_configuration(data: Dataset, **changes: Any) -> Configuration:
    """Return a configuration that uses every feature."""
    fields: dict[str, Any] = {
        "report_date": date(2021, 6, 30),
        "intervention": CHANGE,
        "comparisons": COMPARISONS,
        "goals": GOALS,
        "committee": COMMITTEE,
        "campaigns": CampaignFile(
            file="data/campaigns.csv",
            name="campaign",
            date="month",
            value="reach",
            unit="impressions",
            is_complete=True,
        ),
        "events": (
            Event(on=date(2020, 3, 11), what="pandemic"),
            Event(on=date(2017, 1, 1), what="long ago"),
        ),
        "milestones": (Milestone(on=date(2020, 11, 20), what="verified"),),
        "surveys": (
            Survey(
                id="skills",
                question="?",
                paired=PairedAnswers(both=2, gained=6, lost=0, neither=1),
            ),
        ),
        **changes,
    }
    return configuration(data, **fields)


def full_outcomes(**changes: Any) -> Outcomes:
    """Return the outcomes of `full_configuration`."""
    data = full_dataset()
    return analyse(full_configuration(data, **changes), data)
