"""Choose the target of a goal among those for several periods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.config.schema.targets import TargetNumber, period_of
from reportgen.model.quantity_ids import subject_of

if TYPE_CHECKING:
    from datetime import date

    from reportgen.config.schema.plan import GoalSchema
    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.config.schema.targets import TargetPeriod


def year_start(schema: ConfigurationSchema, goal: GoalSchema) -> int | None:
    """Return the month with which years of a goal's metric begin; None if it does not say."""
    measured = goal.measurable
    metric = schema.metrics.get(subject_of(measured.quantity)) if measured else None
    return metric.year_starts if metric else None


def deciding_day(schema: ConfigurationSchema, goal: GoalSchema) -> date | None:
    """Return the day whose period decides: the due date, else the end of the reporting period."""
    if goal.time_bound is not None:
        return goal.time_bound.last
    reporting = schema.reporting_period
    return reporting.end.last if reporting is not None and reporting.end is not None else None


def spans(schema: ConfigurationSchema, goal: GoalSchema) -> dict[str, TargetPeriod]:
    """Return the periods of a goal's targets by their keys; empty if it has one target."""
    measured = goal.measurable
    if measured is None or isinstance(measured.target, TargetNumber):
        return {}
    starts = year_start(schema, goal) or 1
    found = {key: period_of(key, starts) for key in measured.target}
    return {key: period for key, period in found.items() if period is not None}


def decide_target(
    schema: ConfigurationSchema, goal: GoalSchema
) -> tuple[TargetNumber, TargetPeriod | None] | None:
    """Return the target that counts, and the period that it is for.

    The shortest of the periods that hold the deciding day: the target of a quarter before that
    of its year. None if none holds it.
    """
    measured, day = goal.measurable, deciding_day(schema, goal)
    if measured is None:
        return None
    if isinstance(measured.target, TargetNumber):
        return measured.target, None
    if day is None:
        return None
    holding = [
        (period.span.last - period.span.first, key, period)
        for key, period in spans(schema, goal).items()
        if period.span.first <= day <= period.span.last
    ]
    if not holding:
        return None
    _, key, period = min(holding)
    return measured.target[key], period
