"""What a page may load while it becomes a PDF: the data that it carries, and nothing else."""

from __future__ import annotations

from typing import Any

_LARGEST = 5_000_000


def locked_fetcher() -> Any:
    """Return a fetcher for WeasyPrint that opens ``data:`` addresses up to 5 MB.

    Fonts and shapes stand in the page itself, so neither a file nor the network is ever
    asked. A refusal ends the rendering: a picture that is silently missing is worse.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class LockedFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url[:5].lower() != "data:" or len(url) > _LARGEST:
                raise FatalURLFetchingError(f"a page may not load `{url[:80]}`")
            return super().fetch(url, headers)

    return LockedFetcher(allowed_protocols=("data",), allow_redirects=False)
