"""The words of a finished page in reading order, each number and claim with its evidence.

A transcript is made from the page as it was written, whatever template wrote it, and kept
beside the ledger. Read again from the finished file, it must be the same: that is how a
changed digit, unit or claim word is found, and named by what it was bound to.
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
    """Where a reader meets a passage."""

    TEXT = "text"
    """In the page itself."""
    ALTERNATIVE = "alternative"
    """In a description for those who can't see the page."""
    HEAD = "head"
    """In what machines read: title, description, JSON-LD."""
    RUNNING = "running"
    """At the edge of each printed page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassagesRecord:
    """Passages that follow each other at one place, as a transcript records them."""

    kind: Kind
    at: str
    said: tuple[PassageRecord, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptRecord:
    """A transcript as it is written and read."""

    schema: str
    passages: tuple[PassagesRecord, ...]
    drawing: Mapping[str, str]
    seal: SealRecord
    files: Mapping[str, str]
    kind: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words with the same evidence: a number's quantity and part, a claim's subject, or none."""

    text: str
    quantity: str = ""
    part: str = ""
    claim: str = ""

    @property
    def subject(self) -> str:
        """Return the quantity or the claim, empty for plain words."""
        return self.quantity or self.claim


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a table cell, a description: words that are read in one go.

    `place` is the anchor of the section, figure or table that it stands in, or the name of
    a field of the head.
    """

    kind: Kind
    place: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """All passages of a page in reading order, and a fingerprint of how they are drawn.

    Attributes
    ----------
    passages : tuple of Passage
        In the order in which they are read aloud.
    drawing : mapping of str to str
        For each place, the SHA-256 of its elements and of its pictures' shapes: a hidden
        word or a moved point of a chart changes it. Empty where the format keeps none.
    seal : mapping
        The fingerprints of the ledger that the words were printed from.
    files : mapping of str to str
        The SHA-256 of each other file that the finished file carries.
    kind : str
        The kind of brief, such as ``editorial``; empty where someone's own templates wrote it.
    """

    passages: tuple[Passage, ...]
    drawing: Mapping[str, str] = field(default_factory=dict)
    seal: SealRecord = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""

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
    """Return a passage with its white space as a reader sees it, None where it is empty."""
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
    """Return the transcript as plain data, as short as can be read by eye.

    Passages that follow each other at one place stand together. A passage of plain words is
    a text; any other is a list of its runs: plain words as a text, a number as ``[text, quantity]``
    or ``[text, quantity, part]``, a claim as ``[text, subject, "claim"]``.
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
    )
    document: dict[str, Any] = to_plain(record)
    return document


def read_transcript(document: object) -> Transcript | None:
    """Return the transcript that plain data stand for, None where they stand for none."""
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
    )


def passage_record(passage: Passage) -> PassageRecord:
    """Return one passage as a transcript and a ledger record it."""
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
