"""Read an HTML page: text, alternative texts, metadata, and the embedded ledger."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.ledger.embedded_data import unpack_data, unpack_files
from reportgen.ledger.readers.html_blocks import INLINE, blocks_of, place_of
from reportgen.ledger.readers.html_tree import (
    attributes_of,
    is_comment,
    parse_page,
    tag_of,
    text_of,
)
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

    from reportgen.ledger.readers.html_blocks import Block

LEDGER_ID = "outcomes"
TRANSCRIPT_ID = "transcript"
DATA_ID = "data"
_DATA_TYPE = "application/json"
_LINKED_DATA = "application/ld+json"
_LEFT_OUT = ("value", "tabindex", "aria-describedby")
"""Attributes without effect on the drawing; the page's own script sets them."""
_CLASSES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class BoundNumber:
    """A number of a page with the full-precision value of its element, as text."""

    quantity: str
    part: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HtmlPage:
    """The content of one HTML file.

    `ledger` and `transcript` are embedded data, None if absent or unreadable; `attached` are
    the embedded data files; `blocks` have the fingerprints of all that a reader can see.
    """

    shown: Transcript
    bound: tuple[BoundNumber, ...]
    ledger: Any = None
    transcript: Any = None
    attached: Mapping[str, bytes] = field(default_factory=dict)
    blocks: Mapping[str, Block] = field(default_factory=dict)


@dataclass(slots=True)
class _Walk:
    """The state of one traversal of a page."""

    is_print: bool
    passages: list[Passage] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    place: str = ""
    bound: list[BoundNumber] = field(default_factory=list)
    drawing: dict[str, list[str]] = field(default_factory=dict)

    def close(self) -> None:
        """End the current passage."""
        self.add(Kind.TEXT, self.place, self.runs)
        self.runs = []

    def add(self, kind: Kind, place: str, runs: list[Run]) -> None:
        """Add a passage unless it is empty."""
        passage = passage_of(kind, place, runs)
        if passage is not None:
            self.passages.append(passage)


def read_html(page: str | bytes, *, is_print: bool = False) -> HtmlPage:
    """Return the content of a page.

    Parameters
    ----------
    page : str or bytes
        A whole HTML document, which is read as a browser reads it.
    is_print : bool
        Whether a PDF is laid out from the page: its alternative texts are then the titles
        of its figures, and running headers and footers are read as well.
    """
    root = parse_page(page)
    walk = _Walk(is_print=is_print)
    _read_head(root, walk)
    body = root.find("body")
    if body is not None:
        _read_element(body, walk, Run(""))
        walk.close()
    _read_sheets(root, walk)
    return HtmlPage(
        shown=Transcript(
            passages=tuple(walk.passages),
            drawing={} if is_print else _digests(walk.drawing),
        ),
        bound=tuple(walk.bound),
        ledger=_embedded(root, LEDGER_ID),
        transcript=_embedded(root, TRANSCRIPT_ID),
        attached=unpack_files(_embedded(root, DATA_ID)),
        blocks={} if is_print else blocks_of(root, page),
    )


def _embedded(root: Element, name: str) -> Any:
    """Return the JSON of a data block; None if absent or unreadable.

    A portfolio page carries it deflated, as one string.
    """
    found = [item for item in root.iter("script") if item.get("id") == name]
    # With two blocks of one id it is unclear which one the page was built with.
    if len(found) != 1:
        return None
    try:
        value = json.loads(found[0].text or "")
        return unpack_data(value) if isinstance(value, str) else value
    except ValueError:
        return None


def _read_head(root: Element, walk: _Walk) -> None:
    """Read the title, the meta elements and the linked data (JSON-LD)."""
    # Titles of drawings have a namespace, so they are not among these.
    for item in root.iter():
        if item.tag == "title":
            walk.add(Kind.HEAD, "title", [Run(text_of(item))])
        elif item.tag == "meta" and (name := item.get("name") or item.get("property")):
            walk.add(Kind.HEAD, name, [Run(item.get("content") or "")])
        elif item.tag == "script" and item.get("type") == _LINKED_DATA and not walk.is_print:
            for name, text in _linked_data(item.text or ""):
                walk.add(Kind.HEAD, f"json-ld {name}".strip(), [Run(text)])


def _linked_data(text: str) -> list[tuple[str, str]]:
    try:
        return list(_leaves(json.loads(text), ""))
    except ValueError:
        return [("", text)]


def _leaves(value: Any, name: str) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of every scalar in a JSON document."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{name}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{name}.{index}".lstrip("."))
    else:
        yield name, value if isinstance(value, str) else json.dumps(value)


def _read_element(element: Element, walk: _Walk, around: Run) -> None:
    """Read an element with its children; `around` has the evidence of the enclosing element."""
    tag = tag_of(element)
    attributes = attributes_of(element)
    if tag in UNSEEN or (tag == "title" and not walk.is_print) or is_hidden(attributes):
        return
    if tag not in INLINE:
        walk.close()
    before = walk.place
    walk.place = place_of(tag, attributes) or before
    walk.drawing.setdefault(walk.place, []).append(_fingerprint(tag, attributes))
    if walk.is_print and tag == "title":
        walk.add(Kind.ALTERNATIVE, before, [Run(text_of(element))])
        return
    if walk.is_print and tag == "h2":
        walk.add(Kind.RUNNING, walk.place, [Run(text_of(element))])
    _read_spoken(tag, attributes, walk)
    own = _evidence(attributes, walk) or around
    walk.runs.append(Run(element.text or "", own.quantity, own.part, own.claim))
    if tag == "br":
        walk.runs.append(Run(" "))
    for child in element:
        if not is_comment(child):
            _read_element(child, walk, own)
        walk.runs.append(Run(child.tail or "", own.quantity, own.part, own.claim))
    if tag not in INLINE:
        walk.close()
    walk.place = before


def _evidence(attributes: dict[str, str], walk: _Walk) -> Run | None:
    if quantity := attributes.get("data-q"):
        part = attributes.get("data-part", "value")
        if "value" in attributes:
            walk.bound.append(BoundNumber(quantity, part, attributes["value"]))
        return Run("", quantity, part)
    if claim := attributes.get("data-claim"):
        return Run("", claim=claim)
    return None


def _read_spoken(tag: str, attributes: dict[str, str], walk: _Walk) -> None:
    """Read the text of attributes: alternative texts, and running headers and footers."""
    if walk.is_print:
        if attributes.get("class") == "running":
            for name in ("data-name", "data-title", "data-note"):
                walk.add(Kind.RUNNING, name, [Run(attributes.get(name, ""))])
        return
    for name in SPOKEN:
        if name in attributes:
            walk.add(Kind.ALTERNATIVE, walk.place, [Run(attributes[name])])
    if tag in ("input", "button", "option", "object", "iframe", "img", "video"):
        walk.add(Kind.TEXT, walk.place, [Run(f"{tag} {sorted(attributes.items())}")])


def _fingerprint(tag: str, attributes: dict[str, str]) -> str:
    """Return the tag and attributes that affect the drawing, in a form stable under parsing."""
    relevant = {
        key.lower(): _CLASSES.sub(" ", value).strip()
        for key, value in attributes.items()
        if key not in (*SPOKEN, *_LEFT_OUT) and "xmlns" not in key and not key.startswith("data-")
    }
    return f"{tag.lower()} {sorted(relevant.items())}"


def _read_sheets(root: Element, walk: _Walk) -> None:
    """Add style sheets and scripts to the drawing: both can hide or add text."""
    for item in root.iter():
        if item.tag not in ("style", "script") or item.get("type") in (_DATA_TYPE, _LINKED_DATA):
            continue
        name = "style sheet" if item.tag == "style" else "script"
        content = f"{item.get('src', '')} {(item.text or '').strip()}"
        walk.drawing.setdefault(name, []).append(content)
    for item in root.iter("link"):
        walk.drawing.setdefault("style sheet", []).append(str(sorted(item.attrib.items())))


def _digests(drawing: dict[str, list[str]]) -> dict[str, str]:
    return {
        # 128 bits are enough here, and a page has hundreds of places.
        place: sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
        for place, parts in drawing.items()
    }


UNSEEN = frozenset({"script", "style", "template", "head", "meta", "link"})
"""Elements that display nothing."""

SPOKEN = ("aria-label", "alt", "title", "aria-description", "placeholder")
"""Attributes that screen readers or browsers present as text."""

_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?![.\d])"
    r"|font-size\s*:\s*0(?![.\d])",
    re.IGNORECASE,
)


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Return whether an element hides itself by an attribute or inline style."""
    return "hidden" in attributes or bool(_HIDING.search(attributes.get("style", "")))
