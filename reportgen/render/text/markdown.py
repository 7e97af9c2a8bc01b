"""A Brief as Markdown (GitHub's, with pipe tables), for wikis, repositories and chats."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from reportgen.document.brief import Align, FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.ledger.readers.markdown import (
    END,
    LEDGER,
    NUMBERS,
    TRANSCRIPT,
    transcript_of_lines,
)
from reportgen.ledger.readers.packed_data import pack_data
from reportgen.ledger.transcript import Run
from reportgen.render.figure_files import figure_path
from reportgen.render.packed_ledger import pack_ledger, transcript_json
from reportgen.render.text.markdown_prose import (
    NUMBER_END,
    NUMBER_START,
    MarkdownProse,
    at_line_start,
    escaped,
    quoted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.document.brief import Block, Brief, BriefAuthor, BriefSection
    from reportgen.model.prose import Number, Prose


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown whose numbers can still be checked.

    Figures are links to the files of `figure_files.svg_files`. Comments at the end, which
    no reader sees, hold the place and the quantity of each number, the ledger, and the words.

    Parameters
    ----------
    brief : Brief
        What is said.
    """
    writer = MarkdownProse(brief)
    parts = [*_front(brief, writer), *_sections(brief.sections, writer), *_back(brief, writer)]
    text, places = _placed("\n\n".join(part for part in parts if part), writer.numbers)
    bound = [
        (line, column, written, Run(item.text, item.quantity, item.part))
        for line, column, written, item in places
    ]
    words = transcript_json(brief, transcript_of_lines(text, bound))
    comments = (
        _evidence(places),
        f"{LEDGER}\n{pack_ledger(brief.ledger)}\n{END}",
        f"{TRANSCRIPT}\n{pack_data(words.encode())}\n{END}",
    )
    return "\n\n".join((text, *comments)) + "\n"


def _placed(text: str, numbers: list[Number]) -> tuple[str, list[tuple[int, int, str, Number]]]:
    """Return the text without its marks, and line, column and writing of each number."""
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
    """Return the numbers as a comment: ``[line, column, text, quantity, part]`` each."""
    rows = [
        json.dumps([line, column, text, item.quantity, item.part], ensure_ascii=True)
        # Two hyphens would end the comment in strict readers.
        .replace("--", "-\\u002d")
        .replace(">", "\\u003e")
        for line, column, text, item in places
    ]
    inner = ",\n".join(rows)
    return f"{NUMBERS}\n[{inner}]\n{END}"


def _front(brief: Brief, writer: MarkdownProse) -> Iterator[str]:
    front, words = brief.front, brief.words
    yield f"**{escaped(front.masthead)}** · {escaped(front.masthead_note)}"
    yield escaped(front.kicker)
    yield f"# {writer.inline(front.title)}"
    yield at_line_start(writer.inline(front.standfirst))
    yield from _byline(brief)
    if front.abstract:
        yield f"## {escaped(words.abstract)}"
        yield writer.blocks(front.abstract)
    yield at_line_start(escaped(front.citation))
    if front.keywords:
        yield f"**{escaped(words.keywords)}** {escaped(', '.join(front.keywords))}"
    yield "\n".join(
        f"- **{writer.inline(item.value)}** {writer.inline(item.label)}"
        for item in front.key_numbers
    )


def _byline(brief: Brief) -> Iterator[str]:
    front = brief.front
    yield at_line_start("; ".join(_author(item) for item in front.authors))
    yield "\\\n".join(
        (f"<sup>{escaped(item.mark)}</sup>" if item.mark else "") + escaped(item.text)
        for item in front.affiliations
    )
    for item in front.authors:
        if item.is_corresponding:
            address = f", [{escaped(item.email)}](<mailto:{item.email}>)" if item.email else ""
            yield f"**{escaped(brief.words.corresponding)}** {escaped(item.name)}{address}"


def _author(author: BriefAuthor) -> str:
    degrees = f", {escaped(author.degrees)}" if author.degrees else ""
    marks = f"<sup>{escaped(','.join(author.marks))}</sup>" if author.marks else ""
    orcid = f" ([ORCID](<https://orcid.org/{author.orcid}>))" if author.orcid else ""
    return f"{escaped(author.name)}{degrees}{marks}{orcid}"


def _sections(sections: tuple[BriefSection, ...], writer: MarkdownProse) -> Iterator[str]:
    for section in sections:
        yield f"## {escaped(section.heading)}"
        for block in section.blocks:
            yield _block(block, writer)


def _block(block: Block, writer: MarkdownProse) -> str:
    if isinstance(block, FigureBlock):
        return _figure(block, writer)
    if isinstance(block, TableBlock):
        return _table(block, writer)
    if isinstance(block, SideNote):
        return quoted(f"**{escaped(block.heading)}** {writer.inline(block.text)}")
    if isinstance(block, LimitsBox):
        items = (at_line_start(writer.inline(item)) for item in block.items)
        return "\n\n".join((f"### {escaped(block.heading)}", *items))
    return writer.block(block)


def _heads(block: FigureBlock | TableBlock, writer: MarkdownProse) -> list[str]:
    """Return a figure's or table's label with its finding, and its measure, if it has one."""
    if not block.label:
        return []
    title = writer.inline(block.title)
    label = escaped(block.label)
    return [
        f"**{label}. {title}**" if title else f"**{label}**",
        at_line_start(writer.inline(block.subtitle)),
    ]


def _figure(block: FigureBlock, writer: MarkdownProse) -> str:
    heads = _heads(block, writer)
    picture = f"![{escaped(block.alt)}](<{figure_path(writer.brief, block, 'svg')}>)"
    caption = at_line_start(writer.inline(block.caption))
    source = f"{writer.brief.words.source}: {block.source}" if block.source else ""
    words = " ".join(part for part in (caption, escaped(source)) if part)
    return "\n\n".join(part for part in (*heads, picture, words) if part)


def _table(block: TableBlock, writer: MarkdownProse) -> str:
    heads = _heads(block, writer)
    labels = [writer.inline(block.stub_head)]
    labels += [writer.inline(label.text) for label in block.column_labels]
    rules = [":--"]
    rules += ["--:" if item.align is Align.RIGHT else ":--" for item in block.column_labels]
    rows = [
        [_cell(row.stub, writer), *(_cell(cell.text, writer) for cell in row.cells)]
        for row in block.rows
    ]
    lines = "\n".join(f"| {' | '.join(cells)} |" for cells in (labels, rules, *rows))
    notes = [writer.inline(item) for item in block.footnotes]
    notes += [escaped(block.source_note)] if block.source_note else []
    below = at_line_start(" ".join(notes))
    return "\n\n".join(part for part in (*heads, lines, below) if part)


def _cell(prose: Prose, writer: MarkdownProse) -> str:
    return writer.inline(prose, line_break="<br>")


def _back(brief: Brief, writer: MarkdownProse) -> Iterator[str]:
    back, words = brief.back, brief.words
    yield from _sections(back.sections, writer)
    if back.references:
        yield f"## {escaped(words.references)}"
        yield "\n".join(f"{item.number}. {writer.inline(item.text)}" for item in back.references)
    if back.abbreviations:
        yield f"## {escaped(words.abbreviations)}"
        yield "\n".join(
            f"- **{escaped(item.short)}** {escaped(item.meaning)}" for item in back.abbreviations
        )
    yield from _imprint(brief)
    yield from _sections(back.appendices, writer)
    yield "---"
    synthetic = f" · {words.synthetic}" if brief.is_synthetic else ""
    yield escaped(f"{brief.organization} · {brief.report_date_text}{synthetic}")


def _imprint(brief: Brief) -> Iterator[str]:
    back = brief.back
    if back.history or back.copyright or back.license:
        yield f"## {escaped(brief.words.about)}"
    yield from (at_line_start(escaped(item)) for item in (back.history, back.copyright))
    if back.license:
        name = escaped(back.license)
        linked = f"[{name}](<{back.license_url}>)" if back.license_url else name
        yield f"{escaped(brief.words.license)}: {linked}"
