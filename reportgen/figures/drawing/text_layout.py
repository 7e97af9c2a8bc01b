"""Measure and wrap text, and place labels so that they do not cover each other.

Labels are laid out before a browser or a PDF writer draws them.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PIL.ImageFont import FreeTypeFont

    from reportgen.figures.drawing.axes import Point


# The font is measured at 1,000 units per em, which is its design size.
_EM = 1000
_REGULAR, _SEMIBOLD = 400, 600
# Ascender and descender of the font, in em: the height of an l and the depth of a p.
ASCENT, DESCENT = 0.72, 0.21
NO_BREAK_SPACE = "\u00a0"


def text_width(text: str, size: float, *, is_strong: bool = False) -> float:
    """Return the width of one line in the unit of `size`, from the advances of its characters.

    Matplotlib measures variable fonts at their lightest weight, therefore widths are read here at
    the weight that the page uses. Kerning is ignored: it only makes lines narrower.

    Parameters
    ----------
    text : str
        One line.
    size : float
        The font size.
    is_strong : bool
        Semibold instead of regular.
    """
    weight = _SEMIBOLD if is_strong else _REGULAR
    return sum(_advance(character, weight) for character in text) * size / _EM


def wrapped(
    text: str, size: float, width: float, *, is_strong: bool = False, cuts_words: bool = False
) -> tuple[str, ...]:
    """Return the text wrapped to `width`, but not at no-break spaces.

    A word wider than `width` overflows, unless `cuts_words` allows breaking it.
    """
    words = re.split(r"[ \t\r\n]+", text.strip())
    if cuts_words:
        # Scripts without spaces, such as Japanese, are cut as well.
        words = [part for word in words for part in _cut(word, size, width, is_strong=is_strong)]
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size, is_strong=is_strong) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def _cut(word: str, size: float, width: float, *, is_strong: bool) -> list[str]:
    parts = [""]
    for character in word:
        if parts[-1] and text_width(parts[-1] + character, size, is_strong=is_strong) > width:
            parts.append("")
        parts[-1] += character
    return parts


@lru_cache(maxsize=4096)
def _advance(character: str, weight: int) -> float:
    """Return the advance of a character in thousandths of an em.

    Wide East Asian characters come from a fallback font, where they are one em wide.
    """
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return float(_EM)
    return float(_font(weight).getlength(character))


@lru_cache(maxsize=2)
def _font(weight: int) -> FreeTypeFont:
    from fontpkg_source_sans_3 import ROOT
    from PIL import ImageFont

    path = ROOT / "files" / "SourceSans3[wght].ttf"
    # The basic layout engine does not need libraqm. Single characters are measured, which need no
    # shaping.
    font = ImageFont.truetype(str(path), _EM, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([weight])
    return font


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float

    def overlap(self, other: Box) -> float:
        """Return the area of the intersection."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        return max(0.0, wide) * max(0.0, high)

    def holds(self, point: Point, margin: float) -> bool:
        """Return whether a point is inside the box or within `margin` of it."""
        x, y = point
        return (
            self.left - margin <= x <= self.right + margin
            and self.bottom - margin <= y <= self.top + margin
        )


@dataclass(slots=True)
class Obstacles:
    """Points of marks and lines, and boxes of labels, that further labels must not cover."""

    points: list[Point] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    def add_line(self, start: Point, end: Point, *, pieces: int = 24) -> None:
        """Add a line as points along it."""
        for piece in range(pieces + 1):
            share = piece / pieces
            self.points.append(
                (
                    start[0] + share * (end[0] - start[0]),
                    start[1] + share * (end[1] - start[1]),
                )
            )

    def freest(self, places: Sequence[Box], *, margin: float = 2.0) -> Box:
        """Return the place that covers least; the first of equal ones."""
        # `min` returns the first of equal places, so that callers list them by preference.
        return min(places, key=lambda box: self._cost(box, margin))

    def _cost(self, box: Box, margin: float) -> float:
        covered = sum(box.overlap(other) for other in self.boxes)
        # A covered point weighs as much as 20 square points of another label, as points are small
        # but carry the data.
        return 20.0 * sum(box.holds(point, margin) for point in self.points) + covered


def spread(wanted: Iterable[tuple[float, float]], low: float, high: float) -> list[float]:
    """Return centers close to the wanted ones, in the same order, without overlap.

    Parameters
    ----------
    wanted : iterable of (centre, height)
        Preferred position of each label, in any order.
    low, high : float
        Bounds for all labels.
    """
    items = list(wanted)
    order = sorted(range(len(items)), key=lambda index: items[index][0])
    placed = [0.0] * len(items)
    floor = low
    # First upwards from the lower bound, then down again from the upper one, so that labels move
    # only as far as needed.
    for index in order:
        centre, height = items[index]
        placed[index] = max(centre, floor + height / 2)
        floor = placed[index] + height / 2
    ceiling = high
    for index in reversed(order):
        height = items[index][1]
        placed[index] = min(placed[index], ceiling - height / 2)
        ceiling = placed[index] - height / 2
    return placed
