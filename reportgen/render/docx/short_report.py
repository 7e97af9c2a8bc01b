"""Set a short board report in Word: two pages with the frames that its PDF has.

What it leaves to the page for screens is what the PDF leaves. Each frame is a row of a table, with
the chart in one cell and the words in the other, or a cell of its own where the PDF sets frames in
pairs. Word breaks lines a little differently, so charts are a little lower.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import FigureBlock, StatusLine, plain_blocks
from reportgen.render.docx.blocks import TWIPS_PER_MM, paragraph
from reportgen.render.docx.prose import run
from reportgen.render.pdf.pdf_file import fitted
from reportgen.render.pdf.short_extent import FRAMES, PAIRED
from reportgen.render.templates.template_files import template_folders
from reportgen.render.xml_text import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief, BriefSection
    from reportgen.render.docx.blocks import DocxBlocks

SPACE = 0.2
"""Of the usual space above and below paragraphs."""

SHORT_EDGE = 6.0
"""From the edge of the page to header and footer, in mm; they are within the margins."""

_MARGIN = 12.0  # mm
_LOWER = 0.7  # of the height and width of a chart in the PDF
_FOOT = ("limits", "reading", "where")
# Type of the short report in place of that of running text.
_TYPE = {
    "title": "short_title",
    "standfirst": "short_lead",
    "heading_2": "short_heading",
    "heading_3": "short_lead",
    "byline": "short_note",
    "note": "short_note",
    "figure_title": "short_table",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortReport:
    """A short report as its PDF sets it, tokens with its smaller type, and where page two begins.

    Page two begins with the measures, unless some of them have room on page one.
    """

    brief: Brief
    tokens: Tokens
    breaks_before_measures: bool


def as_fitted(brief: Brief, tokens: Tokens) -> ShortReport:
    """Return a short report, laid out as the PDF is."""
    types = tokens.get("type")
    small = {name: types[other] for name, other in _TYPE.items()}
    word = {**tokens.get("word"), "margin": _MARGIN, "body": types["short_text"]["print"]}
    tables = {**tokens.tables, "type": {**types, **small}, "word": word}
    made = fitted(brief, tokens, template_folders(None))
    return ShortReport(
        brief=made.brief,
        tokens=replace(tokens, tables=tables),
        breaks_before_measures=made.begins_with_measures,
    )


def short_sections(report: ShortReport, writer: DocxBlocks) -> Iterator[Markup]:
    """Yield the first page, the frames on the second, and its foot."""
    brief = report.brief
    frames = [item for item in brief.sections if item.design in FRAMES]
    rest = [item for item in brief.sections if item.design not in FRAMES]
    for section in rest:
        if section.design not in _FOOT:
            yield from _section(section, writer, "Heading1")
    if frames:
        properties = _BREAK if report.breaks_before_measures else ""
        yield paragraph("Heading1", run(brief.words.measures_worst_first), properties)
        is_paired = any(item.design == PAIRED for item in frames)
        yield (
            _pairs(frames, writer) if is_paired else lines(_frame(item, writer) for item in frames)
        )
    foot = [item for item in rest if item.design in _FOOT]
    cells = [lines(_section(item, writer, "Heading2")) for item in foot]
    if cells:
        yield _layout([cells], writer)


def _section(section: BriefSection, writer: DocxBlocks, style: str) -> Iterator[Markup]:
    title = writer.prose.inline(section.title) if section.title else run(section.heading)
    yield paragraph(style, title)
    yield writer.blocks(section.blocks)


def _frame(section: BriefSection, writer: DocxBlocks) -> Markup:
    """Return a heading with its number, and the chart next to the words."""
    charts, words = _parts(section, writer)
    head = lines(_head(section, writer))
    if not charts:
        return lines((head, words))
    return lines((head, _layout([[charts, words]], writer)))


def _pairs(frames: Sequence[BriefSection], writer: DocxBlocks) -> Markup:
    cells = [lines((*_head(item, writer), *_parts(item, writer))) for item in frames]
    if len(cells) % 2:
        cells.append(paragraph("BodyText", Markup("")))
    return _layout([cells[place : place + 2] for place in range(0, len(cells), 2)], writer)


def _head(section: BriefSection, writer: DocxBlocks) -> Iterator[Markup]:
    title = writer.prose.inline(section.title) if section.title else run(section.heading)
    yield paragraph("Heading2", title)
    numbers = [block for block in section.blocks if isinstance(block, StatusLine)]
    yield writer.blocks(numbers)


def _parts(section: BriefSection, writer: DocxBlocks) -> tuple[Markup, Markup]:
    """Return the chart and the words of a frame."""
    said = [item for item in section.blocks if not isinstance(item, (FigureBlock, StatusLine))]
    figures = [item for item in section.blocks if isinstance(item, FigureBlock)]
    charts = lines(
        paragraph(
            "Figure",
            writer.picture(
                replace(
                    block, width_mm=block.width_mm * _LOWER, height_mm=block.height_mm * _LOWER
                ),
                section.heading,
            ),
        )
        for block in figures
    )
    return charts, lines(map(writer.block, plain_blocks(said)))


def _layout(rows: Sequence[Sequence[Markup]], writer: DocxBlocks) -> Markup:
    """Return a table without rules, of columns of equal width."""
    columns = len(rows[0])
    width = round(writer.text_mm * TWIPS_PER_MM / columns)
    grid = Markup('<w:gridCol w:w="{}"/>').format(width) * columns
    done = lines(
        Markup("<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>").format(
            Markup("").join(
                # A cell ends with a paragraph; WordprocessingML requires one.
                _CELL.format(width=width, inner=inner or paragraph("BodyText", Markup("")))
                for inner in row
            )
        )
        for row in rows
    )
    return _TABLE.format(width=width * columns, grid=grid, rows=done)


_BREAK = Markup("<w:pageBreakBefore/>")
_CELL = Markup('<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inner}</w:tc>')
_TABLE = Markup(
    '<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    "</w:tblPr><w:tblGrid>{grid}</w:tblGrid>\n{rows}\n</w:tbl>"
)
