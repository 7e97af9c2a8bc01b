"""The commands that look at finished briefs: verify, explain, diff."""

from __future__ import annotations

import sys
from pathlib import Path

import click

AGREES, DISAGREES, NO_LEDGER = 0, 1, 2

_file = click.Path(exists=True, dir_okay=False, path_type=Path)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)


@click.command()
@click.argument("file", type=_file)
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the metric files: compute everything again and compare.",
)
@click.option(
    "--config",
    "configuration",
    type=_file,
    help="The configuration; the one that the brief carries where not given.",
)
@format_option
def verify(file: Path, data: Path | None, configuration: Path | None, form: str) -> None:
    """Say whether FILE, a brief in any format, still agrees with its ledger and its data."""
    from reportgen.verify.verification import verify as verify_file
    from reportgen.verify.verify_text import verification_record, verification_text

    found = verify_file(file, data=data, configuration=configuration)
    _print(verification_text(found) if form == "text" else verification_record(found))
    sys.exit(NO_LEDGER if not found.has_ledger else AGREES if found.agrees else DISAGREES)


def _print(told: str | dict[str, object] | list[object]) -> None:
    if isinstance(told, str):
        click.echo(told)
        return
    import json

    click.echo(json.dumps(told, ensure_ascii=False, indent=1))


@click.command()
@click.argument("file", type=_file)
@click.argument("name", required=False, metavar="[ID]")
@format_option
def explain(file: Path, name: str | None, form: str) -> None:
    """Say where a number of FILE comes from, down to the rows; without an ID, list them all."""
    from reportgen.ledger.readers.finished_file import open_finished
    from reportgen.verify.explain import explain_record, explain_text

    found = open_finished(file)
    if found.readable_ledger() is None:
        click.echo(f"{file.name}: no ledger to explain it from", err=True)
        sys.exit(NO_LEDGER)
    _print(explain_text(found, name) if form == "text" else explain_record(found, name))


@click.command()
@click.argument("old", type=_file)
@click.argument("new", type=_file)
@format_option
def diff(old: Path, new: Path, form: str) -> None:
    """Say which numbers, claims and goals changed from OLD to NEW, by how much, and why."""
    from reportgen.ledger.compare_editions import compare_editions
    from reportgen.ledger.readers.finished_file import open_finished
    from reportgen.ledger.records import Ledger
    from reportgen.verify.edition_text import difference_text

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
