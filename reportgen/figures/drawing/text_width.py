"""Measure and wrap text, to lay out labels before a browser or PDF writer draws them."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

# The font is measured at 1,000 units per em, which is its design size.
_EM = 1000
_REGULAR, _SEMIBOLD = 400, 600
# Ascender and descender of the font, in em: the height of an l and the depth of a p.
ASCENT, DESCENT = 0.72, 0.21


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
    """Return the text wrapped to `width`.

    A word wider than `width` overflows, unless `cuts_words` allows breaking it.
    """
    words = text.split()
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
