"""A published number, the computed one, and the tolerance between them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

TABLES = Path(__file__).parent / "data"
"""One TOML file per reference set: its source, its series and its published values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceValue:
    """A computed number, the published one, and the maximum difference."""

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
    """Published numbers that no analysis computes, and the reason."""

    source: str
    name: str
    reason: str


def as_printed(source: str, name: str, computed: float, expected: Decimal | int) -> ReferenceValue:
    """Return a value that must round to what was printed, to its last digit."""
    exponent = Decimal(expected).as_tuple().exponent
    assert isinstance(exponent, int)
    # Slightly more than half a unit, because the published number was rounded from a double.
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
    """Return a value that must agree to a relative tolerance, or exactly if 0 is expected."""
    return ReferenceValue(
        source=source,
        name=name,
        computed=float(computed),
        expected=float(expected),
        tolerance=relative * abs(float(expected)),
    )


@cache
def load_table(name: str) -> dict[str, Any]:
    """Return a reference set; decimals keep their printed digits."""
    text = (TABLES / f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text, parse_float=Decimal)


def floats(values: Iterable[Decimal | int]) -> list[float]:
    """Return numbers of a table as doubles."""
    return [float(value) for value in values]
