"""``reportgen init``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import existing_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--from",
    "exports",
    multiple=True,
    type=existing_file,
    help="Guess the metrics from this file and configure them; can be repeated.",
)
@click.option(
    "--yes",
    is_flag=True,
    help="Ask nothing and take every guess, as is done without a terminal.",
)
def init(folder: Path, exports: tuple[Path, ...], *, yes: bool) -> None:
    """Create the folder DIR with a configuration: an example, or one for your own data."""
    from reportgen.errors import ConfigError
    from reportgen.starter.folder import write_guess, write_starter

    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(f"the folder {folder} is not empty; name a new one")
    asker = _Terminal() if not yes and is_terminal() else None
    made = write_guess(folder, exports, asker) if exports else write_starter(folder)
    for path in made.files:
        click.echo(f"wrote {path}")
    for line in made.guesses:
        click.echo(f"guessed: {line}")
    click.echo(f"next: reportgen check {made.files[0]}")
    click.echo(f"then: reportgen build {made.files[0]} --open")


def is_terminal() -> bool:
    """Return whether there is somebody to ask: not in a script, a pipe or a scheduled job."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class _Terminal:
    """Questions on a terminal; Enter takes what is in square brackets."""

    def text(self, question: str, default: str) -> str:
        answer: str = click.prompt(question, default=default, show_default=bool(default))
        return answer.strip()

    def choice(self, question: str, choices: Mapping[str, str], default: str) -> str:
        keys = list(choices)
        click.echo(question)
        for number, key in enumerate(keys, start=1):
            click.echo(f"  {number}  {choices[key]}")
        numbers = click.IntRange(1, len(keys))
        return keys[click.prompt("Number", type=numbers, default=keys.index(default) + 1) - 1]

    def several(self, question: str, choices: Sequence[str]) -> tuple[int, ...]:
        click.echo(question)
        for number, text in enumerate(choices, start=1):
            click.echo(f"  {number}  {text}")
        while True:
            answer = click.prompt("Numbers with commas, or all", default="all").strip()
            if answer.casefold() == "all":
                return tuple(range(len(choices)))
            numbers = [part.strip() for part in answer.replace(" ", ",").split(",") if part.strip()]
            if numbers and all(
                part.isdecimal() and 0 < int(part) <= len(choices) for part in numbers
            ):
                return tuple(sorted({int(part) - 1 for part in numbers}))
            click.echo(f"Type numbers from 1 to {len(choices)}, such as `1,2`.")

    def say(self, line: str) -> None:
        click.echo(line)
