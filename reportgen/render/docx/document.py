"""Render a Brief as a Word document with native styles, fields and cross-references."""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import Picture
from reportgen.ledger.readers.docx import LEDGER, read_parts
from reportgen.render.docx.blocks import REFERENCES, TWIPS_PER_MM, DocxBlocks, paragraph
from reportgen.render.docx.fonts import font_relations, font_table_xml, word_fonts
from reportgen.render.docx.package import (
    RELATION,
    WORD,
    app_properties,
    content_types,
    core_properties,
    document_relations,
    footer_xml,
    header_xml,
    ledger_properties,
    ledger_relations,
    ledger_xml,
    package,
    package_relations,
    settings_xml,
)
from reportgen.render.docx.prose import DocxProse, Look, reference_bookmark, run
from reportgen.render.docx.short_report import SHORT_EDGE, SPACE, as_fitted, short_sections
from reportgen.render.docx.styles import numbering_xml, styles_xml, theme_xml
from reportgen.render.embedded_evidence import transcript_json
from reportgen.render.pdf.figure_pixels import figure_pixels, require_pdfium
from reportgen.render.xml_text import lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.design.tokens import Tokens
    from reportgen.document.brief import Brief, BriefAuthor, BriefSection

_PIXEL_SCALE = 3.0  # 288 pixels per inch: good for print, in a file small enough for e-mail
_EDGE = 708 / TWIPS_PER_MM  # mm: Word's own default
_BOLD = Look(is_bold=True)
_RAISED = Look(is_raised=True)
_LINK = Look(style="Hyperlink")
# Word chooses its spelling dictionary by region.
_LANGUAGES = {"en": "en-US"}


def render_docx(brief: Brief, *, tokens: Tokens) -> bytes:
    """Return the brief as a deterministic .docx file.

    Every number is enclosed in a hidden bookmark. A custom XML part maps the bookmarks to
    quantities and contains the ledger.

    Parameters
    ----------
    brief : Brief
        The content.
    tokens : Tokens
        Colours, sizes and fonts of the styles.

    Raises
    ------
    EnvironmentProblemError
        pypdfium2, which renders figures as PNG, is not installed.
    RenderError
        A figure contains something that can't be drawn.

    References
    ----------
    ECMA-376, Office Open XML File Formats, part 1.
    """
    require_pdfium()  # fail before the work, not after it
    short = as_fitted(brief, tokens) if brief.is_short else None
    brief, tokens = (short.brief, short.tokens) if short else (brief, tokens)
    paper = _Paper.of(brief, tokens)
    writer = DocxBlocks(DocxProse(brief), paper.text_mm)
    # The body first: rendering it collects the pictures, links and lists of the other parts.
    body = lines(
        (
            *_logo(brief, writer, tokens),
            *_front(brief, writer),
            # The appendices of a short report are on the page for screens.
            *(
                short_sections(short, writer)
                if short
                else (*_sections(brief.sections, writer), *_back(brief, writer))
            ),
        )
    )
    text = _word_parts(brief, writer, tokens, paper, body)
    return package(
        {
            # First by convention: tools recognize Office files by their first entry.
            "[Content_Types].xml": content_types(),
            "_rels/.rels": package_relations(),
            "docProps/core.xml": core_properties(brief),
            "docProps/app.xml": app_properties(brief),
            **text,
            LEDGER: ledger_xml(writer.prose, _transcript(brief, writer, text)),
            "customXml/_rels/item1.xml.rels": ledger_relations(),
            "customXml/itemProps1.xml": ledger_properties(),
        }
    )


def _transcript(brief: Brief, writer: DocxBlocks, parts: Mapping[str, Markup | bytes]) -> str:
    """Return the document's transcript, read back with the reader that `verify` uses."""
    written = {name: part.encode() for name, part in parts.items() if isinstance(part, Markup)}
    shown = read_parts({**written, LEDGER: ledger_xml(writer.prose).encode()})
    return transcript_json(brief, shown)


def _word_parts(
    brief: Brief, writer: DocxBlocks, tokens: Tokens, paper: _Paper, body: Markup
) -> dict[str, Markup | bytes]:
    """Return the document part and the parts that it refers to."""
    band = round(paper.text_mm * TWIPS_PER_MM)
    pixels = figure_pixels(writer.pictures, scale=_PIXEL_SCALE)
    text = _DOCUMENT.format(body=body, page=paper.xml(), word=WORD, relation=RELATION)
    fonts = word_fonts(tokens, "".join(sorted(set(unescape(str(text))))))
    pictures = enumerate(writer.pictures, start=1)
    return {
        "word/document.xml": text,
        "word/_rels/document.xml.rels": document_relations(
            writer.prose.links, len(writer.pictures)
        ),
        "word/styles.xml": styles_xml(
            tokens,
            _LANGUAGES.get(brief.language, brief.language),
            space=SPACE if brief.is_short else 1,
        ),
        "word/numbering.xml": numbering_xml(writer.lists),
        "word/settings.xml": settings_xml(),
        "word/header1.xml": header_xml(brief, band),
        "word/footer1.xml": footer_xml(brief, band),
        "word/theme/theme1.xml": theme_xml(tokens),
        "word/fontTable.xml": font_table_xml(tokens, fonts),
        "word/_rels/fontTable.xml.rels": font_relations(fonts),
        **{
            f"word/fonts/font{number}.odttf": font.content
            for number, font in enumerate(fonts, start=1)
        },
        **{f"word/media/figure{number}.png": pixels[item.anchor] for number, item in pictures},
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    """A page with equal margins on all sides, in mm; header and footer are at its `edge`."""

    width: float
    height: float
    margin: float
    edge: float

    @classmethod
    def of(cls, brief: Brief, tokens: Tokens) -> _Paper:
        return cls(
            width=tokens.number(f"print.{brief.page_size}.width"),
            height=tokens.number(f"print.{brief.page_size}.height"),
            margin=tokens.number("word.margin"),
            edge=SHORT_EDGE if brief.is_short else _EDGE,
        )

    @property
    def text_mm(self) -> float:
        return self.width - 2 * self.margin

    def xml(self) -> Markup:
        """Return the section properties: page size in twips, no header on the first page."""
        lengths = (self.width, self.height, self.margin, self.edge)
        sizes = [round(length * TWIPS_PER_MM) for length in lengths]
        return Markup(
            '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
            '<w:footerReference w:type="default" r:id="rIdFooter"/>'
            '<w:footerReference w:type="first" r:id="rIdFooter"/>'
            '<w:pgSz w:w="{0}" w:h="{1}"/><w:pgMar w:top="{2}" w:right="{2}" w:bottom="{2}" '
            'w:left="{2}" w:header="{3}" w:footer="{3}" w:gutter="0"/><w:titlePg/></w:sectPr>'
        ).format(*sizes)


def _logo(brief: Brief, writer: DocxBlocks, tokens: Tokens) -> Iterator[Markup]:
    """Yield the brand's logo above the masthead, in the size of the printed page."""
    brand = tokens.tables.get("brand", {})
    address = brand.get("logo_light")
    if not address:
        return
    width, height = brand["logo_width_mm"], brand["logo_height_mm"]
    svg = Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{0}mm" height="{1}mm" '
        'viewBox="0 0 {0} {1}"><image href="{2}" width="{0}" height="{1}"/></svg>'
    ).format(width, height, address)
    picture = Picture(
        anchor="logo", svg=svg, alt=brief.organization, width_mm=width, height_mm=height
    )
    yield paragraph("Masthead", writer.picture(picture, "logo"))


def _front(brief: Brief, writer: DocxBlocks) -> Iterator[Markup]:
    front, words, prose = brief.front, brief.words, writer.prose
    yield paragraph("Masthead", run(f"{front.masthead} · {front.masthead_note}"))
    if brief.front_sheet:
        yield paragraph("Indexing", run(" · ".join(item.as_text for item in brief.front_sheet)))
    yield paragraph("Kicker", run(front.kicker))
    yield paragraph("Title", prose.inline(front.title))
    if front.standfirst:
        yield paragraph("Subtitle", prose.inline(front.standfirst))
    yield from _byline(brief, prose)
    if front.abstract:
        yield paragraph("Heading1", run(words.abstract))
        yield writer.texts(front.abstract, "Abstract")
    if front.citation:
        yield paragraph("Indexing", run(front.citation))
    if front.keywords:
        keywords = run(f"{words.keywords} ", _BOLD) + run(", ".join(front.keywords))
        yield paragraph("Indexing", keywords)
    for item in front.key_numbers:
        number = prose.inline(item.value, _BOLD) + run(" ") + prose.inline(item.label)
        yield paragraph("KeyNumber", number)


def _byline(brief: Brief, prose: DocxProse) -> Iterator[Markup]:
    front = brief.front
    if front.authors:
        names = (_author(item, prose) for item in front.authors)
        yield paragraph("Byline", run("; ").join(names))
    for place in front.affiliations:
        yield paragraph("Affiliation", run(place.mark, _RAISED) + run(place.text))
    for author in front.authors:
        if author.is_corresponding:
            inner = run(f"{brief.words.corresponding} ", _BOLD) + run(author.name)
            if author.email:
                inner += run(", ") + prose.link(f"mailto:{author.email}", run(author.email, _LINK))
            yield paragraph("Affiliation", inner)


def _author(author: BriefAuthor, prose: DocxProse) -> Markup:
    name = ", ".join(part for part in (author.name, author.degrees) if part)
    inner = run(name) + run(",".join(author.marks), _RAISED)
    if author.orcid:
        inner += run(" ") + prose.link(f"https://orcid.org/{author.orcid}", run("ORCID", _LINK))
    return inner


def _sections(sections: tuple[BriefSection, ...], writer: DocxBlocks) -> Iterator[Markup]:
    for section in sections:
        title = writer.prose.inline(section.title) if section.title else run(section.heading)
        yield paragraph("Heading1", title)
        yield writer.blocks(section.blocks)


def _back(brief: Brief, writer: DocxBlocks) -> Iterator[Markup]:
    back, words, prose = brief.back, brief.words, writer.prose
    yield from _sections(back.sections, writer)
    if back.references:
        yield paragraph("Heading1", run(words.references))
        mark = Markup('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>').format(
            REFERENCES
        )
        for entry in back.references:
            inner = prose.bookmark(reference_bookmark(entry.number), prose.inline(entry.text))
            yield paragraph("Bibliography", inner, mark)
    if back.abbreviations:
        yield paragraph("Heading1", run(words.abbreviations))
    for item in back.abbreviations:
        yield paragraph("Bibliography", run(f"{item.short} ", _BOLD) + run(item.meaning))
    yield from _imprint(brief, prose)
    yield from _sections(back.appendices, writer)


def _imprint(brief: Brief, prose: DocxProse) -> Iterator[Markup]:
    back = brief.back
    if back.history or back.copyright or back.license:
        yield paragraph("Heading1", run(brief.words.about))
    for text in (back.history, back.copyright):
        if text:
            yield paragraph("Bibliography", run(text))
    if back.license:
        look = _LINK if back.license_url else Look()
        linked = prose.link(back.license_url, run(back.license, look))
        yield paragraph("Bibliography", run(f"{brief.words.license}: ") + linked)


_DOCUMENT = Markup(
    '<w:document xmlns:w="{word}" xmlns:r="{relation}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">\n'
    "<w:body>\n{body}\n{page}\n</w:body></w:document>"
)
