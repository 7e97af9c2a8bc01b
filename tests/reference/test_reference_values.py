"""Published numbers are reproduced, each within its tolerance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reference import reference_value
from tests.reference import report as table
from tests.reference.reference_value import TABLES, ReferenceValue, load_table
from tests.reference.report import NOT_APPLICABLE, SETS, collect, report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


@pytest.fixture(scope="module")
def values() -> list[ReferenceValue]:
    """Return every value of every set."""
    return collect()


@pytest.mark.parametrize("produce", SETS, ids=lambda produce: produce.__name__)
def test_every_published_value_of_a_set_is_reproduced(
    produce: Callable[[], Iterable[ReferenceValue]],
) -> None:
    produced = list(produce())
    assert produced
    assert [value for value in produced if not value.is_reproduced] == []


def test_the_table_counts_all_published_values(values: list[ReferenceValue]) -> None:
    text, is_good = report()
    assert is_good
    assert text.endswith(f"reference: {len(values)} of {len(values)} values reproduced")
    assert len(values) >= 422


def test_every_set_is_compared(values: list[ReferenceValue]) -> None:
    assert {path.stem for path in TABLES.glob("*.toml")} == {value.source for value in values}


@pytest.mark.parametrize("path", sorted(TABLES.glob("*.toml")), ids=lambda path: path.stem)
def test_every_set_names_its_source(path: Path) -> None:
    loaded = load_table(path.stem)
    parts = [loaded] if "source" in loaded else list(loaded.values())
    assert all(part["source"].strip() for part in parts)


def test_a_wrong_value_is_detected() -> None:
    wrong = ReferenceValue(source="s", name="n", computed=1.01, expected=1.0, tolerance=0.005)
    assert not wrong.is_reproduced


def test_a_wrong_value_fails_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = ReferenceValue(source="s", name="n", computed=1.01, expected=1.0, tolerance=0.005)
    monkeypatch.setattr(table, "SETS", (lambda: [wrong],))
    text, is_good = report()
    assert not is_good
    assert text.startswith("NO  s")


def test_a_table_without_values_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "SETS", ())
    assert report(verbose=False) == ("reference: 0 of 0 values reproduced", False)


def test_a_missing_set_fails_instead_of_being_skipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(reference_value, "TABLES", tmp_path)
    load_table.cache_clear()
    with pytest.raises(FileNotFoundError, match="nist_regression"):
        report()


def test_every_omitted_value_has_a_reason() -> None:
    assert all(item.reason for item in NOT_APPLICABLE)
