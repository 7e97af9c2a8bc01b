"""The text of a finished page in reading order, each number and claim with its evidence.

A transcript is extracted from the rendered page, so it does not depend on the template, and is
stored with the ledger. Extracted again from the finished file, it must be the same: this finds a
changed digit, unit or claim word, and names it by its evidence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

from reportgen.ledger.plain_data import MismatchError, from_plain, to_plain
from reportgen.ledger.records import PassageRecord, RunRecord, SealRecord

SCHEMA = "reportgen-transcript/1"
_CLAIM = "claim"
_SPACES = re.compile(r"[ \t\r\n\f]+")


class Kind(StrEnum):
    """Where a passage appears."""

    TEXT = "text"
    """The page itself."""
    ALTERNATIVE = "alternative"
    """An alternative text for readers who can't see the page."""
    HEAD = "head"
    """Metadata: title, description, JSON-LD."""
    RUNNING = "running"
    """A running header or footer of a printed page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesRecord:
    """Consecutive passages at one place, as a transcript records them."""

    kind: Kind
    at: str
    said: tuple[PassageRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptRecord:
    """A transcript as it is stored."""

    schema: str
    passages: tuple[PassagesRecord, ...]
    drawing: Mapping[str, str]
    seal: SealRecord
    files: Mapping[str, str]
    kind: str
    blocks: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Run:
    """Text with the same evidence: a number's quantity and part, a claim's subject, or none."""

    text: str
    quantity: str = ""
    part: str = ""
    claim: str = ""

    @property
    def subject(self) -> str:
        """Return the quantity or the claim; empty for plain text."""
        return self.quantity or self.claim


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a table cell or a description: text that is read as one unit.

    `place` is the anchor of the section, figure or table that contains it, or the name of a
    metadata field.
    """

    kind: Kind
    place: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Return the text without the evidence."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All passages of a page in reading order, and fingerprints of the drawing.

    Attributes
    ----------
    passages : tuple of Passage
        In the order of a screen reader.
    drawing : mapping of str to str
        In files of version 0.2.0 and earlier: for each place, the SHA-256 of its elements and of
        the shapes of its figures.
    seal : mapping
        The fingerprints of the ledger from which the text was printed.
    files : mapping of str to str
        The SHA-256 of each other file that the finished file carries.
    kind : str
        The kind of brief, such as ``editorial``; empty if rendered by custom templates.
    blocks : mapping of str to str, or None
        For each block of a page or part of a PDF, the fingerprint of everything in it. None if
        the format has none, or the file was built before there were any.
    """

    passages: tuple[Passage, ...]
    drawing: Mapping[str, str] = field(default_factory=dict)
    seal: SealRecord = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    blocks: Mapping[str, str] | None = None

    def numbers(self) -> Iterator[tuple[str, Run]]:
        """Yield the place and the run of every printed number."""
        for passage in self.passages:
            for run in passage.runs:
                if run.quantity:
                    yield passage.place, run

    def claims(self) -> Iterator[tuple[str, Run]]:
        """Yield the place and the run of every claim."""
        for passage in self.passages:
            for run in passage.runs:
                if run.claim:
                    yield passage.place, run


def passage_of(kind: Kind, place: str, runs: list[Run]) -> Passage | None:
    """Return a passage with its white space collapsed; None if it is empty."""
    kept: list[Run] = []
    ends_in_space = True
    for run in runs:
        text = _SPACES.sub(" ", run.text)
        if ends_in_space and not run.subject:
            text = text.removeprefix(" ")
        if not text:
            continue
        ends_in_space = text.endswith(" ")
        if kept and not run.subject and not kept[-1].subject:
            kept[-1] = Run(kept[-1].text + text)
        else:
            kept.append(Run(text, run.quantity, run.part, run.claim))
    if kept and not kept[-1].subject:
        last = kept.pop()
        if text := last.text.rstrip(" "):
            kept.append(Run(text))
    return Passage(kind, place, tuple(kept)) if kept else None


def transcript_document(transcript: Transcript) -> dict[str, Any]:
    """Return the transcript as plain data that are compact and still readable.

    Consecutive passages at one place are grouped. A passage of plain text is a string; any other
    is a list of its runs: plain text as a string, a number as ``[text, quantity]`` or
    ``[text, quantity, part]``, a claim as ``[text, subject, "claim"]``.
    """
    groups = groupby(transcript.passages, key=lambda passage: (passage.kind, passage.place))
    record = TranscriptRecord(
        schema=SCHEMA,
        passages=tuple(
            PassagesRecord(kind=kind, at=place, said=tuple(map(passage_record, found)))
            for (kind, place), found in groups
        ),
        drawing=transcript.drawing,
        seal=transcript.seal,
        files=transcript.files,
        kind=transcript.kind,
        blocks=transcript.blocks,
    )
    document: dict[str, Any] = to_plain(record)
    return document


def read_transcript(document: object) -> Transcript | None:
    """Return the transcript from plain data; None if they are not one."""
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        return None
    try:
        found = from_plain(TranscriptRecord, document)
    except MismatchError:
        return None
    return Transcript(
        passages=tuple(
            Passage(group.kind, group.at, read_runs(said))
            for group in found.passages
            for said in group.said
        ),
        drawing=found.drawing,
        seal=found.seal,
        files=found.files,
        kind=found.kind,
        blocks=found.blocks,
    )


def passage_record(passage: Passage) -> PassageRecord:
    """Return the record of one passage for a transcript or a ledger."""
    if all(not run.subject for run in passage.runs):
        return passage.text
    return tuple(_run_record(run) for run in passage.runs)


def _run_record(run: Run) -> RunRecord:
    if run.quantity and run.part == "value":
        return run.text, run.quantity
    if run.quantity:
        return run.text, run.quantity, run.part
    return (run.text, run.claim, _CLAIM) if run.claim else run.text


def read_runs(said: PassageRecord) -> tuple[Run, ...]:
    """Return the runs of one passage from its record."""
    return (Run(said),) if isinstance(said, str) else tuple(_read_run(item) for item in said)


def _read_run(item: RunRecord) -> Run:
    if isinstance(item, str):
        return Run(item)
    text, subject, part = (*item, "value")[:3]
    return Run(text, claim=subject) if part == _CLAIM else Run(text, subject, part)
