"""Contrast of colours, and the nearest lightness at which a colour can be read.

Colours are ``#RRGGBB``. Lightness is changed in OKLCH, in which a step looks equally large for
every hue, and hue and chroma are kept: the darker orange of a brand is still its orange.

References
----------
WCAG 2.2, relative luminance and contrast ratio; https://www.w3.org/TR/WCAG22/.
Ottosson B. A perceptual color space for image processing. 2020;
https://bottosson.github.io/posts/oklab/.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BYTE = 255
# The threshold of sRGB. WCAG 2.0 gives 0.03928, but no 8-bit colour lies between the two.
_KNEE = 0.04045
_STEP = 0.01
"""Of lightness, which is 0 for black and 1 for white: hardly visible."""
_ROUNDING = 1e-6
# Luminance at which black and white have the same contrast.
_MIDDLE = 0.179

# From linear sRGB to the cone responses of Oklab, and from their cube roots to its axes.
_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_AXES = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_AXES = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_CONES = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    # 0.05 is the relative luminance of ambient light on the screen, as in WCAG 2.
    return (lighter + 0.05) / (darker + 0.05)


def readable(color: str, pages: Sequence[str], least: float) -> str:
    """Return a colour of the same hue with at least this contrast with every page.

    It is darkened on light pages and lightened on dark ones, by no more than needed. If even
    black or white has less contrast, that is returned.
    """
    lightness, *chroma = _product(_TO_AXES, [part ** (1 / 3) for part in _cones(color)])
    is_light = min(map(_luminance, pages)) > _MIDDLE
    way, end = (-_STEP, 0.0) if is_light else (_STEP, 1.0)
    found = color
    while min(contrast(found, page) for page in pages) < least and lightness != end:
        lightness = min(max(lightness + way, 0.0), 1.0)
        found = _within_gamut(lightness, chroma)
    return found


def _cones(color: str) -> list[float]:
    return _product(_TO_CONES, _linear_parts(color))


def _within_gamut(lightness: float, chroma: Sequence[float]) -> str:
    """Return the most colourful colour of a lightness that a screen can show."""
    share = 1.0
    while share > 0:
        axes = [lightness, *(part * share for part in chroma)]
        parts = _product(_FROM_CONES, [part**3 for part in _product(_FROM_AXES, axes)])
        if all(-_ROUNDING <= part <= 1 + _ROUNDING for part in parts):
            return "#" + "".join(f"{_byte(part):02X}" for part in parts)
        share = round(share - _STEP, 2)
    return "#000000" if lightness < 1 else "#FFFFFF"


def _product(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def _luminance(color: str) -> float:
    # Weights of the sRGB primaries (ITU-R BT.709), as in WCAG 2.
    red, green, blue = _linear_parts(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear_parts(color: str) -> list[float]:
    return [_linear(int(color[at : at + 2], 16) / _BYTE) for at in (1, 3, 5)]


def _linear(part: float) -> float:
    return part / 12.92 if part <= _KNEE else ((part + 0.055) / 1.055) ** 2.4


def _byte(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    coded = 12.92 * part if part <= _KNEE / 12.92 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(coded * _BYTE)
