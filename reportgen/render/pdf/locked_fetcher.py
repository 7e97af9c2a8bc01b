"""URL fetcher for layout that allows embedded data only: no file, no network."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from reportgen.limits import limits
from reportgen.render.html.carried_data import carried_problem
from reportgen.render.pdf.weasyprint_import import import_typesetter

if TYPE_CHECKING:
    from collections.abc import Mapping

_NOTHING: Mapping[str, bytes] = MappingProxyType({})


def locked_fetcher(held: Mapping[str, bytes] = _NOTHING) -> Any:
    """Return a fetcher for WeasyPrint that opens ``data:`` addresses up to `resource_bytes`.

    Shapes and figures are embedded in the page, and `held` maps the names of its fonts to their
    bytes. A refused address is fatal, because WeasyPrint would silently omit the picture.
    """
    import_typesetter()
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    def carried(url: str, answer: Any) -> Any:
        """Return the content of a ``data:`` address if it is an image or font within limits."""
        content = answer.read()
        problem = carried_problem(content)
        if problem:
            raise FatalURLFetchingError(f"a page may not carry {problem}")
        return URLFetcherResponse(url, content, headers=dict(answer.headers))

    class LockedFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if url in held:
                return URLFetcherResponse(url, held[url])
            if url[:5].lower() != "data:" or len(url) > limits().resource_bytes:
                raise FatalURLFetchingError(f"a page may not load `{url[:80]}`")
            return carried(url, super().fetch(url, headers))

    return LockedFetcher(allowed_protocols=("data",), allow_redirects=False)
