"""``reportgen check``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

if TYPE_CHECKING:
    from reportgen.diagnostics import Diagnostic


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
    number of pages. Of several, also what their comparison on one page lacks.
    """
    from reportgen.batch.summary import summarize
    from reportgen.config.identity import shared_ids
    from reportgen.pipeline import BuildOptions, check_brief

    options = BuildOptions(
        output=Path("output"), kind=kind, templates=templates, data_roots=data_roots
    )
    failed = 0
    summaries: list[dict[str, Any]] = []
    shared = shared_ids(configs)
    for path in configs:
        found = [shared[path]] if path in shared else []
        try:
            found += check_brief(
                path, options, seen=lambda analysed: summaries.append(summarize(analysed))
            )
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
    asked = _sizes(summaries)
    print_diagnostics(asked, messages)
    failed += bool(strict and asked)
    sys.exit(ExitCode.NOTHING_MADE if failed else ExitCode.MADE)


def _sizes(summaries: list[dict[str, Any]]) -> tuple[Diagnostic, ...]:
    """Return which metrics of several organizations need their size to be compared."""
    from reportgen.analysis.organization_comparison import MINIMUM_ORGANIZATIONS

    if len(summaries) < MINIMUM_ORGANIZATIONS:
        return ()
    from reportgen.portfolio.facts import facts_of_summary
    from reportgen.portfolio.size_warnings import size_warnings

    facts = [facts_of_summary(str(place), item) for place, item in enumerate(summaries)]
    return size_warnings(facts)
