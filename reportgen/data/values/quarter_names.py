"""Names of quarters and half-years: ``Q1``, ``1. Quartal``, ``first half of 2024``."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_NOUNS = {
    3: frozenset(
        [
            "quarter",
            "qtr",
            "quartal",
            "trimestre",
            "trimestral",
            "kwartaal",
            "kvartal",
            "kwartał",
            "kvartaali",
        ]
    ),
    6: frozenset(("half", "halbjahr", "semestre", "halfjaar", "halvår", "semester")),
}
"""By the months that they are long."""
_SHORT = {3: re.compile("q([1-4])"), 6: re.compile("h([12])")}
_DIGIT = re.compile("([1-4])(?:st|nd|rd|th|er|e|è|ère|ème|o|ª|º|°)?")
_ORDINALS = {
    word: number
    for number, words in enumerate(
        (
            "i first erstes primer premier primo primeiro eerste første första",
            "ii second zweites segundo deuxième secondo tweede andet andra",
            "iii third drittes tercer troisième terzo terceiro derde tredje",
            "iv fourth viertes cuarto quatrième quarto vierde fjerde fjärde",
        ),
        start=1,
    )
    for word in words.split()
}
_FILLERS = frozenset(["of", "de", "del", "year", "the", "im", "in"])
_YEAR = re.compile(r"(?:19|20|21)\d\d", re.ASCII)
_WORD = re.compile(r"[^\s.,/()-]+")
_LONGEST = 40
_YEAR_LONG = 12


class PartOfYear(NamedTuple):
    """A quarter or a half-year: how many months it has, its number, and its year if named."""

    months: int
    number: int
    year: int | None


@lru_cache(maxsize=4096)
def part_of_year(text: str) -> PartOfYear | None:
    """Return the quarter or half-year that a text names; None for anything else.

    A text that is a date by itself, such as ``2024-Q1``, is read as one, too.
    """
    if len(text) > _LONGEST:
        return None
    words = [word for word in _WORD.findall(text.casefold()) if word not in _FILLERS]
    years = [int(word) for word in words if _YEAR.fullmatch(word)]
    rest = [word for word in words if not _YEAR.fullmatch(word)]
    if len(years) > 1:
        return None
    year = years[0] if years else None
    for months, nouns in _NOUNS.items():
        if len(rest) == 1 and (short := _SHORT[months].fullmatch(rest[0])):
            return PartOfYear(months, int(short[1]), year)
        others = [word for word in rest if word not in nouns]
        number = _ordinal(others[0]) if len(others) == len(rest) - 1 == 1 else None
        if number is not None and number * months <= _YEAR_LONG:
            return PartOfYear(months, number, year)
    return None


def is_word_of_quarters(word: str) -> bool:
    """Return whether a word in lower case may be one of a quarter's name."""
    return any(word in nouns for nouns in _NOUNS.values()) or _ordinal(word) is not None


def names_part_of_year(text: str) -> bool:
    """Return whether a text has the name of a quarter or half-year in it: ``Q1 total``."""
    words = _WORD.findall(text.casefold())
    shorts = (short.fullmatch(word) for word in words for short in _SHORT.values())
    return any(shorts) or any(word in nouns for word in words for nouns in _NOUNS.values())


def quarter_number(cell: str) -> int | None:
    """Return the number of a quarter without a year, such as ``Q1``; None for anything else."""
    part = part_of_year(cell)
    return part.number if part is not None and part.months == 3 and part.year is None else None


def _ordinal(word: str) -> int | None:
    found = _DIGIT.fullmatch(word)
    return int(found[1]) if found else _ORDINALS.get(word)
