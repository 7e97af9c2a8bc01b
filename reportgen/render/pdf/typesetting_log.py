"""Turn WeasyPrint's warnings into errors."""

from __future__ import annotations

import logging
import re
from typing import TYPE_CHECKING
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

    def without_a_glyph(self) -> frozenset[str]:
        """Return the characters that WeasyPrint reported to be in no font."""
        found = (_CODE.search(item) for item in self.messages if _is_about_a_glyph(item))
        return frozenset(chr(int(item[1], 16)) for item in found if item is not None)

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


def character_text(character: str) -> str:
    """Return a character's code point and name: ``the character U+1F389 (party popper)``."""
    name = name_of(character, "").lower()
    return f"the character U+{ord(character):04X}" + (f" ({name})" if name else "")


def _is_about_a_glyph(message: str) -> bool:
    return "notdef" in message or "glyph" in message.lower()


def _diagnostic(message: str) -> Diagnostic:
    if _is_about_a_glyph(message):
        named = _CODE.search(message)
        what = (
            "a character of the brief" if named is None else character_text(chr(int(named[1], 16)))
        )
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
