"""Finished files beside HTML and PDF: Word documents, JATS articles, Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.ledger.ledger import SCHEMA
from reportgen.ledger.readers.docx import read_docx
from reportgen.ledger.readers.finished_file import FinishedFile
from reportgen.ledger.readers.jats import read_jats
from reportgen.ledger.readers.markdown import NUMBERS, read_markdown
from reportgen.ledger.transcript import read_transcript

if TYPE_CHECKING:
    from reportgen.ledger.readers.carried_page import CarriedPage

_ZIP = b"PK\x03\x04"
_HEAD = 2000


def open_other(data: bytes) -> FinishedFile | None:
    """Return what a Word document, a JATS article or a brief in Markdown shows and carries.

    Returns
    -------
    FinishedFile or None
        None where the content is none of these.

    Raises
    ------
    ValueError
        It began as one of these, and is damaged.
    """
    if data.startswith(_ZIP):
        return _finished("docx", read_docx(data))
    head = data[:_HEAD]
    if head.lstrip().startswith(b"<?xml") and b"<article" in head:
        return _finished("jats", read_jats(data))
    if NUMBERS.encode() in data and b"</html>" not in data:
        return _finished("md", read_markdown(data.decode("utf-8", "replace")))
    return None


def _finished(name: str, page: CarriedPage) -> FinishedFile:
    ledger = page.ledger
    is_ledger = isinstance(ledger, dict) and ledger.get("schema") == SCHEMA
    return FinishedFile(
        format=name,
        ledger=ledger if is_ledger else None,
        told=read_transcript(page.transcript),
        shown=page.shown,
    )
