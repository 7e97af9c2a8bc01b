"""Render a Brief as GitHub Flavored Markdown, for wikis, repositories and chats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, LimitsBox, SideNote, TableBlock, plain_blocks
from reportgen.ledger.embedded_data import pack_data
from reportgen.ledger.readers.markdown import (
    END,
    LEDGER,
    NUMBERS,
    TRANSCRIPT,
    transcript_of_lines,
)
from reportgen.ledger.transcript import Run
from reportgen.render.embedded_evidence import pack_ledger, transcript_json
from reportgen.render.figure_files import figure_path
from reportgen.render.text.markdown_prose import (
    NUMBER_END,
    NUMBER_START,
    MarkdownProse,
    quoted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Brief, BriefAuthor, BriefSection, PlainBlock
    from reportgen.model.prose import Number


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown whose numbers remain verifiable.

    Figures link to the files of `figure_files.svg_files`. Comments at the end, which are not
    displayed, contain the place and quantity of each number, the ledger and the transcript.

    Parameters
    ----------
    brief : Brief
        The content.
    """
    writer = MarkdownProse(brief)
    # Positions are known only now: nesting and escapes change the column of a number.
    text, places = _placed(document_text(writer), writer.numbers)
    bound = [
        (line, column, written, Run(item.text, item.quantity, item.part))
        for line, column, written, item in places
    ]
    words = transcript_json(brief, transcript_of_lines(text, bound))
    comments = (
        _evidence(places),
        f"{LEDGER}\n{pack_ledger(brief)}\n{END}",
        f"{TRANSCRIPT}\n{pack_data(words.encode())}\n{END}",
    )
    return "\n\n".join((text, *comments)) + "\n"


def document_text(writer: MarkdownProse) -> str:
    """Return the whole brief in the markup of a writer."""
    brief = writer.brief
    parts = [*_front(brief, writer), *_sections(brief.sections, writer), *_back(brief, writer)]
    return "\n\n".join(part for part in parts if part)


def _placed(text: str, numbers: list[Number]) -> tuple[str, list[tuple[int, int, str, Number]]]:
    """Return the text without markers, and the line, column and text of each number."""
    done: list[str] = []
    places = []
    waiting = iter(numbers)
    for count, marked in enumerate(text.split("\n"), start=1):
        first, *rest = marked.split(NUMBER_START)
        line = first
        for piece in rest:
            number, after = piece.split(NUMBER_END)
            places.append((count, len(line) + 1, number, next(waiting)))
            line += number + after
        done.append(line)
    return "\n".join(done), places


def _evidence(places: list[tuple[int, int, str, Number]]) -> str:
    """Return the numbers as a comment, each as ``[line, column, text, quantity, part]``."""
    rows = [
        json.dumps([line, column, text, item.quantity, item.part], ensure_ascii=True)
        # In strict parsers, two hyphens end a comment.
        .replace("--", "-\\u002d")
        .replace(">", "\\u003e")
        for line, column, text, item in places
    ]
    inner = ",\n".join(rows)
    return f"{NUMBERS}\n[{inner}]\n{END}"


def _front(brief: Brief, writer: MarkdownProse) -> Iterator[str]:
    front, words = brief.front, brief.words
    yield f"{writer.strong(writer.words(front.masthead))} · {writer.words(front.masthead_note)}"
    yield writer.words(" · ".join(item.as_text for item in brief.front_sheet))
    yield writer.words(front.kicker)
    yield writer.heading(1, writer.inline(front.title))
    yield writer.paragraph(writer.inline(front.standfirst))
    yield from _byline(brief, writer)
    if front.abstract:
        yield writer.heading(2, writer.words(words.abstract))
        yield writer.blocks(front.abstract)
    yield writer.paragraph(writer.words(front.citation))
    if front.keywords:
        keywords = writer.words(", ".join(front.keywords))
        yield f"{writer.lead(writer.words(words.keywords))} {keywords}"
    yield "\n".join(
        f"- {writer.lead(writer.inline(item.value))} {writer.inline(item.label)}"
        for item in front.key_numbers
    )


def _byline(brief: Brief, writer: MarkdownProse) -> Iterator[str]:
    front = brief.front
    yield writer.paragraph("; ".join(_author(item, writer) for item in front.authors))
    yield writer.break_mark.join(
        (writer.raised(item.mark) if item.mark else "") + writer.words(item.text)
        for item in front.affiliations
    )
    for item in front.authors:
        if item.is_corresponding:
            label = writer.lead(writer.words(brief.words.corresponding))
            address = writer.link(writer.words(item.email), f"mailto:{item.email}")
            yield f"{label} {writer.words(item.name)}{f', {address}' if item.email else ''}"


def _author(author: BriefAuthor, writer: MarkdownProse) -> str:
    degrees = f", {writer.words(author.degrees)}" if author.degrees else ""
    marks = writer.raised(",".join(author.marks)) if author.marks else ""
    orcid = (
        f" ({writer.link('ORCID', f'https://orcid.org/{author.orcid}')})" if author.orcid else ""
    )
    return f"{writer.words(author.name)}{degrees}{marks}{orcid}"


def _sections(sections: tuple[BriefSection, ...], writer: MarkdownProse) -> Iterator[str]:
    for section in sections:
        title = writer.inline(section.title) if section.title else writer.words(section.heading)
        yield writer.heading(2, title)
        for block in plain_blocks(section.blocks):
            yield _block(block, writer)


def _block(block: PlainBlock, writer: MarkdownProse) -> str:
    if isinstance(block, FigureBlock):
        return _figure(block, writer)
    if isinstance(block, TableBlock):
        return _table(block, writer)
    if isinstance(block, SideNote):
        return quoted(f"{writer.lead(writer.words(block.heading))} {writer.inline(block.text)}")
    if isinstance(block, LimitsBox):
        items = (writer.paragraph(writer.inline(item)) for item in block.items)
        return "\n\n".join((writer.heading(3, writer.words(block.heading)), *items))
    return writer.block(block)


def _heads(block: FigureBlock | TableBlock, writer: MarkdownProse) -> list[str]:
    """Return a figure's or table's label with its title, and its subtitle."""
    if not block.label:
        return []
    title = writer.inline(block.title)
    label = writer.words(block.label)
    return [
        writer.strong(f"{label}. {title}" if title else label),
        writer.paragraph(writer.inline(block.subtitle)),
    ]


def _figure(block: FigureBlock, writer: MarkdownProse) -> str:
    heads = _heads(block, writer)
    picture = writer.picture(block.alt, figure_path(writer.brief, block, "svg"))
    caption = writer.paragraph(writer.inline(block.caption))
    source = f"{writer.brief.words.source}: {block.source}" if block.source else ""
    words = " ".join(part for part in (caption, writer.words(source)) if part)
    return "\n\n".join(part for part in (*heads, picture, words) if part)


def _table(block: TableBlock, writer: MarkdownProse) -> str:
    # In the order of the page: the writer collects the numbers as it meets them.
    heads = _heads(block, writer)
    table = writer.table(block)
    notes = [writer.inline(item) for item in block.footnotes]
    notes += [writer.words(block.source_note)] if block.source_note else []
    below = writer.paragraph(" ".join(notes))
    return "\n\n".join(part for part in (*heads, table, below) if part)


def _back(brief: Brief, writer: MarkdownProse) -> Iterator[str]:
    back, words = brief.back, brief.words
    yield from _sections(back.sections, writer)
    if back.references:
        yield writer.heading(2, writer.words(words.references))
        yield "\n".join(f"{item.number}. {writer.inline(item.text)}" for item in back.references)
    if back.abbreviations:
        yield writer.heading(2, writer.words(words.abbreviations))
        yield "\n".join(
            f"- {writer.lead(writer.words(item.short))} {writer.words(item.meaning)}"
            for item in back.abbreviations
        )
    yield from _imprint(brief, writer)
    yield from _sections(back.appendices, writer)
    yield writer.rule
    synthetic = f" · {words.synthetic}" if brief.is_synthetic else ""
    yield writer.words(f"{brief.organization} · {brief.report_date_text}{synthetic}")


def _imprint(brief: Brief, writer: MarkdownProse) -> Iterator[str]:
    back = brief.back
    if back.history or back.copyright or back.license:
        yield writer.heading(2, writer.words(brief.words.about))
    yield from (writer.paragraph(writer.words(item)) for item in (back.history, back.copyright))
    if back.license:
        name = writer.words(back.license)
        linked = writer.link(name, back.license_url) if back.license_url else name
        yield f"{writer.words(brief.words.license)}: {linked}"
