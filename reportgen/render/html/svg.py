"""Prepare figure SVGs for a page: alternative text, size and theme colours."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from reportgen.document.brief import FigureBlock

if TYPE_CHECKING:
    from reportgen.document.brief import Picture
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
    colours are custom properties, so that they follow the dark theme; of a figure with a narrow
    variant, the style sheet displays the one that fits.

    Raises
    ------
    ValueError
        The block does not hold an SVG.
    """
    alt = escape(block.alt)
    if page.is_print:
        size = f' width="{block.width_mm:g}mm" height="{block.height_mm:g}mm"'
        return Markup(_with_root(block.svg, size, f"<title>{alt}</title>", block.anchor))  # noqa: S704
    narrow = block.narrow_svg if isinstance(block, FigureBlock) else ""
    variants = ((block.svg, ' class="wide-drawing"'), (narrow, ' class="narrow-drawing"'))
    spoken = f' role="img" aria-label="{alt}"'
    svgs = (
        _with_root(svg, f"{kind if narrow else ''}{spoken}", "", block.anchor)
        for svg, kind in variants
        if svg
    )
    return Markup("".join(_themed(svg, page) for svg in svgs))  # noqa: S704


def _with_root(svg: str, attributes: str, content: str, anchor: str) -> str:
    """Return an SVG without its title and size, with attributes and content for its root."""
    svg = _TITLE.sub("", _PROLOGUE.sub("", svg), count=1)
    match = _ROOT.search(svg)
    if match is None:
        raise ValueError(f"the figure {anchor} is not an SVG")
    root = f"<svg{_SIZE.sub('', match[1])}{attributes}>{content}"
    return svg[: match.start()] + root + svg[match.end() :]


def _themed(svg: str, page: Page) -> str:
    """Return the SVG with each token colour replaced by its custom property."""

    def variable(match: re.Match[str]) -> str:
        colour = match.group()
        name = page.colour_names.get(colour.lower())
        return f"var({name}, {colour})" if name else colour

    return _COLOUR.sub(variable, svg)
