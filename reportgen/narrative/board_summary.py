"""Key points of a board brief.

Nothing is computed here: every sentence is the first one of a statement in the brief, without
P values and intervals, and every count is also in the table of goals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.goal import GoalStatus
from reportgen.model.monitoring_verdict import Tone
from reportgen.model.quantity_ids import COMMITTEE_CHANGE, GoalIds, monitoring_subject, subject_of
from reportgen.model.verdict import Strength
from reportgen.narrative.topics.monitoring import monitoring_headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reportgen.analysis.outcomes import ComparisonOutcome, Outcomes
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.narrative.statement import Statement

_NEEDS_ATTENTION = (GoalStatus.AT_RISK, GoalStatus.MISSED)
# The first page must have room for the goals too (docs/decisions/0009).
_MOST_KEY_POINTS = 3


def must_know(
    formatter: QuantityFormatter, statements: Mapping[str, Statement]
) -> tuple[Prose, ...]:
    """Return at most three sentences; those that require action come first."""
    outcomes = formatter.outcomes
    monitored = {monitoring_subject(item.metric.id): item for item in outcomes.monitoring}
    points = []
    for name in dict.fromkeys(_ranked(outcomes)):
        if name in monitored:
            points.append(monitoring_headline(formatter, monitored[name]))
        elif name in statements:
            points.append(statements[name].short[0])
    return tuple(dict.fromkeys(words for words in points if words))[:_MOST_KEY_POINTS]


def _ranked(outcomes: Outcomes) -> Iterator[str]:
    """Yield subjects by priority: deteriorations, findings, goals at risk, then the rest."""
    yield from _monitored(outcomes, Tone.WORSE)
    yield from _monitored(outcomes, Tone.BETTER)
    changed = (item for item in outcomes.monitoring if item.verdict.is_remarkable)
    yield from (monitoring_subject(item.metric.id) for item in changed)
    yield from (item.comparison.id for item in outcomes.deciding if _is_found(item))
    yield from _wanting(outcomes)
    # Everything below only fills up the list if there are fewer than three findings.
    yield "campaigns"
    yield COMMITTEE_CHANGE
    yield "retention"
    yield from (item.comparison.id for item in outcomes.deciding)
    yield from (monitoring_subject(item.metric.id) for item in outcomes.monitoring)
    yield from (GoalIds(item.goal.id).stem for item in outcomes.goals)


def _wanting(outcomes: Outcomes) -> Iterator[str]:
    """Yield goals at risk or missed whose metric is not yet among the key points."""
    reported = {item.metric.id for item in outcomes.monitoring if item.verdict.is_remarkable}
    for progress in outcomes.goals:
        measure = progress.goal.measurable
        metric = subject_of(measure.quantity) if measure else ""
        if progress.status in _NEEDS_ATTENTION and metric not in reported:
            yield GoalIds(progress.goal.id).stem


def _monitored(outcomes: Outcomes, tone: Tone) -> Iterator[str]:
    found = (item for item in outcomes.monitoring if item.verdict.tone is tone)
    yield from (monitoring_subject(item.metric.id) for item in found)


def _is_found(outcome: ComparisonOutcome) -> bool:
    return outcome.verdict.strength is not Strength.NONE
