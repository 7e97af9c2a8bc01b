"""Transcripts of pages: visible and hidden words, and the evidence bound to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from reportgen.ledger.fingerprints import broken_entries, fingerprints_of, seal_of
from reportgen.ledger.readers.html import read_html
from reportgen.ledger.transcript import (
    Kind,
    Passage,
    Run,
    Transcript,
    read_transcript,
    transcript_document,
)

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<!doctype html><html lang="en"><head><title>A  brief</title>
<meta name="description" content="Grew 1.7 times">
<script type="application/ld+json">{"name": "x", "of": [1, {"a": true}]}</script>
<style>p { color: red }</style></head><body>
<section aria-labelledby="reach"><h2 id="reach">Reach</h2>
<p>Followers <span data-claim="c">grew</span> by
<data class="number" value="68.3" data-q="f.slope">68</data> a month
(<data class="number" value="0.95" data-q="f.slope" data-part="confidence_level">95%</data>).</p>
</section>
<figure id="fig-1"><svg role="img" aria-label="A line"><text>12</text><path d="M0 0"/></svg>
</figure></body></html>"""


def test_numbers_and_claims_keep_what_they_are_bound_to() -> None:
    passages = read_html(PAGE).shown.passages
    (passage,) = (item for item in passages if item.kind is Kind.TEXT and "grew" in item.text)
    assert passage == Passage(
        Kind.TEXT,
        "reach",
        (
            Run("Followers "),
            Run("grew", claim="c"),
            Run(" by "),
            Run("68", "f.slope", "value"),
            Run(" a month ("),
            Run("95%", "f.slope", "confidence_level"),
            Run(")."),
        ),
    )


def test_the_head_and_descriptions_are_read() -> None:
    found = {(item.kind, item.place): item.text for item in read_html(PAGE).shown.passages}
    assert found[Kind.HEAD, "title"] == "A brief"
    assert found[Kind.HEAD, "description"] == "Grew 1.7 times"
    assert found[Kind.HEAD, "json-ld of.1.a"] == "true"
    assert found[Kind.ALTERNATIVE, "fig-1"] == "A line"
    assert found[Kind.TEXT, "fig-1"] == "12"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("68</data>", "69</data>"),
        ("a month", "a week"),
        (">grew<", ">fell<"),
        ("<p>Followers", "<p hidden>Followers"),
        ("<p>Followers", '<p style="display : none">Followers'),
        ('data-q="f.slope">68', 'data-q="g.slope">68'),
        ("<p>Followers", "<p>Followers<br>2"),
        ('aria-label="A line"', 'aria-label="A curve"'),
        ("Grew 1.7", "Grew 1.8"),
        ('"a": true', '"a": false'),
        ("M0 0", "M0 9"),
        ("color: red", "color: blue"),
        ("</body>", "<script>document.body.hidden = true</script></body>"),
        ("</body>", '<img src="x.png"></body>'),
        ("<h2 id", "<p>An aside</p><h2 id"),
        ("<p>Followers", '<p dir="rtl">Followers'),
    ],
)
def test_every_visible_change_changes_the_transcript(old: str, new: str) -> None:
    assert old in PAGE
    assert read_html(PAGE.replace(old, new, 1)).shown != read_html(PAGE).shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Followers <span", "Followers\n  <span"),
        ("<p>Followers", "<!-- a note --><p>Followers"),
        ("</section>\n", "</section>\n\n\n"),
        ('<path d="M0 0"/>', '<path d="M0 0"></path>'),
        ("<figure id", "<figure  id"),
    ],
)
def test_an_invisible_change_keeps_the_transcript(old: str, new: str) -> None:
    assert old in PAGE
    assert read_html(PAGE.replace(old, new, 1)).shown == read_html(PAGE).shown


def test_a_transcript_round_trips_through_json() -> None:
    made = Transcript(
        passages=read_html(PAGE).shown.passages,
        drawing={"fig-1": "ab"},
        seal={"quantities": ("12",)},
        files={"outcomes.json": "cd"},
        kind="editorial",
    )
    assert read_transcript(json.loads(json.dumps(transcript_document(made)))) == made


@pytest.mark.parametrize(
    "document", [None, [], {}, {"schema": "reportgen-transcript/1"}, {"schema": "other/1"}]
)
def test_other_data_are_not_a_transcript(document: object) -> None:
    assert read_transcript(document) is None


def test_two_data_blocks_of_one_name_count_as_none() -> None:
    block = '<script type="application/json" id="outcomes">{}</script>'
    assert read_html(PAGE.replace("</body>", f"{block}</body>")).ledger == {}
    assert read_html(PAGE.replace("</body>", f"{block}{block}</body>")).ledger is None


LEDGER: dict[str, object] = {
    "quantities": {"a": {"value": 1.5}, "b": {"value": None}},
    "goals": [{"id": "g"}],
    "on": 1,
}


def test_a_sealed_ledger_is_intact_after_json() -> None:
    again = json.loads(json.dumps(LEDGER))
    assert list(broken_entries(fingerprints_of(again), seal_of(LEDGER))) == []


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({**LEDGER, "quantities": {"a": {"value": 1.6}, "b": {"value": None}}}, ["quantities.a"]),
        ({**LEDGER, "quantities": {"b": {"value": None}}}, ["quantities"]),
        ({**LEDGER, "goals": [{"id": "h"}]}, ["goals.0"]),
        ({**LEDGER, "on": 2}, ["on"]),
        ({**LEDGER, "more": 2}, ["more"]),
        ({key: value for key, value in LEDGER.items() if key != "on"}, ["on"]),
    ],
)
def test_a_broken_seal_is_reported_with_its_entry(
    changed: dict[str, object], names: list[str]
) -> None:
    assert list(broken_entries(fingerprints_of(changed), seal_of(LEDGER))) == names


def test_a_deeply_nested_page_is_read_or_truncated_without_a_crash() -> None:
    deep = "<b>" * 20_000 + "68" + "</b>" * 20_000
    found = read_html(PAGE.replace("<p>Followers", f"<p>{deep}Followers", 1)).shown
    assert found != read_html(PAGE).shown


@pytest.mark.parametrize("page", ["", " ", "plain", "<", "\x00", "<html>", "\ud800"])
def test_anything_can_be_read_as_a_page(page: str) -> None:
    assert read_html(page).ledger is None


def test_a_text_that_is_the_name_of_a_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "secret.html"
    path.write_text("<p>secret</p>", encoding="utf-8")
    assert [item.text for item in read_html(str(path)).shown.passages] == [str(path)]
