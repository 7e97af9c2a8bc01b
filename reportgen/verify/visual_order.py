"""Words that a PDF holds in the order in which they are drawn, not in which they are read.

Of text that runs to the left a PDF keeps glyphs from left to right. PDFium guesses the order of
reading back, and guesses wrong where scripts meet: it turns words, brackets and whole lines. So
around such text letters and numbers are compared, and not their order.
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
"""The style sets it before the name below a quotation."""
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ONE_FORM = str.maketrans(")]}»›”“„‟’‘", '([{«‹""""\'\'')
"""Signs that have a left and a right form, of which either may be drawn."""
_REACHES = (0, 12, 40, 120)
"""So many letters may agree between two edits of one turned stretch: up to two lines."""


def in_reading_order(one: str, other: str, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits without those that only turn text round which runs to the left.

    Parameters
    ----------
    one, other : str
        The texts, as `alignment.edits` compared them.
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
    """Return whether two texts hold the same letters and numbers, in whatever order."""
    return _content(one) == _content(other)


def runs_to_the_left(text: str) -> bool:
    """Return whether anything in a text is in Arabic, Hebrew or the like."""
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
    told = one[first.start : last.end]
    return runs_to_the_left(told) and is_same_when_turned(
        told, other[first.other_start : last.other_end]
    )


def _content(text: str) -> Counter[str]:
    """Return how often each number and each other letter stands in a text."""
    found = Counter(_NUMBER.findall(text))
    found.update(_NUMBER.sub("", text).replace(_PUT_IN, "").translate(_ONE_FORM))
    return found
