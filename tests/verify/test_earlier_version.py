"""Editions of earlier versions are read, and differences that the method makes are named so.

earlier_versions/outcomes-0.1.0.json is the ledger of configs/community-garden as version 0.1.0
wrote it; its data have not changed since, and it carries its configuration.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from reportgen import __version__
from reportgen.cli.finished import diff
from reportgen.ledger.change_reasons import ChangeReasons
from reportgen.ledger.compare_editions import compare_editions
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.ledger.records import Ledger
from reportgen.model.prose import plain_text
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.method_change import method_change
from reportgen.pipeline import BuildOptions, build_brief
from reportgen.verify.verification import verify
from tests.conftest import ROOT
from tests.ledger.factories import ledger_of, number_document

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = ROOT / "tests" / "ledger" / "earlier_versions" / "outcomes-0.1.0.json"
CLAIM = "hours_after_vs_before"
SENTENCE = (
    "Since version 0.2.0, reportgen decides whether a metric changed by a model that allows for "
    "season, trend and the correlation of successive values; verdicts of version 0.1.0, which "
    "made the earlier edition, are not comparable."
)
OTHER = (
    "Version 0.2.1 of reportgen may compute a number in another way than version 0.2.0, which "
    "made the earlier edition."
)


def _earlier() -> Ledger:
    ledger = open_finished(EARLIER).readable_ledger()
    assert isinstance(ledger, Ledger)
    return ledger


def _edition(folder: Path, brief: str = "") -> Path:
    """Return the folder of an edition from the data and the configuration of the earlier one."""
    shutil.copytree(ROOT / "configs" / "community-garden" / "data", folder / "data")
    shutil.copy(EARLIER, folder / "earlier.json")
    path = folder / "garden.yaml"
    path.write_text(f"{_earlier().configuration.text}\n{brief}", encoding="utf-8")
    made = build_brief(path, BuildOptions(output=folder / "output", formats=("html", "md")))
    assert made.is_made, made.diagnostics
    return made.files[0].parent


def test_a_ledger_of_version_0_1_0_is_read() -> None:
    ledger = _earlier()
    assert ledger.versions["reportgen"] == "0.1.0"
    assert ledger.verdicts[CLAIM].verdict is VerdictKind.INCONCLUSIVE


def test_diff_names_the_method_and_explains_it_once(tmp_path: Path) -> None:
    new = _edition(tmp_path) / "outcomes.json"

    def told(*options: str) -> str:
        return CliRunner().invoke(diff, [str(EARLIER), str(new), *options]).output

    lines = told().splitlines()
    claim = f"  {CLAIM}: inconclusive -> increase, moderate evidence; because of: method"
    assert lines[:2] == ["Claims that changed: 1", claim]
    assert {line.partition("because of: ")[2] for line in lines if "because of" in line} == {
        "method"
    }
    assert lines.count(f"Method: {SENTENCE}") == 1
    assert f"  version of reportgen: 0.1.0 then, {__version__} now" in lines
    record = json.loads(told("--format", "json"))
    assert record["method"] == SENTENCE
    assert {tuple(item["reasons"]) for item in record["changes"]} == {("method",)}


def test_a_change_of_data_is_a_reason_next_to_the_method(tmp_path: Path) -> None:
    new = open_finished(_edition(tmp_path) / "outcomes.json").readable_ledger()
    assert isinstance(new, Ledger)
    old = replace(_earlier(), files={"data/hours.csv": "another"})
    found = {item.subject: item for item in compare_editions(old, new).changes}
    assert found[CLAIM].reasons == ("data", "method")


@pytest.mark.parametrize(
    ("language", "heading", "reason", "sentence"),
    [
        ("en", "## Changes since the last edition", "| method |", SENTENCE),
        (
            "es",
            "## Cambios desde la última edición",
            "| método, ajustes |",
            "los veredictos de la versión 0.1.0, con la que se hizo la edición anterior",
        ),
    ],
)
def test_a_brief_names_the_method_and_explains_it_once(
    tmp_path: Path, language: str, heading: str, reason: str, sentence: str
) -> None:
    settings = "" if language == "en" else f", language: {language}"
    brief = f"brief: {{previous: earlier.json{settings}}}\n"
    folder = _edition(tmp_path, brief)
    section = (
        (folder / "editorial.md")
        .read_text(encoding="utf-8")
        .partition(f"{heading}\n")[2]
        .partition("\n## ")[0]
    )
    assert section.count(sentence) == 1
    assert reason in section
    page = folder / "editorial.html"
    assert verify(page, data=tmp_path).findings == ()
    (tmp_path / "earlier.json").unlink()
    assert verify(page, data=tmp_path).findings == ()


def test_an_edition_that_does_not_record_its_earlier_version_agrees(tmp_path: Path) -> None:
    folder = _edition(tmp_path, "brief: {previous: earlier.json}\n")
    document: dict[str, Any] = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))
    assert document["previous"].pop("reportgen") == "0.1.0"
    target = tmp_path / "older.json"
    target.write_text(json.dumps(document), encoding="utf-8")
    assert verify(target, data=tmp_path).findings == ()


def _ledger(text: str | None, **more: Any) -> Ledger:
    configuration: dict[str, Any] = {
        "file": "x.yaml",
        "sha256": repr(text),
        "text": text,
        "other_files": [],
    }
    quantities = {"a.b": number_document(**more)}
    return ledger_of(configuration=configuration, quantities=quantities)


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        ("brief: {title: A}", "brief: {title: B, previous: last.pdf}", ()),
        ("x: 1", "brief: {previous: last.pdf}\nx: 1", ()),
        ("organization: {name: A}", "organization: {name: B}", ()),
        (
            "brief: {report_date: 2024-01-01}",
            "brief: {report_date: 2025-01-01}",
            ("configuration",),
        ),
        ("analysis: {alpha: 0.05}", "analysis: {alpha: 0.1}", ("configuration",)),
        ("analysis: {alpha: 0.05}", None, ("configuration",)),
        ("a list", "another", ("configuration",)),
        (
            "committee: {members: [{id: a, name: Ada}]}",
            "committee: {members: [{id: a, name: A.}]}",
            (),
        ),
        (
            "committee: {members: [{name: Ada}]}",
            "committee: {members: [{name: Bo}]}",
            ("configuration",),
        ),
        ("committee: {members: [Ada]}", "committee: {members: 7}", ("configuration",)),
    ],
)
def test_only_settings_that_can_affect_a_number_are_a_reason(
    before: str, after: str | None, reasons: tuple[str, ...]
) -> None:
    assert ChangeReasons(_ledger(before), _ledger(after)).of("a.b") == reasons


def test_another_method_by_the_same_version_is_a_reason_without_a_sentence() -> None:
    old, new = _ledger("", formula="mean"), _ledger("", formula="median", value=2.0)
    found = compare_editions(old, new)
    assert [item.reasons for item in found.changes] == [("method",)]
    assert found.method == ""


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("0.1.0", "0.3.0", SENTENCE),
        (
            "0.2.0",
            "0.2.1",
            OTHER,
        ),
        ("0.2.0", "0.2.0", ""),
        ("", "0.2.0", ""),
        ("soon", "0.2.0", ""),
    ],
)
def test_the_sentence_follows_from_the_two_versions(before: str, after: str, sentence: str) -> None:
    assert plain_text(method_change(before, after)) == sentence
