"""URL fetcher for layout that allows valid embedded data only: no file, no network."""

from __future__ import annotations

import re
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from warnings import catch_warnings, simplefilter

from reportgen.limits import limits
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
        problem = embedded_problem(content)
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


# RIFF also begins sound and video files; Pillow, limited to WebP, then refuses them.
_PIXELS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WEBP"}
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"wOFF", b"wOF2")
_SVG = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg\b", re.DOTALL)


def embedded_problem(content: bytes) -> str:
    """Return why a page may not embed an image or font; empty if it may.

    The kind is decided by the first bytes alone, so that Pillow's readers of rare formats never
    run; of raster images only the header is read.
    """
    kind = next((kind for start, kind in _PIXELS.items() if content.startswith(start)), "")
    if kind:
        return _pixel_problem(content, kind)
    if content.startswith(_FONTS):
        return ""
    if not _SVG.match(content.removeprefix(b"\xef\xbb\xbf")):  # a UTF-8 byte order mark
        return "data other than PNG, JPEG, GIF, WebP, SVG or a font"
    # Entities can expand without bound or refer to files.
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return "an SVG that declares a document type"
    return ""


def _pixel_problem(content: bytes, kind: str) -> str:
    from PIL import Image

    most = limits().image_pixels
    try:
        with catch_warnings():
            # Pillow warns below the size at which it refuses; our own limit decides here.
            simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        return f"a {kind} with far too many pixels"
    except Exception:  # noqa: BLE001  # decoders raise anything for a broken file
        return f"a {kind} that can't be read"
    if width * height > most:
        return f"a {kind} of {width} by {height} pixels; at most {most} are allowed"
    return ""
