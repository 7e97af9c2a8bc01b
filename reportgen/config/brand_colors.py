"""Parse the colours of a brand.yml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEX = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_RGB = re.compile(r"rgb\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})\s*\)")
_BRIGHTEST = 255
_SHORT = 4  # characters of `#RGB`
# The 17 names of CSS 2 only: brands are given in hexadecimal.
_NAMES = {
    "black": "#000000",
    "silver": "#C0C0C0",
    "gray": "#808080",
    "grey": "#808080",
    "white": "#FFFFFF",
    "maroon": "#800000",
    "red": "#FF0000",
    "purple": "#800080",
    "fuchsia": "#FF00FF",
    "green": "#008000",
    "lime": "#00FF00",
    "olive": "#808000",
    "yellow": "#FFFF00",
    "navy": "#000080",
    "blue": "#0000FF",
    "teal": "#008080",
    "aqua": "#00FFFF",
    "orange": "#FFA500",
}


def read_color(text: str, palette: Mapping[str, str]) -> str | None:
    """Return a colour as ``#RRGGBB``, None if the text is not a colour.

    Parameters
    ----------
    text : str
        ``#RGB``, ``#RRGGBB``, ``rgb(r, g, b)``, a basic name of CSS or one of the palette.
    palette : mapping
        Names to colours or to other names of the palette.
    """
    seen: set[str] = set()  # names of the palette may refer to each other in a circle
    while text in palette and text not in seen:
        seen.add(text)
        text = palette[text]
    return None if text in seen else _plain_color(text.strip())


def _plain_color(text: str) -> str | None:
    if _HEX.fullmatch(text):
        digits = text[1:] if len(text) > _SHORT else "".join(2 * digit for digit in text[1:])
        return f"#{digits.upper()}"
    found = _RGB.fullmatch(text)
    if found is not None:
        parts = [int(part) for part in found.groups()]
        return "#{:02X}{:02X}{:02X}".format(*parts) if max(parts) <= _BRIGHTEST else None
    return _NAMES.get(text.lower())
