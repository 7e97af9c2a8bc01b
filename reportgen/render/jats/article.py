"""Render a Brief as JATS 1.3 (Journal Publishing), the XML of journals and archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.document.kinds import brief_kind
from reportgen.ledger.readers.jats import LEDGER, TRANSCRIPT, read_jats
from reportgen.ledger.readers.packed_data import pack_data
from reportgen.model.prose import TextBlock
from reportgen.render.figure_files import figure_path, figures_of, svg_files
from reportgen.render.jats.front import FUNDING, article_meta, journal_meta
from reportgen.render.jats.prose import JatsProse
from reportgen.render.jats.references import reference
from reportgen.render.jats.sections import section
from reportgen.render.packed_ledger import pack_ledger, transcript_json
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Brief, BriefSection

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
