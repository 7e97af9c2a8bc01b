"""Iterate over the prose of a brief in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.document.brief import BoardBlock, FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.model.prose import (
    BulletList,
    Cite,
    Emphasis,
    Heading,
    Link,
    Number,
    OrderedList,
    Paragraph,
    Reference,
    Strong,
    TextTable,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.document.brief import Block, BriefSection, FrontMatter
    from reportgen.model.prose import Inline, Prose, TextBlock


def front_prose(front: FrontMatter) -> Iterator[Prose]:
    """Yield the prose of the front matter."""
    yield front.title
    yield front.standfirst
    for block in front.abstract:
        yield from block_prose(block)
    for item in front.key_numbers:
        yield item.value
        yield item.label


def section_prose(sections: Iterable[BriefSection]) -> Iterator[Prose]:
    """Yield the prose of sections."""
    for section in sections:
        if section.title:
            yield section.title
        for block in section.blocks:
            yield from block_prose(block)


def block_prose(block: Block) -> Iterator[Prose]:
    """Yield the prose of a block; of a table by row."""
    if isinstance(block, FigureBlock):
        yield from (block.title, block.subtitle, block.caption)
    elif isinstance(block, TableBlock):
        yield from _table_prose(block)
    elif isinstance(block, SideNote):
        yield block.text
    elif isinstance(block, LimitsBox):
        yield from block.items
    elif isinstance(block, BoardBlock):
        for item in block.as_text:
            yield from _text_prose(item)
    else:
        yield from _text_prose(block)


def _text_prose(block: TextBlock) -> Iterator[Prose]:
    if isinstance(block, (Paragraph, Heading)):
        yield block.children
    elif isinstance(block, (BulletList, OrderedList)):
        for item in block.items:
            for inner in item:
                yield from _text_prose(inner)
    elif isinstance(block, TextTable):
        yield from block.heads
        for row in block.rows:
            yield from row
    else:
        for inner in block.children:
            yield from _text_prose(inner)


def inlines(prose: Prose) -> Iterator[Inline]:
    """Yield all inlines of a prose tree, including nested ones."""
    for item in prose:
        yield item
        if isinstance(item, (Emphasis, Strong, Link)):
            yield from inlines(item.children)


def printed_quantities(words: Iterable[Prose]) -> tuple[str, ...]:
    """Return the ids of the printed quantities in order of first appearance."""
    found = (
        item.quantity for prose in words for item in inlines(prose) if isinstance(item, Number)
    )
    return tuple(dict.fromkeys(found))


def cited_keys(words: Iterable[Prose]) -> tuple[str, ...]:
    """Return the citation keys in the order of first citation."""
    found = (
        key
        for prose in words
        for item in inlines(prose)
        if isinstance(item, Cite)
        for key in item.keys
    )
    return tuple(dict.fromkeys(found))


def referenced_anchors(words: Iterable[Prose]) -> tuple[str, ...]:
    """Return the anchors of the referenced figures and tables."""
    found = (
        item.target for prose in words for item in inlines(prose) if isinstance(item, Reference)
    )
    return tuple(dict.fromkeys(found))


def _table_prose(table: TableBlock) -> Iterator[Prose]:
    yield from (table.title, table.subtitle, table.stub_head)
    for label in table.column_labels:
        yield label.text
    for row in table.rows:
        yield row.stub
        for cell in row.cells:
            yield cell.text
    yield from table.footnotes
