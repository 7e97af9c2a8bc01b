"""Fonts cut down to the characters of a brief, so that its HTML can carry them.

HarfBuzz cuts a variable font in a few milliseconds where fontTools takes seconds; fontTools
then packs it as WOFF2.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportgen.render.font_files import FALLBACK, SERIF, font_files

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.render.font_files import FontFile

# Beside what a text uses: briefs that share these share their fonts within a process, and a
# reader's own browser has what it needs for a copied or edited word.
_ALWAYS = frozenset(range(0x20, 0x7F)) | frozenset(
    map(ord, "\u00a0\u2009\u00ad©°±²³·½×ßàáâäåæçèéêëíîïñóôöøúûüÁÅÄÉÖØÜ–—‘’“”…−≤≥→")
)

_FEATURES = ("ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum")

_TEXT_SIZE = 14.0
_TEXT_WIDTH = 100.0
_TITLE_SIZE = 48.0
_TITLE_WEIGHT = 600.0
_LIGHTEST, _BOLDEST = 400.0, 600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFont:
    """One face: its family, style and weights, and its file as a data address."""

    family: str
    style: str
    weight: str
    address: str


def embedded_fonts(text: str, title: str) -> tuple[EmbeddedFont, ...]:
    """Return the faces that a page with this text needs.

    Parameters
    ----------
    text : str
        Every character that the page shows, in any order.
    title : str
        What is set in the title's own cut.
    """
    wanted = frozenset(map(ord, text)) - frozenset(range(0x20))
    faces = [_face(item, wanted | _ALWAYS) for item in font_files() if item.family != FALLBACK]
    faces.append(_title_face(frozenset(map(ord, title))))
    missing = wanted - _covered()
    if missing:
        faces += [_face(item, missing) for item in font_files() if item.family == FALLBACK][:1]
    return tuple(faces)


def _face(file: FontFile, characters: frozenset[int]) -> EmbeddedFont:
    pins: tuple[tuple[str, float], ...] = ()
    if file.has_optical_size:
        pins = (("opsz", _TEXT_SIZE),)
    elif file.family == FALLBACK:
        pins = (("wdth", _TEXT_WIDTH),)
    packed = _packed(file.path, characters, pins, is_variable=True)
    style = "italic" if file.is_italic else "normal"
    return EmbeddedFont(
        family=file.family,
        style=style,
        weight=f"{_LIGHTEST:.0f} {_BOLDEST:.0f}",
        address=packed,
    )


def _title_face(characters: frozenset[int]) -> EmbeddedFont:
    """Return the serif cut for large sizes, with the letters of the title alone."""
    file = next(item for item in font_files() if item.family == SERIF and not item.is_italic)
    pins = (("opsz", _TITLE_SIZE), ("wght", _TITLE_WEIGHT))
    return EmbeddedFont(
        family=f"{SERIF} Display",
        style="normal",
        weight=f"{_TITLE_WEIGHT:.0f}",
        address=_packed(file.path, characters, pins, is_variable=False),
    )


@lru_cache(maxsize=64)
def _packed(
    path: Path,
    characters: frozenset[int],
    pins: tuple[tuple[str, float], ...],
    *,
    is_variable: bool,
) -> str:
    """Return the cut font as a ``data:`` address, the same bytes for the same arguments."""
    from fontTools.ttLib import TTFont

    uharfbuzz = _harfbuzz()
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    order = uharfbuzz.SubsetInput()
    order.unicode_set.update(sorted(characters))
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    order.flags = uharfbuzz.SubsetFlags.NO_HINTING
    for axis, position in pins:
        order.pin_axis_location(face, axis, position)
    if is_variable:
        order.set_axis_range(face, "wght", _LIGHTEST, _BOLDEST)
    cut = TTFont(BytesIO(order.subset(face).blob.data), recalcTimestamp=False, recalcBBoxes=False)
    cut.flavor = "woff2"
    file = BytesIO()
    cut.save(file, reorderTables=False)
    return "data:font/woff2;base64," + base64.b64encode(file.getvalue()).decode("ascii")


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    """Return the characters that both text faces have."""
    uharfbuzz = _harfbuzz()
    covered: list[frozenset[int]] = []
    for file in font_files():
        if file.family != FALLBACK and not file.is_italic:
            face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file.path)))
            covered.append(frozenset(face.unicodes))
    return frozenset.intersection(*covered)


def _harfbuzz() -> Any:
    """Return uharfbuzz, imported by name since it has no type information."""
    return import_module("uharfbuzz")
