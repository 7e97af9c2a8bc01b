"""A printed page without what only machines read: half the elements, and the same words.

Each element costs WeasyPrint a style, a box and a tag. The numbers and claims of a printed
page are bound to their evidence by the transcript that the PDF carries, so that once it is
written their marks can go; figures are parsed much faster as pictures of their own.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import unescape

from markupsafe import escape

from reportgen.render.pdf.line_of_text import with_lines_of_text

_CLAIM = re.compile(r'<span data-claim="[^"]*">([^<]*)</span>')
_NUMBER = re.compile(r'<(data|span) class="number"[^>]*>([^<]*)</\1>')
# Numbers that no line breaks: a point that leads, as in P=.007, may be left behind by its digits.
_UNBREAKABLE = re.compile(r"[+\u2212]?\d[\d.,%]*")
_FIGURE = re.compile(r"<svg\b[^>]*><title>([^<]+)</title>.*?</svg>", re.DOTALL)


def lean_page(page: str) -> str:
    """Return the page as WeasyPrint lays it out soonest; its words and their order stay."""
    return _FIGURE.sub(_picture, _NUMBER.sub(_number, _CLAIM.sub(r"\1", page)))


def _number(match: re.Match[str]) -> str:
    text = match[2]
    return text if _UNBREAKABLE.fullmatch(text) else f'<span class="number">{text}</span>'


def _picture(match: re.Match[str]) -> str:
    """Return a named figure as a picture, which has its size from the SVG."""
    svg = with_lines_of_text(match.group())
    address = b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{escape(unescape(match[1]))}" src="data:image/svg+xml;base64,{address}">'
