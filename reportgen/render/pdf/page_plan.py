"""Figure placement in a printed editorial, so that no page ends in white space.

WeasyPrint moves a figure that does not fit to the next page and leaves its space empty. Here
the following text comes first, up to the paragraph that runs over the end of the page, and the
figure comes after it, near the top of the next page. Figures keep their order.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, LimitsBox, TableBlock
from reportgen.document.kinds import brief_kind
from reportgen.model.prose import BulletList, OrderedList, Paragraph, Quote
from reportgen.render.pdf.block_heights import BlockHeights

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Block, Brief

# Two to three lines of body text (14 pt each): a gap of this height needs no filling.
_SMALL_HOLE_MM = 12.0
# An appendix row and a section of the back matter, roughly, for the number of pages.
_ROW_MM = 4.0
_BACK_SECTION_MM = 22.0
_LONG = 6  # pages; a longer editorial has a table of contents


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePlan:
    """A brief with its figures moved, and whether it has a table of contents."""

    brief: Brief
    has_contents: bool


def plan_pages(brief: Brief, tokens: Tokens) -> PagePlan:
    """Return a brief as it is printed; a kind that moves no figures stays as it is."""
    if not brief_kind(brief.kind).moves_figures:
        return PagePlan(brief=brief, has_contents=False)
    heights = BlockHeights(tokens, brief.page_size)
    flow = _Flow(heights, at=heights.opening(brief.front))
    for number, section in enumerate(brief.sections):
        flow.start_section(number)
        for block in section.blocks:
            flow.add(block)
    flow.finish()
    sections = tuple(
        replace(section, blocks=tuple(flow.placed.get(number, ())))
        for number, section in enumerate(brief.sections)
    )
    pages = flow.pages + _pages_behind(brief, heights)
    # Next to an abstract, the contents take no room.
    has_contents = pages > _LONG or bool(brief.front.abstract)
    return PagePlan(brief=replace(brief, sections=sections), has_contents=has_contents)


def _pages_behind(brief: Brief, heights: BlockHeights) -> float:
    """Estimate the number of pages of the back matter and the appendices."""
    back = brief.back
    # Three references or five abbreviations are about as tall as a section.
    parts = len(back.sections) + len(back.references) / 3 + len(back.abbreviations) / 5
    rows = sum(
        len(block.rows) * _ROW_MM if isinstance(block, TableBlock) else heights.block(block)
        for appendix in back.appendices
        for block in appendix.blocks
    )
    return (parts * _BACK_SECTION_MM + rows) / heights.page


@dataclass(slots=True)
class _Flow:
    """Fill pages with blocks; `at` is the height used on the current page, in mm."""

    heights: BlockHeights
    at: float
    pages: int = 1
    placed: dict[int, list[Block]] = field(default_factory=dict)
    _section: int = 0
    _waiting: list[Block] = field(default_factory=list)

    def start_section(self, number: int) -> None:
        """Start a section; its heading stays with three lines, as print.css demands."""
        self.placed[number] = []
        needed = self.heights.gap + 3 * self.heights.line()
        if self.at + needed > self.heights.page:
            self._turn()
            self._release()
        self._section = number
        self.at += self.heights.gap

    def add(self, block: Block) -> None:
        """Add a block in its place, or defer a figure or table that does not fit."""
        if not isinstance(block, (FigureBlock, TableBlock)) or _may_break(block):
            self._add_text(block)
        elif self._waiting or not self._fits(block):
            self._waiting.append(block)
        else:
            self._put(block)

    def finish(self) -> None:
        """Place the blocks that are still deferred."""
        while self._waiting:
            self._put(self._waiting.pop(0))

    def _add_text(self, block: Block) -> None:
        self.placed[self._section].append(block)
        self.at += self.heights.block(block)
        if self.at > self.heights.page:
            self._turn(self.at - self.heights.page)
            # These end on the new page, with no note in the margin next to what follows.
            if isinstance(block, (Paragraph, BulletList, OrderedList, Quote, LimitsBox)):
                self._release()

    def _release(self) -> None:
        """Place deferred blocks that fit, in order."""
        while self._waiting and self._fits(self._waiting[0]):
            self._put(self._waiting.pop(0))

    def _fits(self, block: Block) -> bool:
        """Return whether a block fits, or the space that it would leave is small."""
        left = self.heights.page - self.at
        return self.heights.block(block) <= left or left < _SMALL_HOLE_MM

    def _put(self, block: Block) -> None:
        height = self.heights.block(block)
        if self.at + height > self.heights.page:
            self._turn()
        self.placed[self._section].append(block)
        self.at += height

    def _turn(self, at: float = 0.0) -> None:
        self.pages += 1
        self.at = at


def _may_break(block: Block) -> bool:
    return isinstance(block, TableBlock) and block.is_long
