"""Generate CSS custom properties from the design tokens, for print and screens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.design.signs import shape_address
from reportgen.errors import TemplateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.design.tokens import Tokens

# Spacing: 12 pt in print are 1 rem on screens.
_PT_PER_REM = 12
_LOGO_GAP_MM = 3
_HEX = re.compile(r"^#[0-9A-Fa-f]{6}$")
_FONT_NAME = re.compile(r"^[\w .-]+$")

Property = tuple[str, str]


def print_properties(tokens: Tokens, page_size: str) -> tuple[Property, ...]:
    """Return (name without dashes, value) of a printed page, ``a4`` or ``letter``."""
    return (
        *_fonts(tokens),
        *_colours(tokens, "light", paper=tokens.text("raw.light.white")),
        *_print_lengths(tokens),
        *_page_lengths(tokens, page_size),
    )


def print_css(properties: Iterable[Property]) -> str:
    """Return the rules that declare the properties and set the page's size and margins."""
    return f"{_rule(properties)}\n{_page_rule()}"


def screen_css(tokens: Tokens, page_size: str) -> str:
    """Return the properties of an HTML page: light, dark, and when it is printed."""
    light = [
        *_fonts(tokens),
        *_colours(tokens, "light", paper=tokens.text("raw.light.paper")),
        *_screen_lengths(tokens),
    ]
    dark = list(_colours(tokens, "dark", paper=tokens.text("raw.dark.paper")))
    paper = [
        *_colours(tokens, "light", paper=tokens.text("raw.light.white")),
        *_print_lengths(tokens),
        *_page_lengths(tokens, page_size),
    ]
    wide = [("side-column", "calc(var(--side) + var(--gutter))")]
    return "\n".join(
        (
            _rule(light),
            f"@media (prefers-color-scheme: dark) {{ {_rule(dark)} }}",
            f"@media (min-width: {tokens.number('screen.two_columns'):g}rem) {{ {_rule(wide)} }}",
            f"@media print {{ {_rule(paper)} }}",
        )
    )


def colour_names(tokens: Tokens) -> dict[str, str]:
    """Return a mapping of lower-case hex colour to its custom property, for figures."""
    # Several tokens may share a colour; the first one wins, so that the mapping is stable.
    names: dict[str, str] = {}
    for name, value in _figure_colours(tokens, "light"):
        names.setdefault(value.lower(), f"--{name}")
    return names


def _rule(properties: Iterable[Property]) -> str:
    inner = " ".join(f"--{name}: {value};" for name, value in properties)
    return f":root {{ {inner} }}"


def _page_rule() -> str:
    return (
        "@page { size: var(--page-width) var(--page-height); margin: var(--page-top) "
        "var(--page-right) var(--page-bottom) var(--page-left); }\n"
        "@page :first { margin-top: var(--page-top-first); }"
    )


def _fonts(tokens: Tokens) -> Iterable[Property]:
    serif, sans = _font(tokens, "serif"), _font(tokens, "sans")
    fallback = _font(tokens, "fallback")
    brand = tokens.tables.get("brand", {})
    # The fallback has the scripts that the design's fonts lack, so it precedes system fonts.
    base, headings = (_quoted(brand.get(role, "")) for role in ("base", "headings"))
    yield "font-serif", f'{base}"{serif}", "{fallback}", Georgia, serif'
    yield "font-title", f'{headings}"{serif} Display", "{serif}", "{fallback}", Georgia, serif'
    yield "font-heading", f'{headings}"{sans}", "{fallback}", Arial, sans-serif'
    yield "font-sans", f'"{sans}", "{fallback}", Arial, sans-serif'


def _quoted(family: str) -> str:
    """Return a brand's font family for the start of a list, or an empty string."""
    if family and not _FONT_NAME.match(family):
        raise TemplateError(f"expected the name of a font in the brand, found `{family}`")
    return f'"{family}", ' if family else ""


def _logo(tokens: Tokens, theme: str) -> Iterable[Property]:
    """Yield the brand's logo and its size; `none` and zero without a logo."""
    brand = tokens.tables.get("brand", {})
    address = brand.get(f"logo_{theme}", brand.get("logo_light", ""))
    yield "logo", f'url("{address}")' if address else "none"
    yield "logo-width", f"{brand.get('logo_width_mm', 0):g}mm"
    yield "logo-height", f"{brand.get('logo_height_mm', 0):g}mm"
    yield "logo-gap", f"{_LOGO_GAP_MM if address else 0:g}mm"


def _colours(tokens: Tokens, theme: str, *, paper: str) -> Iterable[Property]:
    yield from _figure_colours(tokens, theme)
    yield from _logo(tokens, theme)
    yield "color-paper", paper
    for status, entry in tokens.get("status").items():
        name = status.replace("_", "-")
        ink = _hex(entry[theme])
        yield f"color-status-{name}", ink
        yield f"shape-{name}", f'url("{shape_address(entry["shape"], ink=ink, paper=paper)}")'
    for name, entry in tokens.get("sign").items():
        address = shape_address(entry["shape"], ink=_hex(entry[theme]), paper=paper)
        yield f"shape-{name}", f'url("{address}")'


def _figure_colours(tokens: Tokens, theme: str) -> Iterable[Property]:
    """Yield the colours of figures; one without a dark variant is used in both themes."""
    for name, value in tokens.get(f"raw.{theme}").items():
        if name != "paper":
            yield f"color-{name.replace('_', '-')}", _hex(value)
    chart = tokens.get("chart")
    for name, value in chart.items():
        if name.endswith("_dark"):
            continue
        shown = chart.get(f"{name}_dark", value) if theme == "dark" else value
        stem = f"color-chart-{name.replace('_', '-')}"
        if isinstance(shown, list):
            yield from ((f"{stem}-{place}", _hex(one)) for place, one in enumerate(shown, start=1))
        else:
            yield stem, _hex(shown)
    for status, entry in tokens.get("status").items():
        yield f"color-status-{status.replace('_', '-')}", _hex(entry[theme])


def _print_lengths(tokens: Tokens) -> Iterable[Property]:
    for name, role in tokens.get("type").items():
        size, line = role["print"]
        yield from _role(name, f"{size:g}pt", f"{line:g}pt", role["weight"])
    yield from ((f"space-{name}", f"{size:g}pt") for name, size in tokens.get("space").items())
    yield from ((f"rule-{name}", f"{size:g}pt") for name, size in tokens.get("rule").items())


def _screen_lengths(tokens: Tokens) -> Iterable[Property]:
    for name, role in tokens.get("type").items():
        size, line = role["screen"]
        yield from _role(name, f"{size:g}rem", f"{line:g}rem", role["weight"])
    for name, size in tokens.get("space").items():
        yield f"space-{name}", f"{size / _PT_PER_REM:.4g}rem"
    for name, size in tokens.get("rule").items():
        # 96/72 pixels per point; thinner than a pixel would be invisible.
        yield f"rule-{name}", f"{max(1, round(size * 4 / 3))}px"
    for name in ("measure", "gutter", "side", "pad", "editorial_measure", "editorial_width"):
        yield name.replace("_", "-"), f"{tokens.number(f'screen.{name}'):g}rem"
    yield "side-column", "0rem"


def _page_lengths(tokens: Tokens, page_size: str) -> Iterable[Property]:
    page = tokens.get(f"print.{page_size}")
    for name in ("width", "height", "left", "right", "top", "bottom"):
        yield f"page-{name}", f"{page[name]:g}mm"
    yield "page-top-first", f"{page['top_first']:g}mm"
    for name, length in tokens.get("print.board").items():
        yield f"board-{name.replace('_', '-')}", f"{length:g}mm"
    for name, length in tokens.get(f"print.short_{page_size}").items():
        yield f"short-{name}", f"{length:g}mm"
    yield "measure", f"{page['text']:g}mm"
    yield "gutter", f"{page['gutter']:g}mm"
    yield "side", f"{page['side']:g}mm"
    yield "side-column", f"{page['side'] + page['gutter']:g}mm"


def _role(name: str, size: str, line: str, weight: int) -> Iterable[Property]:
    stem = name.replace("_", "-")
    yield f"size-{stem}", size
    yield f"line-{stem}", line
    yield f"weight-{stem}", f"{weight:g}"


def _hex(value: object) -> str:
    text = str(value)
    if not _HEX.match(text):
        raise TemplateError(f"expected a colour such as `#1A1C20` in tokens.toml, found `{text}`")
    return text


def _font(tokens: Tokens, name: str) -> str:
    text = tokens.text(f"font.{name}")
    if not _FONT_NAME.match(text):
        raise TemplateError(f"expected the name of a font in tokens.toml, found `{text}`")
    return text
