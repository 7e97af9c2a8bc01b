"""Read the text of a Word document, each bookmarked number and claim with its evidence."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.ledger.embedded_data import CarriedPage
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

NAMESPACE = "urn:reportgen:outcomes:1"
DOCUMENT = "word/document.xml"
LEDGER = "customXml/item1.xml"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OWN = f"{{{NAMESPACE}}}"
_RUNNING = ("word/header1.xml", "word/footer1.xml")
# Checked before unpacking: a small archive can expand to any size (zip bomb).
_MOST = 200 * 1024 * 1024


@dataclass(slots=True)
class _Paragraph:
    """The runs of a paragraph; `open` holds the evidence of the open bookmarks by id."""

    bound: Mapping[str, Run]
    runs: list[Run] = field(default_factory=list)
    open: dict[str, Run] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Add text, bound to the bookmark opened last."""
        # Word splits runs when people edit them; the pieces of one number are joined again.
        meant = next(reversed(self.open.values()), Run(""))
        last = self.runs[-1] if self.runs else None
        if last and meant.subject and last.subject == meant.subject and last.part == meant.part:
            self.runs[-1] = Run(last.text + text, meant.quantity, meant.part, meant.claim)
        else:
            self.runs.append(Run(text, meant.quantity, meant.part, meant.claim))


def read_docx(data: bytes) -> CarriedPage:
    """Return the text of a Word document and the data embedded in it.

    Parameters
    ----------
    data : bytes
        The file.

    Raises
    ------
    ValueError
        The file is not a Word document, or is larger than a brief can be.
    """
    parts = _parts(data)
    custom = _tree(parts.get(LEDGER))
    return CarriedPage(
        shown=read_parts(parts),
        ledger=_json(custom, "ledger"),
        transcript=_json(custom, "transcript"),
    )


def read_parts(parts: Mapping[str, bytes]) -> Transcript:
    """Return the text of a document's parts: body, alternative texts, headers and footers."""
    bound = _bound(_tree(parts.get(LEDGER)))
    document = _tree(parts.get(DOCUMENT))
    if document is None:
        raise ValueError("this is no Word document")
    passages = [*_passages(document, bound)]
    for name in _RUNNING:
        edge = _tree(parts.get(name))
        for paragraph in edge.iter(f"{_W}p") if edge is not None else ():
            passage = passage_of(Kind.RUNNING, name, _runs(paragraph, {}))
            passages += [passage] if passage else []
    return Transcript(passages=tuple(passages))


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            wanted = (DOCUMENT, LEDGER, *_RUNNING)
            known = [item for item in archive.infolist() if item.filename in wanted]
            if sum(item.file_size for item in known) > _MOST:
                raise ValueError("this file is too large for a brief")
            return {item.filename: archive.read(item) for item in known}
    except (zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError) as problem:
        raise ValueError("this is no Word document") from problem


def _tree(content: bytes | None) -> _Element | None:
    from lxml import etree

    parser = etree.XMLParser(no_network=True, load_dtd=False, resolve_entities=False)
    try:
        return None if content is None else etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise ValueError("a part of this Word document is damaged") from problem


def _bound(custom: _Element | None) -> dict[str, Run]:
    """Return the evidence of each bookmark, by name."""
    found: dict[str, Run] = {}
    if custom is None:
        return found
    for item in custom.iter(f"{_OWN}number"):
        quantity, part = item.get("quantity", ""), item.get("part", "value")
        found[item.get("bookmark", "")] = Run("", quantity, part)
    for item in custom.iter(f"{_OWN}claim"):
        found[item.get("bookmark", "")] = Run("", claim=item.get("subject", ""))
    return found


def _passages(document: _Element, bound: Mapping[str, Run]) -> Iterator[Passage]:
    place = ""
    for paragraph in document.iter(f"{_W}p"):
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        passage = passage_of(Kind.TEXT, place, _runs(paragraph, bound))
        if style is not None and style.get(f"{_W}val") == "Heading1" and passage:
            place = passage.text
        for picture in paragraph.iter("{*}docPr"):
            alternative = passage_of(Kind.ALTERNATIVE, place, [Run(picture.get("descr", ""))])
            yield from (alternative,) if alternative else ()
        yield from (passage,) if passage else ()


def _runs(paragraph: _Element, bound: Mapping[str, Run]) -> list[Run]:
    read = _Paragraph(bound)
    for item in paragraph.iter():
        if item.tag == f"{_W}bookmarkStart" and item.get(f"{_W}name") in bound:
            read.open[item.get(f"{_W}id", "")] = bound[item.get(f"{_W}name", "")]
        elif item.tag == f"{_W}bookmarkEnd":
            read.open.pop(item.get(f"{_W}id", ""), None)
        elif item.tag == f"{_W}t":
            read.add(item.text or "")
        elif item.tag in (f"{_W}br", f"{_W}tab", f"{_W}cr"):
            read.add(" ")
    return read.runs


def _json(custom: _Element | None, name: str) -> Any:
    text = custom.findtext(f"{_OWN}{name}") if custom is not None else None
    try:
        return None if text is None else json.loads(text)
    except ValueError:
        return None
