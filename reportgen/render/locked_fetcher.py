"""What a page may load while it becomes a PDF: data in itself, and reportgen's own fonts."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

_LARGEST_DATA = 5_000_000
_LARGEST_FILE = 20_000_000
_FONT_STARTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"wOFF", b"wOF2")


def locked_fetcher(files: tuple[Path, ...]) -> Any:
    """Return a fetcher for WeasyPrint that reads nothing but these font files and ``data:``.

    Parameters
    ----------
    files : tuple of Path
        The only files that may be read.

    Notes
    -----
    A refusal ends the rendering: a picture that is silently missing is worse.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    allowed = frozenset(file.resolve() for file in files)

    class LockedFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            scheme = urlsplit(url).scheme.lower()
            if scheme == "data" and len(url) <= _LARGEST_DATA:
                return super().fetch(url, headers)
            if scheme == "file":
                path = Path(unquote(urlsplit(url).path)).resolve()
                if path in allowed and path.stat().st_size <= _LARGEST_FILE:
                    content = path.read_bytes()
                    if content.startswith(_FONT_STARTS):
                        return URLFetcherResponse(url, content, {"Content-Type": "font/ttf"})
            raise FatalURLFetchingError(f"a page may not load {url[:80]}")

    return LockedFetcher(allowed_protocols=("data", "file"), allow_redirects=False)
