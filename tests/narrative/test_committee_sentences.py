"""Sentences on committees that are known by who held which role when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.api import analyse
from reportgen.model.prose import plain_text
from reportgen.narrative.narrative import describe_outcomes
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.narrative.narrative import Narrative

HEAD = "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
ROLES = """\
committee:
  members:
    - {name: Ada Moreno, role: Chair, joined: 2020-01-01, left: 2024-03-01}
    - {name: Bo Lind, role: Press, joined: 2020-01-01, reports_to: Chair}
    - {name: Cy Okafor, role: Chair, joined: 2024-03-01}
  dates: [DATES]
"""
WITHOUT_ROLES = """\
committee:
  members:
    - {name: Ada Moreno, joined: 2020-01-01}
    - {name: Bo Lind}
  dates: [DATES]
"""
VACANT = """\
committee:
  members:
    - {name: Ada Moreno, role: Chair, joined: 2020-01-01, left: 2024-03-01}
    - {name: Bo Lind, role: Press, joined: 2020-01-01, left: 2024-05-01}
    - {role: Treasurer}
  dates: [DATES]
"""
STRUCTURES = """\
committee:
  members:
    - {id: a, name: Ada Moreno, left: 2023-12-15}
    - {id: b, name: Bo Lind}
    - {id: c, name: Cy Okafor, joined: 2024-01-01}
  structures:
    - {id: before, from: 2023-01, to: 2023-12, roles: [{title: Chair, holders: [a]}]}
    - {id: after, from: 2024-01, roles: [{title: Chair, holders: [c]}]}
"""
MENTORS = """\
committee:
  members:
    - {id: a, name: Ada Moreno}
    - {id: b, name: Bo Lind}
  structures:
    - {id: before, from: 2023-01, to: 2023-12, roles: [{title: Chair, holders: [a, b]}],
       mentoring: [{mentor: a, mentee: b}]}
    - {id: after, from: 2024-01, roles: [{title: Chair, holders: [a, b]}],
       mentoring: [{mentor: a, mentee: b}]}
"""
HIDDEN = "privacy: {members: roles, smallest_group: null}\n"
VISITS = "metrics: {visits: {kind: count, unit: visits, file: n.csv, date: month, value: n}}\n"


def narrative(folder: Path, committee: str, more: str = "", dates: str = "2024-12-31") -> Narrative:
    rows = "".join(f"2024-{month:02},{month * 7 % 5 + 3}\n" for month in range(1, 13))
    (folder / "n.csv").write_text(f"month,n\n{rows}", encoding="utf-8")
    path = folder / "club.yaml"
    path.write_text(HEAD + more + committee.replace("DATES", dates), encoding="utf-8")
    found = analyse(path)
    return describe_outcomes(found.configuration, found.outcomes)


def full_text(found: Narrative, subject: str) -> str:
    return plain_text(paragraph(*found.statements[subject].full))


def test_days_before_the_report_date_say_who_is_still_there(tmp_path: Path) -> None:
    found = narrative(tmp_path, ROLES, dates="2023-01-01, 2024-06-30")
    assert full_text(found, "retention") == (
        "Of those on the committee on 1 January 2023, 1 of 2 was there on 31 December 2024 (50%). "
        "On average, people had been on the committee for 3.0 years on 1 January 2023 and 2.4 "
        "years on 30 June 2024."
    )
    later = narrative(tmp_path, ROLES, dates="2024-05-01, 2024-06-30")
    assert "1 May 2024, 2 of 2 were there on 31 December 2024 (100%)." in full_text(
        later, "retention"
    )


def test_a_committee_that_began_with_nobody_says_who_joined(tmp_path: Path) -> None:
    found = narrative(tmp_path, ROLES, dates="2019-01-01, 2024-06-30")
    assert full_text(found, "committee.change") == (
        "Between 1 January 2019 and 30 June 2024, 2 people joined. Joined: Bo Lind and Cy Okafor. "
        "1 other person joined and left again in between."
    )
    # No one of the first day could have stayed.
    assert full_text(found, "retention").startswith("On average, ")


def test_one_day_alone_names_that_day(tmp_path: Path) -> None:
    found = narrative(tmp_path, ROLES)
    assert plain_text(found.title) == "River Club: the committee on 31 December 2024"
    figure = found.figure_words["committee"]
    assert plain_text(figure.title) == "Who reported to whom on 31 December 2024"
    assert figure.source == "Committee records of 31 December 2024"
    assert "committee.change" not in found.statements


def test_a_brief_on_more_than_its_committee_is_titled_by_its_metric(tmp_path: Path) -> None:
    found = narrative(tmp_path, ROLES, VISITS, dates="2023-01-01, 2024-12-31")
    assert plain_text(found.title) == "River Club: visits came to 7 in December 2024"


def test_hidden_people_without_roles_leave_no_change_to_tell_of(tmp_path: Path) -> None:
    found = narrative(tmp_path, WITHOUT_ROLES, HIDDEN, dates="2023-01-01, 2024-06-30")
    assert full_text(found, "committee.2024-06-30") == (
        "On 30 June 2024, the committee had 2 people."
    )
    assert "committee.change" not in found.statements
    assert "retention" in found.statements


def test_withheld_members_without_ranks_leave_no_change_to_tell_of(tmp_path: Path) -> None:
    shown = narrative(tmp_path, STRUCTURES)
    assert "1 member stayed, 1 joined, and 1 left" in full_text(shown, "committee.change")
    withheld = narrative(tmp_path, STRUCTURES, "privacy: {}\n")
    assert "fewer than 5 members" in full_text(withheld, "committee.after")
    assert "committee.change" not in withheld.statements


def test_vacant_roles_are_counted_and_named(tmp_path: Path) -> None:
    found = narrative(tmp_path, VACANT, dates="2023-01-01, 2024-04-01, 2024-12-31")
    assert [full_text(found, f"committee.{day}") for day in ("2023-01-01", "2024-04-01")] == [
        (
            "On 1 January 2023, the committee had 2 people and 3 roles. Chair: Ada Moreno; Press: "
            "Bo Lind. On that day 1 role was vacant: Treasurer."
        ),
        (
            "On 1 April 2024, the committee had 1 person and 3 roles. Press: Bo Lind. On that day "
            "2 roles were vacant: Chair and Treasurer."
        ),
    ]
    assert full_text(found, "committee.2024-12-31").startswith(
        "On 31 December 2024, nobody was on the committee. On that day 3 roles were vacant: "
    )
    assert full_text(found, "committee.change") == (
        "Between 1 January 2023 and 1 April 2024, 1 of the 2 people stayed, 1 left, and nobody "
        "joined. Left: Ada Moreno. Vacant on 1 April 2024: Chair and Treasurer. Between 1 April "
        "2024 and 31 December 2024, the only person left and nobody joined. Left: Bo Lind. On 31 "
        "December 2024, nobody was on the committee."
    )


def test_pairs_that_never_taught_both_ways_are_said_once(tmp_path: Path) -> None:
    found = narrative(tmp_path, MENTORS)
    assert full_text(found, "committee.change") == (
        "No mentoring pair taught in both directions under either structure. Between 1 "
        "January 2023 and 1 January 2024, nobody joined and nobody left."
    )
