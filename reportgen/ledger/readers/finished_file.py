"""A finished brief as anyone may hold it: what it shows, and the ledger that it carries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportgen.errors import DataError
from reportgen.ledger.ledger import PORTFOLIO_SCHEMA, SCHEMA
from reportgen.ledger.transcript import read_transcript
from reportgen.limits import limits

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from reportgen.ledger.readers.html import BoundNumber
    from reportgen.ledger.transcript import Transcript

_PDF_MARK = b"%PDF-"


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishedFile:
    """One file that was made by a build, whoever has had it since.

    Attributes
    ----------
    format : str
        ``html``, ``pdf``, ``docx``, ``jats``, ``md``, or ``json`` (outcomes.json itself).
    ledger : mapping or None
        The document of outcomes.json that the file carries; of portfolio.json, where it is
        the page over all organizations of a batch.
    told : Transcript or None
        The words with which it was made.
    shown : Transcript or None
        The words that it shows now; None for outcomes.json, which shows none.
    bound : tuple of BoundNumber
        The full values that elements of a page carry.
    attached : mapping of str to bytes
        Other files that it carries.
    """

    format: str
    ledger: Mapping[str, Any] | None = None
    told: Transcript | None = None
    shown: Transcript | None = None
    bound: tuple[BoundNumber, ...] = ()
    attached: Mapping[str, bytes] = field(default_factory=dict)


def open_finished(path: Path) -> FinishedFile:
    """Return what a finished file shows and carries.

    Parameters
    ----------
    path : Path
        A brief in any format, or outcomes.json; its content says which, not its name.

    Raises
    ------
    DataError
        The file can't be read, is too large, or is none of these.
    """
    data = _read(path)
    if data[:1024].lstrip().startswith(_PDF_MARK):
        from reportgen.ledger.readers.pdf import read_pdf

        pdf = read_pdf(data)
        return FinishedFile(
            format="pdf",
            ledger=_ledger(_json(_first(pdf.attached, "outcomes.json", "portfolio.json"))),
            told=read_transcript(_json(pdf.attached.get("transcript.json"))),
            shown=pdf.shown,
            attached=pdf.attached,
        )
    if data.lstrip()[:1] == b"{":
        return FinishedFile(format="json", ledger=_ledger(_json(data)))
    from reportgen.ledger.readers.other_formats import open_other

    try:
        other = open_other(data)
    except ValueError as problem:
        raise DataError(f"the file is damaged: {path.name}: {problem}") from problem
    return other or _open_html(data)


def _open_html(data: bytes) -> FinishedFile:
    from reportgen.ledger.readers.html import read_html

    page = read_html(data.decode("utf-8", "replace"))
    return FinishedFile(
        format="html",
        ledger=_ledger(page.ledger),
        told=read_transcript(page.transcript),
        shown=page.shown,
        bound=page.bound,
        attached=page.attached,
    )


def _read(path: Path) -> bytes:
    most = limits().edition_bytes
    try:
        with path.open("rb") as stream:
            data = stream.read(most + 1)
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


def _ledger(document: Any) -> Mapping[str, Any] | None:
    is_ledger = isinstance(document, dict) and document.get("schema") in (SCHEMA, PORTFOLIO_SCHEMA)
    return document if is_ledger else None
