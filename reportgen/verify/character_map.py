"""Passages as one string of letters, each of which knows the words it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.ledger.transcript import Passage, Run

BREAK = "\x1e"
"""Stands between two passages."""
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
"""Characters that print nothing where a line does not end."""
_HYPHENS = str.maketrans("\u2010\u2011", "--")
"""Characters that a font draws with the same sign, so that a PDF can't tell them apart."""


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
class Letters:
    """The letters of passages without white space.

    Attributes
    ----------
    text : str
        The letters.
    owners : list of int
        For each letter, the position of its run in `spots`.
    offsets : list of int
        For each letter, where it stands in `words`, the text with its white space.
    first : list of int
        For each run, the position of its first letter in `text`.
    """

    text: str = ""
    words: str = ""
    owners: list[int] = field(default_factory=list)
    offsets: list[int] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    first: list[int] = field(default_factory=list)

    def shown(self, start: int, end: int) -> str:
        """Return the words between two letters, as a reader sees them."""
        start, end = max(0, start), min(end, len(self.offsets))
        if start >= end:
            return ""
        stop = self.offsets[end - 1] + 1
        return self.words[self.offsets[start] : stop].replace(BREAK, " | ").strip(" |")


def letters_of(passages: Iterable[Passage], *, with_breaks: bool) -> Letters:
    """Return the letters of passages; `with_breaks` keeps what stands in which passage."""
    found = Letters()
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
