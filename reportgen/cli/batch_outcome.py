"""The summary printed after a batch: what was built, what failed and why, and how to continue."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from reportgen.batch.job import Reason
from reportgen.cli.printing import print_diagnostics

if TYPE_CHECKING:
    from reportgen.batch.records import Entry
    from reportgen.batch.run import BatchOptions, BatchResult

# More names are hard to read in one line; the manifest has all of them.
_SHOWN_FAILURES = 20
# After an upgrade, every version of a dependency is a cause of its own.
_SHOWN_CAUSES = 6
_CHECKED = frozenset({Reason.CONFIGURATION, Reason.DATA, Reason.WARNINGS})
"""Failures that `reportgen check` explains with file and line."""


def exit_code(result: BatchResult) -> int:
    """Return 0 if all were made, 1 if some failed, 2 if none was made, 130 if interrupted."""
    if result.is_interrupted:
        return 130
    if not result.failed:
        return 0
    return 1 if len(result.failed) < len(result.entries) else 2


def print_causes(result: BatchResult, *, is_text: bool) -> None:
    """Print why each brief is or is not rebuilt, and how many are."""
    for item in result.states:
        if is_text:
            rest = len(item.causes) - _SHOWN_CAUSES
            more = f"; and {rest} more" if rest > 0 else ""
            causes = "; ".join(item.causes[:_SHOWN_CAUSES]) + more or "unchanged"
            click.echo(f"{item.organization or item.job.shown}: {causes}")
        else:
            record = {"organization": item.organization, "causes": list(item.causes)}
            click.echo(json.dumps(record, ensure_ascii=False))
    if is_text and result.is_dry:
        needed = sum(bool(item.causes) for item in result.states)
        click.echo(f"{needed} of {len(result.states)} organizations would be built")


def print_outcome(result: BatchResult, options: BatchOptions, *, is_text: bool) -> None:
    """Print which briefs were made and which failed."""
    if not is_text:
        for entry in result.failed:
            click.echo(json.dumps(entry.record(), ensure_ascii=False))
        for warning in result.warnings:
            click.echo(json.dumps(dict(warning), ensure_ascii=False))
        return
    for file in result.files:
        click.echo(str(file))
    total = len(result.entries)
    made = total - len(result.failed)
    same = made - len(result.built)
    click.echo(f"{made} of {total} organizations: {len(result.built)} built, {same} unchanged")
    _print_failed(result, options)
    for warning in result.warnings:
        click.echo(f"{warning['severity']}[{warning['code']}]: {warning['message']}", err=True)
        click.echo(f"  = help: {warning['help']}\n  = note: {warning['note']}", err=True)
    if result.is_interrupted:
        click.echo(
            "interrupted; finished briefs are kept, and the same command builds the others",
            err=True,
        )


def _print_failed(result: BatchResult, options: BatchOptions) -> None:
    waiting = [entry for entry in result.failed if entry.reason is Reason.NOT_TRIED]
    failed = [entry for entry in result.failed if entry.reason is not Reason.NOT_TRIED]
    if failed:
        click.echo(f"{len(failed)} failed: {_names(failed)}", err=True)
        click.echo(f"the reasons are in {options.build.output / 'manifest.json'}", err=True)
        jobs = {item.job.shown: item.job for item in result.states}
        refused = [entry for entry in failed if jobs[entry.configuration].problems]
        for entry in refused[:_SHOWN_FAILURES]:
            print_diagnostics(jobs[entry.configuration].problems, "text")
        checked = (entry for entry in failed if entry.reason in _CHECKED and entry not in refused)
        first = next(checked, None)
        if first is not None:
            path = jobs[first.configuration].configuration
            click.echo(f"`reportgen check {path}` shows where and how to fix it", err=True)
    if waiting and not result.is_interrupted:
        click.echo(f"{len(waiting)} not tried, because `--fail-fast` stopped the batch", err=True)
    elif waiting:
        click.echo(f"{len(waiting)} not built yet", err=True)


def _names(entries: list[Entry]) -> str:
    names = [entry.organization or entry.configuration for entry in entries[:_SHOWN_FAILURES]]
    rest = len(entries) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")
