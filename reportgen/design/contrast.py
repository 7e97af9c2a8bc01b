"""Contrast ratio of two colours by WCAG 2."""

from __future__ import annotations

# The threshold of sRGB. WCAG 2.0 gives 0.03928, but no 8-bit colour lies between the two.
_KNEE = 0.04045
_BYTE = 255


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours ``#RRGGBB``, from 1 to 21.

    WCAG 2.2, relative luminance and contrast ratio.
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    # 0.05 is the relative luminance of ambient light on the screen, as in WCAG 2.
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[at : at + 2], 16) / _BYTE) for at in (1, 3, 5))
    # Weights of the sRGB primaries (ITU-R BT.709), as in WCAG 2.
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= _KNEE else ((part + 0.055) / 1.055) ** 2.4
