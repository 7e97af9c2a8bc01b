"""Open a finished brief of any format: what it shows, and the ledger that it carries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.errors import DamagedLedgerError, DataError
from reportgen.ledger.fingerprints import fingerprints_of
from reportgen.ledger.read_ledger import is_ledger, read_ledger
from reportgen.ledger.readers.docx import read_docx
from reportgen.ledger.readers.jats import read_jats
from reportgen.ledger.readers.markdown import NUMBERS, read_markdown
from reportgen.ledger.transcript import read_transcript
from reportgen.limits import limits
from reportgen.regular_file import read_regular

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.ledger.embedded_data import CarriedPage
    from reportgen.ledger.fingerprints import Fingerprints
    from reportgen.ledger.readers.html import BoundNumber
    from reportgen.ledger.readers.html_blocks import Block
    from reportgen.ledger.readers.pdf_parts import PdfParts
    from reportgen.ledger.records import AnyLedger
    from reportgen.ledger.transcript import Transcript

_PDF_MARK = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """A built file, possibly modified since.

    Attributes
    ----------
    format : str
        ``html``, ``pdf``, ``docx``, ``jats``, ``md``, or ``json`` (outcomes.json itself).
    ledger : Ledger, PortfolioLedger or None
        The ledger that the file carries; None if missing or damaged.
    damage : DamagedLedgerError or None
        Why the ledger can't be read.
    fingerprints : mapping
        Fingerprints of each entry of the ledger, as the file carries it.
    recorded : Transcript or None
        The text with which it was built.
    shown : Transcript or None
        The text that it shows now; None for outcomes.json, which shows none.
    bound : tuple of BoundNumber
        The full-precision values in the elements of a page.
    attached : mapping of str to bytes
        Other embedded files.
    blocks : mapping of str to Block
        The blocks of a page, with the fingerprints of what they show now.
    parts : PdfParts or None
        The fingerprints of the parts of a PDF that was built with fingerprints.
    content : bytes
        The PDF; empty for another format.
    """

    format: str
    ledger: AnyLedger | None = None
    damage: DamagedLedgerError | None = None
    fingerprints: Fingerprints = field(default_factory=dict)
    recorded: Transcript | None = None
    shown: Transcript | None = None
    bound: tuple[BoundNumber, ...] = ()
    attached: Mapping[str, bytes] = field(default_factory=dict)
    blocks: Mapping[str, Block] = field(default_factory=dict)
    parts: PdfParts | None = None
    content: bytes = b""

    def readable_ledger(self) -> AnyLedger | None:
        """Return the ledger; None if the file carries none.

        Raises
        ------
        DamagedLedgerError
            The file carries a ledger that can't be read.
        """
        if self.damage is not None:
            raise self.damage
        return self.ledger


def open_finished(path: Path) -> FinishedFile:
    """Read a finished file.

    Parameters
    ----------
    path : Path
        A brief in any format, or outcomes.json, detected by content and not by name.

    Raises
    ------
    DataError
        The file can't be read, is too large, or is none of these.
    """
    data = _read(path)
    if data[:1024].lstrip().startswith(_PDF_MARK):
        return _open_pdf(data)
    if data.lstrip()[:1] == b"{":
        return _finished("json", _json(data))

    try:
        other = read_other(data)
    except ValueError as problem:
        raise DataError(f"the file is damaged: {path.name}: {problem}") from problem
    if other is not None:
        name, read = other
        return _finished(name, read.ledger, transcript=read.transcript, shown=read.shown)
    from reportgen.ledger.readers.html import read_html

    page = read_html(data)
    return _finished(
        "html",
        page.ledger,
        transcript=page.transcript,
        shown=page.shown,
        bound=page.bound,
        attached=page.attached,
        blocks=page.blocks,
    )


def _open_pdf(data: bytes) -> FinishedFile:
    from reportgen.ledger.readers.pdf import attachments_of, read_pdf

    transcript = _json(attachments_of(data).get("transcript.json"))
    recorded = read_transcript(transcript)
    parts = None
    if recorded is not None and recorded.blocks is not None:
        from reportgen.ledger.readers.pdf_parts import made_pages, open_pdf, parts_of

        with open_pdf(data) as objects:
            parts = parts_of(objects, made_pages(recorded.blocks))
    pdf = read_pdf(data, parts.numbers if parts is not None else ())
    return _finished(
        "pdf",
        _json(_first(pdf.attached, "outcomes.json", "portfolio.json")),
        transcript=transcript,
        shown=pdf.shown,
        attached=pdf.attached,
        parts=parts,
        content=data,
    )


def _finished(form: str, document: Any, *, transcript: Any = None, **shown: Any) -> FinishedFile:
    """Parse what a file carries; a document that is not a ledger counts as none."""
    ledger = damage = None
    if is_ledger(document):
        try:
            ledger = read_ledger(document)
        except DamagedLedgerError as problem:
            damage = problem
    return FinishedFile(
        format=form,
        ledger=ledger,
        damage=damage,
        fingerprints=fingerprints_of(document),
        recorded=read_transcript(transcript),
        **shown,
    )


def _read(path: Path) -> bytes:
    most = limits().edition_bytes
    try:
        data = read_regular(path, most)
    except OSError as problem:
        raise DataError(f"the file can't be read: {path.name}") from problem
    if len(data) > most:
        raise DataError(f"the file is too large for a brief: {path.name}")
    if not data.strip():
        raise DataError(f"the file is empty: {path.name}")
    return data


def _first(attached: Mapping[str, bytes], *names: str) -> bytes | None:
    return next((attached[name] for name in names if name in attached), None)


def _json(data: bytes | None) -> Any:
    try:
        return None if data is None else json.loads(data)
    except (ValueError, RecursionError):
        return None


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
