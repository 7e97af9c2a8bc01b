"""Diagnostics on the language that a configuration requests."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from reportgen.cli import commands
from reportgen.languages.brief_language import TEMPLATE, language_findings, untranslated
from reportgen.pipeline import load_organization
from tests.conftest import ROOT
from tests.languages.pseudo import HEAD, pseudo_folder

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

GARDEN = ROOT / "configs" / "community-garden" / "community-garden.yaml"
PART = HEAD + '\nmsgid "the reporting period"\nmsgstr "okres raportu"\n'


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """Return a configuration in Polish."""
    text = GARDEN.read_text(encoding="utf-8").replace(
        "data/hours.csv", str(GARDEN.parent / "data/hours.csv")
    )
    path = tmp_path / "garden.yaml"
    path.write_text(f"{text}\nbrief: {{language: pl}}\n", encoding="utf-8")
    return path


def findings(path: Path, templates: Path | None) -> tuple[Diagnostic, ...]:
    loaded = load_organization(path, data_roots=(GARDEN.parent,))
    assert loaded.configuration is not None
    return language_findings(loaded.configuration, templates)


def test_the_shipped_languages_are_complete() -> None:
    assert untranslated("es")[0] == ()
    assert untranslated("en")[0] == ()


def test_a_language_without_a_catalogue_is_reported_with_the_available_ones(garden: Path) -> None:
    (problem,) = findings(garden, None)
    assert problem.code == "CFG103"
    assert "en, es" in problem.help


def test_an_incomplete_catalogue_is_reported_with_its_gaps(garden: Path, tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "pl.po").write_text(PART, encoding="utf-8")
    (problem,) = findings(garden, tmp_path)
    missing, total = untranslated("pl", (tmp_path / "languages",))
    assert problem.code == "CFG104"
    assert len(missing) == total - 1 > 900
    assert f"no translation for {total - 1} of {total} sentences" in problem.message
    assert f"“{missing[0]}”" in problem.message


def test_a_complete_catalogue_is_not_reported(garden: Path, tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    pseudo_folder(tmp_path / "languages").joinpath("es.po").rename(tmp_path / "languages/pl.po")
    assert findings(garden, tmp_path) == ()


def test_check_reports_the_gaps(garden: Path, tmp_path: Path) -> None:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "pl.po").write_text(PART, encoding="utf-8")
    arguments = ["check", str(garden), "--data-root", str(GARDEN.parent)]
    result = CliRunner().invoke(commands, [*arguments, "--templates", str(tmp_path)])
    assert "CFG104" in result.output
    assert CliRunner().invoke(commands, arguments).exit_code == 2


def test_the_list_for_translators_can_be_exported() -> None:
    assert TEMPLATE.is_file()
