"""How a finding continues the one printed before it: *also*, *again*, *by contrast*."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import FOUND
from reportgen.narrative.comparisons.decision import direction_of, is_held_back

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.narrative.quantity_phrases import QuantityFormatter


class Link(StrEnum):
    """The relation of a finding to an earlier one."""

    NONE = "none"
    ALSO = "also"
    """Another metric moved the same way in the same periods."""
    AGAIN = "again"
    """The same metric moved the same way in an earlier pair of periods."""
    CONTRAST = "contrast"
    """The metric before it moved the other way."""


def link(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Link:
    """Return how a comparison continues the one that is printed just before it."""
    if outcome.verdict.restraint is not None:
        return Link.NONE
    if outcome.verdict.verdict in FOUND and _was_found_before(formatter, outcome):
        return Link.AGAIN
    before = printed_before(formatter, outcome)
    if before is None or before.verdict.restraint is not None:
        return Link.NONE
    own, other = _said(outcome), _said(before)
    if own == other and own[0] is not VerdictKind.EQUIVALENT:
        return Link.ALSO
    # A clear result next to an unclear one is no difference between the two.
    are_found = {outcome.verdict.verdict, before.verdict.verdict} <= set(FOUND)
    return Link.CONTRAST if are_found else Link.NONE


def _said(outcome: ComparisonOutcome) -> tuple[VerdictKind, VerdictKind | None]:
    """Return the verdict, and the direction of a difference that only may have been one."""
    held = direction_of(outcome) if is_held_back(outcome) else None
    return outcome.verdict.verdict, held


def _was_found_before(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    base = formatter.outcomes.plan.periods[outcome.comparison.base]
    return any(
        item.metric.id == outcome.metric.id
        and item.verdict.verdict is outcome.verdict.verdict
        and item.comparison.test is outcome.comparison.test
        and item.comparison.later == base.id
        for item in formatter.outcomes.comparisons
    )


def printed_before(
    formatter: QuantityFormatter, outcome: ComparisonOutcome
) -> ComparisonOutcome | None:
    """Return the comparison before this one in its section, of another metric in the same periods.

    Without sections of the author, comparisons follow each other in the order of the plan.
    """
    known = {item.comparison.id: item for item in formatter.outcomes.comparisons}
    sections = formatter.configuration.brief.sections
    listed = [section.outcomes for section in sections] or [tuple(known)]
    own = outcome.comparison
    for names in listed:
        if own.id not in names:
            continue
        place = names.index(own.id)
        before = known.get(names[place - 1]) if place else None
        if (
            before is not None
            and before.metric.id != outcome.metric.id
            and (before.comparison.base, before.comparison.later) == (own.base, own.later)
        ):
            return before
    return None
