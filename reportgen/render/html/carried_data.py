"""Validate embedded data: PNG, JPEG, GIF, WebP, plain SVG, and fonts."""

from __future__ import annotations

import re
from io import BytesIO
from warnings import catch_warnings, simplefilter

from reportgen.limits import limits

# RIFF also begins sound and video files; Pillow, limited to WebP, then refuses them.
_PIXELS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"RIFF": "WEBP"}
_FONTS = (b"\x00\x01\x00\x00", b"OTTO", b"true", b"wOFF", b"wOF2")
_SVG = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg\b", re.DOTALL)


def carried_problem(content: bytes) -> str:
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
