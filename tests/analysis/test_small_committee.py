"""A committee with a minimum group size: smaller groups are suppressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.committee.retention import measure_committee
from reportgen.analysis.privacy.redact import redact
from reportgen.analysis.privacy.suppression import suppressed
from reportgen.analysis.privacy.suppression_committee import suppress_members
from reportgen.model.committee import Committee, Member, Mentoring, Role, Structure
from reportgen.model.privacy import Privacy
from reportgen.model.series import DataFile
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

CHANGE = date(2019, 7, 1)
REPORT = date(2020, 6, 30)
KEPT = suppressed(5)


def person(number: int, *, leavers: int) -> Member:
    """Return one of the first 20 members, or one of 10 who joined at the change."""
    is_new = number >= 20
    return member(
        f"m{number:02}",
        "student" if number % 10 < 5 else "faculty",
        joined=CHANGE if is_new else date(2018, 1, 1),
        left=CHANGE if 20 - leavers <= number < 20 else None,
    )


def large(*, leavers: int = 10) -> Committee:
    """Return a committee of 20 members of whom the last `leavers` left at the change."""
    people = tuple(person(number, leavers=leavers) for number in range(30))
    ids = [item.id for item in people]
    roles = (Role(title="Leads", holders=tuple(ids[:10]), lead=True),)
    return Committee(
        ranks=("student", "faculty"),
        trainee_ranks=("student",),
        members=people,
        structures=(
            Structure(
                id="before",
                label="Before",
                first=date(2018, 7, 1),
                last=date(2019, 6, 30),
                roles=(*roles, Role(title="Team", holders=tuple(ids[10:20]))),
            ),
            Structure(id="after", label="After", first=CHANGE, last=None, roles=roles),
        ),
    )


def test_counts_of_enough_people_are_published() -> None:
    found = measure_committee(large(), REPORT)
    kept = suppress_members(found, large(), smallest=5, report_date=REPORT)
    before, known = kept.measures[0], found.measures[0]
    assert before.members == known.members
    assert before.trainee_share == known.trainee_share
    assert before.trainee_lead_share == known.trainee_lead_share
    [shown], [whole] = kept.changes, found.changes
    assert (shown.stayed, shown.joined, shown.left) == (whole.stayed, whole.joined, whole.left)
    assert [item.mean_tenure_months for item in kept.retention] == [
        item.mean_tenure_months for item in found.retention
    ]


@pytest.mark.parametrize("leavers", [1, 4])
def test_few_leavers_suppress_all_three_counts_of_a_change(leavers: int) -> None:
    committee = large(leavers=leavers)
    found = measure_committee(committee, REPORT)
    kept = suppress_members(found, committee, smallest=5, report_date=REPORT)
    (change,) = kept.changes
    assert (change.stayed, change.joined, change.left) == (KEPT, KEPT, KEPT)
    assert kept.retention[0].to_report == KEPT
    assert kept.measures[0].members == found.measures[0].members


def test_the_tenure_of_few_people_is_suppressed() -> None:
    committee = large()
    known_of_two = tuple(
        item if number < 2 or number >= 20 else replace(item, joined=None)
        for number, item in enumerate(committee.members)
    )
    committee = replace(committee, members=known_of_two)
    found = measure_committee(committee, REPORT)
    kept = suppress_members(found, committee, smallest=5, report_date=REPORT)
    assert isinstance(found.retention[0].mean_tenure_months, float)
    assert kept.retention[0].mean_tenure_months == KEPT


def test_a_group_is_published_from_the_minimum_size_on() -> None:
    committee = large()
    groups = {"woman": range(0, 30, 2), "veteran": (0, 2, 4, 6), "parent": (1, 3, 5, 7, 9)}
    people = tuple(
        replace(item, groups=tuple(name for name, of in groups.items() if number in of))
        for number, item in enumerate(committee.members)
    )
    committee = replace(committee, members=people)
    found = measure_committee(committee, REPORT)
    assert set(found.measures[0].group_lead_shares) == set(groups)
    kept = suppress_members(found, committee, smallest=5, report_date=REPORT)
    assert set(kept.measures[0].group_lead_shares) == {"woman", "parent"}


@pytest.mark.parametrize(("pairs", "is_released"), [(4, False), (5, True)])
def test_mentoring_is_counted_from_the_smallest_size_on(pairs: int, is_released: bool) -> None:
    committee = large()
    mentoring = tuple(
        Mentoring(mentor=f"m{number:02}", mentee=f"m{number + 10:02}") for number in range(pairs)
    )
    first = replace(committee.structures[0], mentoring=mentoring)
    committee = replace(committee, structures=(first, *committee.structures[1:]))
    found = measure_committee(committee, REPORT)
    kept = suppress_members(found, committee, smallest=5, report_date=REPORT)
    assert kept.measures[0].mentoring_pairs == (pairs if is_released else KEPT)


def test_answers_of_few_people_and_their_file_are_redacted() -> None:
    few = PairedAnswers(both=9, gained=9, lost=1, neither=9)
    many = PairedAnswers(both=9, gained=9, lost=5, neither=9)
    surveys = (
        Survey(id="few", question="?", paired=few, file="few.csv"),
        Survey(id="many", question="?", paired=many, file="many.csv"),
        Survey(id="metrics", question="?", paired=few, file="data/metrics.csv"),
        Survey(id="campaigns", question="?", paired=few, file="data/campaigns.csv"),
    )
    data = dataset(
        monthly(metric(), date(2018, 7, 1), growing(1000, 40, 24)),
        campaigns=[campaign("One", date(2019, 1, 1), 9)],
    )
    kept = ("many.csv", "data/metrics.csv", "data/campaigns.csv")
    files = {
        name: DataFile(name=name, sha256="0" * 64, is_synthetic=False)
        for name in ("few.csv", *kept)
    }
    data = replace(data, files=files, surveys={item.id: item for item in surveys})
    asked = configuration(
        data, surveys=surveys, privacy=Privacy(smallest_group=5), report_date=REPORT
    )
    shown, left = redact(asked, data, analyse(asked, data))
    empty = PairedAnswers(both=0, gained=0, lost=0, neither=0)
    assert [item.paired for item in shown.surveys] == [empty, many, empty, empty]
    assert [item.is_suppressed for item in shown.surveys] == [True, False, True, True]
    assert left.surveys == {item.id: item for item in shown.surveys}
    assert tuple(left.files) == kept  # the rest of the survey is kept
    free = replace(asked, privacy=Privacy(smallest_group=None))
    assert redact(free, data, analyse(free, data)) == (free, data)


def test_a_person_with_two_roles_is_one_node() -> None:
    committee = large()
    first = committee.structures[0]
    chair = Role(title="Chair", holders=first.roles[0].holders[:1], lead=True)
    doubled = replace(first, roles=(chair, *first.roles))
    committee = replace(committee, structures=(doubled, *committee.structures[1:]))
    data = dataset(monthly(metric(), date(2018, 7, 1), growing(1000, 40, 24)))
    asked = configuration(
        data, committee=committee, privacy=Privacy(smallest_group=5), report_date=REPORT
    )
    shown, _ = redact(asked, data, analyse(asked, data))
    assert shown.committee is not None
    chairs, leads, _ = shown.committee.structures[0].roles
    assert chairs.holders == leads.holders[:1]
    names = {item.id: item.name for item in shown.committee.members}
    assert names[chairs.holders[0]] == "Chair"
    assert not {item.name for item in committee.members} & set(names.values())
