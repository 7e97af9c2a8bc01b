"""Subset shipped fonts and those of a brand to the characters of a brief, for HTML and PDF.

HarfBuzz subsets and instantiates a variable font in a few milliseconds; fontTools, which
WeasyPrint would use, takes most of a second per face.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.design.font_files import FALLBACK, SERIF, font_files
from reportgen.errors import EnvironmentProblemError
from reportgen.limits import limits

if TYPE_CHECKING:
    from reportgen.design.font_files import FontFile
    from reportgen.design.tokens import Tokens


# Always included: characters that stylesheets add (hyphens, bullets, dashes, spaces), and common
# ones, so that briefs share cached fonts within a process.
_ALWAYS = frozenset(range(0x20, 0x7F)) | frozenset(
    map(
        ord,
        "\u00a0\u2002\u2003\u2009\u00ad©°±²³·½×ßàáâäåæçèéêëíîïñóôöøúûüÁÅÄÉÖØÜ\u2010–—‘’“”…•−≤≥→",
    )
)

# Marks between words of any script: a line of Devanagari or Thai is set in one font, so
# the fallback needs them although the text faces have them too.
_BETWEEN_WORDS = frozenset(map(ord, " \u00a0\u200b\u200c\u200d"))

# Letters of the languages with Latin script: with them nearly all printed pages have the same
# characters, so that the fonts need not be loaded again.
_LATIN = frozenset(range(0xA0, 0x180))

# Accents, kerning, ligatures, and the styles of figures. Other features, such as small capitals,
# would only add glyphs.
_FEATURES = ("ccmp", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "pnum", "tnum")

# Positions on the axes of optical size, width and weight. Two optical sizes are enough: body text,
# and the large title.
_TEXT_SIZE = 14.0
_TITLE_SIZE = 48.0
_TEXT_WIDTH = 100.0
_REGULAR, _BOLD = 400.0, 600.0

Pins = tuple[tuple[str, float], ...]

# Signatures of TrueType, OpenType with CFF outlines, and TrueType by Apple; below, WOFF and WOFF2.
_TRUETYPE = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_PACKED = (b"wOFF", b"wOF2")


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedFont:
    """One font face: family, style, weights and file content."""

    family: str
    style: str
    weight: str
    content: bytes
    format: str

    @property
    def address(self) -> str:
        """Return the file as a ``data:`` address."""
        kind = "font/woff" if self.format == "woff" else "font/ttf"
        return f"data:{kind};base64," + base64.b64encode(self.content).decode("ascii")

    @property
    def name(self) -> str:
        """Return a short address, for callers that supply the file separately."""
        words = f"{self.family} {self.style} {self.weight}".lower().split()
        return f"font:{'-'.join(words)}"

    @property
    def rule(self) -> str:
        """Return the ``@font-face`` rule with the file in it."""
        return self._rule(self.address)

    @property
    def short_rule(self) -> str:
        """Return the ``@font-face`` rule with a short address, which WeasyPrint parses faster."""
        return self._rule(self.name)

    def _rule(self, address: str) -> str:
        return (
            f'@font-face {{ font-family: "{self.family}"; font-style: {self.style}; '
            f'font-weight: {self.weight}; src: url("{address}") format("{self.format}"); }}'
        )


def screen_fonts(text: str, title: str) -> tuple[EmbeddedFont, ...]:
    """Return the faces for a page on screen: both weights in one compressed file.

    Parameters
    ----------
    text : str
        All characters of the page, in any order.
    title : str
        The text set in the display size of the title.
    """
    wanted = _characters(text)
    faces = [_variable(item, wanted | _ALWAYS) for item in _text_files()]
    faces.append(_static(_serif(), _characters(title), _BOLD, is_title=True, is_packed=True))
    # Browsers reject fonts that are empty or contain only spaces.
    missing = frozenset(item for item in wanted - _covered() if not chr(item).isspace())
    fallback = (item for item in _fallback_files() if missing & _held(item.path))
    return (*faces, *(_variable(item, missing | _BETWEEN_WORDS) for item in fallback))


def print_fonts(text: str, title: str) -> tuple[EmbeddedFont, ...]:
    """Return the faces for a printed page: one TrueType file per weight."""
    wanted = _characters(text)
    faces = [
        _static(item, wanted | _ALWAYS, weight)
        for item in _text_files()
        for weight in (_REGULAR, _BOLD)
    ]
    faces.append(_static(_serif(), _characters(title), _BOLD, is_title=True))
    missing = (wanted | _ALWAYS) - _covered()
    faces += [
        _static(item, missing | _BETWEEN_WORDS, weight)
        for item in _fallback_files()
        for weight in (_REGULAR, _BOLD)
        if missing & _held(item.path)
    ]
    return tuple(faces)


def with_usual(text: str) -> str:
    """Return a text's characters with the common ones, so that printed pages share fonts."""
    return "".join(map(chr, sorted(_characters(text) | _ALWAYS | (_LATIN & _covered()))))


def _characters(text: str) -> frozenset[int]:
    return frozenset(map(ord, text)) - frozenset(range(0x20))


def _text_files() -> list[FontFile]:
    return [item for item in font_files() if item.family != FALLBACK]


def _fallback_files() -> list[FontFile]:
    return [item for item in font_files() if item.family == FALLBACK]


def _serif() -> FontFile:
    return next(item for item in font_files() if item.family == SERIF and not item.is_italic)


def _variable(file: FontFile, characters: frozenset[int]) -> EmbeddedFont:
    return EmbeddedFont(
        family=file.family,
        style="italic" if file.is_italic else "normal",
        weight=f"{_REGULAR:.0f} {_BOLD:.0f}",
        content=_subset(file.path, characters, _pins(file), is_packed=True),
        format="woff",
    )


def _static(
    file: FontFile,
    characters: frozenset[int],
    weight: float,
    *,
    is_title: bool = False,
    is_packed: bool = False,
) -> EmbeddedFont:
    """Return a face of one weight; the face of the title has a large optical size."""
    pins = (("opsz", _TITLE_SIZE),) if is_title else _pins(file)
    return EmbeddedFont(
        family=f"{file.family} Display" if is_title else file.family,
        style="italic" if file.is_italic else "normal",
        weight=f"{weight:.0f}",
        content=_subset(file.path, characters, (*pins, ("wght", weight)), is_packed=is_packed),
        format="woff" if is_packed else "truetype",
    )


def _pins(file: FontFile) -> Pins:
    if file.has_optical_size:
        return (("opsz", _TEXT_SIZE),)
    return (("wdth", _TEXT_WIDTH),) if file.family == FALLBACK else ()


@lru_cache(maxsize=128)
def _subset(path: Path, characters: frozenset[int], pins: Pins, *, is_packed: bool) -> bytes:
    """Return the subset font; the same arguments give the same bytes."""
    uharfbuzz = harfbuzz()
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    order = uharfbuzz.SubsetInput()
    order.unicode_set.update(sorted(characters))
    order.layout_feature_tag_set.clear()
    order.layout_feature_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _FEATURES)
    order.flags = uharfbuzz.SubsetFlags.NO_HINTING
    for axis, position in pins:
        order.pin_axis_location(face, axis, position)
    if "wght" not in dict(pins):
        order.set_axis_range(face, "wght", _REGULAR, _BOLD)
    content = bytes(order.subset(face).blob.data)
    return packed(content) if is_packed else content


def packed(content: bytes) -> bytes:
    """Return a font as WOFF: a fifth larger than WOFF2, in a twentieth of the time."""
    from fontTools.ttLib import TTFont

    font = TTFont(BytesIO(content), recalcTimestamp=False, recalcBBoxes=False)
    font.flavor = "woff"
    file = BytesIO()
    font.save(file, reorderTables=False)
    return file.getvalue()


@lru_cache(maxsize=1)
def _covered() -> frozenset[int]:
    """Return the characters available in all text faces."""
    return frozenset.intersection(*(_held(file.path) for file in _text_files()))


def shipped_characters() -> frozenset[int]:
    """Return the characters that the shipped fonts have in every style."""
    fallback = frozenset.intersection(*(_held(file.path) for file in _fallback_files()))
    return _covered() | fallback


@lru_cache(maxsize=8)
def _held(path: Path) -> frozenset[int]:
    """Return the characters of a font file."""
    uharfbuzz = harfbuzz()
    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


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
            content=_brand_subset(Path(path), wanted, weight, is_packed=is_packed),
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
def _brand_subset(path: Path, characters: frozenset[int], weight: int, *, is_packed: bool) -> bytes:
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


def harfbuzz() -> Any:
    """Return the module uharfbuzz, imported by name because it has no type information.

    Raises
    ------
    EnvironmentProblemError
        uharfbuzz is not installed.
    """
    try:
        return import_module("uharfbuzz")
    except ModuleNotFoundError:
        raise EnvironmentProblemError(
            "the library `uharfbuzz` is missing; install it with `pip install uharfbuzz`"
        ) from None
