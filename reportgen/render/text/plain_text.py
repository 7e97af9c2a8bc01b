"""A Brief as plain text of 78 characters a line, for e-mail and for those who read by ear."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.document.brief import FigureBlock, LimitsBox, SideNote, TableBlock
from reportgen.model.prose import (
    BulletList,
    Cite,
    Claim,
    Code,
    Emphasis,
    Heading,
    LineBreak,
    Link,
    Number,
    OrderedList,
    Paragraph,
    Reference,
    Strong,
    Superscript,
    Text,
    plain_text,
)
from reportgen.render.prose_marks import cite_text, reference_text, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.document.brief import Block, Brief, BriefSection
    from reportgen.model.prose import Inline, Prose, Quote, TextBlock

_WIDTH = 74  # leaves room for lists and quotations in lines of 78
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_SUPERSCRIPTS = str.maketrans("0123456789+-−n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻ⁿ")


def render_plain_text(brief: Brief) -> str:
    """Return the brief as plain text: the same words and numbers, figures as descriptions.

    Parameters
    ----------
    brief : Brief
        What is said.
    """
    writer = _PlainWriter(brief)
    parts = [*_front(brief, writer), *_sections(brief.sections, writer), *_back(brief, writer)]
    return "\n\n".join(part for part in parts if part) + "\n"


def spoken(brief: Brief, prose: Prose) -> str:
    """Return one run of words with its citations and references as text, on one line."""
    words = "".join(_word(brief, item) for item in prose)
    return " ".join(_CONTROL.sub(" ", words).split())


def _word(brief: Brief, item: Inline) -> str:  # one line for each kind of word
    if isinstance(item, (Text, Number, Claim, Code)):
        return item.text
    if isinstance(item, (Emphasis, Strong)):
        return "".join(_word(brief, child) for child in item.children)
    if isinstance(item, Link):
        return _link(brief, item)
    if isinstance(item, Cite):
        return cite_text(brief, item)
    if isinstance(item, Reference):
        return reference_text(brief, item)
    return " " if isinstance(item, LineBreak) else _raised(item)


def _raised(item: Superscript) -> str:
    """Return a raised mark, with a caret where no raised characters exist for it."""
    raised = item.text.translate(_SUPERSCRIPTS)
    is_raised = not any(old == new for old, new in zip(item.text, raised, strict=True))
    return raised if is_raised else f"^{item.text}"


def _link(brief: Brief, item: Link) -> str:
    """Return a link's words, and its address where they do not hold it."""
    words = "".join(_word(brief, child) for child in item.children)
    address = web_address(item.href)
    bare = address.removeprefix("mailto:").removeprefix("https://doi.org/")
    return f"{words} <{address}>" if address and bare not in words else words


@dataclass(frozen=True, slots=True)
class _PlainWriter:
    brief: Brief

    def line(self, prose: Prose) -> str:
        return spoken(self.brief, prose)

    def cell(self, prose: Prose) -> str:
        """Return a cell, its lines joined by commas."""
        return self.line(tuple(Text(", ") if isinstance(i, LineBreak) else i for i in prose))

    def block(self, block: Block) -> str:
        if isinstance(block, FigureBlock):
            return self._figure(block)
        if isinstance(block, TableBlock):
            return self._table(block)
        if isinstance(block, SideNote):
            return wrapped(f"{block.heading}: {self.line(block.text)}", indent="    ")
        if isinstance(block, LimitsBox):
            items = (wrapped(self.line(item)) for item in block.items)
            return "\n\n".join((block.heading.upper(), *items))
        return self.text_block(block)

    def text_block(self, block: TextBlock) -> str:
        if isinstance(block, Paragraph):
            return wrapped(self.line(block.children))
        if isinstance(block, Heading):
            return self.line(block.children).upper()
        if isinstance(block, BulletList):
            return self._list(block.items, ["-"] * len(block.items))
        if isinstance(block, OrderedList):
            return self._list(block.items, [f"{n}." for n in range(1, len(block.items) + 1)])
        return self._quote(block)

    def text_blocks(self, blocks: Iterable[TextBlock]) -> str:
        return "\n\n".join(self.text_block(block) for block in blocks)

    def _list(self, items: tuple[tuple[TextBlock, ...], ...], marks: list[str]) -> str:
        entries = []
        for mark, item in zip(marks, items, strict=True):
            inner = textwrap.indent(self.text_blocks(item), "  ")
            entries.append(f"{mark} {inner.lstrip()}")
        return "\n".join(entries)

    def _quote(self, quote: Quote) -> str:
        inner = self.text_blocks(quote.children)
        inner += f"\n\n— {quote.attribution}" if quote.attribution else ""
        return textwrap.indent(inner, "> ", lambda _: True)

    def _heads(self, block: FigureBlock | TableBlock) -> list[str]:
        if not block.label:
            return []
        title, subtitle = self.line(block.title), self.line(block.subtitle)
        return [
            wrapped(f"{block.label}. {title}" if title else block.label),
            wrapped(subtitle),
        ]

    def _figure(self, block: FigureBlock) -> str:
        source = f"{self.brief.words.source}: {block.source}" if block.source else ""
        caption = " ".join(part for part in (self.line(block.caption), source) if part)
        parts = (*self._heads(block), wrapped(f"[{block.alt}]", indent="    "), wrapped(caption))
        return "\n\n".join(part for part in parts if part)

    def _table(self, block: TableBlock) -> str:
        """Return a table as a line for each row: no row fits a line as columns."""
        labels = [self.line(label.text) for label in block.column_labels]
        rows = []
        for row in block.rows:
            cells = [
                f"{label}: {self.cell(cell.text)}" if label else self.cell(cell.text)
                for label, cell in zip(labels, row.cells, strict=True)
                if cell.text
            ]
            rows.append(wrapped(f"- {self.cell(row.stub)}. {'; '.join(cells)}", hang="  "))
        notes = [self.line(item) for item in block.footnotes]
        notes += [block.source_note] if block.source_note else []
        parts = (*self._heads(block), "\n".join(rows), wrapped(" ".join(notes)))
        return "\n\n".join(part for part in parts if part)


def wrapped(text: str, *, indent: str = "", hang: str = "") -> str:
    """Return a paragraph in lines; an address is never broken."""
    return textwrap.fill(
        text,
        width=_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _headed(heading: str, mark: str = "-") -> str:
    lines = wrapped(heading).split("\n")
    return "\n".join((*lines, mark * max(len(line) for line in lines)))


def _front(brief: Brief, writer: _PlainWriter) -> Iterator[str]:
    front, words = brief.front, brief.words
    yield f"{front.masthead} · {front.masthead_note}"
    yield front.kicker
    yield _headed(plain_text(front.title), "=")
    yield wrapped(writer.line(front.standfirst))
    yield from _byline(brief)
    if front.abstract:
        yield _headed(words.abstract)
        yield writer.text_blocks(front.abstract)
    yield wrapped(front.citation)
    yield wrapped(f"{words.keywords}: {', '.join(front.keywords)}") if front.keywords else ""
    yield "\n".join(
        wrapped(f"- {writer.line(item.value)}: {writer.line(item.label)}", hang="  ")
        for item in front.key_numbers
    )


def _byline(brief: Brief) -> Iterator[str]:
    front = brief.front
    yield wrapped(
        "; ".join(
            ", ".join(part for part in (item.name, item.degrees) if part)
            + (f" ({','.join(item.marks)})" if item.marks else "")
            for item in front.authors
        )
    )
    yield "\n".join(
        wrapped(f"({item.mark}) {item.text}" if item.mark else item.text, hang="    ")
        for item in front.affiliations
    )
    for item in front.authors:
        if item.is_corresponding:
            address = f", {item.email}" if item.email else ""
            yield wrapped(f"{brief.words.corresponding}: {item.name}{address}")


def _sections(sections: tuple[BriefSection, ...], writer: _PlainWriter) -> Iterator[str]:
    for section in sections:
        yield _headed(section.heading)
        for block in section.blocks:
            yield writer.block(block)


def _back(brief: Brief, writer: _PlainWriter) -> Iterator[str]:
    back, words = brief.back, brief.words
    yield from _sections(back.sections, writer)
    if back.references:
        yield _headed(words.references)
        yield "\n".join(
            wrapped(f"{item.number}. {writer.line(item.text)}", hang="   ")
            for item in back.references
        )
    if back.abbreviations:
        yield _headed(words.abbreviations)
        yield "\n".join(
            wrapped(f"{item.short}: {item.meaning}", hang="  ") for item in back.abbreviations
        )
    license_words = f"{words.license}: {back.license}" if back.license else ""
    imprint = [item for item in (back.history, back.copyright, license_words) if item]
    if imprint:
        yield _headed(words.about)
        yield from map(wrapped, imprint)
    yield from _sections(back.appendices, writer)
    synthetic = f" · {words.synthetic}" if brief.is_synthetic else ""
    yield f"{brief.organization} · {brief.report_date_text}{synthetic}"
