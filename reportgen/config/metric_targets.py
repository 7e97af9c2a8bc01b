"""The targets and budgets of metrics, as the goals that they stand for.

A target is what each value is to reach, on average over the reporting period; of a running total,
what the last value is to reach. A budget is for the sum of the period.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from reportgen.config.schema.goal_words import quantity_in_words
from reportgen.config.schema.plan import GoalSchema, MeasurableSchema
from reportgen.config.schema.targets import TargetNumber, period_of

if TYPE_CHECKING:
    from reportgen.config.schema.base import DaySpan
    from reportgen.config.schema.metrics import MetricSchema
    from reportgen.config.schema.root import ConfigurationSchema
    from reportgen.config.schema.targets import Target
    from reportgen.model.configuration import KeyPath
    from reportgen.model.frequency import Frequency

KEYS = ("target", "budget")


def target_period(schema: ConfigurationSchema) -> str:
    """Return the period that targets of metrics are for; empty if periods have other names."""
    if schema.changes:
        return "after" if not schema.periods or "after" in schema.periods else ""
    return "reporting" if schema.reporting_period is not None or not schema.periods else ""


def metric_goals(schema: ConfigurationSchema) -> dict[KeyPath, GoalSchema]:
    """Return the goals by the key paths of their targets; none without a period for them."""
    period = target_period(schema)
    found: dict[KeyPath, GoalSchema] = {}
    for name, metric in schema.metrics.items():
        if period and metric.target is not None:
            found["metrics", name, "target"] = _goal(schema, name, "target", metric.target, period)
        budget = budget_of(schema, metric)
        if period and budget is not None:
            found["metrics", name, "budget"] = _goal(schema, name, "budget", budget, period)
    return found


def budget_of(schema: ConfigurationSchema, metric: MetricSchema) -> TargetNumber | None:
    """Return the budget of the reporting period; None if those given do not make it up."""
    reporting = schema.reporting_period
    if metric.budget is None or isinstance(metric.budget, TargetNumber):
        return metric.budget
    if reporting is None or reporting.start is None or reporting.end is None:
        return None
    by_length: dict[Frequency, list[tuple[DaySpan, TargetNumber]]] = {}
    for key, number in metric.budget.items():
        period = period_of(key, metric.year_starts or 1)
        if period is not None:
            by_length.setdefault(period.frequency, []).append((period.span, number))
    first, last = reporting.start.first, reporting.end.last
    for parts in by_length.values():
        inside = [item for item in sorted(parts) if first <= item[0].first <= item[0].last <= last]
        ends = [first - _DAY, *(span.last for span, _ in inside)]
        begins = [*(span.first for span, _ in inside), last + _DAY]
        # Each part begins the day after the one before ends.
        if inside and all(end + _DAY == begin for end, begin in zip(ends, begins, strict=True)):
            return TargetNumber(
                value=sum(number.value for _, number in inside),
                typed=" + ".join(number.typed for _, number in inside),
                is_percentage=any(number.is_percentage for _, number in inside),
            )
    return None


_DAY = timedelta(days=1)


def _goal(
    schema: ConfigurationSchema, name: str, key: str, target: Target, period: str
) -> GoalSchema:
    metric = schema.metrics[name]
    words: dict[str, Any] = {"latest": True} if metric.kind == "level" else {"average_of": period}
    words = {"total_of": period} if key == "budget" else words
    label = metric.label or name.replace("_", " ")
    reporting = schema.reporting_period
    # Of targets by period, the one that counts says by when.
    due = reporting.end if reporting and isinstance(target, TargetNumber) else None
    measured = MeasurableSchema.model_construct(
        metric=name,
        quantity=quantity_in_words(quantity="", metric=name, **words),
        target=target,
        direction=None,
        baseline=None,
        **words,
    )
    return GoalSchema.model_construct(
        id=f"{name}-{key}",
        specific=label[:1].upper() + label[1:],
        short=metric.short,
        measurable=measured,
        achievable="",
        relevant="",
        time_bound=due,
        owner=metric.owner or "",
        why="",
        next=[],
        expected=None,
    )
