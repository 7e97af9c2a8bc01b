"""Check the numbers and claims of a transcript against the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.ledger.fingerprints import broken_entries
from reportgen.ledger.ledger_values import full_precision
from reportgen.ledger.records import Ledger
from reportgen.ledger.spoken_words import claimed_words
from reportgen.model.quantity_ids import is_former, unformer
from reportgen.verify.finding import Check, Finding
from reportgen.verify.ledger_reading import printed_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.ledger.fingerprints import Fingerprints
    from reportgen.ledger.readers.html import BoundNumber
    from reportgen.ledger.records import AnyLedger, ChangeRecord, GoalRecord, VerdictRecord
    from reportgen.ledger.transcript import Transcript


def check_bindings(recorded: Transcript, ledger: AnyLedger) -> Iterator[Finding]:
    """Yield the printed numbers and claims that the ledger does not support."""
    for place, run in recorded.numbers():
        text = printed_text(ledger, run.quantity, run.part)
        if text != run.text:
            yield Finding(
                check=Check.WORDS,
                code="AUD005",
                subject=run.quantity,
                place=place,
                message="the ledger's number is not printed as it was when the brief was made",
                expected="no such number" if text is None else text,
                found=run.text,
            )
    for place, run in recorded.claims():
        if run.text not in _licensed(ledger, run.claim):
            yield Finding(
                check=Check.WORDS,
                code="AUD006",
                subject=run.claim,
                place=place,
                message="the ledger's verdict does not license these words",
                found=run.text,
            )


def check_values(bound: tuple[BoundNumber, ...], ledger: AnyLedger) -> Iterator[Finding]:
    """Yield the page elements whose full-precision value differs from the ledger's."""
    for number in bound:
        exact = full_precision(ledger, number.quantity, number.part)
        if exact != number.value:
            yield Finding(
                check=Check.WORDS,
                code="AUD007",
                subject=number.quantity,
                message=f"the {number.part} in the page's element differs from the ledger's",
                expected=exact or "none",
                found=number.value,
            )


def check_seal(
    recorded: Transcript, fingerprints: Fingerprints, ledger: AnyLedger | None
) -> Iterator[Finding]:
    """Yield the ledger entries that were changed after the brief was built.

    `fingerprints` are of the ledger as the file carries it. `ledger` is None if it can't be
    read; goals are then named by their position.
    """
    for entry in broken_entries(fingerprints, recorded.seal):
        key, _, name = entry.partition(".")
        if key in ("quantities", "verdicts", "changes"):
            subject = name or entry
        elif key == "goals" and name and ledger is not None:
            subject = ledger.goals[int(name)].subject
        else:
            subject = entry
        yield Finding(
            check=Check.WORDS,
            code="AUD008",
            subject=subject,
            message="this entry of the ledger was changed after the brief was made",
        )


def _licensed(ledger: AnyLedger, subject: str) -> tuple[str, ...]:
    """Return the words that a verdict, a goal's status or a signal licenses."""
    if not isinstance(ledger, Ledger):
        return ()
    record: ChangeRecord | GoalRecord | VerdictRecord | None
    if is_former(subject):
        record = (ledger.changes or {}).get(unformer(subject))
    else:
        record = ledger.verdicts.get(subject) or ledger.goals_by_subject().get(subject)
    words = ledger.claims.get(subject, ())
    return words if record is None else (*words, *claimed_words(record))
