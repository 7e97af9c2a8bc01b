"""The finished words of a brief: numerals that nothing stands behind, and typed numbers.

A brief may print a numeral that is bound to a quantity, one that the configuration holds,
the days of its own dates, and what the ledger itself says of files and methods. Any other
has slipped past the evidence.
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
from reportgen.narrative.numbers.number_style import number_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportgen.document.brief import Brief
    from reportgen.ledger.records import Ledger
    from reportgen.model.configuration import Configuration
    from reportgen.model.prose import Prose

_WORD = re.compile(r"[^\s,;:()\[\]“”\"'’]*\d[^\s;:()\[\]“”\"'’]*")
_EDGE = ".,!?–—-/<"
_TERMS = ("1-tailed", "2-tailed", "1-sided", "2-sided")
"""Words of statistics that hold a numeral and count nothing."""


def lint_brief(
    brief: Brief,
    configuration: Configuration,
    ledger: Ledger,
    *,
    told: tuple[Diagnostic, ...] = (),
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the finished words of a brief.

    Parameters
    ----------
    brief : Brief
        Complete.
    configuration : Configuration
        Whose own numerals are allowed.
    ledger : Ledger
        Of the same brief.
    told : tuple of Diagnostic
        What was said about the text fields already; it is not said twice.

    Returns
    -------
    tuple of Diagnostic
        TXT020 for a numeral without evidence, TXT021 for a claim word without a verdict
        (both warnings, which stop a strict build), TXT022 and TXT023 as advice on numbers
        that someone typed.
    """
    words = tuple(_all_prose(brief))
    own = tuple(_strings(configuration))
    found = [
        *_unbound_numerals(words, own, ledger),
        *_unlicensed_claims(words, own, told),
        *typed_number_notes(tuple(_written(configuration)), ledger.quantities),
    ]
    return tuple(dict.fromkeys(found))


def _written(configuration: Configuration) -> Iterator[str]:
    """Yield the texts in which a computed number could stand; a goal names its own number."""
    told = _strings(replace(configuration, goals=()))
    return (text for text in told if re.search(r"[a-z]{3}", text))


def _all_prose(brief: Brief) -> Iterator[Prose]:
    yield from front_prose(brief.front)
    yield from section_prose((*brief.sections, *brief.back.sections, *brief.back.appendices))


def _unbound_numerals(
    words: Iterable[Prose], own: tuple[str, ...], ledger: Ledger
) -> Iterator[Diagnostic]:
    dates = printed_dates(current_language())
    known = (*own, *_ledger_strings(ledger_document(ledger)), *_TERMS)
    allowed = {_bare(word) for text in known for word in _numerals(text)}
    allowed |= {_as_printed(word) for word in allowed}
    for prose in words:
        for item in inlines(prose):
            if not isinstance(item, Text):
                continue
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
    words: Iterable[Prose], own: tuple[str, ...], told: tuple[Diagnostic, ...]
) -> Iterator[Diagnostic]:
    """Yield the claim words of the organization's own texts that no field complained about."""
    known = " ".join(item.message for item in told)
    for prose in words:
        items = list(inlines(prose))
        if any(isinstance(item, Claim) for item in items):
            continue
        text = "".join(item.text for item in items if isinstance(item, Text))
        for claim in typed_claims(text, has_statement=False, has_number=False):
            if f"`{claim.words}`" in known or not any(claim.words in text for text in own):
                continue
            yield Diagnostic(
                code="TXT021",
                severity=Severity.WARNING,
                message=f"`{claim.words}` stands in the brief without a verdict behind it",
                help='let `{{ say("comparison") }}` say it, or use a word that claims nothing',
            )


def _numerals(text: str) -> Iterator[str]:
    return (match.group() for match in _WORD.finditer(text))


def _bare(word: str) -> str:
    return word.strip(_EDGE)


def _as_printed(word: str) -> str:
    """Return a numeral with the decimal mark of the language now spoken."""
    language = current_language()
    return word if language == SOURCE else word.replace(".", number_marks(language).decimal)


def _around(text: str, word: str) -> str:
    """Return a numeral with the words beside it."""
    at = text.index(word)
    return text[max(0, at - 30) : at + len(word) + 20].strip()


def _ledger_strings(told: object) -> Iterator[str]:
    """Yield every text of the ledger that says what was read and how it was computed."""
    if isinstance(told, str):
        yield told
        # The rows of a source, "2-13,15", are printed with a word before them.
        yield from told.split(",")
    elif isinstance(told, dict):
        for key, item in told.items():
            if key == "rows" and isinstance(item, str):  # the first and the last of many
                yield from item.replace("-", ",").split(",")
            if key not in ("statements", "descriptions", "claims", "sentence", "text"):
                yield from _ledger_strings(item)
    elif isinstance(told, list):
        for item in told:
            yield from _ledger_strings(item)


def _strings(told: object) -> Iterator[str]:
    """Yield every text of the configuration, and its numbers and days as text."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, date):
        yield f"{told.day} {told.year} {told.isoformat()}"
    elif isinstance(told, (int, float)) and not isinstance(told, bool):
        text = f"{told:g} {told * 100:g}% {f'{told:g}'.lstrip('0')}"
        yield text
        language = current_language()
        if language != SOURCE:
            yield text.replace(".", number_marks(language).decimal)
    elif isinstance(told, (tuple, list)):
        for item in told:
            yield from _strings(item)
    elif is_dataclass(told) and not isinstance(told, type):
        for part in fields(told):
            if part.name not in ("places", "files", "path", "data_roots", "sha256"):
                yield from _strings(getattr(told, part.name))
    elif hasattr(told, "values") and not isinstance(told, Path):
        for item in told.values():
            yield from _strings(item)
