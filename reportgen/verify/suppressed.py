"""Which parts of a brief are withheld and so can't be recomputed from what it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.quantity_ids import QuantityIds, is_of_committee

if TYPE_CHECKING:
    from reportgen.ledger.records import Ledger

NOTE = (
    "the committee's members are withheld, so its numbers were not recomputed and the text of "
    "the page was not rebuilt"
)
_COMMITTEE = ("committee", "retention")


def withholds_committee(ledger: Ledger) -> bool:
    """Return whether the brief withholds its committee."""
    return "committee" in (ledger.configuration.kept_back or ())


def withheld_names(ledger: Ledger) -> frozenset[str]:
    """Return the names of the numbers, sentences and goals that depend on the committee."""
    if not withholds_committee(ledger):
        return frozenset()
    names = {*_COMMITTEE}
    names |= {name for name in ledger.statements if is_of_committee(name)}
    quantities = ledger.quantities
    names |= {name for name in quantities if is_of_committee(name)}
    size = 0
    while size < len(names):  # dependencies can be indirect
        size = len(names)
        names |= {key for key, item in quantities.items() if names & {*item.derived_from}}
    goals = {item.subject for item in ledger.goals if names & {*item.evidence}}
    names |= goals | ({"goals"} if goals else set())
    return frozenset(
        names | {key for key in quantities if any(QuantityIds(goal).holds(key) for goal in goals)}
    )
