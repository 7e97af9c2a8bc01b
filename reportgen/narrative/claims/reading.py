"""Read a text field once: its sentences as a reader sees them, and what in them is bound.

The text is that of the parsed Markdown, so that neither emphasis within a word nor an entity in
place of a digit hides anything.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.narrative.fields.sentences import sentences
from reportgen.narrative.fields.text_syntax import CITE, QUANTITY, STATED, STATEMENT, text_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token


# Of a sentence in characters: the patterns take quadratic time, and no sentence is as long.
_LONGEST = 400
_GAP = re.compile(r"\s+")


class SpanKind(StrEnum):
    """What is bound within a sentence, and to what."""

    QUANTITY = QUANTITY
    STATEMENT = STATEMENT
    CITE = CITE
    STATED = STATED


@dataclass(frozen=True, slots=True)
class Span:
    """A bound part of a sentence.

    `content` is an id, citation keys, or the words stated, which have a `source`.
    """

    kind: SpanKind
    start: int
    end: int
    content: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSentence:
    """A sentence of a text field.

    Attributes
    ----------
    text : str
        As a reader sees it; a bound part is as it was typed.
    line : int
        Its first line in the field, counted from 0.
    spans : tuple of Span
        What is bound, by offsets in `text`.
    said : tuple of str
        The ids of the statements that its paragraph prints.
    is_quoted : bool
        Whether it is in a block quotation.
    """

    text: str
    line: int
    spans: tuple[Span, ...] = ()
    said: tuple[str, ...] = ()
    is_quoted: bool = False

    @property
    def unbound(self) -> str:
        """The text in which a character of no meaning stands for each one that is bound."""
        text = self.text
        for span in self.spans:
            text = text[: span.start] + "\ufffc" * (span.end - span.start) + text[span.end :]
        return "".join(map(_plain, text))

    def has(self, kind: SpanKind) -> bool:
        """Return whether something in it is bound in this way."""
        return any(span.kind is kind for span in self.spans)


def read_own_text(text: str, *, is_markdown: bool = True) -> tuple[OwnSentence, ...]:
    """Return the sentences of a text field in order; a heading or cell is one, too."""
    if not is_markdown:
        return tuple(_sentences(_Passage(text, 0, (), is_quoted=False)))
    return tuple(sentence for item in _passages(text) for sentence in _sentences(item))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph, heading, list item or cell."""

    text: str
    line: int
    spans: tuple[Span, ...]
    is_quoted: bool


def _passages(text: str) -> Iterator[_Passage]:
    quotes = 0
    line = 0
    for token in text_markdown().parse(text):
        if token.type.startswith("blockquote"):
            quotes += token.nesting
        line = token.map[0] if token.map else line
        if token.type == "inline":
            yield _passage(token.children or (), line, is_quoted=quotes > 0)
        elif token.type in ("fence", "code_block"):
            yield _Passage(token.content, line, (), is_quoted=quotes > 0)


def _passage(tokens: Sequence[Token], line: int, *, is_quoted: bool) -> _Passage:
    """Return the text of inline tokens; those that open or close emphasis or a link have none."""
    text, spans = "", []
    for token in tokens:
        part = {"softbreak": "\n", "hardbreak": "\n"}.get(token.type, token.content)
        raw = token.meta.get("raw") if token.meta else None
        if raw is not None:
            part = str(raw)
            if token.type in set(SpanKind):
                end = len(text) + len(part)
                source = str(token.meta["source"])
                spans.append(Span(SpanKind(token.type), len(text), end, token.content, source))
            else:
                # The mark of a note, or braces that are reported on their own.
                part = "\ufffc" * len(part)
        else:
            part = "".join(
                character for character in part if unicodedata.category(character) != "Cf"
            )
        text += part
    return _Passage(text, line, tuple(spans), is_quoted)


def _sentences(passage: _Passage) -> Iterator[OwnSentence]:
    said = tuple(span.content for span in passage.spans if span.kind is SpanKind.STATEMENT)
    shown = passage.text
    for span in passage.spans:
        if span.kind is not SpanKind.CITE:
            # A generated or stated sentence ends with its full stop, which no other one is.
            mark = "." if span.kind is SpanKind.STATEMENT or span.content.endswith(".") else "x"
            masked = "x" * (span.end - span.start - 1) + mark
            shown = shown[: span.start] + masked + shown[span.end :]
    for start, end in _pieces(shown):
        yield OwnSentence(
            text=passage.text[start:end],
            line=passage.line + passage.text.count("\n", 0, start),
            spans=tuple(
                replace(span, start=span.start - start, end=span.end - start)
                for span in passage.spans
                if start <= span.start and span.end <= end
            ),
            said=said,
            is_quoted=passage.is_quoted,
        )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a text are, the longest ones in parts."""
    for found in sentences(text):
        start, end = found.offset, found.offset + len(found.text)
        while end - start > _LONGEST and (gap := _GAP.search(text, start + _LONGEST, end)):
            yield start, gap.start()
            start = gap.end()
        yield start, end


def _plain(character: str) -> str:
    """Return a digit or letter of another width in its usual form; one character for one."""
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 and character not in "ºª" else character
