"""The HTML part of the e-mail edition: styles in attributes, nothing to load or to follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from reportgen.document.brief import FigureBlock, plain_blocks
from reportgen.model.prose import TextBlock
from reportgen.render.html.prose_html import ProseHtml
from reportgen.render.prose_marks import cite_text, reference_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Brief, BriefSection
    from reportgen.model.prose import Cite, Number, Prose, Reference, TextTable

_BODY = (
    "margin: 0 auto; padding: 8px; max-width: 640px; color: #1a1a1a; "
    "font: 16px/1.5 Arial, sans-serif"
)
_SMALL = "color: #555555; font-size: 14px"
_CELL = "padding: 4px 12px 4px 0; border-bottom: 1px solid #cccccc; text-align: {}"
_MOST_PIXELS = 600  # wide: the column of most mail programs
_PIXELS_PER_MM = 96 / 25.4


class MailProse(ProseHtml):
    """Write prose without links into the report, which an e-mail can't follow."""

    __slots__ = ()

    def _number(self, item: Number) -> Markup:
        return escape(item.text)

    def _cite(self, item: Cite) -> Markup:
        return escape(cite_text(self.brief, item))

    def _reference(self, item: Reference) -> Markup:
        return escape(reference_text(self.brief, item))

    def _table(self, table: TextTable) -> Markup:
        styles = [_CELL.format("right" if is_right else "left") for is_right in table.is_right]
        rows = (self._styled("td", row, styles) for row in table.rows)
        return Markup('<table style="border-collapse: collapse">\n{}\n{}\n</table>').format(
            self._styled("th", table.heads, styles), Markup("\n").join(rows)
        )

    def _styled(self, tag: str, row: tuple[Prose, ...], styles: list[str]) -> Markup:
        cells = (
            Markup('<{0} style="{1}">{2}</{0}>').format(tag, style, self.inline(text))
            for text, style in zip(row, styles, strict=True)
        )
        return Markup("<tr>{}</tr>").format(Markup("").join(cells))


def mail_page(brief: Brief, *, chart: str) -> str:
    """Return the page of a reduced brief; `chart` is the content id of its picture, or empty."""
    writer = MailProse(brief)
    parts = [*_front(brief, writer)]
    for section in brief.sections:
        parts += _section(section, writer, chart)
    return str(
        Markup(
            '<!DOCTYPE html>\n<html lang="{}">'
            '<head><meta charset="utf-8"><title>{}</title></head>\n'
            '<body style="{}">\n{}\n</body></html>\n'
        ).format(brief.language, brief.head.title, _BODY, Markup("\n").join(parts))
    )


def _front(brief: Brief, writer: MailProse) -> Iterator[Markup]:
    front = brief.front
    note = f" · {brief.words.synthetic}" if brief.is_synthetic else ""
    yield Markup('<p style="{}">{} · {}{}</p>').format(
        _SMALL, front.masthead, brief.report_date_text, note
    )
    yield Markup("<h1>{}</h1>").format(writer.inline(front.title))
    if front.standfirst:
        yield Markup("<p>{}</p>").format(writer.inline(front.standfirst))
    yield writer.blocks(front.abstract)
    items = Markup("").join(
        Markup("<li><strong>{}</strong> {}</li>").format(
            writer.inline(item.value), writer.inline(item.label)
        )
        for item in front.key_numbers
    )
    if items:
        yield Markup("<ul>{}</ul>").format(items)


def _section(section: BriefSection, writer: MailProse, chart: str) -> Iterator[Markup]:
    yield Markup("<h2>{}</h2>").format(section.heading)
    for block in plain_blocks(section.blocks):
        if isinstance(block, FigureBlock):
            yield _figure(block, writer, chart)
        elif isinstance(block, TextBlock):
            yield writer.block(block)


def _figure(block: FigureBlock, writer: MailProse, chart: str) -> Markup:
    width = min(round(block.width_mm * _PIXELS_PER_MM), _MOST_PIXELS)
    picture = Markup(
        '<img src="cid:{0}" width="{1}" alt="{2}" style="width: {1}px; max-width: 100%">'
    ).format(chart, width, block.alt)
    shown = picture if chart else escape(block.alt)
    return Markup('<p>{}</p>\n<p style="{}">{}</p>').format(
        shown, _SMALL, writer.inline(block.caption)
    )
