"""Short hashes of the values that were read, to detect rows revised later."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.ledger.records import ObservationMark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

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
