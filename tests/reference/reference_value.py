"""One published number beside the one computed here, and how near they must be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isinf
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
"""Where the reference sets lie: beside the project, not in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceValue:
    """A computed number, the published one, and the largest difference allowed."""

    source: str
    name: str
    computed: float
    expected: float
    tolerance: float

    @property
    def is_reproduced(self) -> bool:
        if isinf(self.expected):
            return self.computed == self.expected
        return abs(self.computed - self.expected) <= self.tolerance


@dataclass(frozen=True, slots=True, kw_only=True)
class NotApplicable:
    """Published numbers that nothing here computes, and why."""

    source: str
    name: str
    reason: str


def as_printed(source: str, name: str, computed: float, expected: Decimal | int) -> ReferenceValue:
    """Return a value that must round to what was printed, to its last digit."""
    exponent = Decimal(expected).as_tuple().exponent
    assert isinstance(exponent, int)
    # A hair more than half a digit: the published number was rounded from a binary one.
    tolerance = 0.5000001 * 10.0**exponent
    return ReferenceValue(
        source=source,
        name=name,
        computed=float(computed),
        expected=float(expected),
        tolerance=tolerance,
    )


def within(
    source: str, name: str, computed: float, expected: float | Decimal, relative: float
) -> ReferenceValue:
    """Return a value that must agree to a relative tolerance; exactly, where 0 is expected."""
    return ReferenceValue(
        source=source,
        name=name,
        computed=float(computed),
        expected=float(expected),
        tolerance=relative * abs(float(expected)),
    )


@cache
def load_expected(folder: str) -> dict[str, Any]:
    """Return a set's expected.json, decimal numbers with the digits as they stand there."""
    text = (DATA / folder / "expected.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return loaded


@cache
def load_columns(path: str) -> dict[str, tuple[str, ...]]:
    """Return a CSV file's columns as texts, by header."""
    import csv

    with (DATA / path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: tuple(row[name] for row in rows) for name in rows[0]}


def numbers(path: str, column: str) -> list[float]:
    """Return one column of a CSV file as numbers."""
    return [float(text) for text in load_columns(path)[column]]
