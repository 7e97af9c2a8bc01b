"""What a brief was told to keep back, which nobody can compute again from what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import QuantityIds, is_of_committee

if TYPE_CHECKING:
    from reportgen.ledger.records import Ledger

NOTE = (
    "the committee's people are kept back, so its numbers, and the words of the page, were not "
    "made again"
)
_COMMITTEE = ("committee", "retention")


def keeps_back(ledger: Ledger) -> bool:
    """Return whether the brief does not carry its committee."""
    return "committee" in (ledger.configuration.kept_back or ())


def names_kept_back(ledger: Ledger) -> frozenset[str]:
    """Return the names of numbers, sentences and goals that rest on the committee's people."""
    if not keeps_back(ledger):
        return frozenset()
    names = {*_COMMITTEE}
    names |= {name for name in ledger.statements if is_of_committee(name)}
    quantities = ledger.quantities
    names |= {name for name in quantities if is_of_committee(name)}
    size = 0
    while size < len(names):  # a number may rest on one that rests on the committee
        size = len(names)
        names |= {key for key, item in quantities.items() if names & {*item.derived_from}}
    goals = {item.subject for item in ledger.goals if names & {*item.evidence}}
    names |= goals | ({"goals"} if goals else set())
    return frozenset(
        names | {key for key in quantities if any(QuantityIds(goal).holds(key) for goal in goals)}
    )
