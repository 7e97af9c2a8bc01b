"""Break long sequences of sentences into paragraphs."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.model.prose import Paragraph, Text, plain_text
from reportgen.narrative.phrases import paragraph

if TYPE_CHECKING:
    from reportgen.model.prose import Prose, Sentences

# Maximum characters per paragraph: about nine lines of a printed page.
_LONGEST = 560

# Text after the last number of a sentence that ends with its evidence.
_CLOSING = ").", "."


def in_paragraphs(sentences: Sentences) -> tuple[Paragraph, ...]:
    """Return sentences as one paragraph, or as several of similar length."""
    words = paragraph(*sentences)
    length = len(plain_text(words))
    if length <= _LONGEST:
        return (Paragraph(words),)
    # Sentences are joined by one space, which belongs to the end of each.
    ends = accumulate(len(plain_text(item)) + len(" ") for item in sentences)
    breaks = [
        (abs(end - len(" ") - length / 2), place)
        for place, end in enumerate(ends, start=1)
        if place < len(sentences) and _may_break(sentences[place - 1], sentences[place])
    ]
    if not breaks:
        return (Paragraph(words),)
    # The break closest to the middle, then the halves again: paragraphs of similar length.
    _, middle = min(breaks)
    return (*in_paragraphs(sentences[:middle]), *in_paragraphs(sentences[middle:]))


def _may_break(earlier: Prose, later: Prose) -> bool:
    """Return whether the later sentence can open a paragraph.

    A sentence that begins with a claim refers to the finding before it. If a sentence ends with
    evidence, the next one qualifies that evidence, such as with an adjusted P value.
    """
    last = earlier[-1]
    is_evidence = not isinstance(last, Text) or last.text in _CLOSING
    return isinstance(later[0], Text) and not is_evidence
