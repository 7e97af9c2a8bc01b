"""The Jinja2 environment: sandboxed, autoescaping, strict about undefined names."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, pass_context
from markupsafe import Markup

from reportgen.document.brief import (
    Agreed,
    Ask,
    FigureBlock,
    LimitsBox,
    OwnersView,
    Picture,
    SideNote,
    StatusLine,
    TableBlock,
)
from reportgen.ledger.embedded_data import packed_text
from reportgen.ledger.plain_data import to_plain
from reportgen.model.prose import plain_text
from reportgen.render.html.prose_html import ProseHtml, isolated, linked
from reportgen.render.html.svg import svg_of
from reportgen.render.templates.sandbox import Sandbox
from reportgen.render.templates.template_files import FolderLoader

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from jinja2 import Environment
    from jinja2.runtime import Context

    from reportgen.model.prose import Prose, TextBlock

# Punctuation at the end belongs to the sentence, not to the address.
_ADDRESS = re.compile(r"https?://[^\s<>]+[^\s<>.,;)]|\bdoi:\s?(10\.\d{4,9}/[^\s<>]+[^\s<>.,;)])")


@lru_cache(maxsize=8)
def template_environment(folders: tuple[Path, ...]) -> Environment:
    """Return the cached environment of template folders; templates are compiled once."""
    environment = Sandbox(
        loader=FolderLoader(folders),
        autoescape=True,
        # A misspelt field is an error with its line; by default it would print nothing.
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        # Files do not change during a build; the preview clears the cache when they do.
        auto_reload=False,
    )
    environment.filters |= {
        "prose": _prose,
        "plain": plain_text,
        "title": _title,
        "text_block": _text_block,
        "text_blocks": _text_blocks,
        "web_links": _web_links,
        "isolated": isolated,
        "picture": _picture,
        "json": _json,
        "packed": _packed,
    }
    environment.tests |= {
        "agreed": lambda block: isinstance(block, Agreed),
        "ask": lambda block: isinstance(block, Ask),
        "owners_view": lambda block: isinstance(block, OwnersView),
        "figure_block": lambda block: isinstance(block, FigureBlock),
        "table_block": lambda block: isinstance(block, TableBlock),
        "status_line": lambda block: isinstance(block, StatusLine),
        "side_note": lambda block: isinstance(block, SideNote),
        "limits_box": lambda block: isinstance(block, LimitsBox),
    }
    return environment


@pass_context
def _prose(context: Context, prose: Prose) -> Markup:
    return _writer(context).inline(prose)


@pass_context
def _title(context: Context, prose: Prose) -> Markup:
    return _writer(context).title(prose)


@pass_context
def _text_block(context: Context, block: TextBlock) -> Markup:
    return _writer(context).block(block)


@pass_context
def _text_blocks(context: Context, blocks: Iterable[TextBlock]) -> Markup:
    return _writer(context).blocks(blocks)


@pass_context
def _picture(context: Context, block: FigureBlock | Picture) -> Markup:
    return svg_of(block, context["page"])


def _writer(context: Context) -> ProseHtml:
    writer = context["page"].writer
    if not isinstance(writer, ProseHtml):
        raise TypeError(f"expected a ProseHtml as the page's writer, found {writer!r}")
    return writer


def _web_links(text: str) -> Markup:
    """Return text with its addresses and DOIs as links."""
    parts = []
    start = 0
    for match in _ADDRESS.finditer(text):
        parts.append(Markup("{}").format(text[start : match.start()]))
        href = f"https://doi.org/{match[1]}" if match[1] else match.group()
        parts.append(linked(href, Markup("{}").format(match.group())))
        start = match.end()
    parts.append(Markup("{}").format(text[start:]))
    return Markup("").join(parts)


def _json(value: Any) -> Markup:
    """Return a value as JSON that can't end the enclosing script element."""
    text = json.dumps(to_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    # As JSON escapes: what HTML gives a meaning, and line ends of older JavaScript.
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704


def _packed(value: Any) -> Markup:
    """Return a value as a JSON string of deflated JSON, about a sixth of the size."""
    text = json.dumps(to_plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return Markup(packed_text(text))  # noqa: S704
