"""Warnings about the organization's own sentences and dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.config.loader import load_configuration
from reportgen.diagnostics import Severity
from reportgen.document.own_text_lint import lint_own_texts
from reportgen.languages.current import use_language
from reportgen.pipeline import BuildOptions, build_brief, check_brief
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic

HEAD = """reportgen: 1
organization: {name: River Club}
metrics:
  visits: {kind: count, file: data.csv, date: month, value: visits}
"""
FORTY = "We " + "go " * 38 + "home."
FORTY_ONE = "We " + "go " * 39 + "home."
YEAR = "between July 2019 and June 2020"
GOAL = "goals:\n  - {id: a, specific: A, achievable: B, time_bound: 2023-12-31, "
PLAN = """intervention: {on: 2023-07-01, label: A}
periods: {before: {from: 2023-01, to: 2023-06}, after: {from: 2023-07, to: 2023-12}}
comparisons:
  - {id: a, metric: visits, test: mean, contrast: [after, before], alternative: greater, """
OTHER = "  other: {kind: count, file: data.csv, date: month, value: visits, "
DATA = "month,visits\n" + "".join(f"2023-{month:02},{10 + month}\n" for month in range(1, 13))


def _lint(folder: Path, text: str, *, language: str = "en") -> tuple[Diagnostic, ...]:
    path = folder / "club.yaml"
    path.write_text(HEAD + text, encoding="utf-8")
    (folder / "data.csv").write_text(DATA)
    loaded = load_configuration(path)
    assert loaded.configuration is not None, loaded.diagnostics
    with use_language(language):
        return lint_own_texts(loaded.configuration)


def test_a_sentence_of_more_than_forty_words_is_a_warning(tmp_path: Path) -> None:
    (found,) = _lint(tmp_path, f"brief:\n  funding: Two words. {FORTY_ONE} Then more.\n")
    assert (found.code, found.severity) == ("TXT024", Severity.WARNING)
    assert found.message == (
        "a sentence of 41 words is hard to follow: “We go go go go go go go …”"
    )
    assert found.help == "divide it: one idea per sentence, and at most 25 words"
    assert str(found.place).endswith("club.yaml:6:23")


def test_a_sentence_of_forty_words_is_none(tmp_path: Path) -> None:
    assert _lint(tmp_path, f"brief: {{abstract: {FORTY} {FORTY}}}\n") == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"brief:\n  abstract: >-\n    {FORTY_ONE}\n", "6:13"),
        (f"brief:\n  decision: |\n    Short.\n\n    - {FORTY_ONE}\n", "9"),
        (f"brief:\n  sections:\n    - {{heading: A, text: '{FORTY_ONE}'}}\n", "7:27"),
        (f"events:\n  - {{on: 2023-03-01, what: '{FORTY_ONE}'}}\n", "6:29"),
        (f"{GOAL}relevant: '{FORTY_ONE}'}}\n", "6:76"),
        (f"{PLAN}alternative_reason: '{FORTY_ONE}'}}\n", "8:111"),
        (f"{OTHER}season: none, season_reason: '{FORTY_ONE}'}}\n", "5:98"),
        (f"{OTHER}redefined: [{{on: 2023-03, note: '{FORTY_ONE}'}}]}}\n", "5:101"),
    ],
)
def test_every_text_field_has_its_place(tmp_path: Path, text: str, place: str) -> None:
    (found,) = _lint(tmp_path, text)
    assert str(found.place).endswith(f"club.yaml:{place}")


@pytest.mark.parametrize(
    "text",
    [
        "Las vecinas y los vecinos de la Sra. López, p. ej. en EE. UU., vinieron. " * 5,
        "Am 5. Mai kamen z. B. zwölf Gäste, d. h. mehr als bei Dr. Meier u. a. Gastgebern. " * 5,
        "It is at https://example.org/a.b and others saw it [@kays2023]. " * 9,
        "- go go go go go\n" * 12,
        "\n> " + FORTY_ONE,
        "    " + FORTY_ONE,
        "Go " * 30 + '\n{{ say("reach") }}\n' + "go " * 30,
        "Go {{ visits.observed.latest.value }} " * 19,
        "去" * 300,
    ],
    ids=["spanish", "german", "addresses", "list", "quotation", "code", "say", "numbers", "han"],
)
def test_short_sentences_and_the_words_of_others_are_not_reported(
    tmp_path: Path, text: str
) -> None:
    indented = text.replace("\n", "\n    ")
    assert _lint(tmp_path, f"brief:\n  abstract: |2\n    {indented}\n") == ()


@pytest.mark.parametrize(
    "text",
    [
        "Las vecinas de la Sra. López, p. ej. en EE. UU., vinieron " + "y volvieron " * 16 + ".",
        "Am 5. Mai kamen z. B. zwölf Gäste, d. h. mehr als bei Dr. Meier " + "und wir " * 14 + ".",
    ],
    ids=["spanish", "german"],
)
def test_an_abbreviation_hides_no_long_sentence(tmp_path: Path, text: str) -> None:
    (found,) = _lint(tmp_path, f"brief: {{abstract: '{text}'}}\n")
    assert found.code == "TXT024"


def test_a_period_that_is_written_five_times_is_one_warning(tmp_path: Path) -> None:
    other = f"We met {YEAR}. We met from July 2019 to June 2020."
    text = f"brief:\n  abstract: |\n    {other}\n\n    {other}\n  funding: We met {YEAR}.\n"
    (found,) = _lint(tmp_path, text)
    assert (found.code, found.severity) == ("TXT025", Severity.WARNING)
    assert found.message == f"“{YEAR}” stands 5 times in the texts of this brief"
    assert found.help.startswith("give the period a name where you first write its dates")
    assert found.note == "it is also in lines 7, 9, 10"
    assert str(found.place).endswith("club.yaml:7")


def test_a_spanish_text_has_its_own_words_for_a_period(tmp_path: Path) -> None:
    written = (
        "Fue entre julio de 2019 y junio de 2020, o del 1 de julio de 2019 al 30 de junio de 2020"
    )
    text = f"brief: {{language: es, abstract: '{'. '.join([written] * 3)}.'}}\n"
    (found,) = _lint(tmp_path, text, language="es")
    assert found.code == "TXT025"
    assert "6 times" in found.message
    assert found.note == "it is also in line 5"


def test_four_times_the_same_or_many_different_periods_are_none(tmp_path: Path) -> None:
    years = " ".join(f"We met {YEAR.replace('2020', str(year))}." for year in range(2020, 2029))
    assert _lint(tmp_path, f"brief: {{abstract: '{years} {f'We met {YEAR}. ' * 3}'}}\n") == ()


def test_check_and_build_warn(tmp_path: Path) -> None:
    _lint(tmp_path, f"brief: {{abstract: {FORTY_ONE}}}\n")
    options = BuildOptions(output=tmp_path / "out", formats=("txt",))
    path = tmp_path / "club.yaml"
    assert [item.code for item in check_brief(path, options)].count("TXT024") == 1
    assert [item.code for item in build_brief(path, options).diagnostics].count("TXT024") == 1


def test_the_examples_give_no_warning() -> None:
    for path in sorted((ROOT / "configs").glob("*/*.yaml")):
        configuration = load_configuration(path).configuration
        assert configuration is not None
        assert lint_own_texts(configuration) == ()
