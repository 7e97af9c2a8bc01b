"""Exit codes, and printing of diagnostics and progress."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from reportgen.diagnostics import (
    Diagnostic,
    Severity,
    diagnostic_record,
    format_diagnostic,
    format_github,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reportgen.errors import ReportgenError


class ExitCode(IntEnum):
    """The exit codes of every command that makes or checks briefs."""

    MADE = 0
    SOME_FAILED = 1
    NOTHING_MADE = 2
    ENVIRONMENT = 3
    INTERRUPTED = 130


def has_warnings(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether at least one diagnostic is a warning."""
    return any(item.severity is Severity.WARNING for item in diagnostics)


def print_diagnostics(diagnostics: Iterable[Diagnostic], messages: str) -> None:
    """Print diagnostics as ``text`` (on standard error), ``json`` or ``github``."""
    for item in diagnostics:
        if messages == "json":
            import json

            click.echo(json.dumps(diagnostic_record(item), ensure_ascii=False))
        elif messages == "github":
            click.echo(format_github(item))
        else:
            click.echo(format_diagnostic(item) + "\n", err=True)


def print_error(error: ReportgenError, messages: str) -> None:
    """Print the diagnostics of an error, or its message if it has none."""
    print_diagnostics(error.diagnostics, messages)
    if not error.diagnostics:
        click.echo(f"error: {error}", err=True)


@contextmanager
def progress(name: str, *, is_shown: bool) -> Iterator[Callable[[str], None]]:
    """Show the current step on a terminal; print nothing into a pipe."""
    is_shown = is_shown and sys.stderr.isatty()

    def show(step: str) -> None:
        if is_shown:
            # \r returns to the start of the line and ESC[2K erases it.
            click.echo(f"\r\x1b[2K{name}: {step} ...", err=True, nl=False)

    try:
        yield show
    finally:
        if is_shown:
            click.echo("\r\x1b[2K", err=True, nl=False)
