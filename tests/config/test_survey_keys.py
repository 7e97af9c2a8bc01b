"""The keys of surveys that belong together, and values that are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

FORM = "question: Q, file: form.csv"


def problems(folder: Path, survey: str) -> list[Diagnostic]:
    (folder / "form.csv").write_text("Q,day\n4,2024-01-05\n", encoding="utf-8")
    (folder / "other.csv").write_text("Q,day\n4,2024-05-05\n", encoding="utf-8")
    path = folder / "club.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Rowing Club}\n"
        "periods: {winter: {from: 2024-01, to: 2024-03}, summer: {from: 2024-06, to: 2024-08}}\n"
        f"surveys:\n  - {{id: s, {survey}}}\n",
        encoding="utf-8",
    )
    return list(load_configuration(path).diagnostics)


@pytest.mark.parametrize(
    "survey",
    [
        f"{FORM}, scale: 1-5",
        f"{FORM}, scale: 0 – 10, yes: [9, 10]",
        f"{FORM}, scale: [no, a bit, yes], yes: [a bit, Yes]",
        f"{FORM}, yes: [true, 4]",
        f"{FORM}, scale: 1-5, date: day, contrast: [summer, winter], person: Q",
        "question: Q, before: {file: form.csv}, after: {file: other.csv}",
        "question: Q, answers: {file: form.csv}, scale: 1-5",
        "question: Q, answers: {yes: 3, asked: 4}",
    ],
)
def test_forms_are_given_in_several_ways(tmp_path: Path, survey: str) -> None:
    assert not problems(tmp_path, survey)


@pytest.mark.parametrize(
    ("survey", "code", "marked"),
    [
        ("question: Q", "CFG057", "{id: s"),
        (f"{FORM}, answers: {{yes: 1, asked: 2}}", "CFG057", "{id: s"),
        (f"{FORM}, scale: 5-1", "CFG022", "5-1"),
        (f"{FORM}, scale: 0-99", "CFG022", "0-99"),
        (f"{FORM}, scale: [a, A]", "CFG022", "[a, A]"),
        (f"{FORM}, scale: 5", "CFG022", "5}"),
        (f"{FORM}, yes: [[1]]", "CFG022", "[1]]"),
        (f"{FORM}, scale: 1-5, yes: [6]", "CFG172", "6]"),
        (f"{FORM}, contrast: [summer, winter]", "CFG173", "[summer"),
        (f"{FORM}, date: day, contrast: [summer, wintr]", "CFG030", "wintr"),
        (f"{FORM}, date: day, contrast: [summer, summer]", "CFG050", "[summer"),
        ("question: Q, answers: {yes: 1, asked: 2}, scale: 1-5", "CFG171", "1-5"),
        ("question: Q, answers: {yes: 1}", "CFG170", "{yes: 1}"),
        ("question: Q, answers: {yes: 1, file: form.csv}", "CFG170", "{yes: 1, file"),
        ("question: Q, answers: {yes: 2, asked: 1}", "CFG058", "2, asked"),
        ("question: Q, before: {file: form.csv}, after: {yes: 1, asked: 2}", "CFG170", "{yes: 1"),
        ("question: Q, before: {file: form.csv}, after: {file: form.csv}", "CFG170", "form.csv}}"),
        (
            "question: Q, before: {file: absent.csv}, after: {file: form.csv}",
            "DAT001",
            "absent.csv",
        ),
    ],
)
def test_what_can_not_be_is_refused_at_its_place(
    tmp_path: Path, survey: str, code: str, marked: str
) -> None:
    found = [item for item in problems(tmp_path, survey) if item.code == code]
    assert len(found) == 1, problems(tmp_path, survey)
    assert found[0].place is not None
    assert found[0].place.line == 5
    assert found[0].place.column is not None
    assert found[0].place.text[found[0].place.column - 1 :].startswith(marked)
    assert found[0].help
