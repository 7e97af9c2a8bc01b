"""Divide a text of any language into sentences, and count their words.

Where a full stop is ambiguous, it ends the sentence: a sentence that is too short is never
reported, one that is too long would be.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Before a capital letter, these seldom end a sentence. Single letters, as in `z. B.` and
# `J. Smith`, need no entry.
_ABBREVIATIONS = frozenset(
    (
        *("al", "approx", "cf", "dr", "drs", "e.g", "gen", "i.e", "mr", "mrs", "ms", "prof"),
        *("rev", "st", "vs"),
        *("aprox", "avda", "dña", "dra", "ee", "ej", "p.ej", "profa", "sr", "sra", "srta", "sta"),
        *("ud", "uds"),
        *("bspw", "bzgl", "bzw", "ca", "d.h", "evtl", "geb", "ggf", "hrsg", "inkl", "insb", "mio"),
        *("mrd", "sog", "u.a", "vgl", "z.b", "zzgl", "mlle", "mme"),
    )
)
# Nor these before a number; before a word, `no.` and `art.` end one.
_BEFORE_NUMBERS = frozenset(
    (
        *(
            "abb",
            "abs",
            "art",
            "bd",
            "chap",
            "eq",
            "ext",
            "fig",
            "figs",
            "no",
            "nos",
            "nr",
            "nrn",
            "núm",
        ),
        *("pág", "págs", "pp", "ref", "sec", "tab", "tel", "vol"),
    )
)
# German writes ordinals with a full stop: `am 5. Mai`. Other languages that do so write the next
# word in lower case.
_AFTER_ORDINAL = re.compile(
    r"(?:Jan|Jän|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez|Quartal|Halbjahr|Jahrhundert)"
)
_ORDINAL = re.compile(r"\d{1,2}")

_CITATION = re.compile(r"\[@[^\]]*\]")
# A full stop, what closes with it, and a citation after it; the scripts without spaces; the line
# break of Markdown.
_END = re.compile(
    r"(?<![.!?…])(?P<mark>[.!?…]++)[\"'”’»)\]*_]*+(?:\s*\[@[^\]]{0,200}\])?(?=\s|$)"
    r"|[。！？।۔؟]++[\"'”’»」)\]]*+"
    r"|(?:(?<! ) {2,}+|\\)\n"
)
# Characters around a full stop that are looked at; a limit for texts of nothing but full stops.
_NEAR = 40
_LAST_WORD = re.compile(r"\w\S*$")
_GAP = re.compile(r"[\s—]+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and its offset in the text."""

    text: str
    offset: int

    @property
    def words(self) -> int:
        """Return the number of words; a number, an address or a compound is one."""
        parts = _GAP.split(_CITATION.sub(" ", self.text))
        return sum(any(letter.isalnum() for letter in part) for part in parts)


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of one paragraph of Markdown or plain text.

    Abbreviations, initials, numbers, addresses and citations don't end a sentence.
    """
    start = 0
    for found in _END.finditer(text):
        if not _is_end(text, found):
            continue
        yield from _between(text, start, found.end())
        start = found.end()
    yield from _between(text, start, len(text))


def _between(text: str, start: int, end: int) -> Iterator[Sentence]:
    part = text[start:end]
    if part.strip():
        yield Sentence(part.strip(), start + len(part) - len(part.lstrip()))


def _is_end(text: str, found: re.Match[str]) -> bool:
    mark = found["mark"]
    if mark is None:
        return True
    rest = text[found.end() : found.end() + _NEAR]
    following = next((letter for letter in rest if letter.isalnum()), "")
    if following.islower():
        return False
    before = _LAST_WORD.search(text[max(0, found.start() - _NEAR) : found.start()])
    if mark != "." or before is None:
        return True
    word = before.group().lower()
    if _ORDINAL.fullmatch(word):
        return _AFTER_ORDINAL.match(rest.lstrip()) is None
    is_initial = len(word) == 1 and word.isalpha()
    is_of_number = word in _BEFORE_NUMBERS and following.isdigit()
    return not (is_initial or is_of_number or word in _ABBREVIATIONS)
