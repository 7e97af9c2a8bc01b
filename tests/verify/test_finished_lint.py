"""The lint of finished briefs: silent on the examples, warnings on unmarked claims."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from reportgen.document.finished_lint import lint_brief, typed_number_notes
from reportgen.model.prose import Number, Paragraph, Text
from reportgen.pipeline import (
    Analysed,
    BuildOptions,
    Prepared,
    analyse_organization,
    load_organization,
    prepare_brief,
)
from tests.conftest import ROOT
from tests.ledger.factories import ledger_of, number_document

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.prose import Prose

EXAMPLE = ROOT / "configs" / "women-in-medicine" / "women-in-medicine.yaml"
GARDEN = ROOT / "configs" / "community-garden" / "community-garden.yaml"


@cache
def _composed(path: Path) -> tuple[Analysed, Prepared]:
    analysed = analyse_organization(load_organization(path))
    assert analysed is not None
    kind = analysed.configuration.brief.kind
    return analysed, prepare_brief(analysed, kind, BuildOptions(output=ROOT), lambda _: None)


def _lint(path: Path, *more: Prose) -> tuple[Diagnostic, ...]:
    """Return the lint findings of an example with paragraphs before its first section."""
    analysed, composed = _composed(path)
    front = composed.brief.front
    added = tuple(Paragraph(prose) for prose in more)
    brief = replace(composed.brief, front=replace(front, abstract=(*added, *front.abstract)))
    return lint_brief(brief, analysed.configuration, composed.ledger)


@pytest.mark.parametrize("path", [EXAMPLE, GARDEN], ids=lambda path: path.stem)
def test_the_examples_give_no_warning(path: Path) -> None:
    assert _lint(path) == ()


def test_digits_in_the_name_of_a_file_are_no_numerals_of_the_text(tmp_path: Path) -> None:
    data = tmp_path / "data" / "nhs" / "Monthly-AE-April-2024-revised-v3_Provider.csv"
    data.parent.mkdir(parents=True)
    data.write_bytes((GARDEN.parent / "data" / "hours.csv").read_bytes())
    path = tmp_path / GARDEN.name
    path.write_text(GARDEN.read_text().replace("data/hours.csv", f"data/nhs/{data.name}"))
    assert _lint(path) == ()


@pytest.mark.parametrize(
    "text", ["It grew by 83.7 points.", "There were 777 of them.", "9,876", "In 1987"]
)
def test_a_numeral_without_evidence_is_a_warning(text: str) -> None:
    (found,) = _lint(EXAMPLE, (Text(text),))
    assert found.code == "TXT020"
    assert found.severity == "warning"


@pytest.mark.parametrize(
    "words",
    [
        (Text("From 3 May 2017 to June 2018."),),
        (Text("As of 2016-11-30."),),
        (Text("In Q2 2019 and in 2018/19."),),
        (Text("In 2018, of which there are data."),),
        (Text("COVID-19 came, and a 501(c)(3) stayed."),),
        (Text("A 2-tailed test at .05."),),
        (Number("83.7", "followers.growth.before.slope"),),
    ],
)
def test_dates_terms_own_text_and_bound_numbers_are_allowed(words: Prose) -> None:
    assert _lint(EXAMPLE, words) == ()


def test_statistical_terms_in_generated_text_give_no_warning() -> None:
    assert _lint(EXAMPLE, (Text("A finding is called statistically significant below it."),)) == ()


QUANTITIES = ledger_of(
    quantities={
        "f.last": number_document(value=1474, text="1474", unit="followers"),
        "f.ratio": number_document(value=1.7, text="1.7"),
        "f.share": number_document(value=0.333, text="33.3%"),
    }
).quantities


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("By June we had 1474 followers.", ["TXT022"]),
        ("By June we had 1500 followers.", ["TXT023"]),
        ("By June we had {{ f.last }} followers.", []),
        ("By June we had 9000 followers.", []),
        ("A share of 33.3% is enough.", ["TXT022"]),
        ("In 1999 we began, in room 17.", []),
        ("followers", []),
        ("100% of us.", []),
    ],
)
def test_a_typed_number_is_compared_with_the_computed_ones(text: str, codes: list[str]) -> None:
    assert [item.code for item in typed_number_notes([text], QUANTITIES)] == codes


@pytest.mark.parametrize(
    ("key", "due", "printed"),
    [("2024/25", "2025-03", "2024/25"), ("2024-Q4", "2024-12", "Q4 2024")],
)
def test_the_period_of_a_target_is_no_number_without_evidence(
    tmp_path: Path, key: str, due: str, printed: str
) -> None:
    rows = [f"{2021 + k // 4}-Q{k % 4 + 1},{800 + 7 * k}" for k in range(17)]
    (tmp_path / "gifts.csv").write_text("quarter,gifts\n" + "\n".join(rows) + "\n")
    path = tmp_path / "theatre.yaml"
    path.write_text(
        "reportgen: 1\norganization: {name: Quay Theatre}\nbrief: {kind: board}\n"
        "reporting_period: {from: 2024-Q4, to: 2024-Q4}\n"
        "metrics: {gifts: {kind: count, file: gifts.csv, date: quarter, value: gifts, "
        f"year_starts: {'April' if '/' in key else 'January'}}}}}\n"
        f"goals: [{{id: g, specific: Raise more, time_bound: {due}, measurable: "
        f"{{quantity: gifts.observed.reporting.mean, target: {{{key}: 950}}}}}}]\n"
    )
    _, composed = _composed(path)
    assert f"({printed})" in str(composed.brief)
    assert [item for item in _lint(path) if item.code == "TXT020"] == []
    assert not [item for item in composed.diagnostics if item.code == "TXT020"]
