"""Where a brief prints its notes on the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table

if TYPE_CHECKING:
    from pathlib import Path

_CONFIGURATION = """\
brief: {report_date: 2024-12-31}
metrics: {talks: {kind: count, unit: talks, file: club.csv, date: month, value: talks}}
periods: {early: {from: 2023-01, to: 2023-12}, late: {from: 2024-01, to: 2024-12}}
"""
_ABSENT = ("2023-05", "2024-03")
_MONTHS = table(
    ("month", "talks"),
    (
        (name, 20 + month * 7 % 5)
        for year in (2023, 2024)
        for month in range(1, 13)
        if (name := f"{year}-{month:02}") not in _ABSENT
    ),
)


@pytest.mark.parametrize("kind", ["board", "editorial"])
def test_each_note_on_the_data_is_printed_once(tmp_path: Path, kind: str) -> None:
    printed = page(tmp_path, _CONFIGURATION, {"club.csv": _MONTHS}, kind=kind)
    pointer = "Methods, notes on the data and all results follow"
    assert printed.replace(pointer, "").casefold().count("notes on the data") == 1
    assert printed.count("there is no value for May 2023") == 1
