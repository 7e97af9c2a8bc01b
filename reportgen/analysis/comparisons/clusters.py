"""Counts that come in clusters: several sign-ups at one event, several parcels in one delivery."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.assumption_rules import overdispersion
from reportgen.analysis.comparisons.rate_comparison import MINIMUM_EVENTS
from reportgen.languages.time_words import time_words
from reportgen.model.estimate import Refusal
from reportgen.model.message import counted_message
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.prepare import PreparedComparison


def comes_in_clusters(prepared: PreparedComparison) -> bool:
    """Return whether counts are sums over events, or vary more than independent events would."""
    sides = prepared.base.points, prepared.later.points
    if prepared.series.metric.rows_are_events:
        return True
    return all(side.values for side in sides) and overdispersion(*sides) is not None


def too_few_above_zero(prepared: PreparedComparison) -> Refusal | None:
    """Return why sums can't be compared of which fewer than 5 are above 0; None if they can.

    Notes
    -----
    What comes in clusters is no more to go by than the clusters: replies to four meetings are as
    few as the meetings. Four months that are not 0 show nothing, however they fall: if all are
    in one of two periods, P is .09 at 12 + 12 months and .11 at 24 + 24, and with five it is .04
    and .05 (Fisher's exact test). Counts that vary no more than independent events would are
    as many as they are, also if few months have any.
    """
    metric, sides = prepared.series.metric, (prepared.base.points, prepared.later.points)
    if not metric.kind.adds_up or not prepared.axis.is_regular:
        return None
    values = [value for side in sides for value in side.values]
    above = sum(1 for value in values if value)
    # Where all are 0, there is nothing to be few of; of very few months, it is they that are few.
    if not 0 < above < MINIMUM_EVENTS or above > len(values) / 2:
        return None
    if metric.kind is MetricKind.COUNT and not comes_in_clusters(prepared):
        return None
    return Refusal(
        reason=counted_message(
            "only {count} of the {all} {months} of both periods has any; {fewest} are needed",
            "only {count} of the {all} {months} of both periods have any; {fewest} are needed",
            above,
            count=str(above),
            all=str(len(values)),
            months=time_words(prepared.series.frequency).months,
            fewest=str(MINIMUM_EVENTS),
        )
    )
