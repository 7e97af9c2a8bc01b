"""A week has one name in all of a brief: the week to its last day."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from reportgen.api import analyse
from tests.document.pages import page, table
from tests.figures.factories import draw

if TYPE_CHECKING:
    from pathlib import Path

_MONDAYS = [date(2022, 12, 26) + timedelta(weeks=week) for week in range(90)]


def _configuration(period: str) -> str:
    return (
        f"brief: {{report_date: 2024-06-30}}\nreporting_period: {period}\n"
        "metrics: {calls: {kind: count, unit: calls, file: n.csv, date: week, value: calls}}\n"
    )


def _files(*, missing: int | None = None) -> dict[str, str]:
    rows = ((day, 50 + n * 7 % 13) for n, day in enumerate(_MONDAYS) if n != missing)
    return {"n.csv": table(("week", "calls"), rows)}


@pytest.mark.parametrize("kind", ["board", "editorial"])
def test_a_report_on_one_week_calls_it_the_same_everywhere(tmp_path: Path, kind: str) -> None:
    configuration = _configuration("{from: 2024-W24, to: 2024-W24}")
    text = page(tmp_path, configuration, _files(), kind=kind)
    if kind == "board":
        front = "The week to 16 June 2024, compared with the week to 9 June 2024 and the week to 18"
        assert front in text
    else:
        assert "This report covers the week to 16 June 2024" in text
        assert "compares it with the week before (the week to 9 June 2024)" in text
        assert "and the same week a year earlier (the week to 18 June 2023)" in text
    # Neither by its first day nor by its number, nor by both of its days.
    assert not re.search(r"10 June 2024|3 June 2024|W24|week 24|2024-06-10", text)
    [chart] = [figure for key, figure in draw(tmp_path / "club.yaml").items() if "xmr" in key]
    assert chart is not None
    ticks = [box.text for box in chart.text_boxes if re.fullmatch(r"\d+ \w+ \d{4}", box.text)]
    assert ticks
    assert all(datetime.strptime(day, "%d %b %Y").weekday() == 6 for day in ticks)  # noqa: DTZ007
    assert "16 June 2024" in [row[0] for row in chart.figure.data.rows]


def test_the_same_weeks_a_year_earlier_are_whole(tmp_path: Path) -> None:
    page(tmp_path, _configuration("{from: 2024-W10, to: 2024-W21}"), _files())
    analysed = analyse(tmp_path / "club.yaml")
    periods = analysed.outcomes.plan.periods
    earlier = periods["year_earlier"]
    assert (earlier.first, earlier.last) == (date(2023, 3, 6), date(2023, 5, 28))
    counts = [
        analysed.outcomes.quantities[f"calls.observed.{key}.n"].value
        for key in ("reporting", "previous", "year_earlier")
    ]
    assert counts == [12, 12, 12]
    assert not [item for item in analysed.diagnostics if item.code == "ANA009"]


def test_a_report_on_several_weeks_names_the_others_by_what_they_are(tmp_path: Path) -> None:
    text = page(tmp_path, _configuration("{from: 2024-W22, to: 2024-W23}"), _files())
    assert "in the two weeks before" in text
    assert " a year earlier" in text
    longer = page(tmp_path, _configuration("{from: 2024-W10, to: 2024-W21}"), _files())
    assert "compared with 11 December 2023 to 3 March 2024 and" in longer
    assert "after 55.6 a year earlier" in longer


def test_messages_name_a_week_as_briefs_do(tmp_path: Path) -> None:
    configuration = _configuration("{from: 2024-05, to: 2024-05}")
    text = page(tmp_path, configuration, _files(missing=73))
    messages = [item.message for item in analyse(tmp_path / "club.yaml").diagnostics]
    assert any("the week to 2024-06-02" in item for item in messages)
    assert "the week to 2 June 2024" in text
    assert not re.search(r"week of", " ".join([*messages, text]))


def test_days_without_such_a_name_are_named_once(tmp_path: Path) -> None:
    text = page(tmp_path, _configuration("{from: 2024-03-05, to: 2024-04-23}"), _files())
    assert not re.search(r"(\d+ \w+ \d{4} to \d+ \w+ \d{4}) \(\1\)", text)
    assert "the same period a year earlier (" in text
