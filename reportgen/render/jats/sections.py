"""Render sections, figures and tables as JATS."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import Align, FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.model.prose import Heading
from reportgen.render.figure_files import figure_path
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.brief import Block, BriefSection, Row
    from reportgen.model.prose import Prose
    from reportgen.render.jats.prose import JatsProse

_BREAK = Markup("<break/>")


@dataclass(slots=True)
class _Nest:
    """A section under a heading: its blocks, then its subsections."""

    level: int
    title: Markup
    blocks: list[Markup] = field(default_factory=list)
    sections: list[_Nest] = field(default_factory=list)

    def xml(self) -> Markup:
        return Markup("<sec>\n{}\n</sec>").format(
            lines((Markup("<title>{}</title>").format(self.title), self.inner()))
        )

    def inner(self) -> Markup:
        return lines((*self.blocks, *(item.xml() for item in self.sections)))


def section(item: BriefSection, prose: JatsProse, *, tag: str = "sec", kind: str = "") -> Markup:
    """Return a section with its heading; `tag` is ``app`` for an appendix."""
    kind_xml = Markup(' sec-type="{}"').format(kind) if kind else ""
    return Markup('<{0} id="{1}"{2}>\n<title>{3}</title>\n{4}\n</{0}>').format(
        tag, item.anchor, kind_xml, clean(item.heading), nested(item.blocks, prose)
    )


def nested(blocks: Iterable[Block], prose: JatsProse) -> Markup:
    """Return blocks as nested sections, one per heading, as JATS has no bare headings."""
    root = _Nest(level=0, title=Markup(""))
    open_nests = [root]
    for block in blocks:
        if isinstance(block, Heading):
            # A heading closes the sections of its own and of deeper levels.
            while open_nests[-1].level >= block.level:
                open_nests.pop()
            nest = _Nest(level=block.level, title=prose.inline(block.children))
            open_nests[-1].sections.append(nest)
            open_nests.append(nest)
        else:
            open_nests[-1].blocks.append(_block(block, prose))
    return root.inner()


def _block(block: Block, prose: JatsProse) -> Markup:
    if isinstance(block, FigureBlock):
        return _figure(block, prose)
    if isinstance(block, TableBlock):
        return _table(block, prose)
    if isinstance(block, SideNote):
        return _box("margin", block.heading, (block.text,), prose)
    if isinstance(block, LimitsBox):
        return _box("anchor", block.heading, block.items, prose)
    return prose.block(block)


def _box(position: str, heading: str, items: Iterable[Prose], prose: JatsProse) -> Markup:
    words = lines(Markup("<p>{}</p>").format(prose.inline(item)) for item in items)
    return Markup(
        '<boxed-text position="{}">\n<caption><title>{}</title></caption>\n{}\n</boxed-text>'
    ).format(position, clean(heading), words)


def _caption(block: FigureBlock | TableBlock, prose: JatsProse, *words: Markup) -> Markup:
    if not block.label:
        return Markup("")
    title = prose.inline(block.title, line_break=_BREAK)
    parts = [Markup("<title>{}</title>").format(title)] if block.title else []
    paragraphs = (prose.inline(block.subtitle), *words)
    parts += [Markup("<p>{}</p>").format(item) for item in paragraphs if item]
    return Markup("<label>{}</label>\n<caption>{}</caption>").format(
        clean(block.label), Markup("").join(parts)
    )


def _figure(block: FigureBlock, prose: JatsProse) -> Markup:
    """Return a figure with its alternative text, as PNG for print and SVG for screens."""
    source = f"{prose.brief.words.source}: {block.source}" if block.source else ""
    caption = _caption(block, prose, prose.inline(block.caption), clean(source))
    graphics = lines(
        Markup(
            '<graphic mimetype="image" mime-subtype="{}" specific-use="{}" xlink:href="{}"/>'
        ).format(subtype, use, figure_path(prose.brief, block, suffix))
        for subtype, use, suffix in (("png", "print", "png"), ("svg+xml", "online", "svg"))
    )
    return Markup(
        '<fig id="{}">\n{}\n<alt-text>{}</alt-text>\n<alternatives>\n{}\n</alternatives>\n</fig>'
    ).format(block.anchor, caption, clean(block.alt), graphics)


def _table(block: TableBlock, prose: JatsProse) -> Markup:
    heads = [Markup('<th scope="col">{}</th>').format(_cell(block.stub_head, prose))]
    heads += [
        Markup('<th scope="col"{}>{}</th>').format(_align(label.align), _cell(label.text, prose))
        for label in block.column_labels
    ]
    rows = lines(_row(row, block, prose) for row in block.rows)
    return Markup(
        '<table-wrap id="{}">\n{}\n<table>\n<thead>\n<tr>{}</tr>\n</thead>\n<tbody>\n{}\n</tbody>'
        "\n</table>{}\n</table-wrap>"
    ).format(
        block.anchor, _caption(block, prose), Markup("").join(heads), rows, _foot(block, prose)
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
