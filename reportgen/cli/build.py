"""``reportgen build``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.options import (
    chosen_formats,
    configs_argument,
    data_root_option,
    formats_option,
    kind_option,
    messages_option,
    templates_option,
)
from reportgen.cli.printing import ExitCode, print_diagnostics, print_error, progress
from reportgen.errors import EnvironmentProblemError, ReportgenError


@click.command()
@configs_argument
@kind_option
@formats_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The output folder; each organization gets a folder in it.",
)
@templates_option
@data_root_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@click.option("--open", "open_it", is_flag=True, help="Open the brief when it is ready.")
@messages_option
def build(
    configs: tuple[Path, ...],
    kind: str | None,
    formats: tuple[str, ...],
    output: Path,
    templates: Path | None,
    data_roots: tuple[Path, ...],
    strict: bool,
    open_it: bool,
    messages: str,
) -> None:
    """Build the brief of each CONFIG."""
    from reportgen.api import BuildOptions
    from reportgen.api import build as build_one
    from reportgen.config.identity import shared_ids

    options = BuildOptions(
        output=output,
        kind=kind,
        formats=chosen_formats(formats),
        templates=templates,
        data_roots=data_roots,
        is_strict=strict,
    )
    made = []
    shared = shared_ids(configs)
    for path in configs:
        if path in shared:
            print_diagnostics([shared[path]], messages)
            made.append(False)
            continue
        try:
            with progress(path.stem, is_shown=messages == "text") as show_step:
                result = build_one(path, options, tell=show_step)
        except EnvironmentProblemError:  # every other configuration would fail the same way
            raise
        except ReportgenError as error:
            print_error(error, messages)
            made.append(False)
            continue
        print_diagnostics(result.diagnostics, messages)
        made.append(result.is_made)
        for file in result.files if messages == "text" else ():
            if file.suffix != ".json":
                click.echo(str(file))
        if open_it and result.is_made:
            click.launch(str(result.files[0].resolve()))
    if messages == "text" and len(made) > 1:
        click.echo(f"{sum(made)} of {len(made)} organizations built", err=True)
    failure = ExitCode.SOME_FAILED if any(made) else ExitCode.NOTHING_MADE
    sys.exit(ExitCode.MADE if all(made) else failure)
