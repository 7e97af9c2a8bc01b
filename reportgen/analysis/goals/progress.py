"""The status of each SMART goal at the report date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.analysis.goals.chance import Chance, chance_of_meeting
from reportgen.analysis.goals.dates import day_reached, is_reached
from reportgen.analysis.reproducible_digits import reproducible
from reportgen.analysis.time_axis import missing_steps
from reportgen.data.quality import step_runs
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.goal import GoalStatus, TargetDirection
from reportgen.model.message import Message
from reportgen.model.quantity_ids import (
    ContrastIds,
    ObservedIds,
    PeriodIds,
    SurveyIds,
    is_of_survey,
    parsed,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.analysis.goals.dates import GoalContext
    from reportgen.model.goal import Goal, Measure
    from reportgen.model.quantity import Quantity

# Below it, missing the target is the more likely outcome (docs/methods.md, goal status).
_EVEN_CHANCE = 0.5
"""Minimum chance of a goal that is on track."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalProgress:
    """The status of one goal and its evidence.

    Attributes
    ----------
    value, gap : float or None
        The value of the quantity, and target minus value (at_least) or value minus target
        (at_most); at most 0 if the goal is met.
    reached_on : date or None
        The first day on which the target was reached, if it can be determined.
    chance_of_meeting : float or None
        A fraction of 1; None with a `chance_reason`.
    evidence : tuple of str
        Quantity ids.
    """

    goal: Goal
    status: GoalStatus
    value: float | None
    gap: float | None
    reached_on: date | None
    chance_of_meeting: float | None
    chance_reason: str
    reason: str
    evidence: tuple[str, ...]


def track_goal(
    goal: Goal, quantities: Mapping[str, Quantity], context: GoalContext
) -> GoalProgress:
    """Return the status of a goal at the report date.

    - `met`: the target is reached, and was not first reached after the due date;
    - `met_late`: it was first reached after the due date;
    - `missed`: not reached by the due date;
    - `on_track`, `at_risk`: not due, with a chance of at least or below one half;
    - `not_due`: not due, and no chance can be computed;
    - `not_measured`: the goal names no number, or its number is not available.
    """
    goal = with_known_measure(goal, quantities)
    measure = goal.measurable
    if measure is None:
        return _not_measured(goal, gettext_noop("the goal names no number"))
    quantity = quantities.get(measure.quantity)
    if quantity is None:
        return _not_measured(goal, gettext_noop("nothing in the data measures it"))
    if isinstance(quantity.value, str):
        return _not_measured(goal, gettext_noop("its measure is a day, not a number"))
    if quantity.value is None:
        reason = _missing(quantity.id, context) or quantity.reason
        return _not_measured(goal, reason, (quantity.id,))
    return _measured(goal, measure, quantity.value, context)


def _missing(name: str, context: GoalContext) -> str:
    """Return for which steps of its period a number has no data; empty if for none."""
    path = parsed(name)
    series, period = context.series.get(path.subject), context.plan.periods.get(path.period)
    if series is None or period is None:
        return ""
    steps = missing_steps(series, period, period.last)
    if not steps:
        return ""
    return Message("there is no value for {months}", months=step_runs(steps, series.calendar))


def with_known_measure(goal: Goal, quantities: Mapping[str, Quantity]) -> Goal:
    """Return the goal with the id under which its number is known.

    The mean of a metric over a period is a rate where a comparison counts events, a mean where it
    does not, and an observed mean where nothing is compared; which it is depends on the data. A
    growth ratio is one of slopes for a running total, and one of means for other metrics.
    """
    measure = goal.measurable
    if measure is None:
        return goal
    names = (measure.quantity, *_other_names(measure.quantity))
    known = next((name for name in names if name in quantities), measure.quantity)
    return replace(goal, measurable=replace(measure, quantity=known))


def _other_names(name: str) -> tuple[str, ...]:
    """Return other ids of the same number; the data decide which of them there is."""
    path = parsed(name)
    if is_of_survey(name):
        ids = SurveyIds(path.middle[0])
        # Without a change, the answers are of no time.
        return (ids.all_share,) if name == ids.after_share else ()
    if path.statistic == "slope_ratio":
        means = ContrastIds(PeriodIds(path.subject, Test.MEAN.analysis, path.period).stem)
        return (means.ratio, means.rate_ratio)
    is_of_period = path.analysis in (Test.MEAN.analysis, "observed") and path.period
    if not is_of_period or path.statistic not in ("mean", "rate"):
        return ()
    mean = PeriodIds(path.subject, Test.MEAN.analysis, path.period)
    return (mean.mean, mean.rate, ObservedIds(path.subject, path.period).mean)


def _measured(goal: Goal, measure: Measure, value: float, context: GoalContext) -> GoalProgress:
    reached = is_reached(value, measure)
    sign = 1 if measure.direction is TargetDirection.AT_LEAST else -1
    gap = sign * (measure.target - value)
    reached_on = day_reached(goal, measure, context) if reached else None
    chance = _chance(goal, measure, context, reached=reached)
    return GoalProgress(
        goal=goal,
        status=_status(goal, context.report_date, reached_on, chance, reached=reached),
        value=value,
        # A sum of floats may miss by its last digit a target that it reaches.
        gap=min(gap, 0.0) if reached else gap,
        reached_on=reached_on,
        chance_of_meeting=reproducible(chance.chance) if isinstance(chance, Chance) else None,
        chance_reason=chance.reason if isinstance(chance, Refusal) else "",
        reason="",
        evidence=(measure.quantity,),
    )


def _chance(
    goal: Goal, measure: Measure, context: GoalContext, *, reached: bool
) -> Chance | Refusal:
    if reached:
        return Refusal(reason=gettext_noop("the target is reached"))
    if goal.due is None:
        return Refusal(reason=gettext_noop("the goal names no date"))
    if goal.due <= context.report_date:
        return Refusal(reason=gettext_noop("the goal's date has come"))
    return chance_of_meeting(measure, goal.due, context)


def _status(
    goal: Goal,
    report_date: date,
    reached_on: date | None,
    chance: Chance | Refusal,
    *,
    reached: bool,
) -> GoalStatus:
    due = goal.due
    if reached:
        is_late = due is not None and reached_on is not None and reached_on > due
        return GoalStatus.MET_LATE if is_late else GoalStatus.MET
    if due is not None and due <= report_date:
        return GoalStatus.MISSED
    if isinstance(chance, Refusal):
        return GoalStatus.NOT_DUE
    return GoalStatus.ON_TRACK if chance.chance >= _EVEN_CHANCE else GoalStatus.AT_RISK


def _not_measured(goal: Goal, reason: str, evidence: tuple[str, ...] = ()) -> GoalProgress:
    return GoalProgress(
        goal=goal,
        status=GoalStatus.NOT_MEASURED,
        value=None,
        gap=None,
        reached_on=None,
        chance_of_meeting=None,
        chance_reason=gettext_noop("the goal is not measured"),
        reason=reason,
        evidence=evidence,
    )
