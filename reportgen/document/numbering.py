"""Anchors of sections, numbers of figures and tables, and captions that don't repeat themselves.

Appendices have a series of numbers of their own.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.document.brief import BriefSection, FigureBlock, TableBlock
from reportgen.model.prose import plain_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.document.brief import Block
    from reportgen.document.labels import Words


class Anchors:
    """Create anchors that begin with a prefix, and remember the ones in use."""

    def __init__(self, prefix: str = "section") -> None:
        self._prefix = prefix
        self._taken: set[str] = set()

    def take(self, heading: str) -> str:
        """Return an unused anchor of ASCII letters, digits and hyphens."""
        # The prefix keeps anchors apart from the ids of figures and tables and from ones that
        # templates use. A heading without any ASCII letter or digit, such as one in Japanese,
        # becomes `part`.
        name = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "part"
        stem = f"{self._prefix}-{name}"
        anchor = stem
        count = 1
        while anchor in self._taken:
            count += 1
            anchor = f"{stem}-{count}"
        self._taken.add(anchor)
        return anchor

    def section(self, heading: str, blocks: Sequence[Block], *, design: str = "") -> BriefSection:
        """Return a section with a unique anchor."""
        return BriefSection(
            anchor=self.take(heading), heading=heading, blocks=tuple(blocks), design=design
        )


def numbered(
    sections: tuple[BriefSection, ...], words: Words, *, letter: str = ""
) -> tuple[BriefSection, ...]:
    """Return the sections with labels on all figures and tables.

    A sentence of a caption that an earlier figure has is left out: how to read a figure is said
    under the first one of its form.

    Parameters
    ----------
    letter : str
        Prefix of the numbers, such as the A of an appendix: ``Table A1``.
    """
    # Figures and tables are numbered separately, across all sections.
    counts = {words.figure: 0, words.table: 0}
    printed: set[str] = set()

    def labelled(block: Block) -> Block:
        if not isinstance(block, (FigureBlock, TableBlock)):
            return block
        if isinstance(block, TableBlock) and not block.is_numbered:
            return block
        kind = words.figure if isinstance(block, FigureBlock) else words.table
        counts[kind] += 1
        label = f"{kind} {letter}{counts[kind]}"
        if isinstance(block, TableBlock):
            return replace(block, label=label)
        new = tuple(item for item in block.caption_sentences if plain_text(item) not in printed)
        printed.update(map(plain_text, new))
        return replace(block, label=label, caption_sentences=new)

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
