"""Where a metric is in the grid of a board report: whether it changes and is enough.

The idea is that of "making data count" (NHS England): variation against assurance. Both axes are
read from the one verdict on a metric, so that the grid can't say anything else than the title, the
chart or the goals do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reportgen.model.goal import GoalStatus
from reportgen.model.monitoring_verdict import Course, Tone
from reportgen.model.quantity_ids import subject_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.goals.progress import GoalProgress
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.monitoring_verdict import MonitoringVerdict


class Variation(StrEnum):
    """What a metric does, the worst first: the rows of the grid."""

    WORSE = "worse"
    CHANGED = "changed"
    """A change that lasts and is neither good nor bad."""
    UNJUDGED = "unjudged"
    """It varies too much, or there is too little data, to say."""
    USUAL = "usual"
    """As expected, or as expected again after a signal that is over."""
    BETTER = "better"


class Assurance(StrEnum):
    """At how many times of the reporting period the target was met: the columns of the grid."""

    NEVER = "never"
    SOMETIMES = "sometimes"
    ALWAYS = "always"
    NO_TARGET = "no_target"


class Standing(StrEnum):
    """What a cell of the grid means for those who answer for the metric."""

    BAD = "bad"
    RISK = "risk"
    OPEN = "open"
    GOOD = "good"


@dataclass(frozen=True, slots=True, kw_only=True)
class GridPlace:
    """The cell of one metric."""

    variation: Variation
    assurance: Assurance

    @property
    def standing(self) -> Standing:
        """Return what the cell means: worse is bad in any case; then the target decides."""
        if self.variation is Variation.WORSE:
            return Standing.BAD
        if self.assurance is Assurance.NEVER:
            return Standing.RISK
        is_enough = self.assurance is Assurance.ALWAYS
        if is_enough or (
            self.variation is Variation.BETTER and self.assurance is Assurance.NO_TARGET
        ):
            return Standing.GOOD
        return Standing.OPEN


def grid_place(verdict: MonitoringVerdict) -> GridPlace:
    """Return the cell that follows from the verdict on a metric."""
    return GridPlace(variation=_variation(verdict), assurance=_assurance(verdict))


def _variation(verdict: MonitoringVerdict) -> Variation:
    if verdict.course in (Course.UNCLEAR, Course.NOT_ASSESSABLE):
        return Variation.UNJUDGED
    if verdict.course in (Course.EXPECTED, Course.PASSED):
        return Variation.USUAL
    tones = {Tone.WORSE: Variation.WORSE, Tone.BETTER: Variation.BETTER}
    return tones.get(verdict.tone, Variation.CHANGED)


def _assurance(verdict: MonitoringVerdict) -> Assurance:
    counted = verdict.target
    if counted is None:
        return Assurance.NO_TARGET
    if counted.met == 0:
        return Assurance.NEVER
    return Assurance.ALWAYS if counted.met == counted.total else Assurance.SOMETIMES


def metrics_worst_first(outcomes: Outcomes, metrics: Iterable[str]) -> tuple[str, ...]:
    """Return ids of metrics in the order in which a board has to look at them.

    First those with a goal that is missed or at risk, then those that became worse, then the others
    by their goals, and those without a goal last; otherwise they stay in their order.
    """
    return tuple(sorted(metrics, key=lambda name: _urgency(outcomes, name)))


def goal_of_metric(outcomes: Outcomes, metric: str) -> GoalProgress | None:
    """Return the goal on a metric that asks most for attention; None without one."""
    return next(iter(goals_worst_first(goals_on(outcomes, metric))), None)


def goals_on(outcomes: Outcomes, metric: str) -> tuple[GoalProgress, ...]:
    """Return the goals that a metric is judged by."""
    return tuple(
        item
        for item in outcomes.goals
        if item.goal.measurable is not None and subject_of(item.goal.measurable.quantity) == metric
    )


def goals_worst_first(goals: Iterable[GoalProgress]) -> tuple[GoalProgress, ...]:
    """Return goals in the order of the table on the first page."""
    return tuple(sorted(goals, key=lambda item: _ORDER.index(item.status)))


_ORDER = (
    GoalStatus.MISSED,
    GoalStatus.AT_RISK,
    GoalStatus.NOT_DUE,
    GoalStatus.NOT_MEASURED,
    GoalStatus.ON_TRACK,
    GoalStatus.MET,
    GoalStatus.MET_LATE,
)
_WANTING = (GoalStatus.MISSED, GoalStatus.AT_RISK)
_AFTER_WANTING = len(_WANTING)


def _urgency(outcomes: Outcomes, metric: str) -> tuple[float, int]:
    goal = goal_of_metric(outcomes, metric)
    of_goal = _ORDER.index(goal.status) if goal else len(_ORDER)
    found = (item for item in outcomes.monitoring if item.metric.id == metric)
    variation = next((grid_place(item.verdict).variation for item in found), Variation.USUAL)
    if variation is Variation.WORSE and of_goal >= _AFTER_WANTING:
        return _AFTER_WANTING - 0.5, 0
    return of_goal, list(Variation).index(variation)
