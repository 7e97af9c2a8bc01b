"""Page numbers behind the entries of printed contents, which the typesetter counts.

The words that a PDF carries were written before it was laid out, so they know no pages. A number
is taken for what it should be only where it stands behind an entry and is the page on which the
heading of that entry is.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.verify.character_map import Letters
    from reportgen.verify.text_diff import Edit

_PAGE = "page "


def without_page_numbers(
    expected: Letters, found: Letters, differences: Sequence[Edit]
) -> list[Edit]:
    """Return the edits without the right page numbers behind entries of the contents.

    Parameters
    ----------
    expected, found : Letters
        What the file was made with, and what it shows, each page one passage.
    differences : sequence of Edit
        Where they differ, in order, and nothing of it left out yet.
    """
    return [
        edit
        for edit in differences
        if not _is_page_of_its_heading(expected, found, differences, edit)
    ]


def _is_page_of_its_heading(
    expected: Letters, found: Letters, differences: Sequence[Edit], edit: Edit
) -> bool:
    number = found.text[edit.other_start : edit.other_end]
    if edit.start != edit.end or not number.isdigit():
        return False
    return any(
        slid == _page_of_heading(expected, found, differences, end)
        for end, slid in _slid(expected.text, edit, number)
    )


def _slid(text: str, edit: Edit, number: str) -> list[tuple[int, str]]:
    """Return where a number may have been put in, and which it then is.

    Where the next entry begins with a digit of the number, both readings fit the letters.
    """
    readings = [(edit.start, number)]
    for back in range(1, len(number) + 1):
        head, tail = number[: len(number) - back], text[edit.start - back : edit.start]
        if back > edit.start or not number.endswith(text[edit.start - 1]):
            break
        readings.append((edit.start - back, tail + head))
    return readings


def _page_of_heading(
    expected: Letters, found: Letters, differences: Sequence[Edit], end: int
) -> str:
    """Return the page of the heading that the entry ending here leads to; empty if there is none.

    The heading is the next passage with the same words.
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
    """Return where a letter of the one text stands in the other."""
    shift = 0
    for edit in differences:
        if edit.start > position:
            break
        shift = edit.other_end - edit.end
    return position + shift
