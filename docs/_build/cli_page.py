"""Generate docs/cli.md from the commands: ``python docs/_build/cli_page.py``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli import commands

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parent.parent / "cli.md"

_HEAD = """# The command line

<!-- Written by docs/_build/cli_page.py from the commands themselves; a test keeps it so. -->

`reportgen COMMAND --help` says the same in the terminal.

## Exit codes

| code | means |
|---|---|
| 0 | all that was asked for was made; `verify`: the file agrees |
| 1 | some were made and some failed; `verify`: the file does not agree |
| 2 | the command, configuration or data are wrong: nothing was made; `verify`: nothing to check |
| 3 | the machine lacks something: disk, fonts, permissions, a library |
| 130 | interrupted; the same command goes on |

## Limits

`reportgen --limits FILE COMMAND …`, or the environment variable `REPORTGEN_LIMITS`, names a TOML file with the limits
that inputs and briefs have to keep; [Trust](how-to/trust.md) lists them.
"""


def cli_page() -> str:
    """Return the page: every command with its arguments and options."""
    context = click.Context(commands, info_name="reportgen")
    parts = [_HEAD]
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        if command is None or command.hidden:
            continue
        # A group has commands of its own: `plan power`.
        members = command.commands if isinstance(command, click.Group) else {}
        named = {f"{name} {key}": item for key, item in members.items()} or {name: command}
        parts += ["\n".join(_command(key, item, context)) for key, item in named.items()]
    return "\n".join(parts) + "\n"


def _command(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join(command.collect_usage_pieces(context))
    yield f"## {name}\n"
    yield f"```console\n$ reportgen {name} {usage}\n```\n"
    yield _paragraphs(command.help or "") + "\n"
    rows = [row for row in map(_row, command.get_params(context)) if row]
    if rows:
        yield "| option | default | what it does |\n|---|---|---|"
        yield "\n".join(rows) + "\n"


def _row(option: click.Parameter) -> str:
    if not isinstance(option, click.Option) or option.hidden or "--help" in option.opts:
        return ""
    names = "/".join([*option.opts, *option.secondary_opts])
    kind = _kind(option)
    shown = f"`{names} {kind}`" if kind else f"`{names}`"
    return f"| {shown} | {_default(option)} | {_cell(_meaning(option))} |"


def _kind(option: click.Option) -> str:
    if option.is_flag or isinstance(option.type, click.Choice):
        return ""
    return option.metavar or option.type.name.upper().split()[0]


def _meaning(option: click.Option) -> str:
    choices = option.type.choices if isinstance(option.type, click.Choice) else ()
    named = " or ".join(f"`{choice}`" for choice in choices)
    return " ".join(
        part for part in (option.help or "", f"One of {named}." if named else "") if part
    )


def _default(option: click.Option) -> str:
    value = option.default
    is_said = isinstance(value, (str, int, float, Path)) and not isinstance(value, bool)
    return f"`{value}`".replace(",", ", ") if is_said and str(value) else ""


def _paragraphs(text: str) -> str:
    return "\n\n".join(" ".join(part.split()) for part in re.split(r"\n\s*\n", text.strip()))


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(cli_page(), encoding="utf-8")
