"""Draw a figure with matplotlib artists on a canvas measured in points.

Figures and axes of matplotlib are not used, because they account for a fifth of the import time
of a figure; :class:`AxesTransform` converts data units instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from matplotlib.artist import Artist
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from reportgen.figures.drawing.svg_renderer import SvgRenderer
from reportgen.figures.drawing.text_layout import text_width, wrapped
from reportgen.figures.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.figures.drawing.axes import AxesTransform, Point
    from reportgen.figures.drawing.style import Style
    from reportgen.figures.drawing.svg_renderer import TextBox
    from reportgen.figures.figure import FigureTable

# 72 points per inch, 25.4 mm per inch.
POINTS_PER_MM = 72 / 25.4


class _TextArtist(Artist):  # type: ignore[misc]
    """One line of text. The page provides its font, so none is loaded here."""

    def __init__(
        self, at: Point, text: str, *, size: float, color: str, is_strong: bool, align: str
    ) -> None:
        super().__init__()
        self.at, self.text, self.size = at, text, size
        self.color, self.is_strong, self.align = color, is_strong, align
        # Text above all lines, areas and marks.
        self.set_zorder(5)

    def draw(self, renderer: SvgRenderer) -> None:
        """Pass the line to the renderer, in points."""
        renderer.add_text(
            *self.at,
            self.text,
            size=self.size,
            color=self.color,
            is_strong=self.is_strong,
            align=self.align,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A finished figure, and the positions of its texts."""

    figure: Figure
    text_boxes: tuple[TextBox, ...]


class Canvas:
    """A figure of `width_mm` by `height_mm`; coordinates are points from the lower left corner."""

    def __init__(self, style: Style, *, width_mm: float, height_mm: float) -> None:
        self.style = style
        self.width_mm, self.height_mm = width_mm, height_mm
        self.width, self.height = width_mm * POINTS_PER_MM, height_mm * POINTS_PER_MM
        self._artists: list[Artist] = []

    def grow(self, points: float) -> None:
        """Increase the height; only valid before anything has been drawn."""
        self.height += points
        self.height_mm = self.height / POINTS_PER_MM

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
        """Draw one line of text with its baseline at `y`, by default in the style of labels."""
        label = _TextArtist(
            (x, y),
            text,
            size=self.style.text if size is None else size,
            color=self.style.soft if color is None else color,
            is_strong=is_strong,
            align=align,
        )
        self._artists.append(label)

    def block(self, y: float, text: str) -> None:
        """Draw a note from the left, in as many lines as it needs; the first one is at `y`."""
        style = self.style
        for row, line in enumerate(wrapped(text, style.text_note, self.width, cuts_words=True)):
            self.label(0, y - row * style.line_pitch * style.text_note, line, size=style.text_note)

    def block_height(self, text: str) -> float:
        """Return the height of the lines of a note after its first one, in points."""
        rows = len(wrapped(text, self.style.text_note, self.width, cuts_words=True))
        return (rows - 1) * self.style.line_pitch * self.style.text_note

    def lines(
        self,
        segments: Iterable[Sequence[Point]],
        *,
        color: str,
        width: float,
        axes: AxesTransform | None = None,
        dash: Sequence[float] | None = None,
        cap: str = "butt",
        zorder: float = 2,
    ) -> None:
        """Draw lines of one style: in data units if `axes` is given, else in points."""
        paths = [Path(list(_points_on_canvas(segment, axes))) for segment in segments]
        self._add_paths(
            paths,
            facecolor="none",
            edgecolor=color,
            linewidth=width,
            # Matplotlib scales dashes by the line width; dash patterns of the tokens are in points.
            linestyle=(0, tuple(value / width for value in dash)) if dash else "-",
            capstyle=cap,
            zorder=zorder,
        )

    def areas(
        self,
        polygons: Iterable[Sequence[Point]],
        *,
        color: str,
        axes: AxesTransform | None = None,
        opacity: float = 1.0,
        edge: str | None = None,
        edge_width: float = 0.0,
        zorder: float = 1,
    ) -> None:
        """Fill polygons of one style."""
        self._add_paths(
            [_closed_path(_points_on_canvas(polygon, axes)) for polygon in polygons],
            facecolor=(color, opacity),
            edgecolor=edge or "none",
            linewidth=edge_width,
            zorder=zorder,
        )

    def marks(
        self,
        points: Sequence[Point],
        *,
        shape: str,
        size: float,
        color: str,
        axes: AxesTransform | None = None,
        edge: str | None = None,
        edge_width: float = 0.0,
        zorder: float = 3,
    ) -> None:
        """Draw one mark per point: ``o`` circle, ``s`` square, ``D`` diamond, ``^`` triangle."""
        if not points:
            return
        placed = _points_on_canvas(points, axes)
        mark = Line2D(
            [x for x, _ in placed],
            [y for _, y in placed],
            linestyle="none",
            marker=shape,
            markersize=size,
            markerfacecolor=color,
            markeredgecolor=edge or "none",
            markeredgewidth=edge_width,
            zorder=zorder,
        )
        self._artists.append(mark)

    def width_of(self, text: str, *, size: float | None = None, is_strong: bool = False) -> float:
        """Return the width of a line of text, in points."""
        return text_width(text, self.style.text if size is None else size, is_strong=is_strong)

    def finish(self, figure_id: str, *, alt: str, data: FigureTable) -> Drawing:
        """Return the figure as SVG."""
        style = self.style
        renderer = SvgRenderer(self.width, self.height, text_size=style.text, text_color=style.soft)
        # `sorted` is stable: artists of the same level are drawn in the order of their creation.
        for artist in sorted(self._artists, key=Artist.get_zorder):
            artist.draw(renderer)
        title = f"{figure_id}-title"
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{title}"'
            f' width="{self.width_mm:g}mm" height="{round(self.height_mm, 2):g}mm"'
            f' viewBox="0 0 {round(self.width, 2):g} {round(self.height, 2):g}"'
            f' font-family="{style.font_family}" font-size="{style.text:g}" fill="{style.soft}">'
            f'<title id="{title}">{escape(alt)}</title>{renderer.svg_body()}</svg>'
        )
        figure = Figure(
            id=figure_id,
            svg=svg,
            alt=alt,
            width_mm=self.width_mm,
            height_mm=round(self.height_mm, 2),
            data=data,
        )
        return Drawing(figure=figure, text_boxes=tuple(renderer.text_boxes))

    def _add_paths(self, paths: Sequence[Path], **style: Any) -> None:
        if paths:
            # One artist for all paths of a call, so that they share one SVG node.
            self._artists.append(PathPatch(Path.make_compound_path(*paths), **style))


def _points_on_canvas(points: Sequence[Point], axes: AxesTransform | None) -> Sequence[Point]:
    return points if axes is None else [axes.at(x, y) for x, y in points]


def _closed_path(points: Sequence[Point]) -> Path:
    return Path([*points, points[0]], closed=True)
