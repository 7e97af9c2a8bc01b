"""The status of a goal, in the length of a title, with its number and not its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import GoalIds, contrasted, parsed, subject_of
from reportgen.narrative.claim_words import FOUND
from reportgen.narrative.front.finding import amount
from reportgen.narrative.phrases import compose, phrase
from reportgen.narrative.statement import Headline
from reportgen.narrative.topics.goal_measures import goal_value, measure_words
from reportgen.narrative.topics.goals import status_claim
from reportgen.narrative.topics.monitoring import step_of

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_GROWTH = Test.SLOPE.analysis
_DECIDED = (GoalStatus.MET, GoalStatus.MET_LATE, GoalStatus.MISSED, GoalStatus.NOT_MEASURED)


def metric_of(formatter: QuantityFormatter, progress: GoalProgress) -> Metric | None:
    """Return the metric that a goal is about."""
    measure = progress.goal.measurable
    return formatter.configuration.metrics.get(subject_of(measure.quantity)) if measure else None


def goal_titles(formatter: QuantityFormatter, progress: GoalProgress) -> tuple[Prose, ...]:
    """Return clauses on a goal, the longest first; none for one that a title can't name.

    ``the goal of 30 singers is at risk, at 23``, ``the housed share came to 67%, and the goal was
    met``.
    """
    ids = GoalIds(progress.goal.id)
    if not is_shown(formatter, progress):
        return ()
    if _names_itself(formatter, progress):
        status = status_clause(formatter, progress)
        if not formatter.has(ids.value):
            return (status,)
        value = formatter.number(ids.value)
        return phrase("{goal}, at {value}", goal=status, value=value), status
    if not formatter.has(ids.value):
        return ()
    subject = phrase(
        _CAME_TO if metric_of(formatter, progress) is not None else "{label}: {value}",
        label=_subject(formatter, progress),
        value=goal_value(formatter, ids.value),
    )
    return (with_status(formatter, subject, progress),)


_CAME_TO = gettext_noop("{label} came to {value}")


def with_status(formatter: QuantityFormatter, words: Prose, progress: GoalProgress) -> Prose:
    """Return words on what a goal is about, followed by its status."""
    status = status_clause(formatter, progress, is_named=True)
    return phrase("{finding}, and {goal}", finding=words, goal=status) if status else words


def status_clause(
    formatter: QuantityFormatter, progress: GoalProgress, *, is_named: bool = False
) -> Prose:
    """Return ``the goal of at most 2 incidents a month was missed``; empty without a target.

    Parameters
    ----------
    is_named : bool
        Whether it follows the name of what the goal is about.
    """
    ids, measure = GoalIds(progress.goal.id), progress.goal.measurable
    # Without the quantity, the form and the unit of its target are not known either.
    if measure is None or measure.quantity not in formatter.outcomes.quantities:
        return ()
    metric = metric_of(formatter, progress)
    target = goal_value(formatter, ids.target)
    is_rate = metric is not None and metric.kind is not MetricKind.LEVEL
    if is_named and metric is not None and is_rate and not _is_contrast(progress):
        target = amount(formatter, ids.target, metric)
    is_ceiling = measure.direction is TargetDirection.AT_MOST
    return phrase(
        _STATUS[progress.status in _DECIDED, is_ceiling],
        target=target,
        status=status_claim(progress),
    )


_STATUS = {
    (True, False): gettext_noop("the goal of {target} was {status}"),
    (False, False): gettext_noop("the goal of {target} is {status}"),
    (True, True): gettext_noop("the goal of at most {target} was {status}"),
    (False, True): gettext_noop("the goal of at most {target} is {status}"),
}
"""Keyed by whether the status is final and whether the target is a ceiling."""


def months_missed(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    """Return what is most notable of the months of a missed goal.

    That is that some met it all the same, that one was further from it than any before, or how
    many in a row missed it. Empty for a metric that did anything but stay within its range.
    """
    metric = metric_of(formatter, progress)
    found = next(
        (item for item in formatter.outcomes.monitoring if metric and item.metric is metric), None
    )
    target = found.verdict.target if found is not None else None
    is_missed = progress.status is GoalStatus.MISSED
    if found is None or target is None or found.verdict.is_remarkable or not is_missed:
        return ()
    ids = found.ids
    if not formatter.has(ids.period_months) or target.goal != progress.goal.id:
        return ()
    if 0 < target.met < target.total:
        return phrase(
            "; {met} of {months} reached it",
            met=formatter.number(ids.target_met),
            months=formatter.measured(ids.period_months),
        )
    if target.worst is not None and formatter.has(ids.target_worst):
        measure = progress.goal.measurable
        is_floor = measure is None or measure.direction is TargetDirection.AT_LEAST
        return phrase(
            _LOWEST if is_floor else _HIGHEST,
            step=step_of(found, target.worst),
            value=formatter.number(ids.target_worst),
            count=formatter.number(ids.target_worst, "n"),
            **formatter.time(found.metric.id),
        )
    if target.missed_in_a_row > target.total:
        is_never = target.missed_in_a_row == formatter.quantity(ids.target_missed).n
        missed = formatter.measured(ids.target_missed)
        return phrase(_NEVER if is_never else _IN_A_ROW, missed=missed)
    return ()


_NEVER = gettext_noop("; none of the last {missed} reached it")
_IN_A_ROW = gettext_noop("; {missed} in a row have missed it")


_LOWEST = gettext_noop("; {step} was the lowest of {count} {months}, at {value}")
_HIGHEST = gettext_noop("; {step} was the highest of {count} {months}, at {value}")


def goal_figure(
    formatter: QuantityFormatter, progress: GoalProgress, known: Headline | None
) -> Headline | None:
    """Return the value of a goal as a key figure; None if it is a difference of two periods.

    Whether two periods differ is said by their comparison. Where only counts are `known` of the
    metric, they take the place of the value.
    """
    ids = GoalIds(progress.goal.id)
    status = status_clause(formatter, progress, is_named=True)
    if not status or not formatter.has(ids.value) or _is_contrast(progress):
        return None
    label = phrase(
        "{label}; {goal}",
        context="below a key figure",
        label=_subject(formatter, progress) if known is None else known.label,
        goal=status,
    )
    value = compose(goal_value(formatter, ids.value)) if known is None else known.value
    return Headline(value=value, label=label)


def _subject(formatter: QuantityFormatter, progress: GoalProgress) -> str:
    measure, metric = progress.goal.measurable, metric_of(formatter, progress)
    if metric is not None and not _is_contrast(progress) and not _is_of_growth(progress):
        return metric.short_label
    return measure_words(formatter, measure) if measure else ""


def is_shown(formatter: QuantityFormatter, progress: GoalProgress) -> bool:
    """Return whether a title may name a goal: not one reached by a difference that is not found."""
    measure = progress.goal.measurable
    if measure is None or measure.quantity not in formatter.outcomes.quantities:
        return False
    if not _is_contrast(progress) or not progress.status.is_reached:
        return True
    path = parsed(measure.quantity)
    return any(
        item.verdict.verdict in FOUND
        and item.metric.id == path.subject
        and (item.comparison.later, item.comparison.base) == contrasted(path.period)
        for item in formatter.outcomes.comparisons
    )


def _names_itself(formatter: QuantityFormatter, progress: GoalProgress) -> bool:
    """Return whether the unit of the target says what the goal is about: 30 singers."""
    metric = metric_of(formatter, progress)
    if metric is None or _is_contrast(progress):
        return False
    is_counted = metric.kind not in (MetricKind.RATE, MetricKind.AVERAGE) and not metric.currency
    return is_counted and not _is_of_growth(progress)


def _is_of_growth(progress: GoalProgress) -> bool:
    measure = progress.goal.measurable
    return measure is not None and parsed(measure.quantity).analysis == _GROWTH


def _is_contrast(progress: GoalProgress) -> bool:
    measure = progress.goal.measurable
    return measure is not None and len(contrasted(parsed(measure.quantity).period)) > 1
