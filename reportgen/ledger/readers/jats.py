"""Read the text of a JATS article, each number and claim with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.ledger.embedded_data import CarriedPage, unpack_data
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, passage_of

if TYPE_CHECKING:
    from lxml.etree import _Element

LEDGER = "reportgen-outcomes"
TRANSCRIPT = "reportgen-transcript"
QUANTITY = "reportgen-quantity"
CLAIM = "reportgen-claim"

_INLINE = frozenset(
    ("named-content", "italic", "bold", "sup", "monospace", "xref", "ext-link", "email")
)


@dataclass(slots=True)
class _Walk:
    """The state of one traversal of an article."""

    passages: list[Passage] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)

    def close(self, kind: Kind, place: str) -> None:
        """End the current passage."""
        passage = passage_of(kind, place, self.runs)
        self.passages += [passage] if passage else []
        self.runs = []


def read_jats(data: bytes) -> CarriedPage:
    """Return the text of an article and the data embedded in it.

    Parameters
    ----------
    data : bytes
        The file. For security, its DTD is not loaded and entities are not expanded.

    Raises
    ------
    ValueError
        The file is not valid XML.
    """
    from lxml import etree

    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError("it is not valid XML") from problem
    walk = _Walk()
    _read(root, walk, Kind.TEXT, "")
    carried = {
        item.target: item.text for item in root.itersiblings() if item.tag is etree.PI and item.text
    }
    return CarriedPage(
        shown=Transcript(passages=tuple(walk.passages)),
        ledger=_unpacked(carried.get(LEDGER)),
        transcript=_unpacked(carried.get(TRANSCRIPT)),
    )


def _read(element: _Element, walk: _Walk, kind: Kind, place: str) -> None:
    """Read an element; one that is not inline ends the passage before it."""
    if not isinstance(element.tag, str):
        return
    is_inline = element.tag in _INLINE
    if not is_inline:
        walk.close(kind, place)
        place = element.get("id", place)
        kind = _kind(element.tag, kind)
    subject = element.get("vocab-term-identifier", "")
    content = element.get("content-type")
    if content in (QUANTITY, CLAIM):
        walk.runs.append(_bound("".join(element.itertext()), content, subject, element))
        return
    walk.runs.append(Run(element.text or ""))
    for child in element:
        _read(child, walk, kind, place)
        walk.runs.append(Run(("\n" if child.tag == "break" else "") + (child.tail or "")))
    if not is_inline:
        walk.close(kind, place)


def _bound(text: str, content: str, subject: str, element: _Element) -> Run:
    if content == CLAIM:
        return Run(text, claim=subject)
    return Run(text, subject, element.get("specific-use", "value"))


def _kind(tag: str, kind: Kind) -> Kind:
    """Return the kind of passages that an element contains."""
    if tag in ("alt-text", "long-desc"):
        return Kind.ALTERNATIVE
    if tag == "front":
        return Kind.HEAD
    return Kind.TEXT if tag in ("abstract", "body", "back") else kind


def _unpacked(text: str | None) -> Any:
    try:
        return None if text is None else unpack_data(text)
    except ValueError:
        return None
