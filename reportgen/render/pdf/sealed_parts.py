"""Record in a PDF's transcript the fingerprints of all its other parts.

They are computed from the file as written, since a reader of the file has nothing else: it is
written once without them, and then again.
"""

from __future__ import annotations

import io
import zlib
from copy import copy
from hashlib import md5
from typing import Any

import pydyf

from reportgen.ledger.readers.pdf_parts import open_pdf, parts_of
from reportgen.render.embedded_evidence import with_parts
from reportgen.render.pdf.settled_objects import pack


def seal_parts(pdf: Any, transcript: bytes) -> None:
    """Add the fingerprints of a settled PDF to the attachment that is its transcript."""
    trial = copy(pdf)
    trial.objects = list(pdf.objects)  # writing adds objects
    file = io.BytesIO()
    trial.write(file)
    with open_pdf(file.getvalue()) as written:
        sealed = with_parts(transcript, parts_of(written).records())
    held = next(item for item in pdf.objects if _holds(item, transcript))
    pack(held, sealed)
    held.extra["Params"]["Size"] = len(sealed)
    held.extra["Params"]["CheckSum"] = f"<{md5(sealed, usedforsecurity=False).hexdigest()}>"


def _holds(item: Any, content: bytes) -> bool:
    is_file = isinstance(item, pydyf.Stream) and item.extra.get("Type") == "/EmbeddedFile"
    return is_file and zlib.decompress(item.stream[0]) == content
