"""Fingerprint a page block by block: everything in it that a reader can see or follow.

A block is a part with an anchor, such as a section, figure or table; the head, each style sheet
and each script are blocks of their own. Its fingerprint covers every element, attribute and text
of the tree that a browser builds, and the places of the blocks inside it. Whatever differs from
the page as built is a change, except for what is harmless:

- white space between words, and next to elements that are not part of a line; line ends,
- comments, unless Internet Explorer executes them,
- the order, case and quotes of attributes, and declarations of namespaces: no part of the tree,
- the declared encoding if it is one of Unicode: the decoded text is compared,
- in a page that a browser saved: what the page's own script sets, which is the tabindex of a
  number, and the hidden note of the number last pointed at.

The transcript holds the fingerprints, so it is not covered, nor are attached data, which have
checksums of their own. Both are data blocks that display nothing, and nothing else is left out:
a script element of type application/json with an id and no other attribute, in the body.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import sha256
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from reportgen.ledger.readers.html_tree import attributes_of, is_comment, tag_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "em", "i", "mark", "q", "s"}
    | {"small", "span", "strong", "sub", "sup", "time", "tspan", "u", "wbr"}
)
"""Elements that continue the line they are in."""

# 64 bits: enough against accidental edits; a fingerprint is no signature.
_LETTERS = 16
_ALPHABET = ascii_letters + digits + "-_"
# The letters of larger blocks would take too much space; they are reported whole.
_MOST_MARKS = 2000
_SPACES = re.compile(r"[ \t\r\n\f]+")
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16"})
_CONTENT_TYPE = re.compile(r"text/html\s*;\s*charset=(.*)", re.IGNORECASE)
_MOVED = re.compile(r"\s*((left|top)\s*:\s*-?[\d.]+px\s*;?\s*)*", re.IGNORECASE)
_DOCTYPE = re.compile(rb"(\s|<!--.*?-->)*<!doctype html\s*>", re.IGNORECASE | re.DOTALL)
_DATA_TYPE = "application/json"
_LEDGER_ID = "outcomes"
_UNCOVERED = ("transcript", "data")


@dataclass(slots=True)
class PageElement:
    """One element of a block; `subject` is the number or claim in it or around it."""

    tag: str
    attributes: Mapping[str, str]
    subject: str
    marks: str = ""

    @property
    def label(self) -> str:
        """Return the opening tag, shortened."""
        given = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        text = _SPACES.sub(" ", f"<{self.tag}{given}>")
        return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…>"


_LONGEST = 100


@dataclass(slots=True)
class Block:
    """A part of a page: its elements in order, and its canonical text."""

    elements: list[PageElement] = field(default_factory=list)
    tokens: list[tuple[str, str]] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """Return the fingerprint of everything in the block."""
        return _digest("\n".join(_canonical(self.tokens)))

    @property
    def record(self) -> str:
        """Return the fingerprint, then two letters for each element, which only help to name it.

        The first letter depends on its tag and attributes, the second on its own text.
        """
        marks = "".join(item.marks for item in self.elements[:_MOST_MARKS])
        return f"{self.digest} {marks}" if len(self.elements) <= _MOST_MARKS else self.digest


def blocks_of(root: Element, page: str | bytes) -> dict[str, Block]:
    """Return the blocks of a page by name, in their order.

    Parameters
    ----------
    root : Element
        The page, parsed by `parse_page`.
    page : str or bytes
        The same page, whose document type the tree does not have.
    """
    walk = _Walk()
    walk.visit(root, "page", "", None)
    start = (page.encode("utf-8", "replace") if isinstance(page, str) else page)[:4096]
    start = start.replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe")
    # Without it, browsers apply other rules of layout ("quirks").
    if _DOCTYPE.match(start.removeprefix(b"\xfe\xff")) is None:
        walk.blocks["page"].tokens.append(("tag", "no document type"))
    return walk.blocks


def place_of(tag: str, attributes: Mapping[str, str]) -> str:
    """Return the anchor of an element; a section's anchor is on its heading."""
    if tag == "section":
        return attributes.get("aria-labelledby", "")
    return "" if tag in INLINE else attributes.get("id", "")


@dataclass(slots=True)
class _Walk:
    blocks: dict[str, Block] = field(default_factory=dict)

    def visit(self, element: Element, around: str, subject: str, parent: Element | None) -> str:
        """Add an element with its children; return the number or claim that it is about."""
        attributes = dict(_lasting(element))
        tag = tag_of(element)
        if _is_uncovered(tag, attributes, parent) or _is_encoding(tag, attributes):
            return ""
        name = _block_name(tag, attributes, parent) or around
        block = self.blocks.setdefault(name, Block())
        if name != around:
            self.blocks[around].tokens.append(("tag", f"[{name}]"))
        mine = attributes.get("data-q") or attributes.get("data-claim") or ""
        seen = PageElement(tag, attributes, mine or subject)
        block.elements.append(seen)
        opening = f"{element.tag} {sorted(attributes.items())}"
        block.tokens.append(("tag" if tag not in INLINE else "inline", opening))
        texts = []
        for item in self._content(element, tag, attributes):
            if isinstance(item, str):
                texts.append(item)
                # Line ends matter in a script: they end its comments.
                is_code = tag in ("script", "style")
                block.tokens.append(("tag", item.strip()) if is_code else ("text", item))
            else:
                inside = self.visit(item, name, mine or subject, element)
                seen.subject = seen.subject or inside
        block.tokens.append(("tag" if tag not in INLINE else "inline", f"/{tag}"))
        own = _SPACES.sub(" ", "".join(texts)).strip()
        seen.marks = _letter(opening) + _letter(own)
        return seen.subject

    def _content(
        self, element: Element, tag: str, attributes: Mapping[str, str]
    ) -> Iterator[str | Element]:
        """Yield texts and children, without comments and without what is covered elsewhere."""
        if _is_closed_note(attributes):
            return
        if tag == "script" and attributes == {"type": _DATA_TYPE, "id": _LEDGER_ID}:
            return  # each entry of the ledger has a fingerprint in the seal
        yield element.text or ""
        for child in element:
            if not is_comment(child):
                yield child
            elif (child.text or "").lstrip().lower().startswith("[if"):
                yield f"<!--{child.text}-->"
            yield child.tail or ""


def _lasting(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes, in canonical form, without those that the page's own script sets."""
    given = attributes_of(element)
    is_note = _is_closed_note(given)
    for name, text in given.items():
        value = _SPACES.sub(" ", text).strip() if name == "class" else text
        if name == "tabindex" and value == "0" and "data-q" in given:
            continue
        if is_note and name == "style" and _MOVED.fullmatch(value):
            continue
        yield name, "" if value == name else value  # `hidden="hidden"` is `hidden`


def _is_closed_note(attributes: Mapping[str, str]) -> bool:
    return attributes.get("class") == "evidence-note" and attributes.get("hidden") in (
        "",
        "hidden",
    )


def _is_uncovered(tag: str, attributes: Mapping[str, str], parent: Element | None) -> bool:
    if tag != "script" or parent is None or tag_of(parent) != "body":
        return False
    return any(attributes == {"type": _DATA_TYPE, "id": name} for name in _UNCOVERED)


def _is_encoding(tag: str, attributes: Mapping[str, str]) -> bool:
    """Return whether an element declares an encoding of Unicode, and nothing else."""
    if tag != "meta":
        return False
    declared = attributes.get("charset", "") if len(attributes) == 1 else ""
    if len(attributes) == 2 and attributes.get("http-equiv", "").lower() == "content-type":
        match = _CONTENT_TYPE.fullmatch(attributes.get("content", "").strip())
        declared = match[1] if match else ""
    return declared.strip().lower() in _ENCODINGS


def _block_name(tag: str, attributes: Mapping[str, str], parent: Element | None) -> str:
    if tag == "style":
        return "style sheet"
    if tag == "script":
        return "script"
    if tag in ("head", "body") and parent is not None and parent.tag == "html":
        return tag
    return place_of(tag, attributes)


def _canonical(tokens: list[tuple[str, str]]) -> Iterator[str]:
    """Yield tags and texts, without the white space that no browser shows."""
    merged: list[tuple[str, str]] = []
    for kind, text in tokens:
        if kind == "text" and merged and merged[-1][0] == "text":
            merged[-1] = ("text", merged[-1][1] + text)
        elif kind != "text" or text:
            merged.append((kind, text))
    last = len(merged) - 1
    for at, (kind, text) in enumerate(merged):
        if kind != "text":
            yield text
            continue
        words = _SPACES.sub(" ", text)
        if at == 0 or merged[at - 1][0] == "tag":
            words = words.removeprefix(" ")
        if at == last or merged[at + 1][0] == "tag":
            words = words.removesuffix(" ")
        if words:
            yield repr(words)


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LETTERS]


def _letter(text: str) -> str:
    return _ALPHABET[sha256(text.encode("utf-8", "surrogatepass")).digest()[0] % 64]
