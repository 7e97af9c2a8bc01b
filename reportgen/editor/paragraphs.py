"""Texts whose paragraphs are broken into lines in the file, and flow in a field.

Markdown joins the lines of a paragraph, so that where they break makes no difference. A paragraph
that is not changed keeps its lines.
"""

from __future__ import annotations

import re
import textwrap

# Lists, tables, quotations, headings, footnotes: where a line begins matters.
_OF_LINES = re.compile(r"\s|[-*+|>#]|\d+[.)]|\[\^")
_LESS_THAN_WRAPPED = 60
_BRACES = re.compile(r"\{\{.*?\}\}")
_KEPT_SPACE = "\ue000"


def flowing(text: str) -> str:
    """Return a text with each paragraph in one line."""
    return "\n\n".join(_joined(part) for part in text.split("\n\n"))


def broken_like(text: str, standing: str) -> str:
    """Return a flowing text with its paragraphs broken into lines as those of the text so far."""
    if flowing(standing) == standing:
        return text
    width = max(len(line) for line in standing.split("\n"))
    known = {_joined(part): part for part in standing.split("\n\n")}
    return "\n\n".join(known.get(part) or _broken(part, width) for part in text.split("\n\n"))


def _joined(paragraph: str) -> str:
    lines = paragraph.strip("\n").split("\n")
    is_prose = not any(_OF_LINES.match(line) or line.endswith(("  ", "\\")) for line in lines)
    # Short lines are an address or a poem.
    is_wrapped = all(len(line) >= _LESS_THAN_WRAPPED for line in lines[:-1])
    return " ".join(lines) if is_prose and is_wrapped else paragraph


def _broken(paragraph: str, width: int) -> str:
    if "\n" in paragraph or _OF_LINES.match(paragraph):
        return paragraph
    # A number's braces stay on one line.
    kept = _BRACES.sub(lambda found: found.group().replace(" ", _KEPT_SPACE), paragraph)
    lines = textwrap.wrap(kept, width, break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(_KEPT_SPACE, " ")
