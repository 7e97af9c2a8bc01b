"""Measures of a committee, against counts by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from reportgen.analysis.committee.retention import (
    compare_membership,
    estimate_retention,
    measure_committee,
)
from reportgen.analysis.committee.structure import StructureMeasures, measure_structure
from reportgen.model.committee import Committee, Member, Mentoring, RankSpell, Role, Structure
from reportgen.model.estimate import Refusal
from reportgen.statistics.answers.proportion import ProportionEstimate
from tests.analysis.factories import member

START = date(2019, 7, 1)


def structure(*roles: Role, id_: str = "after", **changes: Any) -> Structure:
    fields: dict[str, Any] = {"label": id_, "first": START, "last": None, **changes}
    return Structure(id=id_, roles=roles, **fields)


def committee(*members: Member, structures: tuple[Structure, ...] = ()) -> Committee:
    return Committee(
        ranks=("student", "resident", "faculty"),
        trainee_ranks=("student", "resident"),
        members=members,
        structures=structures,
    )


def measured(*roles: Role, members: tuple[Member, ...], **changes: Any) -> StructureMeasures:
    return measure_structure(committee(*members), structure(*roles, **changes))


def share(of: ProportionEstimate | Refusal) -> tuple[int, int]:
    assert isinstance(of, ProportionEstimate)
    return of.successes, of.trials


PEOPLE = tuple(
    member(id_, rank)
    for id_, rank in (
        ("chair", "faculty"),
        ("deputy", "faculty"),
        ("writer", "resident"),
        ("artist", "student"),
        ("guest", None),
    )
)
LADDER = (
    Role(title="Chair", holders=("chair",), lead=True),
    Role(title="Deputy", holders=("deputy",), reports_to="Chair", lead=True),
    Role(title="Writing", holders=("writer",), reports_to="Deputy"),
    Role(title="Art", holders=("artist",), reports_to="Deputy"),
)


def test_a_ladder_of_three_levels_is_counted_by_hand() -> None:
    found = measured(*LADDER, members=PEOPLE)
    assert found.levels == 3
    assert found.roles == 4
    assert found.hierarchy == (0 + 1 + 2 + 2) / 4  # above chair, deputy, writer, artist
    assert found.span == (1 + 2) / 2  # below the chair, below the deputy
    assert isinstance(found.members, tuple)
    assert len(found.members) == 5


def test_a_committee_without_reports_has_a_hierarchy_of_0_on_one_level() -> None:
    flat = [Role(title=id_, holders=(id_,), lead=True) for id_ in ("chair", "writer")]
    found = measured(*flat, members=PEOPLE)
    assert (found.levels, found.hierarchy, found.span) == (1, 0, None)


def test_members_without_a_role_do_not_flatten_the_hierarchy() -> None:
    crowd = (*PEOPLE, *(member(f"extra{n}") for n in range(10)))
    assert measured(*LADDER, members=crowd).hierarchy == measured(*LADDER, members=PEOPLE).hierarchy


def test_shared_roles_put_both_holders_above_and_neither_above_the_other() -> None:
    roles = (
        Role(title="Leads", holders=("chair", "writer"), lead=True),
        Role(title="Art", holders=("artist", "writer"), reports_to="Leads"),
    )
    found = measured(*roles, members=PEOPLE)
    # Above the artist: both leads; above the writer, via Art: the chair; above the chair: no one.
    assert found.hierarchy == (2 + 1 + 0) / 3
    assert found.span == (2 + 1) / 2


def test_a_cycle_of_reports_ends_and_counts_each_person_once() -> None:
    circle = (
        Role(title="A", holders=("chair",), reports_to="B"),
        Role(title="B", holders=("deputy",), reports_to="C"),
        Role(title="C", holders=("writer",), reports_to="A"),
    )
    found = measured(*circle, members=PEOPLE)
    assert (found.levels, found.hierarchy) == (3, 2)


def test_without_roles_there_is_nothing_to_measure() -> None:
    found = measured(members=PEOPLE)
    assert (found.levels, found.hierarchy, found.span) == (0, None, None)
    assert isinstance(found.trainee_lead_share, Refusal)


def test_lead_shares_count_people_not_roles() -> None:
    roles = (
        Role(title="Chair", holders=("chair",), lead=True),
        Role(title="Co-lead", holders=("writer", "artist"), lead=True),
        Role(title="Media", holders=("writer",), lead=True),
    )
    found = measured(*roles, members=PEOPLE)
    assert share(found.trainee_lead_share) == (2, 3)
    assert share(found.trainee_share) == (2, 4)  # the guest has no known rank


def test_lead_shares_by_group_name_every_group_of_the_committee() -> None:
    members = (
        member("chair", "faculty", groups=("woman",)),
        member("writer", "resident", groups=("woman", "first-generation")),
        member("artist", "student", groups=("man",)),
    )
    roles = (Role(title="Leads", holders=("chair", "writer"), lead=True),)
    shares = measured(*roles, members=members).group_lead_shares
    assert {group: share(found) for group, found in shares.items()} == {
        "woman": (2, 2),
        "first-generation": (1, 2),
        "man": (0, 2),
    }


def test_the_rank_is_that_of_the_first_day_or_of_joining() -> None:
    promoted = (
        RankSpell(rank="student", first=None),
        RankSpell(rank="faculty", first=date(2020, 1, 1)),
    )
    early = Member(id="early", name="E", ranks=promoted)
    late = Member(id="late", name="L", ranks=promoted, joined=date(2020, 2, 1))
    roles = (Role(title="Leads", holders=("early", "late"), lead=True),)
    found = measured(*roles, members=(early, late))
    assert share(found.trainee_lead_share) == (1, 2)
    assert found.members == ("early",)


def test_mentoring_counts_pairs_once_and_directions_by_rank() -> None:
    mentoring = (
        Mentoring(mentor="artist", mentee="chair"),  # upward
        Mentoring(mentor="chair", mentee="artist"),  # and back: one pair, both directions
        Mentoring(mentor="deputy", mentee="writer"),  # downward
        Mentoring(mentor="deputy", mentee="writer"),  # listed twice
        Mentoring(mentor="deputy", mentee="chair"),  # same rank
        Mentoring(mentor="guest", mentee="chair"),  # no known rank
    )
    found = measured(*LADDER, members=PEOPLE, mentoring=mentoring)
    assert found.mentoring_pairs == 4
    assert share(found.upward_share) == (1, 4)
    assert share(found.two_way_share) == (1, 4)


def test_a_committee_without_mentoring_has_no_mentoring_share() -> None:
    found = measured(*LADDER, members=PEOPLE)
    assert found.mentoring_pairs == 0
    assert isinstance(found.upward_share, Refusal)
    assert isinstance(found.two_way_share, Refusal)


def test_skills_match_regardless_of_case_and_over_all_holders() -> None:
    members = (
        member("chair", skills=("Budget",)),
        member("writer", skills=("editing", "French")),
        member("artist", skills=("graphic design",)),
    )
    roles = (
        Role(title="Chair", holders=("chair",), needs=("budget",)),
        Role(title="Media", holders=("writer", "artist"), needs=("editing", "graphic design")),
        Role(title="Web", holders=("artist",), needs=("html",)),
        Role(title="Anything", holders=("artist",)),
    )
    found = measured(*roles, members=members)
    assert share(found.matched_role_share) == (2, 3)
    assert found.unused_skills == ("French",)


def test_retention_counts_only_members_of_the_first_day() -> None:
    members = (
        member("a", joined=date(2018, 7, 1)),
        member("b", joined=date(2019, 1, 1), left=date(2020, 6, 30)),
        member("c", left=date(2020, 7, 1)),
        member("d", joined=date(2019, 8, 1)),  # joined later: not counted
        member("e", left=START),  # left on the first day
    )
    of = committee(*members)
    found = estimate_retention(of, structure(last=date(2020, 6, 30)), date(2021, 6, 30))
    assert found.to_end is not None
    assert share(found.to_end) == (2, 3)  # the last day of the structure was the first without b
    assert share(found.to_report) == (1, 3)
    days = (date(2021, 6, 30) - date(2018, 7, 1)).days, (date(2020, 6, 30) - date(2019, 1, 1)).days
    assert found.mean_tenure_months == pytest.approx(sum(days) / 2 / 30.4375)


def test_a_structure_that_lasts_has_no_retention_to_its_end() -> None:
    of, report = committee(member("a")), date(2021, 6, 30)
    assert estimate_retention(of, structure(), report).to_end is None
    assert estimate_retention(of, structure(last=report), report).to_end is not None
    ends_later = structure(last=date(2021, 7, 1))
    assert estimate_retention(of, ends_later, report).to_end is None


def test_retention_without_members_is_refused() -> None:
    of = committee(member("late", joined=date(2020, 1, 1)))
    found = estimate_retention(of, structure(), date(2021, 6, 30))
    assert isinstance(found.to_report, Refusal)
    assert found.mean_tenure_months is None


def test_all_15_retained_has_the_wilson_interval() -> None:
    of = committee(*(member(f"m{n}") for n in range(15)))
    found = estimate_retention(of, structure(), date(2021, 6, 30)).to_report
    assert isinstance(found, ProportionEstimate)
    # By algebra n / (n + z^2); scipy.stats.binomtest(15, 15).proportion_ci(method="wilson")
    # of SciPy 1.17.1 gives the same.
    assert found.ci_low == pytest.approx(0.7961166989641515, rel=1e-12)
    assert found.ci_low == pytest.approx(15 / (15 + 1.959963984540054**2), rel=1e-12)
    assert found.ci_high == 1


def test_who_stayed_joined_and_left_add_up() -> None:
    base = structure(id_="before", first=date(2018, 7, 1))
    later = structure()
    members = (
        member("a"),
        member("b", left=date(2019, 1, 1)),
        member("c", joined=date(2019, 1, 1)),
    )
    change = compare_membership(committee(*members), base, later)
    assert (change.stayed, change.joined, change.left) == (("a",), ("c",), ("b",))


def test_structures_after_the_report_date_are_left_out() -> None:
    future = structure(id_="future", first=date(2030, 1, 1))
    of = committee(member("a"), structures=(structure(), future))
    found = measure_committee(of, date(2021, 6, 30))
    assert [item.structure.id for item in found.measures] == ["after"]
    assert found.changes == ()
