"""The day on which a goal's target was reached, where it can be known."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from reportgen.model.goal import TargetDirection
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
    """What goals are dated and forecast from; `series` ends at the report date."""

    plan: Plan
    series: Mapping[str, Series]
    structures: Mapping[str, Structure]
    record: RecordEstimate | None

    @property
    def report_date(self) -> date:
        """Return the day that the brief speaks from."""
        return self.plan.report_date


def is_reached(value: float, measure: Measure) -> bool:
    """Return whether a value lies on the target's good side; the target itself counts."""
    if measure.direction is TargetDirection.AT_LEAST:
        return value >= measure.target
    return value <= measure.target


def day_reached(goal: Goal, measure: Measure, context: GoalContext) -> date | None:
    """Return the day on which a target that is reached now was reached first.

    - a running total's latest value, or its last of a period: the last day of the first
      observation that reached the target;
    - everything else of a metric: the last day that is known of the period, or of a
      contrast's later period: nothing after it is in the value;
    - campaigns: the record's own day, or the campaign with which the sum got there;
    - a structure's measures: its first day; retention to its end: its last day; retention
      to the report date: the goal's date, or the report date if it comes first, because who
      has left does not count again and so the share was at least as high before;
    - surveys: None, their day is not in the configuration.
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
        return min(goal.time_bound or context.report_date, context.report_date)
    if measure.quantity == ids.tenure:
        return context.report_date
    return structure.first
