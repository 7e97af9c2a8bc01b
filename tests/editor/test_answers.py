"""What is typed in fields, as values of the configuration."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.config.edits import ABSENT, changed_text, read_document
from reportgen.editor.answers import edits_of, read_answer
from reportgen.editor.fields import day_words
from reportgen.editor.metric_files import safe_name
from reportgen.editor.page_model import page_model
from reportgen.editor.paragraphs import broken_like, flowing
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("30 June 2020", "2020-06-30"),
        ("30. June 2020", "2020-06-30"),
        ("June 30, 2020", "2020-06-30"),
        ("june 2020", "2020-06"),
        ("Sept 2020", "2020-09"),
        ("31.12.2026", "2026-12-31"),
        ("6/2026", "2026-06"),
        ("2026-06-30", "2026-06-30"),
        ("2026-Q1", "2026-Q1"),
        ("2026", 2026),
        ("next spring", "next spring"),
        ("Smarch 2026", "Smarch 2026"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, value: str | int) -> None:
    assert read_answer("date", typed) == value


@pytest.mark.parametrize("value", ["2020-06-30", "2020-06", "2026-Q1", "2026", "stays above 60%"])
def test_a_day_in_words_is_read_as_the_same_day(value: str) -> None:
    assert str(read_answer("date", day_words(value))) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("25,000", 25000),
        ("1,234.5", 1234.5),
        ("75%", "75%"),
        ("0.9", 0.9),
        ("-3", -3),
        ("007", "007"),
        ("25,00", "25,00"),
        ("a few", "a few"),
        ("  ", ABSENT),
    ],
)
def test_a_number_is_read_where_it_is_one(typed: str, value: Any) -> None:
    assert read_answer("number", typed) == value


def changed(text: str, path: tuple[str | int, ...], kind: str, answer: str) -> str:
    document, _ = read_document(text)
    assert document is not None
    for place, value in edits_of(document, path, kind, answer):
        text = changed_text(text, place, value)
    return text


def test_a_word_for_a_period_gives_way_to_days() -> None:
    text = "reportgen: 1\nreporting_period: last quarter\n"
    text = changed(text, ("reporting_period", "from"), "date", "January 2026")
    text = changed(text, ("reporting_period", "to"), "date", "June 2026")
    assert "reporting_period: {from: 2026-01, to: 2026-06}" in text
    text = changed(text, ("reporting_period",), "choice", "last month")
    assert text == "reportgen: 1\nreporting_period: last month\n"


def test_a_goal_measures_another_number_and_keeps_its_target() -> None:
    text = "goals:\n  - id: a\n    measurable: {metric: x, average_of: after, target: 5}\n"
    words = '{"metric": "walks", "latest": true}'
    text = changed(text, ("goals", 0, "measurable"), "measure", words)
    assert "measurable: {metric: walks, target: 5, latest: true}" in text
    assert changed(text, ("goals", 0, "measurable"), "measure", '{"target": 7}') == text
    assert changed(text, ("goals", 0, "measurable"), "measure", "[broken") != ""


def test_an_empty_answer_removes_its_key_alone() -> None:
    text = "brief:\n  title: A   # ours\n  kind: board\n"
    assert changed(text, ("brief", "title"), "line", " ") == "brief:\n  kind: board\n"
    assert changed(text, ("brief", "abstract"), "long", "") == text


def test_paragraphs_flow_in_a_field_and_keep_their_lines_in_the_file() -> None:
    line = "It is a long line that somebody has broken by hand, as editors do it for them"
    first, second = f"{line}\nand so it ends.", f"{line}, too, and then\nit goes on."
    table = "| a | b |\n|---|---|\n| 1 | 2 |"
    text = f"{first}\n\n{second}\n\n{table}\n\n- one\n- two"
    shown = flowing(text)
    assert shown.split("\n\n")[0] == f"{line} and so it ends."
    assert shown.split("\n\n")[2] == table
    assert broken_like(shown, text) == text
    longer = shown.replace("it goes on.", "it goes on with {{ a.b.c }} " + "and on " * 20)
    broken = broken_like(longer.rstrip(), text)
    assert broken.startswith(f"{first}\n\n")
    assert max(map(len, broken.split("\n"))) <= max(map(len, text.split("\n")))
    assert "{{ a.b.c }}" in broken
    assert flowing("Ana\nBen\nCho") == "Ana\nBen\nCho"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("numbers.csv", "numbers.csv"),
        ("Été 2026 (1).XLSX", "Été 2026 (1).XLSX"),
        ("C:\\fakepath\\a.csv", "a.csv"),
        ("../../a.csv", "a.csv"),
        ("..", None),
        ("a..csv", None),
        (".csv", None),
        ("~$a.xlsx", None),
        ("a.yaml", None),
        ("a.csv\x00.yaml", None),
        ("a\n.csv", None),
    ],
)
def test_the_name_of_a_dropped_file_is_a_name_alone(name: str, safe: str | None) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("file", sorted((ROOT / "configs").glob("*/*.yaml")), ids=lambda f: f.stem)
def test_showing_a_configuration_and_sending_it_back_changes_nothing(file: Any) -> None:
    text = file.read_text("utf-8")
    document, _ = read_document(text)
    assert document is not None
    model = page_model(text, (), file=str(file))
    groups = [*model["questions"], *model["texts"]]
    groups += [item for question in groups for item in question["items"]]
    fields = [field for group in groups for field in group["fields"]]
    assert len({field["id"] for field in fields}) == len(fields) > 10
    for field in fields:
        path = tuple(field["path"])
        for place, value in edits_of(document, path, field["kind"], field["value"]):
            if field["kind"] in ("choice", "parts") and path[-1] not in document:
                continue  # a default is shown; choosing it writes it down
            after = changed_text(text, place, value)
            assert read_document(after)[0] == document, (path, value)


def test_a_text_that_can_not_be_read_is_shown_as_a_file_only() -> None:
    model = page_model("a: [1\n", (), file="x.yaml")
    assert (model["is_readable"], model["questions"], model["texts"]) == (False, [], [])
