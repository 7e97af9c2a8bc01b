"""Embed data in finished files, and read them back.

Formats without attachments carry data as ASCII text (zlib and base64). Data files are embedded
on request (``brief.attach_data``).
"""

from __future__ import annotations

import base64
import json
import zlib
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.ledger.transcript import Transcript
    from reportgen.model.configuration import Configuration
    from reportgen.model.series import Dataset

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


def carried_data(configuration: Configuration, dataset: Dataset) -> dict[str, bytes]:
    """Return the files of metrics and campaigns as they were read, by name.

    Survey files have one row per person and are never embedded; nor are databases, whose other
    tables may be private.

    Raises
    ------
    DataError
        A file changed after it was read.
    """
    if not configuration.brief.attach_data:
        return {}
    private = {name for survey in configuration.surveys for name in survey.files}
    private |= {item.file for item in dataset.queries.values()}
    return {
        name: _content(configuration, name, file.sha256)
        for name, file in sorted(dataset.files.items())
        if name not in private
    }


def _content(configuration: Configuration, name: str, fingerprint: str) -> bytes:
    try:
        content = configuration.files[name].read_bytes()
    except (KeyError, OSError) as problem:
        raise DataError(f"the data file can't be attached: {name}") from problem
    if sha256(content).hexdigest() != fingerprint:
        raise DataError(f"the data file changed while the brief was made: {name}")
    return content


def pack_files(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return files as text to embed in a page."""
    return {name: pack_data(content) for name, content in files.items()}


def unpack_files(document: Any) -> dict[str, bytes]:
    """Return the files embedded in a page, without any that can't be read."""
    found = {}
    for name, text in document.items() if isinstance(document, dict) else ():
        if isinstance(text, str):
            with suppress(ValueError):
                found[str(name)] = unpack_bytes(text)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedPage:
    """The text that a file shows, and its embedded data; None if absent or unreadable."""

    shown: Transcript
    ledger: Any = None
    transcript: Any = None
