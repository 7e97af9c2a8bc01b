"""One figure being drawn: a matplotlib figure measured in points, with labels and marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from matplotlib.artist import Artist
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.figure import Figure as MplFigure
from matplotlib.lines import Line2D
from matplotlib.transforms import IdentityTransform

from reportgen.figures.figure import Figure
from reportgen.figures.svg_renderer import SvgRenderer
from reportgen.figures.text_width import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes
    from matplotlib.transforms import Transform

    from reportgen.figures.figure import FigureTable
    from reportgen.figures.style import Style
    from reportgen.figures.svg_renderer import TextBox

POINTS_PER_MM = 72 / 25.4

Point = tuple[float, float]


class _Label(Artist):  # type: ignore[misc]
    """One line of text at its baseline; the page's font draws it, so no font is asked here."""

    def __init__(
        self, at: Point, text: str, *, size: float, color: str, is_strong: bool, align: str
    ) -> None:
        super().__init__()
        self.at, self.text, self.size = at, text, size
        self.color, self.is_strong, self.align = color, is_strong, align
        self.set_zorder(5)

    def draw(self, renderer: SvgRenderer) -> None:
        """Hand the line to the renderer, in points."""
        x, y = self.get_transform().transform(self.at)
        renderer.add_text(
            float(x),
            float(y),
            self.text,
            size=self.size,
            color=self.color,
            is_strong=self.is_strong,
            align=self.align,
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
        self._figure = MplFigure(figsize=(self.width / 72, self.height / 72), dpi=72)
        self._figure.patch.set_visible(False)

    def grow(self, points: float) -> None:
        """Make the sheet higher; only before anything has been drawn."""
        self.height += points
        self.height_mm = self.height / POINTS_PER_MM
        self._figure.set_size_inches(self.width / 72, self.height / 72)

    def axes(self, left: float, bottom: float, right: float, top: float) -> Axes:
        """Return axes whose sides are given in points; they draw nothing by themselves."""
        axes = self._figure.add_axes(
            (
                left / self.width,
                bottom / self.height,
                (right - left) / self.width,
                (top - bottom) / self.height,
            )
        )
        axes.set_axis_off()
        return axes

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
        label = _Label(
            (x, y),
            text,
            size=self.style.text if size is None else size,
            color=self.style.soft if color is None else color,
            is_strong=is_strong,
            align=align,
        )
        label.set_transform(IdentityTransform())
        self._figure.add_artist(label)

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
        """Draw lines of one style: in the data's units where axes are given, else in points."""
        drawn = LineCollection(
            [list(segment) for segment in segments],
            colors=[color],
            linewidths=[width],
            linestyles=[(0, tuple(value / width for value in dash))] if dash else ["-"],
            capstyle=cap,
            zorder=zorder,
        )
        self._add(drawn, axes)

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
        drawn = PolyCollection(
            [list(polygon) for polygon in polygons],
            facecolors=[(color, opacity)],
            edgecolors=[edge] if edge else ["none"],
            linewidths=[edge_width],
            zorder=zorder,
        )
        self._add(drawn, axes)

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
        if not points:
            return
        drawn = Line2D(
            [x for x, _ in points],
            [y for _, y in points],
            linestyle="none",
            marker=shape,
            markersize=size,
            markerfacecolor=color,
            markeredgecolor=edge or "none",
            markeredgewidth=edge_width,
            zorder=zorder,
        )
        self._add(drawn, axes)

    def width_of(self, text: str, *, size: float | None = None, is_strong: bool = False) -> float:
        """Return how wide a line is, in points."""
        return text_width(text, self.style.text if size is None else size, is_strong=is_strong)

    def finish(self, figure_id: str, *, alt: str, data: FigureTable) -> Drawing:
        """Return the figure as SVG."""
        style = self.style
        renderer = SvgRenderer(self.width, self.height, text_size=style.text, text_color=style.soft)
        self._figure.draw(renderer)
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

    def _add(self, artist: Artist, axes: Axes | None) -> None:
        transform: Transform = axes.transData if axes is not None else IdentityTransform()
        artist.set_transform(transform)
        artist.set_clip_on(False)
        if isinstance(artist, (LineCollection, PolyCollection)):
            # Collections place their paths by offsets too; here the paths are already in place.
            artist.set_offset_transform(IdentityTransform())
        self._figure.add_artist(artist)
