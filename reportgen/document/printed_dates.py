"""Recognize dates in finished text, so that their numerals are not reported as numbers."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from reportgen.languages.catalogue import SOURCE
from reportgen.narrative.numbers.number_locale import (
    MONTH,
    SHORT_MONTH,
    long_date,
    medium_date,
    month_by,
)

_ENGLISH_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ENGLISH = (
    rf"\b(?:\d{{1,2}} )?{_ENGLISH_MONTH}(?: \d{{1,2}},)? \d{{4}}\b"
    rf"|\b\d{{1,2}} {_ENGLISH_MONTH}\b"
)
_ISO = r"\b\d{4}-\d{2}(?:-\d{2})?\b"
# Placeholders: numerals that occur in no other part of a date.
_ANY_YEAR, _ANY_DAY = 2003, 22


@lru_cache(maxsize=8)
def printed_dates(language: str) -> re.Pattern[str]:
    """Return a pattern that matches the dates and months of briefs in a language."""
    # The English forms are written out above; those of other languages are derived from sample
    # dates.
    if language == SOURCE:
        return re.compile(f"{_ENGLISH}|{_ISO}")
    forms = {_ISO}
    for month in range(1, 13):
        first = date(_ANY_YEAR, month, 1)
        forms |= {_pattern(month_by(shape, first, language)) for shape in (MONTH, SHORT_MONTH)}
        day = date(_ANY_YEAR, month, _ANY_DAY)
        for written in (long_date(day, language), medium_date(day, language)):
            forms.add(_pattern(written.replace(str(_ANY_DAY), "\0")))
    # Longest first: a regular expression takes the first alternative that matches, and a month is
    # the beginning of some dates.
    return re.compile("|".join(sorted(forms, key=lambda form: (-len(form), form))))


def _pattern(written: str) -> str:
    """Return the pattern of a formatted date, with any year, and any day for the zero byte."""
    text = re.escape(written).replace(str(_ANY_YEAR), r"\d{4}")
    return rf"(?<!\d){text}(?!\d)".replace(re.escape("\0"), r"\d{1,2}")
