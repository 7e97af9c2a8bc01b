"""Let only the page that this command has opened talk to the editor.

Another site's page can send requests to this machine, also under a host name of its own that it
points here (DNS rebinding). It knows neither the token in the address nor can it hide its origin.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse

from reportgen.preview.server import HOST

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

_NAMES = (HOST, "localhost")
_OWN_SITE = (b"same-origin", b"none")


class Guard:
    """Refuse requests with another host, origin or token.

    Parameters
    ----------
    app : ASGIApp
        What answers the other requests.
    token : str
        The first part of every path.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http":
            refusal = self._refusal(scope)
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = dict(scope["headers"])
        host = headers.get(b"host", b"").decode("latin-1")
        if urlsplit(f"//{host}").hostname not in _NAMES:
            return PlainTextResponse("this address is not that of the editor\n", status_code=400)
        token = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            words = "open the editor by the address that the terminal shows\n"
            return PlainTextResponse(words, status_code=404)
        origin = headers.get(b"origin")
        is_change = scope["method"] not in ("GET", "HEAD")
        is_own = origin is not None and origin.decode("latin-1") == f"http://{host}"
        if (is_change or origin is not None) and not is_own:
            return PlainTextResponse("only the editor's own page may do this\n", status_code=403)
        if headers.get(b"sec-fetch-site", b"none") not in _OWN_SITE:
            return PlainTextResponse("only the editor's own page may do this\n", status_code=403)
        return None
