"""Diff two long, nearly equal texts quickly."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

# Fewer would agree by coincidence, in repeated words and numbers.
_ANCHOR = 12
"""This many equal characters in a row count as the same position."""
# Comparing slices of this length is much faster than comparing single characters.
_CHUNK = 512
# SequenceMatcher takes quadratic time; a longer stretch is reported as one edit.
_WIDEST_REFINED = 4000


class Edit(NamedTuple):
    """A span of one text and the span of the other that replaces it."""

    start: int
    end: int
    other_start: int
    other_end: int


def edits(one: str, other: str) -> list[Edit]:
    """Return where `other` departs from `one`, in order.

    Both texts are walked in parallel; at a difference, the nearest position is searched at
    which `_ANCHOR` characters agree again. Equal texts take linear time.
    """
    # A common end of both texts, so that the search for agreement always succeeds.
    end = "\0" * _ANCHOR
    one, other = one + end, other + end
    found: list[Edit] = []
    here = there = 0
    while True:
        same = _common(one, other, here, there)
        here, there = here + same, there + same
        if here >= len(one) or there >= len(other):
            return found
        ahead, across = _next_agreement(one, other, here, there)
        found += _refined(one, other, Edit(here, here + ahead, there, there + across))
        here, there = here + ahead, there + across


def _common(one: str, other: str, here: int, there: int) -> int:
    """Return the length of the common prefix from here on."""
    start = here
    while one[here : here + _CHUNK] == other[there : there + _CHUNK] and here < len(one):
        here, there = here + _CHUNK, there + _CHUNK
    while here < len(one) and there < len(other) and one[here] == other[there]:
        here, there = here + 1, there + 1
    return min(here, len(one)) - start


def _next_agreement(one: str, other: str, here: int, there: int) -> tuple[int, int]:
    """Return the fewest characters to skip in both until `_ANCHOR` characters agree."""
    first: dict[str, int] = {}
    for offset in range(len(other) - there - _ANCHOR + 1):
        first.setdefault(other[there + offset : there + offset + _ANCHOR], offset)
    best = (len(one) - here, len(other) - there)
    for offset in range(len(one) - here - _ANCHOR + 1):
        if offset >= sum(best):
            break
        across = first.get(one[here + offset : here + offset + _ANCHOR])
        if across is not None and offset + across < sum(best):
            best = (offset, across)
    return best


def _refined(one: str, other: str, edit: Edit) -> list[Edit]:
    """Return the smaller edits inside a differing span."""
    left, right = one[edit.start : edit.end], other[edit.other_start : edit.other_end]
    if not left or not right or max(len(left), len(right)) > _WIDEST_REFINED:
        return [edit]
    # `autojunk` would ignore the most frequent letters of texts longer than 200 characters.
    return [
        Edit(edit.start + i1, edit.start + i2, edit.other_start + j1, edit.other_start + j2)
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, left, right, autojunk=False).get_opcodes()
        if tag != "equal"
    ]
