"""Scales on which the variance of a value does not depend on its size."""

from __future__ import annotations

from enum import StrEnum
from math import asin, cos, pi, sin, sqrt


class Scale(StrEnum):
    """A scale of values; `ROOT` and `ARCSINE` make those of counts and shares nearly normal.

    A count of n has a variance of about n, its root one of about 1/4; likewise a share of n
    cases has a variance of p(1 - p)/n, its arcsine one of 1/(4n). Intervals made on these scales
    stay above 0, or between 0 and 1.

    References
    ----------
    Bartlett (1947), Biometrics 3, 39-52.
    Spiegelhalter (2005), Stat. Med. 24, 1185-1202, appendix A: funnels on these scales.
    """

    IDENTITY = "identity"
    ROOT = "root"
    ARCSINE = "arcsine"

    def forward(self, value: float) -> float:
        """Return a value on the scale."""
        if self is Scale.ROOT:
            return sqrt(value)
        return asin(sqrt(value)) if self is Scale.ARCSINE else value

    def back(self, scaled: float) -> float:
        """Return the value that a point of the scale stands for, the nearest possible one."""
        if self is Scale.ROOT:
            return max(0.0, scaled) ** 2
        return sin(min(max(0.0, scaled), pi / 2)) ** 2 if self is Scale.ARCSINE else scaled

    def spread(self, scaled: float, sd: float) -> float:
        """Return a standard deviation at a point of the scale in the unit of the values."""
        if self is Scale.ROOT:
            return 2 * max(0.0, scaled) * sd
        return 2 * sin(scaled) * cos(scaled) * sd if self is Scale.ARCSINE else sd

    def variance(self, value: float, variance: float) -> float:
        """Return the variance on the scale of a value with a variance, if it has one.

        To first order; at the ends of `ROOT` and `ARCSINE` it is unknown, and 0 is returned.
        """
        if self is Scale.IDENTITY:
            return variance
        slope = value if self is Scale.ROOT else value * (1 - value)
        return variance / (4 * slope) if slope > 0 else 0.0
