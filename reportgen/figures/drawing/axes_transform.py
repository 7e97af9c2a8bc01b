"""Where the data's units lie on a sheet."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """A rectangle of a sheet, in points, with the data's limits at its sides.

    Raises
    ------
    ValueError
        Limits of no extent: nothing could be placed between them.
    """

    left: float
    bottom: float
    right: float
    top: float
    x_limits: Point
    y_limits: Point

    def __post_init__(self) -> None:
        """Check that each pair of limits has an extent."""
        for low, high in (self.x_limits, self.y_limits):
            if low == high:
                raise ValueError(f"limits of no extent: {low} to {high}")

    def x_at(self, value: float) -> float:
        """Return how far right a value lies, in points."""
        low, high = self.x_limits
        return self.left + (value - low) / (high - low) * (self.right - self.left)

    def y_at(self, value: float) -> float:
        """Return how far up a value lies, in points."""
        low, high = self.y_limits
        return self.bottom + (value - low) / (high - low) * (self.top - self.bottom)

    def at(self, x: float, y: float) -> Point:
        """Return where a point of the data lies, in points."""
        return self.x_at(x), self.y_at(y)
