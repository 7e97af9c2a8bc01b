"""Sentences on SMART goals and how they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.prose import Claim
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
_MEASURES = {
    "slope_ratio": "slope ratio",
    "ratio": "ratio of means",
    "rate_ratio": "rate ratio",
    "slope_difference": "slope difference",
    "difference": "difference",
    "retention": "retention",
    "retention_to_end": "retention",
    "share": "share",
    "mean": "mean",
    "total": "total",
    "slope": "slope",
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
    target = compose(speaker.measured(f"{stem}.target"), by)
    return (
        compose(f"{_measure_name(measure)} ", _value(speaker, f"{stem}.value")),
        compose("target ", _SIDES[measure.direction], target),
    )


def _measure_name(measure: Measure) -> str:
    """Return what a goal's quantity is called, by the last word of its id."""
    return _MEASURES.get(measure.quantity.rpartition(".")[2], "value")


def _value(speaker: Speaker, name: str) -> Prose:
    """Return a goal's value with its unit; a share with its counts."""
    has_counts = speaker.quantity(name).numerator is not None
    return speaker.out_of(name) if has_counts else speaker.measured(name)


def _reached(progress: GoalProgress) -> Prose:
    """Say when the target was reached, where that day is known."""
    if progress.reached_on is None:
        return ()
    return sentence(f"The target was reached by {date_text(progress.reached_on)}")


def _gap(speaker: Speaker, progress: GoalProgress) -> Prose:
    """Say what is missing, so that a value just short of its target does not look like it."""
    name = f"goals.{progress.goal.id}.gap"
    if progress.status in _REACHED or not speaker.has(name) or speaker.value(name) <= 0:
        return ()
    return sentence("What is missing is ", speaker.measured(name))


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
