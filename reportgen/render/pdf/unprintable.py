"""Refuse characters that no font can be expected to have."""

from __future__ import annotations

from unicodedata import category

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import RenderError

# Unicode categories: control, unassigned, private use, surrogate.
_WITHOUT_A_SHAPE = ("Cc", "Cn", "Co", "Cs")
_LAYOUT = frozenset("\t\n\r")


def refuse_unprintable(text: str) -> None:
    """Refuse private-use, unassigned and control characters and lone surrogates.

    Fonts that have them draw them differently, so a brief would look different from machine to
    machine.

    Raises
    ------
    RenderError
        The text contains such a character.
    """
    found = sorted(
        {item for item in set(text) if category(item) in _WITHOUT_A_SHAPE and item not in _LAYOUT}
    )
    if found:
        raise RenderError(
            "the brief holds characters that can't be printed",
            [_diagnostic(item) for item in found],
        )


def _diagnostic(character: str) -> Diagnostic:
    return Diagnostic(
        code="REN010",
        severity=Severity.ERROR,
        message=f"the character U+{ord(character):04X} has no shape that all fonts agree on",
        help="replace it by a letter, a word or a standard symbol",
        note="icons of social networks are often such characters",
    )
