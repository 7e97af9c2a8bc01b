"""Render prose as Markdown, marking and collecting computed numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from reportgen.document.brief import Align, own_table
from reportgen.model.prose import (
    BulletList,
    Cite,
    Claim,
    Code,
    Emphasis,
    Heading,
    Link,
    Number,
    OrderedList,
    Paragraph,
    Reference,
    Strong,
    Superscript,
    Text,
    TextTable,
)
from reportgen.render.prose_marks import cite_text, reference_text, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.brief import Brief, TableBlock
    from reportgen.model.prose import Inline, Prose, Quote, TextBlock

# Enclose a number until its line and column are known. They are private-use characters, which
# `_SPACE` removes from all other text.
NUMBER_START = "\ue000"
NUMBER_END = "\ue001"

# `~` strikes through and `$` begins formulas on GitHub.
_MARKS = re.compile(r"([\\`*_\[\]<>|~$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
# Headings, bullets, underlines of headings, and numbered items.
_BLOCK_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+$|\d+(?=[.)](?:\s|$)))")
# Non-breaking spaces are kept: they can be part of a number.
_SPACE = re.compile(r"(?:(?![\u00a0\u202f])[\s\x00-\x1f\x7f\ue000\ue001])+")


@dataclass(slots=True)
class MarkdownProse:
    """Render the prose of one brief; `numbers` collects the numbers in order."""

    brief: Brief
    numbers: list[Number] = field(default_factory=list)

    def inline(self, prose: Prose, *, line_break: str = " ") -> str:
        """Return inline prose, on one line unless `line_break` contains a newline."""
        return "".join(self._item(item, line_break) for item in prose)

    def blocks(self, blocks: Iterable[TextBlock]) -> str:
        """Return paragraphs, headings, lists and quotes, separated by empty lines."""
        return "\n\n".join(self.block(block) for block in blocks)

    def block(self, block: TextBlock) -> str:
        """Return one block of text."""
        if isinstance(block, Paragraph):
            return self.paragraph(self.inline(block.children, line_break=self.break_mark))
        if isinstance(block, Heading):
            return self.heading(block.level, self.inline(block.children))
        if isinstance(block, BulletList):
            return self._list(block.items, ["-"] * len(block.items))
        if isinstance(block, OrderedList):
            return self._list(block.items, [f"{n}." for n in range(1, len(block.items) + 1)])
        if isinstance(block, TextTable):
            return self.table(own_table(block))
        return self._quote(block)

    # The markup itself: plain text overrides the attributes and methods from here to `emphasis`.

    break_mark: ClassVar[str] = "\\\n"
    rule: ClassVar[str] = "---"

    def words(self, text: str) -> str:
        """Return text, escaped so that it is displayed literally."""
        return escaped(text)

    def paragraph(self, text: str) -> str:
        """Return rendered text as a paragraph."""
        return at_line_start(text)

    def heading(self, level: int, text: str) -> str:
        """Return rendered text as a heading; levels count from 1."""
        return f"{'#' * min(level, 6)} {text}"

    def strong(self, text: str) -> str:
        """Return rendered text with strong emphasis."""
        return f"**{text}**"

    def lead(self, text: str) -> str:
        """Return rendered text as a run-in heading."""
        return self.strong(text)

    def raised(self, text: str) -> str:
        """Return a superscript."""
        return f"<sup>{escaped(text)}</sup>"

    def code(self, text: str) -> str:
        """Return text in monospace."""
        return code(text)

    def link(self, inner: str, address: str) -> str:
        """Return rendered text as a link."""
        return f"[{inner}](<{address}>)" if "<" not in address else inner

    def picture(self, alt: str, path: str) -> str:
        """Return an image with its alternative text."""
        return f"![{escaped(alt)}](<{path}>)"

    def table(self, block: TableBlock) -> str:
        """Return a pipe table."""
        labels = [self.inline(block.stub_head)]
        labels += [self.inline(label.text) for label in block.column_labels]
        rules = [":--"]
        rules += ["--:" if item.align is Align.RIGHT else ":--" for item in block.column_labels]
        rows = [
            [
                self.inline(text, line_break="<br>")
                for text in (row.stub, *(c.text for c in row.cells))
            ]
            for row in block.rows
        ]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in (labels, rules, *rows))

    def number(self, item: Number) -> str:
        """Collect a computed number and return it between markers."""
        self.numbers.append(item)
        return f"{NUMBER_START}{escaped(item.text)}{NUMBER_END}"

    def emphasis(self, item: Emphasis | Strong, inner: str) -> str:
        """Return rendered text with emphasis; without it if empty or bordered by spaces."""
        mark = "*" if isinstance(item, Emphasis) else "**"
        return f"{mark}{inner}{mark}" if inner.strip() == inner != "" else inner

    def _list(self, items: tuple[tuple[TextBlock, ...], ...], marks: list[str]) -> str:
        entries = []
        for mark, item in zip(marks, items, strict=True):
            inner = self.blocks(item).replace("\n", "\n" + " " * (len(mark) + 1))
            entries.append(f"{mark} {inner}")
        return "\n".join(entries)

    def _quote(self, quote: Quote) -> str:
        inner = self.blocks(quote.children)
        if quote.attribution:
            inner += f"\n\n— {self.words(quote.attribution)}"
        return quoted(inner)

    def _item(self, item: Inline, line_break: str) -> str:  # one branch per kind of word
        if isinstance(item, Number):
            return self.number(item)
        if isinstance(item, (Text, Claim)):
            return self.words(item.text)
        if isinstance(item, (Emphasis, Strong, Link)):
            return self._nested(item, line_break)
        if isinstance(item, Cite):
            return self.words(cite_text(self.brief, item))
        if isinstance(item, Reference):
            return self.words(reference_text(self.brief, item))
        if isinstance(item, Code):
            return self.code(item.text)
        return self.raised(item.text) if isinstance(item, Superscript) else line_break

    def _nested(self, item: Emphasis | Strong | Link, line_break: str) -> str:
        inner = self.inline(item.children, line_break=line_break)
        if isinstance(item, Link):
            address = web_address(item.href)
            return self.link(inner, address) if address else inner
        return self.emphasis(item, inner)


def escaped(text: str) -> str:
    """Return text with Markdown's special characters escaped."""
    words = _SPACE.sub(" ", text)
    return _ENTITY.sub(r"\\&", _MARKS.sub(r"\\\1", words))


def at_line_start(text: str) -> str:
    """Return a paragraph, escaped if it would start a heading or list."""
    match = _BLOCK_START.match(text)
    if match is None:
        return text
    if match[2][0].isdigit():
        return f"{text[: match.end()]}\\{text[match.end() :]}"
    return f"{match[1]}\\{text[match.start(2) :]}"


def quoted(text: str) -> str:
    """Return a block as a block quote."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def code(text: str) -> str:
    """Return a code span with more backticks than any run within it."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{_SPACE.sub(' ', text)}{pad}{fence}"
