"""Look up and compare values of ledgers, and mark observations so that revisions are found."""

from __future__ import annotations

import re
from hashlib import sha256
from math import isclose
from typing import TYPE_CHECKING, Any

from reportgen.ledger.records import ObservationMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from reportgen.ledger.records import AnyLedger, Ledger
    from reportgen.model.series import Dataset


def observation_marks(dataset: Dataset) -> dict[str, tuple[ObservationMark, ...]]:
    """Return the marks of each metric, and of ``campaigns``, oldest first.

    Two hexadecimal digits reveal a changed value in 255 of 256 cases (the SHA-256 of the file
    always does) and are too few to recover the value. Survey answers get no mark.
    """
    marks = {
        key: tuple(
            ObservationMark(item.first, item.file, _rows(item.rows), _mark(item.value))
            for item in series.observations
        )
        for key, series in dataset.series.items()
    }
    if dataset.campaigns is not None:
        marks["campaigns"] = tuple(
            ObservationMark(item.on, item.file, str(item.row), _mark(item.value))
            for item in dataset.campaigns.campaigns
        )
    return marks


def changed_observations(
    old: Iterable[ObservationMark], new: Iterable[ObservationMark]
) -> Iterator[tuple[str, ObservationMark]]:
    """Yield ``added``, ``removed`` or ``revised`` with the mark of each value that changed."""
    before = _by_day(old)
    after = _by_day(new)
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield "added", after[key]
        elif key not in after:
            yield "removed", before[key]
        elif before[key].mark != after[key].mark:
            yield "revised", after[key]


def _by_day(marks: Iterable[ObservationMark]) -> dict[tuple[date, int], ObservationMark]:
    """Return the marks by day and position; a day can have several, such as campaigns."""
    found: dict[tuple[date, int], ObservationMark] = {}
    for mark in marks:
        order = 0
        while (mark.day, order) in found:
            order += 1
        found[mark.day, order] = mark
    return found


def _rows(rows: tuple[int, ...]) -> str:
    if not rows:
        return ""
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"


def _mark(value: float) -> str:
    return sha256(repr(float(value)).encode()).hexdigest()[:2]


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


def row_changes(old: Ledger, new: Ledger) -> Iterator[tuple[str, str, ObservationMark]]:
    """Yield the metric, the change (added, removed or revised) and the mark of each value."""
    before, after = old.observations or {}, new.observations or {}
    for key in dict.fromkeys((*before, *after)):
        for what, mark in changed_observations(before.get(key, ()), after.get(key, ())):
            yield key, what, mark


def rows_by_file(old: Ledger, new: Ledger) -> dict[str, list[str]]:
    """Return descriptions of the values added, removed or revised, by file."""
    found: dict[str, list[str]] = {}
    for key, what, mark in row_changes(old, new):
        words = f"{key} of {mark.day} {what} (row {mark.rows})"
        found.setdefault(mark.file, []).append(words)
    return found


_PARTS = ("value", "size", "ci_low", "ci_high", "n", "numerator", "confidence_level")
_SENSITIVITY = re.compile(
    r"^verdicts\.(?P<comparison>.+)\.sensitivity\.(?P<method>.+)\.(?P<field>estimate|p_value)$"
)


def full_precision(ledger: AnyLedger | None, name: str, part: str = "value") -> str | None:
    """Return a quantity's number with all digits; None if the ledger does not have it.

    Parameters
    ----------
    ledger : Ledger, PortfolioLedger or None
    name : str
        A quantity id, or ``verdicts.<comparison>.sensitivity.<method>.<estimate|p_value>``.
    part : str
        ``value``, ``size``, ``ci_low``, ``ci_high``, ``n``, ``numerator`` or
        ``confidence_level``.
    """
    if ledger is None or part not in _PARTS:
        return None
    record = ledger.quantities.get(name)
    if record is None:
        return _sensitivity_number(ledger, name, part)
    if part == "size":
        value = record.value
        return None if value is None or isinstance(value, str) else _text(abs(value))
    found = getattr(record, part)
    return None if found is None else _text(found)


def _sensitivity_number(ledger: AnyLedger, name: str, part: str) -> str | None:
    match = _SENSITIVITY.match(name)
    verdict = ledger.verdicts.get(match["comparison"]) if match else None
    if match is None or verdict is None:
        return None
    field = match["field"] if part == "value" else part
    for item in verdict.sensitivity:
        found = getattr(item, field, None)  # a sensitivity analysis has no n or numerator
        if item.method == match["method"] and found is not None:
            return _text(found)
    return None


def _text(value: object) -> str:
    # The shortest decimal that reads back as the same double.
    return repr(value) if isinstance(value, float) else str(value)
