"""A sentence of claims is reported in every text field of a configuration, and fails `--strict`."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import yaml

from reportgen.config.loader import load_configuration
from reportgen.diagnostics import Severity
from reportgen.document.own_claim_lint import lint_own_claims
from reportgen.pipeline import (
    BuildOptions,
    analyse_organization,
    build_brief,
    check_brief,
    load_organization,
)
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from reportgen.analysis.outcomes import Outcomes
    from reportgen.diagnostics import Diagnostic

SOARED = (
    "Our hours soared to 9,999 a month and donations doubled because of the tool library; "
    "87% of members were delighted"
)
# Donations fall, and hours rise.
DATA = "month,hours,donations\n" + "".join(
    f"{year}-{month:02},{120 + 9 * month % 7 + (80 if year == 2024 else 0)},"
    f"{900 + 7 * month % 5 - (500 if year == 2024 else 0)}\n"
    for year in (2023, 2024)
    for month in range(1, 13)
)
FIELDS: list[tuple[str | int, ...]] = [
    ("organization", "description"),
    ("brief", "title"),
    ("brief", "abstract"),
    ("brief", "decision"),
    ("brief", "sections", 0, "heading"),
    ("brief", "sections", 0, "text"),
    *(
        ("brief", "asks", 0, name)
        for name in ("what", "reason", "alternatives", "otherwise", "how_known")
    ),
    *(
        ("brief", name)
        for name in ("acknowledgments", "conflicts_of_interest", "funding", "data_availability")
    ),
    ("brief", "front", "objectives"),
    ("brief", "front", "risks"),
    ("intervention", "label"),
    ("intervention", "since"),
    ("periods", "before", "label"),
    *(("metrics", "hours", name) for name in ("label", "short", "why", "expected")),
    ("metrics", "hours", "next", "what"),
    ("events", 0, "what"),
    ("milestones", 0, "what"),
    *(("goals", 0, name) for name in ("specific", "short", "achievable", "relevant", "why")),
    ("goals", 0, "next", "what"),
    ("testimonials", 0, "text"),
    ("surveys", 0, "question"),
    ("surveys", 0, "statement"),
    ("comparisons", 0, "margin_reason"),
    ("comparisons", 0, "alternative_reason"),
]


def _plain() -> dict[str, Any]:
    metric = {"kind": "count", "file": "data.csv", "date": "month"}
    return {
        "reportgen": 1,
        "organization": {"name": "Riverside Garden", "description": "A garden."},
        "brief": {
            "title": "A year of the garden",
            "abstract": "What we did.",
            "sections": [{"heading": "The year", "text": "What we did."}],
            "asks": [{"kind": "note", "what": "Read it."}],
            "front": {"paper": "4"},
        },
        "intervention": {"on": "2024-01-01", "label": "Tool library opens"},
        "periods": {
            "before": {"from": "2023-01", "to": "2023-12"},
            "after": {"from": "2024-01", "to": "2024-12"},
        },
        "metrics": {
            "hours": metric | {"label": "volunteer hours", "unit": "hours", "value": "hours"},
            "donations": metric | {"unit": "donations", "value": "donations"},
        },
        "comparisons": [
            {"id": "time", "metric": "hours", "test": "mean", "contrast": ["after", "before"]},
            {"id": "gifts", "metric": "donations", "test": "mean", "contrast": ["after", "before"]},
        ],
        "goals": [{"id": "more", "specific": "Win members", "time_bound": "2024-12-31"}],
        "events": [{"on": "2024-02-01", "what": "the bridge was closed"}],
        "milestones": [{"on": "2024-03-01", "what": "the shed was painted"}],
        "testimonials": [{"text": "I like it here.", "who": "A member"}],
        "surveys": [
            {
                "id": "use",
                "question": "Do you use it?",
                "statement": "used it",
                "paired": {"both": 5, "gained": 3, "lost": 2, "neither": 6},
            }
        ],
    }


def _with(path: tuple[str | int, ...], text: str) -> dict[str, Any]:
    content = _plain()
    here: Any = content
    for key, following in pairwise(path):
        if isinstance(here, dict):
            here = here.setdefault(key, {} if isinstance(following, str) else [])
        else:
            here = here[key]
    here[path[-1]] = text
    if path[-1] == "margin_reason":
        content["comparisons"][0]["equivalence_margin"] = "20%"
    if path[-1] == "alternative_reason":
        content["comparisons"][0]["alternative"] = "greater"
    return content


def _written(folder: Path, content: dict[str, Any]) -> Path:
    path = folder / "garden.yaml"
    path.write_text(yaml.safe_dump(content, allow_unicode=True, width=60), encoding="utf-8")
    (folder / "data.csv").write_text(DATA)
    return path


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Return the outcomes, which do not depend on the texts."""
    loaded = load_organization(_written(tmp_path_factory.mktemp("plain"), _plain()))
    analysed = analyse_organization(loaded)
    assert analysed is not None, loaded.diagnostics
    return analysed.outcomes


def _judged(folder: Path, content: dict[str, Any], outcomes: Outcomes) -> tuple[Diagnostic, ...]:
    loaded = load_configuration(_written(folder, content))
    assert loaded.configuration is not None, loaded.diagnostics
    return lint_own_claims(loaded.configuration, outcomes)


def test_the_configuration_without_it_is_clean(tmp_path: Path, outcomes: Outcomes) -> None:
    assert _judged(tmp_path, _plain(), outcomes) == ()


@pytest.mark.parametrize("path", FIELDS, ids=lambda path: ".".join(map(str, path)))
def test_the_sentence_is_reported_with_its_place(
    tmp_path: Path, outcomes: Outcomes, path: tuple[str | int, ...]
) -> None:
    found = _judged(tmp_path, _with(path, SOARED), outcomes)
    assert found
    for item in found:
        assert item.severity in (Severity.WARNING, Severity.ERROR)
        assert item.place is not None
        assert item.place.line is not None
        assert item.place.column is not None
        start = item.place.column - 1
        shown = item.place.text[start : start + item.place.width]
        assert f"`{shown}" in item.message, (shown, item.message)


def test_what_contradicts_a_verdict_is_an_error_without_strict(tmp_path: Path) -> None:
    path = _written(tmp_path, _with(("brief", "abstract"), SOARED))
    found = check_brief(path, BuildOptions(output=tmp_path / "out", formats=("html",)))
    (error,) = (item for item in found if item.severity is Severity.ERROR)
    assert error.code == "TXT012"
    assert error.message == "`doubled` contradicts `gifts`: the data show a decrease"


def test_unbound_numbers_fail_a_strict_build_and_no_other(tmp_path: Path) -> None:
    text = "87% of members were delighted."
    path = _written(tmp_path, _with(("brief", "abstract"), text))
    for is_strict in (True, False):
        options = BuildOptions(output=tmp_path / "out", formats=("html",), is_strict=is_strict)
        assert build_brief(path, options).is_made is not is_strict


@pytest.mark.parametrize("name", ["community-garden", "harbor-shelter", "women-in-medicine"])
def test_the_texts_of_the_examples_rest_on_something(name: str) -> None:
    analysed = analyse_organization(load_organization(ROOT / "configs" / name / f"{name}.yaml"))
    assert analysed is not None
    assert lint_own_claims(analysed.configuration, analysed.outcomes) == ()
