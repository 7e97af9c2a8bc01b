"""Syntax of text fields: CommonMark, tables, footnotes, numbers and citations, without HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

QUANTITY = "quantity"
STATEMENT = "statement"
STATED = "stated"
BAD_BRACES = "bad_braces"
CITE = "cite"
NOTE = "note"

_BRACES = re.compile(r"\{\{(.*?)\}\}|\{%(.*?)%\}", re.DOTALL)
_QUANTITY = re.compile(r"\s*([A-Za-z0-9][\w.-]*)\s*")
_STATEMENT = re.compile(r"\s*say\(\s*([\"'])([^\"']*)\1\s*\)\s*")
_QUOTED = r"(\"[^\"]*\"|'[^']*')"
_STATED = rf"\s*stated\(\s*{_QUOTED}\s*,\s*source\s*=\s*{_QUOTED}\s*\)\s*"
STATED_FORM = re.compile(rf"\{{\{{{_STATED}\}}\}}")
"""What the authors state, with its words and its source as groups, each in quotes."""
_KEY = r"[\w][\w:.#$%&+?<>~/-]*"
_CITE = re.compile(rf"\[@{_KEY}(?:\s*;\s*@{_KEY})*\]")
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")
_NOTE_TEXT = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_CODE_INDENT = 4  # spaces, from which on CommonMark reads code
# For unclosed braces, whose raw text would be the rest of the field.
_LONGEST_SNIPPET = 60


class _TextMarkdown(MarkdownIt):
    """CommonMark parser that keeps all links; `InlineReader` checks them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802  (the name is markdown-it's)
        """Return True: a link that is not allowed is reported, not printed as plain text."""
        del url
        return True


@cache
def text_markdown() -> MarkdownIt:
    """Return the parser of text fields."""
    parser = _TextMarkdown("commonmark", {"html": False, "linkify": False, "typographer": True})
    # The preset disables both rules of "typographer". "replacements", which would also turn (c)
    # into a copyright sign, stays off.
    parser.enable("smartquotes")
    parser.inline.ruler.before("backticks", "braces", _read_braces)
    # Before "link", because `[@key]` also starts like a link.
    parser.inline.ruler.before("link", "cite", _read_cite)
    parser.inline.ruler.before("link", "note", _read_note)
    parser.enable("table")
    # Before "reference", which would read a note of one word as the address of a link.
    ends: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    parser.block.ruler.before("reference", "footnote", _read_note_text, ends)
    return parser


def _read_braces(state: StateInline, silent: bool) -> bool:
    """Parse ``{{ quantity.id }}``, ``{{ say("id") }}`` and ``{{ stated("…", source="…") }}``.

    Anything else in braces is an error.
    """
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
    if match := re.fullmatch(_STATED, inside):
        words, source = (" ".join(part[1:-1].split()) for part in match.groups())
        if words and source:
            return _push(state, STATED, raw, words, silent=silent, source=source)
    return _push(state, BAD_BRACES, raw, raw, silent=silent)


def _read_cite(state: StateInline, silent: bool) -> bool:
    """Parse ``[@key]`` and ``[@a; @b]``."""
    found = _CITE.match(state.src, state.pos)
    if found is None:
        return False
    raw = found.group(0)
    keys = " ".join(key.strip().removeprefix("@") for key in raw[1:-1].split(";"))
    return _push(state, CITE, raw, keys, silent=silent)


def _read_note(state: StateInline, silent: bool) -> bool:
    """Parse ``[^name]``."""
    found = _NOTE.match(state.src, state.pos)
    if found is None:
        return False
    return _push(state, NOTE, found.group(0), found.group(1), silent=silent)


def _read_note_text(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Parse ``[^name]: text``, which ends before an empty line or the next footnote."""
    if state.sCount[first] - state.blkIndent >= _CODE_INDENT:
        return False
    found = _NOTE_TEXT.match(_line(state, first))
    if found is None or silent:
        return found is not None
    last = first + 1
    while last < end and not state.isEmpty(last) and not _NOTE_TEXT.match(_line(state, last)):
        last += 1
    lines = [_line(state, line) for line in range(first, last)]
    state.line = last
    token = state.push("footnote_open", "", 1)
    token.map = [first, last]
    token.meta = {"name": found.group(1)}
    inner = state.push("inline", "", 0)
    inner.content = "\n".join(lines)[found.end() :].strip()
    inner.map = [first, last]
    inner.children = []
    state.push("footnote_close", "", -1)
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _push(
    state: StateInline, kind: str, raw: str, content: str, *, silent: bool, source: str = ""
) -> bool:
    # In silent mode markdown-it only checks whether the rule matches.
    if not silent:
        token = state.push(kind, "", 0)
        token.content = content
        token.meta = {"raw": raw, "line": state.src.count("\n", 0, state.pos), "source": source}
    state.pos += len(raw)
    return True
