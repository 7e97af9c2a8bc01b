"""``reportgen plan``: what to know before the data exist."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import data_root_option, existing_file, messages_option
from reportgen.cli.printing import ExitCode, print_diagnostics
from reportgen.diagnostics import has_errors

if TYPE_CHECKING:
    from pathlib import Path

MONTHS = click.IntRange(1, 240)


@click.group()
def plan() -> None:
    """Plan a comparison before its data exist."""


@plan.command()
@click.argument("config", type=existing_file)
@click.option("--before", type=MONTHS, help="Months before the change; the default is 12.")
@click.option("--after", type=MONTHS, help="Months after the change; the default is 12.")
@data_root_option
@messages_option
def power(
    config: Path,
    before: int | None,
    after: int | None,
    data_roots: tuple[Path, ...],
    messages: str,
) -> None:
    """Show how large a change the comparisons of CONFIG would find.

    The data so far show how much each metric varies and how much successive months resemble
    each other. The months that are missing are taken to vary in the same way.

    Without --before and --after, the periods of the configuration count, or a year each way from
    its intervention, or from the last value.
    """
    from reportgen.analysis.power.planned import plan_comparisons
    from reportgen.config.loader import load_configuration
    from reportgen.data.loader import load_dataset
    from reportgen.narrative.power import power_texts

    loaded = load_configuration(config, data_roots=data_roots)
    found = [*loaded.diagnostics]
    data = None
    if loaded.configuration is not None:
        read = load_dataset(loaded.configuration)
        data, found = read.dataset, [*found, *read.diagnostics]
    errors = [item for item in found if has_errors([item])]
    if loaded.configuration is None or data is None or errors:
        print_diagnostics(errors, messages)
        sys.exit(ExitCode.NOTHING_MADE)
    months = None if before is None and after is None else (before or 12, after or 12)
    for text in power_texts(plan_comparisons(loaded.configuration, data, months=months)):
        click.echo(text)
