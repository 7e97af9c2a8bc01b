"""The numbers and claims of a transcript against the ledger that they are bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.ledger.compare_editions import FORMER
from reportgen.ledger.fingerprints import broken_entries
from reportgen.model.goal import GoalStatus
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.status_words import status_word, strength_word, verdict_word
from reportgen.render.html.full_precision import full_precision
from reportgen.verify.finding import Check, Finding
from reportgen.verify.ledger_reading import printed_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.ledger.readers.html import BoundNumber
    from reportgen.ledger.transcript import Transcript


def check_bindings(told: Transcript, ledger: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the printed numbers and claims that the ledger does not bear out."""
    for place, run in told.numbers():
        try:
            text = printed_text(ledger, run.quantity, run.part)
        except (ArithmeticError, AssertionError, AttributeError, KeyError, TypeError, ValueError):
            text = None
        if text != run.text:
            yield Finding(
                check=Check.WORDS,
                code="AUD005",
                subject=run.quantity,
                place=place,
                message="the ledger's number does not print as the brief was made to print it",
                expected="no such number" if text is None else text,
                found=run.text,
            )
    for place, run in told.claims():
        if run.text not in _licensed(ledger, run.claim):
            yield Finding(
                check=Check.WORDS,
                code="AUD006",
                subject=run.claim,
                place=place,
                message="the ledger's verdict does not license these words",
                found=run.text,
            )


def check_values(bound: tuple[BoundNumber, ...], ledger: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the elements of a page whose full value is not the ledger's."""
    for number in bound:
        exact = full_precision(ledger, number.quantity, number.part)
        if exact != number.value:
            yield Finding(
                check=Check.WORDS,
                code="AUD007",
                subject=number.quantity,
                message=f"the page's element holds another {number.part} than its ledger",
                expected=exact or "none",
                found=number.value,
            )


def check_seal(told: Transcript, ledger: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield the entries of the ledger that are not those that the words were printed from."""
    for entry in broken_entries(ledger, told.seal):
        room, _, name = entry.partition(".")
        is_claim = room in ("quantities", "verdicts", "changes")
        yield Finding(
            check=Check.WORDS,
            code="AUD008",
            subject=_goal_name(ledger, name) if room == "goals" else name if is_claim else entry,
            message="this entry of the ledger was changed after the brief was made",
        )


def _goal_name(ledger: Mapping[str, Any], index: str) -> str:
    try:
        return f"goals.{ledger['goals'][int(index)]['id']}"
    except (IndexError, KeyError, TypeError, ValueError):
        return f"goals.{index}"


def _licensed(ledger: Mapping[str, Any], subject: str) -> tuple[str, ...]:
    """Return the words that a verdict, a goal's status or a signal allows."""
    words = tuple(ledger["claims"].get(subject, ()))
    if subject.startswith(FORMER):
        return (*words, *_former_words(ledger["changes"].get(subject.removeprefix(FORMER), {})))
    verdict = ledger["verdicts"].get(subject)
    if verdict is not None:
        return (*words, *_verdict_words(verdict))
    for goal in ledger["goals"]:
        if subject == f"goals.{goal['id']}":
            return (*words, status_word(GoalStatus(goal["status"])))
    return words


def _verdict_words(verdict: Mapping[str, Any]) -> tuple[str, str]:
    kind, strength = VerdictKind(verdict["verdict"]), Strength(verdict["strength"])
    return verdict_word(kind), strength_word(strength)


def _former_words(change: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the words that the edition before had for a verdict or a goal's status."""
    if "verdict" in change:
        return _verdict_words(change)
    return (status_word(GoalStatus(change["status"])),) if "status" in change else ()
