"""What single texts mean as dates, to find the dates of a table.

The dates themselves are read column by column, which resolves what a single cell leaves open.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.data.values.dates import read_dates
from reportgen.data.values.month_names import ENGLISH, LANGUAGES, languages_of, names_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NO_YEAR = "DAT029"
_OPEN = frozenset({_NO_YEAR, "DAT041"})
"""Faults of dates that other cells of their column, or the configuration, can resolve."""
_MONTHS = 12
_FEWEST_ENGLISH = 3
"""Most languages share this many abbreviations with English, such as ``Sep``, ``Oct``, ``Nov``."""
_FEWEST_OTHERS = 6


@lru_cache(maxsize=4096)
def is_date(words: str) -> bool:
    """Return whether a text is a date, even an ambiguous one or one without a year."""
    column = read_dates([words])
    return column.spans[0] is not None or any(fault.code in _OPEN for fault in column.faults)


def lacks_year(words: str) -> bool:
    """Return whether a text is a day of a month without its year, such as ``5 March``."""
    return any(fault.code == _NO_YEAR for fault in read_dates([words]).faults)


@lru_cache(maxsize=4096)
def month_number(cell: str) -> int | None:
    """Return the number of a month without a year, such as ``Jan`` or ``enero``.

    None for anything else, and for a name that is of different months in two languages.
    """
    name = _name(cell)
    if name in ENGLISH:
        return ENGLISH[name]
    languages = languages_of([name], "en") if name else ()
    return names_in(languages[0])[name] if len(languages) == 1 else None


def months_in(cells: Sequence[str]) -> Mapping[int, int]:
    """Return the months without a year in a header, by position.

    All are in one language, besides English abbreviations: that with most of the names.
    """
    names = {index: name for index, cell in enumerate(cells) if (name := _name(cell))}
    english = _known(names, ENGLISH)
    others = len(names) - len(english)
    # Names of other languages take half a second to load, which a plain table must not wait for.
    is_partial = others and _FEWEST_ENGLISH <= len(english) < _MONTHS
    if not is_partial and others < _FEWEST_OTHERS:
        return english
    found = [_known(names, {**ENGLISH, **names_in(language)}) for language in LANGUAGES]
    return max(english, *found, key=len)


def _known(names: Mapping[int, str], months: Mapping[str, int]) -> dict[int, int]:
    return {index: months[name] for index, name in names.items() if name in months}


def _name(cell: str) -> str:
    """Return a word in the form of `names_in`, empty for anything else."""
    words = cell.strip().rstrip(".").casefold()
    return words if words.isalpha() else ""
