"""Sentences on what was expected of a metric in the reporting period, and where that is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.goal import TargetDirection
from reportgen.model.monitoring_verdict import Course
from reportgen.model.quantity_ids import GoalIds
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import labelled, phrase, sentence
from reportgen.narrative.topics.goal_measures import goal_value

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def range_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the range expected of the period as a whole, or of its only month; may be empty."""
    limits = period_range(formatter, found)
    if isinstance(found.chart, Refusal):
        return ()
    if found.verdict.course is Course.UNCLEAR:
        wide = phrase("The expected range is too wide to tell")
        return sentence(wide, labelled(": ", limits))
    return sentence(phrase("The expected range was {range}", range=limits)) if limits else ()


def period_range(
    formatter: QuantityFormatter, found: MetricMonitoring, *, has_unit: bool = True
) -> Prose:
    """Return the range expected of the period as a whole, or of its only month; may be empty."""
    ids = found.ids
    if isinstance(found.chart, Refusal):
        return ()
    is_of_period = formatter.has(ids.period_high)
    names = (ids.period_low, ids.period_high) if is_of_period else (ids.limit_low, ids.limit_high)
    limits = expected_range(formatter, found, *names, has_unit=has_unit)
    if limits and is_of_period and found.is_of_rare_counts:
        months = formatter.measured(ids.period_months)
        return phrase("{range} in {months}", range=limits, months=months)
    return limits


def expected_range(
    formatter: QuantityFormatter,
    found: MetricMonitoring,
    low: str,
    high: str,
    *,
    has_unit: bool = True,
) -> Prose:
    """Return ``49% to 63%``, ``up to 63%``, or nothing where no end excludes a value."""

    def shown(name: str) -> Prose:
        return formatter.measured(name) if has_unit else (formatter.number(name),)

    ends = (formatter.value(name) if formatter.has(name) else None for name in (low, high))
    has_low, has_high = found.excludes(*ends)
    if has_low and has_high:
        limits = {"low": (formatter.number(low),), "high": shown(high)}
        return phrase("{low} to {high}", limits)
    if has_low:
        return phrase("{low} or more", low=shown(low))
    return phrase("up to {high}", high=shown(high)) if has_high else ()


def target_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return in how many months the target was met, and the target; empty without one."""
    ids = found.ids
    counted = found.verdict.target
    if counted is None:
        return ()
    is_all = counted.met == counted.total
    met = formatter.measured(ids.target_met)
    target = target_text(formatter, counted.goal)
    if counted.total == 1:
        return sentence(phrase(_WAS_MET if is_all else _WAS_NOT_MET, target=target))
    if is_all or not formatter.has(ids.period_months):
        return sentence(phrase(_MET_IN_ALL if is_all else _MET, target=target, all=met, met=met))
    return sentence(
        phrase(
            _MET_IN_SOME if counted.met else _MET_IN_NONE,
            target=target,
            met=formatter.number(ids.target_met),
            all=formatter.measured(ids.period_months),
        )
    )


_WAS_MET = gettext_noop("The target of {target} was met")
_WAS_NOT_MET = gettext_noop("The target of {target} was not met")
_MET = gettext_noop("The target of {target} was met in {met}")
_MET_IN_SOME = gettext_noop("The target of {target} was met in {met} of {all}")
_MET_IN_ALL = gettext_noop("The target of {target} was met in all {all}")
_MET_IN_NONE = gettext_noop("The target of {target} was met in none of the {all}")


def target_text(formatter: QuantityFormatter, goal: str, *, has_unit: bool = True) -> Prose:
    """Return the target of a goal with its direction: ``at most 2 incidents a month``."""
    (measure,) = (item.goal.measurable for item in formatter.outcomes.goals if item.goal.id == goal)
    name = GoalIds(goal).target
    target = goal_value(formatter, name) if has_unit else (formatter.number(name),)
    is_floor = measure is None or measure.direction is TargetDirection.AT_LEAST
    return phrase(_AT_LEAST if is_floor else _AT_MOST, target=target)


_AT_LEAST = gettext_noop("at least {target}")
_AT_MOST = gettext_noop("at most {target}")


def redefinition_sentence(found: MetricMonitoring) -> Prose:
    """Return since when the metric is counted as now, and why; empty without a change."""
    change = found.redefinition
    if change is None or isinstance(found.chart, Refusal):
        return ()
    day = month_text(change.on) if change.on.day == 1 else date_text(change.on)
    clause = phrase(
        "The expected range rests on the values from {day} on, when the definition changed: {why}",
        day=day,
        why=change.note.strip().rstrip("."),
    )
    return sentence(clause)


def baseline_sentences(formatter: QuantityFormatter, found: MetricMonitoring) -> Sentences:
    """Return what the expected range comes from."""
    ids = found.ids
    if not formatter.has(ids.months):
        return ()
    time = time_parts(found.frequency)
    if not found.is_of_rare_counts:
        clause = phrase(
            "The range is forecast from the {months} before, whose mean is {mean}",
            months=formatter.measured(ids.months),
            mean=formatter.measured(ids.mean),
        )
        return (sentence(clause),)
    clause = phrase(
        "The range is that of a chart of rare counts: {total} in the {months} before, {mean} on "
        "average",
        months=formatter.measured(ids.months),
        total=formatter.measured(ids.total),
        mean=formatter.measured(ids.mean),
    )
    stretch = (
        phrase(
            "A stretch of {months} with none would be unusual",
            months=formatter.measured(ids.stretch),
        )
        if formatter.has(ids.stretch)
        else phrase(
            "No stretch of {months} with none that the chart could show would be a signal", time
        )
    )
    return sentence(clause), sentence(stretch)


def clusters_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return why the limits of counts are wide; empty where counts are not clustered."""
    if (
        isinstance(found.chart, Refusal)
        or not found.chart.counts
        or not found.chart.counts.is_clustered
    ):
        return ()
    clause = phrase(
        "The {months} before varied more than chance alone makes counts vary (variance "
        "{dispersion} times the mean), so the expected range is wider",
        time_parts(found.frequency),
        dispersion=formatter.number(found.ids.dispersion),
    )
    return sentence(clause)
