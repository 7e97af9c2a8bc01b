"""Branches of the ledger package that whole briefs seldom reach."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.current import use_language
from reportgen.ledger.compare_editions import compare_editions, difference_text
from reportgen.ledger.fingerprints import broken_entries, fingerprints_of, seal_of
from reportgen.ledger.ledger import warning_record
from reportgen.ledger.ledger_values import (
    changed_observations,
    full_precision,
    observation_marks,
    rows_by_file,
    same,
)
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.previous_edition import carried_previous
from reportgen.ledger.readers import pdf as read_pdf
from reportgen.ledger.readers.html import read_html
from reportgen.ledger.readers.jats import read_jats
from reportgen.ledger.readers.markdown import transcript_of_lines
from reportgen.ledger.records import ChangeRecord, ObservationMark
from reportgen.ledger.spoken_words import former_words, runs_of
from reportgen.ledger.transcript import Kind, Run, passage_of
from reportgen.model.goal import GoalStatus
from reportgen.model.prose import Claim, Emphasis, LineBreak, Number, Text
from reportgen.model.verdict import Strength, VerdictKind
from tests.analysis.factories import dataset, metric, monthly
from tests.ledger.factories import (
    goal_document,
    ledger_of,
    number_document,
    sensitivity_document,
    verdict_document,
)

if TYPE_CHECKING:
    from pikepdf import Object

    from reportgen.ledger.records import Ledger

DAY = date(2020, 1, 1)


def test_a_warning_keeps_its_code_severity_message_and_note() -> None:
    diagnostic = Diagnostic(code="DAT001", severity=Severity.WARNING, message="a", note="b")
    assert to_plain(warning_record(diagnostic)) == {
        "code": "DAT001",
        "severity": "warning",
        "message": "a",
        "note": "b",
    }


def _configuration(sha256: str, text: str | None) -> dict[str, Any]:
    return {"file": "x.yaml", "sha256": sha256, "text": text, "other_files": []}


def _ledger(**more: Any) -> Ledger:
    return ledger_of(**{"configuration": _configuration("a", "x: 1\ny: 2\n"), **more})


def test_removed_and_changed_lines_are_reported() -> None:
    def changes(text: str | None) -> list[str]:
        new = _ledger(configuration=_configuration("b", text))
        return list(compare_editions(_ledger(), new).inputs)

    assert changes("x: 1\n") == ["configuration changed: lines were taken out"]
    assert changes("x: 1\ny: 3\n") == ["configuration changed: lines 2"]
    assert changes(None) == ["configuration changed"]


def test_added_and_removed_files_are_reported_with_their_rows() -> None:
    marks = {"m": [[f"2020-01-{day:02}", "new.csv", str(day), "aa"] for day in range(1, 11)]}
    old = _ledger(files={"old.csv": "1"}, versions={"reportgen": "1", "numpy": "1"})
    new = _ledger(files={"new.csv": "1"}, observations=marks, versions={"reportgen": "2"})
    gone, added, *versions = compare_editions(old, new).inputs
    assert gone == "data file old.csv no longer read"
    assert added.startswith("data file new.csv added: m of 2020-01-01 added (row 1); ")
    assert added.endswith(" and 2 more")
    assert versions == [
        "version of reportgen: 1 then, 2 now",
        "version of numpy: 1 then, none now",
    ]


def test_added_and_removed_numbers_claims_and_goals_are_changes() -> None:
    verdict = verdict_document(verdict="increase", strength="strong", primary="a.b")
    goal = goal_document(status="met")
    whole = _ledger(
        quantities={"a.b": number_document(derived_from=["gone", "a.b"])},
        verdicts={"reach": verdict},
        goals=[goal],
    )
    there = {item.subject: item for item in compare_editions(_ledger(), whole).changes}
    assert there["a.b"].old == ""
    assert there["reach"].new == "increase, strong evidence"
    assert there["goals.g"].new == "met"
    gone = {item.subject: item for item in compare_editions(whole, _ledger()).changes}
    assert (gone["a.b"].new, gone["a.b"].new_text, gone["a.b"].unit) == ("", "", "")
    assert gone["reach"].new == gone["goals.g"].new == ""
    unknown = _ledger(quantities={"a.b": number_document(value=None, text=None, reason="too few")})
    (change,) = compare_editions(_ledger(quantities={"a.b": number_document()}), unknown).changes
    assert (change.new, change.difference) == ("not known (too few)", None)
    assert change.label == "a, b"


def test_a_difference_of_editions_is_plain_data_for_programs() -> None:
    whole = _ledger(quantities={"a.b": number_document()})
    record = json.loads(json.dumps(compare_editions(_ledger(), whole).record()))
    (change,) = record["changes"]
    assert (change["subject"], change["kind"], change["old"], change["new"]) == (
        "a.b",
        "number",
        "",
        "1.0",
    )
    assert record["inputs"] == []


def test_changes_of_the_same_inputs_name_no_inputs() -> None:
    before, after = (
        _ledger(quantities={"a.b": number_document(value=value, text=str(value))})
        for value in (1.0, 2.0)
    )
    text = difference_text(compare_editions(before, after))
    assert text.startswith("Numbers that changed: 1\n  ")
    assert "Inputs" not in text


def test_the_digits_of_a_number_are_those_of_its_part_and_of_its_analysis() -> None:
    checks = [sensitivity_document(method="welch", estimate=0.5)]
    ledger = _ledger(
        quantities={"a.b": number_document(n=7)},
        verdicts={"reach": verdict_document(sensitivity=checks)},
    )
    assert full_precision(ledger, "a.b") == "1.0"
    assert full_precision(ledger, "a.b", "n") == "7"
    assert full_precision(ledger, "verdicts.reach.sensitivity.welch.estimate") == "0.5"
    # What the ledger does not have: another part, analysis, comparison or ledger.
    assert full_precision(ledger, "a.b", "text") is None
    assert full_precision(ledger, "verdicts.reach.sensitivity.student.estimate") is None
    assert full_precision(ledger, "verdicts.other.sensitivity.welch.estimate") is None
    assert full_precision(None, "a.b") is None


def test_values_of_one_day_are_distinguished_by_their_order() -> None:
    old = [ObservationMark(DAY, "c.csv", "2", "aa"), ObservationMark(DAY, "c.csv", "3", "bb")]
    new = [old[0], ObservationMark(DAY, "c.csv", "3", "cc")]
    assert list(changed_observations(old, new)) == [("revised", new[1])]
    assert list(changed_observations(old, new[:1])) == [("removed", old[1])]
    then, now = (_ledger(observations={"c": to_plain(marks)}) for marks in (old[:1], old))
    assert rows_by_file(then, now) == {"c.csv": ["c of 2020-01-01 added (row 3)"]}


def test_a_value_without_a_row_is_marked_too() -> None:
    series = monthly(metric(), date(2020, 1, 1), [7.0, 8.0])
    seen = replace(series.observations[0], rows=())
    marks = observation_marks(dataset(replace(series, observations=(seen,))))
    ((_, file, rows, mark),) = marks["followers"]
    assert (file, rows, len(mark)) == (seen.file, "", 2)


def test_old_words_are_listed_in_every_language() -> None:
    changes = {
        "reach": ChangeRecord(
            kind="claim",
            number="",
            verdict=VerdictKind.INCREASE,
            strength=Strength.STRONG,
            reasons=(),
        ),
        "goals.g": ChangeRecord(kind="goal", number="", status=GoalStatus.MET, reasons=()),
        "m.observed.latest.value": ChangeRecord(kind="number", number="", reasons=()),
    }
    assert former_words(changes) == {}
    with use_language("es"):
        words = former_words(changes)
    assert list(words) == ["previous.reach", "previous.goals.g"]
    assert "Increase" not in words["previous.reach"]


def test_true_is_not_a_number_and_lists_are_compared_item_by_item() -> None:
    assert not same(True, 1)
    assert same([1, (2.0,)], (1.0, [2]))
    assert not same([1], [1, 2])
    assert not same({"a": 1}, {"b": 1})


def test_a_malformed_seal_is_reported_for_whole_entries() -> None:
    ledger = {"quantities": {"a": 1}, "goals": [1, 2], "schema": "x"}
    made = fingerprints_of(ledger)
    assert list(broken_entries(made, {})) == list(ledger)
    assert list(broken_entries(made, {**seal_of(ledger), "goals": ("a",)})) == ["goals"]
    other = fingerprints_of({**ledger, "goals": [1, 3]})
    assert list(broken_entries(other, seal_of(ledger))) == ["goals.1"]
    assert list(broken_entries({}, {"extra": "1"})) == ["extra"]
    assert fingerprints_of([]) == {}


def test_a_first_edition_carries_no_other() -> None:
    assert carried_previous(_ledger()) is None


def test_runs_go_through_every_kind_of_words() -> None:
    number = Emphasis((Number("1.7", "a.b"),))
    prose = (Claim("Grew", "reach"), Text(" "), number, LineBreak(), Text("then"))
    assert list(runs_of(prose)) == [
        Run("Grew", claim="reach"),
        Run(" "),
        Run("1.7", "a.b", "value"),
        Run(" "),
        Run("then"),
    ]


def test_a_passage_of_spaces_is_dropped_and_trailing_spaces_are_stripped() -> None:
    assert passage_of(Kind.TEXT, "", [Run(" "), Run("\n")]) is None
    kept = passage_of(Kind.TEXT, "", [Run("7", "a.b", "value"), Run(" ")])
    assert kept is not None
    assert kept.runs == (Run("7", "a.b", "value"),)


def test_a_damaged_script_of_a_page_is_ignored_and_a_link_is_artwork() -> None:
    page = read_html(
        '<link rel="stylesheet" href="x.css"><p>A <span data-q="a.b">7</span></p>'
        '<script type="application/json" id="outcomes">{no json</script>'
    )
    assert page.ledger is None
    assert page.bound == ()
    assert [run.quantity for _, run in page.shown.numbers()] == ["a.b"]
    plain = read_html('<p>A <span data-q="a.b">7</span></p>')
    assert plain.shown.drawing != page.shown.drawing


def test_numbers_and_descriptions_of_an_article_are_distinguished() -> None:
    page = read_jats(
        b'<?xml version="1.0"?><article><body><fig id="f"><alt-text>A chart</alt-text></fig>'
        b'<p>Grew <named-content content-type="reportgen-quantity" specific-use="n" '
        b'vocab-term-identifier="a.b">7</named-content></p></body></article>'
    )
    assert [(item.kind, item.text) for item in page.shown.passages] == [
        (Kind.ALTERNATIVE, "A chart"),
        (Kind.TEXT, "Grew 7"),
    ]
    assert [(run.quantity, run.part) for _, run in page.shown.numbers()] == [("a.b", "n")]


def test_an_article_of_one_word_is_read() -> None:
    page = read_jats(b'<?xml version="1.0"?><italic>article</italic>')
    assert page.shown.passages == ()


def test_numbers_of_a_line_are_bound_at_their_columns() -> None:
    lines = "## Reach\nGrew 1.7 times"
    transcript = transcript_of_lines(lines, [(2, 6, "1.7", Run("", "a.b", "value"))])
    assert [(item.place, item.text) for item in transcript.passages] == [
        ("Reach", "## Reach"),
        ("Reach", "Grew 1.7 times"),
    ]
    assert [run.text for _, run in transcript.numbers()] == ["1.7"]


def _pdf(change: Any) -> bytes:
    file = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        pdf.save(file)
    return file.getvalue()


def test_an_annotation_on_a_page_is_a_separate_passage() -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.FreeText,
            Rect=pikepdf.Array([0, 0, 9, 9]),
            Contents=pikepdf.String("98"),
        )
        pdf.pages[0].Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))

    shown = read_pdf.read_pdf(_pdf(annotate)).shown
    assert [item.text for item in shown.passages] == ["annotation 3"]


def test_a_different_xmp_packet_is_a_separate_passage() -> None:
    def retitle(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Title"] = "A brief"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            packet["dc:title"] = "Another brief"

    shown = read_pdf.read_pdf(_pdf(retitle)).shown
    assert {item.place: item.text for item in shown.passages if item.place.startswith("title")} == {
        "title": "A brief",
        "title in XMP": "Another brief",
    }


def _tagged(pdf: pikepdf.Pdf, depth: int) -> None:
    """Put words into nested elements of the structure tree."""
    page = pdf.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pdf.make_indirect(font)))
    page.Contents = pdf.make_stream(
        b"/P <</MCID 0>> BDC BT /F 9 Tf 9 99 Td (Words) Tj ET EMC\n"
        b"/P <</MCID 1>> BDC BT /F 9 Tf 9 50 Td (7.) Tj ET EMC"
    )
    page.StructParents = 0
    root = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    inside = root
    for _ in range(depth + 1):
        outer, inside = inside, pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Div, P=inside))
        outer.K = pikepdf.Array([inside])
    leaf = _element(pdf, inside, "P", page, 0)
    mark = _element(pdf, inside, "Lbl", page, 1)
    inside.K = pikepdf.Array([leaf, mark])
    root.ParentTree = pikepdf.Dictionary(Nums=pikepdf.Array([0, pikepdf.Array([leaf, mark])]))
    pdf.Root.StructTreeRoot = root
    pdf.Root.MarkInfo = pikepdf.Dictionary(Marked=True)


def _element(pdf: pikepdf.Pdf, parent: Object, kind: str, page: Any, mark: int) -> Object:
    return pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), P=parent, Pg=page.obj, K=mark)
    )


@pytest.mark.parametrize(("depth", "words"), [(0, ["Words"]), (80, ["Words", "7."])])
def test_too_deeply_nested_elements_are_read_as_words_without_a_place(
    depth: int, words: list[str]
) -> None:
    shown = read_pdf.read_pdf(_pdf(lambda pdf: _tagged(pdf, depth))).shown
    assert [item.text for item in shown.passages] == words
    kinds = {item.kind for item in shown.passages}
    assert kinds == {Kind.TEXT if depth == 0 else Kind.RUNNING}
