"""Read a tagged PDF: its text in reading order, its metadata, and its attachments.

The structure tree of the PDF gives the reading order, and each text object of a page refers to an
element of the tree. So the text has the order of the HTML page from which the PDF was laid out,
independent of its arrangement on paper.
"""

from __future__ import annotations

import ctypes
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, passage_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Nesting of tags and form objects; a damaged file could refer to itself.
_DEEPEST = 60
# Above the limit for building one (`pdf_pages`), which an operator may have raised.
_MOST_PAGES = 500
_LIST_MARK = re.compile(r"\d*\.?|[•◦▪‣–—-]")
HEAD_FIELDS = {
    "Title": "title",
    "Author": "author",
    "Subject": "description",
    "Keywords": "keywords",
}
_MADE_BY_STYLE = ("Lbl",)
"""Elements with text that the style sheet adds and the HTML page lacks."""
_LINK_ANNOTATIONS = (2, 16)
"""Links and their pop-ups; any other annotation can cover the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """The text of one PDF, and its attachments."""

    shown: Transcript
    attached: Mapping[str, bytes]


def read_pdf(data: bytes, numbers: Sequence[int | None] = ()) -> PdfFile:
    """Return the content of a PDF.

    Parameters
    ----------
    data : bytes
        A whole PDF.
    numbers : sequence of int or None
        For each page, its number when the PDF was built; pages without one are left out, and
        so are annotations, since the parts of the PDF have them. If empty, all is read.

    Raises
    ------
    DataError
        The file can't be opened, or has too many pages for a brief.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise DataError("the PDF can't be opened") from problem
    try:
        if len(document) > _MOST_PAGES:
            raise DataError(f"the PDF has {len(document)} pages, too many for a brief")
        return PdfFile(
            shown=Transcript(passages=(*_head(document, data), *_passages(document, numbers))),
            attached=_attached(document),
        )
    except pypdfium2.PdfiumError as problem:
        raise DataError("the PDF is damaged: a page can't be read") from problem
    finally:
        document.close()


def _head(document: Any, data: bytes) -> Iterator[Passage]:
    """Yield the properties, and the fields of the XMP packet that differ from them."""
    properties = document.get_metadata_dict(skip_empty=True)
    packet = read_xmp(data)
    for key, name in HEAD_FIELDS.items():
        value = properties.get(key, "")
        if key == "Author":  # pikepdf joins names in this way
            value = value.replace("; ", ", ")
        yield from _one(Kind.HEAD, name, value)
        if " ".join(packet.get(name, value).split()) != " ".join(value.split()):
            yield from _one(Kind.HEAD, f"{name} in XMP", packet[name])


def _passages(document: Any, numbers: Sequence[int | None]) -> Iterator[Passage]:
    header = ""
    for at, number in enumerate(numbers or range(1, len(document) + 1)):
        if number is None:
            continue
        page = _Page(number=number, header=header)
        yield from _page_passages(document[at], page)
        if not numbers:
            yield from _annotations(document[at], page)
        header = page.header


@dataclass(slots=True)
class _Page:
    """The state of reading one page.

    `texts` are its text objects by marked-content id; `words` those read so far; `header` is
    the text of the header of the table read last.
    """

    number: int
    header: str
    texts: dict[int, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Return the name of the page."""
        return f"page {self.number}"


def _page_passages(handle: Any, page: _Page) -> Iterator[Passage]:
    from pypdfium2 import raw

    page.texts = _marked_texts(handle)
    tree = raw.FPDF_StructTree_GetForPage(handle.raw)
    if tree:
        try:
            for index in range(max(0, raw.FPDF_StructTree_CountChildren(tree))):
                child = raw.FPDF_StructTree_GetChildAtIndex(tree, index)
                yield from _element_passages(child, page, "", 0)
        finally:
            raw.FPDF_StructTree_Close(tree)
    yield from _one(Kind.TEXT, page.place, "".join(page.words))
    for left in page.texts.values():
        yield from _one(Kind.RUNNING, page.place, " ".join(left))


def _annotations(handle: Any, page: _Page) -> Iterator[Passage]:
    from pypdfium2 import raw

    for index in range(raw.FPDFPage_GetAnnotCount(handle.raw)):
        annotation = raw.FPDFPage_GetAnnot(handle.raw, index)
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        raw.FPDFPage_CloseAnnot(annotation)
        if kind not in _LINK_ANNOTATIONS:
            yield from _one(Kind.TEXT, page.place, f"annotation {kind}")


def _element_passages(element: Any, page: _Page, around: str, depth: int) -> Iterator[Passage]:
    """Add the text of an element of the tree, and yield the alternative texts in it."""
    from pypdfium2 import raw

    if not element or depth > _DEEPEST:
        return
    kind = _string(raw.FPDF_StructElement_GetType, element)
    for spoken in (raw.FPDF_StructElement_GetAltText, raw.FPDF_StructElement_GetActualText):
        yield from _one(Kind.ALTERNATIVE, page.place, _string(spoken, element))
    before = len(page.words)
    for index in range(max(0, raw.FPDF_StructElement_CountChildren(element))):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, index)
        if child:
            inside = kind if kind in _MADE_BY_STYLE else around
            yield from _element_passages(child, page, inside, depth + 1)
        else:
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, index)
            _add_words(page, mark, kind if kind in _MADE_BY_STYLE else around)
    if kind == "THead":
        _drop_repeated_header(page, before)


def _add_words(page: _Page, mark: int, around: str) -> None:
    found = page.texts.pop(mark, []) if mark >= 0 else []
    # The style sheet adds the numbers and bullets of lists; the page does not have them.
    if around != "Lbl" or not _LIST_MARK.fullmatch("".join(found).strip()):
        page.words += found


def _drop_repeated_header(page: _Page, before: int) -> None:
    """Drop the repeated header of a table continued from the previous page."""
    header = "".join(page.words[before:])
    if before == 0 and header == page.header:
        del page.words[before:]
    page.header = header


def _marked_texts(page: Any) -> dict[int, list[str]]:
    """Return the texts of a page by marked-content id, which the structure tree refers to."""
    from pypdfium2 import raw

    text_page = page.get_textpage()
    found: dict[int, list[str]] = {}
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        item = raw.FPDFPage_GetObject(page.raw, index)
        mark = raw.FPDFPageObj_GetMarkedContentID(item)
        for text in _texts(item, text_page, 0):
            found.setdefault(mark, []).append(text)
    text_page.close()
    return found


def texts_by_mark(page: Any) -> dict[int, str]:
    """Return the text of each marked piece of a page, without white space around it."""
    return {mark: "".join(found).strip() for mark, found in _marked_texts(page).items()}


def _texts(item: Any, text_page: Any, depth: int) -> Iterator[str]:
    """Yield the texts of a page object; a figure is a group of objects."""
    from pypdfium2 import raw

    kind = raw.FPDFPageObj_GetType(item)
    if kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        for index in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _texts(raw.FPDFFormObj_GetObject(item, index), text_page, depth + 1)
    if kind != raw.FPDF_PAGEOBJ_TEXT:
        return
    length = raw.FPDFTextObj_GetText(item, text_page.raw, None, 0)
    buffer = (ctypes.c_ushort * max(1, length))()
    raw.FPDFTextObj_GetText(item, text_page.raw, buffer, length)
    text = bytes(buffer).decode("utf-16-le", "replace").split("\0", 1)[0]
    # PDFium returns U+0002 for a hyphen at the end of a line, hard or soft.
    yield text.replace("\x02", "-")


def attachments_of(data: bytes) -> dict[str, bytes]:
    """Return the attachments of a PDF.

    Raises
    ------
    DataError
        The file can't be opened.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise DataError("the PDF can't be opened") from problem
    try:
        return _attached(document)
    finally:
        document.close()


def _attached(document: Any) -> dict[str, bytes]:
    from pypdfium2 import PdfiumError

    files = {}
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        with suppress(PdfiumError):  # skip unreadable attachments
            files[str(attachment.get_name())] = bytes(attachment.get_data())
    return files


def _one(kind: Kind, place: str, text: str) -> Iterator[Passage]:
    passage = passage_of(kind, place, [Run(text)])
    if passage is not None:
        yield passage


def _string(function: Any, element: Any) -> str:
    """Return the UTF-16 string that a PDFium function writes to a buffer."""
    length = function(element, None, 0)
    if length <= 2:
        return ""
    buffer = ctypes.create_string_buffer(length)
    function(element, buffer, length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace")


_PACKET = re.compile(rb"<\?xpacket begin=.*?<\?xpacket end=", re.DOTALL)
_DC = "{http://purl.org/dc/elements/1.1/}"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_KEYWORDS = "{http://ns.adobe.com/pdf/1.3/}Keywords"
_FIELDS = {"title": f"{_DC}title", "author": f"{_DC}creator", "description": f"{_DC}description"}


def read_xmp(data: bytes) -> dict[str, str]:
    """Return the title, author, description and keywords in a PDF's XMP packet, if present.

    Parameters
    ----------
    data : bytes
        A whole PDF. Its packet is never compressed, so a plain search finds it.
    """
    from lxml import etree

    found: dict[str, str] = {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    for match in _PACKET.finditer(data):
        packet = match.group()
        inside = packet[packet.index(b"?>") + 2 : packet.rindex(b"<?xpacket end=")]
        try:
            root = etree.fromstring(inside.strip(), parser)
        except etree.XMLSyntaxError:
            root = None
        if root is None:
            found["title"] = "an XMP packet that can't be read"
            continue
        for name, tag in _FIELDS.items():
            items = [
                item.text or "" for entry in root.iter(tag) for item in entry.iter(f"{_RDF}li")
            ]
            if items:
                found[name] = ", ".join(items)
        for entry in root.iter(_KEYWORDS):
            found["keywords"] = entry.text or ""
    return found
