"""What is said of metrics of which each period has a single value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table

if TYPE_CHECKING:
    from pathlib import Path

_QUARTERS = [f"{year}-Q{quarter}" for year in range(2019, 2025) for quarter in range(1, 5)]
_SHARES = {
    "a column of shares": "in_percent: true, value: kept",
    "two counts": "numerator: came, denominator: booked",
}


def _file(dates: list[str]) -> dict[str, str]:
    rows = ((day, 70 + place % 9, 60 + place % 7, 90) for place, day in enumerate(dates))
    return {"n.csv": table(("when", "kept", "came", "booked"), rows)}


def _configuration(shares: str, *, dates: str, more: str = "") -> str:
    return (
        f"brief: {{report_date: 2024-12-31}}\n{dates}metrics:\n"
        f"  kept: {{label: visits kept, kind: rate, {shares}, file: n.csv, date: when{more}}}\n"
        "goals: [{id: g, specific: Keep more, measurable: "
        "{quantity: kept.observed.reporting.mean, target: 75%}, time_bound: 2024-12-31}]\n"
    )


@pytest.mark.parametrize("shares", _SHARES.values(), ids=_SHARES)
@pytest.mark.parametrize(
    ("dates", "period"),
    [
        (_QUARTERS, "reporting_period: {from: 2024-Q4, to: 2024-Q4}\n"),
        ([str(year) for year in range(2001, 2025)], "reporting_period: {from: 2024, to: 2024}\n"),
        (
            [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)],
            "reporting_period: {from: 2024-12, to: 2024-12}\n",
        ),
    ],
    ids=["quarters", "years", "months"],
)
def test_a_single_share_is_called_the_share(
    tmp_path: Path, shares: str, dates: list[str], period: str
) -> None:
    text = page(tmp_path, _configuration(shares, dates=period), _file(dates))
    assert "Visits kept share. " in text.replace(",", "")
    assert re.search(r"visits kept in the reporting period: \d+%", text)
    assert not re.search(r"mean of (its )?\w+ shares|pooled|Averages", text)
    # Three of them are still a mean.
    longer = page(
        tmp_path,
        _configuration(shares, dates="reporting_period: {from: 2001, to: 2024}\n"),
        _file(dates),
    )
    assert ("pooled share" if "numerator" in shares else "shares") in longer
