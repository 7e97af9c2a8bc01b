"""Each latest value says when it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WEEKS = [(date(2023, 1, 2) + timedelta(weeks=week)).isoformat() for week in range(60)]
_MONTHS = [f"{year}-{month:02}" for year in (2022, 2023) for month in range(1, 13)]
_QUARTERS = [f"{year}-Q{quarter}" for year in range(2017, 2024) for quarter in range(1, 5)]
_YEARS = [str(year) for year in range(2008, 2024)]
_FISCAL = [f"{year}/{(year + 1) % 100:02}" for year in range(2008, 2023)]


def _rows(dates: list[str]) -> Iterator[tuple[str, int, int]]:
    for place, day in enumerate(dates):
        yield day, 20 + place * 7 % 11, 300 + place * 12


@pytest.mark.parametrize(
    ("dates", "more", "of_count", "of_total"),
    [
        (
            _WEEKS,
            "",
            " in the week to 25 February 2024",
            ", at the last count, on 19 February 2024",
        ),
        (_MONTHS, "", " in December 2023", " at the end of December 2023"),
        (_QUARTERS, "", " in Q4 2023", " at the end of Q4 2023"),
        (_YEARS, "", " in 2023", " at the end of 2023"),
        (_FISCAL, "year_starts: April,", " in 2022/23", " at the end of 2022/23"),
        (_WEEKS[::2], "", " on 12 February 2024", ", at the last count, on 12 February 2024"),
    ],
    ids=["weeks", "months", "quarters", "years", "fiscal years", "single days"],
)
def test_a_latest_value_names_its_step(
    tmp_path: Path, dates: list[str], more: str, of_count: str, of_total: str
) -> None:
    configuration = (
        "brief: {report_date: 2024-02-28}\nmetrics:\n"
        f"  visits: {{kind: count, unit: visits, {more} file: n.csv, date: when, value: visits}}\n"
        f"  people: {{kind: level, unit: people, {more} file: n.csv, date: when, value: people}}\n"
    )
    files = {"n.csv": table(("when", "visits", "people"), _rows(dates))}
    _, visits, people = list(_rows(dates))[-1]
    board = page(tmp_path, configuration, files)
    # A period of one value has that value alone.
    assert f"; {visits}{of_count}" in board or f"{visits} visits{of_count}" in board
    assert f"{people} people{of_total}" in board
    for text in (board, page(tmp_path, configuration, files, kind="editorial")):
        assert "latest value" not in text
        assert "in the latest" not in text


def test_a_goal_names_the_date_of_a_latest_value_and_a_key_figure_is_of_the_period(
    tmp_path: Path,
) -> None:
    configuration = (
        "brief: {report_date: 2023-12-31}\n"
        "metrics: {answered: {kind: rate, numerator: yes, denominator: all, file: n.csv, "
        "date: when}}\n"
        "goals: [{id: g, specific: Answer more, measurable: "
        "{quantity: answered.observed.latest.value, target: 70%}}]\n"
    )
    rows = [(day, 20 + place, 60) for place, day in enumerate(_MONTHS)]
    files = {"n.csv": table(("when", "yes", "all"), rows)}
    text = page(tmp_path, configuration, files, kind="editorial")
    assert "72% (answered in December 2023)" in text
    first = text.partition("What we follow")[0]
    assert "70%: answered, compared with 50% a year earlier: as expected" in first
