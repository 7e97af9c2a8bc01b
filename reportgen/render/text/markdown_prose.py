"""Prose trees as Markdown that remembers which words are computed numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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
)
from reportgen.render.prose_marks import cite_text, reference_text, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose, Quote, TextBlock

# Stand around a number until the places of all numbers are known; no text has them, since
# they belong to nobody's writing.
NUMBER_START = "\ue000"
NUMBER_END = "\ue001"

_MARKS = re.compile(r"([\\`*_\[\]<>|~$])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_BLOCK_START = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|=+$|\d+(?=[.)](?:\s|$)))")
# Spaces that hold a number and its sign together stay, for they are part of the number.
_SPACE = re.compile(r"(?:(?![\u00a0\u202f])[\s\x00-\x1f\x7f\ue000\ue001])+")


@dataclass(slots=True)
class MarkdownProse:
    """Writes the prose of one brief; `numbers` grows with each number that it writes."""

    brief: Brief
    numbers: list[Number] = field(default_factory=list)

    def inline(self, prose: Prose, *, line_break: str = " ") -> str:
        """Return one run of words on one line, unless `line_break` holds a line break."""
        return "".join(self._item(item, line_break) for item in prose)

    def blocks(self, blocks: Iterable[TextBlock]) -> str:
        """Return paragraphs, headings, lists and quotes, an empty line between them."""
        return "\n\n".join(self.block(block) for block in blocks)

    def block(self, block: TextBlock) -> str:
        """Return one block of text."""
        if isinstance(block, Paragraph):
            return at_line_start(self.inline(block.children, line_break="\\\n"))
        if isinstance(block, Heading):
            return f"{'#' * min(block.level, 6)} {self.inline(block.children)}"
        if isinstance(block, BulletList):
            return self._list(block.items, ["-"] * len(block.items))
        if isinstance(block, OrderedList):
            return self._list(block.items, [f"{n}." for n in range(1, len(block.items) + 1)])
        return self._quote(block)

    def _list(self, items: tuple[tuple[TextBlock, ...], ...], marks: list[str]) -> str:
        entries = []
        for mark, item in zip(marks, items, strict=True):
            inner = self.blocks(item).replace("\n", "\n" + " " * (len(mark) + 1))
            entries.append(f"{mark} {inner}")
        return "\n".join(entries)

    def _quote(self, quote: Quote) -> str:
        inner = self.blocks(quote.children)
        if quote.attribution:
            inner += f"\n\n— {escaped(quote.attribution)}"
        return quoted(inner)

    def _item(self, item: Inline, line_break: str) -> str:
        if isinstance(item, Number):
            self.numbers.append(item)
            return f"{NUMBER_START}{escaped(item.text)}{NUMBER_END}"
        if isinstance(item, (Text, Claim)):
            return escaped(item.text)
        if isinstance(item, (Emphasis, Strong, Link)):
            return self._nested(item, line_break)
        if isinstance(item, Cite):
            return escaped(cite_text(self.brief, item))
        if isinstance(item, Reference):
            return escaped(reference_text(self.brief, item))
        return self._mark(item, line_break)

    def _nested(self, item: Emphasis | Strong | Link, line_break: str) -> str:
        inner = self.inline(item.children, line_break=line_break)
        if isinstance(item, Link):
            address = web_address(item.href)
            return f"[{inner}](<{address}>)" if address and "<" not in address else inner
        mark = "*" if isinstance(item, Emphasis) else "**"
        return f"{mark}{inner}{mark}" if inner.strip() == inner != "" else inner

    def _mark(self, item: Code | Superscript | LineBreak, line_break: str) -> str:
        if isinstance(item, Code):
            return code(item.text)
        if isinstance(item, Superscript):
            return f"<sup>{escaped(item.text)}</sup>"
        return line_break


def escaped(text: str) -> str:
    """Return words of which Markdown leaves every character as it is."""
    words = _SPACE.sub(" ", text)
    return _ENTITY.sub(r"\\&", _MARKS.sub(r"\\\1", words))


def at_line_start(text: str) -> str:
    """Return a paragraph whose first characters start no heading, list or rule."""
    match = _BLOCK_START.match(text)
    if match is None:
        return text
    if match[2][0].isdigit():
        return f"{text[: match.end()]}\\{text[match.end() :]}"
    return f"{match[1]}\\{text[match.start(2) :]}"


def quoted(text: str) -> str:
    """Return a block as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def code(text: str) -> str:
    """Return words in monospace, between as many backticks as they need."""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{_SPACE.sub(' ', text)}{pad}{fence}"
