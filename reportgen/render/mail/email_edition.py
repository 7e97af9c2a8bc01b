"""Render the e-mail edition: what a board must know, its goals and one chart.

It is a working copy: it names the report that has the evidence, and carries no ledger. The same
brief gives the same bytes: the date is the report date, and the message id and the boundaries
come from a hash of the content.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.document.brief import Align, BackMatter, BriefSection, FigureBlock, TableBlock
from reportgen.model.prose import Link, Paragraph, Text, TextTable
from reportgen.render.figure_files import figures_of
from reportgen.render.mail.mail_html import mail_page
from reportgen.render.pdf.figure_pixels import figure_pixels
from reportgen.render.text.plain_text import render_plain_text, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Block, Brief

MOST_BYTES = 150_000
_SCALES = (2.0, 1.5, 1.0)
"""Pixels per CSS pixel, from the finest: the first that leaves the message small enough."""
# What is decided, what the board must know, and its goals.
_DESIGNS = ("decision", "must-know", "glance")


def render_eml(brief: Brief) -> bytes:
    """Return the e-mail edition as an RFC 5322 message that mail programs open as a draft.

    The chart is left out if the message would be larger than `MOST_BYTES` even with a coarse one;
    its description stays.

    Parameters
    ----------
    brief : Brief
        The content.

    Raises
    ------
    EnvironmentProblemError
        pypdfium2, which draws the chart, is not installed.
    RenderError
        The chart contains something that can't be drawn.
    """
    short = mail_brief(brief)
    figures = figures_of(short)
    for scale in _SCALES if figures else ():
        chart = figure_pixels(figures, scale=scale)[figures[0].anchor]
        message = _message(short, chart)
        if len(message) <= MOST_BYTES:
            return message
    return _message(short, None)


def mail_brief(brief: Brief) -> Brief:
    """Return a brief reduced to what an e-mail has room for."""
    words = brief.words
    kept = [
        replace(item, blocks=tuple(map(_plain_table, item.blocks)))
        for item in brief.sections
        if item.design in _DESIGNS
    ]
    kept += _chart(brief)
    note = words.mail_note.format(file=f"{brief.kind}.html", date=brief.report_date_text)
    about = [Paragraph((Text(note),))]
    if brief.url:
        about.append(Paragraph((Link(brief.url, (Text(brief.url),)),)))
    copy = BriefSection(anchor="copy", heading=words.about, blocks=tuple(about))
    front = replace(brief.front, authors=(), affiliations=(), keywords=(), citation="")
    back = BackMatter(
        sections=(),
        references=(),
        abbreviations=(),
        history="",
        copyright="",
        license="",
        license_url="",
        appendices=(),
    )
    return replace(brief, front=front, sections=(*kept, copy), back=back, front_sheet=())


def _chart(brief: Brief) -> list[BriefSection]:
    """Return the first figure, under its title or the finding that its section has as heading."""
    for section in brief.sections:
        for block in section.blocks:
            if isinstance(block, FigureBlock):
                title = spoken(brief, block.title or section.title) or section.heading
                alone = replace(block, label="", title=())
                return [BriefSection(anchor="chart", heading=title, blocks=(alone,))]
    return []


def _plain_table(block: Block) -> Block:
    """Return a table as one of words: mail programs show neither symbols nor sparklines."""
    return _words_of(block) if isinstance(block, TableBlock) else block


def _words_of(table: TableBlock) -> TextTable:
    rows = [(row.stub, *(cell.text for cell in row.cells)) for row in table.rows]
    heads = (table.stub_head, *(label.text for label in table.column_labels))
    aligns = (Align.LEFT, *(label.align for label in table.column_labels))
    # A column of sparklines has words only where there is none.
    drawn = {
        place
        for row in table.rows
        for place, cell in enumerate(row.cells, start=1)
        if cell.picture is not None
    }
    said = [place for place in range(len(heads)) if place not in drawn]
    return TextTable(
        heads=tuple(heads[place] for place in said),
        is_right=tuple(aligns[place] is Align.RIGHT for place in said),
        rows=tuple(tuple(row[place] for place in said) for row in rows),
    )


def _message(brief: Brief, chart: bytes | None) -> bytes:
    text = render_plain_text(brief)
    page = mail_page(brief, chart="chart" if chart else "")
    digest = sha256(b"\0".join((text.encode(), page.encode(), chart or b""))).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = f"{brief.front.masthead}: {spoken(brief, brief.front.title)}"
    dated = datetime.fromisoformat(brief.report_date).replace(tzinfo=UTC)
    message["Date"] = format_datetime(dated)
    message["Message-ID"] = f"<{digest}@reportgen.invalid>"
    # Mail programs open such a message as a draft, to be addressed and sent.
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(page, subtype="html", cte="quoted-printable")
    if chart:
        parts = list(message.iter_parts())
        parts[1].add_related(
            chart, "image", "png", cid="<chart>", filename="chart.png", disposition="inline"
        )
    message["Content-Language"] = brief.language
    for count, part in enumerate(_multiparts(message)):
        part.set_boundary(f"={count}_{digest}")
    return message.as_bytes()


def _multiparts(message: EmailMessage) -> Iterator[EmailMessage]:
    return (part for part in message.walk() if part.is_multipart())
