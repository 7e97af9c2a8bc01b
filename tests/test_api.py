"""The Python interface: documented examples, and cases beyond them."""

from __future__ import annotations

import doctest
import json
from html import unescape
from typing import TYPE_CHECKING

import pytest

from reportgen.api import (
    BuildOptions,
    analyse,
    brief,
    build,
    goals_frame,
    load,
    quantities_frame,
    verdicts_frame,
)
from reportgen.errors import ConfigError
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

WOMEN = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
GARDEN = ROOT / "configs" / "community-garden" / "community-garden.yaml"


def test_the_examples_of_the_documentation_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    found = doctest.testfile(
        str(ROOT / "docs" / "how-to" / "python.md"),
        module_relative=False,
        globs={"folder": str(tmp_path)},
        optionflags=doctest.NORMALIZE_WHITESPACE,
        encoding="utf-8",
    )
    assert found.attempted > 15
    assert found.failed == 0


def test_the_frames_have_the_content_of_the_ledger(tmp_path: Path) -> None:
    build(WOMEN, BuildOptions(output=tmp_path, formats=("html",)))
    file = tmp_path / "women-in-medicine" / "outcomes.json"
    ledger = json.loads(file.read_text(encoding="utf-8"))
    analysed = analyse(WOMEN)
    frame = quantities_frame(analysed)
    assert list(frame.index) == list(ledger["quantities"])
    for key, item in ledger["quantities"].items():
        value = frame.at[key, "value"]
        assert (None if value is None else value) == item["value"], key
    verdicts = verdicts_frame(analysed)
    assert verdicts["verdict"].to_dict() == {
        key: item["verdict"] for key, item in ledger["verdicts"].items()
    }
    goals = goals_frame(analysed)
    assert goals["status"].to_dict() == {item["id"]: item["status"] for item in ledger["goals"]}


def test_frames_of_an_organization_without_goals_have_their_columns() -> None:
    goals = goals_frame(analyse(GARDEN))
    assert goals.empty
    assert list(goals.columns)[:2] == ["target", "due"]


def test_a_brief_in_memory_equals_the_one_that_a_build_writes(tmp_path: Path) -> None:
    page = brief(GARDEN)
    made = build(GARDEN, BuildOptions(output=tmp_path, formats=("html",)))
    [file] = [file for file in made.files if file.suffix == ".html"]
    assert page.html == file.read_text(encoding="utf-8")
    assert page.diagnostics == made.diagnostics


def test_a_notebook_shows_the_whole_brief_in_a_frame() -> None:
    page = brief(GARDEN)
    shown = page._repr_html_()
    start = shown.index('srcdoc="') + len('srcdoc="')
    assert unescape(shown[start : shown.index('"', start)]) == page.html
    assert shown.startswith("<iframe ")
    assert "Riverside Community Garden" in repr(page)
    assert len(repr(page)) < 120


def test_an_invalid_configuration_raises_its_diagnostics(tmp_path: Path) -> None:
    file = tmp_path / "club.yaml"
    file.write_text("reportgen: 1\norganisation: {name: A}\n", encoding="utf-8")
    assert load(file).diagnostics
    with pytest.raises(ConfigError) as refused:
        brief(file)
    assert refused.value.diagnostics == load(file).diagnostics
    with pytest.raises(ConfigError):
        analyse(file)


def test_an_invalid_text_field_raises_too(tmp_path: Path) -> None:
    file = tmp_path / "community-garden.yaml"
    text = GARDEN.read_text(encoding="utf-8").replace("data/hours.csv", "hours.csv")
    file.write_text(text + "brief: {abstract: 'We had {{ hours.no.such.thing }}'}\n", "utf-8")
    (tmp_path / "hours.csv").write_bytes((GARDEN.parent / "data" / "hours.csv").read_bytes())
    with pytest.raises(ConfigError) as refused:
        brief(file)
    assert any(item.code.startswith("TXT") for item in refused.value.diagnostics)
