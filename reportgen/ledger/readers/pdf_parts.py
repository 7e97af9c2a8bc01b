"""Fingerprint a PDF part by part: everything in it that a reader can see, hear or follow.

Parts are each page's drawing (its instructions with the fonts, pictures and styles that they use),
its settings (boxes, rotation, actions), its annotations and its tags; and of the document the
outline, the named destinations, every other setting of the catalogue, the properties, and the names
and descriptions of attachments, whose contents have checksums of their own. Objects are compared
decoded and by value, so another file structure, compression or order of objects is no change.

Harmless, and therefore left out, is what no reader sees and other programs rewrite: producer and
date of the last change, thumbnails and private data of programs, resources that a page does not
use, the version of the format, and encryption without a password for opening.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from hashlib import sha256
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# 64 bits: enough against accidental edits; a fingerprint is no signature.
_LETTERS = 16
_SHORT = 8
_ALPHABET = ascii_letters + digits + "-_"
# Our own files nest up to 40 deep; a damaged one could be endless.
_DEEPEST = 120
_MOST_MARKS = 1500

_INHERITED = ("/MediaBox", "/CropBox", "/Rotate")
_OTHERWISE_COVERED = frozenset(
    {"/Contents", "/Resources", "/Annots", "/Parent", "/Type", *_INHERITED}
)
_UNSEEN_OF_PAGE = frozenset({"/PieceInfo", "/LastModified", "/Thumb"})
_UNSEEN_OF_CATALOGUE = frozenset({"/Type", "/Pages", "/Version", "/Extensions", "/PieceInfo"})
_COVERED_OF_CATALOGUE = frozenset({"/Names", "/Outlines", "/StructTreeRoot", "/Metadata", "/AF"})
_UNSEEN_PROPERTIES = frozenset({"/Producer", "/ModDate", "/Trapped"})
# The transcript has their words.
_WORDS_OF_PROPERTIES = frozenset({"/Title", "/Author", "/Subject", "/Keywords"})
_UNSEEN_OF_ANNOTATION = frozenset({"/P", "/Parent", "/Popup", "/M", "/NM"})
_ENCODED = frozenset({"/Length", "/Filter", "/DecodeParms", "/DL"})
_UP = frozenset({"/Parent", "/P"})
_USES = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "scn": "/Pattern",
    "SCN": "/Pattern",
    "sh": "/Shading",
    "BDC": "/Properties",
    "DP": "/Properties",
}
_XMP_UNSEEN = re.compile(
    r"\{http://ns\.adobe\.com/xap/1\.0/\}(ModifyDate|MetadataDate)"
    r"|\{http://ns\.adobe\.com/xap/1\.0/mm/\}.*|\{http://ns\.adobe\.com/pdf/1\.3/\}Producer"
)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """The fingerprints of one page; `marks` has two letters for each piece of its drawing."""

    drawing: str
    marks: str
    pieces: tuple[int, ...]
    settings: str
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfParts:
    """The fingerprints of a PDF.

    Attributes
    ----------
    pages : tuple of PdfPage
        In their order.
    whole : mapping of str to str
        Of the document: ``outline``, ``destinations``, ``property Title``, ``setting Lang`` and
        others; and ``tags of page 1``.
    numbers : tuple of int or None
        For each page, its number when built; None for a page that was added.
    """

    pages: tuple[PdfPage, ...]
    whole: Mapping[str, str]
    numbers: tuple[int | None, ...]

    def records(self) -> dict[str, str]:
        """Return the fingerprints as plain data, for a PDF as built."""
        found = dict(self.whole)
        for at, page in enumerate(self.pages, start=1):
            found[f"page {at}"] = f"{page.drawing} {page.marks}".rstrip()
            found[f"settings of page {at}"] = page.settings
            if page.annotations:
                found[f"links of page {at}"] = " ".join(page.annotations)
        return found


def open_pdf(data: bytes) -> Any:
    """Return a PDF with its objects; its context manager closes it.

    Raises
    ------
    DataError
        It can't be opened.
    """
    import pikepdf

    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PdfError as problem:
        raise DataError("the PDF can't be opened") from problem


def made_pages(records: Mapping[str, str]) -> list[str]:
    """Return the fingerprints of the drawings of all pages when a PDF was built."""
    found: list[str] = []
    while (record := records.get(f"page {len(found) + 1}")) is not None:
        found.append(record.partition(" ")[0])
    return found


def parts_of(pdf: Any, made: Sequence[str] = ()) -> PdfParts:
    """Return the fingerprints of an open PDF.

    Parameters
    ----------
    pdf : pikepdf.Pdf
        The document.
    made : sequence of str
        The drawings of the pages as built, to number the pages by; empty to number them as they
        are.
    """
    canon = _Canon()
    drawings = [canon.drawing(page.obj) for page in pdf.pages]
    numbers = _numbers([item[0] for item in drawings], made)
    names = [f"page {number}" if number else f"added {at}" for at, number in enumerate(numbers)]
    canon.pages = {page.obj.objgen: name for page, name in zip(pdf.pages, names, strict=True)}
    tags = _tags(pdf, canon)
    pages = tuple(
        PdfPage(*drawing, _settings(page.obj, canon), tuple(_annotations(page.obj, canon)))
        for page, drawing in zip(pdf.pages, drawings, strict=True)
    )
    return PdfParts(pages=pages, whole={**dict(_whole(pdf, canon)), **tags}, numbers=numbers)


def _numbers(found: list[str], made: Sequence[str]) -> tuple[int | None, ...]:
    """Return the number that each page had when the document was built."""
    from difflib import SequenceMatcher

    if not made:
        return tuple(range(1, len(found) + 1))
    numbers: list[int | None] = [None] * len(found)
    for kind, start, end, first, last in SequenceMatcher(
        None, list(made), found, autojunk=False
    ).get_opcodes():
        if kind in ("equal", "replace"):
            # The last ones are the same pages, changed: pages are put in front, if anywhere.
            size = min(end - start, last - first)
            for step in range(size):
                numbers[last - size + step] = end - size + step + 1
    return tuple(numbers)


@dataclass(slots=True)
class _Canon:
    """Canonical forms of objects, each computed once."""

    pages: Mapping[Any, str] = field(default_factory=dict)
    elements: Mapping[Any, str] = field(default_factory=dict)
    known: dict[Any, str] = field(default_factory=dict)

    def digest(self, value: Any, depth: int = 0, *, without: frozenset[str] = _UP) -> str:
        """Return the fingerprint of a value with all that it refers to."""
        import pikepdf

        name = getattr(value, "objgen", (0, 0))
        if name in self.pages or name in self.elements:
            return self.pages.get(name) or self.elements[name]
        if name != (0, 0) and name in self.known:
            return self.known[name]
        if depth > _DEEPEST:
            return "too deep"
        if name != (0, 0):
            self.known[name] = "above"  # a reference to what encloses it
        if isinstance(value, pikepdf.Stream):
            text = self._stream(value, depth)
        elif isinstance(value, pikepdf.Dictionary):
            text = self._dictionary(value, depth, without)
        elif isinstance(value, pikepdf.Array):
            text = "[" + " ".join(self.digest(item, depth + 1) for item in value) + "]"
        else:
            text = _scalar(value)
        made = text if len(text) <= _LETTERS * 2 else _hash(text)
        if name != (0, 0):
            self.known[name] = made
        return made

    def _dictionary(self, value: Any, depth: int, without: frozenset[str]) -> str:
        items = (
            f"{key} {self.digest(item, depth + 1)}"
            for key, item in sorted(value.items())
            if key not in without
        )
        return "<" + " ".join(items) + ">"

    def _stream(self, value: Any, depth: int) -> str:
        is_drawing = value.get("/Subtype") == "/Form" or value.get("/PatternType") == 1
        without = _ENCODED | _UP
        if is_drawing:
            drawing, *_ = self.drawing(value, depth + 1)
            return self._dictionary(value, depth, without | {"/Resources"}) + drawing
        return self._dictionary(value, depth, without) + _hash(_decoded(value))

    def drawing(self, owner: Any, depth: int = 0) -> tuple[str, str, tuple[int, ...]]:
        """Return the fingerprint of the instructions of a page, form or pattern.

        Returns
        -------
        tuple of str, str and tuple of int
            The fingerprint with the resources used; two letters for each marked piece; and the
            marks of the pieces.
        """
        import pikepdf

        try:
            found = pikepdf.parse_content_stream(owner)
        except pikepdf.PdfError:
            return "unreadable", "", ()
        text = pikepdf.unparse_content_stream(found)
        resources = _inherited(owner, "/Resources")
        used = dict.fromkeys(_used(found))
        styles = [
            f"{kind} {name} {self.digest(_entry(resources, kind, name), depth + 1)}"
            for kind, name in sorted(used)
        ]
        marks, pieces = [], []
        for mark, piece in _pieces(found):
            marks.append(_letters(pikepdf.unparse_content_stream(piece)))
            pieces.append(mark)
        if len(marks) > _MOST_MARKS:
            marks = []
        return _hash(text + "\n".join(styles).encode()), "".join(marks), tuple(pieces)


def _used(found: Sequence[Any]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the name of each resource that instructions use."""
    import pikepdf

    for operands, operator in found:
        kind = _USES.get(str(operator))
        if kind is None:
            continue
        for operand in operands:
            if isinstance(operand, pikepdf.Name):
                yield kind, str(operand)


def _entry(resources: Any, kind: str, name: str) -> Any:
    found = resources.get(kind) if resources is not None else None
    return found.get(name) if found is not None and name in found else None


def _pieces(found: Sequence[Any]) -> Iterator[tuple[int, list[Any]]]:
    """Yield the marked pieces of a page, and what is between them with the mark -1."""
    piece: list[Any] = []
    mark, depth = -1, 0
    for instruction in found:
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            if depth == 0:
                yield mark, piece
                piece, mark = [], _mark(instruction)
            depth += 1
        piece.append(instruction)
        if operator == "EMC":
            depth -= 1
            if depth == 0:
                yield mark, piece
                piece, mark = [], -1
    yield mark, piece


def _mark(instruction: Any) -> int:
    import pikepdf

    properties: Any = instruction.operands[1] if len(instruction.operands) > 1 else None
    return int(properties.get("/MCID", -1)) if isinstance(properties, pikepdf.Dictionary) else -1


def _inherited(owner: Any, key: str) -> Any:
    """Return an entry of a page or of the nodes of the page tree above it."""
    node: Any = owner
    for _ in range(_DEEPEST):
        if node is None or key in node:
            break
        node = node.get("/Parent")
    return node.get(key) if node is not None else None


def _settings(page: Any, canon: _Canon) -> str:
    own = {
        key: canon.digest(item)
        for key, item in page.items()
        if key not in _OTHERWISE_COVERED | _UNSEEN_OF_PAGE
    }
    own |= {key: canon.digest(_inherited(page, key)) for key in _INHERITED}
    if own["/Rotate"] == "0":
        own["/Rotate"] = "null"
    if own["/CropBox"] == own["/MediaBox"]:
        own["/CropBox"] = "null"
    return _hash(repr(sorted(own.items())))


def annotations_of(page: Any) -> list[Any]:
    """Return the annotations of a page that are dictionaries."""
    import pikepdf

    found = page.get("/Annots")
    items = list(found) if isinstance(found, pikepdf.Array) else []
    return [item for item in items if isinstance(item, pikepdf.Dictionary)]


def _annotations(page: Any, canon: _Canon) -> Iterator[str]:
    for item in annotations_of(page):
        canon.known.pop(item.objgen, None)
        yield _hash(canon.digest(item, without=_UNSEEN_OF_ANNOTATION))[:_SHORT]


def _tags(pdf: Any, canon: _Canon) -> dict[str, str]:
    """Return the fingerprint of the tags of each page; number the elements of the tree."""
    import pikepdf

    root: Any = pdf.Root.get("/StructTreeRoot")
    elements: dict[Any, str] = {}
    found: dict[str, list[str]] = {}
    waiting: list[tuple[Any, str]] = [(root.get("/K"), "none")] if root is not None else []
    while waiting:
        item, page = waiting.pop()
        if isinstance(item, pikepdf.Dictionary):
            if item.objgen != (0, 0) and item.objgen in elements:
                continue
            page = canon.pages.get(getattr(item.get("/Pg"), "objgen", None), page)
            if item.objgen != (0, 0):
                elements[item.objgen] = f"element {len(elements)}"
            text = canon.digest(item, without=_UP | {"/K", "/Pg", "/Obj"})
            canon.known.pop(item.objgen, None)
            found.setdefault(page, []).append(text)
            waiting.append((None, page))
            waiting.append((item.get("/K"), page))
        elif isinstance(item, pikepdf.Array):
            waiting += [(child, page) for child in reversed(list(item))]
        else:
            found.setdefault(page, []).append(str(item))
    tags = {f"tags of {page}": _hash("\n".join(texts)) for page, texts in found.items()}
    canon.elements = elements
    if root is not None:
        names = ("/RoleMap", "/ClassMap", "/Namespaces", "/ParentTree")
        rest = {key: root.get(key) for key in names}
        texts = [f"{key} {canon.digest(item)}" for key, item in rest.items()]
        tags["tags of the document"] = _hash("\n".join(texts))
    return tags


def _whole(pdf: Any, canon: _Canon) -> Iterator[tuple[str, str]]:
    names = pdf.Root.get("/Names")
    for key, item in names.items() if names is not None else ():
        if key == "/Dests":
            yield "destinations", canon.digest(item)
        elif key != "/EmbeddedFiles":
            yield f"names {key[1:]}", canon.digest(item)
    yield "outline", _hash("\n".join(_outline(pdf, canon)))
    for key, item in pdf.Root.items():
        if key not in _COVERED_OF_CATALOGUE | _UNSEEN_OF_CATALOGUE:
            yield f"setting {key[1:]}", canon.digest(item)
    for key, item in pdf.docinfo.items():
        if key not in _UNSEEN_PROPERTIES | _WORDS_OF_PROPERTIES:
            yield f"property {key[1:]}", _hash(str(item))
    yield "metadata", _hash("\n".join(_metadata(pdf)))
    yield "attachments", _hash("\n".join(_attachments(pdf, canon)))


def _outline(pdf: Any, canon: _Canon) -> Iterator[str]:
    root: Any = pdf.Root.get("/Outlines")
    waiting = [root.get("/First")] if root is not None else []
    seen = set()
    while waiting:
        item = waiting.pop()
        if item is None or item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield canon.digest(item, without=_UP | {"/Prev", "/Next", "/First", "/Last", "/Count"})
        yield "down" if "/First" in item else "next" if "/Next" in item else "up"
        waiting += [item.get("/Next"), item.get("/First")]


def _metadata(pdf: Any) -> list[str]:
    """Return the entries of the XMP packet, in alphabetical order."""
    from lxml import etree

    packet: Any = pdf.Root.get("/Metadata")
    if packet is None:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(packet.read_bytes().strip(), parser)
    except etree.XMLSyntaxError:
        return ["unreadable"]
    return sorted(_properties(root, ()))


def _properties(element: Any, above: tuple[str, ...]) -> Iterator[str]:
    """Yield the values in an element of XMP, each with its path; attributes are values, too."""
    if not isinstance(element.tag, str) or _XMP_UNSEEN.fullmatch(element.tag):
        return
    is_frame = element.tag.rpartition("}")[2] in ("xmpmeta", "RDF", "Description")
    path = above if is_frame else (*above, element.tag)
    for name, value in element.attrib.items():
        if _XMP_UNSEEN.fullmatch(name) or name.rpartition("}")[2] in ("about", "xmptk"):
            continue
        is_value = is_frame and not name.startswith("{http://www.w3.org/")
        yield f"{path} {name} {value}" if not is_value else f"{(*path, name)} {value}"
    if (text := (element.text or "").strip()) and not len(element):
        yield f"{path} {text}"
    for child in element:
        yield from _properties(child, path)


def _attachments(pdf: Any, canon: _Canon) -> Iterator[str]:
    """Yield the name and the description of each attachment."""
    for name, item in sorted(pdf.attachments.items()):
        held = {key: canon.digest(value) for key, value in item.obj.items() if key != "/EF"}
        yield f"{name} {sorted(held.items())}"


def _scalar(value: Any) -> str:
    import pikepdf

    if isinstance(value, pikepdf.String):
        return f"({bytes(value).hex()})"
    if isinstance(value, bool) or value is None:
        return "null" if value is None else str(value)
    if isinstance(value, pikepdf.Name):
        return str(value)
    try:
        # PDFium writes numbers with the digits of a float of 32 bits.
        return format(round(float(value), 3), "g")
    except (TypeError, ValueError):
        return repr(value)


def _decoded(stream: Any) -> bytes:
    """Return the content of a stream; a picture whose decoding loses detail stays encoded."""
    import pikepdf

    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:
        return bytes(stream.read_raw_bytes()) + repr(stream.get("/Filter")).encode()


def _hash(text: str | bytes) -> str:
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return sha256(data).hexdigest()[:_LETTERS]


def _letters(data: bytes) -> str:
    first, second, *_ = sha256(data).digest()
    return _ALPHABET[first % 64] + _ALPHABET[second % 64]
