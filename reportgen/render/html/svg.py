"""Prepare figure SVGs for a page: alternative text, size and theme colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from reportgen.document.brief import FigureBlock, Picture
    from reportgen.render.html.page import Page

# HTML has no XML declarations, and an SVG within it no document type of its own.
_PROLOGUE = re.compile(r"^\s*(<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|\s+)*(?=<svg)", re.DOTALL)
_ROOT = re.compile(r"<svg\b([^>]*)>", re.DOTALL)
# Set anew for the medium: the figure's own would fix its width on a screen.
_SIZE = re.compile(r"\s(width|height|role|aria-label|aria-labelledby)=\"[^\"]*\"")
_TITLE = re.compile(r"<title\b[^>]*>.*?</title>", re.DOTALL)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")


def svg_of(block: FigureBlock | Picture, page: Page) -> Markup:
    """Return a figure's SVG for a page.

    In print it has its size in millimetres, which WeasyPrint needs, and a title, which becomes
    the alternative text of the PDF's tag. On screens it is as wide as its column, and its
    colours are custom properties, so that they follow the dark theme.

    Raises
    ------
    ValueError
        The block does not hold an SVG.
    """
    svg = _TITLE.sub("", _PROLOGUE.sub("", block.svg), count=1)
    match = _ROOT.search(svg)
    if match is None:
        raise ValueError(f"the figure {block.anchor} is not an SVG")
    attributes = _SIZE.sub("", match[1])
    alt = escape(block.alt)
    if page.is_print:
        size = f' width="{block.width_mm:g}mm" height="{block.height_mm:g}mm"'
        root = f"<svg{attributes}{size}><title>{alt}</title>"
    else:
        root = f'<svg{attributes} role="img" aria-label="{alt}">'
    svg = svg[: match.start()] + root + svg[match.end() :]
    return Markup(svg if page.is_print else _themed(svg, page))  # noqa: S704


def _themed(svg: str, page: Page) -> str:
    """Return the SVG with each token colour replaced by its custom property."""

    def variable(match: re.Match[str]) -> str:
        colour = match.group()
        name = page.colour_names.get(colour.lower())
        return f"var({name}, {colour})" if name else colour

    return _COLOUR.sub(variable, svg)
