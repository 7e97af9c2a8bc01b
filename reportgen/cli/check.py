"""``reportgen check``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reportgen.cli.options import (
    configs_argument,
    data_root_option,
    kind_option,
    messages_option,
    templates_option,
)
from reportgen.cli.printing import ExitCode, has_warnings, print_diagnostics, print_error
from reportgen.diagnostics import has_errors
from reportgen.errors import EnvironmentProblemError, ReportgenError


@click.command()
@configs_argument
@kind_option
@data_root_option
@templates_option
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@messages_option
def check(
    configs: tuple[Path, ...],
    kind: str | None,
    data_roots: tuple[Path, ...],
    templates: Path | None,
    strict: bool,
    messages: str,
) -> None:
    """Report all problems in each CONFIG and its data, without building.

    Finds everything that would stop a build, except limits that only layout shows, such as the
    number of pages.
    """
    from reportgen.config.identity import shared_ids
    from reportgen.pipeline import BuildOptions, check_brief

    options = BuildOptions(
        output=Path("output"), kind=kind, templates=templates, data_roots=data_roots
    )
    failed = 0
    shared = shared_ids(configs)
    for path in configs:
        found = [shared[path]] if path in shared else []
        try:
            found += check_brief(path, options)
        except EnvironmentProblemError:  # every other configuration would fail the same way
            raise
        except ReportgenError as error:
            print_diagnostics(found, messages)
            print_error(error, messages)
            failed += 1
            continue
        print_diagnostics(found, messages)
        is_wrong = has_errors(found) or (strict and has_warnings(found))
        failed += is_wrong
        if not is_wrong and messages == "text":
            click.echo(f"{path}: No {'errors' if has_warnings(found) else 'problems'} found.")
    sys.exit(ExitCode.NOTHING_MADE if failed else ExitCode.MADE)
