"""Transform data coordinates to points on a canvas."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class AxesTransform:
    """A rectangle on a canvas, in points, whose sides correspond to limits of the data.

    Raises
    ------
    ValueError
        Two limits are equal.
    """

    left: float
    bottom: float
    right: float
    top: float
    x_limits: Point
    y_limits: Point

    def __post_init__(self) -> None:
        """Check that the limits differ."""
        for low, high in (self.x_limits, self.y_limits):
            if low == high:
                raise ValueError(f"the limits must differ, but both are {low}")

    def x_at(self, value: float) -> float:
        """Return the horizontal position of a value, in points."""
        low, high = self.x_limits
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y_at(self, value: float) -> float:
        """Return the vertical position of a value, in points."""
        low, high = self.y_limits
        return self.bottom + (value - low) / (high - low) * (self.top - self.bottom)

    def at(self, x: float, y: float) -> Point:
        """Return the position of a data point, in points."""
        return self.x_at(x), self.y_at(y)
