"""A sheet's lines, areas, marks and labels as lean SVG: few paths, text as text, plain colours.

Successive paths of one style are one node. A general writer makes a group, a clip path and an
id for everything that is drawn: about 139 nodes for a chart of 12 months, which were half of a
brief's PDF time.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from reportgen.figures.text_width import ASCENT, DESCENT, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

Point = tuple[float, float]

_ANCHORS = {"center": "middle", "right": "end"}
_TEXT = 5.0
"""How far above other things labels lie."""

_HALF = sqrt(0.5)
_CORNERS: dict[str, tuple[Point, ...]] = {
    "s": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "D": ((0.0, -_HALF), (_HALF, 0.0), (0.0, _HALF), (-_HALF, 0.0)),
    "^": ((0.0, 0.5), (-0.5, -0.5), (0.5, -0.5)),
}
"""The corners of marks of size 1 around their place, y upwards."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox:
    """Where a line of text stands on the sheet, in points from its lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class _Node:
    """A path with its style, or text, whose style is None."""

    zorder: float
    style: str | None
    content: str


class SvgCanvas:
    """Collects what is drawn on a sheet; y runs upwards from its lower edge, in points."""

    def __init__(self, height: float, *, text_size: float, text_color: str) -> None:
        self.height = height
        self.text_size = text_size
        self.text_color = text_color
        self.text_boxes: list[TextBox] = []
        self._nodes: list[_Node] = []

    def body(self) -> str:
        """Return the nodes from the lowest up, those at one height in the order of drawing."""
        parts: list[str] = []
        style: str | None = None
        for node in sorted(self._nodes, key=lambda item: item.zorder):
            if node.style is None:
                parts.append(node.content)
            elif node.style == style:
                parts[-1] = parts[-1].removesuffix('"/>') + node.content + '"/>'
            else:
                parts.append(f'<path {node.style} d="{node.content}"/>')
            style = node.style
        return "".join(parts)

    def add_lines(self, style: str, lines: Sequence[Sequence[Point]], *, zorder: float) -> None:
        """Add open lines of one style."""
        self._add(style, "".join(self._path(line) for line in lines), zorder)

    def add_areas(self, style: str, areas: Sequence[Sequence[Point]], *, zorder: float) -> None:
        """Add closed areas of one style."""
        self._add(style, "".join(f"{self._path(area)}Z" for area in areas), zorder)

    def add_marks(
        self, style: str, places: Sequence[Point], *, shape: str, size: float, zorder: float
    ) -> None:
        """Add one mark a place; a circle is two arcs."""
        if shape == "o":
            data = "".join(_circle(x, self.height - y, size / 2) for x, y in places)
        else:
            corners = [(size * x, size * y) for x, y in _CORNERS[shape]]
            data = "".join(
                f"{self._path([(x + across, y + up) for across, up in corners])}Z"
                for x, y in places
            )
        self._add(style, data, zorder)

    def add_text(
        self, x: float, y: float, text: str, *, size: float, color: str, is_strong: bool, align: str
    ) -> None:
        """Add one line of text at its baseline, aligned left, center or right on `x`."""
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
        attributes += [f'font-size="{_short(size)}"'] if size != self.text_size else []
        attributes += ['font-weight="600"'] if is_strong else []
        attributes += [f'fill="{color}"'] if color != self.text_color else []
        attributes += [f'text-anchor="{_ANCHORS[align]}"'] if align in _ANCHORS else []
        node = f"<text {' '.join(attributes)}>{escape(clean)}</text>"
        self._nodes.append(_Node(_TEXT, None, node))

    def _add(self, style: str, data: str, zorder: float) -> None:
        if data:
            self._nodes.append(_Node(zorder, style, data))

    def _path(self, points: Sequence[Point]) -> str:
        """Return a move and lines, each in the shortest command for it."""
        parts: list[str] = []
        before = ("", "")
        for x, y in points:
            to = (_short(x), _short(self.height - y))
            if not parts:
                parts.append(f"M{to[0]} {to[1]}")
            elif to[1] == before[1]:
                parts.append(f"H{to[0]}")
            elif to[0] == before[0]:
                parts.append(f"V{to[1]}")
            else:
                parts.append(f"L{to[0]} {to[1]}")
            before = to
        return "".join(parts)


def line_style(color: str, width: float, *, dash: Sequence[float] | None, cap: str) -> str:
    """Return a line's look as attributes; its fill is named, so that none is black."""
    style = f'fill="none" {_stroke(color, width)}'
    style += f' stroke-dasharray="{" ".join(map(_short, dash))}"' if dash else ""
    return f'{style} stroke-linecap="{cap}"' if cap != "butt" else style


def area_style(color: str, opacity: float, edge: str | None, edge_width: float) -> str:
    """Return an area's or a mark's look as attributes."""
    style = f'fill="{color.upper()}"'
    style += f' fill-opacity="{_short(opacity)}"' if opacity < 1 else ""
    return f"{style} {_stroke(edge, edge_width)}" if edge and edge_width else style


def _stroke(color: str, width: float) -> str:
    return f'stroke="{color.upper()}" stroke-width="{_short(width)}"'


def _circle(x: float, y: float, radius: float) -> str:
    r, across = _short(radius), _short(2 * radius)
    return f"M{_short(x - radius)} {_short(y)}a{r} {r} 0 1 0 {across} 0a{r} {r} 0 1 0 -{across} 0Z"


def _short(value: float) -> str:
    """Return a number with at most two decimals, without a minus before zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
