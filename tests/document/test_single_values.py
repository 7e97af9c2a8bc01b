"""What is said of metrics of which each period has a single value."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
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
    assert re.search(r"Visits kept: \d+%", text)
    assert not re.search(r"mean of (its )?\w+ shares|pooled|Averages", text)
    # Three of them are still a mean.
    longer = page(
        tmp_path,
        _configuration(shares, dates="reporting_period: {from: 2001, to: 2024}\n"),
        _file(dates),
    )
    assert ("pooled share" if "numerator" in shares else "shares") in longer


_METRICS = """\
metrics:
  grants: {label: grants paid, kind: amount, currency: USD, file: q.csv, date: when, value: grants}
  calls: {kind: count, unit: calls, file: q.csv, date: when, value: calls}
  wait: {label: waiting time, kind: average, unit: days, file: q.csv, date: when, value: wait}
  people: {kind: level, unit: people, file: q.csv, date: when, value: people}
"""
_REFUSED = re.compile(r"could not be|can.t be assessed|either:|needs at least|reasons stand")


def _several(dates: list[str]) -> dict[str, str]:
    rows = (
        (day, 9000 + n * 31 % 400, 200 + n * 7 % 13, 5 + n % 4, 100 + n * 4 + n % 3)
        for n, day in enumerate(dates)
    )
    return {"q.csv": table(("when", "grants", "calls", "wait", "people"), rows)}


@pytest.mark.parametrize("kind", ["board", "editorial"])
def test_single_values_are_shown_beside_each_other_and_not_compared(
    tmp_path: Path, kind: str
) -> None:
    configuration = f"brief: {{report_date: 2024-12-31}}\n{_METRICS}"
    text = page(tmp_path, configuration, _several(_QUARTERS), kind=kind)
    assert not _REFUSED.search(text)
    assert "The periods that we compared" not in text
    assert re.search(r": \$9,\d{3}, after \$9,\d{3} a year earlier", text)
    assert re.search(r": 20\d calls, after 2\d\d a year earlier", text)
    assert re.search(r": \d days, after \d a year earlier", text)
    assert re.search(r": \d people a quarter, after \d ", text)
    analysed = analyse(tmp_path / "club.yaml")
    assert not analysed.outcomes.comparisons
    assert not [item for item in analysed.diagnostics if item.code in ("ANA004", "DAT065")]
    # What a goal may measure is still there, with its reason.
    gains = analysed.outcomes.quantities["people.growth.reporting.gain_mean"]
    assert gains.value is not None
    assert "at least 2 values" in analysed.outcomes.quantities["calls.mean.reporting.mean"].reason


def test_comparisons_that_are_asked_for_say_why_they_could_not_be_made(tmp_path: Path) -> None:
    asked = (
        "reporting_period: {from: 2024-10, to: 2024-12}\n"
        "comparisons: [{id: c, metric: calls, test: mean, contrast: [reporting, previous]}]\n"
    )
    configuration = f"brief: {{report_date: 2024-12-31}}\n{_METRICS}{asked}"
    text = page(tmp_path, configuration, _several(_QUARTERS))
    assert "could not be compared: a mean needs at least 2 values" in text
    diagnostics = analyse(tmp_path / "club.yaml").diagnostics
    assert [item.code for item in diagnostics if item.code == "ANA004"]


def test_metrics_of_several_values_are_compared_beside_others_of_single_ones(
    tmp_path: Path,
) -> None:
    months = [f"{year}-{month:02}" for year in (2022, 2023, 2024) for month in range(1, 13)]
    rows = ((day, 60 + n * 5 % 11) for n, day in enumerate(months))
    years = [str(year) for year in range(2004, 2025)]
    files = {**_several(years), "m.csv": table(("when", "meals"), rows)}
    meals = "  meals: {kind: count, unit: meals, file: m.csv, date: when, value: meals}\n"
    period = "reporting_period: {from: 2024-01, to: 2024-12}\n"
    configuration = f"brief: {{report_date: 2024-12-31}}\n{period}{_METRICS}{meals}"
    text = page(tmp_path, configuration, files)
    assert not _REFUSED.search(text)
    assert "We compared 2024 with 2023." in text
    assert re.search(
        r"Meals: [\d.]+ meals a month in 2024, after [\d.]+ in the year before \(", text
    )
    compared = {item.metric.id for item in analyse(tmp_path / "club.yaml").outcomes.comparisons}
    assert compared == {"meals"}


@pytest.mark.parametrize("kind", ["board", "editorial"])
def test_a_year_before_and_a_year_after_a_change_are_shown(tmp_path: Path, kind: str) -> None:
    years = [str(year) for year in range(2018, 2025)]
    change = "intervention: {on: 2024-01-01, label: A new office}\n"
    configuration = f"brief: {{report_date: 2024-12-31}}\n{change}{_METRICS}"
    text = page(tmp_path, configuration, _several(years), kind=kind)
    assert not _REFUSED.search(text)
    assert "Grants paid: $9,186 in 2024, after $9,155 in 2023" in text
    assert "People: 124 people at the end of December 2024, after 122 at the end of" in text
    messages = analyse(tmp_path / "club.yaml").diagnostics
    assert not [item for item in messages if item.code in ("ANA004", "DAT065")]
