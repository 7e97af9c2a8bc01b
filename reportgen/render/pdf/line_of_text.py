"""An element of SVG that draws one line of text at once.

WeasyPrint shapes and draws the text of an SVG letter by letter, and makes a drawing of its own
for each text that is centred or ends at its place. That was close to half the time in which a
brief's figures were drawn, and it lost the kerning. Its table of elements takes one more.
"""

from __future__ import annotations

import re
from functools import cache
from math import inf
from typing import Any

from reportgen.render.pdf.weasyprint_import import import_typesetter

_TEXT = re.compile(r"<text( [^<>]*)?>([^<>]+)</text>")
_ELEMENT = "line-of-text"
_SHIFTS = {"middle": 0.5, "end": 1.0}
_PLACED_BY_LETTER = ("rotate", "textLength", "letter-spacing", "dx", "dy", "writing-mode")


def with_lines_of_text(svg: str) -> str:
    """Return an SVG whose plain lines of text are drawn at once.

    Texts with words of their own style in them, or with letters placed one by one, stay what
    they are; so does every text where WeasyPrint has no table of elements to add to.
    """
    return _TEXT.sub(_renamed, svg) if is_known() else svg


@cache
def is_known() -> bool:
    """Return whether WeasyPrint draws the element, which the first call makes known to it."""
    try:
        import_typesetter()
        from weasyprint.draw.text import draw_first_line  # noqa: F401
        from weasyprint.svg import TAGS
        from weasyprint.text.line_break import create_layout, line_size  # noqa: F401
    except ImportError:
        return False
    TAGS[_ELEMENT] = _draw
    return True


def _renamed(match: re.Match[str]) -> str:
    attributes = match[1] or ""
    if any(f" {name}=" in attributes for name in _PLACED_BY_LETTER):
        return match.group()
    return f"<{_ELEMENT}{attributes}>{match[2]}</{_ELEMENT}>"


class _Style(dict[str, Any]):
    """What WeasyPrint's text layout asks of a style: properties, and where the fonts are."""

    font_config: Any


class _Box:
    """What WeasyPrint's drawing of text asks of a box."""

    def __init__(self, layout: Any, style: _Style, baseline: float) -> None:
        self.pango_layout = layout
        self.style = style
        self.text = layout.text
        self.baseline = baseline


def _draw(svg: Any, node: Any, font_size: float) -> None:
    """Draw the element: its line at `x` and `y`, aligned as `text-anchor` says."""
    from weasyprint.draw.text import draw_first_line
    from weasyprint.matrix import Matrix
    from weasyprint.svg.utils import size
    from weasyprint.text.line_break import create_layout, line_size

    style = _style(svg, node, font_size)
    layout = create_layout(node.text, style, svg.context, inf, 0)
    line, _ = layout.get_first_line()
    width, _ = line_size(line, style)
    left = size(node.get("x", "0"), font_size, svg.inner_width)
    left -= width * _SHIFTS.get(node.get("text-anchor"), 0.0)
    bottom = size(node.get("y", "0"), font_size, svg.inner_height)
    fill, stroke = svg.set_graphical_state(node, font_size)
    svg.stream.begin_text()
    svg.fill_stroke(fill, stroke, text=True)
    matrix = Matrix(d=-1, e=left, f=bottom)
    draw_first_line(svg.stream, _Box(layout, style, 0.0), "none", "none", matrix)
    svg.stream.end_text()


def _style(svg: Any, node: Any, font_size: float) -> _Style:
    from weasyprint.css.properties import INITIAL_VALUES

    style = _Style(INITIAL_VALUES)
    style.font_config = svg.font_config
    families = node.get("font-family", "sans-serif").split(",")
    style["font_family"] = [name.strip(" \"'") for name in families]
    style["font_style"] = node.get("font-style", "normal")
    style["font_size"] = font_size
    weight = {"normal": "400", "bold": "700"}.get(node.get("font-weight"), node.get("font-weight"))
    style["font_weight"] = int(weight) if weight and weight.isdecimal() else 400
    return style
