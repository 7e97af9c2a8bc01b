"""``reportgen preview``."""

from __future__ import annotations

from pathlib import Path

import click

from reportgen.cli.options import data_root_option, existing_file, kind_option, templates_option
from reportgen.cli.serving import open_option, port_option, require_server, serve
from reportgen.pipeline import BuildOptions


@click.command()
@click.argument("config", type=existing_file)
@kind_option
@templates_option
@data_root_option
@port_option
@open_option
def preview(
    config: Path,
    kind: str | None,
    templates: Path | None,
    data_roots: tuple[Path, ...],
    port: int,
    opens: bool,
) -> None:
    """Show the brief of CONFIG in the browser, and update it whenever a file is saved.

    Only this machine can open it. Press Ctrl+C to stop.
    """
    options = BuildOptions(
        output=Path("output"), kind=kind, templates=templates, data_roots=data_roots
    )
    require_server("preview")
    from reportgen.preview.server import Preview
    from reportgen.preview.stages import Stages

    serve(Preview(Stages(config, options)), port, what="preview", opens=opens)
