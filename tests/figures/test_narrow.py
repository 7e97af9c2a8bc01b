"""Figures are drawn a second time for phones, in half the width."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from reportgen.figures.drawing.canvas import POINTS_PER_MM
from tests.figures.conftest import EXAMPLES
from tests.figures.factories import draw, write_monthly, write_series
from tests.figures.svg_rules import assert_lean_and_whole, assert_no_overlapping_text

if TYPE_CHECKING:
    from pathlib import Path

# A phone of 360 CSS pixels, less the margins of the page.
PHONE = 340.0
# CSS pixels, below which text on a phone is hard to read.
READABLE = 11.0


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_narrow_figures_satisfy_the_rules(path: Path) -> None:
    drawings = draw(path, is_narrow=True)
    assert drawings
    for drawing in drawings.values():
        assert_lean_and_whole(drawing)
        assert_no_overlapping_text(drawing)


def test_text_is_readable_on_a_phone(tmp_path: Path) -> None:
    path = write_monthly(tmp_path, [40 + place % 5 for place in range(24)])
    drawing = draw(path, is_narrow=True)["months.visits"]
    width = drawing.figure.width_mm * POINTS_PER_MM
    sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)"', drawing.figure.svg)]
    assert min(sizes) * PHONE / width >= READABLE


@pytest.mark.parametrize("kind", ["count", "level", "rate"])
def test_narrow_series_of_any_length_are_drawn_completely(tmp_path: Path, kind: str) -> None:
    periods = {"before": "from: 2019-01, to: 2019-12", "after": "from: 2020-01, to: 2020-12"}
    for count in (24, 200):
        months = [f"{2019 + n // 12}-{n % 12 + 1:02d}" for n in range(count)]
        values = [round(0.4 + 0.01 * (n * 5 % 7), 3) for n in range(count)]
        if kind != "rate":
            values = [round(value * 1e6) for value in values]
        test = "slope" if kind == "level" else "mean"
        path = write_series(tmp_path, months, values, kind=kind, periods=periods, test=test)
        for drawing in draw(path, is_narrow=True).values():
            assert_lean_and_whole(drawing)
            assert_no_overlapping_text(drawing)
