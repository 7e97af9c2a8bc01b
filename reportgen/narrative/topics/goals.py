"""Sentences on SMART goals, their status and milestones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Claim
from reportgen.model.quantity import Form
from reportgen.model.quantity_ids import (
    LATEST,
    GoalIds,
    MilestoneIds,
    contrasted,
    group_of,
    is_of_committee,
    parsed,
    subject_of,
)
from reportgen.narrative.latest_time import latest_time
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import step_text
from reportgen.narrative.period_names import label_of, named
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    counted,
    enumerated,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement
from reportgen.narrative.status_words import status_in_sentence
from reportgen.narrative.topics.shares import is_pooled

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.goal import Measure
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_SIDES = {
    TargetDirection.AT_LEAST: gettext_noop("target at least {target}"),
    TargetDirection.AT_MOST: gettext_noop("target at most {target}"),
}
_SIDES_BY = {
    TargetDirection.AT_LEAST: gettext_noop("target at least {target} by {due}"),
    TargetDirection.AT_MOST: gettext_noop("target at most {target} by {due}"),
}
_SIDES_FOR = {
    TargetDirection.AT_LEAST: gettext_noop("target at least {target} for {period}"),
    TargetDirection.AT_MOST: gettext_noop("target at most {target} for {period}"),
}
_SIDES_FOR_BY = {
    TargetDirection.AT_LEAST: gettext_noop("target at least {target} for {period}, by {due}"),
    TargetDirection.AT_MOST: gettext_noop("target at most {target} for {period}, by {due}"),
}
_MEAN = gettext_noop("mean of {label}{when}")
_STATISTICS = {
    "mean": _MEAN,
    "rate": _MEAN,
    "ratio": _MEAN,
    "rate_ratio": _MEAN,
    "difference": _MEAN,
    "gain_mean": gettext_noop("mean {monthly} gain in {label}{when}"),
    "total": gettext_noop("total of {label}{when}"),
}
_COMMITTEE_MEASURES = {
    "members": gettext_noop("members of the committee"),
    "levels": gettext_noop("levels of the committee"),
    "hierarchy": gettext_noop("people above a member, on average"),
    "retention": gettext_noop("retention"),
    "retention_to_end": gettext_noop("retention"),
    "trainee_lead_share": gettext_noop("lead positions held by trainees"),
    "mentoring_two_way_share": gettext_noop("mentoring pairs that run both ways"),
    "mentoring_upward_share": gettext_noop("mentoring directions that run upward"),
    "matched_role_share": gettext_noop("roles whose skills are there"),
}
_SURVEY_MEASURES = {
    "before": gettext_noop("those who said yes before"),
    "after": gettext_noop("those who said yes after"),
    "all": gettext_noop("those who said yes"),
}
_SURVEY_CENTRES = {
    "mean": gettext_noop("mean answer"),
    "median": gettext_noop("median answer"),
    "answers": gettext_noop("number of answers"),
}


def describe_goal(formatter: QuantityFormatter, progress: GoalProgress) -> Statement:
    """Return the statement on the status of one goal."""
    return Statement(
        subject=GoalIds(progress.goal.id).stem,
        short=_short(formatter, progress),
        full=_full(formatter, progress),
    )


def goal_claim(progress: GoalProgress) -> Claim:
    """Return the status of a goal as a claim."""
    words = status_in_sentence(progress.status)
    return Claim(words, GoalIds(progress.goal.id).stem)


def _short(formatter: QuantityFormatter, progress: GoalProgress) -> Sentences:
    parts: dict[str, str | Claim] = {"goal": _wording(progress), "status": goal_claim(progress)}
    if progress.status is GoalStatus.NOT_MEASURED:
        reason = message_text(formatter, progress.reason).rstrip(".")
        clause = phrase("{goal}: this goal was {status}: {reason}", parts, reason=reason)
        return (sentence(clause),)
    evidence = bracketed(*_value_and_target(formatter, progress))
    template = _SHORT_OVER if progress.status in _DECIDED else _SHORT_OPEN
    clause = phrase(template, parts, evidence=evidence)
    return non_empty(sentence(clause), _chance(formatter, progress))


def _full(formatter: QuantityFormatter, progress: GoalProgress) -> Sentences:
    parts: dict[str, str | Claim] = {"goal": _wording(progress), "status": goal_claim(progress)}
    if progress.status is GoalStatus.NOT_MEASURED:
        reason = message_text(formatter, progress.reason).rstrip(".")
        clause = phrase("the goal “{goal}” was {status}: {reason}", parts, reason=reason)
        return (sentence(clause),)
    evidence = bracketed(*_value_and_target(formatter, progress))
    template = _FULL_OVER if progress.status in _DECIDED else _FULL_OPEN
    return non_empty(
        sentence(phrase(template, parts, evidence=evidence)),
        _reached(progress),
        _chance(formatter, progress),
    )


# Past tense for a status that is final.
_DECIDED = (GoalStatus.MET, GoalStatus.MET_LATE, GoalStatus.MISSED)
_SHORT_OVER = gettext_noop("{goal}: this goal was {status}{evidence}")
_SHORT_OPEN = gettext_noop("{goal}: this goal is {status}{evidence}")
_FULL_OVER = gettext_noop("the goal “{goal}” was {status}{evidence}")
_FULL_OPEN = gettext_noop("the goal “{goal}” is {status}{evidence}")


def _wording(progress: GoalProgress) -> str:
    return progress.goal.specific.strip().rstrip(".")


def _value_and_target(formatter: QuantityFormatter, progress: GoalProgress) -> tuple[Prose, ...]:
    ids = GoalIds(progress.goal.id)
    measure, due = progress.goal.measurable, progress.goal.due
    if measure is None or not formatter.has(ids.value):
        return ()
    step, period = measure.target_for, target_period(measure)
    parts: dict[str, str | Prose] = {
        "measure": measure_words(formatter, measure),
        "value": goal_value(formatter, ids.value, measure),
        "target": goal_value(formatter, ids.target, measure),
        "due": date_text(due) if due is not None else "",
        "period": period,
    }
    if step is not None and _is_budget(formatter, measure):
        is_over = formatter.value(ids.value) > formatter.value(ids.target)
        return (phrase(_OVER_BUDGET if is_over else _OF_BUDGET, parts),)
    # The end of the period that a target is for says when it is due.
    if step is not None:
        side = _SIDES_FOR if due == step.span.last else _SIDES_FOR_BY
    else:
        side = _SIDES if due is None else _SIDES_BY
    return phrase("{measure}: {value}", parts), phrase(side[measure.direction], parts)


def target_period(measure: Measure) -> str:
    """Return the period that a target is for: ``2025``, ``Q3 2025``; empty for any other target."""
    step = measure.target_for
    return step_text(step.span, step.frequency) if step is not None else ""


_OF_BUDGET = gettext_noop("{measure}: {value} of the {target} budgeted for {period}")
_OVER_BUDGET = gettext_noop("{measure}: {value} against a budget of {target} for {period}")


def _is_budget(formatter: QuantityFormatter, measure: Measure) -> bool:
    """Return whether a target by period is one for a sum of money."""
    metric = formatter.configuration.metrics.get(subject_of(measure.quantity))
    is_total = parsed(measure.quantity).statistic == "total"
    return metric is not None and metric.kind is MetricKind.AMOUNT and is_total


def measure_words(formatter: QuantityFormatter, measure: Measure) -> str:
    """Return the measure of a goal: ``growth of Twitter followers, after against before``."""
    path = parsed(measure.quantity)
    head, middle, last = path.subject, path.middle, path.statistic
    if head == "committee":
        if group := group_of(measure.quantity):
            return translated("lead positions held by the group “{group}”").format(group=group)
        return translated(_COMMITTEE_MEASURES.get(last, last.replace("_", " ")))
    if head == "surveys":
        is_share = bool(middle) and last == "share"
        named = _SURVEY_MEASURES.get(middle[-1]) if is_share else _SURVEY_CENTRES.get(last)
        return translated(named or gettext_noop("survey answers"))
    if head == "campaigns":
        one, many = gettext_noop("the best campaign"), gettext_noop("all campaigns")
        return translated(one if middle == ("record",) else many)
    metric = formatter.configuration.metrics.get(head)
    # The id of a metric's quantity is metric.analysis.period.statistic.
    if metric is None or len(middle) != 2:
        return translated(gettext_noop("value"))
    found = formatter.outcomes.quantities.get(measure.quantity)
    is_single = found is not None and found.n == 1
    template = _measured(metric, middle[0], last, is_single=is_single)
    when = _when(formatter, middle[1], metric)
    return translated(template).format(label=metric.label, when=when, **formatter.time(metric.id))


def _measured(metric: Metric, analysis: str, statistic: str, *, is_single: bool) -> str:
    """Return the message for a statistic of a metric, which a single value may stand for."""
    if analysis == "growth":
        return gettext_noop("growth of {label}{when}")
    if statistic in ("mean", "rate") and metric.kind.adds_up:
        return gettext_noop("{label} {per_month}{when}")
    plain = gettext_noop("{label}{when}")
    if statistic in ("mean", "rate") and is_single:
        return plain
    if statistic in ("mean", "rate") and metric.kind is MetricKind.RATE:
        return _POOLED if is_pooled(metric, analysis) else _MEAN_OF_SHARES
    return (
        plain
        if metric.kind in (MetricKind.RATE, MetricKind.AVERAGE)
        else _STATISTICS.get(statistic, plain)
    )


_POOLED = gettext_noop("pooled share of {label}{when}")
_MEAN_OF_SHARES = gettext_noop("{label}, mean of {monthly} shares{when}")


def _when(formatter: QuantityFormatter, period: str, metric: Metric) -> str:
    """Return the period of a quantity, or both of its periods."""
    periods = formatter.outcomes.plan.periods
    # A contrast is two periods; a single period is padded with an empty base.
    later, base = (*contrasted(period), "")[:2]
    if period == LATEST:
        return latest_time(formatter, metric)
    if later not in periods:
        return ""
    label = label_of(formatter, later)
    if base in periods:
        base_label = label_of(formatter, base)
        return translated(", {later} against {base}").format(later=label, base=base_label)
    if label == named(formatter, later):
        return translated(" in {period}").format(period=label)
    return f", {label}"


def goal_value(formatter: QuantityFormatter, name: str, measure: Measure | None = None) -> Prose:
    """Return the number of a goal with its unit: ``1.7 times``, ``15 of 15 members (100%)``.

    The unit is omitted if the name of the `measure` already contains it.
    """
    quantity = formatter.quantity(name)
    if quantity.numerator is not None and quantity.n is not None:
        is_of_people = any(is_of_committee(item) for item in quantity.derived_from)
        return phrase(
            gettext_noop("{count} of {total} members ({share})")
            if is_of_people
            else gettext_noop("{count} of {total} ({share})"),
            count=formatter.number(name, "numerator"),
            total=formatter.number(name, "n"),
            share=formatter.number(name),
        )
    if quantity.form.public is Form.RATIO:
        return phrase("{ratio} times", ratio=formatter.number(name))
    if measure is not None and _has_unit(formatter, measure):
        return (formatter.number(name),)
    return formatter.measured(name)


def _has_unit(formatter: QuantityFormatter, measure: Measure) -> bool:
    """Return whether the name of a measure contains the unit."""
    metric = formatter.configuration.metrics.get(subject_of(measure.quantity))
    return metric is not None and metric.unit in measure_words(formatter, measure)


def _reached(progress: GoalProgress) -> Prose:
    """Report when the target was reached; empty if not known."""
    if progress.reached_on is None:
        return ()
    day = date_text(progress.reached_on)
    return sentence(phrase("The target was reached by {day}", day=day))


def _chance(formatter: QuantityFormatter, progress: GoalProgress) -> Prose:
    if progress.status not in (GoalStatus.ON_TRACK, GoalStatus.AT_RISK):
        return ()
    name = GoalIds(progress.goal.id).chance
    if not formatter.has(name):
        return ()
    clause = phrase(
        "if the recent gains go on, the chance of meeting it is {chance}",
        chance=formatter.number(name),
    )
    return sentence(clause)


def describe_milestones(formatter: QuantityFormatter) -> Statement | None:
    """Return the statement on milestones in order of date; None without any."""
    milestones = list(enumerate(formatter.configuration.milestones, start=1))
    # The number in the id is the place in the configuration; equal dates keep that order.
    in_order = sorted(milestones, key=lambda item: (item[1].on, item[0]))
    named = [
        compose(f"{item.what.strip().rstrip('.')} (", formatter.number(MilestoneIds(place).on), ")")
        for place, item in in_order
        if formatter.has(MilestoneIds(place).on)
    ]
    if not named:
        return None
    clause = counted(
        "One milestone was reached: {milestones}",
        "These milestones were reached: {milestones}",
        len(named),
        milestones=enumerated(named),
    )
    words = (sentence(clause),)
    return Statement(subject="milestones", short=words, full=words)
