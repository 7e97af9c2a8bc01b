"""Render prose and tables as JATS in which numbers and claims carry the ids of their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import Align, own_table
from reportgen.ledger.readers.jats import CLAIM, QUANTITY
from reportgen.model.prose import (
    BulletList,
    Cite,
    Claim,
    Code,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Number,
    OrderedList,
    Paragraph,
    Quote,
    Reference,
    Strong,
    Superscript,
    Text,
    TextTable,
)
from reportgen.render.prose_marks import web_address
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.brief import Brief, FigureBlock, Row, TableBlock
    from reportgen.model.prose import Inline, Prose, TextBlock

VOCABULARY = "reportgen-outcomes/1"
_BREAK = Markup("<break/>")


@dataclass(frozen=True, slots=True)
class JatsProse:
    """Render the prose of one brief."""

    brief: Brief

    def inline(self, prose: Prose, *, line_break: Markup | str = " ") -> Markup:
        """Return inline prose; JATS allows line breaks in titles and cells only."""
        return Markup("").join(self._item(item, Markup(line_break)) for item in prose)  # noqa: S704

    def blocks(self, blocks: Iterable[TextBlock]) -> Markup:
        """Return text as elements that a section or quotation may contain."""
        return lines(self.block(block) for block in blocks)

    def block(self, block: TextBlock) -> Markup:
        """Return one block of text; a heading becomes a bold paragraph."""
        if isinstance(block, Paragraph):
            return Markup("<p>{}</p>").format(self.inline(block.children))
        if isinstance(block, Heading):
            return Markup("<p><bold>{}</bold></p>").format(self.inline(block.children))
        if isinstance(block, BulletList):
            return self._list("bullet", block.items)
        if isinstance(block, OrderedList):
            return self._list("order", block.items)
        if isinstance(block, TextTable):
            return table_xml(own_table(block), self)
        return self._quote(block)

    def paragraphs(self, blocks: Iterable[TextBlock]) -> Markup:
        """Return text for abstracts and footnotes, which may contain paragraphs only."""
        return lines(
            self.block(block)
            if isinstance(block, (Paragraph, Heading))
            else Markup("<p>{}</p>").format(self.block(block))
            for block in blocks
        )

    def _list(self, kind: str, items: tuple[tuple[TextBlock, ...], ...]) -> Markup:
        entries = lines(
            Markup("<list-item>{}</list-item>").format(
                Markup("").join(self._list_part(block) for block in item)
            )
            for item in items
        )
        return Markup('<list list-type="{}">\n{}\n</list>').format(kind, entries)

    def _list_part(self, block: TextBlock) -> Markup:
        """Return a block as a list item may contain it: quotations only inside a paragraph."""
        inner = self.block(block)
        return Markup("<p>{}</p>").format(inner) if isinstance(block, Quote) else inner

    def _quote(self, quote: Quote) -> Markup:
        by = Markup("<attrib>{}</attrib>").format(clean(quote.attribution))
        return Markup("<disp-quote>{}{}</disp-quote>").format(
            self.blocks(quote.children), by if quote.attribution else ""
        )

    def _item(self, item: Inline, line_break: Markup) -> Markup:  # one branch per kind of inline
        if isinstance(item, Text):
            return clean(item.text)
        if isinstance(item, Number):
            return _number(item)
        if isinstance(item, (Emphasis, Strong, Link)):
            return self._nested(item, line_break)
        if isinstance(item, Cite):
            return self._cite(item)
        if isinstance(item, Reference):
            return self._reference(item)
        return line_break if isinstance(item, LineBreak) else _mark(item)

    def _nested(self, item: Emphasis | Strong | Link, line_break: Markup) -> Markup:
        inner = self.inline(item.children, line_break=line_break)
        if isinstance(item, Emphasis):
            return Markup("<italic>{}</italic>").format(inner)
        if isinstance(item, Strong):
            return Markup("<bold>{}</bold>").format(inner)
        return web_link(item.href, inner)

    def _cite(self, item: Cite) -> Markup:
        links = [
            Markup('<xref ref-type="bibr" rid="ref-{0}">{0}</xref>').format(
                self.brief.citations[key]
            )
            for key in item.keys
            if key in self.brief.citations
        ]
        return Markup("[{}]").format(Markup(",").join(links))

    def _reference(self, item: Reference) -> Markup:
        label = self.brief.labels.get(item.target)
        if label is None:
            return clean(item.target)
        kind = "fig" if item.target.startswith("fig-") else "table"
        return Markup('<xref ref-type="{}" rid="{}">{}</xref>').format(kind, item.target, label)


def web_link(href: str, inner: Markup) -> Markup:
    """Return a link if the address is external and safe, otherwise its text."""
    address = web_address(href)
    if not address:
        return inner
    return Markup('<ext-link ext-link-type="uri" xlink:href="{}">{}</ext-link>').format(
        clean(address), inner
    )


def _number(item: Number) -> Markup:
    part = Markup(' specific-use="{}"').format(item.part) if item.part != "value" else ""
    return Markup(
        '<named-content content-type="{}" vocab="{}" vocab-term-identifier="{}"{}>{}'
        "</named-content>"
    ).format(QUANTITY, VOCABULARY, clean(item.quantity), part, clean(item.text))


def _mark(item: Claim | Code | Superscript) -> Markup:
    if isinstance(item, Claim):
        return Markup(
            '<named-content content-type="{}" vocab="{}" vocab-term-identifier="{}">{}'
            "</named-content>"
        ).format(CLAIM, VOCABULARY, clean(item.subject), clean(item.text))
    if isinstance(item, Code):
        return Markup("<monospace>{}</monospace>").format(clean(item.text))
    return Markup("<sup>{}</sup>").format(clean(item.text))


def caption_xml(block: FigureBlock | TableBlock, prose: JatsProse, *words: Markup) -> Markup:
    """Return the label and caption of a figure or table; empty without a label."""
    if not block.label:
        return Markup("")
    title = prose.inline(block.title, line_break=_BREAK)
    parts = [Markup("<title>{}</title>").format(title)] if block.title else []
    paragraphs = (prose.inline(block.subtitle), *words)
    parts += [Markup("<p>{}</p>").format(item) for item in paragraphs if item]
    return Markup("<label>{}</label>\n<caption>{}</caption>").format(
        clean(block.label), Markup("").join(parts)
    )


def table_xml(block: TableBlock, prose: JatsProse) -> Markup:
    """Return a table with its caption and notes."""
    heads = [Markup('<th scope="col">{}</th>').format(_cell(block.stub_head, prose))]
    heads += [
        Markup('<th scope="col"{}>{}</th>').format(_align(label.align), _cell(label.text, prose))
        for label in block.column_labels
    ]
    rows = lines(_row(row, block, prose) for row in block.rows)
    return Markup(
        "<table-wrap{}>\n{}\n<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}\n</tbody>"
        "\n</table>{}\n</table-wrap>"
    ).format(
        Markup(' id="{}"').format(block.anchor) if block.anchor else "",
        caption_xml(block, prose),
        Markup("").join(heads),
        rows,
        _foot(block, prose),
    )


def _row(row: Row, block: TableBlock, prose: JatsProse) -> Markup:
    cells = [Markup('<th scope="row">{}</th>').format(_cell(row.stub, prose))]
    cells += [
        Markup("<td{}>{}</td>").format(_align(label.align), _cell(cell.text, prose))
        for label, cell in zip(block.column_labels, row.cells, strict=True)
    ]
    return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def _cell(text: Prose, prose: JatsProse) -> Markup:
    return prose.inline(text, line_break=_BREAK)


def _align(align: Align) -> Markup:
    return Markup(' align="right"') if align is Align.RIGHT else Markup("")


def _foot(block: TableBlock, prose: JatsProse) -> Markup:
    notes = [Markup("<fn><p>{}</p></fn>").format(prose.inline(item)) for item in block.footnotes]
    if block.source_note:
        notes.append(Markup("<attrib>{}</attrib>").format(clean(block.source_note)))
    if not notes:
        return Markup("")
    return Markup("\n<table-wrap-foot>\n{}\n</table-wrap-foot>").format(lines(notes))
