"""Recognize the page numbers that WeasyPrint adds to a printed table of contents.

The transcript in a PDF is written before layout, so it has no page numbers. A number is accepted
only if it follows an entry of the contents and is the page on which that entry's heading is.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.verify.character_map import CharacterMap
    from reportgen.verify.text_diff import Edit

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
