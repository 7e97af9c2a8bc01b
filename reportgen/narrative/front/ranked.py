"""The findings of an organization, the most important first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.narrative.front.compared import compared_finding
from reportgen.narrative.front.finding import Rank
from reportgen.narrative.front.goal_lines import metric_of
from reportgen.narrative.front.known import known_finding
from reportgen.narrative.front.monitored import monitored_finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.narrative.front.finding import Finding
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def ranked_findings(formatter: QuantityFormatter) -> tuple[Finding, ...]:
    """Return at most one finding per metric and comparison, by rank and by the order of goals."""
    order = goal_order(formatter)
    last = len(order)
    found = sorted(_all(formatter), key=lambda item: (item.rank, order.get(item.metric, last)))
    # A second open comparison of a metric would mostly repeat the first.
    return tuple(
        item
        for place, item in enumerate(found)
        if item.rank < Rank.EXPECTED or all(item.metric != other.metric for other in found[:place])
    )


def goal_order(formatter: QuantityFormatter) -> dict[str, int]:
    """Return the place of the first goal of each metric."""
    places: dict[str, int] = {}
    for place, progress in enumerate(formatter.outcomes.goals):
        if metric := metric_of(formatter, progress):
            places.setdefault(metric.id, place)
    return places


def _all(formatter: QuantityFormatter) -> Iterator[Finding]:
    outcomes, said = formatter.outcomes, set()
    possible = [monitored_finding(formatter, item) for item in outcomes.monitoring]
    possible += [compared_finding(formatter, item) for item in outcomes.deciding]
    for finding in possible:
        if finding is not None:
            said.add(finding.metric)
            yield finding
    for metric in formatter.configuration.metrics.values():
        known = None if metric.id in said else known_finding(formatter, metric)
        if known is not None:
            yield known
