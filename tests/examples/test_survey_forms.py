"""Briefs with answers from the export of a form: sentences, ledger, privacy, recomputation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from reportgen.api import BuildOptions, build
from reportgen.verify.verification import verify

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

CONFIG = """\
reportgen: 1
organization: {name: Rowing Club}
brief: {report_date: 2024-12-31, synthetic: true, language: LANGUAGE}
intervention: {on: 2024-01-01, label: New coaches}
PRIVACY
surveys:
  - {id: safe, question: I feel safe on the water, file: form.csv, date: Timestamp,
     scale: [Disagree, Neither, Agree], yes: [Agree]}
  - {id: score, question: How likely are you to row again?, column: how likely,
     file: form.csv, date: Timestamp, scale: 0-10, person: Email}
  - {id: boat, question: Did you steer?, file: form.csv, yes: ["Yes"]}
goals:
  - {id: again, specific: Row again., achievable: yes, relevant: yes, time_bound: 2024-12-31,
     measurable: {quantity: surveys.score.after.mean, target: 7}}
"""
WORDS = ("Disagree", "Neither", "Agree")


def answers() -> str:
    """Return the synthetic answers of 24 people before the change, and of 22 of them after."""
    lines = [
        "Timestamp,Email,I feel safe on the water,How likely are you to row again?,Did you steer?"
    ]
    for who in range(24):
        for year, shift in ((2023, 0), (2024, 1)):
            if year == 2024 and who > 21:
                continue
            word = WORDS[min(2, (who % 3 + (shift if who % 2 else 0)))]
            score = min(10, 4 + who % 5 + shift * (who % 4))
            steered = "Yes" if (who + year) % 3 else "No"
            lines.append(
                f"{year}/05/{who + 1:02} 9:15:22 AM GMT+2,row{who}@example.org,{word},{score},"
                f"{steered}"
            )
    return "\n".join(lines) + "\n"


def brief(
    folder: Path, *, language: str = "en", privacy: str = "", formats: Sequence[str] = ("html",)
) -> Path:
    """Build the brief and return its folder."""
    (folder / "form.csv").write_text(answers(), encoding="utf-8")
    path = folder / "club.yaml"
    text = CONFIG.replace("LANGUAGE", language).replace("PRIVACY", privacy)
    path.write_text(text, encoding="utf-8")
    result = build(path, BuildOptions(output=folder / "out", formats=tuple(formats)))
    assert result.files, result.diagnostics
    return folder / "out" / "rowing-club"


def quantities(folder: Path) -> dict[str, Any]:
    found = json.loads((folder / "outcomes.json").read_text(encoding="utf-8"))["quantities"]
    return dict(found)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return brief(tmp_path_factory.mktemp("forms"), formats=("html", "pdf", "txt"))


def test_sentences_report_shares_scales_and_single_questions(built: Path) -> None:
    text = " ".join((built / "editorial.txt").read_text(encoding="utf-8").split())
    assert "chose “Agree” when asked “I feel safe on the water”" in text
    assert "On a scale from “Disagree” to “Agree”, the median answer was “" in text
    assert "Wilcoxon-Mann-Whitney test, P=" in text
    assert "On a scale from 0 to 10, the mean answer to “" in text
    assert "paired t test, P" in text
    assert "each person’s answers differ by 1.4 on average" in text
    assert "(Figure 1, Figure 2)" in text
    assert (
        "Of 46 respondents, 31 (67%, 95% CI 53%-79%) chose “Yes” when asked “Did you steer?”"
        in text
    )
    assert "2 answers are of people who did not answer both times and did not count" in text
    for word in ("increased", "rose", "improved", "grew"):
        assert word not in text


def test_the_ledger_names_the_rows_of_each_time(built: Path) -> None:
    found = quantities(built)
    assert found["surveys.safe.before.answers"]["value"] == 24
    assert found["surveys.score.after.mean"]["n"] == 22
    source = found["surveys.safe.after.share"]["source"][0]
    assert source["file"] == "form.csv"
    assert source["column"] == "I feel safe on the water"
    assert source["rows"].startswith("3,5,7")
    assert found["goals.again.value"]["derived_from"] == ["surveys.score.after.mean"]


@pytest.mark.parametrize("name", ["editorial.html", "editorial.pdf"])
def test_everything_can_be_recomputed_from_the_answers(built: Path, name: str) -> None:
    found = verify(built / name, data=built.parents[1])
    assert found.has_data
    assert found.agrees


def test_a_changed_answer_is_found(tmp_path: Path) -> None:
    page = brief(tmp_path) / "editorial.html"
    file = tmp_path / "form.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(",Disagree,", ",Agree,", 1), encoding="utf-8")
    subjects = {item.subject for item in verify(page, data=tmp_path).findings}
    assert "surveys.safe.before.share" in subjects


def test_no_one_is_named_and_small_groups_are_withheld(tmp_path: Path) -> None:
    folder = brief(tmp_path, privacy="privacy: {smallest_group: 9}", formats=("html", "txt"))
    for file in folder.iterdir():
        if file.is_file():
            assert b"@example.org" not in file.read_bytes(), file
    found = quantities(folder)
    assert found["surveys.safe.before.share"]["value"] is None
    assert "surveys.safe.before.median" not in found
    assert found["surveys.boat.all.share"]["value"] == 31 / 46
    text = " ".join((folder / "editorial.txt").read_text(encoding="utf-8").split())
    assert "could not be compared: withheld, so that nothing is revealed about fewer than 9" in text
    assert not verify(folder / "editorial.html", data=tmp_path).findings


def test_spanish(tmp_path: Path) -> None:
    folder = brief(tmp_path, language="es", formats=("html", "txt"))
    text = " ".join((folder / "editorial.txt").read_text(encoding="utf-8").split())
    assert "eligieron «Agree» a la pregunta «" in text
    assert "n una escala de 0 a 10, la respuesta media a «" in text
    assert "prueba de Wilcoxon-Mann-Whitney, P" in text
    assert not verify(folder / "editorial.html", data=tmp_path).findings
