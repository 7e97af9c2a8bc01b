"""Apply a brand to the tokens: accessible colours, logo, available fonts.

Only page, text and accent colours are replaced. Periods and statuses keep the shipped colours,
which are tested for colour vision deficiencies.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any, NamedTuple

from reportgen.config.brand import load_brand
from reportgen.design.font_subset import is_font
from reportgen.design.logo import UnusableLogoError, read_logo
from reportgen.design.readable import contrast, readable
from reportgen.design.tokens import Tokens
from reportgen.diagnostics import Diagnostic, Place, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from reportgen.model.brand import Brand
    from reportgen.model.configuration import Configuration

_THEMES = ("light", "dark")

# The table of tokens for logo and fonts, which templates read.
_SHOWN = "brand"


_LOGO_HEIGHT_MM, _LOGO_WIDTH_MM = 13.0, 45.0


class _Role(NamedTuple):
    """A token, the brand colours that may replace it, and its minimum contrast with the page."""

    token: str
    roles: tuple[str, ...]
    least: float


# Contrast of WCAG 2.2: 7 (AAA) for running text, 4.5 (AA) for accents.
_INK = _Role("ink", ("foreground",), 7.0)
_ACCENT = _Role("accent", ("primary", "link", "secondary"), 4.5)


def branded(tokens: Tokens, configuration: Configuration) -> tuple[Tokens, tuple[Diagnostic, ...]]:
    """Return the tokens with the brand of the organization, and diagnostics for what was left out.

    Parameters
    ----------
    tokens : Tokens
        Shipped tokens, or those of the user.
    configuration : Configuration
        Its `organization.brand` names the brand file, if any.
    """
    loaded = load_brand(configuration)
    if loaded.brand is None:
        return tokens, loaded.diagnostics
    # Tokens are cached and shared between briefs.
    tables = deepcopy(dict(tokens.tables))
    found = [*loaded.diagnostics, *_paint(tables, loaded.brand), *_put_logo(tables, loaded.brand)]
    found += _set_fonts(tables, loaded.brand)
    return Tokens(tables), tuple(found)


def _paint(tables: dict[str, Any], brand: Brand) -> list[Diagnostic]:
    """Set the colours of the brand; return diagnostics for those with too little contrast."""
    found = []
    for theme in _THEMES:
        raw = tables["raw"][theme]
        # The page first: the contrast of the others depends on it.
        found += _paint_paper(raw, brand, theme)
        for role in (_INK, _ACCENT):
            found += _paint_role(raw, brand, theme, role)
    return found


def _paint_paper(raw: dict[str, str], brand: Brand, theme: str) -> list[Diagnostic]:
    """Set the page colour for screens; printed paper stays white."""
    color = _color(brand, ("background",), theme)
    if not color:
        return []
    worst = min((contrast(raw[name], color), name) for name in ("ink", "soft", "muted"))
    if worst[0] < _ACCENT.least:
        return [
            _pale(
                brand,
                "background",
                color,
                raw[worst[1]],
                worst[0],
                f"{raw['paper']} is used instead",
            )
        ]
    raw["paper"] = color
    return []


def _paint_role(raw: dict[str, str], brand: Brand, theme: str, role: _Role) -> list[Diagnostic]:
    color = _color(brand, role.roles, theme)
    is_own = bool(color)
    # A brand without dark colors uses its light ones, as light as dark pages need.
    if not color and theme == "dark":
        color = _color(brand, role.roles, "light")
    if not color:
        return []
    # The lower of both contrasts: text is on the page and on white panels.
    pages = (raw["paper"], raw["white"])
    found, page = min((contrast(color, item), item) for item in pages)
    raw[role.token] = readable(color, pages, role.least)
    # Without a warning for a colour for light pages that was only tried on dark ones.
    if found >= role.least or not is_own:
        return []
    named = next(name for name in role.roles if name in brand.colors)
    way = "darkened" if theme == "light" else "lightened"
    done = f"it is {way} to {raw[role.token]}"
    return [_pale(brand, named, color, page, found, done)]


def _color(brand: Brand, roles: tuple[str, ...], theme: str) -> str:
    for role in roles:
        pair = brand.colors.get(role)
        if pair is not None:
            return pair.light if theme == "light" else pair.dark
    return ""


def _pale(brand: Brand, role: str, color: str, page: str, found: float, done: str) -> Diagnostic:
    return Diagnostic(
        code="CFG083",
        severity=Severity.WARNING,
        message=(
            f"the brand's {role} {color} has too little contrast: {found:.1f} with {page}; {done}"
        ),
        place=Place(file=brand.file),
        help="give a darker one for light pages, or a lighter one under `dark`",
        note="WCAG 2.2 asks for 4.5, and for 7 in running text",
    )


def _put_logo(tables: dict[str, Any], brand: Brand) -> list[Diagnostic]:
    found = []
    shown = tables.setdefault(_SHOWN, {})
    for theme, path in (("light", brand.logo_light), ("dark", brand.logo_dark)):
        if path is None:
            continue
        try:
            logo = read_logo(path)
        except UnusableLogoError as problem:
            found.append(_unusable(brand, path, str(problem)))
            continue
        shown[f"logo_{theme}"] = logo.address
        shown.setdefault("logo_width_mm", round(_logo_height(logo.ratio) * logo.ratio, 2))
        shown.setdefault("logo_height_mm", round(_logo_height(logo.ratio), 2))
    return found


def _logo_height(ratio: float) -> float:
    """Return the height in mm of a logo as wide and high as a letterhead has it."""
    return min(_LOGO_HEIGHT_MM, _LOGO_WIDTH_MM / ratio)


def _unusable(brand: Brand, path: Path, why: str) -> Diagnostic:
    return Diagnostic(
        code="CFG085",
        severity=Severity.ERROR,
        message=f"the logo `{path.name}` can't be used: {why}",
        place=Place(file=brand.file),
        help="give an SVG or PNG of up to 1 MB",
    )


def _set_fonts(tables: dict[str, Any], brand: Brand) -> list[Diagnostic]:
    """Set the font families and files of the brand; return diagnostics for invalid files."""
    shown = tables.setdefault(_SHOWN, {})
    used = [font for font in brand.fonts if font.family in (brand.base, brand.headings)]
    broken = [font for font in used if not is_font(font.path)]
    shown["base"], shown["headings"] = brand.base, brand.headings
    shown["fonts"] = tuple(
        (font.family, str(font.path), font.weight, font.is_italic)
        for font in used
        if font not in broken
    )
    return [
        Diagnostic(
            code="CFG086",
            severity=Severity.ERROR,
            message=f"`{font.path.name}` is not a font file that can be embedded",
            place=Place(file=brand.file),
            help="give a TTF, OTF, WOFF or WOFF2 file of up to 5 MB",
        )
        for font in broken
    ]
