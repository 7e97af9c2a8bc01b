"""A local web server that records requests, and a secret file that must not be read."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "CANARY-5d1f7a-NOBODY-READS-THIS"  # noqa: S105


@dataclass(slots=True)
class Trap:
    """The server's address without scheme, its recorded requests, and the secret file."""

    host: str
    secret: Path
    asked: list[str] = field(default_factory=list)

    def armed(self, text: str) -> str:
        """Return a payload with the addresses of this trap."""
        return text.replace("HOST", self.host).replace("SECRET", str(self.secret))


@contextmanager
def listening(folder: Path) -> Iterator[Trap]:
    """Serve on a free local port within the context."""
    secret = folder / "secret.txt"
    secret.write_text(f"{SECRET}\nmonth,n\n2020-01,777777\n", encoding="utf-8")
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"month,n\n2020-01,1\n")

        def log_message(self, *_: object) -> None:
            """Suppress the log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield Trap(f"127.0.0.1:{server.server_address[1]}", secret, asked)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
