"""Constructors and text helpers for diagnostics about data files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.diagnostics import Diagnostic, Place, Severity
from reportgen.model.message import Message, counted_message, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.message import Item

# Longer lists are hard to read in one line; the rest is counted.
_MOST_LISTED = 6


def error(
    code: str, message: str, place: Place | None, fix: str = "", *, note: str = ""
) -> Diagnostic:
    """Return an error: the file can't be used."""
    return Diagnostic(
        code=code, severity=Severity.ERROR, message=message, place=place, help=fix, note=note
    )


def finding(
    code: str,
    message: str,
    place: Place | None,
    fix: str = "",
    *,
    note: str = "",
    in_brief: bool = True,
) -> Diagnostic:
    """Return a warning, which the brief also shows unless `in_brief` is False."""
    return Diagnostic(
        code=code,
        severity=Severity.WARNING,
        message=message,
        place=place,
        help=fix,
        note=note,
        in_brief=in_brief,
    )


def remark(
    code: str, message: str, place: Place | None, *, note: str = "", in_brief: bool = True
) -> Diagnostic:
    """Return advice, such as how an ambiguous file was read."""
    return Diagnostic(
        code=code,
        severity=Severity.ADVICE,
        message=message,
        place=place,
        note=note,
        in_brief=in_brief,
    )


def listed(items: Sequence[Item]) -> Item | str:
    """Return items as text, with the number of those beyond the first six."""
    if not items:
        return ""
    shown = joined("{earlier}, {next}", items[:_MOST_LISTED])
    more = len(items) - _MOST_LISTED
    return Message("{shown} and {count} more", shown=shown, count=str(more)) if more > 0 else shown


def counted(number: int, one: str, many: str) -> str:
    """Return a number with its noun: ``1 value``, ``3 values``."""
    return f"{number} {one if number == 1 else many}"


def on_lines(lines: Sequence[int]) -> str:
    """Return line numbers as text: ``line 4``, ``lines 4, 7``."""
    shown = listed([str(line) for line in lines])
    return counted_message("line {lines}", "lines {lines}", len(lines), lines=shown)


def shorten(text: str) -> str:
    """Return a cell as one printable line of at most 40 characters, for a message."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= 40 else f"{flat[:40]}…"


def as_typed(value: float) -> str:
    """Return a number as a data file would hold it: plain digits, at most 4 decimals."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
