"""What a PDF has beside its text: its properties, and the lines at the edge of its pages."""

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


def with_properties(told: Transcript) -> Transcript:
    """Return a transcript whose head is what a PDF says in its properties: names joined."""
    head = []
    for name in HEAD_FIELDS.values():
        found = [item for item in told.passages if item.kind is Kind.HEAD and item.place == name]
        runs = [run for item in found for run in (Run(", "), *item.runs)][1:]
        if runs:
            head.append(Passage(Kind.HEAD, name, tuple(runs)))
    rest = (item for item in told.passages if item.kind is not Kind.HEAD)
    return replace(told, passages=(*head, *rest))


def check_running(told: Transcript, shown: Transcript) -> Iterator[Finding]:
    """Yield the words outside the text that are not what each page repeats at its edge.

    A page repeats the name, the short title and the heading of the section under way, and
    says which page it is.
    """
    known = {_letters(item.text) for item in told.passages if item.kind is Kind.RUNNING}
    # One name to the left on the line of the page's edge, and all of the line may be turned.
    is_turned = any(map(runs_to_the_left, known))
    notes = {"", *(_letters(item.text) for item in told.passages if item.place == "data-note")}
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
                message="the page shows words outside its text that its ledger does not know",
                found=item.text,
            )


def _letters(text: str) -> str:
    return "".join(text.replace("\u2010", "-").replace("\u00ad", "").split())
