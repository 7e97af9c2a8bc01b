"""Sentences on SMART goals and how they stand."""

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
from reportgen.narrative.message_text import reader_words
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    counted,
    enumerated,
    phrase,
    said,
    sentence,
)
from reportgen.narrative.statement import Statement
from reportgen.narrative.status_words import status_in_sentence

if TYPE_CHECKING:
    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.model.goal import Measure
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import Speaker

_SIDES = {
    TargetDirection.AT_LEAST: gettext_noop("target at least {target}"),
    TargetDirection.AT_MOST: gettext_noop("target at most {target}"),
}
_SIDES_BY = {
    TargetDirection.AT_LEAST: gettext_noop("target at least {target} by {due}"),
    TargetDirection.AT_MOST: gettext_noop("target at most {target} by {due}"),
}
_MEAN = gettext_noop("mean of {label}{when}")
_STATISTICS = {
    "mean": _MEAN,
    "rate": _MEAN,
    "ratio": _MEAN,
    "rate_ratio": _MEAN,
    "difference": _MEAN,
    "gain_mean": gettext_noop("mean monthly gain in {label}{when}"),
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
}


def describe_goal(speaker: Speaker, progress: GoalProgress) -> Statement:
    """Return how one goal stands, in two lengths."""
    return Statement(
        subject=GoalIds(progress.goal.id).stem,
        short=_short(speaker, progress),
        full=_full(speaker, progress),
    )


def goal_claim(progress: GoalProgress) -> Claim:
    """Return the words that a goal's status licenses."""
    words = status_in_sentence(progress.status)
    return Claim(words, GoalIds(progress.goal.id).stem)


def _short(speaker: Speaker, progress: GoalProgress) -> Sentences:
    parts: dict[str, str | Claim] = {"goal": _wording(progress), "status": goal_claim(progress)}
    if progress.status is GoalStatus.NOT_MEASURED:
        reason = reader_words(speaker, progress.reason).rstrip(".")
        told = phrase("{goal}: this goal was {status}: {reason}", parts, reason=reason)
        return (sentence(told),)
    evidence = bracketed(*_value_and_target(speaker, progress))
    template = _SHORT_OVER if progress.status in _OVER else _SHORT_OPEN
    told = phrase(template, parts, evidence=evidence)
    return said(sentence(told), _chance(speaker, progress))


def _full(speaker: Speaker, progress: GoalProgress) -> Sentences:
    parts: dict[str, str | Claim] = {"goal": _wording(progress), "status": goal_claim(progress)}
    if progress.status is GoalStatus.NOT_MEASURED:
        reason = reader_words(speaker, progress.reason).rstrip(".")
        told = phrase("the goal “{goal}” was {status}: {reason}", parts, reason=reason)
        return (sentence(told),)
    evidence = bracketed(*_value_and_target(speaker, progress))
    template = _FULL_OVER if progress.status in _OVER else _FULL_OPEN
    return said(
        sentence(phrase(template, parts, evidence=evidence)),
        _reached(progress),
        _gap(speaker, progress),
        _chance(speaker, progress),
    )


_OVER = (GoalStatus.MET, GoalStatus.MET_LATE, GoalStatus.MISSED)
_SHORT_OVER = gettext_noop("{goal}: this goal was {status}{evidence}")
_SHORT_OPEN = gettext_noop("{goal}: this goal is {status}{evidence}")
_FULL_OVER = gettext_noop("the goal “{goal}” was {status}{evidence}")
_FULL_OPEN = gettext_noop("the goal “{goal}” is {status}{evidence}")


def _wording(progress: GoalProgress) -> str:
    return progress.goal.specific.strip().rstrip(".")


def _value_and_target(speaker: Speaker, progress: GoalProgress) -> tuple[Prose, ...]:
    ids = GoalIds(progress.goal.id)
    measure, due = progress.goal.measurable, progress.goal.time_bound
    if measure is None or not speaker.has(ids.value):
        return ()
    side = _SIDES if due is None else _SIDES_BY
    target = phrase(
        side[measure.direction],
        target=goal_value(speaker, ids.target, measure),
        due=date_text(due) if due is not None else "",
    )
    value = phrase(
        "{measure}: {value}",
        measure=measure_words(speaker, measure),
        value=goal_value(speaker, ids.value, measure),
    )
    return value, target


def measure_words(speaker: Speaker, measure: Measure) -> str:
    """Return what a goal measures: ``growth of Twitter followers, after against before``."""
    path = parsed(measure.quantity)
    head, middle, last = path.subject, path.middle, path.statistic
    if head == "committee":
        if group := group_of(measure.quantity):
            return translated("lead positions held by the group “{group}”").format(group=group)
        return translated(_COMMITTEE_MEASURES.get(last, last.replace("_", " ")))
    if head == "surveys":
        is_share = bool(middle) and last == "share"
        named = _SURVEY_MEASURES.get(middle[-1]) if is_share else None
        return translated(named or gettext_noop("survey answers"))
    if head == "campaigns":
        one, many = gettext_noop("the best campaign"), gettext_noop("all campaigns")
        return translated(one if middle == ("record",) else many)
    metric = speaker.configuration.metrics.get(head)
    if metric is None or len(middle) != len(("analysis", "period")):
        return translated(gettext_noop("value"))
    template = _measured(metric, middle[0], last)
    return translated(template).format(label=metric.label, when=_when(speaker, middle[1], metric))


def _measured(metric: Metric, analysis: str, statistic: str) -> str:
    """Return the template for what a goal measures of a metric."""
    if analysis == "growth":
        return gettext_noop("growth of {label}{when}")
    if statistic in ("mean", "rate") and metric.kind is MetricKind.COUNT:
        return gettext_noop("{label} a month{when}")
    plain = gettext_noop("{label}{when}")
    return plain if metric.kind is MetricKind.RATE else _STATISTICS.get(statistic, plain)


def _when(speaker: Speaker, period: str, metric: Metric) -> str:
    """Return the period of a quantity in words, or its two periods."""
    periods = speaker.outcomes.plan.periods
    later, base = (*contrasted(period), "")[:2]
    if period == LATEST:
        is_level = metric.kind is MetricKind.LEVEL
        return translated(
            gettext_noop(", at the last count") if is_level else gettext_noop(", latest value")
        )
    if later not in periods:
        return ""
    label = translated(periods[later].label)
    if base in periods:
        base_label = translated(periods[base].label)
        return translated(", {later} against {base}").format(later=label, base=base_label)
    if periods[later].label.startswith("the "):  # a name that the plan gave
        return translated(" in {period}").format(period=label)
    return f", {label}"


def goal_value(speaker: Speaker, name: str, measure: Measure | None = None) -> Prose:
    """Return a goal's number with its unit: ``1.7 times``, ``15 of 15 members (100%)``.

    The unit is left out where the words of the `measure` that stand beside it have it.
    """
    quantity = speaker.quantity(name)
    if quantity.numerator is not None and quantity.n is not None:
        is_of_people = any(is_of_committee(item) for item in quantity.derived_from)
        return phrase(
            gettext_noop("{count} of {total} members ({share})")
            if is_of_people
            else gettext_noop("{count} of {total} ({share})"),
            count=speaker.number(name, "numerator"),
            total=speaker.number(name, "n"),
            share=speaker.number(name),
        )
    if quantity.form.public is Form.RATIO:
        return phrase("{ratio} times", ratio=speaker.number(name))
    if measure is not None and _has_unit(speaker, measure):
        return (speaker.number(name),)
    return speaker.measured(name)


def _has_unit(speaker: Speaker, measure: Measure) -> bool:
    """Return whether the words of a measure already say what is counted."""
    metric = speaker.configuration.metrics.get(subject_of(measure.quantity))
    return metric is not None and metric.unit in measure_words(speaker, measure)


def _reached(progress: GoalProgress) -> Prose:
    """Say when the target was reached, where that day is known."""
    if progress.reached_on is None:
        return ()
    day = date_text(progress.reached_on)
    return sentence(phrase("The target was reached by {day}", day=day))


def _gap(speaker: Speaker, progress: GoalProgress) -> Prose:
    """Say what is missing where the value, as it is printed, looks like its target."""
    ids = GoalIds(progress.goal.id)
    names = (ids.gap, ids.value, ids.target)
    if progress.status.is_reached or not all(speaker.has(name) for name in names):
        return ()
    gap, value, target = names
    if speaker.value(gap) <= 0 or speaker.number(value).text != speaker.number(target).text:
        return ()
    return sentence(phrase("What is missing is {gap}", gap=goal_value(speaker, gap)))


def _chance(speaker: Speaker, progress: GoalProgress) -> Prose:
    if progress.status not in (GoalStatus.ON_TRACK, GoalStatus.AT_RISK):
        return ()
    name = GoalIds(progress.goal.id).chance
    if not speaker.has(name):
        return ()
    told = phrase(
        "if the recent monthly gains go on, the chance of meeting it is {chance}",
        chance=speaker.number(name),
    )
    return sentence(told)


def describe_milestones(speaker: Speaker) -> Statement | None:
    """Return all milestones with their days, oldest first; None where there is none."""
    milestones = list(enumerate(speaker.configuration.milestones, start=1))
    in_order = sorted(milestones, key=lambda item: (item[1].on, item[0]))
    named = [
        compose(f"{item.what.strip().rstrip('.')} (", speaker.number(MilestoneIds(place).on), ")")
        for place, item in in_order
        if speaker.has(MilestoneIds(place).on)
    ]
    if not named:
        return None
    told = counted(
        "One milestone was reached: {milestones}",
        "These milestones were reached: {milestones}",
        len(named),
        milestones=enumerated(named),
    )
    words = (sentence(told),)
    return Statement(subject="milestones", short=words, full=words)
