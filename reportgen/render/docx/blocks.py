"""Render blocks (paragraphs, lists, figures, tables) as WordprocessingML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import (
    Align,
    Cell,
    FigureBlock,
    LimitsBox,
    SideNote,
    TableBlock,
    own_table,
    plain_blocks,
)
from reportgen.model.prose import (
    BulletList,
    Heading,
    OrderedList,
    Paragraph,
    Quote,
    TextTable,
    plain_text,
)
from reportgen.render.docx.prose import DocxProse, Look, run
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from reportgen.document.brief import Block, Picture, PlainBlock, Row
    from reportgen.model.prose import TextBlock

TWIPS_PER_MM = 1440 / 25.4
_EMU_PER_MM = 36_000  # English Metric Units: 914,400 per inch
_BOLD = Look(is_bold=True)
_IN_TABLE = Look(code="TableCode")
_DEEPEST_LIST = 2  # from 0: numbering.xml defines three levels
_LONGEST_WORD = 40  # letters that a column makes room for; a longer id breaks
_GOOD_LINE = 60  # letters; a longer cell wraps
_TWIPS_PER_LETTER = 90  # in the table's type size, allowing for bold and capitals
_CELL_EXTRA = 260  # twips: the cell's margins, 85 each (styles.py), and one letter

BULLETS = 1
REFERENCES = 2
FIRST_LIST = 3
"""Ids in numbering.xml of bullets, of the references, and of the first numbered list."""


@dataclass(slots=True)
class DocxBlocks:
    """Render the blocks of one brief, collecting its pictures and numbered lists.

    Attributes
    ----------
    text_mm : float
        Width of the text.
    pictures : list of FigureBlock or Picture
        Figures and the sparklines of cells, in the order of their relationships, from
        ``rIdPicture1``.
    lists : int
        Number of numbered lists so far; each starts at 1.
    """

    prose: DocxProse
    text_mm: float
    pictures: list[FigureBlock | Picture] = field(default_factory=list)
    lists: int = 0

    def blocks(self, blocks: Iterable[Block]) -> Markup:
        """Return blocks in order."""
        return lines(self.block(block) for block in plain_blocks(blocks))

    def block(self, block: PlainBlock) -> Markup:
        """Return one block."""
        if isinstance(block, FigureBlock):
            return self._figure(block)
        if isinstance(block, TableBlock):
            return self._table(block)
        if isinstance(block, SideNote):
            heading = run(f"{block.heading} ", _BOLD)
            return paragraph("SideNote", heading + self.prose.inline(block.text))
        if isinstance(block, LimitsBox):
            items = (paragraph("Limits", self.prose.inline(item)) for item in block.items)
            return lines((paragraph("Heading2", run(block.heading)), *items))
        return self._text(block, "BodyText", 0)

    def texts(self, blocks: Iterable[TextBlock], style: str) -> Markup:
        """Return text whose paragraphs have the given style."""
        return lines(self._text(block, style, 0) for block in blocks)

    def _text(self, block: TextBlock, style: str, depth: int) -> Markup:
        if isinstance(block, Paragraph):
            return paragraph(style, self.prose.inline(block.children))
        if isinstance(block, Heading):
            # The brief's title is level 1; Word has a style of its own for that.
            level = min(max(block.level - 1, 1), 6)
            return paragraph(f"Heading{level}", self.prose.inline(block.children))
        if isinstance(block, BulletList):
            return self._list(block.items, "ListBullet", BULLETS, depth)
        if isinstance(block, OrderedList):
            self.lists += 1
            return self._list(block.items, "ListNumber", FIRST_LIST + self.lists - 1, depth)
        if isinstance(block, TextTable):
            return self._table(own_table(block))
        return self._quote(block, depth)

    def _list(
        self, items: tuple[tuple[TextBlock, ...], ...], style: str, numbering: int, depth: int
    ) -> Markup:
        """Return a list; an item's first paragraph has the mark, the others are indented below."""
        level = min(depth, _DEEPEST_LIST)
        mark = Markup('<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>').format(
            level, numbering
        )
        done = []
        for item in items:
            for position, block in enumerate(item):
                if position == 0 and isinstance(block, Paragraph):
                    done.append(paragraph(style, self.prose.inline(block.children), mark))
                else:
                    done.append(self._text(block, "ListContinue", depth + 1))
        return lines(done)

    def _quote(self, quote: Quote, depth: int) -> Markup:
        inner = [self._text(block, "Quote", depth) for block in quote.children]
        by = paragraph("QuoteBy", run(f"— {quote.attribution}")) if quote.attribution else None
        return lines((*inner, by or Markup("")))

    def _caption(self, block: FigureBlock | TableBlock, extra: Markup = Markup("")) -> Markup:  # noqa: B008
        label = self.prose.label(block.anchor, block.label, _BOLD)
        title = self.prose.inline(block.title)
        words = label + (run(". ", _BOLD) + title if title else Markup(""))
        return paragraph("Caption", words, extra)

    def _figure(self, block: FigureBlock) -> Markup:
        """Return a picture, its caption and its note; Word keeps the three on one page."""
        picture = paragraph("Figure", self.picture(block, block.label))
        caption = self._caption(block)
        source = f"{self.prose.brief.words.source}: {block.source}" if block.source else ""
        subtitle = self.prose.inline(block.subtitle)
        parts = (
            subtitle + run(".") if subtitle else subtitle,
            self.prose.inline(block.caption),
            run(source),
        )
        note = run(" ").join(part for part in parts if part)
        return lines((picture, caption, paragraph("FigureNote", note)))

    def picture(self, block: FigureBlock | Picture, name: str) -> Markup:
        """Return a picture in its size, at most as wide as the text."""
        self.pictures.append(block)
        number = len(self.pictures)
        width = min(block.width_mm, self.text_mm)
        height = block.height_mm * width / block.width_mm
        return _PICTURE.format(
            number=number,
            name=clean(name),
            alt=clean(block.alt),
            width=round(width * _EMU_PER_MM),
            height=round(height * _EMU_PER_MM),
        )

    def _table(self, block: TableBlock) -> Markup:
        widths = column_widths(block, round(self.text_mm * TWIPS_PER_MM))
        subtitle = self.prose.inline(block.subtitle)
        caption = self._caption(block, Markup("<w:keepNext/>")) if block.label else Markup("")
        note = paragraph("TableNote", subtitle, Markup("<w:keepNext/>")) if subtitle else subtitle
        labels = [(Cell(text=label.text), label.align) for label in block.column_labels]
        heads = [(Cell(text=block.stub_head), Align.LEFT), *labels]
        head = self._row(heads, widths, style="TableHead", keeps_next=True)
        last = len(block.rows) - 1
        rows = [
            # A short table stays on one page; a long one may break between rows.
            self._row(
                _cells(row, block),
                [sum(widths)] if row.is_head else widths,
                style="TableText",
                keeps_next=not block.is_long and place < last,
                columns=len(widths),
            )
            for place, row in enumerate(block.rows)
        ]
        notes = [self.prose.inline(item) for item in block.footnotes]
        notes += [run(block.source_note)] if block.source_note else []
        table = _TABLE.format(
            title=clean(f"{block.label}. {plain_text(block.title)}" if block.label else ""),
            grid=Markup("").join(Markup('<w:gridCol w:w="{}"/>').format(w) for w in widths),
            width=sum(widths),
            rows=lines((head, *rows)),
        )
        below = paragraph("TableNote", run(" ").join(notes))
        return lines((caption, note, table, below))

    def _row(
        self,
        cells: list[tuple[Cell, Align]],
        widths: Sequence[int],
        *,
        style: str,
        keeps_next: bool,
        columns: int = 1,
    ) -> Markup:
        keeps = Markup("<w:keepNext/>") if keeps_next else Markup("")
        right = Markup('<w:jc w:val="right"/>')
        span = _SPAN.format(across) if (across := columns - len(cells) + 1) > 1 else Markup("")
        inner = Markup("").join(
            _CELL.format(
                width=width,
                span=span,
                text=paragraph(
                    style,
                    self._words(cell),
                    keeps + right if align is Align.RIGHT else keeps,
                ),
            )
            for (cell, align), width in zip(cells, widths, strict=True)
        )
        head = Markup("<w:tblHeader/>") if style == "TableHead" else Markup("")
        return Markup("<w:tr><w:trPr><w:cantSplit/>{}</w:trPr>{}</w:tr>").format(head, inner)

    def _words(self, cell: Cell) -> Markup:
        """Return a cell's text, preceded by its picture."""
        words = self.prose.inline(cell.text, _IN_TABLE)
        if cell.picture is None:
            return words
        return self.picture(cell.picture, cell.picture.anchor) + run(" ") + words


def _cells(row: Row, block: TableBlock) -> list[tuple[Cell, Align]]:
    stub = (Cell(text=row.stub), Align.LEFT)
    if row.is_head:
        return [stub]
    aligned = zip(row.cells, block.column_labels, strict=True)
    return [stub, *((cell, label.align) for cell, label in aligned)]


def paragraph(style: str, inner: Markup, properties: Markup | str = "") -> Markup:
    """Return a paragraph; `properties` follow the style, in the order of the schema."""
    return Markup('<w:p><w:pPr><w:pStyle w:val="{}"/>{}</w:pPr>{}</w:p>').format(
        style, properties, inner
    )


def column_widths(block: TableBlock, total: int) -> list[int]:
    """Return the column widths in twips, which add up to `total`.

    Each column fits its longest word, scaled down if the table is too narrow for that; the
    remaining width goes to the columns with the longest text.
    """
    rows = [row for row in block.rows if not row.is_head]
    columns = [[block.stub_head, *(row.stub for row in rows)]]
    for position, label in enumerate(block.column_labels):
        columns.append([label.text, *(row.cells[position].text for row in rows)])
    texts = [[plain_text(cell) for cell in column] for column in columns]
    drawn = [0.0, *(_drawn(rows, position) for position in range(len(block.column_labels)))]
    # Every column first gets its longest word, since Word breaks words letter by letter.
    least = [
        min(_longest_word(column), _LONGEST_WORD) * _TWIPS_PER_LETTER + _CELL_EXTRA + picture
        for column, picture in zip(texts, drawn, strict=True)
    ]
    wanted = [_wish(column) * _TWIPS_PER_LETTER for column in texts]
    spare = max(total - sum(least), 0)
    asked = [max(wish - floor, 0) for wish, floor in zip(wanted, least, strict=True)]
    shares = [spare * more / (sum(asked) or 1) for more in asked]
    widths = [
        floor * min(1, total / sum(least)) + share
        for floor, share in zip(least, shares, strict=True)
    ]
    whole = [round(width) for width in widths]
    # The stub absorbs the rounding errors.
    whole[0] += total - sum(whole)
    return whole


def _drawn(rows: Sequence[Row], position: int) -> float:
    """Return the width of a column's widest picture, in twips."""
    pictures = (row.cells[position].picture for row in rows)
    return max((item.width_mm for item in pictures if item), default=0) * TWIPS_PER_MM


def _longest_word(cells: list[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=1)


def _wish(cells: list[str]) -> int:
    """Return the preferred width in letters: the longest cell, at most `_GOOD_LINE`."""
    return min(max(map(len, cells), default=1), _GOOD_LINE)


_PICTURE = Markup(
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/>'
    '<wp:docPr id="{number}" name="{name}" descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}" descr="{alt}"/><pic:cNvPicPr/>'
    '</pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdPicture{number}"/><a:stretch><a:fillRect/>'
    '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)

_TABLE = Markup(
    '<w:tbl><w:tblPr><w:tblStyle w:val="BriefTable"/><w:tblW w:w="{width}" w:type="dxa"/>'
    '<w:tblLayout w:type="fixed"/><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="0" '
    'w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    '<w:tblCaption w:val="{title}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>\n{rows}\n</w:tbl>'
)

_CELL = Markup('<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{text}</w:tc>')
_SPAN = Markup('<w:gridSpan w:val="{}"/>')
