"""``reportgen preview``."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportgen.cli.options import data_root_option, existing_file, kind_option, templates_option
from reportgen.errors import EnvironmentProblemError
from reportgen.pipeline import BuildOptions

if TYPE_CHECKING:
    from types import FrameType

    from reportgen.preview.stages import Stages

# Not 8000 or 8080, which development servers use by default.
_PORT = 8420


@click.command()
@click.argument("config", type=existing_file)
@kind_option
@templates_option
@data_root_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=_PORT,
    show_default=True,
    help="The local port; a free one is chosen for 0 or a port in use.",
)
@click.option("--open/--no-open", "opens", default=True, help="Whether to open the browser.")
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
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
        import watchfiles  # noqa: F401
    except ModuleNotFoundError as missing:
        raise EnvironmentProblemError(
            f"the preview needs the library `{missing.name}`; "
            "install it with `pip install starlette uvicorn watchfiles`"
        ) from None
    from reportgen.preview.stages import Stages

    _serve(Stages(config, options), port, opens=opens)


def _serve(stages: Stages, port: int, *, opens: bool) -> None:
    """Serve the preview until interrupted."""
    import uvicorn

    from reportgen.preview.server import HOST, Preview

    with _listen(HOST, port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/"
        click.echo(f"{stages.path.name} is at {address} (Ctrl+C ends the preview)")
        shown = Preview(stages)

        class Server(uvicorn.Server):
            def handle_exit(self, sig: int, frame: FrameType | None) -> None:
                # Open pages wait for updates; without this flag they would delay the shutdown.
                shown.is_stopping = True
                super().handle_exit(sig, frame)

        if opens:
            click.launch(address)
        settings = uvicorn.Config(
            shown.app(), log_level="warning", access_log=False, ws="none", lifespan="on"
        )
        try:
            Server(settings).run(sockets=[listener])
        except KeyboardInterrupt:
            click.echo("the preview has ended")


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that only this machine can reach, on the port or a free one."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError:
        listener.bind((host, 0))
    # A browser that connects before the server is ready waits instead of being refused.
    listener.listen()
    return listener
