"""Lint the finished text of a brief: numerals and claims without evidence, typed numbers.

A numeral is allowed if it is bound to a quantity, occurs in the configuration, belongs to a
date, or occurs in the ledger's descriptions of files and methods.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.document.printed_dates import printed_dates
from reportgen.document.prose_walk import front_prose, inlines, section_prose
from reportgen.document.typed_numbers import typed_number_notes
from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language
from reportgen.ledger.read_ledger import ledger_document
from reportgen.model.prose import Claim, Text
from reportgen.narrative.fields.typed_claims import typed_claims
from reportgen.narrative.numbers.number_locale import number_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.document.brief import Brief
    from reportgen.ledger.records import Ledger
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Prose

# Anything with a digit up to white space, quotes or brackets. Commas and signs within it belong to
# the number, such as in `1,234` and `95%`.
_WORD = re.compile(r"[^\s,;:()\[\]“”\"'’]*\d[^\s;:()\[\]“”\"'’]*")
# Punctuation around a numeral that is not part of it; `<` precedes small P values.
_EDGE = ".,!?–—-/<"
# Terms of statistics that contain a numeral but report no number.
_TERMS = ("1-tailed", "2-tailed", "1-sided", "2-sided")


def lint_brief(
    brief: Brief,
    configuration: Configuration,
    ledger: Ledger,
    *,
    reported: tuple[Diagnostic, ...] = (),
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
    reported : tuple of Diagnostic
        Diagnostics of the text fields, which are not repeated.

    Returns
    -------
    tuple of Diagnostic
        TXT020 for a numeral without evidence, TXT021 for a claim word without a verdict
        (both warnings, which fail a strict build), TXT022 and TXT023 as advice on typed
        numbers.
    """
    words = tuple(_all_prose(brief))
    own = tuple(_strings(configuration))
    found = [
        *_unbound_numerals(words, own, ledger),
        *_unlicensed_claims(words, own, reported),
        *typed_number_notes(tuple(_written(configuration)), ledger.quantities),
    ]
    # A numeral may occur many times in a brief; report it once.
    return tuple(dict.fromkeys(found))


def _written(configuration: Configuration) -> Iterator[str]:
    """Yield the texts that could print a computed number; the target of a goal is typed."""
    texts = _strings(replace(configuration, goals=()))
    # Texts without a word of at least three letters are codes, paths or dates.
    return (text for text in texts if re.search(r"[a-z]{3}", text))


def _all_prose(brief: Brief) -> Iterator[Prose]:
    yield from front_prose(brief.front)
    yield from section_prose((*brief.sections, *brief.back.sections, *brief.back.appendices))


def _unbound_numerals(
    words: Iterable[Prose], own: tuple[str, ...], ledger: Ledger
) -> Iterator[Diagnostic]:
    dates = printed_dates(current_language())
    known = (*own, *_ledger_strings(ledger_document(ledger)), *_TERMS)
    allowed = {_bare(word) for text in known for word in _numerals(text)}
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


def _unlicensed_claims(
    words: Iterable[Prose], own: tuple[str, ...], reported: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    """Yield claim words in the organization's own texts that were not reported before."""
    known = " ".join(item.message for item in reported)
    for prose in words:
        items = list(inlines(prose))
        # Generated prose: its claims are bound to a verdict.
        if any(isinstance(item, Claim) for item in items):
            continue
        text = "".join(item.text for item in items if isinstance(item, Text))
        for claim in typed_claims(text, has_statement=False, has_number=False):
            # The parser of text fields reports most claims, with a place. This finds the ones that
            # it can't see, such as in labels.
            if f"`{claim.words}`" in known or not any(claim.words in text for text in own):
                continue
            yield Diagnostic(
                code="TXT021",
                severity=Severity.WARNING,
                message=f"the brief says `{claim.words}` without a verdict that supports it",
                help='print the statement with `{{ say("comparison") }}`, or use a neutral word',
            )


def _numerals(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(text))


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
