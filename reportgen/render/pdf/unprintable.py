"""Characters that no font can be expected to have."""

from __future__ import annotations

from unicodedata import category

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import RenderError

_WITHOUT_A_SHAPE = ("Cc", "Cn", "Co", "Cs")
_LAYOUT = frozenset("\t\n\r")


def refuse_unprintable(text: str) -> None:
    """Refuse characters of private use, unassigned ones, controls and lone surrogates.

    Some font of some machine may draw them, each in its own way; the brief would not be the
    same from machine to machine.

    Raises
    ------
    RenderError
        The text holds such a character.
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
        help="write it in another way",
        note="icons of social networks are often such characters",
    )
