"""Turn characters that can't be printed, and WeasyPrint's warnings, into errors."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
from unicodedata import category
from unicodedata import name as name_of

from reportgen.diagnostics import Diagnostic, Severity
from reportgen.errors import RenderError

if TYPE_CHECKING:
    from types import TracebackType

_LOGGERS = ("weasyprint", "fontTools")
# A text in a script without a font gives one message per character.
_MOST = 20
_CODE = re.compile(r"\(U\+([0-9A-F]{4,6})\)")


class TypesettingLog(logging.Handler):
    """Context manager that collects warnings and errors logged within it."""

    def __init__(self) -> None:
        super().__init__(level=logging.WARNING)
        self.messages: list[str] = []
        self._before: list[tuple[logging.Logger, bool]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Collect a message."""
        self.messages.append(record.getMessage())

    def __enter__(self) -> TypesettingLog:
        for name in _LOGGERS:
            logger = logging.getLogger(name)
            self._before.append((logger, logger.propagate))
            logger.addHandler(self)
            # The messages become diagnostics; a host application must not print them too.
            logger.propagate = False
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for logger, propagate in self._before:
            logger.removeHandler(self)
            logger.propagate = propagate
        self._before.clear()

    def raise_problems(self) -> None:
        """Raise the collected messages, each once.

        Raises
        ------
        RenderError
            There are messages; at most the first 20 are reported.
        """
        messages = list(dict.fromkeys(self.messages))[:_MOST]
        if messages:
            raise RenderError(
                "problems while laying out the PDF", [_diagnostic(item) for item in messages]
            )


def _named(number: int) -> str:
    """Return a character's code point and name: ``the character U+1F389 (party popper)``."""
    name = name_of(chr(number), "").lower()
    return f"the character U+{number:04X}" + (f" ({name})" if name else "")


def _diagnostic(message: str) -> Diagnostic:
    if "notdef" in message or "glyph" in message.lower():
        named = _CODE.search(message)
        what = "a character of the brief" if named is None else _named(int(named[1], 16))
        return Diagnostic(
            code="REN010",
            severity=Severity.ERROR,
            message=f"{what} is in none of the brief's fonts",
            help="install a font for its script (on Debian fonts-noto-core, fonts-noto-cjk), or "
            "replace it; Latin, Greek and Cyrillic letters are included",
            note=message,
        )
    return Diagnostic(
        code="REN011",
        severity=Severity.ERROR,
        message="the page uses something that WeasyPrint can't draw",
        help="check the templates, the stylesheets and the figures",
        note=message,
    )


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
            [_unprintable(item) for item in found],
        )


def _unprintable(character: str) -> Diagnostic:
    return Diagnostic(
        code="REN010",
        severity=Severity.ERROR,
        message=f"the character U+{ord(character):04X} has no shape that all fonts agree on",
        help="replace it by a letter, a word or a standard symbol",
        note="icons of social networks are often such characters",
    )
