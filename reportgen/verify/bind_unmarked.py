"""Bind unmarked text to evidence by matching it to marked text.

A description in the head repeats the abstract, a picture's description repeats sentences:
where they do, a changed digit is named by the number that it belongs to.

This stays a search for equal words, unlike in the code that writes a brief: what is checked is a
finished file, which may have been changed by hand, and its metadata are plain strings that HTML
and PDF give no way to mark. The ledger holds the runs of every figure's description, but not
those of the head, so a head is matched to the page itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.ledger.records import Ledger
from reportgen.ledger.transcript import Kind, Passage, Run, Transcript, read_runs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.ledger.records import AnyLedger

_CUT = "…"
# Shorter texts would match unrelated passages by coincidence.
_FEWEST = 12


def with_inherited(recorded: Transcript, ledger: AnyLedger | None) -> Transcript:
    """Return a transcript with its descriptions and head bound to numbers where known."""
    sources = [
        passage.runs for passage in recorded.passages if any(run.subject for run in passage.runs)
    ]
    described = ledger.descriptions if isinstance(ledger, Ledger) else None
    sources += [runs for said in (described or {}).values() if (runs := read_runs(said))]
    return replace(
        recorded,
        passages=tuple(
            passage if any(run.subject for run in passage.runs) else _inherit(passage, sources)
            for passage in recorded.passages
        ),
    )


def _inherit(passage: Passage, sources: Iterable[tuple[Run, ...]]) -> Passage:
    """Return a passage with the evidence of the first source that contains the same text."""
    if passage.kind is Kind.TEXT:
        return passage
    words = passage.text.removesuffix(_CUT)
    if len(words) < _FEWEST:
        return passage
    for runs in sources:
        at = "".join(run.text for run in runs).find(words)
        if at >= 0:
            rest = passage.text[len(words) :]
            return replace(passage, runs=(*_slice(runs, at, at + len(words)), *_plain(rest)))
    return passage


def _plain(text: str) -> tuple[Run, ...]:
    return (Run(text),) if text else ()


def _slice(runs: tuple[Run, ...], start: int, end: int) -> tuple[Run, ...]:
    """Return the runs between two offsets; a run that is cut keeps its evidence."""
    kept = []
    at = 0
    for run in runs:
        text = run.text[max(0, start - at) : max(0, end - at)]
        at += len(run.text)
        if text:
            kept.append(replace(run, text=text))
    return tuple(kept)
