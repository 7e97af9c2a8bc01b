"""The Markdown of text fields: CommonMark without HTML, with numbers, sentences and citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

QUANTITY = "quantity"
STATEMENT = "statement"
BAD_BRACES = "bad_braces"
CITE = "cite"

_BRACES = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_QUANTITY = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*")
_STATEMENT = re.compile(r"\s*say\(\s*([\"'])([^\"']*)\1\s*\)\s*")
_KEY = r"[\w][\w:.#$%&+?<>~/-]*"
_CITE = re.compile(rf"\[@{_KEY}(?:\s*;\s*@{_KEY})*\]")
_LONGEST_SNIPPET = 60


class _TextMarkdown(MarkdownIt):
    """CommonMark that leaves it to the reader of the tokens which links it allows."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the name is markdown-it's)
        """Return True: a link that is not allowed is a diagnostic, not plain text."""
        del url
        return True


def text_markdown() -> MarkdownIt:
    """Return the parser of text fields."""
    parser = _TextMarkdown("commonmark", {"html": False, "linkify": False, "typographer": True})
    parser.enable("smartquotes")
    parser.inline.ruler.before("backticks", "braces", _read_braces)
    parser.inline.ruler.before("link", "cite", _read_cite)
    return parser


def _read_braces(state: StateInline, silent: bool) -> bool:
    """Read ``{{ quantity.id }}`` and ``{{ say("id") }}``; all else in braces is a mistake."""
    if not state.src.startswith(("{{", "{%"), state.pos):
        return False
    found = _BRACES.match(state.src, state.pos)
    if found is None:
        snippet = state.src[state.pos : state.pos + _LONGEST_SNIPPET].split("\n")[0]
        return _push(state, BAD_BRACES, snippet, snippet, silent=silent)
    raw = found.group(0)
    inside = found.group(1) or ""
    if match := _QUANTITY.fullmatch(inside):
        return _push(state, QUANTITY, raw, match.group(1), silent=silent)
    if match := _STATEMENT.fullmatch(inside):
        return _push(state, STATEMENT, raw, match.group(2), silent=silent)
    return _push(state, BAD_BRACES, raw, raw, silent=silent)


def _read_cite(state: StateInline, silent: bool) -> bool:
    """Read ``[@key]`` and ``[@a; @b]``."""
    found = _CITE.match(state.src, state.pos)
    if found is None:
        return False
    raw = found.group(0)
    keys = " ".join(key.strip().removeprefix("@") for key in raw[1:-1].split(";"))
    return _push(state, CITE, raw, keys, silent=silent)


def _push(state: StateInline, kind: str, raw: str, content: str, *, silent: bool) -> bool:
    if not silent:
        token = state.push(kind, "", 0)
        token.content = content
        token.meta = {"raw": raw, "line": state.src.count("\n", 0, state.pos)}
    state.pos += len(raw)
    return True
