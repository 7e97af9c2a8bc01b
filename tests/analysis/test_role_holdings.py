"""Committees of dated role holdings: structures, turnover and time in office."""

from __future__ import annotations

from datetime import date
from textwrap import dedent, indent
from typing import TYPE_CHECKING

import pytest

from reportgen.api import Analysed, BuildOptions, analyse, build
from reportgen.config.member_ids import member_ids, member_of_terms
from reportgen.errors import ConfigError
from reportgen.model.committee import Term

if TYPE_CHECKING:
    from pathlib import Path

FILE = """\
Person,Role,From,Until,Reports to
Ada Moreno,Chair,2020-01,2022-12,
Bo Lindqvist,Treasurer,2021-05-10,2023-05-09,Chair
Bo Lindqvist,Chair,2023-05-10,,
Cy Okafor,Secretary,2021-01,2021-12,Chair
CY  OKAFOR,Secretary,2023-09,present,Chair
Di Watts,Treasurer,2023-05-10,2024-02-29,Chair
Ed Lopes,Outreach,2022-03,2022-08,Chair
,Events,2023-01,,Chair
Flo Baker,Librarian,2015,2019,
"""


def analysed(folder: Path, committee: str, more: str = "", file: str = FILE) -> Analysed:
    (folder / "roles.csv").write_text(
        file.replace(",2015,2019,", ",2015-01,2019-12,"), encoding="utf-8"
    )
    path = folder / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
        f"{more}committee:\n{indent(dedent(committee), '  ')}",
        encoding="utf-8",
    )
    return analyse(path)


def numbers(found: Analysed, stem: str) -> dict[str, object]:
    return {
        key.rpartition(".")[2]: item.value
        for key, item in found.outcomes.quantities.items()
        if key.startswith(f"committee.{stem}.")
    }


HOLDINGS = "  holdings: {file: roles.csv, from: From, until_is: last_day}\n"


def test_two_days_say_who_came_left_returned_changed_role_and_passed_through(
    tmp_path: Path,
) -> None:
    found = analysed(tmp_path, HOLDINGS + "  dates: [2021-12-31, 2024-01-31]\n")
    committee = found.configuration.committee
    assert committee is not None
    before, after = (
        {role.title: role.holders for role in item.roles} for item in committee.structures
    )
    assert before == {
        "Chair": ("ada-moreno",),
        "Treasurer": ("bo-lindqvist",),
        "Secretary": ("cy-okafor",),
    }
    assert after == {
        "Chair": ("bo-lindqvist",),
        "Treasurer": ("di-watts",),
        "Secretary": ("cy-okafor",),
        "Outreach": (),
        "Events": (),
    }
    assert numbers(found, "2024-01-31_vs_2021-12-31") == {
        "stayed": 2,
        "joined": 1,
        "left": 1,
        "returned": 1,  # Cy Okafor, who was away for 20 months
        "changed_role": 1,
        "passed_through": 1,
        "turnover": pytest.approx(1 / 3),
        "roles_changed": pytest.approx(2 / 3),
    }
    later = numbers(found, "2024-01-31")
    assert (later["members"], later["roles"], later["vacant"], later["levels"]) == (3, 5, 2, 2)
    assert numbers(found, "2021-12-31")["retention"] == pytest.approx(2 / 3)
    years = [
        (date(2024, 1, 31) - date(2021, 5, 10)).days,
        (date(2024, 1, 31) - date(2023, 9, 1)).days + 365,
        (date(2024, 1, 31) - date(2023, 5, 10)).days,
    ]
    assert later["time_in_office"] == pytest.approx(sum(years) / 3 / 365.25)


def test_every_number_names_its_rows(tmp_path: Path) -> None:
    found = analysed(tmp_path, HOLDINGS + "  dates: [2021-12-31, 2024-01-31]\n")
    rows = {
        key.removeprefix("committee."): [(item.file, item.column, item.rows)]
        for key, quantity in found.outcomes.quantities.items()
        for item in quantity.sources
    }
    assert rows["2021-12-31.members"] == [("roles.csv", "Person", "2-3,5")]
    assert rows["2024-01-31.members"] == [("roles.csv", "Person", "4,6-7,9")]
    assert rows["2024-01-31.vacant"] == [("roles.csv", "Person", "8-9")]
    assert rows["2024-01-31_vs_2021-12-31.joined"] == [("roles.csv", "Person", "2-9")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            "intervention: {on: 2023-01-01}\n",
            [("before", date(2022, 12, 31)), ("after", date(2024, 12, 31))],
        ),
        (
            "reporting_period: {from: 2023-01, to: 2023-12}\n",
            [("start", date(2022, 12, 31)), ("end", date(2023, 12, 31))],
        ),
        ("intervention: {on: 2026-01-01}\n", [("now", date(2024, 12, 31))]),
        ("", [("start", date(2024, 9, 30)), ("end", date(2024, 12, 31))]),
        ("reporting_period: {from: 2025-01, to: 2025-03}\n", [("now", date(2024, 12, 31))]),
        ("periods: {spring: {from: 2024-03, to: 2024-05}}\n", [("now", date(2024, 12, 31))]),
    ],
)
def test_the_days_compared_follow_from_the_periods(
    more: str, expected: list[tuple[str, date]], tmp_path: Path
) -> None:
    committee = analysed(tmp_path, HOLDINGS, more).configuration.committee
    assert committee is not None
    assert [(item.id, item.first) for item in committee.structures] == expected


def test_without_a_report_date_there_is_no_day_to_tell_of(tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text(
        "person,role,from,until\nAda,Chair,2020-01,\n", encoding="utf-8"
    )
    path = tmp_path / "config.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\n"
        "committee: {holdings: {file: roles.csv}}\n",
        encoding="utf-8",
    )
    with pytest.raises(ConfigError) as raised:
        analyse(path)
    [found] = [item for item in raised.value.diagnostics if item.code == "DAT116"]
    assert "River Club has no report date" in str(found.message)
    assert found.place is not None
    assert str(found.help).startswith("add `brief: {report_date: …}`")
    built = build(path, BuildOptions(output=tmp_path / "output"))
    assert not built.is_made
    assert "DAT116" in {item.code for item in built.diagnostics}


def test_until_is_the_last_day_or_the_first_day_out(tmp_path: Path) -> None:
    file = "person,role,from,until\nAda Moreno,Chair,2022-01-01,2024-01-01\n"
    for until_is, present in (("last_day", 1), ("first_day_out", 0)):
        holdings = f"  holdings: {{file: roles.csv, until_is: {until_is}}}\n  dates: [2024-01-01]\n"
        found = analysed(tmp_path, holdings, file=file)
        assert numbers(found, "2024-01-01")["members"] == present


def test_roles_of_two_groups_are_two_roles_unless_one_group_is_chosen(tmp_path: Path) -> None:
    file = "group,person,role,from,until\nA,Ada,Chair,2022-01,\nB,Bo,Chair,2022-01,\n"
    for where, titles in (("", ["A: Chair", "B: Chair"]), (", where: {group: B}", ["Chair"])):
        found = analysed(tmp_path, f"  holdings: {{file: roles.csv{where}}}\n", file=file)
        committee = found.configuration.committee
        assert committee is not None
        assert [role.title for role in committee.structures[0].roles] == titles


def test_a_plain_list_without_dates_is_of_the_report_date_alone(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        """\
          members:
            - {name: José García, role: Chair}
            - {name: Ada Moreno, role: Treasurer, reports_to: Chair}
            - {name: Ada Moreno, role: Press}
            - {role: Secretary}
            - {name: Bo Lind}
        """,
    )
    committee = found.configuration.committee
    assert committee is not None
    assert [item.id for item in committee.members] == ["jose-garcia", "ada-moreno", "bo-lind"]
    values = numbers(found, "now")
    assert (values["members"], values["roles"], values["vacant"]) == (3, 4, 1)
    assert values["time_in_office"] is None
    assert not [key for key in found.outcomes.quantities if "_vs_" in key]


def test_who_left_and_came_back_is_one_person(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        """\
          members:
            - {name: Ada Moreno, role: Chair, joined: 2020-01-01, left: 2022-07-01}
            - {name: Bo Lind, role: Chair, joined: 2022-07-01}
            - {name: ada moreno, role: Press, joined: 2023-06-01}
          dates: [2022-01-01, 2024-01-01]
        """,
    )
    values = numbers(found, "2024-01-01_vs_2022-01-01")
    assert (values["stayed"], values["joined"], values["left"], values["returned"]) == (1, 1, 0, 1)


def test_a_member_with_terms_is_there_in_each_of_them(tmp_path: Path) -> None:
    found = analysed(
        tmp_path,
        """\
          members:
            - {id: a, name: Ada, terms: [{joined: 2021-01, left: 2023-06}, {joined: 2024-03}]}
            - {id: b, name: Bo Lind, joined: 2022-01}
          structures:
            - {id: before, from: 2023-01, to: 2023-12, roles: [{title: Chair, holders: [a]}]}
            - {id: after, from: 2024-01, roles: [{title: Chair, holders: [b]}]}
        """,
    )
    before = numbers(found, "before")
    assert (before["members"], before["retention_to_end"], before["retention"]) == (2, 0.5, 1)
    assert numbers(found, "after_vs_before") == {"stayed": 1, "joined": 0, "left": 1}


def test_ids_are_plain_and_no_two_alike() -> None:
    names = ["José García", "jose garcia", "JOSÉ  GARCÍA", "委員", "3 Doe", "Łódź Øre"]
    assert list(member_ids(names, taken=["jose-garcia"]).values()) == [
        "jose-garcia-2",
        "jose-garcia-3",
        "member",
        "member-3-doe",
        "lodz-ore",
    ]


def test_terms_that_touch_or_overlap_are_one() -> None:
    terms = [
        Term(first=date(2021, 1, 1), end=date(2022, 1, 1)),
        Term(first=None, end=date(2020, 1, 1)),
        Term(first=date(2021, 6, 1), end=date(2021, 7, 1)),
        Term(first=date(2022, 1, 1), end=None),
    ]
    found = member_of_terms("a", "A", terms).terms
    assert found == (Term(end=date(2020, 1, 1)), Term(first=date(2021, 1, 1)))
