"""An organization's brand, as far as a brief can wear it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LightDark:
    """A value for light pages and for dark ones, each empty where the brand has none."""

    light: str = ""
    dark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandFont:
    """One font file: weight from 100 to 900."""

    family: str
    path: Path
    weight: int = 400
    is_italic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """Colours as ``#RRGGBB``, files that exist and lie beside the brand's own.

    Attributes
    ----------
    file : str
        The brand file, as the configuration names it.
    colors : mapping of role to LightDark
        Such as ``primary`` and ``foreground``.
    base, headings : str
        The family of text and of headings; empty where reportgen's are to stay.
    logo_light, logo_dark : Path or None
        SVG or PNG, not yet looked into.
    """

    file: str
    colors: Mapping[str, LightDark] = field(default_factory=dict)
    base: str = ""
    headings: str = ""
    fonts: tuple[BrandFont, ...] = ()
    logo_light: Path | None = None
    logo_dark: Path | None = None
