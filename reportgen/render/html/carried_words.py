"""The words of a page, carried in the finished file so that it can be checked without us."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from reportgen.ledger.carried_data import pack_files
from reportgen.ledger.fingerprints import seal_of
from reportgen.ledger.plain_data import to_plain
from reportgen.ledger.readers.html import DATA_ID, TRANSCRIPT_ID, read_html
from reportgen.ledger.readers.packed_data import packed_text
from reportgen.ledger.transcript import transcript_document

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reportgen.ledger.records import AnyLedger
    from reportgen.ledger.transcript import Transcript

MOST_PLAIN = 250_000
"""Characters; a longer transcript is carried deflated."""


def with_transcript(
    page: str,
    ledger: AnyLedger | None,
    *,
    kind: str,
    attached: Mapping[str, bytes] | None = None,
) -> str:
    """Return a finished page that carries the transcript of its own words, and data files.

    Parameters
    ----------
    page : str
        The whole page, with its style and its ledger.
    ledger : Ledger, PortfolioLedger or None
        The one that the words were printed from.
    kind : str
        The kind of brief; empty where someone's own templates wrote the page.
    attached : mapping of str to bytes
        Data files that the page shall carry.
    """
    files = attached or {}
    transcript = replace(
        read_html(page).shown, seal=seal_of(to_plain(ledger)), kind=kind, files=_fingerprints(files)
    )
    words = _json(transcript)
    is_long = len(words) > MOST_PLAIN
    block = _block(TRANSCRIPT_ID, packed_text(words) if is_long else words)
    if files:
        block += _block(DATA_ID, json.dumps(pack_files(files), ensure_ascii=False))
    before, end, after = page.rpartition("</body>")
    return f"{before}{block}{end}{after}" if end else f"{page}{block}"


def _block(name: str, text: str) -> str:
    """Return JSON as an element of a page; characters that HTML gives a meaning are escaped."""
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f'<script type="application/json" id="{name}">{text}</script>\n'


def _fingerprints(files: Mapping[str, bytes]) -> dict[str, str]:
    return {name: sha256(data).hexdigest() for name, data in files.items()}


def printed_transcript(
    page: str, ledger: AnyLedger | None, attached: Mapping[str, bytes], *, kind: str
) -> bytes:
    """Return the transcript of the page that a PDF is laid out from, as a file.

    Parameters
    ----------
    page : str
        The page that WeasyPrint is given.
    ledger : Ledger, PortfolioLedger or None
        The one that the words were printed from.
    attached : mapping of str to bytes
        The other files that the PDF will carry.
    kind : str
        The kind of brief; empty where someone's own templates wrote the page.
    """
    transcript = replace(
        read_html(page, is_print=True).shown,
        seal=seal_of(to_plain(ledger)),
        files=_fingerprints(attached),
        kind=kind,
    )
    return f"{_json(transcript)}\n".encode()


def _json(transcript: Transcript) -> str:
    document = transcript_document(transcript)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
