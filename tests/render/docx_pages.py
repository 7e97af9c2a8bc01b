"""Estimate the pages of a Word document from its XML: there is no Word to ask.

Lines are counted from the mean width of a letter, so heights are right to about one line in ten.
"""

from __future__ import annotations

import io
from math import ceil
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

if TYPE_CHECKING:
    from collections.abc import Iterable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_EMU, _TWIP = 1 / 36_000, 25.4 / 1440  # in mm
_LETTER = 0.48  # em
_CELL_MARGINS = 3.0  # mm


def page_heights(content: bytes) -> tuple[float, list[float]]:
    """Return the height of a page's text area, and what each page between breaks takes, in mm."""
    with ZipFile(io.BytesIO(content)) as file:
        body = ET.fromstring(file.read("word/document.xml"))[0]  # noqa: S314
        styles = ET.fromstring(file.read("word/styles.xml"))  # noqa: S314
    known = {item.get(f"{_W}styleId"): item for item in styles.iter(f"{_W}style")}
    size, margin = body.find(f".//{_W}pgSz"), body.find(f".//{_W}pgMar")
    assert size is not None
    assert margin is not None
    width, height = (_number(size, key) * _TWIP for key in ("w", "h"))
    sides = 2 * _number(margin, "left") * _TWIP
    page = height - (_number(margin, "top") + _number(margin, "bottom")) * _TWIP
    pages = [0.0]
    for item in body:
        if item.find(f"./{_W}pPr/{_W}pageBreakBefore") is not None:
            pages.append(0.0)
        pages[-1] += _height([item], width - sides, known)
    return page, pages


def _height(
    items: Iterable[ET.Element], width: float, known: dict[str | None, ET.Element]
) -> float:
    total = 0.0
    for item in items:
        if item.tag == f"{_W}tbl":
            for row in item.findall(f"{_W}tr"):
                total += max(_cell(cell, known) for cell in row.findall(f"{_W}tc"))
        elif item.tag == f"{_W}p":
            total += _paragraph(item, width, known)
    return total


def _cell(cell: ET.Element, known: dict[str | None, ET.Element]) -> float:
    wide = cell.find(f"./{_W}tcPr/{_W}tcW")
    assert wide is not None
    return _height(list(cell), _number(wide, "w") * _TWIP - _CELL_MARGINS, known)


def _paragraph(item: ET.Element, width: float, known: dict[str | None, ET.Element]) -> float:
    name = item.find(f"./{_W}pPr/{_W}pStyle")
    style = known[name.get(f"{_W}val") if name is not None else "Normal"]
    spacing, letters = style.find(f".//{_W}spacing"), style.find(f".//{_W}sz")
    drawn = [_number(extent, "cy", "") * _EMU for extent in item.iter(f"{_WP}extent")]
    text = "".join(part.text or "" for part in item.iter(f"{_W}t"))
    if spacing is None:
        return max([*drawn, 4.0])
    point = (_number(letters, "val") / 2 if letters is not None else 9) * 25.4 / 72
    lines = max(1, ceil(len(text) * _LETTER * point / width))
    around = (_number(spacing, "before") + _number(spacing, "after")) * _TWIP
    high = lines * _number(spacing, "line") * _TWIP
    return around + max([*drawn, high])


def _number(item: ET.Element, key: str, prefix: str = _W) -> float:
    return float(item.get(f"{prefix}{key}", "0"))
