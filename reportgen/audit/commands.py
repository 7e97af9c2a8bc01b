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
    """Say whether FILE (HTML, PDF or outcomes.json) still agrees with its ledger and its data."""
    from reportgen.audit.verify import verify as verify_file
    from reportgen.audit.verify_text import verification_record, verification_text

    found = verify_file(file, data=data, configuration=configuration)
    _print(verification_text(found) if form == "text" else verification_record(found))
    sys.exit(NO_LEDGER if not found.has_ledger else AGREES if found.agrees else DISAGREES)


def _print(told: str | dict[str, object] | list[object]) -> None:
    if isinstance(told, str):
        click.echo(told)
        return
    import json

    click.echo(json.dumps(told, ensure_ascii=False, indent=1))
