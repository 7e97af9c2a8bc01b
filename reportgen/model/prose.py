"""Prose as a tree whose numbers and claims remember where they come from.

Every format of a brief (HTML, PDF, Word, JATS, Markdown) is written from this tree, so a
number can't change its text, or lose its evidence, between two formats.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Number:
    """A computed number as printed, and the quantity that it prints.

    `part` says which of the quantity's numbers: ``value``, ``ci_low``, ``ci_high``, ``n``,
    ``numerator`` or ``confidence_level``.
    """

    text: str
    quantity: str
    part: str = "value"


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that a comparison's verdict, or a goal's status, licensed."""

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
    """A link to http, https, mailto, tel, or to an anchor of the brief itself."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation of one or more keys of the reference list."""

    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a figure or table of the brief, such as ``fig-followers``."""

    target: str


@dataclass(frozen=True, slots=True)
class Superscript:
    """A raised mark, such as the 2 of R squared."""

    text: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line break."""


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
"""One run of words: a sentence, a caption, a table cell."""

Sentences = tuple[Prose, ...]
"""Sentences in order, each with its full stop; whoever prints them puts them together."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    children: Prose


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a text field; `level` 3 is the first below a section's own."""

    level: int
    children: Prose


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without an order."""

    items: tuple[tuple[TextBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class OrderedList:
    """A numbered list."""

    items: tuple[tuple[TextBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone's words, with who said them where it is known."""

    children: tuple[TextBlock, ...]
    attribution: str = ""


TextBlock = Paragraph | Heading | BulletList | OrderedList | Quote


def plain_text(prose: Prose) -> str:
    """Return the words as a reader sees them, without marks or links."""
    return "".join(_plain(item) for item in prose)


def _plain(item: Inline) -> str:
    if isinstance(item, (Text, Number, Claim, Code, Superscript)):
        return item.text
    if isinstance(item, (Emphasis, Strong, Link)):
        return plain_text(item.children)
    if isinstance(item, LineBreak):
        return " "
    return ""
