"""Assemble a page's stylesheet from cascade layers: tokens, base, components, media."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from reportgen.render.html.page_guard import refuse_loading_sheet
from reportgen.render.html.tokens_css import print_css, print_properties, screen_css
from reportgen.render.templates.template_files import read_template
from reportgen.render.templates.template_problems import refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from reportgen.design.font_subset import EmbeddedFont
    from reportgen.design.tokens import Tokens

# Comments explain the rules to people who edit them; every page would carry them otherwise.
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# Later layers win whatever the specificity, so that a medium can override any component.
_ORDER = "@layer tokens, base, components, media;"


def screen_stylesheet(
    tokens: Tokens,
    folders: tuple[Path, ...],
    *,
    page_size: str,
    fonts: Iterable[EmbeddedFont],
    kinds: tuple[str, ...] = (),
) -> Markup:
    """Return the stylesheet of an HTML page, with embedded fonts and rules for printing it.

    Those of `kinds` that have a stylesheet of that name get it last.
    """
    return _checked(
        (
            _ORDER,
            *(font.rule for font in fonts),
            _layer("tokens", screen_css(tokens, page_size)),
            _layer("base", _file(folders, "base")),
            _layer("components", _file(folders, "components")),
            _layer("media", f"@media screen {{ {_file(folders, 'screen')} }}"),
            _layer("media", f"@media print {{ {_file(folders, 'print')} }}"),
            *_of_kinds(folders, kinds),
        )
    )


def print_stylesheet(
    tokens: Tokens, folders: tuple[Path, ...], page_size: str, *, kinds: tuple[str, ...] = ()
) -> str:
    """Return the stylesheet of a PDF, the same for all briefs of one design and kind."""
    # One medium only: WeasyPrint has no screen, and no `@media` query to evaluate this way.
    properties = print_properties(tokens, page_size)
    layers = (
        _layer("base", _file(folders, "base")),
        _layer("components", _file(folders, "components")),
        _layer("media", _file(folders, "print")),
        *_of_kinds(folders, kinds),
    )
    return _checked(
        (
            _ORDER,
            _layer("tokens", print_css(properties)),
            with_values("\n".join(layers), properties),
        )
    )


def font_rules(fonts: Iterable[EmbeddedFont]) -> str:
    """Return the @font-face rules of a PDF; the fetcher supplies the fonts by name."""
    return _checked(font.short_rule for font in fonts)


def title_rule(width: str, size: str = "") -> str:
    """Return the rule for the width, and for the size if it is not the usual one, of a title."""
    of_size = f" --short-title-size: {size};" if size else ""
    return _checked((f":root {{ --title-width: {width};{of_size} }}",))


def _of_kinds(folders: tuple[Path, ...], kinds: Iterable[str]) -> Iterator[str]:
    """Yield the stylesheets of kinds of page that have one."""
    for kind in kinds:
        name = f"css/{kind}.css"
        try:
            text, path = read_template(folders, name)
        except FileNotFoundError:
            continue
        _check_own(text, name, path, folders)
        yield _layer("media", _COMMENT.sub("", text).strip())


def _file(folders: tuple[Path, ...], name: str) -> str:
    try:
        text, path = read_template(folders, f"css/{name}.css")
    except FileNotFoundError:
        missing = f"css/{name}.css"
        raise refused("there is no such stylesheet", missing, code="TPL003") from None
    _check_own(text, f"css/{name}.css", path, folders)
    return _COMMENT.sub("", text).strip()


def _check_own(text: str, name: str, path: Path, folders: tuple[Path, ...]) -> None:
    """Refuse a user's stylesheet that loads something; shipped ones load nothing."""
    if not path.is_relative_to(folders[-1]):
        refuse_loading_sheet(text, name)


def _layer(name: str, rules: str) -> str:
    return f"@layer {name} {{\n{rules}\n}}"


def _checked(parts: Iterable[str]) -> Markup:
    """Join the parts, refusing text that would end the enclosing style element."""
    sheet = "\n".join(parts)
    if "</" in sheet:
        raise refused("a stylesheet holds `</`, which would end it", "css", code="TPL009")
    return Markup(sheet)  # noqa: S704


# A fallback with parentheses is left to WeasyPrint.
_USE = re.compile(r"var\(\s*--([\w-]+)\s*(?:,[^()]*)?\)")
_DECLARED = re.compile(r"(?:^|[{;\s])--([\w-]+)\s*:")


def with_values(css: str, properties: Iterable[tuple[str, str]]) -> str:
    """Return a stylesheet with each ``var()`` of a known property replaced by its value.

    A property that the stylesheet itself declares, as a user's may, is left to the cascade.

    Parameters
    ----------
    css : str
        The rules, without those that declare `properties`.
    properties : iterable of (name, value)
        Names without the dashes; values without ``var()``.
    """
    own = {match[1] for match in _DECLARED.finditer(css)}
    values = {name: value for name, value in properties if name not in own}
    return _USE.sub(lambda match: _value(match, values), css)


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    return values.get(match[1], match.group())
