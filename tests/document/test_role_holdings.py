"""What briefs say of committees that are known by who held which role when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.api import BuildOptions, build
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.verify.explain import explain_text
from reportgen.verify.verification import verify
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

ROLES = """\
person,role,from,until
Ada Moreno,Chair,2020-01-01,2022-12-31
Bo Lindqvist,Treasurer,2021-05-10,2023-05-09
Bo Lindqvist,Chair,2023-05-10,
Cy Okafor,Secretary,2021-01-01,
Di Watts,Treasurer,2023-05-10,
"""
NAMES = ("Moreno", "Lindqvist", "Okafor", "Watts")


def made(folder: Path, more: str = "", formats: tuple[str, ...] = ("html", "md")) -> list[Path]:
    (folder / "roles.csv").write_text(ROLES, encoding="utf-8")
    path = folder / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\n"
        "brief: {report_date: 2024-12-31, language: LANG}\n"
        "committee:\n  holdings: {file: roles.csv}\n  dates: [2022-01-01, 2024-12-31]\n".replace(
            "LANG", "es" if more == "es" else "en"
        )
        + (more if more != "es" else ""),
        encoding="utf-8",
    )
    result = build(path, BuildOptions(output=folder / "out", formats=formats))
    assert result.is_made, result.diagnostics
    assert not [item.message for item in result.diagnostics if item.code[:3] in ("TXT", "CFG")]
    return list(result.files)


def test_the_guide_s_example_builds_and_names_who_came_and_went(tmp_path: Path) -> None:
    guide = (ROOT / "docs" / "how-to" / "committee.md").read_text(encoding="utf-8")
    table, example = (
        re.search(pattern, guide, re.DOTALL)
        for pattern in (r"```\n(person,.*?)```", r"```yaml\n# river-club.yaml\n(.*?)```")
    )
    assert table is not None
    assert example is not None
    (tmp_path / "committee.csv").write_text(table[1], encoding="utf-8")
    (tmp_path / "club.yaml").write_text(example[1], encoding="utf-8")
    result = build(tmp_path / "club.yaml", BuildOptions(output=tmp_path / "out", formats=("md",)))
    assert not [item for item in result.diagnostics if item.severity != "advice"]
    text = text_of(list(result.files))
    assert "Left: Ada Example. Joined: Di Watts." in text


def text_of(files: list[Path]) -> str:
    text = next(path for path in files if path.suffix == ".md").read_text(encoding="utf-8")
    return text.split("## How we did it")[0].split("## Cómo")[0]


def test_names_are_text_and_levels_are_not(tmp_path: Path) -> None:
    text = text_of(made(tmp_path))
    assert "Between 1 January 2022 and 31 December 2024, 2 of the 3 people stayed, 1 left" in text
    assert "Left: Ada Moreno. Joined: Di Watts." in text
    assert "Changed role: Bo Lindqvist (from Treasurer to Chair)" in text
    assert "| Treasurer | Bo Lindqvist | Di Watts |" in text
    assert "level" not in text


def test_a_spanish_brief_says_the_same(tmp_path: Path) -> None:
    text = text_of(made(tmp_path, "es"))
    assert "siguieron 2 de las 3 personas" in text
    assert "Salidas: Ada Moreno. Incorporaciones: Di Watts." in text


def test_roles_stand_for_hidden_names_and_turnover_is_of_roles(tmp_path: Path) -> None:
    files = made(tmp_path, "privacy: {members: roles, smallest_group: null}\n")
    text = text_of(files)
    assert "2 of 3 roles (67%) had other holders on 31 December 2024 than on 1 January 2022" in text
    assert "| Treasurer | held | changed hands |" in text
    assert "| Secretary | held | as before |" in text
    everything = "".join(path.read_text("utf-8", errors="replace") for path in files)
    assert not [name for name in NAMES if name in everything]


def test_a_role_that_names_a_hidden_person_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "roles.csv").write_text(
        ROLES + "Flo Baker,Deputy of Ada Moreno,2024-01-01,\n", encoding="utf-8"
    )
    path = tmp_path / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
        "committee: {holdings: {file: roles.csv}}\nprivacy: {members: roles}\n",
        encoding="utf-8",
    )
    result = build(path, BuildOptions(output=tmp_path / "out", formats=("md",)))
    assert not result.is_made
    assert {item.code for item in result.diagnostics if item.severity == "error"} == {"CFG095"}
    assert not [name for name in NAMES for item in result.diagnostics if name in item.message]


def test_small_groups_leave_the_count_of_roles_alone(tmp_path: Path) -> None:
    files = made(tmp_path, "privacy: {}\n")
    text = text_of(files)
    assert "2 of 3 roles (67%)" in text
    assert "| People | [<5] | [<5] |" in text.replace("\\", "")
    assert "Treasurer" not in text
    outcomes = next(path for path in files if path.name == "outcomes.json").read_text("utf-8")
    assert '"rows"' not in outcomes or "roles.csv" not in outcomes


@pytest.mark.parametrize("more", ["", "privacy: {members: roles, smallest_group: null}\n"])
def test_verify_recounts_it_and_explain_names_the_rows(more: str, tmp_path: Path) -> None:
    files = made(tmp_path, more, ("html", "pdf"))
    for path in files:
        if path.suffix in (".html", ".pdf"):
            found = verify(path, data=tmp_path)
            assert not found.findings, found.findings
            finished = open_finished(path)
            text = explain_text(finished, "committee.2024-12-31.members")
            assert "roles.csv" in text
            assert "4-6" in text


def test_a_list_of_names_is_rebuilt_from_what_the_brief_carries(tmp_path: Path) -> None:
    path = tmp_path / "club.yaml"
    for privacy in ("", "privacy: {members: roles, smallest_group: null}\n", "privacy: {}\n"):
        path.write_text(
            "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
            "committee:\n  members:\n"
            "    - {name: Ada Moreno, role: Chair, joined: 2020-01, left: 2023-01}\n"
            "    - {name: Bo Lindqvist, role: Treasurer, reports_to: Chair, joined: 2021-01}\n"
            "    - {name: Ada Moreno, role: Secretary, reports_to: Chair, joined: 2023-06}\n"
            "    - {name: Cy Okafor, role: Chair, joined: 2023-01}\n"
            "  dates: [2022-01-01, 2024-12-31]\n"
            "milestones: [{on: 2023-01, what: The hall is ours}]\n" + privacy,
            encoding="utf-8",
        )
        options = BuildOptions(output=tmp_path / str(len(privacy)), formats=("html", "pdf"))
        result = build(path, options)
        assert result.is_made, result.diagnostics
        for file in result.files:
            if file.suffix in (".html", ".pdf"):
                assert not verify(file, data=tmp_path).findings
                if privacy:
                    page = file.read_bytes().decode("utf-8", errors="replace")
                    assert not [name for name in NAMES if name in page]


@pytest.mark.parametrize("ranks", ["", "  ranks: [member]\n"])
def test_a_turnover_is_never_text_as_levels_that_stayed(ranks: str, tmp_path: Path) -> None:
    path = tmp_path / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: River Club}\nbrief: {report_date: 2024-12-31}\n"
        f"committee:\n{ranks}  members:\n"
        "    - {id: a, name: Ada Moreno, left: 2023-12-15}\n"
        "    - {id: b, name: Bo Lindqvist}\n"
        "    - {id: c, name: Ada Mills, joined: 2024-01-01}\n"
        "  structures:\n"
        "    - {id: before, from: 2023-01, to: 2023-12,\n"
        "       roles: [{title: Chair, holders: [a]}, {title: Press, holders: [b]}]}\n"
        "    - {id: after, from: 2024-01,\n"
        "       roles: [{title: Chair, holders: [c]}, {title: Press, holders: [b]}]}\n",
        encoding="utf-8",
    )
    result = build(path, BuildOptions(output=tmp_path / "out", formats=("html", "md")))
    assert not result.diagnostics
    text = text_of(list(result.files))
    assert "1 member stayed, 1 joined, and 1 left" in text
    assert "stayed at" not in text
    assert ("| Levels |" in text) == bool(ranks)
    assert "AMb, Ada Mills" in text
