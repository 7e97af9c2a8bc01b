"""Explain YAML syntax errors to people who do not know the YAML standard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from reportgen.diagnostics import Diagnostic, Place, Severity

if TYPE_CHECKING:
    import yaml

    from reportgen.config.yaml.text import YamlText


class _Rule(NamedTuple):
    """The message for problems whose text contains `sign`; `at_context` points to their start."""

    sign: str
    message: str
    fix: str
    at_context: bool = False


# The first match wins: specific texts of libyaml and PyYAML come before general ones.
_RULES = (
    _Rule(
        "while scanning a quoted scalar",
        "a quotation mark is opened here and never closed",
        "close it at the end of the text",
        at_context=True,
    ),
    _Rule(
        "unknown escape character",
        "a backslash inside double quotes starts a code, and this one is not known",
        "put the text in single quotes, or write the backslash twice",
    ),
    _Rule(
        "escape",
        "this code after a backslash does not stand for a character",
        "put the text in single quotes, or type the character itself",
    ),
    _Rule(
        "while parsing a flow",
        "this bracket is never closed, or a comma is missing after it",
        "close it with `]` or `}`, and put a comma between the entries",
        at_context=True,
    ),
    _Rule(
        "mapping values are not allowed",
        "found `: ` inside a text without quotes, or a line indented too far",
        "put the whole text in quotes, or align the line with its neighbours",
    ),
    _Rule(
        "could not find expected ':'",
        "expected `key: value`, found a line without a colon",
        "write a colon and a space after the key, or indent the line if it continues a text",
        at_context=True,
    ),
    _Rule(
        "cannot start any token",
        "a value can't start with this character",
        "put the value in quotes",
    ),
    _Rule(
        "block sequence entries are not allowed",
        "a list can't start here",
        "put each `- ` on a line of its own",
    ),
    _Rule(
        "did not find expected",
        "this line does not fit the lines above it",
        "align it with its neighbours, or put the text of the line above in quotes",
    ),
    _Rule(
        "not allowed in this context",
        "this is not allowed here",
        "put the value in quotes, or align the line with its neighbours",
    ),
)

_MERGE = re.compile(r"(<{7}|={7}|>{7})(\s|$)")
_TAB_INDENT = re.compile(r"[ ]*\t")
_LETTER_QUOTES = re.compile("(?:: |- |[{,] ?)([\u201c\u201e\u201d\u2018\u201a\u2019\u00ab\u00bb])")
"""Quotation marks of a word processor where a value begins."""


def explain_syntax(problem: yaml.MarkedYAMLError, source: YamlText) -> Diagnostic:
    """Return a syntax error as a diagnostic."""
    mark = problem.problem_mark or problem.context_mark
    line = source.lines[mark.line] if mark is not None and mark.line < len(source.lines) else ""
    if _TAB_INDENT.match(line) and mark is not None:
        return _error(
            "CFG006",
            "the line is indented with a tab",
            source.place(mark.line, line.index("\t")),
            "indent with spaces",
        )
    marked = next((n for n, text in enumerate(source.lines) if _MERGE.match(text)), None)
    if marked is not None:
        return _error(
            "CFG005",
            "the file contains markers of an unresolved merge",
            source.place(marked, 0, len(source.lines[marked])),
            "keep one of the two versions, and delete the three lines of markers",
        )
    curly = _LETTER_QUOTES.search(line)
    if curly is not None and mark is not None:
        return _error(
            "CFG005",
            f"`{curly[1]}` is a quotation mark of a word processor, which YAML does not know",
            source.place(mark.line, curly.start(1)),
            'replace it and its partner by straight ones: `"`',
        )
    said = f"{problem.context or ''} {problem.problem or ''}"
    for rule in _RULES:
        if rule.sign in said:
            spot = problem.context_mark if rule.at_context else None
            return _error("CFG005", rule.message, _at(spot or mark, source), rule.fix)
    return _error(
        "CFG005",
        "the file can't be read as YAML from here on",
        _at(mark, source),
        "put texts with special characters in quotes, and align keys with their neighbours",
    )


def _at(mark: yaml.Mark | None, source: YamlText) -> Place:
    if mark is None:
        return Place(file=source.file)
    return source.place(mark.line, mark.column)


def _error(code: str, message: str, place: Place, fix: str) -> Diagnostic:
    return Diagnostic(code=code, severity=Severity.ERROR, message=message, place=place, help=fix)
