"""Warn of the organization's own sentences that are hard to follow, and of repeated periods.

Quotations are left alone: their words are not the organization's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.narrative.claims.own_texts import own_texts
from reportgen.narrative.fields.date_ranges import date_ranges
from reportgen.narrative.fields.sentences import sentences
from reportgen.narrative.fields.text_inline import place_inside
from reportgen.narrative.fields.text_syntax import STATED_FORM, text_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.diagnostics import Place
    from reportgen.model.configuration import Configuration, KeyPath

# GOV.UK advises at most 25 words; at 43, fewer than a tenth of readers understood all of a sentence
# (insidegovuk.blog.gov.uk, 2014).
MOST_WORDS = 40
ADVISED_WORDS = 25
MOST_RANGES = 4

_SHOWN_WORDS = 8
# A generated sentence is not the organization's, and ends what is before it.
_SAY = re.compile(r"\{\{\s*say\([^)]*\)\s*\}\}")


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph, heading or list item of a text field; `line` is its line in the field."""

    text: str
    line: int
    field: str
    path: KeyPath


def lint_own_texts(configuration: Configuration) -> tuple[Diagnostic, ...]:
    """Return warnings about the text fields of a configuration.

    Returns
    -------
    tuple of Diagnostic
        TXT024 for each sentence of more than `MOST_WORDS` words; TXT025 for each range of dates
        that is more than `MOST_RANGES` times in all fields together.
    """
    passages = [
        passage
        for own in own_texts(configuration)
        if not own.is_quotation
        for passage in _passages(own.text, own.path)
    ]
    return (*_long_sentences(passages, configuration), *_repeated(passages, configuration))


def _passages(text: str, path: KeyPath) -> Iterator[_Passage]:
    quotes = 0
    for token in text_markdown().parse(text):
        if token.type.startswith("blockquote"):
            quotes += token.nesting
        elif token.type == "inline" and not quotes:
            line = token.map[0] if token.map else 0
            yield _Passage(token.content, line, text, path)


def _long_sentences(passages: list[_Passage], configuration: Configuration) -> Iterator[Diagnostic]:
    for passage in passages:
        # Spaces in place of what is left out, so that offsets stay valid.
        own = _SAY.sub(lambda said: "." + " " * (len(said.group()) - 1), passage.text)
        own = STATED_FORM.sub(lambda said: said[1][1:-1].ljust(len(said.group())), own)
        for sentence in sentences(own):
            if sentence.words <= MOST_WORDS:
                continue
            beginning = " ".join(sentence.text.split()[:_SHOWN_WORDS])
            yield Diagnostic(
                code="TXT024",
                severity=Severity.WARNING,
                message=f"a sentence of {sentence.words} words is hard to follow: “{beginning} …”",
                place=_place(passage, sentence.offset, sentence.text, configuration),
                help=f"divide it: one idea per sentence, and at most {ADVISED_WORDS} words",
            )


def _repeated(passages: list[_Passage], configuration: Configuration) -> Iterator[Diagnostic]:
    found: dict[object, list[tuple[str, Place | None]]] = {}
    for passage in passages:
        for item in date_ranges(passage.text):
            place = _place(passage, item.offset, item.text, configuration)
            words = " ".join(item.text.split())
            found.setdefault((item.first, item.last), []).append((words, place))
    for same in found.values():
        if len(same) <= MOST_RANGES:
            continue
        words, place = same[0]
        later = [str(at.line) for _, at in same[1:] if at is not None and at.line is not None]
        yield Diagnostic(
            code="TXT025",
            severity=Severity.WARNING,
            message=f"“{words}” stands {len(same)} times in the texts of this brief",
            place=place,
            help="give the period a name where you first write its dates, such as “the year "
            "after”, and use the name from then on",
            note=f"it is also in {'lines' if len(set(later)) > 1 else 'line'} "
            f"{', '.join(dict.fromkeys(later))}"
            if later
            else "",
        )


def _place(
    passage: _Passage, offset: int, snippet: str, configuration: Configuration
) -> Place | None:
    line = passage.line + passage.text.count("\n", 0, offset)
    return place_inside(configuration.place(*passage.path), passage.field, line, snippet)
