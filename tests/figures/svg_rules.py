"""Rules that every figure must satisfy."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from reportgen.figures.drawing.canvas import Drawing

SVG = "{http://www.w3.org/2000/svg}"
_COLOR = re.compile(r"#[0-9A-F]{6}")
_SMALLEST_TEXT = 8.0


def root_of(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.figure.svg)  # noqa: S314 - our own drawing


def assert_lean_and_whole(drawing: Drawing) -> None:
    """Check one drawing against the rules for page and print."""
    _assert_colors(drawing)
    _assert_ids(drawing)
    _assert_texts(drawing)
    assert_nothing_clipped(drawing)


def _assert_colors(drawing: Drawing) -> None:
    root = root_of(drawing)
    for word in ("var(", "currentColor", "url(", "<style", "NaN", "nan", "inf "):
        assert word not in drawing.figure.svg, word
    for element in root.iter():
        if element.tag == f"{SVG}path":
            # SVG fills with black by default.
            assert "fill" in element.attrib
        for name in ("fill", "stroke"):
            value = element.get(name, "none")
            assert value == "none" or _COLOR.fullmatch(value), value
            assert value != "#000000"


def _assert_ids(drawing: Drawing) -> None:
    ids = [found for element in root_of(drawing).iter() if (found := element.get("id"))]
    assert len(ids) == len(set(ids))
    assert all(found.startswith(f"{drawing.figure.id}-") for found in ids)


def _assert_texts(drawing: Drawing) -> None:
    root = root_of(drawing)
    assert root.get("role") == "img"
    assert root[0].tag == f"{SVG}title"
    assert root[0].text == drawing.figure.alt
    assert drawing.figure.alt.strip()
    default = float(root.get("font-size", "0"))
    for element in root.iter(f"{SVG}text"):
        assert float(element.get("font-size", default)) >= _SMALLEST_TEXT


def assert_nothing_clipped(drawing: Drawing) -> None:
    """Every line of text is on the canvas."""
    width = drawing.figure.width_mm / 25.4 * 72
    height = drawing.figure.height_mm / 25.4 * 72
    for box in drawing.text_boxes:
        assert box.left >= -0.5, box
        assert box.right <= width + 0.5, box
        assert box.bottom >= -0.5, box
        assert box.top <= height + 0.5, box


def assert_no_overlapping_text(drawing: Drawing) -> None:
    """No two lines of text overlap."""
    for one, other in combinations(drawing.text_boxes, 2):
        wide = min(one.right, other.right) - max(one.left, other.left)
        high = min(one.top, other.top) - max(one.bottom, other.bottom)
        assert wide <= 0.2 or high <= 1.0, (one, other)


def count_nodes(drawing: Drawing) -> int:
    return sum(1 for _ in root_of(drawing).iter())
