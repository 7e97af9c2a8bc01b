"""Locate the font files of the installed font packages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from reportgen.errors import EnvironmentProblemError

SERIF = "Source Serif 4"
SANS = "Source Sans 3"
FALLBACK = "Noto Sans"


@dataclass(frozen=True, slots=True, kw_only=True)
class FontFile:
    """A variable font file; `has_optical_size` if it has that axis in addition to weight."""

    family: str
    is_italic: bool
    path: Path
    has_optical_size: bool = False


_FILES = (
    (SERIF, False, "fontpkg_source_serif_4", "SourceSerif4[opsz,wght].ttf", True),
    (SERIF, True, "fontpkg_source_serif_4", "SourceSerif4-Italic[opsz,wght].ttf", True),
    (SANS, False, "fontpkg_source_sans_3", "SourceSans3[wght].ttf", False),
    (SANS, True, "fontpkg_source_sans_3", "SourceSans3-Italic[wght].ttf", False),
    (FALLBACK, False, "fontpkg_noto_sans", "NotoSans[wdth,wght].ttf", False),
    (FALLBACK, True, "fontpkg_noto_sans", "NotoSans-Italic[wdth,wght].ttf", False),
)


@cache
def font_files() -> tuple[FontFile, ...]:
    """Return every font file of a brief.

    Raises
    ------
    EnvironmentProblemError
        A font package is missing.
    """
    return tuple(
        FontFile(
            family=family,
            is_italic=is_italic,
            path=_folder(package) / name,
            has_optical_size=has_optical_size,
        )
        for family, is_italic, package, name, has_optical_size in _FILES
    )


@cache
def _folder(package: str) -> Path:
    # Located without importing the package.
    found = find_spec(package)
    if found is None or found.origin is None:
        name = package.replace("_", "-")
        raise EnvironmentProblemError(
            f"the font package `{name}` is missing; install it with `pip install {name}`"
        )
    return Path(found.origin).parent / "files"
