"""What is above a chart of a reporting period: the unit, the period, and names of events."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.figures.annotations import Strip, lay_out_strip
from reportgen.figures.drawing.text_layout import ASCENT, DESCENT, Box, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.figures.annotations import Annotation
    from reportgen.figures.chart_frame import ChartFrame
    from reportgen.figures.drawing.axes import Point
    from reportgen.figures.drawing.canvas import Canvas
    from reportgen.figures.drawing.text_layout import Obstacles

# Points: from one row to the next, from the chart to the lowest row, and between two texts of a
# row.
_ROW = 10.4
_LIFT = 5.0
_GAP = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The rows above a chart, from the top: unit and period, then the names of events."""

    unit: tuple[str, ...]
    period: tuple[str, ...]
    center: float
    strip: Strip
    shares_row: bool

    @property
    def height(self) -> float:
        """Return the space above the chart, in points."""
        return _LIFT + (self._rows - 1) * _ROW + 7.0

    @property
    def _rows(self) -> int:
        texts = 1 if self.shares_row else len(self.unit) + len(self.period)
        return max(1, texts + self.strip.rows)


def lay_out_head(
    unit: str,
    period: str,
    shade: Point,
    annotations: Sequence[Annotation],
    canvas: Canvas,
    *,
    to_x: float,
    per_unit: float,
) -> Head:
    """Lay out the rows above a chart; the unit and the period share one if both fit.

    Parameters
    ----------
    unit, period : str
        May be empty.
    shade : (float, float)
        The sides of the reporting period, in points; its name is centered above it.
    annotations : sequence of Annotation
        Events, oldest first.
    to_x, per_unit : float
        A time is at ``to_x + time * per_unit`` points.
    """
    style = canvas.style
    units = wrapped(unit, style.text_note, canvas.width, cuts_words=True) if unit else ()
    names = wrapped(period, style.text, canvas.width, is_strong=True, cuts_words=True)
    left = max((canvas.width_of(line, size=style.text_note) for line in units), default=-_GAP)
    half = max(canvas.width_of(line, is_strong=True) for line in names) / 2
    shares_row = len(units) <= 1 and len(names) == 1 and left + _GAP + 2 * half <= canvas.width
    least = left + _GAP + half if shares_row else half
    return Head(
        unit=units,
        period=names,
        center=min(max(sum(shade) / 2, least), canvas.width - half),
        strip=lay_out_strip(annotations, canvas, to_x=to_x, per_unit=per_unit),
        shares_row=shares_row,
    )


def draw_head(frame: ChartFrame, head: Head, shade: Point) -> None:
    """Shade the period, and draw its name and the unit."""
    canvas, style = frame.canvas, frame.canvas.style
    base = frame.top + _LIFT + head.strip.rows * _ROW
    left, right = shade
    top = base + (len(head.period) - 1) * _ROW + ASCENT * style.text + 1
    canvas.areas(
        [[(left, frame.bottom), (right, frame.bottom), (right, top), (left, top)]],
        color=style.tint,
        zorder=-1,
    )
    for row, line in enumerate(reversed(head.period)):
        canvas.label(
            head.center, base + row * _ROW, line, color=style.accent, align="center", is_strong=True
        )
    if not head.shares_row:
        base += len(head.period) * _ROW
    for row, line in enumerate(reversed(head.unit)):
        canvas.label(0, base + row * _ROW, line, size=style.text_note, color=style.muted)


def draw_events(frame: ChartFrame, head: Head, obstacles: Obstacles) -> None:
    """Name each event above the chart, with a dotted line down through it, behind no label."""
    canvas, style = frame.canvas, frame.canvas.style
    size, rows = style.text_note, head.strip.rows
    boxes: list[Box] = []
    ends: list[Point] = []
    for line in head.strip.lines:
        y = frame.top + _LIFT + (rows - 1 - line.row) * _ROW
        canvas.label(line.x, y, line.text, size=size, color=style.soft, align=line.align)
        width = canvas.width_of(line.text, size=size)
        left = line.x - width if line.align == "right" else line.x
        boxes.append(Box(left, y - DESCENT * size, left + width, y + ASCENT * size))
        if line.mark is not None:
            ends.append((line.mark, y + ASCENT * size))
    segments = []
    for x, top in ends:
        low = frame.bottom
        behind = [
            box
            for box in (*obstacles.boxes, *boxes)
            if box.left - 1 <= x <= box.right + 1 and box.bottom < top
        ]
        for box in sorted(behind, key=lambda box: box.bottom):
            segments.append(((x, low), (x, box.bottom - 1)))
            low = max(low, box.top + 1)
        segments.append(((x, low), (x, top)))
    canvas.lines(
        [(start, end) for start, end in segments if end[1] > start[1]],
        color=style.ink,
        width=style.size("line_guide"),
        dash=style.dashes("dots"),
        zorder=1.9,
    )
