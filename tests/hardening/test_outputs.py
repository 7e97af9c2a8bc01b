"""Output folders can't collide or be escaped, and limits apply in every child process."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.batch.job import Reason
from reportgen.batch.jobs import jobs_of
from reportgen.batch.run import BatchOptions, build_reports
from reportgen.cli import commands
from reportgen.config.to_model import slug
from reportgen.errors import EnvironmentProblemError
from reportgen.limits import Limits
from reportgen.pipeline import BuildOptions, build_brief
from tests.batch.conftest import no_progress_bar
from tests.batch.organizations import write_organization
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

SAME = [
    ("Équipe Lyon", unicodedata.normalize("NFD", "Équipe Lyon")),
    ("Équipe Lyon", "equipe LYON"),
    ("River Club", "river-club"),
    ("River  Club", " River Club! "),
    ("Ｒｉｖｅｒ Club", "River Club"),
    ("ﬁne arts", "fine arts"),
]
ODD_NAMES = [
    "../x",
    "..",
    "a/b",
    "a\\b",
    "/etc",
    "CON",
    "nul.txt",
    "~root",
    "$HOME",
    "a" * 300,
    "…",
]


def _named(folder: Path, file: str, name: str) -> Path:
    path = write_organization(folder, file, 1)
    text = path.read_text().replace(
        f"id: {file}, name: Chapter {file}", f"name: {json.dumps(name)}"
    )
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("first", "second"), SAME)
def test_two_organizations_with_one_output_folder_are_both_refused(
    first: str, second: str, tmp_path: Path
) -> None:
    assert slug(first) == slug(second) != ""
    paths = [str(_named(tmp_path, "one", first)), str(_named(tmp_path, "two", second))]
    output = tmp_path / "output"
    result = CliRunner().invoke(commands, ["build", *paths, "--output", str(output)])
    assert result.exit_code == 2
    assert result.output.count("error[BAT002]") == 2
    assert "two.yaml" in result.output
    assert not output.exists()


def test_a_batch_refuses_colliding_organizations_and_makes_the_others(tmp_path: Path) -> None:
    paths = [_named(tmp_path, f"c{n}", name) for n, name in enumerate(SAME[0])]
    paths.append(write_organization(tmp_path, "other", 3))
    options = BatchOptions(
        build=BuildOptions(output=tmp_path / "output", formats=("md",)), has_portfolio=False
    )
    result = build_reports(lambda: jobs_of(paths), options, bar=no_progress_bar)
    assert [entry.reason for entry in result.failed] == [Reason.DUPLICATE] * 2
    assert result.built == ("other",)


def test_a_file_given_twice_is_not_a_collision(tmp_path: Path) -> None:
    path = str(write_organization(tmp_path, "one", 1))
    arguments = ["build", path, path, "--output", str(tmp_path / "output"), "--format", "md"]
    assert CliRunner().invoke(commands, arguments).exit_code == 0


@pytest.mark.parametrize("name", ODD_NAMES)
def test_no_name_escapes_the_output_folder(name: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = _named(tmp_path / "in", "one", name)
    output = tmp_path / "a" / "b" / "output"
    result = build_brief(path, BuildOptions(output=output, formats=("md",)))
    made = [item for item in tmp_path.rglob("*") if item.is_file()]
    outside = [item for item in made if not item.is_relative_to(output)]
    assert sorted(item.name for item in outside) == ["data.csv", "one.yaml"]
    if result.is_made:
        (folder,) = output.iterdir()
        assert folder.name == slug(name)
        assert len(folder.name) <= 60


@pytest.mark.parametrize("kind", ["file", "read-only"])
def test_an_output_folder_that_is_a_file_is_an_environment_error(kind: str, tmp_path: Path) -> None:
    path = write_organization(tmp_path, "one", 1)
    output = tmp_path / "output"
    if kind == "file":
        output.write_text("here already", encoding="utf-8")
    else:
        output = tmp_path / "proc-like" / "output"
        output.parent.write_text("a file where a folder should be", encoding="utf-8")
    command = [sys.executable, "-m", "reportgen", "build", str(path), "--output", str(output)]
    done = subprocess.run(
        [*command, "--format", "md"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        cwd=ROOT,
    )
    assert done.returncode in {2, 3}
    assert "Traceback" not in done.stderr
    assert output.name in done.stderr


def test_a_link_inside_an_edition_is_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "output" / "one"
    elsewhere.mkdir()
    folder.mkdir(parents=True)
    (elsewhere / "kept.md").write_text("kept", encoding="utf-8")
    (folder / "editorial.md").symlink_to(elsewhere / "kept.md")
    path = write_organization(tmp_path, "one", 1)
    options = BuildOptions(output=folder.parent, formats=("md",))
    assert build_brief(path, options).is_made
    assert (elsewhere / "kept.md").read_text(encoding="utf-8") == "kept"
    shutil.rmtree(folder / "editorial-figures")
    (folder / "editorial-figures").symlink_to(elsewhere)
    with pytest.raises(EnvironmentProblemError, match="leads"):
        build_brief(path, options)
    assert [item.name for item in elsewhere.iterdir()] == ["kept.md"]


def test_children_of_a_batch_keep_the_limits_of_the_operator(tmp_path: Path) -> None:
    paths = [write_organization(tmp_path, name, n) for n, name in enumerate(("one", "two"))]
    options = BatchOptions(
        build=BuildOptions(output=tmp_path / "output", formats=("md",)),
        limits=Limits(table_rows=5),
        has_portfolio=False,
    )
    result = build_reports(lambda: jobs_of(paths), options, bar=no_progress_bar)
    assert [entry.reason for entry in result.failed] == [Reason.DATA] * 2
    assert all("more than 5 rows" in entry.message for entry in result.failed)


def test_the_limits_file_applies_in_children_and_the_command_line_overrides_it(
    tmp_path: Path,
) -> None:
    path = write_organization(tmp_path, "one", 1)
    file = tmp_path / "limits.toml"
    file.write_text("output_bytes = 1000\n", encoding="utf-8")
    command = [sys.executable, "-m", "reportgen", "--limits", str(file), "batch", str(path)]
    command += ["--output", str(tmp_path / "output"), "--format", "md", "--no-portfolio"]
    small = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert small.returncode == 2
    assert json.loads((tmp_path / "output" / "manifest.json").read_text())["organizations"]
    large = subprocess.run(
        [*command, "--output-limit", "50"], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert large.returncode == 0, large.stderr


BOMBS = {
    "colspan": "<table><tr><td colspan='1000000'>a</table>",
    "flex": "<div style='display:flex'>" * 16 + "a" + "</div>" * 16,
    "words": "<p>{% for a in 'a' * 400 %}{% for b in 'a' * 999 %}word {% endfor %}{% endfor %}</p>",
}


@pytest.mark.slow
def test_an_endless_page_is_stopped_by_the_limits_of_its_child(tmp_path: Path) -> None:
    good = write_organization(tmp_path, "good", 1)
    bad = []
    templates = tmp_path / "templates"
    for number, (kind, bomb) in enumerate(BOMBS.items()):
        (templates / kind).mkdir(parents=True)
        (templates / kind / "brief.html.j2").write_text(
            "<!doctype html><html lang=en><head><title>{{ brief.head.title }}</title></head>"
            f"<body><h1>a</h1>{bomb}</body></html>",
            encoding="utf-8",
        )
        path = write_organization(tmp_path, kind, number + 5)
        path.write_text(
            path.read_text().replace("synthetic: true", f"synthetic: true, kind: {kind}")
        )
        bad.append(path)
    options = BatchOptions(
        build=BuildOptions(output=tmp_path / "output", formats=("pdf",), templates=templates),
        limits=Limits(cpu_seconds=8, wall_seconds=120, memory_bytes=1_500_000_000),
        has_portfolio=False,
    )
    result = build_reports(lambda: jobs_of([good, *bad]), options, bar=no_progress_bar)
    assert result.built == ("good",)
    reasons = {entry.organization: entry.reason for entry in result.failed}
    assert set(reasons) == set(BOMBS)
    ended = {Reason.CPU, Reason.MEMORY, Reason.WALL_CLOCK, Reason.CRASH, Reason.RENDERING}
    assert set(reasons.values()) <= ended
