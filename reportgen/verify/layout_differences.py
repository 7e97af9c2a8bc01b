"""Recognize differences that only layout makes, in text read from a PDF.

Page numbers: the transcript in a PDF is written before layout, so its table of contents has none.
A number is accepted only if it follows an entry of the contents and is the page on which that
entry's heading is.

Order: a PDF stores glyphs in visual order. PDFium guesses the logical order of right-to-left
text, and guesses wrong where scripts meet: it reverses words, brackets and whole lines. Around
such text, therefore, characters and numbers are compared without their order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING
from unicodedata import bidirectional

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.verify.text_diff import CharacterMap, Edit

_PAGE = "page "


def without_page_numbers(
    expected: CharacterMap, found: CharacterMap, differences: Sequence[Edit]
) -> list[Edit]:
    """Return the edits without the correct page numbers of the table of contents.

    Parameters
    ----------
    expected, found : CharacterMap
        The text when the file was made, and its text now with one place per page.
    differences : sequence of Edit
        All differences between them, in order.
    """
    return [
        edit
        for edit in differences
        if not _is_page_of_its_heading(expected, found, differences, edit)
    ]


def _is_page_of_its_heading(
    expected: CharacterMap, found: CharacterMap, differences: Sequence[Edit], edit: Edit
) -> bool:
    number = found.text[edit.other_start : edit.other_end]
    if edit.start != edit.end or not number.isdigit():
        return False
    return any(
        slid == _page_of_heading(expected, found, differences, end)
        for end, slid in _slid(expected.text, edit, number)
    )


def _slid(text: str, edit: Edit, number: str) -> list[tuple[int, str]]:
    """Return the positions at which a number may have been inserted, and the number there.

    If the next entry begins with a digit of the number, both readings fit the text.
    """
    readings = [(edit.start, number)]
    for back in range(1, len(number) + 1):
        head, tail = number[: len(number) - back], text[edit.start - back : edit.start]
        if back > edit.start or not number.endswith(text[edit.start - 1]):
            break
        readings.append((edit.start - back, tail + head))
    return readings


def _page_of_heading(
    expected: CharacterMap, found: CharacterMap, differences: Sequence[Edit], end: int
) -> str:
    """Return the page of the heading that the entry ending at `end` refers to; empty for none.

    The heading is the next passage with the same text.
    """
    if not 0 < end <= len(expected.owners):
        return ""
    entry = expected.spots[expected.owners[end - 1]].passage
    last = bisect_right(expected.first, end - 1) - 1
    if end < len(expected.owners) and expected.spots[expected.owners[end]].passage is entry:
        return ""
    for number in range(last + 1, len(expected.spots)):
        spot = expected.spots[number]
        if spot.index == 0 and spot.passage.text == entry.text:
            at = _in_found(differences, expected.first[number])
            place = found.spots[found.owners[at]].passage.place if at < len(found.owners) else ""
            return place.removeprefix(_PAGE)
    return ""


def _in_found(differences: Sequence[Edit], position: int) -> int:
    """Return the position in the found text of a character of the expected text."""
    shift = 0
    for edit in differences:
        if edit.start > position:
            break
        shift = edit.other_end - edit.end
    return position + shift


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
    # Short reaches first, so that a real change nearby does not spoil the comparison.
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
    span = one[first.start : last.end]
    return runs_to_the_left(span) and is_same_when_turned(
        span, other[first.other_start : last.other_end]
    )


def _content(text: str) -> Counter[str]:
    """Return the counts of each number and of each other character in a text."""
    found = Counter(_NUMBER.findall(text))
    found.update(_NUMBER.sub("", text).replace(_PUT_IN, "").translate(_ONE_FORM))
    return found
