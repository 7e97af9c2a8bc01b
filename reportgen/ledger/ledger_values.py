"""Values of two ledgers held against each other."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

from reportgen.ledger.observation_marks import changed_observations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.records import AnyLedger, Ledger, ObservationMark

_CLOSE = 1e-9


def number_of(ledger: AnyLedger, name: str) -> float | None:
    """Return a quantity's value, None where it is missing or no number."""
    record = ledger.quantities.get(name)
    return None if record is None or record.number is None else float(record.number)


def same(one: Any, other: Any) -> bool:
    """Return whether two values of a ledger agree, numbers but for their last digits."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return isclose(one, other, rel_tol=_CLOSE, abs_tol=1e-12)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def row_changes(told: Ledger, made: Ledger) -> Iterator[tuple[str, str, ObservationMark]]:
    """Yield each value that was added, removed or revised: its metric, which of these, its mark."""
    before, after = told.observations or {}, made.observations or {}
    for key in dict.fromkeys((*before, *after)):
        for what, mark in changed_observations(before.get(key, ()), after.get(key, ())):
            yield key, what, mark


def rows_by_file(told: Ledger, made: Ledger) -> dict[str, list[str]]:
    """Return the values that were added, removed or revised, in words, by their file."""
    found: dict[str, list[str]] = {}
    for key, what, mark in row_changes(told, made):
        words = f"{key} of {mark.day} {what} (row {mark.rows})"
        found.setdefault(mark.file, []).append(words)
    return found
