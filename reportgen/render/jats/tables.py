"""Tables and captions in JATS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import Align
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from reportgen.document.brief import FigureBlock, Row, TableBlock
    from reportgen.model.prose import Prose
    from reportgen.render.jats.prose import JatsProse

_BREAK = Markup("<break/>")


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
