"""Which bytes a page may carry: four kinds of pixels, plain SVG, and fonts."""

from __future__ import annotations

import re
from io import BytesIO
from warnings import catch_warnings, simplefilter

from reportgen.limits import limits

_PIXELS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WEBP"}
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"wOFF", b"wOF2")
_SVG = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg\b", re.DOTALL)


def carried_problem(content: bytes) -> str:
    """Return what is wrong with a picture or font, empty where a page may carry it.

    Only the first bytes decide about its kind, so that none of the many readers of rare
    formats is ever asked; of pixels only the header is read.
    """
    kind = next((kind for start, kind in _PIXELS.items() if content.startswith(start)), "")
    if kind:
        return _pixel_problem(content, kind)
    if content.startswith(_FONTS):
        return ""
    if not _SVG.match(content.removeprefix(b"\xef\xbb\xbf")):
        return "data that are no PNG, JPEG, GIF, WebP, SVG or font"
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        return "an SVG that declares a document type"
    return ""


def _pixel_problem(content: bytes, kind: str) -> str:
    from PIL import Image

    most = limits().image_pixels
    try:
        with catch_warnings():
            simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=[kind]) as picture:
                width, height = picture.size
    except Image.DecompressionBombError:
        return f"a {kind} of far too many points"
    except Exception:  # noqa: BLE001  # whatever a broken file makes its reader raise
        return f"a {kind} that can't be read"
    if width * height > most:
        return f"a {kind} of {width} by {height} points; {most} are the most"
    return ""
