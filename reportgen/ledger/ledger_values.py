"""Compare values of two ledgers."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

from reportgen.ledger.observation_marks import changed_observations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import AnyLedger, Ledger, ObservationMark

# Summation order and library versions differ in the last digits only.
_CLOSE = 1e-9


def number_of(ledger: AnyLedger, name: str) -> float | None:
    """Return a quantity's value; None if it is missing or not a number."""
    record = ledger.quantities.get(name)
    return None if record is None or record.number is None else float(record.number)


def same(one: Any, other: Any) -> bool:
    """Return whether two values of a ledger are equal, numbers to a tolerance."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def row_changes(recorded: Ledger, made: Ledger) -> Iterator[tuple[str, str, ObservationMark]]:
    """Yield the metric, the change (added, removed or revised) and the mark of each value."""
    before, after = recorded.observations or {}, made.observations or {}
    for key in dict.fromkeys((*before, *after)):
        for what, mark in changed_observations(before.get(key, ()), after.get(key, ())):
            yield key, what, mark


def rows_by_file(recorded: Ledger, made: Ledger) -> dict[str, list[str]]:
    """Return descriptions of the values added, removed or revised, by file."""
    found: dict[str, list[str]] = {}
    for key, what, mark in row_changes(recorded, made):
        words = f"{key} of {mark.day} {what} (row {mark.rows})"
        found.setdefault(mark.file, []).append(words)
    return found
