"""Figures are drawn a second time for phones, in half the width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from reportgen.design.tokens import load_tokens
from reportgen.figures.drawing.canvas import POINTS_PER_MM
from tests.figures.conftest import EXAMPLES
from tests.figures.factories import draw, write_series
from tests.figures.svg_rules import SVG, assert_lean_and_whole, assert_no_overlapping_text, root_of

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.figures.drawing.canvas import Drawing

# A phone of 320 CSS pixels, less half the margins of the page on either side (screen.css).
PHONE = 320.0 - 16 * load_tokens().number("screen.pad")
# CSS pixels, below which text on a phone is hard to read.
READABLE = 12.0


def least_text(drawing: Drawing, shown_width: float) -> float:
    """Return the size of the smallest text of a figure that is shown at a width, in its unit."""
    root = root_of(drawing)
    default = float(root.get("font-size", "0"))
    sizes = [float(item.get("font-size", default)) for item in root.iter(f"{SVG}text")]
    width = float(root.get("viewBox", "").split()[2])
    return min(sizes) * shown_width / width


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_narrow_figures_satisfy_the_rules(path: Path) -> None:
    drawings = draw(path, is_narrow=True)
    assert drawings
    for drawing in drawings.values():
        assert_lean_and_whole(drawing)
        assert_no_overlapping_text(drawing)
        assert least_text(drawing, PHONE) >= READABLE, drawing.figure.id


def test_text_is_at_least_8_points_in_print(examples: dict[str, Drawing]) -> None:
    for name, drawing in examples.items():
        shown = drawing.figure.width_mm * POINTS_PER_MM
        assert least_text(drawing, shown) >= 7.99, name


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
