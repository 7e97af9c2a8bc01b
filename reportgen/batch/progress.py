"""Progress bar with rate, time left and failures, on terminals only."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def progress_bar(total: int, *, is_shown: bool) -> Iterator[Callable[[str], None]]:
    """Yield a function to call after each report with the failure to print, or "".

    Parameters
    ----------
    total : int
        The number of reports.
    is_shown : bool
        Whether a person reads the output; in a pipe only failures are printed.
    """
    if not (is_shown and sys.stderr.isatty()):
        yield _print_failure if is_shown else _keep_quiet
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failures]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("briefs", total=total, rate="", failures="")
        failed = 0

        def advance_bar(failure: str) -> None:
            nonlocal failed
            if failure:
                failed += 1
                bar.console.print(failure, markup=False, highlight=False)
            speed = bar.tasks[0].speed
            bar.update(
                task,
                advance=1,
                rate=f"{speed:.1f} a second" if speed else "",
                failures=f"{failed} failed" if failed else "",
            )

        yield advance_bar


def _print_failure(failure: str) -> None:
    if failure:
        sys.stderr.write(f"{failure}\n")
        sys.stderr.flush()


def _keep_quiet(failure: str) -> None:
    """Print nothing: programs read the manifest."""
