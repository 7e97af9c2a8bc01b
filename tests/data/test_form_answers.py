"""Answers in the exports of forms as downloaded, and files and cells that are refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook

from reportgen.pipeline import load_organization

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.survey import FormAnswer

HEAD = """\
reportgen: 1
organization: {name: Rowing Club}
brief: {report_date: 2024-12-31, synthetic: true}
surveys:
"""
# As Google Forms writes it: day and time of the answer's own time zone.
GOOGLE = """\
Timestamp,"How safe did you feel on the water? (1-5)",Did you feel safe on land?,Which boat?
2024/01/05 10:15:22 AM GMT+1,4,Yes,Eight
2024/02/29 3:02:41 PM GMT+1,,No,Four
2024/03/31 12:10:00 AM GMT+2,5,,Eight
2024/06/01 11:59:03 PM GMT+2,2,Yes,Single
"""
# As the spreadsheet program of Microsoft saves a form's answers as text.
MICROSOFT = """\
ID,Start time,Completion time,Email,Name,The boats are in good order
1,1/15/24 9:01:02,1/15/24 9:03:44,anonymous,,Agree
2,1/16/24 19:11:02,1/16/24 19:13:40,anonymous,,strongly  agree
3,1/17/24 7:00:00,1/17/24 7:00:31,anonymous,,Not applicable
"""
NEXTCLOUD = """\
"User ID","User display name","Timestamp","Would you row again?"
"ada","Ada","2024-05-14T09:31:07+02:00","Maybe"
"","Anonymous user","2024-05-15T00:12:00+02:00","Certainly"
"""


def read(folder: Path, survey: str, **files: str) -> tuple[FormAnswer, ...]:
    """Return the answers of the survey `s`, whose keys are given as YAML."""
    diagnostics, answers = load(folder, survey, **files)
    assert not [item for item in diagnostics if item.severity == "error"], diagnostics
    return answers


def load(
    folder: Path, survey: str, **files: str
) -> tuple[tuple[Diagnostic, ...], tuple[FormAnswer, ...]]:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    path = folder / "club.yaml"
    path.write_text(f"{HEAD}  - {{id: s, {survey}}}\n", encoding="utf-8")
    loaded = load_organization(path)
    dataset = loaded.dataset
    return loaded.diagnostics, dataset.surveys["s"].form_answers if dataset else ()


def codes(diagnostics: tuple[Diagnostic, ...]) -> list[str]:
    return [item.code for item in diagnostics]


def test_google_forms(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "question: Safe?, file: form.csv, column: how safe did you, scale: 1-5, date: Timestamp",
        form=GOOGLE,
    )
    assert [(item.line, item.step, item.day) for item in found] == [
        (2, 3, date(2024, 1, 5)),
        (4, 4, date(2024, 3, 31)),
        (5, 1, date(2024, 6, 1)),
    ]


def test_yes_and_no_need_no_words(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "question: Did you feel safe on land, file: form.csv, date: Timestamp",
        form=GOOGLE,
    )
    assert [item.is_yes for item in found] == [True, False, True]


def test_microsoft_forms(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "question: The boats are in good order, file: form.csv, date: Completion time, "
        "scale: [Strongly disagree, Disagree, Agree, Strongly agree], "
        "yes: [Agree, Strongly agree], no_answer: [Not applicable]",
        form=MICROSOFT,
    )
    assert [(item.step, item.is_yes, item.day) for item in found] == [
        (2, True, date(2024, 1, 15)),
        (3, True, date(2024, 1, 16)),
    ]


def test_nextcloud_forms(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        "question: Would you row again?, file: form.csv, yes: [Certainly], date: Timestamp, "
        "person: User ID",
        form=NEXTCLOUD,
    )
    assert [(item.is_yes, item.day, item.person) for item in found] == [
        (False, date(2024, 5, 14), "ada"),
        (True, date(2024, 5, 15), ""),
    ]


def test_a_workbook_holds_dates_and_numbers(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ("Start time", "How was it?"),
        # Workbooks hold times without a zone.
        (datetime(2024, 5, 1, 10, 30), 9),  # noqa: DTZ001
        (datetime(2024, 5, 2, 10, 30), 10),  # noqa: DTZ001
    ):
        book.active.append(row)
    book.create_sheet("Notes").append(("Nothing here",))
    book.save(tmp_path / "form.xlsx")
    found = read(
        tmp_path,
        "question: How was it?, file: form.xlsx, sheet: Sheet, scale: 0-10, date: Start time",
    )
    assert [(item.step, item.day) for item in found] == [
        (9, date(2024, 5, 1)),
        (10, date(2024, 5, 2)),
    ]


def test_two_files_are_two_times(tmp_path: Path) -> None:
    text = "How was it?\n{}\n"
    found = read(
        tmp_path,
        "question: How was it?, scale: 1-5, before: {file: one.csv}, after: {file: two.csv}",
        one=text.format("2 (poor)"),
        two=text.format("4 - good"),
    )
    assert [(item.file, item.step) for item in found] == [("one.csv", 1), ("two.csv", 3)]


@pytest.mark.parametrize(
    "typed", ["What’s “good” here – really?", '  what\'s "good" here - really ', "here - really"]
)
def test_a_question_is_found_however_it_was_typed(tmp_path: Path, typed: str) -> None:
    header = 'What\'s ""good"" here - really?'
    column = typed.replace('"', '\\"')
    found = read(
        tmp_path,
        f'question: Good?, file: form.csv, column: "{column}", yes: [much]',
        form=f'"{header}"\nmuch\n',
    )
    assert [item.is_yes for item in found] == [True]


def test_a_part_that_fits_several_questions_is_refused(tmp_path: Path) -> None:
    found, _ = load(tmp_path, "question: x, file: form.csv, column: did you feel", form=GOOGLE)
    assert codes(found) == ["DAT130"]
    assert found[0].place is not None
    assert found[0].place.line == 5
    assert "Did you feel safe on land" in found[0].note


def test_a_question_that_no_one_asked_is_refused(tmp_path: Path) -> None:
    found, _ = load(tmp_path, "question: Whch boat?, file: form.csv, yes: [Eight]", form=GOOGLE)
    assert codes(found) == ["DAT020"]
    assert found[0].help == "did you mean `Which boat?`?"


def test_an_unknown_answer_is_refused_once_with_its_lines(tmp_path: Path) -> None:
    found, _ = load(
        tmp_path, "question: Which boat?, file: form.csv, scale: [Single, Four]", form=GOOGLE
    )
    assert codes(found) == ["DAT131"]
    assert found[0].message == (
        "lines 2, 4 of form.csv: expected one of `Single`, `Four`, found `Eight`"
    )
    found, _ = load(tmp_path, "question: How safe, file: form.csv, scale: 1-4", form=GOOGLE)
    assert "expected a number from 1 to 4, found `5`" in found[0].message
    assert found[0].help == (
        "if it is an answer, `scale` must hold it; if it is none, add `no_answer: [5]`; if it is a "
        "slip, correct the file"
    )
    found, _ = load(tmp_path, "question: How safe, column: how safe, file: form.csv", form=GOOGLE)
    assert "expected `yes` or `no`" in found[0].message
    assert "`yes` must hold it" in found[0].help


def test_an_answer_that_no_one_gave_may_be_misspelled(tmp_path: Path) -> None:
    found, answers = load(
        tmp_path, "question: Which boat?, file: form.csv, yes: [Eights]", form=GOOGLE
    )
    assert codes(found) == ["DAT132"]
    assert not found[0].in_brief
    assert "`Eight`" in found[0].note
    assert not any(item.is_yes for item in answers)


def test_answers_without_a_date_are_left_out_and_mentioned(tmp_path: Path) -> None:
    found, answers = load(
        tmp_path,
        "question: Which boat?, file: form.csv, yes: [Eight], date: Timestamp",
        form=GOOGLE.replace("2024/01/05 10:15:22 AM GMT+1", ""),
    )
    assert codes(found) == ["DAT133"]
    assert found[0].in_brief
    assert len(answers) == 3


def test_a_date_that_is_none_is_refused(tmp_path: Path) -> None:
    found, _ = load(
        tmp_path,
        "question: Which boat?, file: form.csv, yes: [Eight], date: Timestamp",
        form=GOOGLE.replace("2024/01/05 10:15:22 AM GMT+1", "last week"),
    )
    assert codes(found) == ["DAT040"]


def test_a_form_without_answers_is_refused(tmp_path: Path) -> None:
    found, _ = load(
        tmp_path, "question: Q, column: Q, file: form.csv, scale: 1-5", form="Q,Other\n,x\n-,y\n"
    )
    assert codes(found) == ["DAT064"]


def test_answers_on_most_days_are_averaged_though_no_month_has_them_all(tmp_path: Path) -> None:
    days = [datetime(2024, 1, 3, 9, tzinfo=UTC) + timedelta(hours=37 * n) for n in range(120)]
    rows = "".join(f"{day:%Y-%m-%d %H:%M},{n % 4 + 6}\n" for n, day in enumerate(days))
    (tmp_path / "form.csv").write_text("Timestamp,Score\n" + rows, encoding="utf-8")
    path = tmp_path / "clinic.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Clinic}\nbrief: {report_date: 2024-12-31}\n"
        "metrics: {score: {kind: average, unit: points, combine: mean, file: form.csv, "
        "date: Timestamp, value: Score}}\n",
        encoding="utf-8",
    )
    loaded = load_organization(path)
    assert codes(loaded.diagnostics) == []
    assert loaded.dataset is not None
    kept = loaded.dataset.series["score"].observations
    assert [item.first.month for item in kept] == [1, 2, 3, 4, 5, 6, 7]
    january = [n % 4 + 6 for n, day in enumerate(days) if day.month == 1]
    assert kept[0].value == pytest.approx(sum(january) / len(january))
