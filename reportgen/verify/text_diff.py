"""Compare long texts character by character, and find the run of each character."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.ledger.transcript import Passage, Run

BREAK = "\x1e"
"""Separates two passages: the ASCII record separator, which no text contains."""
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that are invisible except at the end of a line."""
_ONE_GLYPH = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011", "-"),
        **{chr(code): normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)},
    }
)
"""Characters that share a glyph with others, so that a PDF does not distinguish them.

Hyphens, and ligatures with the letters that they join.
"""


@dataclass(frozen=True, slots=True)
class Spot:
    """A run of words in its passage."""

    passage: Passage
    index: int

    @property
    def run(self) -> Run:
        """Return the run itself."""
        return self.passage.runs[self.index]


@dataclass(slots=True)
class CharacterMap:
    """The characters of passages without white space.

    Attributes
    ----------
    text : str
        The characters.
    owners : list of int
        For each character, the index of its run in `spots`.
    offsets : list of int
        For each character, its offset in `words`, the text with its white space.
    first : list of int
        For each run, the offset of its first character in `text`.
    """

    text: str = ""
    words: str = ""
    owners: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    first: list[int] = field(default_factory=list)

    def within_word(self, at: int) -> str | None:
        """Return what is unseen before a character within a word; None where a word begins."""
        if not 0 < at < len(self.offsets):
            return None
        between = self.words[self.offsets[at - 1] + 1 : self.offsets[at]]
        return None if between.strip("".join(_UNSEEN)) else between

    def begins_passage(self, at: int) -> bool:
        """Return whether a passage begins with a character."""
        if not 0 <= at < len(self.owners):
            return False
        owner = self.owners[at]
        return self.spots[owner].index == 0 and self.first[owner] == at

    def shown(self, start: int, end: int) -> str:
        """Return the text between two character offsets, as a reader sees it."""
        start, end = max(0, start), min(end, len(self.offsets))
        if start >= end:
            return ""
        stop = self.offsets[end - 1] + 1
        return self.words[self.offsets[start] : stop].replace(BREAK, " | ").strip(" |")


def map_characters(passages: Iterable[Passage], *, with_breaks: bool) -> CharacterMap:
    """Return the character map of passages; `with_breaks` separates them by `BREAK`."""
    found = CharacterMap()
    text: list[str] = []
    words: list[str] = []
    length = 0
    for passage in passages:
        for index, run in enumerate(passage.runs):
            found.spots.append(Spot(passage, index))
            found.first.append(len(text))
            is_last = index == len(passage.runs) - 1
            # A letter and its accent are drawn as one glyph, written as one character or as two.
            shown = normalize("NFC", run.text).translate(_ONE_GLYPH) + (BREAK if is_last else "")
            for offset, letter in enumerate(shown):
                if letter.isspace() and letter != BREAK:
                    continue
                if letter in _UNSEEN or (letter == BREAK and not with_breaks):
                    continue
                text.append(letter)
                found.owners.append(len(found.spots) - 1)
                found.offsets.append(length + offset)
            words.append(shown)
            length += len(shown)
    found.text, found.words = "".join(text), "".join(words)
    return found


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
