"""Subset the fonts of a brand to the characters of a brief."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.design.font_subset import EmbeddedFont, packed
from reportgen.design.harfbuzz import harfbuzz
from reportgen.limits import limits

if TYPE_CHECKING:
    from reportgen.design.tokens import Tokens

# Signatures of TrueType, OpenType with CFF outlines, and TrueType by Apple; below, WOFF and WOFF2.
_TRUETYPE = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_PACKED = (b"wOFF", b"wOF2")


def brand_fonts(tokens: Tokens, characters: str, *, is_packed: bool) -> tuple[EmbeddedFont, ...]:
    """Return the subset font faces of the brand; empty without one.

    Parameters
    ----------
    tokens : Tokens
        As `branded` returns them.
    characters : str
        All characters of the page.
    is_packed : bool
        WOFF for screens, TrueType or OpenType for paper.
    """
    files = tokens.tables.get("brand", {}).get("fonts", ())
    # ASCII is always included, so that small changes of the text give the same font.
    wanted = frozenset(map(ord, characters)) | frozenset(range(0x20, 0x7F))
    return tuple(
        EmbeddedFont(
            family=family,
            style="italic" if is_italic else "normal",
            weight=f"{weight}",
            content=_cut(Path(path), wanted, weight, is_packed=is_packed),
            format="woff" if is_packed else "truetype",
        )
        for family, path, weight, is_italic in files
    )


def is_font(path: Path) -> bool:
    """Return whether a file is a font of up to 5 MB that has glyphs."""
    # The size is checked before anything is read, the signature before anything is parsed.
    if path.stat().st_size > limits().font_bytes:
        return False
    with path.open("rb") as stream:
        if stream.read(4) not in (*_TRUETYPE, *_PACKED):
            return False
    uharfbuzz = harfbuzz()
    try:
        face = uharfbuzz.Face(uharfbuzz.Blob(_unpacked(path)))
    except Exception:  # noqa: BLE001  # whatever a broken file makes fontTools raise
        return False
    return bool(face.glyph_count and face.unicodes)


@lru_cache(maxsize=32)
def _cut(path: Path, characters: frozenset[int], weight: int, *, is_packed: bool) -> bytes:
    uharfbuzz = harfbuzz()
    face = uharfbuzz.Face(uharfbuzz.Blob(_unpacked(path)))
    order = uharfbuzz.SubsetInput()
    order.unicode_set.update(sorted(characters))
    # Hints matter only on low-resolution screens, and take space.
    order.flags = uharfbuzz.SubsetFlags.NO_HINTING
    # Pin every axis, so that a variable font becomes the one instance that the brand declares.
    for axis in face.axis_infos:
        at = weight if axis.tag == "wght" else axis.default_value
        order.pin_axis_location(face, axis.tag, min(max(at, axis.min_value), axis.max_value))
    content = bytes(order.subset(face).blob.data)
    return packed(content) if is_packed else content


@lru_cache(maxsize=32)
def _unpacked(path: Path) -> bytes:
    content = path.read_bytes()
    if content[:4] not in _PACKED:
        return content
    from fontTools.ttLib import TTFont

    # A modification time would make every build differ.
    font = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = None
    file = BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue()
