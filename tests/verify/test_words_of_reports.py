"""Output of diff, explain and verify for cases that whole briefs seldom have."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen.errors import DataError
from reportgen.ledger.compare_editions import Change, EditionDifference, difference_text
from reportgen.ledger.readers.finished_file import FinishedFile
from reportgen.verify.explain import explain_record, explain_text
from tests.ledger.factories import (
    goal_document,
    ledger_of,
    number_document,
    verdict_document,
)

CHANGE = {"difference": None, "reasons": ()}


def _change(subject: str, kind: str, old: str, new: str, **more: Any) -> Change:
    return Change(subject=subject, kind=kind, old=old, new=new, **{**CHANGE, **more})


def test_differences_of_two_editions_are_described() -> None:
    found = EditionDifference(
        changes=(
            _change("reach", "claim", "increase", "inconclusive", reasons=("data", "version")),
            _change("goals.g", "goal", "", "met"),
            _change("a.b", "number", "1.0", "1.5", difference=0.5),
            _change("a.c", "number", "1.0", ""),
        ),
        inputs=("data file x.csv changed",),
    )
    assert difference_text(found).splitlines() == [
        "Claims that changed: 1",
        "  reach: increase -> inconclusive; because of: data, version",
        "Goals that changed: 1",
        "  goals.g: new: met",
        "Numbers that changed: 2",
        "  a.b: 1.0 -> 1.5 (by +0.5)",
        "  a.c: gone: was 1.0",
        "Inputs that changed:",
        "  data file x.csv changed",
    ]


def test_other_inputs_alone_change_nothing() -> None:
    assert difference_text(EditionDifference(changes=(), inputs=("x",))).splitlines() == [
        "No number, claim or goal changed.",
        "Inputs that changed:",
        "  x",
    ]


def _two(**parts: Any) -> dict[str, Any]:
    return number_document(**{"value": 2.0, "text": "2.0", **parts})


def _file(**quantities: dict[str, Any]) -> FinishedFile:
    ledger = ledger_of(
        quantities=quantities,
        verdicts={"reach": verdict_document(primary="gone")},
        goals=[goal_document(evidence=["gone"])],
        versions={"numpy": "2", "reportgen": "1"},
    )
    return FinishedFile(format="json", ledger=ledger)


def test_a_number_is_explained_by_its_fields() -> None:
    file = _file(
        absent=_two(value=None, text=None, reason="too few values"),
        above=_two(ci_low=1.0, n=12, unit="people", derived_from=["below", "lost"]),
        below=_two(ci_high=3.0, numerator=2, n=3, confidence_level=0.9),
    )
    assert "no value: too few values" in explain_text(file, "absent")
    above = explain_text(file, "above")
    assert "printed as: 2.0 people" in above
    assert "confidence interval: 1.0 to no upper bound" in above
    assert "based on: 12 observations" in above
    assert "from: below = 2.0" in above
    assert "from: lost = not known" in above
    below = explain_text(file, "below")
    assert "90% confidence interval: no lower bound to 3.0" in below
    assert "counts: 2 of 3" in below
    assert "computed with: reportgen 1" in below
    assert "numpy" not in below
    assert "not known" in explain_text(file, None)


def test_inputs_are_listed_once_and_to_a_limited_depth() -> None:
    ring = {"a": _two(derived_from=["b"]), "b": _two(derived_from=["a"])}
    assert explain_text(_file(**ring), "a").count("how:") == 2
    chain = {f"n{at}": _two(derived_from=[f"n{at + 1}"]) for at in range(12)}
    assert explain_text(_file(**chain), "n0").count("how:") == 8


def test_verdicts_and_goals_without_numbers_are_explained() -> None:
    file = _file()
    assert "not assessable: too few values" in explain_text(file, "reach")
    assert "No number." in explain_text(file, "goals.g")
    assert explain_record(file, "goals.g")["status"] == "not_measured"
    assert explain_record(file, None)["goals"] == {"goals.g": "not_measured"}


@pytest.mark.parametrize("explained", [explain_text, explain_record])
def test_missing_parts_are_reported(explained: Any) -> None:
    with pytest.raises(DataError, match="nothing of the name x"):
        explained(_file(), "x")
    with pytest.raises(DataError, match="carries no ledger"):
        explained(FinishedFile(format="html"), "x")
