"""Which stages of the preview are recomputed after a change; errors are never raised."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import templates_folder
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.preview.page import problems_html
from reportgen.preview.stages import Stages
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "configs" / "community-garden", tmp_path / "garden")
    return tmp_path / "garden" / "community-garden.yaml"


@pytest.fixture
def stages(garden: Path, tmp_path: Path) -> Stages:
    (tmp_path / "own" / "css").mkdir(parents=True)
    options = BuildOptions(output=tmp_path / "unused", templates=tmp_path / "own")
    made = Stages(garden, options)
    assert made.show().is_made
    return made


def test_the_preview_equals_the_page_of_a_build(garden: Path, tmp_path: Path) -> None:
    options = BuildOptions(output=tmp_path / "out", formats=("html",))
    shown = Stages(garden, options).show()
    built = build_brief(garden, options)
    page = next(file for file in built.files if file.suffix == ".html")
    assert shown.html == page.read_text(encoding="utf-8")
    assert shown.problems == built.diagnostics


def test_another_language_needs_no_analysis_and_has_the_same_numbers(stages: Stages) -> None:
    english, spanish = stages.show().html, stages.show(language="es").html
    assert '<html lang="es"' in spanish
    assert stages.runs == {"analyse": 1, "compose": 2, "html": 2}
    bound = [re.findall(r'data-q="([^"]+)"', page) for page in (english, spanish)]
    assert bound[0] == bound[1] != []
    assert stages.languages() == ("en", "es")
    assert stages.show(language="xx").problems[-1].code == "CFG103"


def test_an_unchanged_page_is_not_rebuilt(stages: Stages) -> None:
    first = stages.show()
    assert stages.show() == first
    assert stages.runs == {"analyse": 1, "compose": 1, "html": 1}


def test_a_changed_stylesheet_recomputes_neither_numbers_nor_figures(
    stages: Stages, tmp_path: Path
) -> None:
    before = stages.show().html
    sheet = tmp_path / "own" / "css" / "screen.css"
    shipped = (templates_folder() / "css" / "screen.css").read_text(encoding="utf-8")
    sheet.write_text(shipped + "\nh1 { text-transform: uppercase; }\n", encoding="utf-8")
    stages.forget([sheet])
    after = stages.show().html
    assert "text-transform: uppercase" in after
    assert "text-transform: uppercase" not in before
    assert stages.runs == {"analyse": 1, "compose": 1, "html": 2}


def test_changed_design_tokens_need_no_analysis(stages: Stages, tmp_path: Path) -> None:
    tokens = tmp_path / "own" / "tokens.toml"
    tokens.write_text('[raw.light]\nink = "#123456"\n', encoding="utf-8")
    stages.forget([tokens])
    assert "#123456" in stages.show().html
    assert stages.runs == {"analyse": 1, "compose": 2, "html": 2}


def test_changed_data_recompute_all_stages(stages: Stages, garden: Path) -> None:
    data = garden.parent / "data" / "hours.csv"
    lines = data.read_text(encoding="utf-8").splitlines()
    data.write_text("\n".join([*lines[:-1], lines[-1].split(",")[0] + ",4321"]) + "\n", "utf-8")
    stages.forget([data])
    assert "4321" in stages.show().html
    assert stages.runs == {"analyse": 2, "compose": 2, "html": 2}


def test_an_undefined_name_in_a_template_is_shown_with_its_line(
    stages: Stages, tmp_path: Path
) -> None:
    shipped = (templates_folder() / "shared" / "front.html.j2").read_text(encoding="utf-8")
    own = tmp_path / "own" / "shared" / "front.html.j2"
    own.parent.mkdir()
    own.write_text("{{ brief.slogan }}\n" + shipped, encoding="utf-8")
    stages.forget([own])
    shown = stages.show()
    assert not shown.is_made
    page = problems_html(shown.problems, kind="editorial", templates=tmp_path / "own")
    assert "TPL001" in page
    assert "front.html.j2:1" in page
    assert "{{ brief.slogan }}" in page
    assert "How to fix it:" in page
    own.write_text(shipped, encoding="utf-8")
    stages.forget([own])
    assert stages.show().is_made


def test_an_internal_error_is_reported_and_the_preview_continues(
    stages: Stages,
    garden: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("a slip")

    with monkeypatch.context() as patch:
        patch.setattr("reportgen.preview.stages.load_organization", fail)
        stages.forget([garden])
        shown = stages.show()
    assert "bug in reportgen" in shown.problems[0].message
    assert "KeyError" not in problems_html(shown.problems, kind="editorial", templates=None)
    assert "a slip" in capsys.readouterr().err
    assert stages.show().is_made


def test_an_unknown_kind_is_reported_and_can_not_escape_the_templates(stages: Stages) -> None:
    assert stages.show("leaflet").problems[-1].code == "TPL003"
    assert not stages.show("../shared").is_made
    assert "editorial" in stages.kinds()


def test_quotes_in_a_problem_are_escaped(garden: Path, tmp_path: Path) -> None:
    garden.write_text("reportgen: 1\n<script>alert(1)</script>: 2\n", encoding="utf-8")
    shown = Stages(garden, BuildOptions(output=tmp_path)).show()
    page = problems_html(shown.problems, kind="editorial", templates=None)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_a_custom_kind_is_offered_and_shown(stages: Stages, tmp_path: Path) -> None:
    own = tmp_path / "own" / "leaflet" / "brief.html.j2"
    own.parent.mkdir()
    own.write_text("<!DOCTYPE html><h1>Leaflet of {{ brief.organization }}</h1>", encoding="utf-8")
    stages.forget([own])
    assert {"editorial", "leaflet"} <= set(stages.kinds())
    assert not {"portfolio", "share", "shared", "css", "preview"} & set(stages.kinds())
    assert "Leaflet of Riverside Community Garden" in stages.show("leaflet").html
    assert stages.show().kind == "editorial"


def test_the_whole_folder_is_watched_unless_it_is_huge(
    stages: Stages, garden: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("watchfiles", reason="watchfiles is not installed")
    from reportgen.preview import server

    folders, is_deep = server.watched_folders(stages)
    assert is_deep
    assert {garden.parent, tmp_path / "own", templates_folder()} <= set(folders)
    monkeypatch.setattr(server, "_MANY_FOLDERS", 1)
    folders, is_deep = server.watched_folders(stages)
    assert not is_deep
    assert {garden.parent, garden.parent / "data", tmp_path / "own" / "css"} <= set(folders)
