"""Estimate block heights of a printed editorial without layout.

Accurate to one or two lines per page, enough to see where a figure will not fit. Heights come
from the tokens and character counts; measuring every word would cost what this is to save.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING, Any

from reportgen.document.brief import (
    Beside,
    BoardBlock,
    FigureBlock,
    LimitsBox,
    SideNote,
    TableBlock,
    own_table,
)
from reportgen.model.prose import (
    BulletList,
    Heading,
    OrderedList,
    Paragraph,
    TextTable,
    plain_text,
)

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Block, FrontMatter
    from reportgen.model.prose import TextBlock

_MM_PER_PT = 25.4 / 72
# Mean width of a character in running English text, in em.
_SERIF, _SANS = 0.492, 0.475
_CELL_PADDING = 2.0  # pt, above and below: space.1
_LIST_INDENT = 5  # mm, space.5


@dataclass(frozen=True, slots=True)
class BlockHeights:
    """Estimates for one page size, in mm."""

    tokens: Tokens
    page_size: str

    @property
    def page(self) -> float:
        """Return the height of a page's text area."""
        page = self._page()
        return float(page["height"] - page["top"] - page["bottom"])

    @property
    def gap(self) -> float:
        """Return the space above a section; its heading is in the margin."""
        return self._space(4)

    def line(self, role: str = "editorial") -> float:
        """Return the line height of a type role of tokens.toml."""
        return self._lines(role, 1)

    def opening(self, front: FrontMatter) -> float:
        """Return the height of the front matter, measured from the top of an ordinary page."""
        page = self._page()
        whole = self._whole()
        text = float(page["text"])
        heights = [
            float(page["top_first"] - page["top"]),
            self._space(2) + self._lines("figure_subtitle", 1),
            self._space(5) + self._space(1) + self._lines("figure_title", 1),
            self._text("title", plain_text(front.title), whole, _SERIF),
            self._space(3) + self._text("standfirst", plain_text(front.standfirst), whole, _SERIF),
        ]
        if front.authors:
            writers = sum(1 for item in front.authors if item.is_corresponding)
            lines = 1 + len(front.affiliations) + writers
            heights.append(self._space(4) + self._lines("figure_subtitle", lines))
        heights.append(self._space(4) + self._space(3))
        if front.abstract:
            heights += [self._lines("byline", 1)]
            heights += [self.text(block, text) for block in front.abstract]
        if front.citation or front.keywords:
            words = f"{front.citation} {', '.join(front.keywords)}"
            heights.append(self._space(2) + self._text("note", words, text, _SANS))
        if front.key_numbers:
            column = whole / len(front.key_numbers) - 6  # about the padding on both sides
            heights.append(
                self._space(4)
                + 2 * self._space(2)
                + max(
                    self._text("key_number", plain_text(item.value), column, _SANS)
                    + self._text("figure_subtitle", plain_text(item.label), column, _SANS)
                    for item in front.key_numbers
                )
            )
        return sum(heights)

    def block(self, block: Block) -> float:
        """Return the height of a section's block, with the margin above it."""
        width = float(self._page()["text"])
        if isinstance(block, FigureBlock):
            # It shares the row of what is before it; a list of goals is about as tall.
            is_second = block.beside in (Beside.PREVIOUS, Beside.LIST)
            return 0.0 if is_second else self._figure(block)
        if isinstance(block, TableBlock):
            return self._table(block)
        if isinstance(block, SideNote):
            return 0.0  # in the margin
        if isinstance(block, LimitsBox):
            inside = (self._text("byline", plain_text(item), width, _SANS) for item in block.items)
            return 2 * self._space(5) + self._lines("heading_3", 1) + sum(inside)
        if isinstance(block, BoardBlock):
            return sum(self.text(item, width) for item in block.as_text)
        return self.text(block, width)

    def text(self, block: TextBlock, width: float) -> float:
        """Return the height of a block of text set to a width in mm."""
        if isinstance(block, Paragraph):
            return self._text("editorial", plain_text(block.children), width, _SERIF)
        if isinstance(block, Heading):
            return self._space(5) + self._lines("heading_3", 1)
        if isinstance(block, (BulletList, OrderedList)):
            items = (
                self.text(inner, width - _LIST_INDENT) for item in block.items for inner in item
            )
            return self._space(2) + sum(items)
        if isinstance(block, TextTable):
            return self._table(own_table(block))
        inside = (self.text(inner, width - _LIST_INDENT) for inner in block.children)
        return 2 * self._space(4) + self._lines("note", 1) + sum(inside)

    def _figure(self, block: FigureBlock) -> float:
        width = block.width_mm if block.beside else self._whole()
        caption = f"{block.label} {plain_text(block.caption)} {block.source}"
        return (
            2 * self._space(3)
            + self._text("figure_title", plain_text(block.title), width, _SANS)
            + self._text("figure_subtitle", plain_text(block.subtitle), width, _SANS)
            + block.height_mm
            + 2 * self._space(2)
            + self._text("note", caption, width, _SANS)
        )

    def _table(self, block: TableBlock) -> float:
        width = self._whole()
        notes = " ".join(plain_text(item) for item in block.footnotes) + block.source_note
        # The stub is about twice as wide as each of the other columns.
        share = width / (len(block.column_labels) + 2)
        rows = (
            max(
                self._text("note", plain_text(row.stub), 2 * share, _SANS),
                *(self._text("note", plain_text(cell.text), share, _SANS) for cell in row.cells),
            )
            for row in block.rows
        )
        return (
            2 * self._space(3)
            + self._lines("figure_title", 1)
            + self._text("figure_subtitle", plain_text(block.subtitle), width, _SANS)
            + self._lines("note", 1)
            + (len(block.rows) + 1) * _CELL_PADDING * _MM_PER_PT
            + sum(rows)
            + self._text("note", notes, width, _SANS)
        )

    def _text(self, role: str, text: str, width: float, em: float) -> float:
        """Return the height of a text set to a width in mm; `em` is its mean character width."""
        if not text.strip():
            return 0.0
        size = self.tokens.get(f"type.{role}")["print"][0] * _MM_PER_PT
        return self._lines(role, ceil(len(text) * em * size / width))

    def _lines(self, role: str, count: int) -> float:
        return float(count * self.tokens.get(f"type.{role}")["print"][1] * _MM_PER_PT)

    def _space(self, step: int) -> float:
        return self.tokens.number(f"space.{step}") * _MM_PER_PT

    def _whole(self) -> float:
        page = self._page()
        return float(page["text"] + page["gutter"] + page["side"])

    def _page(self) -> dict[str, Any]:
        return dict(self.tokens.get(f"print.{self.page_size}"))
