"""``reportgen init``."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.options import existing_file


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--from",
    "exports",
    multiple=True,
    type=existing_file,
    help="Guess the metrics from this exported file and configure them; can be repeated.",
)
def init(folder: Path, exports: tuple[Path, ...]) -> None:
    """Create the folder DIR with a configuration: an example, or one for your own data."""
    from reportgen.errors import ConfigError
    from reportgen.starter.folder import write_guess, write_starter

    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(f"the folder {folder} is not empty; name a new one")
    made = write_guess(folder, exports) if exports else write_starter(folder)
    for path in made.files:
        click.echo(f"wrote {path}")
    for line in made.guesses:
        click.echo(f"guessed: {line}")
    click.echo(f"next: reportgen build {made.files[0]}")
