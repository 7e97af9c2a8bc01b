"""Control charts of all metrics in the reporting period, with limits from the time before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import add_months
from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.count_chart import CountChart, chart_counts
from reportgen.analysis.monitoring.signals import Assurance, Variation, marked_values
from reportgen.analysis.monitoring.xmr import XmrChart, are_rare, chart_xmr
from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.analysis.time_axis import period_gains, period_points, time_axis
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import Frequency
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import CountChartIds, ObservedIds, PeriodIds, XmrIds, latest_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.monitoring.signals import Signal
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.frequency import Calendar
    from reportgen.model.goal import Goal
    from reportgen.model.metric import Metric
    from reportgen.model.quantity_ids import ChartIds
    from reportgen.model.series import Series

# Of unchanged quarters, 5.4% hold a signal with 24 values and 8.5% with 12 (docs/methods.md). Two
# years of weeks or days are as long; quarters and years need as many values, however long it takes.
_BASELINE_STEPS = {Frequency.WEEK: 104, Frequency.DAY: 730}
_USUAL_BASELINE = 24


def baseline_steps(frequency: Frequency) -> int:
    """Return the maximum number of steps before the reporting period that determine the limits."""
    return _BASELINE_STEPS.get(frequency, _USUAL_BASELINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMonitoring:
    """The control chart of one metric up to the end of the reporting period.

    Attributes
    ----------
    is_of_gains : bool
        Whether the chart shows gains per step, as for running totals.
    chart : XmrChart, CountChart or Refusal
    baseline : Period or None
        The time that the limits come from: from the first value on, but at most
        `baseline_steps` before the reporting period, up to its start. None if no value is as early.
    days : tuple of date
        The first day of the step of each point, or its day in irregular series.
    signals : tuple of Signal
        The signals that extend into the reporting period.
    target : float or None
        The target of a goal that measures what the chart shows.
    points : PeriodPoints
        The data of the chart.
    frequency : Frequency
        How far apart the points are.
    """

    metric: Metric
    period: Period
    is_of_gains: bool
    chart: XmrChart | CountChart | Refusal
    baseline: Period | None
    days: tuple[date, ...]
    signals: tuple[Signal, ...]
    target: float | None
    points: PeriodPoints
    unit: str
    frequency: Frequency = Frequency.MONTH

    @property
    def analysis(self) -> str:
        """Return the part of quantity and figure ids that names the kind of chart."""
        return self.ids.analysis

    @property
    def ids(self) -> ChartIds:
        """Return the family of its quantity ids: ``members.xmr.reporting``."""
        family: type[ChartIds] = CountChartIds if isinstance(self.chart, CountChart) else XmrIds
        return family(self.metric.id, REPORTING)

    @property
    def starts_at_zero(self) -> bool:
        """Return whether a lower limit below zero excludes nothing, as for counts and shares."""
        return not self.is_of_gains and min(self.points.points.values, default=0) >= 0

    @property
    def limits(self) -> tuple[str, ...]:
        """Return which limits a value can cross: ``limit_low``, ``limit_high``, both or none.

        Counts and shares do not fall below zero, and shares do not exceed 1.
        """
        chart = self.chart
        if isinstance(chart, Refusal):
            return ()
        if isinstance(chart, CountChart):
            return ("limit_high",)
        is_share = self.metric.kind is MetricKind.RATE
        return (
            *(("limit_low",) if chart.limit_low > 0 or not self.starts_at_zero else ()),
            *(("limit_high",) if chart.limit_high < 1 or not is_share else ()),
        )

    @property
    def marked(self) -> Mapping[int, Variation]:
        """Return what the values that belong to signals speak for, by position."""
        signals = () if isinstance(self.chart, Refusal) else self.chart.signals
        return marked_values(signals, self.metric.good)

    @property
    def variation(self) -> Variation:
        """Return the judgement of the latest month."""
        if isinstance(self.chart, Refusal):
            return Variation.NOT_ASSESSABLE
        return self.chart.variation

    @property
    def assurance(self) -> Assurance:
        """Return whether common-cause variation meets the target."""
        if isinstance(self.chart, Refusal):
            return Assurance.NOT_ASSESSABLE
        return self.chart.assurance


def monitor_metrics(
    plan: Plan, series: Mapping[str, Series], goals: tuple[Goal, ...]
) -> tuple[MetricMonitoring, ...]:
    """Return the charts of all metrics in a brief about a reporting period."""
    if not plan.is_monitoring:
        return ()
    return tuple(monitor_metric(item, plan, goals) for item in series.values())


def monitor_metric(series: Series, plan: Plan, goals: tuple[Goal, ...]) -> MetricMonitoring:
    """Return the chart of one metric, or the reason why it has none.

    Running totals are charted by their gains per step, rare events by a count chart. The baseline
    ends before the reporting period, so that its months do not influence their own limits.
    """
    analysed, period = series.whole(), plan.periods[REPORTING]
    metric = analysed.metric
    span = Period(
        id=period.id,
        label=period.label,
        first=_baseline_start(analysed, period),
        last=period.last,
    )
    is_of_gains = metric.kind is MetricKind.LEVEL
    axis = time_axis(analysed, plan.periods)
    found = (period_gains if is_of_gains else period_points)(analysed, span, axis)
    days = tuple(axis.day_at(time) for time in found.points.times)
    before = sum(day < period.first for day in days)
    target = _target(metric, goals)
    chart = _chart(found, before, analysed, target)
    calendar = analysed.calendar
    if isinstance(chart, Refusal) and _is_shorter_than_a_step(period, calendar):
        words = time_words(calendar.frequency)
        chart = Refusal(
            reason=Message(
                "the reporting period does not cover {a_month} as a whole", a_month=words.a_month
            )
        )
    units = metric_units(metric, analysed.frequency)
    return MetricMonitoring(
        metric=metric,
        period=period,
        is_of_gains=is_of_gains,
        chart=chart,
        baseline=_baseline(analysed, span, period),
        days=days,
        signals=()
        if isinstance(chart, Refusal)
        else tuple(signal for signal in chart.signals if signal.last >= before),
        target=target,
        points=found,
        unit=units.slope if is_of_gains else units.mean,
        frequency=axis.unit,
    )


def _is_shorter_than_a_step(period: Period, calendar: Calendar) -> bool:
    """Return whether a metric, such as one by the year, can have no value in a period."""
    return calendar.is_regular and not calendar.whole_steps(period.first, period.last)


def _baseline_start(series: Series, period: Period) -> date:
    """Return the first day of the values that the limits come from."""
    calendar, most = series.calendar, baseline_steps(series.frequency)
    if not calendar.is_regular:
        return add_months(period.first, -most)
    return calendar.day_of(calendar.index(period.first) - most)


def _baseline(series: Series, span: Period, period: Period) -> Period | None:
    first = max([span.first, *(item.first for item in series.observations[:1])])
    last = period.first - timedelta(days=1)
    return replace(span, first=first, last=last) if first <= last else None


def _chart(
    found: PeriodPoints, before: int, series: Series, target: float | None
) -> XmrChart | CountChart | Refusal:
    metric = series.metric
    if series.doubt or series.frequency is Frequency.SPAN:
        return Refusal(reason=series.doubt or gettext_noop("its values overlap"))
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
    """Return whether a metric counts rare events."""
    # Gains can be negative and shares are not counts; both are refused by the XmR chart.
    if metric.kind is not MetricKind.COUNT or not are_rare(values[:before]):
        return False
    return all(value >= 0 and float(value).is_integer() for value in values)


def _target(metric: Metric, goals: tuple[Goal, ...]) -> float | None:
    """Return the target of the first goal that measures what the chart of a metric shows."""
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
