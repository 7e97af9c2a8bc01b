"""The ledger in a few lines of ASCII, for formats that have no place for attachments."""

from __future__ import annotations

import base64
import json
import zlib
from typing import TYPE_CHECKING, Any

from reportgen.render.edition import to_json

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = 100


def pack_ledger(document: Mapping[str, Any]) -> str:
    """Return the bytes of outcomes.json, deflated, as lines of base64."""
    packed = base64.b64encode(zlib.compress(to_json(document), 9)).decode("ascii")
    return "\n".join(packed[start : start + _LINE] for start in range(0, len(packed), _LINE))


def unpack_ledger(text: str) -> dict[str, Any]:
    """Return the ledger that `pack_ledger` packed.

    Raises
    ------
    ValueError
        The text is not a packed ledger.
    """
    try:
        content = zlib.decompress(base64.b64decode("".join(text.split()), validate=True))
    except zlib.error as problem:
        raise ValueError("the ledger in this file is damaged") from problem
    found = json.loads(content)
    if not isinstance(found, dict):
        raise ValueError("the ledger in this file is damaged")  # noqa: TRY004
    return found
