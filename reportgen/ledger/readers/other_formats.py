"""Finished files beside HTML and PDF: Word documents, JATS articles, Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.ledger.readers.docx import read_docx
from reportgen.ledger.readers.jats import read_jats
from reportgen.ledger.readers.markdown import NUMBERS, read_markdown

if TYPE_CHECKING:
    from reportgen.ledger.readers.carried_page import CarriedPage

_ZIP = b"PK\x03\x04"
_HEAD = 2000


def read_other(data: bytes) -> tuple[str, CarriedPage] | None:
    """Return what a Word document, a JATS article or a brief in Markdown shows and carries.

    Returns
    -------
    tuple of str and CarriedPage, or None
        The format and the page; None where the content is none of these.

    Raises
    ------
    ValueError
        It began as one of these, and is damaged.
    """
    if data.startswith(_ZIP):
        return "docx", read_docx(data)
    head = data[:_HEAD]
    if head.lstrip().startswith(b"<?xml") and b"<article" in head:
        return "jats", read_jats(data)
    if NUMBERS.encode() in data and b"</html>" not in data:
        return "md", read_markdown(data.decode("utf-8", "replace"))
    return None
