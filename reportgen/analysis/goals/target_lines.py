"""The targets of goals that are of the same quantity as the values of a chart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.comparison import Test
from reportgen.model.frequency import DateSpan
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import (
    LATEST,
    CountChartIds,
    ObservedIds,
    PeriodIds,
    XmrIds,
    parsed,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from reportgen.model.goal import Goal, Measure
    from reportgen.model.message import Step
    from reportgen.model.metric import Metric
    from reportgen.model.period import Period
    from reportgen.model.series import Series


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetLine:
    """The target of one goal on the value axis of a chart.

    Attributes
    ----------
    is_of_gains : bool
        Whether it is a gain per step of a running total, not a value.
    levels : tuple of (value, Step or None)
        In the unit of the metric; for each period that has a target of its own, oldest first,
        or a single one if the target is for no period.
    counted : int
        Which of the levels decides on the goal.
    """

    goal: str
    is_of_gains: bool
    levels: tuple[tuple[float, Step | None], ...]
    counted: int = 0

    @property
    def has_steps(self) -> bool:
        """Return whether periods have targets of their own."""
        return self.levels[0][1] is not None


def target_lines(
    series: Mapping[str, Series], periods: Mapping[str, Period], goals: Iterable[Goal]
) -> dict[str, tuple[TargetLine, ...]]:
    """Return the targets that charts can show, by metric, without repeating equal ones.

    The target of a value, a mean per step or a rate per step is of the same quantity as the
    values of its metric; that of a sum is only if its period is a single step. Ratios, changes
    and shares of something else are not.
    """
    found: dict[str, dict[object, TargetLine]] = {key: {} for key in series}
    for goal in goals:
        measure = goal.measurable
        measured = series.get(subject_of(measure.quantity)) if measure is not None else None
        if measure is None or measured is None:
            continue
        for line in _lines(goal.id, measure, measured, periods):
            found[measured.metric.id].setdefault((line.is_of_gains, line.levels), line)
    return {key: tuple(lines.values()) for key, lines in found.items() if lines}


def _lines(
    goal: str, measure: Measure, series: Series, periods: Mapping[str, Period]
) -> Iterator[TargetLine]:
    path = parsed(measure.quantity)
    period = periods.get(path.period)
    if period is None and path.period != LATEST:
        return
    levels = measure.by_period or ((measure.target, measure.target_for),)
    counted = [step for _, step in levels].index(measure.target_for)
    for is_of_gains, names in (
        (False, _of_values(series, path.period, period)),
        (True, _of_gains(series.metric, path.period)),
    ):
        if measure.quantity in names:
            yield TargetLine(goal=goal, is_of_gains=is_of_gains, levels=levels, counted=counted)


def _of_values(series: Series, key: str, period: Period | None) -> set[str]:
    """Return the quantities of a period that are measured as the values of a metric are."""
    metric = series.metric.id
    observed, means = ObservedIds(metric, key), PeriodIds(metric, Test.MEAN.analysis, key)
    names = {observed.first, observed.last, observed.mean, observed.value, means.mean}
    if not _is_charted_by_gains(series.metric):
        names |= {XmrIds(metric, key).mean, CountChartIds(metric, key).mean}
    # The values of an irregular series are not per month, as its rates are.
    if series.calendar.is_regular:
        names.add(means.rate)
    if period is not None and series.calendar.is_step(DateSpan(period.first, period.last)):
        names |= {observed.total, means.total}
    return names


def _of_gains(metric: Metric, key: str) -> set[str]:
    growth = PeriodIds(metric.id, Test.SLOPE.analysis, key)
    names = {growth.slope, growth.gain_mean}
    return names | {XmrIds(metric.id, key).mean} if _is_charted_by_gains(metric) else names


def _is_charted_by_gains(metric: Metric) -> bool:
    return metric.kind is MetricKind.LEVEL
