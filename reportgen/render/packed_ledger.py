"""The ledger, and the transcript of a file's own words, packed for formats without attachments."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportgen.edition.edition import to_json
from reportgen.ledger.fingerprints import seal_of
from reportgen.ledger.readers.packed_data import pack_data, unpack_data
from reportgen.ledger.transcript import transcript_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.document.brief import Brief
    from reportgen.ledger.transcript import Transcript


def pack_ledger(document: Mapping[str, Any]) -> str:
    """Return the bytes of outcomes.json, packed."""
    return pack_data(to_json(document))


def unpack_ledger(text: str) -> dict[str, Any]:
    """Return the ledger that `pack_ledger` packed.

    Raises
    ------
    ValueError
        The text is not a packed ledger.
    """
    found = unpack_data(text)
    if not isinstance(found, dict):
        raise ValueError("the ledger in this file is damaged")  # noqa: TRY004
    return found


def transcript_json(brief: Brief, shown: Transcript) -> str:
    """Return the words of a finished file as JSON, sealed with the ledger they came from."""
    sealed = replace(shown, seal=seal_of(brief.ledger), kind=brief.kind)
    document = transcript_document(sealed)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
