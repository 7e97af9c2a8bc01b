"""Standalone figure files for formats that link to their figures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.design.font_files import SANS
from reportgen.design.font_subset import screen_fonts
from reportgen.document.brief import FigureBlock, TableBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Block, Brief

_TITLE_END = re.compile(r"</title>|<svg\b[^>]*>")


def all_blocks(brief: Brief) -> Iterator[Block]:
    """Yield every block of a brief's sections, in the order of the document."""
    for section in (*brief.sections, *brief.back.sections, *brief.back.appendices):
        yield from section.blocks


def figures_of(brief: Brief) -> tuple[FigureBlock, ...]:
    """Return the figures of a brief, in the order of the document."""
    return tuple(block for block in all_blocks(brief) if isinstance(block, FigureBlock))


def tables_of(brief: Brief) -> tuple[TableBlock, ...]:
    """Return the tables of a brief, in the order of the document."""
    return tuple(block for block in all_blocks(brief) if isinstance(block, TableBlock))


def figure_path(brief: Brief, block: FigureBlock, suffix: str) -> str:
    """Return a figure's path relative to the brief: ``editorial-figures/….svg``."""
    return f"{brief.kind}-figures/{block.anchor}.{suffix}"


def svg_files(brief: Brief) -> dict[str, bytes]:
    """Return each figure as an SVG with its font embedded, keyed by path."""
    return {figure_path(brief, item, "svg"): lone_svg(item) for item in figures_of(brief)}


def lone_svg(block: FigureBlock) -> bytes:
    """Return a figure's SVG with a subset of its font embedded.

    A standalone file cannot rely on the fonts of a page, and in another font the labels would
    not fit the space reserved for them.

    Raises
    ------
    ValueError
        The block does not hold an SVG.
    """
    characters = "".join(sorted(set(block.svg)))
    rules = "".join(
        font.rule
        for font in screen_fonts(characters, "")
        if font.family == SANS and font.style == "normal"
    )
    found = list(_TITLE_END.finditer(block.svg))
    if not found:
        raise ValueError(f"the figure {block.anchor} is not an SVG")
    # After the title: SVG readers take a title as the name only if it is the first child.
    titles = [match for match in found if match.group() == "</title>"]
    spot = (titles[0] if titles else found[0]).end()
    svg = f"{block.svg[:spot]}<style>{rules}</style>{block.svg[spot:]}"
    return f"{svg.strip()}\n".encode()
