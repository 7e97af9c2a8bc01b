"""Number figures and tables; appendices have a series of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, TableBlock

if TYPE_CHECKING:
    from reportgen.document.brief import Block, BriefSection
    from reportgen.document.labels import Words


def numbered(
    sections: tuple[BriefSection, ...], words: Words, *, letter: str = ""
) -> tuple[BriefSection, ...]:
    """Return the sections with labels on all figures and tables.

    Parameters
    ----------
    letter : str
        Prefix of the numbers, such as the A of an appendix: ``Table A1``.
    """
    # Figures and tables are numbered separately, across all sections.
    counts = {words.figure: 0, words.table: 0}

    def labelled(block: Block) -> Block:
        if not isinstance(block, (FigureBlock, TableBlock)):
            return block
        if isinstance(block, TableBlock) and not block.is_numbered:
            return block
        kind = words.figure if isinstance(block, FigureBlock) else words.table
        counts[kind] += 1
        return replace(block, label=f"{kind} {letter}{counts[kind]}")

    return tuple(
        replace(section, blocks=tuple(labelled(block) for block in section.blocks))
        for section in sections
    )


def labels_of(sections: tuple[BriefSection, ...]) -> dict[str, str]:
    """Return the labels of figures and tables by anchor."""
    return {
        # A table without a number is referred to by the heading of its section.
        block.anchor: block.label or section.heading
        for section in sections
        for block in section.blocks
        if isinstance(block, (FigureBlock, TableBlock))
    }
