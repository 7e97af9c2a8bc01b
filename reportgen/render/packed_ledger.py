"""Pack the ledger and the transcript for formats without attachments."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.edition.edition import to_json
from reportgen.ledger.fingerprints import seal_of
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.readers.packed_data import pack_data
from reportgen.ledger.transcript import transcript_document

if TYPE_CHECKING:
    from reportgen.document.brief import Brief
    from reportgen.ledger.transcript import Transcript


def ledger_bytes(brief: Brief) -> bytes:
    """Return the content of outcomes.json."""
    return to_json(to_plain(brief.ledger))


def pack_ledger(brief: Brief) -> str:
    """Return outcomes.json as packed text (zlib, base64)."""
    return pack_data(ledger_bytes(brief))


def transcript_json(brief: Brief, shown: Transcript) -> str:
    """Return a finished file's transcript as compact JSON, sealed with its ledger."""
    sealed = replace(shown, seal=seal_of(to_plain(brief.ledger)), kind=brief.kind)
    document = transcript_document(sealed)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
