"""Embed the brief's fonts in a Word file, so that it looks the same if they are not installed.

Word requires each font as a part whose first 32 bytes are XORed with a key (ECMA-376, part 4,
obfuscated fonts), and distinguishes the faces of a family by the names inside the files.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from reportgen.design.font_subset import print_fonts
from reportgen.render.docx.package import PACKAGE, RELATION, WORD
from reportgen.render.xml_text import clean, lines

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens

_REGULAR_WEIGHT = "400"
_MIXED = 32  # obfuscated bytes
# Ids of the `name` table and bits of fsSelection in `OS/2` (OpenType specification).
_FAMILY, _SUBFAMILY, _UNIQUE, _FULL, _POSTSCRIPT = 1, 2, 3, 4, 6
_ITALIC_BIT, _BOLD_BIT, _REGULAR_BIT = 1 << 0, 1 << 5, 1 << 6


@dataclass(frozen=True, slots=True, kw_only=True)
class WordFont:
    """An embedded face: `slot` such as ``embedBold``, its key and its obfuscated bytes."""

    family: str
    slot: str
    key: str
    content: bytes


def word_fonts(tokens: Tokens, characters: str) -> tuple[WordFont, ...]:
    """Return the faces of serif and sans, subset to the characters used and to Latin.

    Parameters
    ----------
    tokens : Tokens
        The names of the fonts.
    characters : str
        Every character of the document.
    """
    families = (tokens.text("font.serif"), tokens.text("font.sans"))
    found = []
    for face in print_fonts(characters, ""):
        if face.family in families:
            is_bold = face.weight != _REGULAR_WEIGHT
            is_italic = face.style == "italic"
            style = ("Bold" if is_bold else "") + ("Italic" if is_italic else "") or "Regular"
            content = base64.b64decode(face.address.partition(",")[2])
            named = _named(content, face.family, is_bold=is_bold, is_italic=is_italic)
            found.append(_mixed(face.family, f"embed{style}", named))
    return tuple(found)


def font_table_xml(tokens: Tokens, fonts: tuple[WordFont, ...]) -> Markup:
    """Return fontTable.xml: embedded faces and alternatives for programs that ignore them."""
    families = (
        ("font.serif", "word.serif_stand_in", "roman"),
        ("font.sans", "word.sans_stand_in", "swiss"),
    )
    entries = []
    for name, stand_in, kind in families:
        family = tokens.text(name)
        faces = lines(
            Markup('<w:{} r:id="rIdFont{}" w:fontKey="{}" w:subsetted="1"/>').format(
                face.slot, number, face.key
            )
            for number, face in sorted(enumerate(fonts, start=1), key=_slot_order)
            if face.family == family
        )
        entries.append(
            Markup(
                '<w:font w:name="{}"><w:altName w:val="{}"/><w:charset w:val="00"/>'
                '<w:family w:val="{}"/><w:pitch w:val="variable"/>{}</w:font>'
            ).format(clean(family), clean(tokens.text(stand_in)), kind, faces)
        )
    return Markup('<w:fonts xmlns:w="{}" xmlns:r="{}">\n{}\n</w:fonts>').format(
        WORD, RELATION, lines(entries)
    )


def font_relations(fonts: tuple[WordFont, ...]) -> Markup:
    """Return the relationships of fontTable.xml to the embedded faces."""
    entries = lines(
        Markup(
            '<Relationship Id="rIdFont{0}" Type="{1}/font" Target="fonts/font{0}.odttf"/>'
        ).format(number, RELATION)
        for number, _ in enumerate(fonts, start=1)
    )
    return Markup('<Relationships xmlns="{}/relationships">\n{}\n</Relationships>').format(
        PACKAGE, entries
    )


def _slot_order(entry: tuple[int, WordFont]) -> int:
    """Return the sort key of a face: the order that the schema requires."""
    return ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic").index(entry[1].slot)


def _named(content: bytes, family: str, *, is_bold: bool, is_italic: bool) -> bytes:
    """Return a font whose names and flags identify it as one of the four faces."""
    from fontTools.ttLib import TTFont

    # By default the time of saving is written into the font, and no two builds would agree.
    font: Any = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
    words = [word for word, is_so in (("Bold", is_bold), ("Italic", is_italic)) if is_so]
    style = " ".join(words) or "Regular"
    short = f"{family}-{style}".replace(" ", "")
    font["name"].names = []
    for number, text in (
        (_FAMILY, family),
        (_SUBFAMILY, style),
        (_UNIQUE, short),
        (_FULL, f"{family} {style}"),
        (_POSTSCRIPT, short),
    ):
        # Platform Windows, encoding Unicode, language English (United States).
        font["name"].setName(text, number, 3, 1, 0x409)
    font["head"].macStyle = (1 if is_bold else 0) | (2 if is_italic else 0)
    os2 = font["OS/2"]
    os2.fsSelection &= ~(_ITALIC_BIT | _BOLD_BIT | _REGULAR_BIT)
    os2.fsSelection |= (_BOLD_BIT if is_bold else 0) | (_ITALIC_BIT if is_italic else 0)
    os2.fsSelection |= 0 if words else _REGULAR_BIT
    os2.usWeightClass = 700 if is_bold else 400
    file = BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue()


def _mixed(family: str, slot: str, content: bytes) -> WordFont:
    """Return an obfuscated face; its key is a hash of its bytes, so that it is deterministic."""
    digest = sha256(content).hexdigest()[:32].upper()
    parts = (digest[:8], digest[8:12], digest[12:16], digest[16:20], digest[20:])
    # The GUID's bytes in reverse order, for each half of the 32 bytes.
    key = bytes.fromhex(digest)[::-1] * 2
    head = bytes(byte ^ mask for byte, mask in zip(content[:_MIXED], key, strict=True))
    return WordFont(
        family=family,
        slot=slot,
        key="{" + "-".join(parts) + "}",
        content=head + content[_MIXED:],
    )
