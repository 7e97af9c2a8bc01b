"""Check the parts of a PDF outside its text: properties, and running headers and footers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.ledger.readers.pdf import HEAD_FIELDS
from reportgen.ledger.transcript import Kind, Passage, Run
from reportgen.verify.finding import Check, Finding
from reportgen.verify.visual_order import is_same_when_turned, runs_to_the_left

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.transcript import Transcript


def with_properties(recorded: Transcript) -> Transcript:
    """Return a transcript whose head holds the PDF properties, with the authors joined."""
    head = []
    for name in HEAD_FIELDS.values():
        found = [
            item for item in recorded.passages if item.kind is Kind.HEAD and item.place == name
        ]
        runs = [run for item in found for run in (Run(", "), *item.runs)][1:]
        if runs:
            head.append(Passage(Kind.HEAD, name, tuple(runs)))
    rest = (item for item in recorded.passages if item.kind is not Kind.HEAD)
    return replace(recorded, passages=(*head, *rest))


def check_running(recorded: Transcript, shown: Transcript) -> Iterator[Finding]:
    """Yield unexpected text in running headers and footers.

    They repeat the organization's name, the short title and the current section's heading,
    and number the page.
    """
    known = {_letters(item.text) for item in recorded.passages if item.kind is Kind.RUNNING}
    # One right-to-left name on the line is enough for PDFium to reverse the whole line.
    is_turned = any(map(runs_to_the_left, known))
    notes = {"", *(_letters(item.text) for item in recorded.passages if item.place == "data-note")}
    pages = {item.place for item in shown.passages if item.kind is not Kind.HEAD}
    for item in shown.passages:
        if item.kind is not Kind.RUNNING:
            continue
        number = item.place.removeprefix("page ")
        counts = {f"{note}{number}/{len(pages)}" for note in notes}
        letters = _letters(item.text)
        if letters not in known | counts and not (
            is_turned and any(is_same_when_turned(one, letters) for one in known)
        ):
            yield Finding(
                check=Check.WORDS,
                code="AUD003",
                subject=item.place,
                place=item.place,
                message="the page has text in its header or footer that was not built into it",
                found=item.text,
            )


def _letters(text: str) -> str:
    return "".join(text.replace("\u2010", "-").replace("\u00ad", "").split())
