"""Pack data as ASCII (zlib and base64) for formats without attachments."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

_LINE = 100
# Larger output is refused: a small text can expand to any size (decompression bomb).
_MOST = 100 * 1024 * 1024


def pack_data(content: bytes) -> str:
    """Return bytes, deflated, as lines of base64, which can't close a comment."""
    packed = base64.b64encode(zlib.compress(content, 9)).decode("ascii")
    return "\n".join(packed[start : start + _LINE] for start in range(0, len(packed), _LINE))


def packed_text(text: str) -> str:
    """Return a text, deflated, as a JSON string without characters special to HTML."""
    return json.dumps(base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii"))


def unpack_data(text: str) -> Any:
    """Return the packed JSON value.

    Raises
    ------
    ValueError
        The text was not packed by `pack_data`, or holds more than a brief can.
    """
    return json.loads(unpack_bytes(text))


def unpack_bytes(text: str) -> bytes:
    """Return the bytes that were packed.

    Raises
    ------
    ValueError
        The text was not packed by `pack_data`, or holds more than a brief can.
    """
    try:
        packed = base64.b64decode("".join(text.split()), validate=True)
        # In one step with a bound; what exceeds it leaves the stream unfinished (`eof`).
        machine = zlib.decompressobj()
        content = machine.decompress(packed, _MOST)
    except zlib.error as problem:
        raise ValueError("the packed data are damaged") from problem
    if not machine.eof:
        raise ValueError("the packed data are damaged")
    return content
