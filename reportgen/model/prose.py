"""Prose as a tree in which numbers and claims refer to their evidence.

Every format of a brief (HTML, PDF, Word, JATS, Markdown) is written from this tree, so no format
can print a number differently or without its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A computed number as printed, with the id of its quantity.

    `part` is the field of the quantity: ``value``, ``ci_low``, ``ci_high``, ``n``,
    ``numerator`` or ``confidence_level``; or ``size``, the value without its sign.
    """

    text: str
    quantity: str
    part: str = "value"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that follow from the verdict of a comparison or the status of a goal."""

    text: str
    subject: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold text."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Monospaced text."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an http, https, mailto or tel URL, or to an anchor in the brief."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation of one or more references, by their keys."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A cross-reference to a figure or table of the brief, such as ``fig-followers``."""

    target: str


@dataclass(frozen=True, slots=True)
class Superscript:
    """Superscript text, such as the 2 of R squared."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the authors state without a computation, and their source; listed at the end."""

    words: str
    source: str


Inline = (
    Text
    | Number
    | Claim
    | Emphasis
    | Strong
    | Code
    | Link
    | Cite
    | Reference
    | Superscript
    | LineBreak
)

Prose = tuple[Inline, ...]
"""Inline content: a sentence, a caption, a table cell."""

Sentences = tuple[Prose, ...]
"""Sentences in order, each with its full stop; the caller joins them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Prose


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a text field; level 3 is the first below the heading of a section."""

    level: int
    children: Prose


@dataclass(frozen=True, slots=True)
class BulletList:
    """A bulleted list."""

    items: tuple[tuple[TextBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list."""

    items: tuple[tuple[TextBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its attribution, if known."""

    children: tuple[TextBlock, ...]
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table in a text field: its heads, whether each column is right-aligned, and its rows.

    Every row has as many cells as there are heads.
    """

    heads: tuple[Prose, ...]
    is_right: tuple[bool, ...]
    rows: tuple[tuple[Prose, ...], ...]


TextBlock = Paragraph | Heading | BulletList | OrderedList | Quote | TextTable


def plain_text(prose: Prose) -> str:
    """Return the text as a reader sees it, without formatting and links."""
    return "".join(_plain(item) for item in prose)


def _plain(item: Inline) -> str:
    if isinstance(item, (Text, Number, Claim, Code, Superscript)):
        return item.text
    if isinstance(item, (Emphasis, Strong, Link)):
        return plain_text(item.children)
    if isinstance(item, LineBreak):
        return " "
    # Citations and cross-references get their text when a document numbers them.
    return ""
