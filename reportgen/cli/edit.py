"""``reportgen edit``."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from reportgen.cli.options import data_root_option
from reportgen.cli.serving import open_option, port_option, require_server, serve
from reportgen.pipeline import BuildOptions
from reportgen.regular_file import real_path

_TOKEN_BYTES = 18


@click.command()
@click.argument(
    "named",
    nargs=-1,
    metavar="[CONFIG|FOLDER|FILE...]",
    type=click.Path(exists=True, path_type=Path),
)
@data_root_option
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where finished briefs go; the default is the folder `output` next to the configuration.",
)
@port_option
@open_option
def edit(
    named: tuple[Path, ...],
    data_roots: tuple[Path, ...],
    output: Path | None,
    port: int,
    opens: bool,
) -> None:
    """Answer questions in the browser, next to the brief that they make.

    Opens a CONFIG, or that of a FOLDER. From a FILE of numbers, such as a workbook, it begins a new
    configuration as `init --from` does; without any of these, with that of the current folder, or
    an empty one. Only this machine can open the page. Press Ctrl+C to stop.
    """
    require_server("editor")
    from reportgen.editor.server import Editor
    from reportgen.editor.start import start_from
    from reportgen.preview.stages import Stages

    start = start_from(named, Path())
    # A link stays a link: the file that it leads to is edited.
    config = real_path(start.config)
    if start.is_new:
        click.echo(f"wrote {start.config}")
    for line in start.said:
        click.echo(f"guessed: {line}")
    folder = output or config.parent / "output"
    options = BuildOptions(output=folder, data_roots=data_roots)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    editor = Editor(Stages(config, options), token, folder)
    serve(editor, port, what="editor", path=f"{token}/", opens=opens)
