"""Find typed numbers that equal or contradict a computed quantity."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.languages.catalogue import SOURCE
from reportgen.languages.current import current_language
from reportgen.narrative.numbers.number_locale import ENGLISH, NumberMarks, number_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.ledger.records import QuantityRecord

# References such as `{{ followers.latest.value }}` are computed, not typed.
_BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
# Shorter numbers equal some quantity of a brief by chance too often.
_MIN_DIGITS = 3
# Within 10%, a different number of the same unit is probably an outdated value.
_NEAR = 0.1
# Round numbers that rarely refer to a computed quantity.
_ROUND = ("0%", "50%", "100%", "100", "1000")


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
