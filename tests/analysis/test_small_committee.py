"""A committee with a smallest group: what is large enough is told, all else is kept back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from reportgen.analysis.analyse import analyse
from reportgen.analysis.for_readers import for_readers
from reportgen.analysis.retention import measure_committee
from reportgen.analysis.small_committee import keep_back_members
from reportgen.analysis.small_groups import kept_back
from reportgen.model.committee import Committee, Member, Role, Structure
from reportgen.model.privacy import Privacy
from tests.analysis.factories import configuration, dataset, growing, member, metric, monthly

CHANGE = date(2019, 7, 1)
REPORT = date(2020, 6, 30)
KEPT = kept_back(5)


def person(number: int, *, leavers: int) -> Member:
    """Return one of 20 who were there at first, or one of 10 who came with the change."""
    is_new = number >= 20
    return member(
        f"m{number:02}",
        "student" if number % 10 < 5 else "faculty",
        joined=CHANGE if is_new else date(2018, 1, 1),
        left=CHANGE if 20 - leavers <= number < 20 else None,
    )


def large(*, leavers: int = 10) -> Committee:
    """Return a committee of whose first 20 people the last `leavers` went at the change."""
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


def test_what_enough_people_stand_behind_is_told_as_it_is() -> None:
    found = measure_committee(large(), REPORT)
    kept = keep_back_members(found, large(), smallest=5, report_date=REPORT)
    before, known = kept.measures[0], found.measures[0]
    assert before.members == known.members
    assert before.trainee_share == known.trainee_share
    assert before.trainee_lead_share == known.trainee_lead_share
    assert kept.changes == found.changes
    assert [item.mean_tenure_months for item in kept.retention] == [
        item.mean_tenure_months for item in found.retention
    ]


@pytest.mark.parametrize("leavers", [1, 4])
def test_few_leavers_keep_back_all_three_counts_of_a_change(leavers: int) -> None:
    committee = large(leavers=leavers)
    found = measure_committee(committee, REPORT)
    kept = keep_back_members(found, committee, smallest=5, report_date=REPORT)
    (change,) = kept.changes
    assert (change.stayed, change.joined, change.left) == (KEPT, KEPT, KEPT)
    assert kept.retention[0].to_report == KEPT
    assert kept.measures[0].members == found.measures[0].members


def test_the_tenure_of_few_is_kept_back() -> None:
    committee = large()
    known_of_two = tuple(
        item if number < 2 or number >= 20 else replace(item, joined=None)
        for number, item in enumerate(committee.members)
    )
    committee = replace(committee, members=known_of_two)
    found = measure_committee(committee, REPORT)
    kept = keep_back_members(found, committee, smallest=5, report_date=REPORT)
    assert isinstance(found.retention[0].mean_tenure_months, float)
    assert kept.retention[0].mean_tenure_months == KEPT


def test_a_holder_of_two_offices_is_drawn_as_one_person() -> None:
    committee = large()
    first = committee.structures[0]
    chair = Role(title="Chair", holders=first.roles[0].holders[:1], lead=True)
    doubled = replace(first, roles=(chair, *first.roles))
    committee = replace(committee, structures=(doubled, *committee.structures[1:]))
    data = dataset(monthly(metric(), date(2018, 7, 1), growing(1000, 40, 24)))
    asked = configuration(
        data, committee=committee, privacy=Privacy(smallest_group=5), report_date=REPORT
    )
    shown, _ = for_readers(asked, data, analyse(asked, data))
    assert shown.committee is not None
    chairs, leads, _ = shown.committee.structures[0].roles
    assert chairs.holders == leads.holders[:1]
    names = {item.id: item.name for item in shown.committee.members}
    assert names[chairs.holders[0]] == "Chair"
    assert not {item.name for item in committee.members} & set(names.values())
