"""Ignore differences of order in right-to-left text read from a PDF.

A PDF stores glyphs in visual order. PDFium guesses the logical order of right-to-left text, and
guesses wrong where scripts meet: it reverses words, brackets and whole lines. Around such text,
therefore, characters and numbers are compared without their order.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import bidirectional

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.verify.text_diff import Edit

_PUT_IN = "—"
"""The style sheet adds it before an attribution."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ONE_FORM = str.maketrans(")]}»›”“„‟’‘", '([{«‹""""\'\'')
"""Mirrored pairs: either form may be drawn."""
_REACHES = (0, 12, 40, 120)
"""Longest equal spans between two edits of one reversed stretch; 120 is about two lines."""


def in_reading_order(one: str, other: str, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits without those that only reorder right-to-left text.

    Parameters
    ----------
    one, other : str
        The texts, as `text_diff.edits` compared them.
    edits : sequence of Edit
        Where they differ, in order.
    """
    left = list(edits)
    for reach in _REACHES:
        if left:
            left = [
                edit
                for group in _groups(left, reach)
                if not _is_turned(one, other, group)
                for edit in group
            ]
    return left


def is_same_when_turned(one: str, other: str) -> bool:
    """Return whether two texts contain the same characters and numbers in any order."""
    return _content(one) == _content(other)


def runs_to_the_left(text: str) -> bool:
    """Return whether a text contains right-to-left characters, as of Arabic or Hebrew."""
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def _groups(edits: Sequence[Edit], reach: int) -> Iterator[list[Edit]]:
    group: list[Edit] = []
    for edit in edits:
        if group and edit.start - group[-1].end > reach:
            yield group
            group = []
        group.append(edit)
    yield group


def _is_turned(one: str, other: str, group: Sequence[Edit]) -> bool:
    first, last = group[0], group[-1]
    part = one[first.start : last.end]
    return runs_to_the_left(part) and is_same_when_turned(
        part, other[first.other_start : last.other_end]
    )


def _content(text: str) -> Counter[str]:
    """Return the counts of each number and of each other character in a text."""
    found = Counter(_NUMBER.findall(text))
    found.update(_NUMBER.sub("", text).replace(_PUT_IN, "").translate(_ONE_FORM))
    return found
