"""The group of all commands; turns exceptions and interrupts into messages and exit codes."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path

import click

from reportgen import __version__
from reportgen.cli.printing import ExitCode, print_diagnostics, print_error
from reportgen.errors import EnvironmentProblemError, ReportgenError

REPORT_THIS = "this is a bug in reportgen, not in your files: please report it, with the text above"

_COLLECTION_THRESHOLD = 1_000_000
"""Allocations before a garbage collection; the imports for one brief need a third of this."""

_MODULES = {
    "batch": "batch",
    "build": "build",
    "check": "check",
    "diff": "finished",
    "doctor": "doctor",
    "edit": "edit",
    "explain": "finished",
    "init": "init",
    "plan": "plan",
    "preview": "preview",
    "schema": "schema",
    "verify": "finished",
}
"""The module of this package that contains each command."""


class Commands(click.Group):
    """All commands, each imported only when it is needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names of all commands in alphabetical order."""
        return sorted(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return a command; None for an unknown one."""
        if cmd_name not in _MODULES:
            return None
        module = import_module(f"reportgen.cli.{_MODULES[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="reportgen")
@click.option(
    "--limits",
    "limits_file",
    type=click.Path(path_type=Path),
    envvar="REPORTGEN_LIMITS",
    metavar="FILE",
    help="A TOML file with limits that replace the defaults; also REPORTGEN_LIMITS.",
)
@click.pass_context
def commands(context: click.Context, limits_file: Path | None) -> None:
    """Turn one YAML file about an organization into a brief whose every number can be verified."""
    if limits_file is not None:
        from reportgen.config.limits_file import read_limits
        from reportgen.limits import in_force

        context.with_resource(in_force(read_limits(limits_file)))


def _stop_printing() -> None:
    """Discard further output: the reader of the pipe has closed it (`reportgen … | head`)."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def main() -> None:
    """Run the command line; the garbage collector is tuned for a process that ends soon."""
    # Batches, previews and the editor run for long: their memory must be collected as usual.
    if sys.argv[1:2] not in (["batch"], ["edit"], ["preview"]):
        gc.set_threshold(_COLLECTION_THRESHOLD)
    try:
        _run()
    finally:
        gc.freeze()  # the system frees all memory at once; a last collection would only cost time


def _run() -> None:
    """Run a command, and turn exceptions into messages and exit codes."""
    try:
        commands(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("interrupted; run the same command again to continue", err=True)
        sys.exit(ExitCode.INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(ExitCode.NOTHING_MADE)
    except ReportgenError as error:
        print_error(error, "text")
        is_machine = isinstance(error, EnvironmentProblemError)
        sys.exit(ExitCode.ENVIRONMENT if is_machine else ExitCode.NOTHING_MADE)
    except BrokenPipeError:
        _stop_printing()
        sys.exit(ExitCode.SOME_FAILED)
    except OSError as error:
        from reportgen.os_errors import machine_problem

        print_diagnostics([machine_problem(error)], "text")
        sys.exit(ExitCode.ENVIRONMENT)
    except MemoryError:
        from reportgen.os_errors import lack_of_memory

        print_diagnostics([lack_of_memory()], "text")
        sys.exit(ExitCode.ENVIRONMENT)
    except Exception:  # noqa: BLE001  (any other exception is a bug of ours)
        import traceback

        traceback.print_exc()
        click.echo(f"\n{REPORT_THIS}", err=True)
        sys.exit(ExitCode.SOME_FAILED)
