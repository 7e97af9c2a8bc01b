"""Embed the ledger and the transcript in finished files, so that each can be verified alone."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.edition.edition import to_json
from reportgen.ledger.embedded_data import pack_data, pack_files, packed_text
from reportgen.ledger.fingerprints import seal_of
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.readers.html import DATA_ID, TRANSCRIPT_ID, read_html
from reportgen.ledger.transcript import transcript_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.document.brief import Brief
    from reportgen.ledger.records import AnyLedger
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


MOST_PLAIN = 250_000
"""Longest transcript, in characters, that is embedded uncompressed."""


def with_transcript(
    page: str,
    ledger: AnyLedger | None,
    *,
    kind: str,
    attached: Mapping[str, bytes] | None = None,
) -> str:
    """Return a finished page with its transcript and any data files embedded.

    Parameters
    ----------
    page : str
        The whole page, with its stylesheet and ledger.
    ledger : Ledger, PortfolioLedger or None
        The one that the words were printed from.
    kind : str
        The kind of brief; empty if user templates produced the page.
    attached : mapping of str to bytes
        Data files to embed.
    """
    files = attached or {}
    read = read_html(page)
    transcript = replace(
        read.shown,
        seal=seal_of(to_plain(ledger)),
        kind=kind,
        files=_fingerprints(files),
        drawing={},  # the blocks cover it
        blocks={name: block.record for name, block in read.blocks.items()},
    )
    words = _json(transcript)
    is_long = len(words) > MOST_PLAIN
    block = _block(TRANSCRIPT_ID, packed_text(words) if is_long else words)
    if files:
        block += _block(DATA_ID, json.dumps(pack_files(files), ensure_ascii=False))
    # The last one: an earlier `</body>` can only be part of a script or a comment.
    before, end, after = page.rpartition("</body>")
    return f"{before}{block}{end}{after}" if end else f"{page}{block}"


def _block(name: str, text: str) -> str:
    """Return JSON as a script element, escaping what could end it or a line of JavaScript."""
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f'<script type="application/json" id="{name}">{text}</script>\n'


def _fingerprints(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def printed_transcript(
    page: str, ledger: AnyLedger | None, attached: Mapping[str, bytes], *, kind: str
) -> bytes:
    """Return the transcript of the page that a PDF is laid out from, as the bytes of a file.

    Parameters
    ----------
    page : str
        The page as filled from its template.
    ledger : Ledger, PortfolioLedger or None
        The one that the words were printed from.
    attached : mapping of str to bytes
        The other attachments of the PDF.
    kind : str
        The kind of brief; empty if user templates produced the page.
    """
    transcript = replace(
        read_html(page, is_print=True).shown,
        seal=seal_of(to_plain(ledger)),
        files=_fingerprints(attached),
        kind=kind,
    )
    return f"{_json(transcript)}\n".encode()


def with_parts(transcript: bytes, parts: Mapping[str, str]) -> bytes:
    """Return a transcript with the fingerprints of the parts of the PDF that carries it."""
    document = {**json.loads(transcript), "blocks": dict(parts)}
    return f"{json.dumps(document, ensure_ascii=False, separators=(',', ':'))}\n".encode()


def _json(transcript: Transcript) -> str:
    document = transcript_document(transcript)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
