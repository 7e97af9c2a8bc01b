"""Statements on the previous edition are bound to it, verified, and protected."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from reportgen.cli.finished import explain
from reportgen.ledger.fingerprints import seal_of
from reportgen.ledger.previous_edition import previous_edition_problems
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.ledger.readers.html import read_html
from reportgen.pipeline import BuildOptions, build_brief, load_organization
from reportgen.verify.verification import WORKING_COPY, verify
from tests.ledger.factories import ledger_document_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.verify.conftest import Sample

NAME = "women-in-medicine"
FORMATS = ("html", "pdf", "docx", "jats", "md", "txt")
HEADING = "Changes since the last edition"
RATIO = "previous.followers.growth.after_vs_before.decided_ratio"
_BLOCK = r'(<script type="application/json" id="{}">)(.*?)(</script>)'


def _folder(sample: Sample, folder: Path, earlier: Path) -> Path:
    """Return a configuration with its data that names a previous edition."""
    shutil.copytree(sample.data, folder)
    shutil.copy(earlier, folder / earlier.name)
    path = folder / f"{NAME}.yaml"
    text = path.read_text(encoding="utf-8")
    key = f"  previous: {earlier.name}\n  references:"
    path.write_text(text.replace("  references:", key, 1), encoding="utf-8")
    return path


def _revise(path: Path) -> None:
    """Revise a value of the data, and raise a target."""
    file = path.parent / "data" / "twitter.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    lines[3] = lines[3].replace(lines[3].split(",")[1], "1150")
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("target: 1.5,", "target: 1.9,"), encoding="utf-8")


def _built(path: Path, kind: str = "editorial", formats: tuple[str, ...] = ("html",)) -> Path:
    options = BuildOptions(
        output=path.parent / "output", kind=kind, formats=formats, is_strict=True
    )
    made = build_brief(path, options)
    assert made.is_made, made.diagnostics
    return path.parent / "output" / NAME


@pytest.fixture(scope="module")
def edition(sample: Sample, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a later edition, in every format and both kinds."""
    path = _folder(sample, tmp_path_factory.mktemp("later") / NAME, sample.pdf)
    _revise(path)
    _built(path, "board", ("html", "pdf"))
    return _built(path, formats=FORMATS)


def _ledger(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "outcomes.json").read_text(encoding="utf-8")))


def test_a_brief_states_in_every_format_what_changed(edition: Path) -> None:
    for suffix in ("html", "docx", "xml", "md"):
        shown = open_finished(edition / f"editorial.{suffix}").shown
        assert shown is not None
        text = " ".join(passage.text for passage in shown.passages)
        assert HEADING in text
        assert "2 of 4 claims, 1 of 3 goals" in text
        assert "0 added, 1 revised, 0 taken out" in text
    assert HEADING in (edition / "editorial.txt").read_text(encoding="utf-8")


def test_old_numbers_and_words_are_bound_to_the_previous_edition(edition: Path) -> None:
    for name in ("editorial.html", "editorial.pdf", "board.html", "board.pdf"):
        told = open_finished(edition / name).recorded
        assert told is not None
        numbers = {(run.quantity, run.part, run.text) for _, run in told.numbers()}
        claims = {(run.claim, run.text) for _, run in told.claims()}
        if name == "board.pdf":  # two pages, which leave the changes to the page for screens
            continue
        assert (RATIO, "value", "1.8") in numbers
        assert ("changes.values_revised", "value", "1") in numbers
        assert ("previous.reach", "Increase") in claims
        assert ("previous.goals.grow-reach", "Met") in claims


def test_verify_agrees_with_and_without_the_data(edition: Path) -> None:
    data = edition.parents[1]
    for name in ("editorial.html", "editorial.pdf", "editorial.docx", "editorial.md", "board.pdf"):
        assert verify(edition / name).findings == ()
        found = verify(edition / name, data=data)
        assert found.findings == ()
        assert {*found.notes} <= {WORKING_COPY}


def test_verify_reports_a_missing_previous_edition(edition: Path, tmp_path: Path) -> None:
    shutil.copytree(edition.parents[1] / "data", tmp_path / "data")
    shutil.copy(edition.parents[1] / "references.bib", tmp_path)
    found = verify(edition / "editorial.pdf", data=tmp_path)
    assert found.findings == ()
    assert any("were not checked: editorial.pdf" in note for note in found.notes)


def test_an_impossible_old_number_is_damage_without_the_previous_edition(
    edition: Path, tmp_path: Path
) -> None:
    shutil.copytree(edition.parents[1] / "data", tmp_path / "data")
    ledger = _ledger(edition)
    ledger["quantities"][RATIO]["ci_low"] = 99
    target = tmp_path / "outcomes.json"
    target.write_text(json.dumps(ledger), encoding="utf-8")
    shutil.copy(edition.parents[1] / "references.bib", tmp_path)
    messages = {(item.code, item.subject): item.message for item in verify(target).findings}
    assert ("AUD010", RATIO) in messages
    assert not {code for code, _ in messages} & {"AUD014"}
    messages = {
        (item.code, item.subject): item.message for item in verify(target, data=tmp_path).findings
    }
    assert messages["AUD014", RATIO].endswith(f"{RATIO}: the interval misses its estimate")


def test_another_edition_in_its_place_is_reported(edition: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(edition.parents[1], data, ignore=shutil.ignore_patterns("output"))
    shutil.copy(edition / "editorial.pdf", data / "editorial.pdf")
    found = verify(edition / "editorial.html", data=data)
    assert ("AUD022", "editorial.pdf") in {(item.code, item.subject) for item in found.findings}


def test_each_changed_old_number_and_word_is_reported(edition: Path, tmp_path: Path) -> None:
    page = (edition / "editorial.html").read_text(encoding="utf-8")
    number = r'(data-q="((?:previous|changes)\.[^"]+)"[^>]*>)(\d)'
    claim = r'(data-claim="(previous\.[^"]+)">)(\w)'
    places = [*re.finditer(number, page), *re.finditer(claim, page)]
    assert len({match[2] for match in places}) >= 10
    target = tmp_path / "tampered.html"
    for match in places:
        other = "7" if match[3] != "7" else "4"
        target.write_text(page[: match.start(3)] + other + page[match.end(3) :], encoding="utf-8")
        assert match[2] in {item.subject for item in verify(target).findings}


def test_an_old_number_changed_with_its_ledger_is_detected_from_the_edition_itself(
    edition: Path, tmp_path: Path
) -> None:
    page = (edition / "editorial.html").read_text(encoding="utf-8")
    ledger = _ledger(edition)
    record = ledger["quantities"][RATIO]
    was, record["value"], record["text"] = record["value"], 1.25, "1.3"
    record["ci_low"] = record["ci_high"] = None
    page = page.replace(
        f'value="{was!r}" data-q="{RATIO}">1.7<', f'value="1.25" data-q="{RATIO}">1.3<'
    )
    transcript = read_html(page).transcript
    text = json.dumps(transcript).replace(f'["1.7", "{RATIO}"]', f'["1.3", "{RATIO}"]')
    transcript = {**json.loads(text), "seal": seal_of(ledger)}
    for name, document in (("outcomes", ledger), ("transcript", transcript)):
        packed = json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
        match = re.search(_BLOCK.format(name), page, re.DOTALL)
        assert match is not None
        page = page[: match.start(2)] + packed + page[match.end(2) :]
    target = tmp_path / "tampered.html"
    target.write_text(page, encoding="utf-8")
    assert RATIO in {item.subject for item in verify(target, data=edition.parents[1]).findings}


def test_a_changed_word_of_the_ledger_is_reported(edition: Path, tmp_path: Path) -> None:
    page = (edition / "editorial.html").read_text(encoding="utf-8")
    target = tmp_path / "tampered.html"
    ledger = _ledger(edition)
    ledger["changes"]["reach"]["verdict"] = "decrease"
    match = re.search(_BLOCK.format("outcomes"), page, re.DOTALL)
    assert match is not None
    packed = json.dumps(ledger, ensure_ascii=False).replace("<", "\\u003c")
    target.write_text(page[: match.start(2)] + packed + page[match.end(2) :], encoding="utf-8")
    found = {(item.code, item.subject) for item in verify(target).findings}
    assert {("AUD006", "previous.reach"), ("AUD008", "reach")} <= found


def test_explain_shows_the_value_of_the_previous_edition(edition: Path) -> None:
    def explained(name: str, *options: str) -> str:
        return CliRunner().invoke(explain, [str(edition / "editorial.html"), name, *options]).output

    assert f"the previous edition, {RATIO.removeprefix('previous.')}" in explained(RATIO)
    assert "increase, in the edition of 2021-07-01" in explained("previous.reach")
    assert "met, in the edition of 2021-07-01" in explained("previous.goals.grow-reach")
    assert json.loads(explained("previous.reach", "--format", "json"))["verdict"] == "increase"


def test_an_unchanged_edition_is_described_in_one_sentence(sample: Sample, tmp_path: Path) -> None:
    path = _folder(sample, tmp_path / NAME, sample.outcomes)
    folder = _built(path, formats=("md", "html"))
    text = (folder / "editorial.md").read_text(encoding="utf-8")
    section = text.partition(f"## {HEADING}")[2].partition("\n## ")[0].strip()
    assert section == "No number, claim or goal has changed since the edition of 1 July 2021."
    assert verify(folder / "editorial.html", data=path.parent).findings == ()
    assert _ledger(folder)["changes"] == {}


def test_old_words_are_accepted_in_other_languages_too(sample: Sample, tmp_path: Path) -> None:
    path = _folder(sample, tmp_path / NAME, sample.pdf)
    _revise(path)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nbrief:\n", "\nbrief:\n  language: es\n"), encoding="utf-8")
    made = build_brief(path, BuildOptions(output=path.parent / "output", formats=("html",)))
    assert made.is_made, made.diagnostics
    page = path.parent / "output" / NAME / "editorial.html"
    told = open_finished(page).recorded
    assert told is not None
    words = {run.text for _, run in told.claims() if run.claim == "previous.reach"}
    assert words
    assert "Increase" not in words
    assert verify(page, data=path.parent).findings == ()


def test_the_first_edition_has_no_such_section(sample: Sample) -> None:
    assert HEADING not in sample.html.read_text(encoding="utf-8")
    ledger = json.loads(sample.outcomes.read_text(encoding="utf-8"))
    assert not {"previous", "changes"} & set(ledger)


def test_statements_on_the_previous_edition_are_not_linted(
    edition: Path, sample: Sample, tmp_path: Path
) -> None:
    path = _folder(sample, tmp_path / NAME, edition / "editorial.html")
    _revise(path)
    folder = _built(path)
    assert "No number, claim or goal has changed" in (folder / "editorial.html").read_text("utf-8")


def test_an_old_number_of_few_people_is_suppressed_with_the_new_one(
    sample: Sample, tmp_path: Path
) -> None:
    path = _folder(sample, tmp_path / NAME, sample.pdf)
    text = path.read_text(encoding="utf-8").replace("{{ committee.after.retention }}", "many")
    path.write_text(f"{text}\nprivacy: {{members: names, smallest_group: 50}}\n", encoding="utf-8")
    made = build_brief(path, BuildOptions(output=path.parent / "output", formats=("html",)))
    assert made.is_made, made.diagnostics
    folder = path.parent / "output" / NAME
    ledger = _ledger(folder)
    suppressed = {
        name
        for name, record in ledger["quantities"].items()
        if name.startswith("goals.") and record["value"] is None
    }
    assert "goals.retain-team.value" in suppressed
    assert ledger["changes"]["goals.retain-team"]["number"] == ""
    assert not {f"previous.{name}" for name in suppressed} & set(ledger["quantities"])
    found = verify(folder / "editorial.html", data=path.parent)
    assert found.findings == ()
    assert any("were not checked: editorial.pdf" in note for note in found.notes)


def _not_a_brief(folder: Path) -> Path:
    path = folder / "flyer.pdf"
    path.write_bytes(b"%PDF-1.7\nnothing")
    return path


def _without_ledger(folder: Path) -> Path:
    path = folder / "page.html"
    path.write_text("<!doctype html><title>x</title><p>1.7", encoding="utf-8")
    return path


def _damaged(folder: Path) -> Path:
    path = folder / "damaged.json"
    named = {"id": NAME, "name": "Women in Medicine"}
    path.write_text(
        json.dumps({"schema": "reportgen-outcomes/1", "organization": named}), encoding="utf-8"
    )
    return path


def _of_another(folder: Path) -> Path:
    path = folder / "another.json"
    path.write_text(json.dumps(ledger_document_of()), encoding="utf-8")
    return path


def _of_many(folder: Path) -> Path:
    path = folder / "portfolio.json"
    document = {
        "schema": "reportgen-portfolio/1",
        "organization": {"id": "portfolio", "name": "Portfolio"},
        "report_date": "2021-07-01",
        "synthetic": False,
        "rate_per": "",
        "organizations": [],
        "quantities": {},
        "verdicts": {},
        "goals": [],
        "warnings": [],
        "versions": {},
    }
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (_not_a_brief, "the PDF can't be opened"),
        (_without_ledger, "it carries no ledger"),
        (_damaged, "its ledger is damaged: report_date: missing"),
        (_of_another, "it is of another organization, River Club"),
        (_of_many, "it is a page over many organizations"),
    ],
)
def test_anything_else_is_refused_at_its_place(
    sample: Sample, tmp_path: Path, make: Callable[[Path], Path], why: str
) -> None:
    path = _folder(sample, tmp_path / NAME, make(tmp_path))
    (problem,) = (item for item in load_organization(path).diagnostics if item.code == "AUD030")
    assert why in problem.message
    assert problem.place is not None
    line = path.read_text(encoding="utf-8").splitlines()[(problem.place.line or 0) - 1]
    assert line.startswith("  previous: ")
    assert problem.place.column == len("  previous: ") + 1
    assert not build_brief(path, BuildOptions(output=tmp_path / "output")).is_made


def _of_no_day(ledger: dict[str, Any]) -> None:
    ledger["observations"]["followers"][0] = []


def _of_no_date(ledger: dict[str, Any]) -> None:
    del ledger["report_date"]


def _without_forms(ledger: dict[str, Any]) -> None:
    for record in ledger["quantities"].values():
        del record["form"]


def _without_sources(ledger: dict[str, Any]) -> None:
    for record in ledger["quantities"].values():
        del record["source"]


def _of_unknown_words(ledger: dict[str, Any]) -> None:
    ledger["verdicts"]["reach"]["verdict"] = "wonderful"


def _with_years_for_days(ledger: dict[str, Any]) -> None:
    for marks in ledger["observations"].values():
        marks[:] = [[2019, *mark[1:]] for mark in marks]


def _of_an_interval_beside_its_estimate(ledger: dict[str, Any]) -> None:
    record = ledger["quantities"][RATIO.removeprefix("previous.")]
    record["ci_low"] = record["value"] + 1


def _of_an_unknown_status(ledger: dict[str, Any]) -> None:
    ledger["goals"][0]["status"] = "wonderful"


def _earlier(sample: Sample, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """Return a configuration that names a changed outcomes.json."""
    ledger = json.loads(sample.outcomes.read_text(encoding="utf-8"))
    change(ledger)
    earlier = folder / "earlier.json"
    earlier.write_text(json.dumps(ledger), encoding="utf-8")
    return _folder(sample, folder / NAME, earlier)


@pytest.mark.parametrize(
    "damage",
    [
        _of_no_day,
        _of_no_date,
        _without_forms,
        _without_sources,
        _of_unknown_words,
        _of_an_unknown_status,
        _with_years_for_days,
        _of_an_interval_beside_its_estimate,
    ],
)
def test_a_damaged_ledger_is_refused_before_anything_is_built(
    sample: Sample, tmp_path: Path, damage: Callable[[dict[str, Any]], None]
) -> None:
    path = _earlier(sample, tmp_path, damage)
    result = build_brief(path, BuildOptions(output=tmp_path / "output", formats=("html",)))
    assert not result.is_made
    assert [item.code for item in result.diagnostics] == ["AUD030"]
    assert "its ledger is damaged" in result.diagnostics[0].message


def test_a_removed_comparison_that_was_not_assessed_is_a_change(
    sample: Sample, tmp_path: Path
) -> None:
    def with_one_more(ledger: dict[str, Any]) -> None:
        refused = {"verdict": "not_assessable", "strength": "none", "primary": ""}
        ledger["verdicts"]["gone"] = {**ledger["verdicts"]["reach"], **refused}

    path = _earlier(sample, tmp_path, with_one_more)
    folder = _built(path)
    change = _ledger(folder)["changes"]["gone"]
    assert (change["number"], change["verdict"]) == ("", "not_assessable")
    assert HEADING in (folder / "editorial.html").read_text(encoding="utf-8")
    assert verify(folder / "editorial.html", data=path.parent).findings == ()


def test_a_configuration_without_an_earlier_edition_has_no_problem_with_it(sample: Sample) -> None:
    configuration = load_organization(sample.configuration).configuration
    assert configuration is not None
    assert previous_edition_problems(configuration) == ()
