"""Eight real committees: who led them on two days, recounted here with `csv` alone."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from reportgen.api import Analysed, BuildOptions, analyse, build

if TYPE_CHECKING:
    from pathlib import Path

FILE = "org_kubernetes_roles/role_holdings.csv"
GROUPS = ("CLI", "Cloud Provider", "Docs", "Network", "Node", "Release", "Testing", "Usability")
BASE, LATER = "2021-01-01", "2026-01-01"
ROLES = ("Chair", "Tech lead")


def on_day(shared_data: Path, group: str, day: str) -> dict[str, set[str]]:
    """Return the holders of each role on a day; days compare as text."""
    with (shared_data / FILE).open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["group"] == group]
    return {
        role: {
            row["person"]
            for row in rows
            if row["role"] == role
            and row["from"] <= day
            and (not row["until"] or day < row["until"])
        }
        for role in ROLES
    }


def configured(folder: Path, group: str, more: str = "") -> Path:
    path = folder / "sig.yaml"
    path.write_text(
        f"reportgen: 1\norganization: {{name: SIG {group}}}\nbrief: {{report_date: {LATER}}}\n"
        f"committee:\n  holdings: {{file: {FILE}, where: {{group: {group}}}, "
        f"until_is: first_day_out}}\n  dates: [{BASE}, {LATER}]\n{more}",
        encoding="utf-8",
    )
    return path


def count(analysed: Analysed, name: str) -> float:
    found = analysed.outcomes.quantities[f"committee.{name}"].value
    assert isinstance(found, (int, float))
    return found


@pytest.mark.parametrize("group", GROUPS)
def test_leads_of_two_days_and_their_turnover_agree_with_a_recount(
    group: str, shared_data: Path, tmp_path: Path
) -> None:
    analysed = analyse(configured(tmp_path, group), data_roots=(shared_data,))
    committee = analysed.configuration.committee
    assert committee is not None
    people = {}
    for day in (BASE, LATER):
        expected = on_day(shared_data, group, day)
        structure = next(item for item in committee.structures if item.id == day)
        held = {role.title: set(role.holders) for role in structure.roles}
        assert {role: held.get(role, set()) for role in ROLES} == expected
        people[day] = set().union(*expected.values())
        assert count(analysed, f"{day}.members") == len(people[day])
    assert analysed.outcomes.committee is not None
    change = analysed.outcomes.committee.changes[0]
    assert isinstance(change.joined, tuple)
    assert isinstance(change.left, tuple)
    assert set(change.joined) == people[LATER] - people[BASE]
    assert set(change.left) == people[BASE] - people[LATER]
    name = f"{LATER}_vs_{BASE}"
    assert count(analysed, f"{name}.stayed") == len(people[BASE] & people[LATER])
    turnover = analysed.outcomes.quantities[f"committee.{name}.turnover"]
    if people[BASE]:
        assert (turnover.numerator, turnover.n) == (len(change.left), len(people[BASE]))


@pytest.mark.parametrize("group", ["Docs", "Network", "Usability"])
def test_a_brief_of_a_real_committee_names_its_people_or_hides_all(
    group: str, shared_data: Path, tmp_path: Path
) -> None:
    for more in ("", "privacy: {members: roles, smallest_group: null}\n", "privacy: {}\n"):
        options = BuildOptions(
            output=tmp_path / str(len(more)), data_roots=(shared_data,), formats=("html",)
        )
        result = build(configured(tmp_path, group, more), options)
        assert result.is_made, result.diagnostics
        page = next(path for path in result.files if path.suffix == ".html").read_text("utf-8")
        people = set().union(*on_day(shared_data, group, BASE).values())
        assert all((f">{name}" in page or f" {name}" in page) != bool(more) for name in people)
        assert "levels" not in page.split("<main", 1)[-1].split("How each number", 1)[0]
