"""Simulate color vision deficiency, and measure differences between colors.

Machado, Oliveira, Fernandes (2009), A physiologically-based model for simulation of color vision
deficiency, IEEE TVCG 15(6):1291-1298: the matrices of full severity, for linear RGB. CIEDE2000 as
in Sharma, Wu, Dalal (2005), Color Res Appl 30(1):21-30.
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np

Colour = np.ndarray

VISIONS = {
    "usual": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
# Linear sRGB to XYZ (IEC 61966-2-1), and the white point D65.
_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])


def seen_apart(one: str, other: str, vision: str) -> float:
    """Return the CIEDE2000 difference of two colors ``#RRGGBB`` for a kind of vision."""
    return ciede2000(seen(one, vision), seen(other, vision))


def seen(color: str, vision: str) -> Colour:
    """Return a color in L*a*b* as perceived with a kind of vision."""
    return _lab(np.clip(VISIONS[vision] @ _linear(color), 0, 1))


def lightness(color: str) -> float:
    """Return L*, which is what remains in grayscale print: 0 black, 100 white."""
    return float(_lab(_linear(color))[0])


def _linear(color: str) -> Colour:
    parts = np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def _lab(linear: Colour) -> Colour:
    ratio = _TO_XYZ @ linear / _WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def ciede2000(one: Colour, other: Colour) -> float:
    """Return the CIEDE2000 difference of two colors in L*a*b*."""
    chroma_mean = (hypot(*one[1:]) + hypot(*other[1:])) / 2
    stretch = 1 + (1 - sqrt(chroma_mean**7 / (chroma_mean**7 + 25**7))) / 2
    first, second = (_hue_form(item, stretch) for item in (one, other))
    chromas = first[1] * second[1]
    turn = (second[2] - first[2] + 180) % 360 - 180 if chromas else 0.0
    steps = (
        second[0] - first[0],
        second[1] - first[1],
        2 * sqrt(chromas) * sin(radians(turn) / 2),
    )
    hue = first[2] + turn / 2 if chromas else first[2] + second[2]
    middle = ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2, hue % 360)
    light, chroma, tone = (step / size for step, size in zip(steps, _sizes(middle), strict=True))
    return sqrt(light**2 + chroma**2 + tone**2 + _rotation(middle) * chroma * tone)


def _hue_form(lab: Colour, stretch: float) -> tuple[float, float, float]:
    """Return lightness, chroma and hue in degrees."""
    red = lab[1] * stretch
    return float(lab[0]), hypot(red, lab[2]), degrees(atan2(lab[2], red)) % 360


def _sizes(middle: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return the weighting functions S_L, S_C and S_H of CIEDE2000."""
    light, chroma, hue = middle
    tone = (
        1
        - 0.17 * cos(radians(hue - 30))
        + 0.24 * cos(radians(2 * hue))
        + 0.32 * cos(radians(3 * hue + 6))
        - 0.20 * cos(radians(4 * hue - 63))
    )
    away = (light - 50) ** 2
    return (1 + 0.015 * away / sqrt(20 + away), 1 + 0.045 * chroma, 1 + 0.015 * chroma * tone)


def _rotation(middle: tuple[float, float, float]) -> float:
    _, chroma, hue = middle
    turn = 30 * exp(-(((hue - 275) / 25) ** 2))
    return -2 * sqrt(chroma**7 / (chroma**7 + 25**7)) * sin(radians(2 * turn))
