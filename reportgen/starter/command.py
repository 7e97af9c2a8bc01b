"""``reportgen init``: a folder to start from."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--from",
    "exports",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Guess the metrics from this export, and write the configuration for it; may be given "
    "again, for several.",
)
def init(folder: Path, exports: tuple[Path, ...]) -> None:
    """Write a configuration into the new folder DIR: an example, or one for your own file."""
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
