"""The brand of an organization: the colours, fonts and logos that a brief uses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LightDark:
    """A value for light and one for dark pages; empty if the brand has none."""

    light: str = ""
    dark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFont:
    """A font file; `weight` ranges from 100 to 900 as in CSS."""

    family: str
    path: Path
    weight: int = 400
    is_italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Colours as ``#RRGGBB``, and font and logo files that exist.

    Attributes
    ----------
    file : str
        The brand file, as the configuration names it.
    colors : mapping of role to LightDark
        Such as ``primary`` and ``foreground``.
    base, headings : str
        Font families of text and headings; empty for reportgen's own.
    logo_light, logo_dark : Path or None
        SVG or PNG; the content has not been validated yet.
    """

    file: str
    colors: Mapping[str, LightDark] = field(default_factory=dict)
    base: str = ""
    headings: str = ""
    fonts: tuple[BrandFont, ...] = ()
    logo_light: Path | None = None
    logo_dark: Path | None = None
