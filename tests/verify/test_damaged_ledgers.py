"""Damaged or forged ledgers are reported as such, and never cause an internal error."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportgen.cli.finished import diff, explain
from reportgen.errors import DamagedLedgerError
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.read_ledger import ledger_document, read_ledger
from reportgen.ledger.readers.finished_file import open_finished
from reportgen.portfolio.quantities import portfolio_ledger, portfolio_quantities
from reportgen.verify import verification as verify_module
from reportgen.verify.verification import verify
from tests.ledger.factories import ledger_document_of, number_document

if TYPE_CHECKING:
    from pathlib import Path

    from hypothesis.strategies import DataObject

    from tests.verify.conftest import Sample

ODD: list[Any] = [
    *(None, True, 0, -1, 7, 0.5, 1e300, -1e-300, 10**400, float("nan"), float("inf")),
    *("", "x", "2021-13-01", "0001-01-01", "\ud800", "\0", [], [[]], {}, {"a": {"b": [1]}}),
]


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of everything inside a document."""
    pairs: Any = value.items() if isinstance(value, dict) else ()
    pairs = enumerate(value) if isinstance(value, list) else pairs
    return [found for key, item in pairs for found in ((*path, key), *_places(item, (*path, key)))]


def _mutated(document: Any, path: tuple[Any, ...], how: str, odd: Any) -> Any:
    """Return a document with one change at a path."""
    changed = deepcopy(document)
    inside = changed
    for key in path[:-1]:
        inside = inside[key]
    was = inside[path[-1]]
    if how == "remove":
        del inside[path[-1]]
    elif how == "nest":
        inside[path[-1]] = [was] if isinstance(was, dict) else {"extra": was}
    elif how == "add" and isinstance(was, dict):
        was["extra"] = odd
    elif how == "scale" and isinstance(was, (int, float)) and not isinstance(was, bool):
        inside[path[-1]] = was * -1e9
    else:
        inside[path[-1]] = odd
    return changed


def _portfolio() -> dict[str, Any]:
    from reportgen.analysis.organization_comparison import compare_organizations
    from tests.analysis.test_organization_comparison import organization

    values = [[20.0 + (3 * one + 5 * month) % 11 for month in range(12)] for one in range(4)]
    found = [organization(f"n{number}", item) for number, item in enumerate(values)]
    found += [organization(f"l{number}", item, kind="level") for number, item in enumerate(values)]
    quantities = portfolio_quantities(found, compare_organizations(found))
    ledger = portfolio_ledger(
        found, quantities, report_date=date(2021, 12, 31), rate_per="", versions={}
    )
    return ledger_document(ledger)


@pytest.fixture(scope="module")
def documents(sample: Sample) -> list[tuple[Any, list[tuple[Any, ...]]]]:
    """Return the ledgers of a brief and of a portfolio, with the paths inside them."""
    found = [json.loads(sample.outcomes.read_text(encoding="utf-8")), _portfolio()]
    return [(document, _places(document)) for document in found]


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_a_mutated_ledger_gives_findings_or_agrees_but_never_an_error(
    documents: list[tuple[Any, list[tuple[Any, ...]]]], tmp_path: Path, data: DataObject
) -> None:
    document, places = data.draw(st.sampled_from(documents))
    path = data.draw(st.sampled_from(places))
    how = data.draw(st.sampled_from(["remove", "nest", "add", "scale", "set"]))
    target = tmp_path / "outcomes.json"
    changed = _mutated(document, path, how, data.draw(st.sampled_from(ODD)))
    target.write_text(json.dumps(changed), encoding="utf-8")
    messages = [item.message for item in verify(target).findings if item.code == "AUD014"]
    damage = open_finished(target).damage
    assert messages == ([] if damage is None else [str(damage)])


def test_a_ledger_round_trips(each_sample: Sample) -> None:
    document = json.loads(each_sample.outcomes.read_text(encoding="utf-8"))
    ledger = read_ledger(document)
    assert json.dumps(ledger_document(ledger)) == json.dumps(document)
    assert read_ledger(json.loads(json.dumps(to_plain(ledger)))) == ledger


def test_a_portfolio_ledger_round_trips() -> None:
    document = json.loads(json.dumps(_portfolio()))
    assert json.dumps(ledger_document(read_ledger(document))) == json.dumps(document)


@pytest.mark.parametrize("name", ["check_quantities", "check_claims", "check_bindings"])
@pytest.mark.parametrize("problem", [TypeError, KeyError, AttributeError, AssertionError])
def test_an_internal_error_of_a_check_is_not_reported_as_damage(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, name: str, problem: type[Exception]
) -> None:
    def wrong(*_: object) -> None:
        raise problem("a mistake of ours")

    monkeypatch.setattr(verify_module, name, wrong)
    with pytest.raises(problem, match="a mistake of ours"):
        verify(sample.html)


def _page_with(sample: Sample, document: Any, target: Path) -> Path:
    page = sample.html.read_text(encoding="utf-8")
    text = json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
    block = re.search(r'id="outcomes">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    target.write_text(page[: block.start(1)] + text + page[block.end(1) :], encoding="utf-8")
    return target


def test_damage_in_a_page_is_reported_and_so_is_a_changed_word(
    sample: Sample, tmp_path: Path
) -> None:
    document = json.loads(sample.outcomes.read_text(encoding="utf-8"))
    name = "followers.growth.after_vs_before.slope_ratio"
    document["quantities"][name]["n"] = "x"
    target = _page_with(sample, document, tmp_path / "damaged.html")
    page = target.read_text(encoding="utf-8").replace(">grew faster<", ">grew slower<", 1)
    target.write_text(page, encoding="utf-8")
    found = verify(target, data=sample.data)
    messages = {(item.code, item.subject): item.message for item in found.findings}
    assert messages["AUD014", name] == (
        f'the ledger is damaged: quantities.{name}.n: expected a whole number, found "x"'
    )
    assert ("AUD008", name) in messages
    assert ("AUD002", "reach") in messages
    assert not found.has_data


def test_a_goal_of_a_damaged_ledger_is_reported_by_its_position(
    sample: Sample, tmp_path: Path
) -> None:
    document = json.loads(sample.outcomes.read_text(encoding="utf-8"))
    document["goals"][1]["due"] = "soon"
    found = verify(_page_with(sample, document, tmp_path / "damaged.html"))
    assert {(item.code, item.subject) for item in found.findings} == {
        ("AUD008", "goals.1"),
        ("AUD014", "goals.1"),
    }


def test_explain_and_diff_report_damage(sample: Sample, tmp_path: Path) -> None:
    target = tmp_path / "damaged.json"
    target.write_text('{"schema": "reportgen-outcomes/1"}', encoding="utf-8")
    for command, words in ((explain, [target]), (diff, [sample.outcomes, target])):
        result = CliRunner().invoke(command, [str(word) for word in words])
        assert isinstance(result.exception, DamagedLedgerError)
        assert str(result.exception) == "the ledger is damaged: organization: missing"


def _with_previous(**parts: Any) -> dict[str, Any]:
    edition = {"file": "old.json", "sha256": "a", "report_date": "2020-07-01"}
    return ledger_document_of(**{"previous": edition, "changes": {}, **parts})


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (
            ledger_document_of(quantities={"a.b": number_document(value="many")}),
            "quantities.a.b.value: expected a number, found 'many'",
        ),
        (
            ledger_document_of(quantities={"a.b": number_document(value="may", form="date")}),
            "quantities.a.b.value: expected a day such as 2024-01-31, found 'may'",
        ),
        (
            ledger_document_of(quantities={"a.b": number_document(value=1, form="date")}),
            "quantities.a.b.value: expected a day such as 2024-01-31, found 1",
        ),
        (ledger_document_of(language="xx-nowhere"), "language: expected a language tag"),
        (
            ledger_document_of(
                analysis={
                    "alpha": 0.05,
                    "confidence_level": 0.95,
                    "registration": None,
                    "number_style": "apa",
                }
            ),
            "analysis.number_style: expected one of ama, jmir, found 'apa'",
        ),
        (ledger_document_of(files={"\0": "a"}), "configuration: expected the name of a file"),
        (ledger_document_of(changes={}), "previous: must occur together with `changes`"),
        (
            {**_portfolio(), "language": "xx-nowhere"},
            "language: expected a language tag, found 'xx-nowhere'",
        ),
        (
            _with_previous(previous={"file": "\0", "sha256": "", "report_date": "2020-07-01"}),
            "previous.file: expected the name of a file",
        ),
        (
            _with_previous(quantities={"previous.a": number_document()}),
            "quantities.previous.a.source: expected the previous edition, found no source",
        ),
    ],
)
def test_invariants_are_checked_with_the_types(document: dict[str, Any], message: str) -> None:
    with pytest.raises(DamagedLedgerError, match=re.escape(message)):
        read_ledger(document)


@pytest.mark.parametrize(
    ("path", "odd", "message"),
    [
        (("report_date",), "0001-05-05", "expected a later day, found 0001-05-05"),
        (("metrics", "visits", "points"), [], "expected observations, found none"),
        (("metrics", "visits", "points", 0, 1), 1e60, "a value is too large"),
    ],
)
def test_unusable_observations_of_a_portfolio_are_damage(
    path: tuple[Any, ...], odd: Any, message: str
) -> None:
    changed = _mutated(_portfolio(), ("organizations", 0, *path), "set", odd)
    with pytest.raises(DamagedLedgerError, match=rf"organizations\.0\..*{message}"):
        read_ledger(changed)


def test_a_ledger_from_before_its_optional_entries_is_read() -> None:
    ledger = read_ledger(ledger_document_of(quantities={"a.b": _unlisted()}))
    assert ledger.quantities["a.b"].libraries is None
    assert "language" not in ledger_document(ledger)


def _unlisted() -> dict[str, Any]:
    record = number_document()
    del record["libraries"]
    return record
