"""Detect and read finished Word documents, JATS articles and Markdown files."""

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
    """Return the content of a Word document, a JATS article or a Markdown brief.

    Returns
    -------
    tuple of str and CarriedPage, or None
        The format and the content; None if the file is none of these.

    Raises
    ------
    ValueError
        The file begins like one of these but is damaged.
    """
    if data.startswith(_ZIP):
        return "docx", read_docx(data)
    head = data[:_HEAD]
    if head.lstrip().startswith(b"<?xml") and b"<article" in head:
        return "jats", read_jats(data)
    # A web page may quote a Markdown brief, comments included.
    if NUMBERS.encode() in data and b"</html>" not in data:
        return "md", read_markdown(data.decode("utf-8", "replace"))
    return None
