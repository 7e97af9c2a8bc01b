"""Find ranges of dates in a text: "between July 2019 and June 2020", "July to December 2025"."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.data.values.month_names import names_in
from reportgen.languages.current import current_language, translated
from reportgen.languages.gettext_noop import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# Patterns are messages, so that a translation supplies the words of its language.
_PATTERN = "a pattern of the words within a range of dates, without braces"
_TO = gettext_noop(r"(?:to|until|till|through)", context=_PATTERN)
_BETWEEN = gettext_noop(r"between", context=_PATTERN)
_AND = gettext_noop(r"and", context=_PATTERN)

_Day = tuple[int, int, int]
"""Year, month and day; the day is 0 for a whole month."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """A range of dates as written; ranges of the same days are equal in `first` and `last`."""

    text: str
    offset: int
    first: _Day
    last: _Day


def date_ranges(text: str) -> Iterator[DateRange]:
    """Yield the ranges between two months or days, in the current language or ISO 8601.

    The year of the first date may be left out if it is that of the last one.
    """
    language = current_language()
    months = names_in(language)
    words = tuple(translated(item, context=_PATTERN) for item in (_TO, _BETWEEN, _AND))
    for found in _ranges(language, *words).finditer(text):
        last = _day(found, "b", months, year=0)
        first = _day(found, "a", months, year=last[0])
        if found["to"] is None and found["between"] is None:
            continue  # "in July 2019 and June 2020" are two months
        yield DateRange(found.group(), found.start(), _start(first), _end(last))


@lru_cache(maxsize=8)
def _ranges(language: str, to: str, between: str, and_: str) -> re.Pattern[str]:
    # Longest first: a regular expression takes the first alternative that matches.
    names = "|".join(re.escape(name) for name in sorted(names_in(language), key=len, reverse=True))
    return re.compile(
        rf"(?:\b(?P<between>{between})\s+)?(?<![\w-]){_date('a', names, has_year=False)}"
        rf"(?:(?P<to>\s*[–—-]\s*|\s+{to}\s+)|\s+{and_}\s+)"
        rf"{_date('b', names, has_year=True)}(?!\w)",
        re.IGNORECASE,
    )


def _date(key: str, names: str, *, has_year: bool) -> str:
    """Return the pattern of a date, with groups that begin with the key."""
    needed = "" if has_year else "?"
    of = r"(?:de\s+|del\s+)?"
    suffix = r"(?:\.|º|st|nd|rd|th|er)?"
    return (
        rf"(?:(?P<{key}iso>\d{{4}})-(?P<{key}isom>\d{{2}})(?:-(?P<{key}isod>\d{{2}}))?"
        rf"|(?:(?P<{key}day>\d{{1,2}}){suffix}\s+{of})?(?P<{key}month>{names})\b\.?"
        rf"(?:\s+(?P<{key}after>\d{{1,2}}){suffix},?(?!\d))?"
        rf"(?:\s+{of}(?P<{key}year>\d{{4}})){needed})"
    )


def _day(found: re.Match[str], key: str, months: Mapping[str, int], *, year: int) -> _Day:
    if found[f"{key}iso"]:
        return int(found[f"{key}iso"]), int(found[f"{key}isom"]), int(found[f"{key}isod"] or 0)
    day = found[f"{key}day"] or found[f"{key}after"] or 0
    month = months[found[f"{key}month"].casefold()]
    return int(found[f"{key}year"] or year), month, int(day)


def _start(day: _Day) -> _Day:
    """Return a whole month for its first day."""
    return (*day[:2], 0) if day[2] == 1 else day


def _end(day: _Day) -> _Day:
    """Return a whole month for its last day."""
    year, month, number = day
    # A day of ISO 8601 may be none: 2020-13-45.
    is_month = year > 0 and 1 <= month <= 12
    return (year, month, 0) if is_month and number == monthrange(year, month)[1] else day
