"""Long runs of sentences broken into paragraphs that can be read."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.model.prose import Paragraph, Text, plain_text
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from reportgen.model.prose import Prose, Sentences

_LONGEST = 560
"""Characters of a paragraph: some nine lines of a printed page."""

_CLOSING = ").", "."
"""What follows the last number of a sentence that ends with its evidence."""


def in_paragraphs(sentences: Sentences) -> tuple[Paragraph, ...]:
    """Return sentences as one paragraph, or as several of about the same length, in order."""
    words = paragraph(*sentences)
    length = len(plain_text(words))
    if length <= _LONGEST:
        return (Paragraph(words),)
    ends = accumulate(len(plain_text(item)) + len(" ") for item in sentences)
    breaks = [
        (abs(end - len(" ") - length / 2), place)
        for place, end in enumerate(ends, start=1)
        if place < len(sentences) and _may_break(sentences[place - 1], sentences[place])
    ]
    if not breaks:
        return (Paragraph(words),)
    _, middle = min(breaks)
    return (*in_paragraphs(sentences[:middle]), *in_paragraphs(sentences[middle:]))


def _may_break(earlier: Prose, later: Prose) -> bool:
    """Return whether the later sentence can open a paragraph.

    One that begins with a claim is about what was found just before, and the evidence at the end
    of a sentence is qualified by the next one, such as by an adjusted P value.
    """
    last = earlier[-1]
    is_evidence = not isinstance(last, Text) or last.text in _CLOSING
    return isinstance(later[0], Text) and not is_evidence
