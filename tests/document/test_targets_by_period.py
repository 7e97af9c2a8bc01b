"""A target that is one of several names the period that it holds for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.document.pages import page, table
from tests.figures.factories import draw

if TYPE_CHECKING:
    from pathlib import Path

_MONTHS = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
_FILES = {"n.csv": table(("m", "v"), ((day, 60 + place) for place, day in enumerate(_MONTHS)))}


def _configuration(quantity: str, targets: str, due: str) -> str:
    return (
        "brief: {report_date: 2026-01-15}\n"
        "metrics: {visits: {kind: count, unit: visits, file: n.csv, date: m, value: v"
        f"{', year_starts: April' if '/' in targets else ''}}}}}\n"
        "reporting_period: {from: 2025-10, to: 2025-12}\n"
        "periods: {year: {label: '2025', from: 2025-01, to: 2025-12}}\n"
        "goals: [{id: g, specific: More visits, measurable: "
        f"{{quantity: visits.{quantity}, target: {targets}}}{due}}}]\n"
    )


@pytest.mark.parametrize(
    ("quantity", "targets", "due", "sentence", "cell"),
    [
        # The year of the latest value is not that of the target.
        (
            "observed.latest.value",
            "{2025: 90, 2026: 95}",
            "2025-12-31",
            "2025 was 90.",
            "90 (2025)",
        ),
        # A day within the year says when it is due, and not which year the target is for.
        (
            "observed.latest.value",
            "{2025: 90, 2026: 95}",
            "2025-10-31",
            "2025 was 90 by October 2025.",
            "90 (2025)",
        ),
        ("observed.latest.value", "{2025-Q4: 90}", "2025-12-31", "Q4 2025 was 90.", "90 (Q4 2025)"),
        (
            "observed.latest.value",
            "{2025-11: 90, 2025-12: 95}",
            "2025-12-15",
            "December 2025 was 95 by 15 December 2025.",
            "95 (December 2025)",
        ),
        (
            "observed.latest.value",
            "{2024/25: 90, 2025/26: 95}",
            "2025-12-31",
            "2025/26 was 95 by December 2025.",
            "95 (2025/26)",
        ),
        # Its name has it already.
        ("observed.year.total", "{2025: 900}", "2025-12-31", "2025 was 900.", "900;"),
    ],
)
def test_sentence_table_and_figure_name_the_period_of_a_target(
    tmp_path: Path, quantity: str, targets: str, due: str, sentence: str, cell: str
) -> None:
    configuration = _configuration(quantity, targets, f", time_bound: {due}")
    editorial = page(tmp_path, configuration, _FILES, kind="editorial")
    assert f"the goal for {sentence}" in editorial.replace(" visits", "")
    board = page(tmp_path, configuration, _FILES)
    assert f"Target: ≥ {cell}" in board.replace(" visits", "")


def test_a_target_without_a_date_is_due_at_the_end_of_its_period(tmp_path: Path) -> None:
    configuration = _configuration("observed.latest.value", "{2025: 90}", "")
    text = page(tmp_path, configuration, _FILES, kind="editorial")
    # It is due at the end of the period, which is over by the report date.
    assert "Missed: 83 visits in December 2025, 7 short; the goal for 2025 was 90." in text


def test_the_figure_of_goals_names_the_period(tmp_path: Path) -> None:
    due = ", time_bound: 2025-12-31"
    page(tmp_path, _configuration("observed.latest.value", "{2025: 90}", due), _FILES)
    drawn = draw(tmp_path / "club.yaml")["goals"]
    assert drawn is not None
    assert drawn.figure.data.rows == (("More visits", "83", "target 90 (2025)"),)
