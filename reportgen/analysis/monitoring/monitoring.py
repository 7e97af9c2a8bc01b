"""Signal and noise of each metric in the reporting period, against the months before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import add_months
from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.count_chart import CountChart, chart_counts
from reportgen.analysis.monitoring.signals import Assurance, Variation
from reportgen.analysis.monitoring.xmr import XmrChart, are_rare, chart_xmr
from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.analysis.time_axis import by_whole_months, period_gains, period_points, time_axis
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import CountChartIds, ObservedIds, PeriodIds, XmrIds, latest_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.monitoring.signals import Signal
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.goal import Goal
    from reportgen.model.metric import Metric
    from reportgen.model.quantity_ids import ChartIds
    from reportgen.model.series import Series

BASELINE_MONTHS = 24
"""The limits come from at most so many months before the reporting period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMonitoring:
    """One metric's control chart up to the end of the reporting period.

    Attributes
    ----------
    is_of_gains : bool
        Whether the chart is of monthly gains, as it is for running totals.
    chart : XmrChart, CountChart or Refusal
        Its baseline is the months before the reporting period, at most 24 of them.
    days : tuple of date
        The first day of each point's month, or the day of a point that is not a month.
    signals : tuple of Signal
        Those that reach into the reporting period.
    target : float or None
        Of a goal that measures what the chart shows.
    points : PeriodPoints
        What the chart was made of.
    """

    metric: Metric
    period: Period
    is_of_gains: bool
    chart: XmrChart | CountChart | Refusal
    days: tuple[date, ...]
    signals: tuple[Signal, ...]
    target: float | None
    points: PeriodPoints
    unit: str

    @property
    def analysis(self) -> str:
        """Return the word for the chart in the ids of its quantities and of its figure."""
        return self.ids.analysis

    @property
    def ids(self) -> ChartIds:
        """Return the family of its quantity ids: ``members.xmr.reporting``."""
        family: type[ChartIds] = CountChartIds if isinstance(self.chart, CountChart) else XmrIds
        return family(self.metric.id, REPORTING)

    @property
    def variation(self) -> Variation:
        """Return the word for the latest signals."""
        if isinstance(self.chart, Refusal):
            return Variation.NOT_ASSESSABLE
        return self.chart.variation

    @property
    def assurance(self) -> Assurance:
        """Return the word for the usual variation against the target."""
        if isinstance(self.chart, Refusal):
            return Assurance.NOT_ASSESSABLE
        return self.chart.assurance


def monitor_metrics(
    plan: Plan, series: Mapping[str, Series], goals: tuple[Goal, ...]
) -> tuple[MetricMonitoring, ...]:
    """Return every metric's chart where the brief speaks of a reporting period."""
    if not plan.is_monitoring:
        return ()
    return tuple(monitor_metric(item, plan, goals) for item in series.values())


def monitor_metric(series: Series, plan: Plan, goals: tuple[Goal, ...]) -> MetricMonitoring:
    """Return one metric's chart, or the reason why it has none.

    A running total is charted by its monthly gains, and what seldom happens by its counts.
    The baseline ends where the reporting period begins, so that the months under question
    do not set their own limits.
    """
    analysed, period = by_whole_months(series), plan.periods[REPORTING]
    metric = analysed.metric
    span = Period(
        id=period.id,
        label=period.label,
        first=add_months(period.first, -BASELINE_MONTHS),
        last=period.last,
    )
    is_of_gains = metric.kind is MetricKind.LEVEL
    axis = time_axis(analysed, plan.periods)
    found = (period_gains if is_of_gains else period_points)(analysed, span, axis)
    days = tuple(axis.day_at(time) for time in found.points.times)
    before = sum(day < period.first for day in days)
    target = _target(metric, goals)
    chart = _chart(found, before, metric, target)
    units = metric_units(metric, analysed.frequency)
    return MetricMonitoring(
        metric=metric,
        period=period,
        is_of_gains=is_of_gains,
        chart=chart,
        days=days,
        signals=_current_signals(chart, before),
        target=target,
        points=found,
        unit=units.slope if is_of_gains else units.mean,
    )


def _chart(
    found: PeriodPoints, before: int, metric: Metric, target: float | None
) -> XmrChart | CountChart | Refusal:
    if before == len(found.points.values):
        return Refusal(reason=gettext_noop("the reporting period has no observation"))
    make = chart_counts if _is_rare_count(metric, found.points.values, before) else chart_xmr
    try:
        return make(
            found.points.times,
            found.points.values,
            n_baseline=before,
            good=metric.good,
            target=target,
        )
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])


def _is_rare_count(metric: Metric, values: Sequence[float], before: int) -> bool:
    """Return whether a metric counts what seldom happens: gains and shares are no counts."""
    if metric.kind is not MetricKind.COUNT or not are_rare(values[:before]):
        return False
    return all(value >= 0 and float(value).is_integer() for value in values)


def _current_signals(chart: XmrChart | CountChart | Refusal, before: int) -> tuple[Signal, ...]:
    """Return the signals that reach to a point of the reporting period."""
    if isinstance(chart, Refusal):
        return ()
    return tuple(signal for signal in chart.signals if signal.last >= before)


def _target(metric: Metric, goals: tuple[Goal, ...]) -> float | None:
    """Return the target of the first goal that measures what the metric's chart shows."""
    growth = PeriodIds(metric.id, Test.SLOPE.analysis, REPORTING)
    means = PeriodIds(metric.id, Test.MEAN.analysis, REPORTING)
    observed = ObservedIds(metric.id, REPORTING)
    shown = (
        {growth.gain_mean, growth.slope}
        if metric.kind is MetricKind.LEVEL
        else {means.mean, means.rate, observed.mean, observed.last, latest_id(metric.id)}
    )
    measures = (goal.measurable for goal in goals if goal.measurable is not None)
    return next((item.target for item in measures if item.quantity in shown), None)
