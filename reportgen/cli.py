"""Arguments, exit codes and printing; nothing else."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from enum import IntEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen import __version__
from reportgen.diagnostics import (
    Diagnostic,
    Severity,
    diagnostic_record,
    format_diagnostic,
    format_github,
    has_errors,
)
from reportgen.errors import EnvironmentProblemError, ReportgenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

REPORT_THIS = (
    "this is a mistake in reportgen, not in your files: please report it, with the text above"
)

_OBJECTS_UNSEARCHED = 1_000_000
"""So many objects are made before Python looks for dead ones: a brief's imports make a third."""


class ExitCode(IntEnum):
    """What the shell is told."""

    MADE = 0
    SOME_FAILED = 1
    NOTHING_MADE = 2
    ENVIRONMENT = 3
    INTERRUPTED = 130


messages_option = click.option(
    "--messages",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="How problems are printed: for people, for programs, or as GitHub annotations.",
)
data_root_option = click.option(
    "--data-root",
    "data_roots",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A further folder that metric files may lie in; may be given again.",
)
configs_argument = click.argument(
    "configs", nargs=-1, required=True, metavar="CONFIG...", type=click.Path(path_type=Path)
)


ELSEWHERE = {
    "batch": "reportgen.batch.command:batch",
    "diff": "reportgen.verify.commands:diff",
    "doctor": "reportgen.doctor:doctor",
    "explain": "reportgen.verify.commands:explain",
    "init": "reportgen.starter.command:init",
    "preview": "reportgen.preview.command:preview",
    "schema": "reportgen.config.schema_command:schema",
    "verify": "reportgen.verify.commands:verify",
}
"""Commands that live in the room whose work they start; imported when they are asked for."""


class Commands(click.Group):
    """The commands of this module and those that live elsewhere."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of the alphabet."""
        return sorted({*super().list_commands(ctx), *ELSEWHERE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, imported now if it lives elsewhere."""
        if cmd_name not in ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, name = ELSEWHERE[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{name} is no command")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportgen")
@click.option(
    "--limits",
    "limits_file",
    type=click.Path(path_type=Path),
    envvar="REPORTGEN_LIMITS",
    metavar="FILE",
    help="A TOML file with limits other than the usual ones; also REPORTGEN_LIMITS.",
)
@click.pass_context
def commands(context: click.Context, limits_file: Path | None) -> None:
    """Turn one YAML file about an organization into a brief whose every number can be checked."""
    if limits_file is not None:
        from reportgen.config.limits_file import read_limits
        from reportgen.limits import in_force

        context.with_resource(in_force(read_limits(limits_file)))


@commands.command()
@configs_argument
@click.option("--kind", help="The kind of brief; the configuration's own by default.")
@data_root_option
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own templates and languages, which are checked too.",
)
@click.option("--strict", is_flag=True, help="Count warnings as errors.")
@messages_option
def check(
    configs: tuple[Path, ...],
    kind: str | None,
    data_roots: tuple[Path, ...],
    templates: Path | None,
    strict: bool,
    messages: str,
) -> None:
    """Report all problems in each CONFIG and its data, without building."""
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
        except EnvironmentProblemError:  # the others would end alike
            raise
        except ReportgenError as error:
            print_diagnostics(found, messages)
            _print_error(error, messages)
            failed += 1
            continue
        print_diagnostics(found, messages)
        is_wrong = has_errors(found) or (strict and _warns(found))
        failed += is_wrong
        if not is_wrong and messages == "text":
            click.echo(f"{path}: No {'errors' if _warns(found) else 'problems'} found.")
    sys.exit(ExitCode.NOTHING_MADE if failed else ExitCode.MADE)


@commands.command()
@configs_argument
@click.option("--kind", help="The kind of brief; the configuration's own where not given.")
@click.option(
    "--format",
    "formats",
    multiple=True,
    default=("html,pdf",),
    show_default=True,
    help="Formats, with commas or one by one.",
)
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("output"),
    show_default=True,
    help="The folder that gets a folder for each organization.",
)
@click.option(
    "--templates",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder whose files override shipped templates of the same name.",
)
@data_root_option
@click.option("--strict", is_flag=True, help="Make nothing where there is a warning.")
@click.option("--open", "open_it", is_flag=True, help="Open the brief when it is made.")
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
    """Make the brief of each CONFIG."""
    from reportgen.api import BuildOptions
    from reportgen.api import build as build_one
    from reportgen.config.identity import shared_ids

    options = BuildOptions(
        output=output,
        kind=kind,
        formats=_chosen_formats(formats),
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
            with progress(path.stem, is_shown=messages == "text") as tell:
                result = build_one(path, options, tell=tell)
        except EnvironmentProblemError:  # the others would end alike
            raise
        except ReportgenError as error:
            _print_error(error, messages)
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
    sys.exit(_build_exit_code(made))


def _build_exit_code(made: list[bool]) -> ExitCode:
    if all(made):
        return ExitCode.MADE
    return ExitCode.SOME_FAILED if any(made) else ExitCode.NOTHING_MADE


def _chosen_formats(texts: tuple[str, ...]) -> tuple[str, ...]:
    from reportgen.render.formats import chosen_formats

    try:
        return chosen_formats(texts)
    except ValueError as problem:
        raise click.BadParameter(str(problem), param_hint="--format") from problem


def _warns(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.WARNING for item in diagnostics)


def print_diagnostics(diagnostics: Iterable[Diagnostic], messages: str) -> None:
    """Print what was found: errors and advice for people on standard error, or for programs."""
    for item in diagnostics:
        if messages == "json":
            import json

            click.echo(json.dumps(diagnostic_record(item), ensure_ascii=False))
        elif messages == "github":
            click.echo(format_github(item))
        else:
            click.echo(format_diagnostic(item) + "\n", err=True)


def _print_error(error: ReportgenError, messages: str) -> None:
    """Print what an error found, or the error itself where it found nothing by name."""
    print_diagnostics(error.diagnostics, messages)
    if not error.diagnostics:
        click.echo(f"error: {error}", err=True)


@contextmanager
def progress(name: str, *, is_shown: bool) -> Iterator[Callable[[str], None]]:
    """Show the step under way on a terminal; keep quiet in a pipe."""
    is_shown = is_shown and sys.stderr.isatty()

    def tell(step: str) -> None:
        if is_shown:
            click.echo(f"\r\x1b[2K{name}: {step} ...", err=True, nl=False)

    try:
        yield tell
    finally:
        if is_shown:
            click.echo("\r\x1b[2K", err=True, nl=False)


def _stop_printing() -> None:
    """Let nothing more be printed, for whoever read it has gone (`reportgen … | head`)."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def main() -> None:
    """Run the command line, as a process that soon ends unless it is one of the long ones."""
    if sys.argv[1:2] not in (["batch"], ["preview"]):
        gc.set_threshold(_OBJECTS_UNSEARCHED)
    try:
        _run()
    finally:
        gc.freeze()  # the system takes back all memory at once; Python would look through it


def _run() -> None:
    """Run a command; a mistake of our own says so and asks for a report."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted; run the same command again to go on", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.NOTHING_MADE)
    except ReportgenError as error:
        _print_error(error, "text")
        is_machine = isinstance(error, EnvironmentProblemError)
        sys.exit(ExitCode.ENVIRONMENT if is_machine else ExitCode.NOTHING_MADE)
    except BrokenPipeError:
        _stop_printing()
        sys.exit(ExitCode.SOME_FAILED)
    except OSError as error:
        from reportgen.os_errors import machine_problem

        print_diagnostics([machine_problem(error)], "text")
        sys.exit(ExitCode.ENVIRONMENT)
    except Exception:  # noqa: BLE001  (whatever it is, the person must know whose fault it is)
        import traceback

        traceback.print_exc()
        click.echo(f"\n{REPORT_THIS}", err=True)
        sys.exit(ExitCode.SOME_FAILED)
