"""Long runs of sentences broken into paragraphs that can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reportgen.model.prose import Paragraph, Text, plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.model.prose import Prose

_LONGEST = 560
"""Characters of a paragraph: some nine lines of a printed page."""

_SENTENCE_END = re.compile(r"(?<=[\w)%”]{2}\.) (?=[^\W\d_])")
"""Two characters before the point: no initial ends a sentence."""


def in_paragraphs(words: Prose) -> tuple[Paragraph, ...]:
    """Return sentences as one paragraph, or as several of about the same length, in order."""
    length = len(plain_text(words))
    if length <= _LONGEST:
        return (Paragraph(words),)
    middle = length / 2
    ends = sorted(_ends(words), key=lambda end: abs(end[3] - middle))
    if not ends:
        return (Paragraph(words),)
    place, item, at, _ = ends[0]
    first = (*words[:place], Text(item.text[:at]))
    rest = (Text(item.text[at + 1 :]), *words[place + 1 :])
    return (*in_paragraphs(first), *in_paragraphs(rest))


def _ends(words: Prose) -> Iterator[tuple[int, Text, int, int]]:
    """Yield where a sentence ends: the item, its place, how far in it, and how far in all."""
    before = 0
    for place, item in enumerate(words):
        if isinstance(item, Text):
            for found in _SENTENCE_END.finditer(item.text):
                yield place, item, found.start(), before + found.start()
        before += len(plain_text((item,)))
