"""Seeded changes to a finished PDF: glyphs, descriptions, properties, attachments."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.random import Generator

    from reportgen.ledger.transcript import Run, Transcript

_HYPHENS = str.maketrans({"\u2010": "", "-": "", "\u00ad": "", "\u2011": ""})


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of marked content: its position, its text, and its quantity or claim."""

    page: int
    start: int
    end: int
    text: str
    font: str
    run: Run
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class Dissected:
    """The immutable parts of an analysed PDF: glyphs of its fonts, pieces of text."""

    data: bytes
    glyphs: list[dict[str, dict[str, str]]]
    pieces: list[Piece]


@dataclass(slots=True)
class OpenPdf:
    """A PDF to change; the instructions of a page are parsed on demand."""

    pdf: pikepdf.Pdf
    dissected: Dissected
    pages: dict[int, list[Any]] = field(default_factory=dict)

    @property
    def pieces(self) -> list[Piece]:
        """Return the pieces of text."""
        return self.dissected.pieces

    @property
    def glyphs(self) -> list[dict[str, dict[str, str]]]:
        """Return the letters of each page's fonts."""
        return self.dissected.glyphs

    def instructions(self, page: int) -> list[Any]:
        """Return the instructions of a page, to change in place."""
        if page not in self.pages:
            self.pages[page] = list(pikepdf.parse_content_stream(self.pdf.pages[page]))
        return self.pages[page]


def dissect(data: bytes, transcript: Transcript) -> Dissected:
    """Return a PDF's pieces of text, each with the number or claim that it prints."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = [list(pikepdf.parse_content_stream(page)) for page in pdf.pages]
        glyphs = [_fonts(page) for page in pdf.pages]
        marks = [
            {mark: (start, end, text, font) for mark, start, end, text, font in _marks(page, fonts)}
            for page, fonts in zip(pages, glyphs, strict=True)
        ]
        return Dissected(data, glyphs, list(_pieces(list(_reading_order(pdf)), marks, transcript)))


def open_pdf(dissected: Dissected) -> OpenPdf:
    """Return a PDF, ready to be changed."""
    return OpenPdf(pikepdf.open(io.BytesIO(dissected.data)), dissected)


def _fonts(page: Any) -> dict[str, dict[str, str]]:
    """Return the letters of each font of a page by hexadecimal glyph code."""
    found: dict[str, dict[str, str]] = {}
    for name, font in page.obj.Resources.get("/Font", {}).items():
        table = bytes(font["/ToUnicode"].read_bytes()).decode("latin-1")
        pairs = re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", table)
        found[name] = {
            code.lower(): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in pairs
        }
    return found


def _marks(
    page: list[Any], fonts: dict[str, dict[str, str]]
) -> Iterator[tuple[int, int, int, str, str]]:
    """Yield each marked piece: its mark, its first and last instruction, its text, its font."""
    mark, start, text, font = -1, 0, "", ""
    for at, instruction in enumerate(page):
        operator = str(instruction.operator)
        if operator == "BDC":
            properties = instruction.operands[1]
            mark = int(properties.get("/MCID", -1)) if hasattr(properties, "get") else -1
            start, text = at, ""
        elif operator == "Tf":
            font = str(instruction.operands[0])
        elif operator in ("Tj", "TJ"):
            text += "".join(fonts[font].get(code, "") for code in _codes(instruction))
        elif operator == "EMC" and mark >= 0:
            yield mark, start, at, text, font
            mark = -1


def _codes(instruction: Any) -> Iterator[str]:
    operand = instruction.operands[0]
    parts = operand if isinstance(operand, pikepdf.Array) else [operand]
    for part in parts:
        if isinstance(part, pikepdf.String):
            data = bytes(part)
            for at in range(0, len(data), 2):
                yield data[at : at + 2].hex()


def _reading_order(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """Yield page and mark of every piece of text in the order of the structure tree."""
    numbers = {page.obj.objgen: at for at, page in enumerate(pdf.pages)}

    def walk(node: Any, page: int) -> Iterator[tuple[int, int]]:
        if isinstance(node, pikepdf.Array):
            for item in node:
                yield from walk(item, page)
        elif isinstance(node, pikepdf.Dictionary):
            if node.get("/S") in ("/Lbl", "/Figure"):
                return
            if "/Pg" in node:
                page = numbers[node["/Pg"].objgen]
            if "/K" in node:
                yield from walk(node["/K"], page)
        else:
            yield page, int(node)

    yield from walk(pdf.Root["/StructTreeRoot"]["/K"], -1)


def _pieces(
    order: list[tuple[int, int]], marks: list[dict[int, Any]], transcript: Transcript
) -> Iterator[Piece]:
    """Yield the pieces that can be assigned to a number or a claim."""
    runs = [
        (run, frozenset(item.subject for item in passage.runs if item.subject))
        for passage in transcript.passages
        if passage.kind == "text"
        for run in passage.runs
    ]
    owners = [
        (index, letter)
        for index, (run, _) in enumerate(runs)
        for letter in "".join(run.text.split()).translate(_HYPHENS)
    ]
    letters = "".join(letter for _, letter in owners)
    here = 0
    for page, mark in order:
        if mark not in marks[page]:
            continue
        start, end, text, font = marks[page][mark]
        squeezed = "".join(text.split()).translate(_HYPHENS)
        if not squeezed:
            continue
        at = letters.find(squeezed, here, here + 4000 + len(squeezed))
        if at < 0:
            continue
        # Skip pictures and repeated table headers; a short text must follow immediately.
        if at - here > 2 and len(squeezed) < 20:
            continue
        here = at + len(squeezed)
        run, names = runs[owners[at][0]]
        yield Piece(page, start, end, text, font, run, names)


def save(opened: OpenPdf, page: int | None = None) -> bytes:
    """Return the changed PDF; `page` is the one with changed instructions."""
    if page is not None:
        content = pikepdf.unparse_content_stream(opened.instructions(page))
        opened.pdf.pages[page].obj.Contents = opened.pdf.make_stream(content)
    target = io.BytesIO()
    opened.pdf.save(target)
    return target.getvalue()


def retype(opened: OpenPdf, piece: Piece, text: str) -> bool:
    """Replace the text of a piece; return False if its font lacks a letter."""
    codes = {letter: code for code, letter in opened.glyphs[piece.page][piece.font].items()}
    if any(letter not in codes for letter in text):
        return False
    glyphs = bytes.fromhex("".join(codes[letter] for letter in text))
    page = opened.instructions(piece.page)
    is_first = True
    for at in range(piece.start, piece.end):
        if str(page[at].operator) in ("Tj", "TJ"):
            operands = [pikepdf.String(glyphs if is_first else b"")]
            page[at] = pikepdf.ContentStreamInstruction(operands, pikepdf.Operator("Tj"))
            is_first = False
    return not is_first


def numbers_of(opened: OpenPdf) -> list[Piece]:
    """Return the pieces that consist of a complete number."""
    return [
        piece
        for piece in opened.pieces
        if piece.run.quantity and "".join(piece.text.split()) == "".join(piece.run.text.split())
    ]


def _digit(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    return _changed_digit(opened, numbers_of(opened), random)


def _p_value(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    pieces = [item for item in numbers_of(opened) if "p_" in item.run.quantity.rpartition(".")[2]]
    return _changed_digit(opened, pieces, random)


def _changed_digit(
    opened: OpenPdf, pieces: list[Piece], random: Generator
) -> tuple[bytes, frozenset[str]] | None:
    for _ in range(30):
        piece = _pick(pieces, random)
        if piece is None:
            return None
        spots = [at for at, letter in enumerate(piece.text) if letter.isdigit()]
        if not spots:
            continue
        at = spots[int(random.integers(len(spots)))]
        digit = (int(piece.text[at]) + 1 + int(random.integers(9))) % 10
        if retype(opened, piece, f"{piece.text[:at]}{digit}{piece.text[at + 1 :]}"):
            return save(opened, piece.page), frozenset({piece.run.quantity})
    return None


def _sign(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    for _ in range(60):
        piece = _pick(numbers_of(opened), random)
        if piece is None:
            return None
        new = piece.text.removeprefix("−") if piece.text[:1] == "−" else f"−{piece.text}"
        if retype(opened, piece, new):
            return save(opened, piece.page), frozenset({piece.run.quantity})
    return None


def _claim(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    claims = [piece for piece in opened.pieces if piece.run.claim]
    for _ in range(60):
        piece = _pick(claims, random)
        if piece is None:
            return None
        for new in ("fell", "rose", "grew slower", "Missed", "Met", "Decrease", "not met"):
            if new not in piece.text and retype(opened, piece, new):
                return save(opened, piece.page), frozenset({piece.run.claim})
    return None


def _unit(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Change the first word after a number, if a piece of text begins with it."""
    after = [
        (one, other)
        for one, other in zip(opened.pieces, opened.pieces[1:], strict=False)
        if one.run.quantity
        and not other.run.subject
        and other.names
        and re.match(r"\s*[a-z]{3,}", other.text)
        # A line may begin within the words after another number.
        and other.run.text.lstrip().startswith(other.text.strip())
    ]
    for _ in range(60):
        if not after:
            return None
        number, piece = after[int(random.integers(len(after)))]
        if number.names != piece.names:
            continue
        word = re.match(r"\s*([a-z]{3,})", piece.text)
        if word is not None and retype(
            opened, piece, piece.text[: word.start(1)] + "thousands" + piece.text[word.end(1) :]
        ):
            return save(opened, piece.page), frozenset({number.run.quantity})
    return None


def _cells(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Swap two numbers of a page in the same font."""
    pieces = numbers_of(opened)
    for _ in range(100):
        one, other = _pick(pieces, random), _pick(pieces, random)
        if one is None or other is None:
            return None
        is_pair = one.page == other.page and one.font == other.font
        if is_pair and one.text.strip() != other.text.strip():
            first, second = one.text, other.text
            if retype(opened, one, second) and retype(opened, other, first):
                names = frozenset({one.run.quantity, other.run.quantity})
                return save(opened, one.page), names
    return None


def _description(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Change a digit in the description of a figure."""
    figures = [
        item
        for item in opened.pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure" and "/Alt" in item
    ]
    with_numbers = [item for item in figures if re.search(r"\d", str(item["/Alt"]))]
    if not with_numbers:
        return None
    figure = with_numbers[int(random.integers(len(with_numbers)))]
    text = str(figure["/Alt"])
    spots = [match.start() for match in re.finditer(r"\d", text)]
    at = spots[int(random.integers(len(spots)))]
    figure["/Alt"] = pikepdf.String(f"{text[:at]}{(int(text[at]) + 1) % 10}{text[at + 1 :]}")
    return save(opened), frozenset()


def _property(opened: OpenPdf, _: Generator) -> tuple[bytes, frozenset[str]] | None:
    opened.pdf.docinfo["/Title"] = f"{opened.pdf.docinfo['/Title']} 2"
    return save(opened), frozenset()


def _packet(opened: OpenPdf, _: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Change the title in the XMP packet alone."""
    stream = opened.pdf.Root["/Metadata"]
    changed = stream.read_bytes().replace(b"<rdf:li xml:lang", b"<rdf:li xml:id='x' xml:lang", 1)
    changed = re.sub(rb"(x-default[^>]*>)", rb"\g<1>Not ", changed, count=1)
    stream.write(changed)
    return save(opened), frozenset()


def _elements(kids: Any) -> Iterator[Any]:
    """Yield the indirect structure elements in reading order."""
    waiting = [kids]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += reversed(list(item))
        elif isinstance(item, pikepdf.Dictionary):
            yield item
            waiting.append(item.get("/K"))


def _spoken(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Change the text that a screen reader reads for a piece."""
    # Table headers repeated on the next page are marked, but not in the structure tree.
    tree = list(_elements(opened.pdf.Root.StructTreeRoot.K))
    spans = [item for item in tree if item.get("/S") == "/Span"]
    span = spans[int(random.integers(len(spans)))]
    span["/ActualText"] = pikepdf.String("98")
    return save(opened), frozenset()


def _overlay(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Print a number over a page, outside every tag."""
    piece = _pick(numbers_of(opened), random)
    if piece is None:
        return None
    codes = {letter: code for code, letter in opened.glyphs[piece.page][piece.font].items()}
    digits = "".join(code for letter, code in codes.items() if letter.isdigit())
    if not digits:
        return None
    page = opened.pdf.pages[piece.page]
    page.contents_coalesce()
    extra = f"\nq BT {piece.font} 12 Tf 1 0 0 1 100 100 Tm <{digits}> Tj ET Q\n".encode()
    page.obj.Contents = opened.pdf.make_stream(page.obj.Contents.read_bytes() + extra)
    return save(opened), frozenset()


def _attached_ledger(opened: OpenPdf, random: Generator) -> tuple[bytes, frozenset[str]] | None:
    """Change one value in the attached outcomes.json."""
    data = opened.pdf.attachments["outcomes.json"].get_file().read_bytes().decode()
    found = list(re.finditer(r'"([a-z_.0-9]+)": \{\n\s+"value": (-?\d[^,\n]*),', data))
    match = found[int(random.integers(len(found)))]
    changed = f"{data[: match.start(2)]}{_doubled(match[2])}{data[match.end(2) :]}"
    spec = pikepdf.AttachedFileSpec(opened.pdf, changed.encode(), filename="outcomes.json")
    opened.pdf.attachments["outcomes.json"] = spec
    return save(opened), frozenset({match[1]})


def _doubled(number: str) -> str:
    return repr(float(number) * 2 + 1)


def _pick(pieces: list[Piece], random: Generator) -> Piece | None:
    return pieces[int(random.integers(len(pieces)))] if pieces else None


PDF_KINDS: dict[str, Callable[[OpenPdf, Generator], tuple[bytes, frozenset[str]] | None]] = {
    "digit": _digit,
    "sign": _sign,
    "p_value": _p_value,
    "unit": _unit,
    "claim": _claim,
    "cells": _cells,
    "description": _description,
    "property": _property,
    "packet": _packet,
    "spoken": _spoken,
    "overlay": _overlay,
    "ledger": _attached_ledger,
}
