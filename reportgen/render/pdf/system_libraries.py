"""Versions of the system libraries that lay out text; no Python package pins them."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ABSENT = "not found"

_FILES: Mapping[str, tuple[str, ...]] = {
    "fontconfig": ("libfontconfig.so.1", "libfontconfig.1.dylib", "libfontconfig-1.dll"),
    "freetype": ("libfreetype.so.6", "libfreetype.6.dylib", "libfreetype-6.dll"),
    "fribidi": ("libfribidi.so.0", "libfribidi.0.dylib", "libfribidi-0.dll"),
    "glib": ("libglib-2.0.so.0", "libglib-2.0.0.dylib", "libglib-2.0-0.dll"),
    "harfbuzz": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    "harfbuzz_subset": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
    "pango": ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
}
"""The libraries that WeasyPrint loads, with file names on Linux, macOS and Windows."""


@cache
def system_library_versions() -> Mapping[str, str]:
    """Return the version of each library by its name, or `ABSENT`.

    The libraries are called directly, which takes a few milliseconds; importing WeasyPrint,
    which loads the same files, takes half a second.
    """
    return {name: _version(name) for name in sorted(_FILES)}


def _version(name: str) -> str:
    for file in _FILES[name]:
        with suppress(OSError, AttributeError, ValueError):
            return _READERS[name](ctypes.CDLL(file))
    return ABSENT


def _said_by(function: str) -> Callable[[ctypes.CDLL], str]:
    """Return a function that calls a library's version function and decodes its text."""

    def read(library: ctypes.CDLL) -> str:
        ask = library[function]
        ask.restype = ctypes.c_char_p
        text: bytes = ask()
        return text.decode()

    return read


def _fontconfig(library: ctypes.CDLL) -> str:
    number = int(library.FcGetVersion())  # 10000 major + 100 minor + revision
    return f"{number // 10000}.{number // 100 % 100}.{number % 100}"


def _freetype(library: ctypes.CDLL) -> str:
    handle = ctypes.c_void_p()
    library.FT_Init_FreeType(ctypes.byref(handle))
    parts = [ctypes.c_int() for _ in range(3)]
    library.FT_Library_Version(handle, *map(ctypes.byref, parts))
    library.FT_Done_FreeType(handle)
    return ".".join(str(part.value) for part in parts)


def _fribidi(library: ctypes.CDLL) -> str:
    """Return the second word of `(GNU FriBidi) 1.0.13 interface version …`."""
    text = ctypes.c_char_p.in_dll(library, "fribidi_version_info").value or b""
    return text.decode().partition(")")[2].split()[0]


def _glib(library: ctypes.CDLL) -> str:
    names = ("glib_major_version", "glib_minor_version", "glib_micro_version")
    return ".".join(str(ctypes.c_uint.in_dll(library, name).value) for name in names)


_READERS: Mapping[str, Callable[[ctypes.CDLL], str]] = {
    "fontconfig": _fontconfig,
    "freetype": _freetype,
    "fribidi": _fribidi,
    "glib": _glib,
    "harfbuzz": _said_by("hb_version_string"),
    "harfbuzz_subset": _said_by("hb_version_string"),
    "pango": _said_by("pango_version_string"),
}
