"""Sentences on SMART goals and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Claim
from reportgen.model.quantity import Form
from reportgen.narrative.compose import bracketed, compose, labelled, paragraph, sentence
from reportgen.narrative.number_text import date_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import GOAL_WORDS

if TYPE_CHECKING:
    from reportgen.analysis.goal_progress import GoalProgress
    from reportgen.model.goal import Measure
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_SIDES = {TargetDirection.AT_LEAST: "at least ", TargetDirection.AT_MOST: "at most "}
_STATISTICS = {
    "mean": "mean of ",
    "rate": "mean of ",
    "ratio": "mean of ",
    "rate_ratio": "mean of ",
    "difference": "mean of ",
    "gain_mean": "mean monthly gain in ",
    "total": "total of ",
}
_COMMITTEE_MEASURES = {
    "members": "members of the committee",
    "levels": "levels of the committee",
    "hierarchy": "people above a member, on average",
    "retention": "retention",
    "retention_to_end": "retention",
    "trainee_lead_share": "lead positions held by trainees",
    "mentoring_two_way_share": "mentoring pairs that run both ways",
    "mentoring_upward_share": "mentoring directions that run upward",
    "matched_role_share": "roles whose skills are there",
}
_REACHED = (GoalStatus.MET, GoalStatus.MET_LATE)


def describe_goal(speaker: Speaker, progress: GoalProgress) -> Statement:
    """Return how one goal stands, in two lengths."""
    return Statement(
        subject=f"goals.{progress.goal.id}",
        short=_short(speaker, progress),
        full=_full(speaker, progress),
    )


def goal_claim(progress: GoalProgress) -> Claim:
    """Return the words that a goal's status licenses."""
    return Claim(GOAL_WORDS[progress.status], f"goals.{progress.goal.id}")


def _short(speaker: Speaker, progress: GoalProgress) -> Prose:
    status = compose("this goal ", _verb(progress), goal_claim(progress))
    if progress.status is GoalStatus.NOT_MEASURED:
        return sentence(_wording(progress), ": ", status, f": {progress.reason.rstrip('.')}")
    return paragraph(
        sentence(
            _wording(progress), ": ", status, bracketed(*_value_and_target(speaker, progress))
        ),
        _chance(speaker, progress),
    )


def _full(speaker: Speaker, progress: GoalProgress) -> Prose:
    status = compose(f"the goal “{_wording(progress)}” ", _verb(progress), goal_claim(progress))
    if progress.status is GoalStatus.NOT_MEASURED:
        return sentence(status, f": {progress.reason.rstrip('.')}")
    return paragraph(
        sentence(status, bracketed(*_value_and_target(speaker, progress))),
        _reached(progress),
        _gap(speaker, progress),
        _chance(speaker, progress),
    )


def _wording(progress: GoalProgress) -> str:
    return progress.goal.specific.strip().rstrip(".")


def _verb(progress: GoalProgress) -> str:
    over = (*_REACHED, GoalStatus.MISSED, GoalStatus.NOT_MEASURED)
    return "was " if progress.status in over else "is "


def _value_and_target(speaker: Speaker, progress: GoalProgress) -> tuple[Prose, ...]:
    stem = f"goals.{progress.goal.id}"
    measure, due = progress.goal.measurable, progress.goal.time_bound
    if measure is None or not speaker.has(f"{stem}.value"):
        return ()
    by = f" by {date_text(due)}" if due is not None else ""
    target = compose(goal_value(speaker, f"{stem}.target", measure), by)
    return (
        compose(
            f"{measure_words(speaker, measure)}: ", goal_value(speaker, f"{stem}.value", measure)
        ),
        compose("target ", _SIDES[measure.direction], target),
    )


def measure_words(speaker: Speaker, measure: Measure) -> str:
    """Return what a goal measures: ``growth of Twitter followers, after against before``."""
    head, *middle, last = measure.quantity.split(".")
    if head == "committee":
        return _COMMITTEE_MEASURES.get(last, last.replace("_", " "))
    if head == "surveys":
        return (
            f"those who said yes {middle[-1]}" if middle and last == "share" else "survey answers"
        )
    if head == "campaigns":
        return "the best campaign" if middle == ["record"] else "all campaigns"
    metric = speaker.configuration.metrics.get(head)
    if metric is None or len(middle) != len(("analysis", "period")):
        return "value"
    analysis, period = middle
    when = _when(speaker, period)
    if analysis == "growth":
        return f"growth of {metric.label}{when}"
    if last in ("mean", "rate") and metric.kind is MetricKind.COUNT:
        return f"{metric.label} a month{when}"
    what = "" if metric.kind is MetricKind.RATE else _STATISTICS.get(last, "")
    return f"{what}{metric.label}{when}"


def _when(speaker: Speaker, period: str) -> str:
    """Return the period of a quantity in words, or its two periods."""
    periods = speaker.outcomes.plan.periods
    later, _, base = period.partition("_vs_")
    if period == "latest":
        return ", at the last count"
    if later not in periods:
        return ""
    label = periods[later].label
    if base in periods:
        return f", {label} against {periods[base].label}"
    return f" in {label}" if label.startswith("the ") else f", {label}"


def goal_value(speaker: Speaker, name: str, measure: Measure | None = None) -> Prose:
    """Return a goal's number with its unit: ``1.7 times``, ``15 of 15 members (100%)``.

    The unit is left out where the words of the `measure` that stand beside it have it.
    """
    quantity = speaker.quantity(name)
    if quantity.numerator is not None and quantity.n is not None:
        counts = compose(speaker.number(name, "numerator"), " of ", speaker.number(name, "n"))
        what = " members" if any("committee." in item for item in quantity.derived_from) else ""
        return compose(counts, what, bracketed((speaker.number(name),)))
    if quantity.form is Form.RATIO:
        return compose(speaker.number(name), " times")
    if measure is not None and _has_unit(speaker, measure):
        return (speaker.number(name),)
    return speaker.measured(name)


def _has_unit(speaker: Speaker, measure: Measure) -> bool:
    """Return whether the words of a measure already say what is counted."""
    metric = speaker.configuration.metrics.get(measure.quantity.partition(".")[0])
    return metric is not None and metric.unit in measure_words(speaker, measure)


def _reached(progress: GoalProgress) -> Prose:
    """Say when the target was reached, where that day is known."""
    if progress.reached_on is None:
        return ()
    return sentence(f"The target was reached by {date_text(progress.reached_on)}")


def _gap(speaker: Speaker, progress: GoalProgress) -> Prose:
    """Say what is missing where the value, as it is printed, looks like its target."""
    stem = f"goals.{progress.goal.id}"
    names = [f"{stem}.{name}" for name in ("gap", "value", "target")]
    if progress.status in _REACHED or not all(speaker.has(name) for name in names):
        return ()
    gap, value, target = names
    if speaker.value(gap) <= 0 or speaker.number(value).text != speaker.number(target).text:
        return ()
    return sentence("What is missing is ", goal_value(speaker, gap))


def _chance(speaker: Speaker, progress: GoalProgress) -> Prose:
    if progress.status not in (GoalStatus.ON_TRACK, GoalStatus.AT_RISK):
        return ()
    name = f"goals.{progress.goal.id}.chance"
    if not speaker.has(name):
        return ()
    chance = labelled(
        "if the recent monthly gains go on, the chance of meeting it is ", (speaker.number(name),)
    )
    return sentence(chance)
