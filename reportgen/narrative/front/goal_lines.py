"""The status of a goal, in the length of a title, with its number and not its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import GoalIds, contrasted, parsed, subject_of
from reportgen.narrative.phrases import compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.goals import goal_claim, goal_value, measure_words

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Claim, Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_GROWTH = Test.SLOPE.analysis
_DECIDED = (GoalStatus.MET, GoalStatus.MET_LATE, GoalStatus.MISSED, GoalStatus.NOT_MEASURED)


def metric_of(formatter: QuantityFormatter, progress: GoalProgress) -> Metric | None:
    """Return the metric that a goal is about."""
    measure = progress.goal.measurable
    return formatter.configuration.metrics.get(subject_of(measure.quantity)) if measure else None


def goal_titles(formatter: QuantityFormatter, progress: GoalProgress) -> tuple[Prose, ...]:
    """Return clauses on a goal, the longest first; none for a goal without a number.

    ``the goal of 30 singers is at risk: 23``, ``the housed share: 67%; the goal of 60% was met``.
    """
    status = status_clause(formatter, progress)
    ids = GoalIds(progress.goal.id)
    if not status or not formatter.has(ids.value):
        return (status,) if status else ()
    if _names_itself(formatter, progress):
        value = formatter.number(ids.value)
        return phrase("{goal}: {value}", goal=status, value=value), status
    line = phrase(
        "{label}: {value}; {goal}",
        label=_subject(formatter, progress),
        value=goal_value(formatter, ids.value),
        goal=status,
    )
    return (line,)


def status_clause(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    """Return ``the goal of at most 2 incidents a month was missed``; empty without a target."""
    ids, measure = GoalIds(progress.goal.id), progress.goal.measurable
    # Without the quantity, the form and the unit of its target are not known either.
    if measure is None or measure.quantity not in formatter.outcomes.quantities:
        return ()
    parts: dict[str, str | Prose | Claim] = {
        "target": goal_value(formatter, ids.target),
        "status": goal_claim(progress),
    }
    is_ceiling = measure.direction is TargetDirection.AT_MOST
    return phrase(_STATUS[progress.status in _DECIDED, is_ceiling], parts)


_STATUS = {
    (True, False): gettext_noop("the goal of {target} was {status}"),
    (False, False): gettext_noop("the goal of {target} is {status}"),
    (True, True): gettext_noop("the goal of at most {target} was {status}"),
    (False, True): gettext_noop("the goal of at most {target} is {status}"),
}
"""Keyed by whether the status is final and whether the target is a ceiling."""


def goal_figure(formatter: QuantityFormatter, progress: GoalProgress) -> Headline | None:
    """Return the value of a goal as a key figure; None if it is a difference of two periods.

    Whether two periods differ is said by their comparison.
    """
    ids, status = GoalIds(progress.goal.id), status_clause(formatter, progress)
    if not status or not formatter.has(ids.value) or _is_contrast(progress):
        return None
    label = phrase(
        "{label}; {goal}",
        context="below a key figure",
        label=_subject(formatter, progress),
        goal=status,
    )
    return Headline(value=compose(goal_value(formatter, ids.value)), label=label)


def _subject(formatter: QuantityFormatter, progress: GoalProgress) -> str:
    measure, metric = progress.goal.measurable, metric_of(formatter, progress)
    if measure is None:
        return ""
    if metric is None or _is_contrast(progress) or parsed(measure.quantity).analysis == _GROWTH:
        return measure_words(formatter, measure)
    return metric.short_label


def _names_itself(formatter: QuantityFormatter, progress: GoalProgress) -> bool:
    """Return whether the unit of the target says what the goal is about: 30 singers."""
    metric = metric_of(formatter, progress)
    if metric is None or _is_contrast(progress):
        return False
    is_counted = metric.kind not in (MetricKind.RATE, MetricKind.AVERAGE) and not metric.currency
    measure = progress.goal.measurable
    is_growth = measure is not None and parsed(measure.quantity).analysis == _GROWTH
    return is_counted and not is_growth


def _is_contrast(progress: GoalProgress) -> bool:
    measure = progress.goal.measurable
    return measure is not None and len(contrasted(parsed(measure.quantity).period)) > 1
