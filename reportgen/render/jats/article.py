"""Render a Brief as JATS 1.3 (Journal Publishing), the XML of journals and archives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.brief import (
    FigureBlock,
    LimitsBox,
    SideNote,
    TableBlock,
    plain_blocks,
)
from reportgen.document.kinds import brief_kind
from reportgen.ledger.embedded_data import pack_data
from reportgen.ledger.readers.jats import LEDGER, TRANSCRIPT, read_jats
from reportgen.model.prose import Heading, TextBlock
from reportgen.render.embedded_evidence import pack_ledger, transcript_json
from reportgen.render.figure_files import figure_path, figures_of, svg_files
from reportgen.render.jats.front import FUNDING, article_meta, journal_meta
from reportgen.render.jats.prose import JatsProse, caption_xml, table_xml
from reportgen.render.jats.references import reference
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.document.brief import Block, Brief, BriefSection, PlainBlock
    from reportgen.model.prose import Prose

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) '
    'Journal Publishing DTD with MathML3 v1.3 20210610//EN" '
    '"JATS-journalpublishing1-3-mathml3.dtd">\n'
)
_PRINT_SCALE = 3.125  # 300 pixels per inch, at 96 CSS pixels per inch
# The value of `sec-type` that JATS4R recommends for data availability statements.
_KINDS = {"back-data-availability": "data-availability"}


def render_jats(brief: Brief) -> bytes:
    """Return the brief as JATS whose numbers carry the ids of their quantities.

    Figures link to the files of `jats_figures`. Two processing instructions at the end contain
    the ledger and the transcript (JSON, zlib, base64); validators ignore them.

    Parameters
    ----------
    brief : Brief
        The content.

    References
    ----------
    ANSI/NISO Z39.96-2021, JATS: Journal Article Tag Suite, version 1.3.
    """
    prose = JatsProse(brief)
    article = Markup(
        '<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="{}" dtd-version="1.3" '
        'xml:lang="{}">\n<front>\n{}\n</front>\n<body>\n{}\n</body>\n{}</article>\n'
    ).format(
        brief_kind(brief.kind).article_type,
        brief.language,
        lines((journal_meta(brief), article_meta(brief, prose))),
        lines(section(item, prose) for item in brief.sections),
        _back(brief, prose),
    )
    # The transcript is read back with the reader that `verify` uses.
    words = read_jats(str(article).encode()).shown
    return "".join(
        (
            _HEAD,
            str(article),
            _instruction(LEDGER, pack_ledger(brief)),
            _instruction(TRANSCRIPT, pack_data(transcript_json(brief, words).encode())),
        )
    ).encode()


def _instruction(target: str, packed: str) -> str:
    """Return a processing instruction; base64 contains nothing that could end it."""
    return f"<?{target}\n{packed}\n?>\n"


def jats_figures(brief: Brief) -> dict[str, bytes]:
    """Return the files that the article links to: each figure as SVG and as PNG at 300 dpi.

    Raises
    ------
    EnvironmentProblemError
        pypdfium2, which renders figures as PNG, is not installed.
    """
    from reportgen.render.pdf.figure_pixels import figure_pixels

    blocks = figures_of(brief)
    pixels = figure_pixels(blocks, scale=_PRINT_SCALE)
    files = svg_files(brief)
    return files | {figure_path(brief, item, "png"): pixels[item.anchor] for item in blocks}


def _back(brief: Brief, prose: JatsProse) -> Markup:
    parts = lines(_back_parts(brief, prose))
    return Markup("<back>\n{}\n</back>\n").format(parts) if parts else Markup("")


def _back_parts(brief: Brief, prose: JatsProse) -> Iterator[Markup]:
    back, words = brief.back, brief.words
    for item in back.sections:
        yield _back_section(item, prose)
    if back.references:
        yield Markup("<ref-list>\n<title>{}</title>\n{}\n</ref-list>").format(
            clean(words.references), lines(reference(item, prose) for item in back.references)
        )
    if back.abbreviations:
        entries = lines(
            Markup("<def-item><term>{}</term><def><p>{}</p></def></def-item>").format(
                clean(item.short), clean(item.meaning)
            )
            for item in back.abbreviations
        )
        yield Markup(
            "<glossary>\n<title>{}</title>\n<def-list>\n{}\n</def-list>\n</glossary>"
        ).format(clean(words.abbreviations), entries)
    if back.appendices:
        yield Markup("<app-group>\n{}\n</app-group>").format(
            lines(section(item, prose, tag="app") for item in back.appendices)
        )


def _back_section(item: BriefSection, prose: JatsProse) -> Markup:
    """Return a section of the back matter in its dedicated JATS element, if there is one.

    Funding is in the front matter, where journals' systems look for it.
    """
    if item.anchor == FUNDING:
        return Markup("")
    if item.anchor == "back-acknowledgments":
        return Markup("<ack>\n<title>{}</title>\n{}\n</ack>").format(
            clean(item.heading), prose.paragraphs(_texts(item))
        )
    if item.anchor == "back-conflicts-of-interest":
        return Markup(
            '<fn-group>\n<title>{}</title>\n<fn fn-type="coi-statement">\n{}\n</fn>\n</fn-group>'
        ).format(clean(item.heading), prose.paragraphs(_texts(item)))
    return section(item, prose, kind=_KINDS.get(item.anchor, ""))


def _texts(item: BriefSection) -> tuple[TextBlock, ...]:
    """Return the text blocks of a section of the back matter."""
    return tuple(block for block in item.blocks if isinstance(block, TextBlock))


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
    title = prose.inline(item.title) if item.title else clean(item.heading)
    return Markup('<{0} id="{1}"{2}>\n<title>{3}</title>\n{4}\n</{0}>').format(
        tag, item.anchor, kind_xml, title, nested(item.blocks, prose)
    )


def nested(blocks: Iterable[Block], prose: JatsProse) -> Markup:
    """Return blocks as nested sections, one per heading, as JATS has no bare headings."""
    root = _Nest(level=0, title=Markup(""))
    open_nests = [root]
    for block in plain_blocks(blocks):
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


def _block(block: PlainBlock, prose: JatsProse) -> Markup:
    if isinstance(block, FigureBlock):
        return _figure(block, prose)
    if isinstance(block, TableBlock):
        return table_xml(block, prose)
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


def _figure(block: FigureBlock, prose: JatsProse) -> Markup:
    """Return a figure with its alternative text, as PNG for print and SVG for screens."""
    source = f"{prose.brief.words.source}: {block.source}" if block.source else ""
    caption = caption_xml(block, prose, prose.inline(block.caption), clean(source))
    graphics = lines(
        Markup(
            '<graphic mimetype="image" mime-subtype="{}" specific-use="{}" xlink:href="{}"/>'
        ).format(subtype, use, figure_path(prose.brief, block, suffix))
        for subtype, use, suffix in (("png", "print", "png"), ("svg+xml", "online", "svg"))
    )
    return Markup(
        '<fig id="{}">\n{}\n<alt-text>{}</alt-text>\n<alternatives>\n{}\n</alternatives>\n</fig>'
    ).format(block.anchor, caption, clean(block.alt), graphics)
