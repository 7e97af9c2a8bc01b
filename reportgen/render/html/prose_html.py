"""Render prose as HTML in which every number and claim carries the id of its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from markupsafe import Markup, escape

from reportgen.ledger.ledger_values import full_precision
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
    Quote,
    Reference,
    Strong,
    Superscript,
    Text,
    TextTable,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.document.brief import Brief
    from reportgen.model.prose import Inline, Prose, TextBlock

# Any other scheme, such as `javascript:` or `data:`, could run or show foreign content.
_SAFE_HREF = re.compile(r"^(https?://|mailto:|tel:|#)", re.IGNORECASE)
_DEEPEST_HEADING = 6  # of HTML
# Words with hyphens, up to 20 characters; longer ones have to break on narrow screens.
_COMPOUND = re.compile(r"(?<!\S)(?=\S{3,20}(?!\S))[^\s-]+(?:-[^\s-]+)+")


@dataclass(frozen=True, slots=True)
class ProseHtml:
    """Writes the prose of one brief.

    Text is never markup: it is always escaped. A link other than to the web, a mailbox, a
    telephone or the brief itself is reduced to its text.
    """

    brief: Brief

    def inline(self, prose: Prose) -> Markup:
        """Return inline prose."""
        return Markup("").join(self._item(item) for item in prose)

    def title(self, prose: Prose) -> Markup:
        """Return a title whose hyphenated words do not break."""
        return Markup("").join(
            _unbroken(item.text) if isinstance(item, Text) else self._item(item) for item in prose
        )

    def blocks(self, blocks: Iterable[TextBlock]) -> Markup:
        """Return paragraphs, headings, lists and quotes."""
        return Markup("\n").join(self.block(block) for block in blocks)

    def block(self, block: TextBlock) -> Markup:
        """Return one block of text."""
        if isinstance(block, Paragraph):
            return Markup("<p{}>{}</p>").format(
                _direction(block.children), self.inline(block.children)
            )
        if isinstance(block, Heading):
            level = min(block.level, _DEEPEST_HEADING)
            return Markup("<h{0}>{1}</h{0}>").format(level, self.inline(block.children))
        if isinstance(block, BulletList):
            return self._list("ul", block.items)
        if isinstance(block, OrderedList):
            return self._list("ol", block.items)
        if isinstance(block, TextTable):
            return self._table(block)
        return self._quote(block)

    def _table(self, table: TextTable) -> Markup:
        """Return a table that scrolls by itself on a narrow screen, named by its heads."""
        name = ", ".join(filter(None, map(plain_text, table.heads)))
        heads = zip(table.heads, table.is_right, strict=True)
        return Markup(
            '<div class="scroller own-table" role="group" tabindex="0" aria-label="{}">'
            '<table class="table table-own">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody>\n'
            "</table></div>"
        ).format(
            name,
            Markup("").join(self._cell(text, "col", is_right) for text, is_right in heads),
            Markup("\n").join(self._row(row, table.is_right) for row in table.rows),
        )

    def _row(self, row: tuple[Prose, ...], is_right: tuple[bool, ...]) -> Markup:
        scopes = ("row", *("" for _ in row[1:]))
        cells = map(self._cell, row, scopes, is_right)
        return Markup("<tr>{}</tr>").format(Markup("").join(cells))

    def _cell(self, text: Prose, scope: str, is_right: bool) -> Markup:
        kind = Markup(' class="is-number"') if is_right else Markup("")
        # A header without words would be announced before every cell.
        if not scope or not text:
            return Markup("<td{}>{}</td>").format(kind, self.inline(text))
        return Markup('<th scope="{}"{}>{}</th>').format(scope, kind, self.inline(text))

    def _list(self, tag: str, items: tuple[tuple[TextBlock, ...], ...]) -> Markup:
        items_html = (Markup("<li>{}</li>").format(self._list_item(item)) for item in items)
        return Markup("<{0}>{1}</{0}>").format(tag, Markup("").join(items_html))

    def _list_item(self, item: tuple[TextBlock, ...]) -> Markup:
        """Return an item's blocks; a single paragraph without its tag."""
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return self.inline(item[0].children)
        return self.blocks(item)

    def _quote(self, quote: Quote) -> Markup:
        inner = self.blocks(quote.children)
        if not quote.attribution:
            return Markup("<blockquote>{}</blockquote>").format(inner)
        return Markup('<blockquote>{}<p class="quote-by"><cite>{}</cite></p></blockquote>').format(
            inner, quote.attribution
        )

    def _item(self, item: Inline) -> Markup:  # one branch per kind of inline
        if isinstance(item, Text):
            return escape(item.text)
        if isinstance(item, Number):
            return self._number(item)
        if isinstance(item, (Emphasis, Strong, Link)):
            return self._nested(item)
        if isinstance(item, Cite):
            return self._cite(item)
        if isinstance(item, Reference):
            return self._reference(item)
        return self._mark(item)

    def _mark(self, item: Claim | Code | Superscript | LineBreak) -> Markup:
        if isinstance(item, Claim):
            return Markup('<span data-claim="{}">{}</span>').format(item.subject, item.text)
        if isinstance(item, Code):
            return Markup("<code>{}</code>").format(item.text)
        if isinstance(item, Superscript):
            return Markup("<sup>{}</sup>").format(item.text)
        return Markup("<br>")

    def _number(self, item: Number) -> Markup:
        part = Markup(' data-part="{}"').format(item.part) if item.part != "value" else Markup("")
        exact = full_precision(self.brief.ledger, item.quantity, item.part)
        if exact is None:
            return Markup('<span class="number" data-q="{}"{}>{}</span>').format(
                item.quantity, part, item.text
            )
        return Markup('<data class="number" value="{}" data-q="{}"{}>{}</data>').format(
            exact, item.quantity, part, item.text
        )

    def _nested(self, item: Emphasis | Strong | Link) -> Markup:
        inner = self.inline(item.children)
        if isinstance(item, Emphasis):
            return Markup("<em>{}</em>").format(inner)
        if isinstance(item, Strong):
            return Markup("<strong>{}</strong>").format(inner)
        return linked(item.href, inner)

    def _cite(self, item: Cite) -> Markup:
        """Return ``[1,3]``, each number a link to its entry."""
        links = [
            Markup('<a href="#ref-{0}">{0}</a>').format(self.brief.citations[key])
            for key in item.keys
            if key in self.brief.citations
        ]
        return Markup('<span class="cite">[{}]</span>').format(Markup(",").join(links))

    def _reference(self, item: Reference) -> Markup:
        label = self.brief.labels.get(item.target)
        if label is None:
            return escape(item.target)
        return Markup('<a class="xref" href="#{}">{}</a>').format(
            item.target,
            label.replace(" ", "\u00a0"),  # “Figure” stays on the line of its number
        )


def _direction(prose: Prose) -> Markup:
    """Return the `dir` attribute of right-to-left text, or nothing."""
    return Markup(' dir="rtl"') if is_right_to_left(plain_text(prose)) else Markup("")


def _unbroken(text: str) -> Markup:
    """Return text in which hyphenated words are unbreakable, unless they are very long."""
    parts = []
    start = 0
    for match in _COMPOUND.finditer(text):
        parts.append(escape(text[start : match.start()]))
        parts.append(Markup('<span class="whole">{}</span>').format(match.group()))
        start = match.end()
    return Markup("").join([*parts, escape(text[start:])])


def linked(href: str, inner: Markup) -> Markup:
    """Return a link if its target is safe, otherwise its text."""
    if not _SAFE_HREF.match(href.strip()):
        return inner
    return Markup('<a href="{}">{}</a>').format(href.strip(), inner)


# Bidirectional classes of Hebrew and Arabic letters (Unicode Standard Annex 9).
_TO_THE_LEFT = ("R", "AL")


def is_right_to_left(text: str) -> bool:
    """Return whether a text begins in a right-to-left script and is mostly written in it.

    Both, because an English sentence may begin with an Arabic name or quote a long one.
    """
    if text.isascii():
        return False
    ways = [way for item in text if (way := bidirectional(item)) in ("L", *_TO_THE_LEFT)]
    return bool(ways) and ways[0] != "L" and ways.count("L") * 2 < len(ways)


def isolated(text: str) -> Markup:
    """Return a name, isolated with ``<bdi>`` if it contains right-to-left letters.

    Without isolation, a comma between two Hebrew names becomes part of their run, and the
    names swap places.
    """
    if text.isascii() or not any(bidirectional(item) in _TO_THE_LEFT for item in text):
        return escape(text)
    return Markup("<bdi>{}</bdi>").format(text)
