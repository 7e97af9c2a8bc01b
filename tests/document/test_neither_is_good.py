"""Signals of metrics of which neither direction is good."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_USUAL = [41, 38, 44, 40, 37, 43, 39, 42, 45, 38, 41, 36] * 2
_RARE = [0, 1, 0, 2, 1, 0, 1, 0, 0, 1, 2, 0] * 2


def _configuration(kind: str) -> str:
    return (
        "brief: {report_date: 2024-12-31}\nreporting_period: {from: 2024-10, to: 2024-12}\n"
        "metrics: {lent: {label: books lent, good: neither, file: n.csv, date: month, "
        f"value: lent, {kind}}}}}\n"
    )


def _files(before: Sequence[float], later: Sequence[float]) -> dict[str, str]:
    months = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    values = [*before, *before[:9], *later]
    return {"n.csv": table(("month", "lent"), zip(months, values, strict=True))}


@pytest.mark.parametrize(
    ("kind", "before", "later", "word"),
    [
        ("kind: count, unit: books", _USUAL, [70, 75, 80], "higher"),
        ("kind: count, unit: books", _USUAL, [12, 10, 9], "lower"),
        ("kind: count, unit: books", _RARE, [6, 7, 9], "higher"),
        ("kind: average, unit: days", _USUAL, [70, 75, 80], "higher"),
        ("kind: rate, in_percent: true", _USUAL, [12, 10, 9], "lower"),
    ],
)
def test_a_signal_says_higher_or_lower(
    tmp_path: Path, kind: str, before: list[float], later: list[float], word: str
) -> None:
    text = page(tmp_path, _configuration(kind), _files(before, later))
    assert re.search(f"1\\. Books lent: .*?, {word} than expected", text)
    assert re.search(f"Result: {word} than expected", text, re.IGNORECASE)
    said = text.replace("neither better nor worse", "")
    assert not re.search(r"better|worse|can.t be compared", said)


def test_without_a_signal_it_is_as_expected(tmp_path: Path) -> None:
    text = page(tmp_path, _configuration("kind: count, unit: books"), _files(_USUAL, [40, 39, 41]))
    assert "Books lent stayed within the expected range" in text
