"""Figures show every value of a metric, also outside the periods that are compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.style import style_of
from tests.figures.factories import caption_of, draw, write_series
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

YEARS = [str(year) for year in range(2009, 2023)]
MONTHS = [f"{2019 + n // 12}-{n % 12 + 1:02d}" for n in range(48)]
QUARTERS = [f"{2017 + n // 4}-Q{n % 4 + 1}" for n in range(24)]
DAYS = [f"2020-{n // 28 + 1:02d}-{n % 28 + 1:02d}" for n in range(0, 28 * 12, 7)]
SPREAD = {"before": "from: 2018-01, to: 2019-12", "after": "from: 2020-01, to: 2021-12"}
SHORT = {"before": "from: 2020-04, to: 2020-06", "after": "from: 2020-07, to: 2020-09"}
STYLE = style_of(load_tokens())


def bands_of(drawing: Drawing) -> list[str]:
    """Return the colors of the bands behind the compared periods."""
    fills = [path.get("fill", "") for path in root_of(drawing).iter(f"{SVG}path")]
    return [color for color in fills if color in (STYLE.wash, STYLE.tint)]


@pytest.mark.parametrize(
    ("dates", "periods"),
    [(YEARS, SPREAD), (MONTHS, SPREAD), (QUARTERS, SPREAD), (DAYS, SHORT)],
    ids=["years", "months", "quarters", "weeks"],
)
@pytest.mark.parametrize(
    ("kind", "test"),
    [("count", "mean"), ("level", "slope"), ("rate", "mean"), ("average", "mean")],
)
def test_every_value_is_drawn_and_the_compared_ones_are_shaded(
    tmp_path: Path, dates: list[str], periods: dict[str, str], kind: str, test: str
) -> None:
    values = [round(0.3 + 0.011 * n + 0.02 * (n * 5 % 3), 3) for n in range(len(dates))]
    if kind in ("count", "level"):
        values = [round(1000 * value) for value in values]
    path = write_series(tmp_path, dates, values, kind=kind, periods=periods, test=test)
    key = "trend.visits" if kind == "level" else "months.visits"
    drawing, caption = draw(path)[key], caption_of(path, key)
    assert len(drawing.figure.data.rows) == len(dates)
    assert f"all {len(dates)} " in caption
    assert "the compared periods are shaded" in caption
    assert bands_of(drawing) == [STYLE.wash, STYLE.tint]
    assert_lean_and_whole(drawing)
    assert_no_overlapping_text(drawing)


def test_without_values_outside_the_periods_nothing_is_shaded(tmp_path: Path) -> None:
    values = [500 + 3 * n + n * 5 % 7 for n in range(24)]
    path = write_series(tmp_path, MONTHS[:24], values, kind="level", periods=YEAR_AND_YEAR)
    drawing = draw(path)["trend.visits"]
    assert "shaded" not in caption_of(path, "trend.visits")
    assert not bands_of(drawing)


YEAR_AND_YEAR = {"before": "from: 2019-01, to: 2019-12", "after": "from: 2020-01, to: 2020-12"}


def test_the_table_says_which_values_were_not_compared(tmp_path: Path) -> None:
    values = [500 + 3 * n + n * 5 % 7 for n in range(30)]
    path = write_series(tmp_path, MONTHS[:30], values, kind="level", periods=YEAR_AND_YEAR)
    periods = [row[2] for row in draw(path)["trend.visits"].figure.data.rows]
    assert periods == ["2019"] * 12 + ["2020"] * 12 + ["outside the periods"] * 6


def test_values_outside_are_joined_but_not_over_missing_months(tmp_path: Path) -> None:
    dates = [month for month in MONTHS if month not in ("2021-05", "2021-06")]
    values = [500 + 3 * n + n * 5 % 7 for n in range(len(dates))]
    path = write_series(tmp_path, dates, values, kind="level", periods=YEAR_AND_YEAR)
    drawing = draw(path)["trend.visits"]
    lines = [
        element.get("d", "")
        for element in root_of(drawing).iter(f"{SVG}path")
        if element.get("stroke") == STYLE.hair
    ]
    # January to April 2021, and July 2021 to the end.
    assert [line.count("M") for line in lines] == [2]


def test_bands_of_periods_planned_beyond_the_data_end_with_the_data(tmp_path: Path) -> None:
    periods = {"before": "from: 2020-01, to: 2020-12", "after": "from: 2021-01, to: 2199-12"}
    values = [500 + 3 * n + n * 5 % 7 for n in range(48)]
    path = write_series(tmp_path, MONTHS, values, kind="level", periods=periods)
    assert_lean_and_whole(draw(path)["trend.visits"])


def test_a_brief_says_how_much_its_figure_shows(tmp_path: Path) -> None:
    values = [800 + 9 * n + n * 5 % 7 for n in range(14)]
    path = write_series(tmp_path, YEARS, values, kind="level", periods=SPREAD)
    sentence = "The figure shows all 14 years; the compared periods are shaded."
    assert sentence in caption_of(path, "trend.visits")


def test_hundreds_of_values_stay_lean(tmp_path: Path) -> None:
    months = [f"{1990 + n // 12}-{n % 12 + 1:02d}" for n in range(400)]
    values = [500 + n * 5 % 70 for n in range(400)]
    for kind, test in (("count", "mean"), ("level", "slope")):
        path = write_series(tmp_path, months, values, kind=kind, periods=SPREAD, test=test)
        for drawing in draw(path).values():
            assert_lean_and_whole(drawing)
            assert_no_overlapping_text(drawing)
            assert len(drawing.figure.svg) < 40_000
