"""A roster: one configuration per row, and rows of long data files by organization."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.batch.job import Limits
from reportgen.batch.roster import Roster, jobs_of_roster
from reportgen.batch.run import BatchOptions, build_reports
from reportgen.batch.split_file import split_file
from reportgen.config.override import BaseConfiguration, UnknownPlaceError
from reportgen.errors import ConfigError
from reportgen.pipeline import BuildOptions
from tests.batch.conftest import no_progress_bar

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.batch.run import BatchResult

BASE = """\
reportgen: 1
organization: {name: Chapter}
brief: {synthetic: true}
intervention: {on: 2020-07-01}
metrics:
  members: {kind: level, file: long.csv, date: month, value: members}
  visits: {kind: count, file: visits.csv, date: month, value: visits}
goals:
  - {id: grow, specific: Grow, measurable: {quantity: members.observed.latest.value,
     target: 100, direction: at_least}, time_bound: 2020-12-31}
"""
ROSTER = """\
chapter,organization.name,goals.0.measurable.target,city
north,Chapter North,1012,Oslo
south,Chapter South,,Rome
east,"Chapter East, the first",3012,Kyiv
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    (tmp_path / "base.yaml").write_text(BASE)
    (tmp_path / "orgs.csv").write_text(ROSTER)
    months = [f"2020-{month:02}" for month in range(1, 13)]
    level = ["# synthetic", "month,chapter,members"]
    visits = ["month,chapter,visits"]
    for n, month in enumerate(months):
        for place, name in enumerate(("north", "south", "east")):
            level.append(f"{month},{name},{1000 * (place + 1) + n + n % 3}")
            if name != "south":
                visits.append(f"{month},{name},{10 + place + n % 4}")
    level.append("2020-12,west,5")
    (tmp_path / "long.csv").write_text("\n".join(level) + "\n")
    (tmp_path / "visits.csv").write_text("\n".join(visits) + "\n")
    return Roster(
        path=tmp_path / "orgs.csv", base=tmp_path / "base.yaml", organization_column="chapter"
    )


def _run(roster: Roster, output: Path) -> BatchResult:
    build = BuildOptions(output=output, formats=("html",), data_roots=(roster.base.parent,))
    options = BatchOptions(build=build, workers=2, limits=Limits(), has_portfolio=False)
    return build_reports(partial(jobs_of_roster, roster, output), options, bar=no_progress_bar)


def test_each_row_makes_a_brief_from_its_own_data(tmp_path: Path, roster: Roster) -> None:
    output = tmp_path / "output"
    result = _run(roster, output)
    assert not result.failed
    assert sorted(result.built) == ["east", "north", "south"]
    for name, latest in (("north", 1013), ("south", 2013), ("east", 3013)):
        outcomes = json.loads((output / name / "outcomes.json").read_bytes())
        assert outcomes["quantities"]["members.observed.latest.value"]["value"] == latest
        assert outcomes["synthetic"] is True
    names = {
        name: json.loads((output / name / "outcomes.json").read_bytes())["organization"]["name"]
        for name in ("north", "east")
    }
    assert names == {"north": "Chapter North", "east": "Chapter East, the first"}


def test_a_blank_cell_leaves_the_value_of_the_base(tmp_path: Path, roster: Roster) -> None:
    output = tmp_path / "output"
    _run(roster, output)
    targets = {
        name: json.loads((output / name / "outcomes.json").read_bytes())["goals"][0]["target"]
        for name in ("north", "south", "east")
    }
    assert targets == {"north": 1012, "south": 100, "east": 3012}


def test_a_metric_without_a_row_of_the_organization_is_left_out_of_its_brief(
    tmp_path: Path, roster: Roster
) -> None:
    output = tmp_path / "output"
    _run(roster, output)
    quantities = json.loads((output / "south" / "outcomes.json").read_bytes())["quantities"]
    assert not any(name.startswith("visits.") for name in quantities)


def test_a_metric_that_covers_all_months_stays_without_a_row_and_is_0(
    tmp_path: Path, roster: Roster
) -> None:
    base = roster.base.read_text()
    roster.base.write_text(
        base.replace("value: visits}", "value: visits, covers: {from: 2020-01, to: 2020-12}}")
    )
    output = tmp_path / "output"
    assert not _run(roster, output).failed
    found = json.loads((output / "south" / "outcomes.json").read_bytes())["quantities"]
    assert found["visits.observed.latest.value"]["value"] == 0


def test_another_organizations_new_row_rebuilds_nothing_else(
    tmp_path: Path, roster: Roster
) -> None:
    output = tmp_path / "output"
    _run(roster, output)
    path = tmp_path / "long.csv"
    path.write_text(path.read_text().replace("2020-12,east,3013", "2020-12,east,3999"))
    assert _run(roster, output).built == ("east",)


def test_a_duplicate_organization_fails_alone(tmp_path: Path, roster: Roster) -> None:
    roster.path.write_text(ROSTER + "North,Chapter North again,,\n")
    result = _run(roster, tmp_path / "output")
    assert sorted(result.built) == ["east", "south"]
    messages = {entry.configuration: entry.message for entry in result.failed}
    assert messages == {
        "orgs.csv:2": "the id `north` is also that of line 5",
        "orgs.csv:5": "the id `north` is also that of line 2",
    }
    assert all("organization.id" in str(entry.diagnostics) for entry in result.failed)


@pytest.mark.parametrize("name", ["../elsewhere", "a/b", "/x", "A", "a" * 300, "a|b", ".", "é"])
def test_an_id_that_is_no_folder_name_fails_alone(
    tmp_path: Path, roster: Roster, name: str
) -> None:
    head, first, *rest = roster.path.read_text(encoding="utf-8").splitlines()
    rows = [f"{head},organization.id", f"{first},{name}", *(f"{row}," for row in rest)]
    roster.path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    bad, *good = jobs_of_roster(roster, tmp_path / "made")
    (problem,) = bad.problems
    assert problem.code == "BAT003"
    assert problem.place is not None
    assert problem.place.line == 2
    assert "can't name a folder" in problem.message
    assert [job.shown for job in good] == ["south.yaml", "east.yaml"]
    inputs = tmp_path / "made" / ".batch" / "inputs"
    assert sorted(item.name for item in inputs.iterdir()) == ["east", "south"]


@pytest.mark.parametrize("name", ["Київ", "北京", "Αθήνα", "!!!"])
def test_a_name_without_latin_letters_fails_alone_and_says_what_to_add(
    tmp_path: Path, roster: Roster, name: str
) -> None:
    roster.path.write_text(f"{ROSTER}{name},Chapter,,\n", encoding="utf-8")
    result = _run(roster, tmp_path / "output")
    assert sorted(result.built) == ["east", "north", "south"]
    (entry,) = result.failed
    assert entry.name == name
    assert entry.message == f"no folder name can be made from `{name}`"
    assert "`organization.id`" in str(entry.diagnostics[0]["help"])


def test_a_place_that_a_row_can_not_change_fails_that_row_alone(
    tmp_path: Path, roster: Roster
) -> None:
    head, first, *rest = ROSTER.splitlines()
    rows = [f"{head},goals.7.specific", f"{first},Grow more", *(f"{row}," for row in rest)]
    roster.path.write_text("\n".join(rows) + "\n")
    bad, *good = jobs_of_roster(roster, tmp_path / "made")
    assert "expected a place from 0 to 0" in bad.problems[0].message
    assert not any(job.problems for job in good)


def test_a_shared_file_outside_of_the_folder_is_refused(tmp_path: Path, roster: Roster) -> None:
    base = roster.base.read_text(encoding="utf-8")
    roster.base.write_text(base.replace("visits.csv", "../inside/visits.csv"), encoding="utf-8")
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "visits.csv").write_bytes((tmp_path / "visits.csv").read_bytes())
    moved = replace(roster, data_roots=(tmp_path / "inside",))
    with pytest.raises(ConfigError) as caught:
        jobs_of_roster(moved, tmp_path / "made")
    assert "is outside the folder" in caught.value.diagnostics[0].message


def test_unused_columns_and_unknown_organizations_are_remarked(
    tmp_path: Path, roster: Roster
) -> None:
    remarks: list[str] = []
    jobs_of_roster(roster, tmp_path / "output", remark=remarks.append)
    assert any("`city`" in item for item in remarks)
    assert any("`west`" in item for item in remarks)


def test_an_unknown_key_path_is_refused() -> None:
    base = BaseConfiguration({"goals": [{"id": "a"}], "brief": {"kind": "board"}})
    with pytest.raises(UnknownPlaceError, match="expected a place from 0 to 0"):
        base.with_changes({"goals.3.id": "b"})
    with pytest.raises(UnknownPlaceError, match="has no keys"):
        base.with_changes({"brief.kind.x": "b"})


cells = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=["Cs"]),
    max_size=12,
)


@given(st.lists(st.tuples(st.sampled_from(["a", "b", "c"]), cells, cells), min_size=1, max_size=30))
def test_a_split_file_has_every_row_once_and_unchanged(
    rows: list[tuple[str, str, str]],
) -> None:
    import tempfile
    from pathlib import Path as RealPath

    with tempfile.TemporaryDirectory() as name:
        path = RealPath(name) / "long.csv"
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["month", "org", "value"])
            for organization, first, second in rows:
                writer.writerow([first, organization, second])
        found = split_file(path, "long.csv", "org")
        assert found is not None
        for organization in ("a", "b", "c"):
            text = found.part(organization).decode()
            read = list(csv.reader(io.StringIO(text, newline="")))[1:]
            assert read == [
                [first, organization, second] for own, first, second in rows if own == organization
            ]


def test_a_key_with_very_many_parts_fails_its_row_alone(tmp_path: Path, roster: Roster) -> None:
    head, first, *rest = ROSTER.splitlines()
    deep = ".".join(["a"] * 5000)
    rows = [f"{head},{deep}", f"{first},1", *(f"{row}," for row in rest)]
    roster.path.write_text("\n".join(rows) + "\n")
    bad, *good = jobs_of_roster(roster, tmp_path / "made")
    assert "has more than 40 parts" in bad.problems[0].message
    assert not any(job.problems for job in good)
