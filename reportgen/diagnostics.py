"""Diagnostics with place and fix, and their output formats.

The layout follows compilers known for good messages, such as rustc: what, where, the source line
with the place underlined, then ``help`` (the fix) and ``note`` (a fact).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """The severity of a diagnostic."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file that the user can open.

    Attributes
    ----------
    file : str
        The path as the user named it, or relative to the configuration.
    line, column : int or None
        Counted from 1, in lines and characters; None for the whole file. For a workbook,
        `column` is the number of a table column.
    width : int
        The number of characters to underline, at least 1.
    text : str
        The source line without its line break; empty to show none.
    sheet : str
        The sheet of a workbook; empty for other files.
    """

    file: str
    line: int | None = None
    column: int | None = None
    width: int = 1
    text: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        """Return ``file:line:column``, which editors recognize; for a workbook, the cell."""
        if self.sheet:
            where = ""
            if self.line is not None:
                is_cell = self.column is not None
                where = f", cell {cell_name(self)}" if is_cell else f", row {self.line}"
            return f"{self.file}, sheet {self.sheet}{where}"
        parts = [self.file, self.line, self.column if self.line is not None else None]
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A problem or a note, for the person who can fix it.

    Attributes
    ----------
    code : str
        A stable name such as ``CFG003``; docs/messages.md has an entry for each.
    severity : Severity
        Errors stop a build; warnings do only with ``--strict``.
    message : str
        What is wrong: lower case, no full stop, names in backticks.
    place : Place or None
        Where; None if it concerns no file.
    help : str
        How to fix it; empty if there is nothing to do.
    note : str
        A fact that explains the problem; empty if none is needed.
    in_brief : bool
        Whether the brief reports it to its readers as well.
    """

    code: str
    severity: Severity
    message: str
    place: Place | None = None
    help: str = ""
    note: str = ""
    in_brief: bool = False


def cell_name(place: Place) -> str:
    """Return the cell of a workbook as spreadsheets call it, such as ``B3`` or ``AA12``."""
    letters, number = "", place.column or 1
    while number:
        number, letter = divmod(number - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{place.line or ''}"


# Control characters, which a terminal obeys, and invisible or bidirectional marks.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def has_errors(diagnostics: tuple[Diagnostic, ...] | list[Diagnostic]) -> bool:
    """Return whether at least one diagnostic is an error."""
    return any(item.severity is Severity.ERROR for item in diagnostics)


def format_diagnostic(diagnostic: Diagnostic) -> str:
    """Return the diagnostic as terminal output, without a trailing newline."""
    lines = [f"{diagnostic.severity}[{diagnostic.code}]: {diagnostic.message}"]
    place = diagnostic.place
    gutter = " " * len(str(place.line)) if place and place.line else " "
    if place is not None:
        lines.append(f"{gutter}--> {place}")
        if place.line is not None and place.text:
            lines += _quoted_line(place, gutter)
    lines += [f"{gutter} = help: {diagnostic.help}"] if diagnostic.help else []
    lines += [f"{gutter} = note: {diagnostic.note}"] if diagnostic.note else []
    # Messages quote untrusted files, which must not control the terminal.
    return "\n".join(_OBEYED.sub("\ufffd", line) for line in lines)


def _quoted_line(place: Place, gutter: str) -> list[str]:
    """Return the source line with its gutter, and the underlined place."""
    text = place.text.expandtabs(1)  # one column per character keeps the mark aligned
    lines = [f"{gutter} |", f"{place.line} | {text}"]
    if place.column is not None:
        room = max(1, len(text) - place.column + 1)
        mark = "^" * max(1, min(place.width, room))
        lines.append(f"{gutter} | {' ' * (place.column - 1)}{mark}")
    return lines


def diagnostic_record(diagnostic: Diagnostic) -> dict[str, object]:
    """Return the diagnostic as plain data, for ``--messages json`` and manifests."""
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "sheet": (place.sheet or None) if place else None,
        "help": diagnostic.help,
        "note": diagnostic.note,
    }


def format_github(diagnostic: Diagnostic) -> str:
    """Return the diagnostic as a workflow command, which GitHub shows next to the line.

    The escapes are those of GitHub's documentation of workflow commands.
    """
    level = {"error": "error", "warning": "warning"}.get(str(diagnostic.severity), "notice")
    place = diagnostic.place
    where = []
    if place is not None:
        where.append(f"file={_github_property(place.file)}")
        where += [f"line={place.line}"] if place.line else []
        where += [f"col={place.column}"] if place.line and place.column else []
    where.append(f"title={diagnostic.code}")
    text = diagnostic.message
    text += f"\nhelp: {diagnostic.help}" if diagnostic.help else ""
    return f"::{level} {','.join(where)}::{_github_text(text)}"


def _github_text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_text(text).replace(":", "%3A").replace(",", "%2C")
