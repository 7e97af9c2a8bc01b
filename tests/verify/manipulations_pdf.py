"""Ways to change what a reader of a PDF sees, hears or follows; to mark it; and to change nothing.

Each changes an open file in place, or writes another one; the names are those that a finding may
have. The second page of the brief has its figure, and both have numbers and links.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name, String

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pikepdf import Pdf

ONE, TWO, FILE = "page 1", "page 2", "file"


@dataclass(frozen=True, slots=True)
class PdfChange:
    """One change, and the names that a finding may have."""

    make: Callable[[Pdf], None]
    names: tuple[str, ...]


def saved(pdf: Pdf, **options: Any) -> bytes:
    """Return a PDF as bytes."""
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


def _instructions(pdf: Pdf, at: int = 0) -> list[Any]:
    return list(pikepdf.parse_content_stream(pdf.pages[at]))


def _write(pdf: Pdf, found: list[Any], at: int = 0) -> None:
    pdf.pages[at].obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(found))


def _operation(operator: str, *operands: Any) -> Any:
    return pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(operator))


def _before_text(*new: Any) -> Callable[[Pdf], None]:
    """Insert instructions before the twentieth piece of text of the first page."""

    def change(pdf: Pdf) -> None:
        found = _instructions(pdf)
        spots = [at for at, one in enumerate(found) if str(one.operator) in ("Tj", "TJ")]
        found[spots[20] : spots[20]] = list(new)
        _write(pdf, found)

    return change


def _every(
    operator: str, make: Callable[[list[Any]], list[Any]], at: int = 0
) -> Callable[[Pdf], None]:
    """Change the operands of one of the instructions with an operator."""

    def change(pdf: Pdf) -> None:
        found = _instructions(pdf, at)
        spots = [spot for spot, one in enumerate(found) if str(one.operator) == operator]
        spot = spots[len(spots) // 2]
        found[spot] = _operation(operator, *make(list(found[spot].operands)))
        _write(pdf, found, at)

    return change


def _drawn(content: bytes, at: int = 0) -> Callable[[Pdf], None]:
    """Draw on top of a page."""

    def change(pdf: Pdf) -> None:
        pdf.pages[at].contents_add(pdf.make_stream(content), prepend=False)

    return change


def _under(content: bytes) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].contents_add(pdf.make_stream(content), prepend=True)

    return change


def _picture(pdf: Pdf) -> Any:
    stream = pdf.make_stream(b"\xff\xff\xff")
    stream.Type, stream.Subtype = Name.XObject, Name.Image
    stream.Width = stream.Height = 1
    stream.ColorSpace, stream.BitsPerComponent = Name.DeviceRGB, 8
    return stream


def _over_number(pdf: Pdf) -> None:
    page = pdf.pages[0]
    name = page.add_resource(_picture(pdf), Name.XObject)
    page.contents_add(f"q 40 0 0 12 200 600 cm {name} Do Q".encode())


def _swapped(pdf: Pdf) -> None:
    """Exchange the places of two pieces of text."""
    found = _instructions(pdf)
    spots = [at for at, one in enumerate(found) if str(one.operator) == "Tm"]
    one, other = spots[8], spots[30]
    found[one], found[other] = found[other], found[one]
    _write(pdf, found)


def _first_text(text: bytes) -> Callable[[Pdf], None]:
    return _every("TJ", lambda _: [Array([String(text)])])


def _entry(node: str, key: str, value: Any) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        owner: Any = {"root": pdf.Root, "page": pdf.pages[0].obj, "pages": pdf.Root.Pages}[node]
        owner[key] = value(pdf) if callable(value) else value

    return change


def _font(change_font: Callable[[Any], None]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        fonts = pdf.pages[0].obj.Resources.Font
        for name in fonts:
            change_font(fonts[name])

    return change


def _wider(font: Any) -> None:
    font.DescendantFonts[0].W = Array([0, Array([100, 900, 900, 900])])


def _other_letters(font: Any) -> None:
    table = font.ToUnicode.read_bytes()
    font.ToUnicode.write(table.replace(b"0031", b"0039"))


def _other_glyphs(font: Any) -> None:
    file = font.DescendantFonts[0].FontDescriptor
    key = "/FontFile3" if "/FontFile3" in file else "/FontFile2"
    data = bytearray(file[key].read_bytes())
    data[-40] ^= 0xFF
    file[key].write(bytes(data))


def _swapped_fonts(pdf: Pdf) -> None:
    fonts = pdf.pages[0].obj.Resources.Font
    first, second, *_ = sorted(fonts.keys())
    fonts[first], fonts[second] = fonts[second], fonts[first]


def _link(change_link: Callable[[Any], None]) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        links = pdf.pages[0].obj.Annots
        change_link(next(item for item in links if "/A" in item and "/URI" in item.A))

    return change


def _outline_text(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Title = String("Hours tripled")


def _outline_target(pdf: Pdf) -> None:
    pdf.Root.Outlines.First.Dest = Array([pdf.pages[1].obj, Name.Fit])


def _destination(pdf: Pdf) -> None:
    names = pdf.Root.Names.Dests.Names
    names[1] = Array([pdf.pages[1].obj, Name.Fit])


def _script(_: Pdf) -> Any:
    return Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def _named_script(pdf: Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array([String("x"), _script(pdf)]))


def _layer(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    page = pdf.pages[0]
    page.obj.Resources.Properties = Dictionary(L=group)
    page.contents_add(b"/OC /L BDC", prepend=True)
    page.contents_add(b"EMC")


def _elements(pdf: Pdf) -> Iterator[Any]:
    waiting: list[Any] = [pdf.Root.StructTreeRoot.K]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            waiting += reversed(list(item))
        elif isinstance(item, Dictionary):
            yield item
            waiting.append(item.get("/K"))


def _spoken(key: str) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        found = [item for item in _elements(pdf) if item.get("/S") in ("/Span", "/Figure", "/P")]
        found[5][key] = String("178")

    return change


def _role(pdf: Pdf) -> None:
    found = [item for item in _elements(pdf) if item.get("/S") == "/P"]
    found[3].S = Name.Artifact


def _order(pdf: Pdf) -> None:
    for item in _elements(pdf):
        children = item.get("/K")
        if isinstance(children, Array) and len(children) > 3:
            item.K = Array(list(reversed(list(children))))
            return


def _untagged(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def _page_of_pictures(pdf: Pdf) -> None:
    _new_page(pdf, 1, b"q 500 0 0 700 40 40 cm /I Do Q", picture=True)


def _picture_in_front(pdf: Pdf) -> None:
    _new_page(pdf, 0, b"0.2 g 40 40 500 700 re f")


def _new_page(pdf: Pdf, at: int, content: bytes, *, picture: bool = False) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    resources = Dictionary(Font=Dictionary(F=font))
    if picture:
        resources.XObject = Dictionary(I=_picture(pdf))
    page = Dictionary(
        Type=Name.Page,
        MediaBox=Array([0, 0, 595, 842]),
        Contents=pdf.make_stream(content),
        Resources=resources,
    )
    pdf.pages.insert(at, pikepdf.Page(pdf.make_indirect(page)))


def _text_page(text: str, at: int) -> Callable[[Pdf], None]:
    content = f"BT /F 12 Tf 60 700 Td ({text}) Tj ET".encode("latin-1", "replace")
    return lambda pdf: _new_page(pdf, at, content)


def _copy_in_front(pdf: Pdf) -> None:
    """Put a changed copy of the first page in front."""
    pdf.pages.insert(0, pdf.pages[0])
    page = pdf.pages[0]
    page.obj.Contents = pdf.make_stream(
        pikepdf.unparse_content_stream(pikepdf.parse_content_stream(page)) + b" 0 0 9 9 re f"
    )


def _exchanged(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    del pdf.pages[0]


def _removed(pdf: Pdf) -> None:
    del pdf.pages[1]


def _attachment(pdf: Pdf) -> None:
    pdf.attachments["more.txt"] = pikepdf.AttachedFileSpec(pdf, b"178", filename="more.txt")


def _ledger(pdf: Pdf) -> None:
    data = pdf.attachments["outcomes.json"].get_file().read_bytes()
    spec = pikepdf.AttachedFileSpec(pdf, data.replace(b"173.1", b"178.1"), filename="outcomes.json")
    pdf.attachments["outcomes.json"] = spec


def _described(pdf: Pdf) -> None:
    pdf.attachments["outcomes.json"].description = "false numbers"


def annotation(pdf: Pdf, at: int, box: tuple[float, ...], **entries: Any) -> Any:
    """Add an annotation to a page, and return it."""
    item = Dictionary(Type=Name.Annot, Rect=Array(box), F=4, **entries)
    page = pdf.pages[at].obj
    made = pdf.make_indirect(item)
    page.Annots = Array([*page.get("/Annots", []), made])
    if item.Subtype == "/Widget":
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]))
    return made


def look(pdf: Pdf, box: tuple[float, ...], content: bytes, **resources: Any) -> Any:
    """Return the appearance of an annotation."""
    left, bottom, right, top = box
    stream = pdf.make_stream(content)
    stream.Type, stream.Subtype = Name.XObject, Name.Form
    stream.BBox = Array([0, 0, right - left, top - bottom])
    stream.Resources = Dictionary(**resources)
    return Dictionary(N=stream)


TITLE = (60.0, 690.0, 560.0, 780.0)
"""A box around the title of the first page, which is text."""
BLANK = (560.0, 20.0, 590.0, 50.0)
"""A box in the margin."""


def _mark(
    box: tuple[float, ...], content: bytes = b"", at: int = 0, **entries: Any
) -> Callable[[Pdf], None]:
    def change(pdf: Pdf) -> None:
        made = annotation(pdf, at, box, **entries)
        if content:
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            multiply = Dictionary(BM=Name.Multiply)
            half = Dictionary(ca=0.3, CA=0.3)
            made.AP = look(
                pdf, box, content, Font=Dictionary(F=font), ExtGState=Dictionary(M=multiply, H=half)
            )

    return change


_ALL = b"0 0 500 90 re f"
_HELVETICA = String("/Helv 12 Tf 0 g")
PDF_CHANGES: dict[str, PdfChange] = {
    "white text": PdfChange(_before_text(_operation("rg", 1, 1, 1)), (ONE,)),
    "transparent text": PdfChange(_before_text(_operation("gs", Name("/a0.22"))), (ONE,)),
    "invisible text": PdfChange(_before_text(_operation("Tr", 3)), (ONE,)),
    "text as a clip": PdfChange(_before_text(_operation("Tr", 7)), (ONE,)),
    "text of no width": PdfChange(_before_text(_operation("Tz", 1)), (ONE,)),
    "text raised": PdfChange(_before_text(_operation("Ts", 900)), (ONE,)),
    "letters apart": PdfChange(_before_text(_operation("Tc", 5)), (ONE,)),
    "other text": PdfChange(_first_text(b"\x00\x01\x00\x02"), (ONE,)),
    "text removed": PdfChange(_first_text(b""), (ONE,)),
    "text off the page": PdfChange(_every("Tm", lambda at: [*at[:4], 9000, 9000]), (ONE,)),
    "text mirrored": PdfChange(_every("Tm", lambda at: [-1, *at[1:]]), (ONE,)),
    "two texts exchanged": PdfChange(_swapped, (ONE,)),
    "another size": PdfChange(_every("Tf", lambda font: [font[0], 1]), (ONE,)),
    "a bar moved": PdfChange(_every("re", lambda box: [*box[:3], 5], at=1), (TWO,)),
    "a line moved": PdfChange(_every("l", lambda to: [to[0], 9], at=0), (ONE,)),
    "a colour": PdfChange(_every("rg", lambda _: [1, 0, 0], at=1), (TWO,)),
    "a line's width": PdfChange(_every("w", lambda _: [30]), (ONE,)),
    "a rectangle over text": PdfChange(_drawn(b"q 1 g 60 690 500 90 re f Q"), (ONE,)),
    "a transparent rectangle": PdfChange(_drawn(b"q /a0.22 gs 0 0 600 842 re f Q"), (ONE,)),
    "a word drawn": PdfChange(_drawn(b"q BT /VLCZJG 12 Tf 9 9 Td <0001> Tj ET Q"), (ONE,)),
    "a picture over a number": PdfChange(_over_number, (ONE,)),
    "a clip": PdfChange(_under(b"0 0 300 842 re W n"), (ONE,)),
    "a page turned by its drawing": PdfChange(_under(b"-1 0 0 1 595 0 cm"), (ONE,)),
    "the drawing removed": PdfChange(
        _entry("page", "/Contents", lambda pdf: pdf.make_stream(b"")), (ONE,)
    ),
    "the drawing damaged": PdfChange(
        _entry("page", "/Contents", lambda pdf: pdf.make_stream(b"((")), (ONE,)
    ),
    "a font's widths": PdfChange(_font(_wider), (ONE,)),
    "a font's letters": PdfChange(_font(_other_letters), (ONE,)),
    "a font's glyphs": PdfChange(_font(_other_glyphs), (ONE,)),
    "fonts exchanged": PdfChange(_swapped_fonts, (ONE,)),
    "a transparent style": PdfChange(
        lambda pdf: pdf.pages[0].obj.Resources.ExtGState["/a1.0"].__setitem__("/ca", 0), (ONE,)
    ),
    "a page cut": PdfChange(_entry("page", "/CropBox", Array([0, 0, 595, 500])), (ONE,)),
    "a page enlarged": PdfChange(_entry("page", "/MediaBox", Array([0, 0, 700, 900])), (ONE,)),
    "a page turned": PdfChange(_entry("page", "/Rotate", 180), (ONE,)),
    "all pages turned": PdfChange(_entry("pages", "/Rotate", 90), (ONE,)),
    "units of a page": PdfChange(_entry("page", "/UserUnit", 4), (ONE,)),
    "an action of a page": PdfChange(
        _entry("page", "/AA", lambda pdf: Dictionary(O=_script(pdf))), (ONE,)
    ),
    "a transition": PdfChange(_entry("page", "/Dur", 1), (ONE,)),
    "a link's address": PdfChange(
        _link(lambda item: item.A.__setitem__("/URI", String("https://example.com"))), (ONE,)
    ),
    "a link's place": PdfChange(
        _link(lambda item: item.__setitem__("/Rect", Array(TITLE))), (ONE,)
    ),
    "a link's look": PdfChange(
        _link(lambda item: item.__setitem__("/C", Array([1, 0, 0]))), (ONE,)
    ),
    "a link's text": PdfChange(
        _link(lambda item: item.__setitem__("/Contents", String("178"))), (ONE,)
    ),
    "a link that runs": PdfChange(
        _link(lambda item: item.__setitem__("/A", Dictionary(S=Name.JavaScript, JS=String("1")))),
        (ONE,),
    ),
    "links removed": PdfChange(_entry("page", "/Annots", Array([])), (ONE,)),
    "a link over text": PdfChange(
        _mark(
            TITLE, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=String("https://example.com"))
        ),
        (ONE,),
    ),
    "the outline's text": PdfChange(_outline_text, (FILE,)),
    "the outline's target": PdfChange(_outline_target, (FILE,)),
    "the outline removed": PdfChange(lambda pdf: pdf.Root.__delitem__("/Outlines"), (FILE,)),
    "a destination": PdfChange(_destination, (FILE,)),
    "an action on opening": PdfChange(_entry("root", "/OpenAction", _script), (FILE,)),
    "an action on printing": PdfChange(
        _entry("root", "/AA", lambda pdf: Dictionary(WP=_script(pdf))), (FILE,)
    ),
    "a named script": PdfChange(_named_script, (FILE,)),
    "a hidden layer": PdfChange(_layer, (ONE,)),
    "a language": PdfChange(_entry("root", "/Lang", String("es")), (FILE,)),
    "how it opens": PdfChange(_entry("root", "/PageMode", Name.FullScreen), (FILE,)),
    "labels of pages": PdfChange(
        _entry("root", "/PageLabels", Dictionary(Nums=Array([0, Dictionary(St=9)]))), (FILE,)
    ),
    "a portfolio of files": PdfChange(_entry("root", "/Collection", Dictionary()), (FILE,)),
    "a spoken text": PdfChange(_spoken("/ActualText"), (ONE, TWO)),
    "an alternative text": PdfChange(_spoken("/Alt"), (ONE, TWO)),
    "a spoken expansion": PdfChange(_spoken("/E"), (ONE, TWO)),
    "a spoken language": PdfChange(_spoken("/Lang"), (ONE, TWO)),
    "a role": PdfChange(_role, (ONE, TWO)),
    "the reading order": PdfChange(_order, (ONE, TWO, FILE)),
    "no tags": PdfChange(_untagged, (ONE,)),
    "a page of pictures": PdfChange(_page_of_pictures, ("page 2 of the file",)),
    "a picture in front": PdfChange(_picture_in_front, ("page 1 of the file",)),
    "a page at the end": PdfChange(_text_page("Hours tripled", 2), ("page 3 of the file",)),
    "a changed copy in front": PdfChange(_copy_in_front, ("page 1 of the file", ONE)),
    "pages exchanged": PdfChange(_exchanged, (ONE, TWO)),
    "a page removed": PdfChange(_removed, (TWO,)),
    "an attachment": PdfChange(_attachment, ("more.txt",)),
    "the ledger": PdfChange(_ledger, ("outcomes.json", "hours.mean.after.mean")),
    "a description of an attachment": PdfChange(_described, (FILE,)),
    "the title": PdfChange(lambda pdf: pdf.docinfo.__setitem__("/Title", "178"), ("title",)),
    "the date": PdfChange(lambda pdf: pdf.docinfo.__setitem__("/CreationDate", "D:2030"), (FILE,)),
    "an opaque highlight": PdfChange(
        _mark(TITLE, b"1 1 0 rg " + _ALL, Subtype=Name.Highlight), (ONE,)
    ),
    "a highlight with text": PdfChange(
        _mark(BLANK, b"BT /F 9 Tf (178) Tj ET", Subtype=Name.Highlight), (ONE,)
    ),
    "an opaque rectangle": PdfChange(_mark(TITLE, b"1 g " + _ALL, Subtype=Name.Square), (ONE,)),
    "a rectangle to be filled": PdfChange(
        _mark(TITLE, Subtype=Name.Square, IC=Array([1, 1, 1])), (ONE,)
    ),
    "an opaque stamp": PdfChange(
        _mark(TITLE, b"1 g " + _ALL + b" 0 g BT /F 30 Tf (178) Tj ET", Subtype=Name.Stamp), (ONE,)
    ),
    "a text box on text": PdfChange(
        _mark(TITLE, b"BT /F 12 Tf 9 40 Td (178) Tj ET", Subtype=Name.FreeText, DA=_HELVETICA),
        (ONE,),
    ),
    "a filled text box": PdfChange(
        _mark(TITLE, Subtype=Name.FreeText, DA=_HELVETICA, C=Array([1]), Contents=String("178")),
        (ONE,),
    ),
    "a field on text": PdfChange(
        _mark(TITLE, Subtype=Name.Widget, FT=Name.Tx, T=String("x"), V=String("178")), (ONE,)
    ),
    "a signature that covers": PdfChange(
        _mark(TITLE, b"1 g " + _ALL, Subtype=Name.Widget, FT=Name.Sig, T=String("x")), (ONE,)
    ),
    "a thick line": PdfChange(
        _mark(TITLE, Subtype=Name.Line, L=Array([60, 700, 560, 780]), BS=Dictionary(W=60)), (ONE,)
    ),
    "a note that acts": PdfChange(
        _mark(
            BLANK, Subtype=Name.Text, A=Dictionary(S=Name.URI, URI=String("https://example.com"))
        ),
        (ONE,),
    ),
    "a film": PdfChange(_mark(BLANK, Subtype=Name.Screen), (ONE,)),
    "a note as large as text": PdfChange(_mark(TITLE, b"1 g " + _ALL, Subtype=Name.Text), (ONE,)),
}
"""Each is to be found."""


def _appended(text: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data + text


PDF_FRAMES: dict[str, Callable[[bytes], bytes]] = {
    "a web page after the end": _appended(b"\n<html><body>Hours tripled</body></html>"),
    "words after the end": _appended(b"\nHours tripled"),
    "a web page between objects": lambda data: data.replace(
        b"\nendobj\n", b"\nendobj\n%<html><body>Hours tripled</body></html>\n", 1
    ),
}
"""Each is to be found, in the file as bytes."""


def _quads(box: tuple[float, ...]) -> Array:
    left, bottom, right, top = box
    return Array([left, top, right, top, left, bottom, right, bottom])


def _signed(pdf: Pdf) -> None:
    signature = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String("x" * 64))
    made = annotation(
        pdf, 0, (0, 0, 0, 0), Subtype=Name.Widget, FT=Name.Sig, T=String("Signature1"), V=signature
    )
    pdf.Root.AcroForm = Dictionary(Fields=Array([made]), SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=signature)
    pdf.Root.Extensions = Dictionary(ESIC=Dictionary(BaseVersion=Name("/1.7"), ExtensionLevel=1))


def _note_with_window(pdf: Pdf) -> None:
    note = annotation(pdf, 0, BLANK, Subtype=Name.Text, Contents=String("Why?"), T=String("Ann"))
    note.Popup = annotation(pdf, 0, (400, 20, 590, 90), Subtype=Name.Popup, Parent=note)


def _both_pages(pdf: Pdf) -> None:
    for at in (0, 1):
        annotation(pdf, at, TITLE, Subtype=Name.Highlight, QuadPoints=_quads(TITLE))


PDF_MARKS: dict[str, Callable[[Pdf], None]] = {
    "a highlight": _mark(
        TITLE, Subtype=Name.Highlight, QuadPoints=_quads(TITLE), C=Array([1, 1, 0])
    ),
    "a highlight as drawn by a program": _mark(
        TITLE, b"/M gs 1 1 0 rg " + _ALL, Subtype=Name.Highlight, QuadPoints=_quads(TITLE)
    ),
    "highlights on two pages": _both_pages,
    "an underline": _mark(TITLE, Subtype=Name.Underline, QuadPoints=_quads(TITLE)),
    "a wavy underline": _mark(TITLE, Subtype=Name.Squiggly, QuadPoints=_quads(TITLE)),
    "a strike-out": _mark(TITLE, Subtype=Name.StrikeOut, QuadPoints=_quads(TITLE)),
    "a note": _mark(BLANK, Subtype=Name.Text, Contents=String("Is this so?"), T=String("Ann")),
    "a note on text": _mark((100, 700, 120, 720), Subtype=Name.Text, Contents=String("?")),
    "a note with its window": _note_with_window,
    "a reply": _mark(BLANK, Subtype=Name.Text, Contents=String("Yes"), RT=Name.R),
    "a text box in the margin": _mark(
        BLANK,
        b"BT /F 9 Tf (Why?) Tj ET",
        Subtype=Name.FreeText,
        DA=_HELVETICA,
        Contents=String("Why?"),
    ),
    "a stamp in the margin": _mark(BLANK, b"1 0 0 rg 0 0 30 30 re f", Subtype=Name.Stamp),
    "a transparent stamp": _mark(
        TITLE, b"/H gs 1 0 0 rg BT /F 60 Tf (COPY) Tj ET", Subtype=Name.Stamp, Name=Name("/Draft")
    ),
    "a circle around a word": _mark(
        TITLE, b"1 0 0 RG 2 w 1 1 498 88 re S", Subtype=Name.Circle, C=Array([1, 0, 0])
    ),
    "a rectangle around a word": _mark(TITLE, Subtype=Name.Square, C=Array([1, 0, 0])),
    "a line": _mark(TITLE, Subtype=Name.Line, L=Array([60, 700, 560, 700])),
    "a stroke of a pen": _mark(
        TITLE,
        b"0 0 1 RG 1 w 0 0 m 500 9 l S",
        Subtype=Name.Ink,
        InkList=Array([Array([60, 700, 560, 709])]),
    ),
    "a caret": _mark(BLANK, Subtype=Name.Caret, Contents=String("add the year")),
    "a field in the margin": _mark(BLANK, Subtype=Name.Widget, FT=Name.Tx, T=String("x")),
    "a box to tick": _mark(
        BLANK, b"0 0 9 9 re S", Subtype=Name.Widget, FT=Name.Btn, T=String("agreed")
    ),
    "a signature": _signed,
    "a visible signature": _mark(
        BLANK, b"BT /F 9 Tf (signed) Tj ET", Subtype=Name.Widget, FT=Name.Sig, T=String("s")
    ),
    "a page in front": _text_page("Agenda item 5: please read before 12 May", 0),
    "a blank page in front": lambda pdf: _new_page(pdf, 0, b""),
    "a property": lambda pdf: pdf.docinfo.__setitem__("/Department", "Board"),
}
"""Each is an addition and no change."""


def _again(**options: Any) -> Callable[[Pdf], bytes]:
    return lambda pdf: saved(pdf, **options)


def _by_pdfium(pdf: Pdf) -> bytes:
    target = io.BytesIO()
    document = pypdfium2.PdfDocument(saved(pdf))
    document.save(target)
    document.close()
    return target.getvalue()


def _parsed_again(pdf: Pdf) -> bytes:
    for at in range(len(pdf.pages)):
        _write(pdf, _instructions(pdf, at), at)
    return saved(pdf)


def _split_contents(pdf: Pdf) -> bytes:
    page = pdf.pages[0].obj
    data = page.Contents.read_bytes()
    end = data.index(b"\nq\n", len(data) // 2)
    page.Contents = Array([pdf.make_stream(data[:end]), pdf.make_stream(data[end:])])
    return saved(pdf)


def _dated(pdf: Pdf) -> bytes:
    pdf.docinfo["/ModDate"] = "D:20300101"
    pdf.docinfo["/Producer"] = "another program"
    return saved(pdf)


def _described_again(pdf: Pdf) -> bytes:
    with pdf.open_metadata() as metadata:
        metadata["xmp:CreatorTool"] = metadata["xmp:CreatorTool"]
    return saved(pdf)


def _thumbnails(pdf: Pdf) -> bytes:
    pdf.pages[0].obj.Thumb = _picture(pdf)
    pdf.pages[0].obj.PieceInfo = Dictionary(x=Dictionary(LastModified=String("D:2030")))
    return saved(pdf)


def _encrypted(pdf: Pdf) -> bytes:
    return saved(pdf, encryption=pikepdf.Encryption(owner="x", user=""))


def _pruned(pdf: Pdf) -> bytes:
    pdf.remove_unreferenced_resources()
    return saved(pdf)


def _written_boxes(pdf: Pdf) -> bytes:
    page = pdf.pages[0].obj
    page.CropBox, page.Rotate = page.MediaBox, 0
    return saved(pdf)


_STREAMS = pikepdf.ObjectStreamMode
PDF_HANDLING: dict[str, Callable[[Pdf], bytes]] = {
    "saved again": _again(),
    "linearized": _again(linearize=True),
    "object streams": _again(object_stream_mode=_STREAMS.generate),
    "no object streams": _again(object_stream_mode=_STREAMS.disable),
    "compressed again": _again(recompress_flate=True),
    "uncompressed": _again(
        compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.all
    ),
    "instructions laid out anew": _again(normalize_content=True),
    "for reading by people": _again(qdf=True),
    "written by PDFium": _by_pdfium,
    "instructions parsed and written": _parsed_again,
    "instructions in two streams": _split_contents,
    "another date and producer": _dated,
    "metadata written again": _described_again,
    "thumbnails and private data": _thumbnails,
    "encrypted without a password": _encrypted,
    "unused resources left out": _pruned,
    "boxes written out": _written_boxes,
    "line ends after the end": lambda pdf: saved(pdf) + b"\r\n\r\n",
}
"""Each is harmless."""
