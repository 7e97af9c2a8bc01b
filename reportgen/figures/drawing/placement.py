"""Place labels so that they cover no marks, lines or other labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.figures.drawing.axes_transform import Point


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
