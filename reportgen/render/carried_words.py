"""The words of a page, carried in the finished file so that it can be checked without us."""

from __future__ import annotations

import json

from reportgen.evidence.read_html import TRANSCRIPT_ID, read_html
from reportgen.evidence.transcript import transcript_document


def with_transcript(page: str) -> str:
    """Return a finished page that carries the transcript of its own words."""
    text = _json(page, is_print=False)
    # The characters that HTML gives a meaning, as JSON escapes.
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    block = f'<script type="application/json" id="{TRANSCRIPT_ID}">{text}</script>\n'
    before, end, after = page.rpartition("</body>")
    return f"{before}{block}{end}{after}" if end else f"{page}{block}"


def printed_transcript(page: str) -> bytes:
    """Return the transcript of the page that a PDF is laid out from, as a file."""
    return f"{_json(page, is_print=True)}\n".encode()


def _json(page: str, *, is_print: bool) -> str:
    document = transcript_document(read_html(page, is_print=is_print).shown)
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
