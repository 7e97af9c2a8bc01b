"""Render matplotlib drawing calls as compact SVG: few paths, real text, literal colors.

The SVG backend of matplotlib writes a group, a clip path and an id for every artist: about 139
nodes for a chart of 12 months, which took half of the time to make the PDF. This renderer merges
successive paths of the same style into one node.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from matplotlib.backend_bases import RendererBase
from matplotlib.colors import to_hex
from matplotlib.path import Path

from reportgen.figures.drawing.text_layout import ASCENT, DESCENT, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.backend_bases import GraphicsContextBase
    from matplotlib.transforms import Transform

# Path commands of SVG for quadratic and cubic Bézier curves.
_CURVES = {Path.CURVE3: "Q", Path.CURVE4: "C"}
_ANCHORS = {"center": "middle", "right": "end"}
_CAPS = {"round": "round", "projecting": "square"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """Bounding box of a line of text, in points from the lower left corner of the canvas."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(slots=True)
class _PathNode:
    style: str
    parts: list[str] = field(default_factory=list)

    def svg(self) -> str:
        return f'<path {self.style} d="{"".join(self.parts)}"/>'


class SvgRenderer(RendererBase):  # type: ignore[misc]
    """Collect drawing calls on a canvas of `width` by `height` points."""

    def __init__(self, width: float, height: float, *, text_size: float, text_color: str) -> None:
        super().__init__()
        self.width = width
        self.height = height
        self.text_size = text_size
        self.text_color = text_color
        self.text_boxes: list[TextBox] = []
        self._nodes: list[_PathNode | str] = []

    def svg_body(self) -> str:
        """Return the nodes in drawing order."""
        return "".join(node if isinstance(node, str) else node.svg() for node in self._nodes)

    def get_canvas_width_height(self) -> tuple[float, float]:
        """Return the size of the canvas in points."""
        return self.width, self.height

    def flipy(self) -> bool:
        """Return False: matplotlib passes coordinates with y upwards."""
        return False

    def draw_path(
        self,
        gc: GraphicsContextBase,
        path: Path,
        transform: Transform,
        rgbFace: Sequence[float] | None = None,  # noqa: N803
    ) -> None:
        """Append a path to the last node if the style is the same, else to a new one."""
        data = self._path_data(path, transform)
        if data:
            self._add_path(_style(gc, rgbFace), data)

    def draw_markers(
        self,
        gc: GraphicsContextBase,
        marker_path: Path,
        marker_trans: Transform,
        path: Path,
        trans: Transform,
        rgbFace: Sequence[float] | None = None,  # noqa: N803
    ) -> None:
        """Add one mark per point, all in one path; circles as two arcs."""
        # Matplotlib draws circles as eight Bézier curves; two arcs are exact and shorter.
        is_circle = marker_path.codes is not None and Path.CURVE4 in marker_path.codes
        if not is_circle:
            super().draw_markers(gc, marker_path, marker_trans, path, trans, rgbFace)
            return
        radius = float(marker_trans.transform(marker_path.vertices)[:, 0].max())
        places = trans.transform(path.vertices)
        data = "".join(_circle(x, self.height - y, radius) for x, y in places)
        if data:
            self._add_path(_style(gc, rgbFace), data)

    def add_text(
        self, x: float, y: float, text: str, *, size: float, color: str, is_strong: bool, align: str
    ) -> None:
        """Add one line of text at its baseline, aligned left, center or right on `x`."""
        # Control characters are invalid in XML.
        clean = "".join(char if char.isprintable() else " " for char in text)
        width = text_width(clean, size, is_strong=is_strong)
        left = x - {"center": width / 2, "right": width}.get(align, 0.0)
        self.text_boxes.append(
            TextBox(
                text=clean,
                left=left,
                bottom=y - DESCENT * size,
                right=left + width,
                top=y + ASCENT * size,
            )
        )
        attributes = [f'x="{_short(x)}" y="{_short(self.height - y)}"']
        # Attributes that equal those of the root element are omitted.
        attributes += [f'font-size="{_short(size)}"'] if size != self.text_size else []
        attributes += ['font-weight="600"'] if is_strong else []
        attributes += [f'fill="{color}"'] if color != self.text_color else []
        attributes += [f'text-anchor="{_ANCHORS[align]}"'] if align in _ANCHORS else []
        self._nodes.append(f"<text {' '.join(attributes)}>{escape(clean)}</text>")

    def _add_path(self, style: str, data: str) -> None:
        last = self._nodes[-1] if self._nodes else None
        # Only the last node: merging with an earlier one would change what covers what.
        if not isinstance(last, _PathNode) or last.style != style:
            last = _PathNode(style)
            self._nodes.append(last)
        last.parts.append(data)

    def _path_data(self, path: Path, transform: Transform) -> str:
        parts: list[str] = []
        before = (float("nan"), float("nan"))
        for points, code in path.iter_segments(transform, simplify=False, curves=True):
            if code == Path.CLOSEPOLY:
                parts.append("Z")
                continue
            flipped = [(x, self.height - y) for x, y in zip(points[::2], points[1::2], strict=True)]
            if code in _CURVES:
                pairs = " ".join(f"{_short(x)} {_short(y)}" for x, y in flipped)
                parts.append(_CURVES[code] + pairs)
            else:
                parts.append(_straight(before, flipped[0], is_move=code == Path.MOVETO))
            before = flipped[-1]
        return "".join(parts)


def _straight(before: tuple[float, float], to: tuple[float, float], *, is_move: bool) -> str:
    """Return the shortest path command for a move or a line."""
    x, y = _short(to[0]), _short(to[1])
    if is_move:
        return f"M{x} {y}"
    # Compared as rounded: rounding may make a slanted line horizontal.
    if y == _short(before[1]):
        return f"H{x}"
    return f"V{y}" if x == _short(before[0]) else f"L{x} {y}"


def _circle(x: float, y: float, radius: float) -> str:
    r, across = _short(radius), _short(2 * radius)
    return f"M{_short(x - radius)} {_short(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z"


def _style(gc: GraphicsContextBase, face: Sequence[float] | None) -> str:
    """Return fill and stroke attributes; fill is explicit because SVG defaults to black."""
    fill = _paint("fill", face)
    width = gc.get_linewidth()
    if not width or gc.get_rgb()[3] == 0:
        return fill
    style = f'{fill} {_paint("stroke", gc.get_rgb())} stroke-width="{_short(width)}"'
    offset, dashes = gc.get_dashes()
    if dashes is not None:
        style += f' stroke-dasharray="{" ".join(map(_short, dashes))}"'
        style += f' stroke-dashoffset="{_short(offset)}"' if offset else ""
    cap = _CAPS.get(gc.get_capstyle())
    return f'{style} stroke-linecap="{cap}"' if cap else style


def _paint(name: str, color: Sequence[float] | None) -> str:
    if color is None or (len(color) == 4 and color[3] == 0):
        return f'{name}="none"'
    paint = f'{name}="{to_hex(color[:3]).upper()}"'
    opacity = color[3] if len(color) == 4 else 1.0
    return f'{paint} {name}-opacity="{_short(opacity)}"' if opacity < 1 else paint


def _short(value: float) -> str:
    """Return a number with at most two decimals, and no negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
