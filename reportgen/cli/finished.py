"""``reportgen verify``, ``explain`` and ``diff``: commands on built files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import existing_file, existing_folder

if TYPE_CHECKING:
    from pathlib import Path

AGREES, DISAGREES, NO_LEDGER = 0, 1, 2

format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The format of the result.",
)


@click.command()
@click.argument("file", type=existing_file)
@click.option(
    "--data",
    type=existing_folder,
    help="The folder of the data files: recompute every number from them and compare.",
)
@click.option(
    "--config",
    "configuration",
    type=existing_file,
    help="The configuration; the default is the one embedded in the brief.",
)
@click.option(
    "--rebuild",
    "is_rebuilt",
    is_flag=True,
    help="Build the brief again from --config and --data, and compare what is shown.",
)
@format_option
def verify(
    file: Path, data: Path | None, configuration: Path | None, *, is_rebuilt: bool, form: str
) -> None:
    """Verify that FILE, a brief in any format, agrees with its ledger and its data."""
    from reportgen.verify.verification import verification_record, verification_text
    from reportgen.verify.verification import verify as verify_file

    if is_rebuilt and configuration is None:
        raise click.UsageError("--rebuild needs the configuration: give it with --config")
    found = verify_file(file, data=data, configuration=configuration, is_rebuilt=is_rebuilt)
    _print(verification_text(found) if form == "text" else verification_record(found))
    is_checked = found.has_ledger and (found.is_comparable or found.findings)
    sys.exit(NO_LEDGER if not is_checked else AGREES if found.agrees else DISAGREES)


def _print(result: str | dict[str, object] | list[object]) -> None:
    if isinstance(result, str):
        click.echo(result)
        return
    import json

    click.echo(json.dumps(result, ensure_ascii=False, indent=1))


@click.command()
@click.argument("file", type=existing_file)
@click.argument("name", required=False, metavar="[ID]")
@format_option
def explain(file: Path, name: str | None, form: str) -> None:
    """Show where a number in FILE comes from, down to the rows of the data.

    Without ID, list all numbers.
    """
    from reportgen.ledger.readers.finished_file import open_finished
    from reportgen.verify.explain import explain_record, explain_text

    found = open_finished(file)
    if found.readable_ledger() is None:
        click.echo(f"{file.name}: no ledger to explain it from", err=True)
        sys.exit(NO_LEDGER)
    _print(explain_text(found, name) if form == "text" else explain_record(found, name))


@click.command()
@click.argument("old", type=existing_file)
@click.argument("new", type=existing_file)
@format_option
def diff(old: Path, new: Path, form: str) -> None:
    """Show which numbers, claims and goals changed from OLD to NEW, by how much, and why."""
    from reportgen.ledger.compare_editions import compare_editions, difference_text
    from reportgen.ledger.readers.finished_file import open_finished
    from reportgen.ledger.records import Ledger

    ledgers = []
    for path in (old, new):
        ledger = open_finished(path).readable_ledger()
        if ledger is None:
            click.echo(f"{path.name}: no ledger to compare", err=True)
            sys.exit(NO_LEDGER)
        if not isinstance(ledger, Ledger):
            raise click.UsageError("editions of one brief can be compared, pages over many cannot")
        ledgers.append(ledger)
    found = compare_editions(*ledgers)
    _print(difference_text(found) if form == "text" else found.record())
    sys.exit(DISAGREES if found.changes else AGREES)
