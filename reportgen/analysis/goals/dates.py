"""The day on which the target of a goal was reached, if it can be determined."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from math import isclose
from typing import TYPE_CHECKING

from reportgen.model.goal import SAME, TargetDirection
from reportgen.model.quantity_ids import (
    ALL_CAMPAIGNS,
    PREVIOUS_RECORD,
    RECORD,
    ObservedIds,
    StructureIds,
    contrasted,
    is_latest_value,
    parsed,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.analysis.plan import Plan
    from reportgen.analysis.record import RecordEstimate
    from reportgen.model.committee import Structure
    from reportgen.model.goal import Goal, Measure
    from reportgen.model.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalContext:
    """The data that goals are dated and forecast with; `series` end at the report date."""

    plan: Plan
    series: Mapping[str, Series]
    structures: Mapping[str, Structure]
    record: RecordEstimate | None

    @property
    def report_date(self) -> date:
        """Return the report date of the plan."""
        return self.plan.report_date


def is_reached(value: float, measure: Measure) -> bool:
    """Return whether a value is on the good side of the target, or equal to it."""
    # The sum of 0.1, 0.1 and 0.1 is a little more than 0.3, as floats are binary.
    if isclose(value, measure.target, rel_tol=SAME):
        return True
    if measure.direction is TargetDirection.AT_LEAST:
        return value >= measure.target
    return value <= measure.target


def day_reached(goal: Goal, measure: Measure, context: GoalContext) -> date | None:
    """Return the first day on which a target was reached that is reached now.

    - Latest value of a metric, or its last value in a period: the last day of the first
      observation that reached the target.
    - Other quantities of a metric: the last observed day of the period, or of the later period of
      a contrast, because the value does not depend on later data.
    - Campaigns: the day of the record, or of the campaign with which the sum reached the target.
    - Measures of a structure: its first day. Retention to its end: its last day. Retention to the
      report date: the due date or the report date, whichever is earlier; the share can only fall,
      because members who left do not count again, so it was at least as high before.
    - Surveys: None, because the configuration has no dates of surveys.
    """
    first = subject_of(measure.quantity)
    if first == "campaigns":
        return _day_of_campaign(measure, context)
    if first == "committee":
        return _day_of_structure(goal, measure, context)
    if first in context.series:
        return _day_of_metric(measure, context)
    return None


def _day_of_metric(measure: Measure, context: GoalContext) -> date | None:
    path = parsed(measure.quantity)
    metric = path.subject
    if is_latest_value(measure.quantity):
        return _first_reaching(context.series[metric], measure, context.report_date)
    period = context.plan.periods.get(contrasted(path.period)[0])
    if period is None:
        return None
    if measure.quantity == ObservedIds(metric, period.id).last:
        return _first_reaching(context.series[metric], measure, period.last)
    end = min(period.last, context.report_date)
    days = [item.last for item in context.series[metric].observations]
    return max((day for day in days if period.first <= day <= end), default=end)


def _first_reaching(series: Series, measure: Measure, until: date) -> date | None:
    seen = (item for item in series.observations if item.last <= until)
    return next((item.last for item in seen if is_reached(item.value, measure)), None)


def _day_of_campaign(measure: Measure, context: GoalContext) -> date | None:
    record = context.record
    if record is None:
        return None
    if RECORD.holds(measure.quantity):
        return record.record.on
    if measure.quantity == PREVIOUS_RECORD.value:
        return None if record.previous is None else record.previous.on
    # What is left are the number and the sum of all campaigns, both running totals.
    in_order = sorted(record.ranked, key=lambda item: (item.on, item.name))
    is_total = measure.quantity == ALL_CAMPAIGNS.total
    running = accumulate(item.value if is_total else 1.0 for item in in_order)
    pairs = zip(in_order, running, strict=True)
    return next((item.on for item, value in pairs if is_reached(value, measure)), None)


def _day_of_structure(goal: Goal, measure: Measure, context: GoalContext) -> date | None:
    key = parsed(measure.quantity).parts[1]
    structure = context.structures.get(contrasted(key)[0])
    if structure is None:
        return None
    ids = StructureIds(structure.id)
    if measure.quantity == ids.retention_to_end:
        return structure.last
    if measure.quantity == ids.retention:
        return min(goal.due or context.report_date, context.report_date)
    if measure.quantity == ids.tenure:
        return context.report_date
    return structure.first
