"""A short mark of every value that was read, so that later a revised row can be told."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.series import Dataset

Mark = list[str]
"""The first day that a value describes, its file and row, and two letters of its SHA-256."""


def observation_marks(dataset: Dataset) -> dict[str, list[Mark]]:
    """Return the marks of each metric, and of ``campaigns``, oldest first.

    Two letters tell that a value was changed in 255 of 256 cases (the SHA-256 of the file
    tells it always), and too little to find the value itself. Answers to surveys get none.
    """
    marks = {
        key: [
            [item.first.isoformat(), item.file, _rows(item.rows), _mark(item.value)]
            for item in series.observations
        ]
        for key, series in dataset.series.items()
    }
    if dataset.campaigns is not None:
        marks["campaigns"] = [
            [item.on.isoformat(), item.file, str(item.row), _mark(item.value)]
            for item in dataset.campaigns.campaigns
        ]
    return marks


def changed_observations(old: list[Mark], new: list[Mark]) -> Iterator[tuple[str, Mark]]:
    """Yield ``added``, ``removed`` or ``revised`` with the mark of each value that changed."""
    before = _by_day(old)
    after = _by_day(new)
    for key in sorted(before.keys() | after.keys()):
        if key not in before:
            yield "added", after[key]
        elif key not in after:
            yield "removed", before[key]
        elif before[key][3] != after[key][3]:
            yield "revised", after[key]


def _by_day(marks: list[Mark]) -> dict[tuple[str, int], Mark]:
    """Return the marks by day; several of one day, such as campaigns, by their order."""
    found: dict[tuple[str, int], Mark] = {}
    for mark in marks:
        order = 0
        while (mark[0], order) in found:
            order += 1
        found[mark[0], order] = mark
    return found


def _rows(rows: tuple[int, ...]) -> str:
    if not rows:
        return ""
    return str(rows[0]) if len(rows) == 1 else f"{rows[0]}-{rows[-1]}"


def _mark(value: float) -> str:
    return sha256(repr(float(value)).encode()).hexdigest()[:2]
