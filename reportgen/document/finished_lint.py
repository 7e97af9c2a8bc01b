"""Lint the finished text of a brief: numerals and claims without evidence, typed numbers.

A numeral is allowed if it is bound to a quantity, occurs in the configuration, belongs to a
date, or occurs in the ledger's descriptions of files and methods.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.prose_walk import front_prose, inlines, section_prose
from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language
from reportgen.ledger.read_ledger import ledger_document
from reportgen.model.prose import Text
from reportgen.narrative.board.asks import stated_amounts
from reportgen.narrative.numbers.number_style import (
    ENGLISH,
    MONTH,
    SHORT_MONTH,
    NumberMarks,
    long_date,
    medium_date,
    month_by,
    number_marks,
    number_style,
)
from reportgen.narrative.numbers.number_text import decimal_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.document.brief import Brief
    from reportgen.ledger.records import Ledger, QuantityRecord
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Prose
    from reportgen.narrative.numbers.number_style import NumberStyle


# Up to white space, quotes or brackets. Commas and signs within it belong to a number, such as in
# `1,234` and `95%`. The digit is searched within: a pattern that asks for a digit after any letters
# starts again at each letter of a word without one.
_WORD = re.compile(r"[^\s;:()\[\]“”\"'’]+")
_DIGIT = re.compile(r"\d")
# Punctuation around a numeral that is not part of it; `<` precedes small P values.
_EDGE = ".,!?–—-/<"
# Terms of statistics that contain a numeral but report no number.
_TERMS = ("1-tailed", "2-tailed", "1-sided", "2-sided")

_ENGLISH_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_ENGLISH = (
    rf"\b(?:\d{{1,2}} )?{_ENGLISH_MONTH}(?: \d{{1,2}},)? \d{{4}}\b"
    rf"|\b\d{{1,2}} {_ENGLISH_MONTH}\b"
)
# Besides dates in ISO 8601: a quarter, "Q2 2023" or "T2 2023", and a year that does not begin in
# January, "2023/24".
_STEPS = (
    r"\b\d{4}-\d{2}(?:-\d{2})?\b",
    r"\b[^\W\d][1-4] \d{4}\b",
    r"\b\d{4}/\d{2}\b",
)

_YEAR_OF_DATE = re.compile(r"\b(\d{4})-\d{2}-\d{2}\b")

# Placeholders: numerals that occur in no other part of a date.
_ANY_YEAR, _ANY_DAY = 2003, 22

# References such as `{{ followers.latest.value }}` are computed, not typed.
_BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)

# Shorter numbers equal some quantity of a brief by chance too often.
_MIN_DIGITS = 3

# Within 10%, a different number of the same unit is probably an outdated value.
_NEAR = 0.1

# Round numbers that rarely refer to a computed quantity.
_ROUND = ("0%", "50%", "100%", "100", "1000")


def lint_brief(
    brief: Brief,
    configuration: Configuration,
    ledger: Ledger,
) -> tuple[Diagnostic, ...]:
    """Return diagnostics for the finished text of a brief.

    Parameters
    ----------
    brief : Brief
        The complete brief.
    configuration : Configuration
        Its own numerals are allowed.
    ledger : Ledger
        The ledger of the same brief.

    Returns
    -------
    tuple of Diagnostic
        TXT020 for a numeral without evidence, a warning, which fails a strict build; TXT022 and
        TXT023 as advice on typed numbers.
    """
    back = brief.with_supplement().back
    sections = (*brief.sections, *back.sections, *back.appendices)
    words = (*front_prose(brief.front), *section_prose(sections))
    style = number_style(configuration.brief.number_style)
    own = (
        *_strings(configuration),
        *stated_amounts(configuration.brief.asks, style),
        *_coverage_texts(brief, style),
    )
    found = [
        *_unbound_numerals(words, own, ledger),
        *typed_number_notes(tuple(_written(configuration)), ledger.quantities),
    ]
    # A numeral may occur many times in a brief; report it once.
    return tuple(dict.fromkeys(found))


def _coverage_texts(brief: Brief, style: NumberStyle) -> Iterator[str]:
    """Yield the counts of numbers, which are of the brief and not of its data."""
    found = brief.coverage
    if found is not None:
        for count in (found.all, found.computed, found.cited, found.stated, found.unbound):
            yield decimal_text(Decimal(count), 0, style)


def _written(configuration: Configuration) -> Iterator[str]:
    """Yield the texts that could print a computed number; the target of a goal is typed."""
    texts = _strings(replace(configuration, goals=()))
    # Texts without a word of at least three letters are codes, paths or dates.
    return (text for text in texts if re.search(r"[a-z]{3}", text))


def _unbound_numerals(
    words: Iterable[Prose], own: tuple[str, ...], ledger: Ledger
) -> Iterator[Diagnostic]:
    """Yield numerals that neither the ledger, the configuration nor a date has."""
    dates = printed_dates(current_language())
    known = (*own, *_ledger_strings(ledger_document(ledger)), *_TERMS)
    allowed = {_bare(word) for text in known for word in _numerals(text)}
    # A year alone is one of those that the data are of.
    allowed |= {year for text in known for year in _YEAR_OF_DATE.findall(text)}
    # The ledger and the configuration have decimal points; a Spanish brief prints commas.
    allowed |= {_as_printed(word) for word in allowed}
    for prose in words:
        for item in inlines(prose):
            if not isinstance(item, Text):
                continue
            # Dates first, because their numerals are allowed only within a date.
            for word in _numerals(dates.sub(" ", item.text)):
                if _bare(word) not in allowed:
                    yield Diagnostic(
                        code="TXT020",
                        severity=Severity.WARNING,
                        message=f"the brief prints `{_bare(word)}` without evidence: "
                        f"“{_around(item.text, word)}”",
                        help="bind it with `{{ quantity.id }}`, or write it in the configuration",
                    )


def _numerals(text: str) -> Iterator[str]:
    """Yield each word from the part with its first digit on: `1,234` of `about,1,234`."""
    for match in _WORD.finditer(text):
        word = match.group()
        digit = _DIGIT.search(word)
        if digit is not None:
            yield word[word.rfind(",", 0, digit.start()) + 1 :]


def _bare(word: str) -> str:
    return word.strip(_EDGE)


def _as_printed(word: str) -> str:
    """Return a numeral with the decimal mark of the current language."""
    language = current_language()
    return word if language == SOURCE else word.replace(".", number_marks(language).decimal)


def _around(text: str, word: str) -> str:
    """Return a numeral with its context."""
    at = text.index(word)
    return text[max(0, at - 30) : at + len(word) + 20].strip()


def _ledger_strings(value: object) -> Iterator[str]:
    """Yield the texts of the ledger that describe files, rows and methods."""
    if isinstance(value, str):
        yield value
        # The rows of a source, "2-13,15", are printed with a word before them.
        yield from value.split(",")
    elif isinstance(value, dict):
        for key, item in value.items():
            # The evidence table prints only the first and last row of many.
            if key == "rows" and isinstance(item, str):
                yield from item.replace("-", ",").split(",")
            # These hold text of the brief itself, which would allow every numeral.
            if key not in ("statements", "descriptions", "claims", "sentence", "text"):
                yield from _ledger_strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _ledger_strings(item)


def _strings(value: object) -> Iterator[str]:
    """Yield every text of the configuration, and its numbers and dates as text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield f"{value.day} {value.year} {value.isoformat()}"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        # A share may be printed as 0.25, 25% or .25.
        text = f"{value:g} {value * 100:g}% {f'{value:g}'.lstrip('0')}"
        yield text
        language = current_language()
        if language != SOURCE:
            yield text.replace(".", number_marks(language).decimal)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from _strings(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for part in fields(value):
            # Line numbers, file names and hashes would allow nearly any numeral.
            if part.name not in ("places", "files", "path", "data_roots", "sha256"):
                yield from _strings(getattr(value, part.name))
    elif hasattr(value, "values") and not isinstance(value, Path):
        for item in value.values():
            yield from _strings(item)


@lru_cache(maxsize=8)
def printed_dates(language: str) -> re.Pattern[str]:
    """Return a pattern that matches dates, months, quarters and years of briefs in a language."""
    # The English forms are written out above; those of other languages are derived from sample
    # dates.
    if language == SOURCE:
        return re.compile("|".join((_ENGLISH, *_STEPS)))
    forms = set(_STEPS)
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


def typed_number_notes(
    own: Iterable[str], quantities: Mapping[str, QuantityRecord]
) -> Iterator[Diagnostic]:
    """Yield advice on typed numbers in the texts of an organization.

    Parameters
    ----------
    own : iterable of str
        The texts of the configuration.
    quantities : mapping of str to QuantityRecord
        The quantities of the ledger by id.

    Yields
    ------
    Diagnostic
        TXT022 if a typed number equals a computed quantity; TXT023 if it has the same unit as
        a quantity and is close to its value but differs.
    """
    printed = _printed(quantities)
    marks = ENGLISH if current_language() == SOURCE else number_marks(current_language())
    typed = _typed(marks)
    for text in own:
        # A single word is an id, a path or a unit.
        if " " not in text.strip():
            continue
        for match in typed.finditer(_BRACES.sub(" ", text)):
            number, unit = f"{match[1]}{match[2] or ''}", match[3] or ""
            same = _same(number, unit, printed)
            if same:
                yield _note("TXT022", f"`{number}` was typed, and is `{same}` as computed", same)
            elif other := _near(_number(match[1], marks), unit, quantities):
                shown = quantities[other].text
                message = f"`{number} {unit}` was typed, while `{other}` is {shown}"
                yield _note("TXT023", message, other)


def _printed(quantities: Mapping[str, QuantityRecord]) -> dict[str, tuple[str, str]]:
    """Return the first quantity with each printed text, and its unit."""
    found: dict[str, tuple[str, str]] = {}
    for name, record in quantities.items():
        if record.number is not None and record.text:
            found.setdefault(record.text, (name, record.unit))
    return found


def _same(number: str, unit: str, printed: Mapping[str, tuple[str, str]]) -> str:
    """Return the quantity that a typed number equals; empty if a match may be chance."""
    name, its_unit = printed.get(number, ("", ""))
    if number in _ROUND:
        return ""
    is_long = sum(letter.isdigit() for letter in number) >= _MIN_DIGITS
    # A year has enough digits, but is rarely a quantity.
    is_year = number.isdigit() and 1900 <= int(number) <= 2100
    has_unit = bool(unit) and its_unit.startswith(unit)
    return name if name and (has_unit or (is_long and not is_year)) else ""


@lru_cache(maxsize=8)
def _typed(marks: NumberMarks) -> re.Pattern[str]:
    """Return the pattern of a number typed in the language with these marks."""
    group, decimal = re.escape(marks.thousands), re.escape(marks.decimal)
    number = rf"−?\d[\d{group}]*(?:{decimal}\d+)?"
    return re.compile(rf"(?<![\w.,\-/])({number})(\s?%)?(?:[  ]([^\W\d_]{{3,}}))?(?![\w\-/])")


def _number(text: str, marks: NumberMarks) -> float:
    plain = text.replace(marks.thousands, "").replace(marks.decimal, ".").replace("−", "-")
    return float(plain)


def _near(typed: float, unit: str, quantities: Mapping[str, QuantityRecord]) -> str:
    """Return a quantity with the same unit whose value is close to a typed number."""
    if not unit:
        return ""
    for name, record in quantities.items():
        value = record.number
        # A distance relative to zero is undefined; the first word of a unit is the noun that was
        # typed.
        if not value or record.unit.split(" ")[0] != unit:
            continue
        if 0 < abs(typed - value) / abs(value) <= _NEAR:
            return name
    return ""


def _note(code: str, message: str, name: str) -> Diagnostic:
    return Diagnostic(
        code=code,
        severity=Severity.ADVICE,
        message=message,
        help=f"write `{{{{ {name} }}}}`, which stays correct when the data change",
    )
