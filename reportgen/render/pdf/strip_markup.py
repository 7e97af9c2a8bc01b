"""Rewrite a printed page so that it is laid out faster, with the same words.

Each element costs WeasyPrint a style, a box and a tag. The transcript attached to the PDF binds
numbers and claims to their evidence, so their elements can be dropped once it is written: half of
all elements. Figures are parsed much faster as separate images.

WeasyPrint shapes and draws the text of an SVG letter by letter, and creates a separate drawing
for each text that is centred or right-aligned. That took close to half the time of drawing a
brief's figures, and lost the kerning. Its table of SVG elements can be extended, here by an
element that draws a line of text in one step.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from html import unescape
from math import inf
from typing import Any

from markupsafe import escape

from reportgen.render.pdf.weasyprint_import import import_typesetter

_CLAIM = re.compile(r'<span data-claim="[^"]*">([^<]*)</span>')
_NUMBER = re.compile(r'<(data|span) class="number"[^>]*>([^<]*)</\1>')
# Numbers that never break across lines. After a leading point, as in P=.007, a line may break.
_UNBREAKABLE = re.compile(r"[+\u2212]?\d[\d.,%]*")
NO_BREAK_SPACE = "\u00a0"
_FIGURE = re.compile(r"<svg\b[^>]*><title>([^<]+)</title>.*?</svg>", re.DOTALL)


def lean_page(page: str) -> str:
    """Return a page that lays out faster, with the same words in the same order."""
    lean = _FIGURE.sub(_picture, _NUMBER.sub(_number, _CLAIM.sub(r"\1", page)))
    return _WORDS.sub(lambda words: _tied(words[0]), lean)


# What is between tags.
_WORDS = re.compile(r">[^<>]+<")
# A day, its month and its year, with what some languages have between them.
_DATE = re.compile(r"\b\d{1,2} (?:de )?[^\W\d_]+ (?:de )?\d{4}\b")
# A number and a short word after it, such as "1.7 times", "68 a month", "15 of 15".
_SHORT = re.compile(r"(?<![\w.,/-])(\d[\d.,]*%?) (?=[^\W\d_]{1,5}\b)")


def _tied(words: str) -> str:
    """Return text whose lines do not end within a date, or after a number of something."""
    dated = _DATE.sub(lambda date: date[0].replace(" ", NO_BREAK_SPACE), words)
    return _SHORT.sub(rf"\1{NO_BREAK_SPACE}", dated)


def _number(match: re.Match[str]) -> str:
    text = match[2]
    return text if _UNBREAKABLE.fullmatch(text) else f'<span class="number">{text}</span>'


def _picture(match: re.Match[str]) -> str:
    """Return a titled SVG as an image with alternative text; its size is that of the SVG."""
    svg = with_lines_of_text(match.group())
    address = b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{escape(unescape(match[1]))}" src="data:image/svg+xml;base64,{address}">'


_TEXT = re.compile(r"<text( [^<>]*)?>([^<>]+)</text>")
_ELEMENT = "line-of-text"
# The share of a line's width that lies left of its `x`, by `text-anchor`.
_SHIFTS = {"middle": 0.5, "end": 1.0}
# Attributes that only WeasyPrint's drawing letter by letter follows.
_PLACED_BY_LETTER = ("rotate", "textLength", "letter-spacing", "dx", "dy", "writing-mode")


def with_lines_of_text(svg: str) -> str:
    """Return an SVG whose plain `text` elements are replaced by the custom element.

    Texts with styled spans or individually placed letters are unchanged; so is all text if
    WeasyPrint's table of elements is not where it is expected.
    """
    return _TEXT.sub(_renamed, svg) if is_known() else svg


@cache
def is_known() -> bool:
    """Register the element with WeasyPrint on the first call; return whether that worked."""
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
    """The style that WeasyPrint's text layout expects: properties and a font configuration."""

    font_config: Any


class _Box:
    """The box that WeasyPrint's text drawing expects."""

    def __init__(self, layout: Any, style: _Style, baseline: float) -> None:
        self.pango_layout = layout
        self.style = style
        self.text = layout.text
        self.baseline = baseline


def _draw(svg: Any, node: Any, font_size: float) -> None:
    """Draw the line at `x` and `y`, aligned by `text-anchor`."""
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
    # WeasyPrint flips the y axis of its pages; text has to be flipped back.
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
