"""What a brief says on its authors' word: marked, listed, counted, recorded and verified."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.diagnostics import has_errors
from reportgen.model.prose import BulletList, Paragraph, plain_text
from reportgen.pipeline import BuildOptions, analyse_organization, build_brief, load_organization
from reportgen.pipeline import prepare_brief as prepare
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.document.brief import Brief

STATED = '{{ stated("87% of members were delighted", source="member survey, May 2024") }}'
CONFIGURATION = """reportgen: 1
organization: {name: River Garden}
brief:
  language: LANGUAGE
  references: works.bib
  abstract: |
    TEXT
intervention: {on: 2024-01-01, label: Tool library}
metrics:
  hours: {kind: count, unit: hours, file: data.csv, date: month, value: hours}
"""
WORKS = "@article{kays2023, title={A title}, author={Kays, A}, year={2023}, journal={J}}\n"
DATA = "month,hours\n" + "".join(
    f"{year}-{month:02},{100 + 7 * month % 11 + 60 * (year - 2023)}\n"
    for year in (2023, 2024)
    for month in range(1, 13)
)


def _written(folder: Path, text: str, language: str = "en") -> Path:
    path = folder / "garden.yaml"
    path.write_text(CONFIGURATION.replace("LANGUAGE", language).replace("TEXT", text))
    (folder / "works.bib").write_text(WORKS)
    (folder / "data.csv").write_text(DATA)
    return path


def _brief(folder: Path, text: str, language: str = "en") -> Brief:
    analysed = analyse_organization(load_organization(_written(folder, text, language)))
    assert analysed is not None
    options = BuildOptions(output=folder, formats=())
    prepared = prepare(analysed, "editorial", options, lambda _: None)
    assert not has_errors(prepared.diagnostics), prepared.diagnostics
    return prepared.brief


def _evidence(brief: Brief) -> str:
    (section,) = (item for item in brief.back.appendices if item.anchor == "appendix-evidence")
    (block,) = section.blocks
    return _text(block)


def _text(block: object) -> str:
    assert isinstance(block, Paragraph)
    return plain_text(block.children)


def test_what_is_stated_has_a_mark_and_is_listed_with_its_source(tmp_path: Path) -> None:
    brief = _brief(tmp_path, f"We asked: {STATED}. And {STATED}.")
    (paragraph,) = brief.front.abstract
    assert _text(paragraph).startswith("We asked: 87% of members were delighted†.")
    section = brief.back.sections[-1]
    assert section.heading == "Stated by the authors, not computed"
    (block,) = section.blocks
    assert isinstance(block, BulletList)
    ((item,),) = block.items
    assert _text(item) == "87% of members were delighted (member survey, May 2024)"


@pytest.mark.parametrize(
    ("text", "language", "sentence"),
    [
        (
            f"{STATED} Elsewhere 12% left [@kays2023].",
            "en",
            "{computed} are computed from the data, 1 cited, and 1 stated by the authors. Dates",
        ),
        ("There came 12 boxes, then 13 more.", "en", "from the data and 2 given without evidence."),
        ("A garden.", "en", "Every number in the text and tables of this brief is computed"),
        (
            '{{ stated("Vino el 87 %", source="encuesta") }}',
            "es",
            "{computed} proceden de los datos y 1 de los autores.",
        ),
        ("Un huerto.", "es", "Todos los números del texto y de las tablas"),
    ],
)
def test_the_note_on_evidence_says_what_the_numbers_rest_on(
    tmp_path: Path, text: str, language: str, sentence: str
) -> None:
    brief = _brief(tmp_path, text, language)
    assert brief.coverage is not None
    assert sentence.format(computed=brief.coverage.computed) in _evidence(brief)


def _built(folder: Path, text: str) -> Path:
    result = build_brief(
        _written(folder, text), BuildOptions(output=folder / "out", formats=("html",))
    )
    assert result.is_made, result.diagnostics
    (page,) = (path for path in result.files if path.suffix == ".html")
    return page


def _ledger(page: Path) -> dict[str, Any]:
    ledger: dict[str, Any] = json.loads((page.parent / "outcomes.json").read_text("utf-8"))
    return ledger


def test_the_ledger_records_what_is_stated_cited_and_unbound(tmp_path: Path) -> None:
    text = (
        f"{STATED} Elsewhere 12% left [@kays2023]. "
        "Now 9 left, of {{ hours.observed.after.last }}."
    )
    recorded = _ledger(_built(tmp_path, text))["own_texts"]
    counts = [recorded[key] for key in ("computed", "cited", "stated", "unbound")]
    assert counts == [1, 1, 1, 1]
    assert recorded["sentences"][0] == {
        "where": "brief.abstract",
        "text": "87% of members were delighted",
        "words": ["87%", "were delighted"],
        "basis": "stated",
        "source": "member survey, May 2024",
    }
    assert [(item["basis"], item["words"]) for item in recorded["sentences"][1:]] == [
        ("cited", ["12%"]),
        ("unbound", ["9"]),
    ]


def test_verify_agrees_and_notes_what_was_built_without_evidence(tmp_path: Path) -> None:
    page = _built(tmp_path, f"{STATED} Now 9 left.")
    found = verify(page, data=tmp_path)
    assert found.findings == ()
    assert "`brief.abstract` says “9” without evidence, as its ledger records" in found.notes


def test_verify_reports_a_number_that_the_record_does_not_list(tmp_path: Path) -> None:
    page = _built(tmp_path, "Now 9 left.")
    ledger = _ledger(page)
    ledger["own_texts"] = ledger["own_texts"] | {"unbound": 0, "sentences": []}
    path = tmp_path / "outcomes.json"
    path.write_text(json.dumps(ledger))
    (found,) = verify(path).findings
    assert (found.code, found.subject, found.found) == ("AUD032", "brief.abstract", "9")
    again = verify(path, data=tmp_path).findings
    assert {item.subject for item in again} >= {"unbound", "sentences"}


@pytest.mark.parametrize("lacks", ["own_texts", "text"])
def test_verify_asks_nothing_of_a_ledger_without_record_or_configuration(
    tmp_path: Path, lacks: str
) -> None:
    page = _built(tmp_path, "Now 9 left.")
    ledger = _ledger(page)
    if lacks == "text":
        ledger["configuration"]["text"] = None
        ledger["own_texts"]["sentences"] = []
    else:
        del ledger["own_texts"]
    path = tmp_path / "outcomes.json"
    path.write_text(json.dumps(ledger))
    assert "AUD032" not in {item.code for item in verify(path).findings}
