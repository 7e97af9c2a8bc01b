"""One figure being drawn, in points, with labels and marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportgen.figures.figure import Figure
from reportgen.figures.svg_canvas import SvgCanvas, area_style, line_style
from reportgen.figures.text_width import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.figures.figure import FigureTable
    from reportgen.figures.style import Style
    from reportgen.figures.svg_canvas import TextBox

POINTS_PER_MM = 72 / 25.4

Point = tuple[float, float]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """A part of the sheet with its own units: `x` from its left to its right, `y` upwards."""

    left: float
    bottom: float
    right: float
    top: float
    x: Span
    y: Span

    def at(self, x: float, y: float) -> Point:
        """Return where a point in the axes' units lies on the sheet, in points."""
        across = (x - self.x[0]) / (self.x[1] - self.x[0])
        up = (y - self.y[0]) / (self.y[1] - self.y[0])
        return (
            self.left + across * (self.right - self.left),
            self.bottom + up * (self.top - self.bottom),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished figure, and where its texts stand."""

    figure: Figure
    text_boxes: tuple[TextBox, ...]


class Sheet:
    """A figure of `width_mm` by `height_mm`, drawn on in points from its lower left corner."""

    def __init__(self, style: Style, *, width_mm: float, height_mm: float) -> None:
        self.style = style
        self.width_mm, self.height_mm = width_mm, height_mm
        self.width, self.height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
        self._canvas = SvgCanvas(self.height, text_size=style.text, text_color=style.soft)

    def grow(self, points: float) -> None:
        """Make the sheet higher; only before anything has been drawn."""
        self.height += points
        self.height_mm = self.height / POINTS_PER_MM
        self._canvas.height = self.height

    def label(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float | None = None,
        color: str | None = None,
        is_strong: bool = False,
        align: str = "left",
    ) -> None:
        """Write one line with its baseline at `y`, in the size and colour of labels."""
        self._canvas.add_text(
            x,
            y,
            text,
            size=self.style.text if size is None else size,
            color=self.style.soft if color is None else color,
            is_strong=is_strong,
            align=align,
        )

    def lines(
        self,
        segments: Iterable[Sequence[Point]],
        *,
        color: str,
        width: float,
        axes: Axes | None = None,
        dash: Sequence[float] | None = None,
        cap: str = "butt",
        zorder: float = 2,
    ) -> None:
        """Draw lines of one style: in the axes' units where they are given, else in points."""
        self._canvas.add_lines(
            line_style(color, width, dash=dash, cap=cap),
            [_placed(segment, axes) for segment in segments],
            zorder=zorder,
        )

    def areas(
        self,
        polygons: Iterable[Sequence[Point]],
        *,
        color: str,
        axes: Axes | None = None,
        opacity: float = 1.0,
        edge: str | None = None,
        edge_width: float = 0.0,
        zorder: float = 1,
    ) -> None:
        """Fill polygons of one style."""
        self._canvas.add_areas(
            area_style(color, opacity, edge, edge_width),
            [_placed(polygon, axes) for polygon in polygons],
            zorder=zorder,
        )

    def marks(
        self,
        points: Sequence[Point],
        *,
        shape: str,
        size: float,
        color: str,
        axes: Axes | None = None,
        edge: str | None = None,
        edge_width: float = 0.0,
        zorder: float = 3,
    ) -> None:
        """Set one mark a point: ``o`` circle, ``s`` square, ``D`` diamond, ``^`` triangle."""
        self._canvas.add_marks(
            area_style(color, 1.0, edge, edge_width),
            _placed(points, axes),
            shape=shape,
            size=size,
            zorder=zorder,
        )

    def width_of(self, text: str, *, size: float | None = None, is_strong: bool = False) -> float:
        """Return how wide a line is, in points."""
        return text_width(text, self.style.text if size is None else size, is_strong=is_strong)

    def finish(self, figure_id: str, *, alt: str, data: FigureTable) -> Drawing:
        """Return the figure as SVG."""
        style = self.style
        title = f"{figure_id}-title"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{title}"'
            f' width="{self.width_mm:g}mm" height="{round(self.height_mm, 2):g}mm"'
            f' viewBox="0 0 {round(self.width, 2):g} {round(self.height, 2):g}"'
            f' font-family="{style.font_family}" font-size="{style.text:g}" fill="{style.soft}">'
            f'<title id="{title}">{escape(alt)}</title>{self._canvas.body()}</svg>'
        )
        figure = Figure(
            id=figure_id,
            svg=svg,
            alt=alt,
            width_mm=self.width_mm,
            height_mm=round(self.height_mm, 2),
            data=data,
        )
        return Drawing(figure=figure, text_boxes=tuple(self._canvas.text_boxes))


def _placed(points: Sequence[Point], axes: Axes | None) -> Sequence[Point]:
    """Return points in the sheet's own unit."""
    return points if axes is None else [axes.at(x, y) for x, y in points]
