"""What a brief says of comparisons that the configuration does not name."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table

if TYPE_CHECKING:
    from pathlib import Path

_METRICS = """\
metrics:
  talks: {kind: count, unit: talks, file: club.csv, date: month, value: talks}
  hours: {kind: count, unit: hours, file: club.csv, date: month, value: hours}
"""
_PERIODS = "periods: {early: {from: 2023-01, to: 2023-12}, late: {from: 2024-01, to: 2024-12}}\n"
_NAMED = """\
comparisons:
  - {id: talks, metric: talks, test: mean, contrast: [late, early]}
  - {id: hours, metric: hours, test: mean, contrast: [late, early]}
"""
_MONTHS = table(
    ("month", "talks", "hours"),
    (
        (f"{year}-{month:02}", 20 + month * 7 % 5, 60 + month * 5 % 7)
        for year, month in product((2023, 2024), range(1, 13))
    ),
)


@pytest.mark.parametrize("kind", ["board", "editorial"])
def test_only_comparisons_of_the_configuration_were_planned(tmp_path: Path, kind: str) -> None:
    date = "brief: {report_date: 2024-12-31}\n"
    files = {"club.csv": _MONTHS}
    # In a report on a period its expected range decides, and no comparison is printed.
    monitoring = page(tmp_path, date + _METRICS, files, kind=kind)
    assert "planned" not in monitoring
    assert "What each comparison found" not in monitoring
    default = page(tmp_path, date + _METRICS + _PERIODS, files, kind=kind)
    assert "planned" not in default
    assert "the program's standard comparisons" in default
    assert "What each comparison found" in default
    named = page(tmp_path, date + _METRICS + _PERIODS + _NAMED, files, kind=kind)
    assert "We planned the comparisons of this brief." in named
    assert "What each planned comparison found" in named
