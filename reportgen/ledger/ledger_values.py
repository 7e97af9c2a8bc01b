"""Values of two ledgers held against each other."""

from __future__ import annotations

from math import isclose
from typing import TYPE_CHECKING, Any

from reportgen.ledger.observation_marks import changed_observations

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CLOSE = 1e-9


def number_of(ledger: Mapping[str, Any], name: str, part: str = "value") -> float | None:
    """Return a quantity's number, None where it is missing or no number."""
    record = ledger["quantities"].get(name, {})
    found = record.get(part)
    is_number = isinstance(found, (int, float)) and not isinstance(found, bool)
    return float(found) if is_number else None


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


def row_changes(told: Mapping[str, Any], made: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield in words each value that was added, removed or revised, and its file."""
    before, after = told.get("observations", {}), made.get("observations", {})
    for key in dict.fromkeys((*before, *after)):
        for what, (day, file, rows, _) in changed_observations(
            before.get(key, []), after.get(key, [])
        ):
            yield f"{key} of {day} {what} (row {rows})", file
