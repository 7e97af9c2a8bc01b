"""Serve a page on this machine until it is interrupted: for `preview` and `edit`."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

import click

from reportgen.errors import EnvironmentProblemError

if TYPE_CHECKING:
    from types import FrameType

    from reportgen.preview.server import Preview

port_option = click.option(
    "--port",
    type=click.IntRange(0, 65535),
    # Not 8000 or 8080, which development servers use by default.
    default=8420,
    show_default=True,
    help="The local port; a free one is chosen for 0 or a port in use.",
)
open_option = click.option(
    "--open/--no-open", "opens", default=True, help="Whether to open the browser."
)


def require_server(what: str) -> None:
    """Raise an error that names the library that the server lacks."""
    try:
        import starlette  # noqa: F401
        import uvicorn  # noqa: F401
        import watchfiles  # noqa: F401
    except ModuleNotFoundError as missing:
        raise EnvironmentProblemError(
            f"the {what} needs the library `{missing.name}`; "
            "install it with `pip install starlette uvicorn watchfiles`"
        ) from None


def serve(shown: Preview, port: int, *, what: str, path: str = "", opens: bool) -> None:
    """Serve a page until interrupted.

    Parameters
    ----------
    shown : Preview
        The application.
    port : int
        The port; another one is chosen if it is in use.
    what : str
        The name of the page, for the terminal.
    path : str
        What follows the address of the server.
    opens : bool
        Whether to open the browser.
    """
    import uvicorn

    from reportgen.preview.server import HOST

    with _listen(HOST, port) as listener:
        address = f"http://{HOST}:{listener.getsockname()[1]}/{path}"
        click.echo(f"{shown.stages.path.name} is at {address} (Ctrl+C ends the {what})")

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
            click.echo(f"the {what} has ended")


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
