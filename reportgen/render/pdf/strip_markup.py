"""Strip a printed page of markup that layout does not need: half the elements, the same words.

Each element costs WeasyPrint a style, a box and a tag. The transcript attached to the PDF binds
numbers and claims to their evidence, so their elements can be dropped once it is written.
Figures are parsed much faster as separate images.
"""

from __future__ import annotations

import re
from base64 import b64encode
from html import unescape

from markupsafe import escape

from reportgen.render.pdf.line_of_text import with_lines_of_text

_CLAIM = re.compile(r'<span data-claim="[^"]*">([^<]*)</span>')
_NUMBER = re.compile(r'<(data|span) class="number"[^>]*>([^<]*)</\1>')
# Numbers that never break across lines. After a leading point, as in P=.007, a line may break.
_UNBREAKABLE = re.compile(r"[+\u2212]?\d[\d.,%]*")
_FIGURE = re.compile(r"<svg\b[^>]*><title>([^<]+)</title>.*?</svg>", re.DOTALL)


def lean_page(page: str) -> str:
    """Return a page that lays out faster, with the same words in the same order."""
    return _FIGURE.sub(_picture, _NUMBER.sub(_number, _CLAIM.sub(r"\1", page)))


def _number(match: re.Match[str]) -> str:
    text = match[2]
    return text if _UNBREAKABLE.fullmatch(text) else f'<span class="number">{text}</span>'


def _picture(match: re.Match[str]) -> str:
    """Return a titled SVG as an image with alternative text; its size is that of the SVG."""
    svg = with_lines_of_text(match.group())
    address = b64encode(svg.encode()).decode("ascii")
    return f'<img alt="{escape(unescape(match[1]))}" src="data:image/svg+xml;base64,{address}">'
