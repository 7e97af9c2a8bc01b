"""Flatten passages to one string and map each character back to its run."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.ledger.transcript import Passage, Run

BREAK = "\x1e"
"""Separates two passages: the ASCII record separator, which no text contains."""
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that are invisible except at the end of a line."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Characters that share a glyph with the hyphen, so that a PDF does not distinguish them."""


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
            shown = run.text.translate(_HYPHENS) + (BREAK if is_last else "")
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
