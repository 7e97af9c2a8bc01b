"""Control charts of all metrics in the reporting period, with limits from the time before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import add_months
from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.goals.dates import is_reached
from reportgen.analysis.monitoring.control_chart import ControlChart, ValueKind, chart_values
from reportgen.analysis.monitoring.decide import YearEarlier, decide
from reportgen.analysis.monitoring.signals import marked_values
from reportgen.analysis.quantities.metric_units import metric_units
from reportgen.analysis.time_axis import period_gains, period_points, time_axis
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.comparison import Test
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.goal import TargetDirection
from reportgen.model.message import Message
from reportgen.model.metric import Direction, MetricKind, Season
from reportgen.model.monitoring_verdict import MonitoringVerdict, TargetCount, Tone
from reportgen.model.period import Period
from reportgen.model.quantity_ids import CountChartIds, ObservedIds, PeriodIds, XmrIds, latest_id
from reportgen.statistics.baseline_forecast import Season as TimesOfYear

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.analysis.monitoring.signals import Signal
    from reportgen.analysis.plan import Plan
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.frequency import Calendar
    from reportgen.model.goal import Goal, Measure
    from reportgen.model.metric import Metric, Redefinition
    from reportgen.model.quantity_ids import ChartIds
    from reportgen.model.series import Series
    from reportgen.statistics.period_values import PeriodValues

# Three years show a season and a trend well, and are not yet another time (docs/methods.md).
_BASELINE_STEPS = {Frequency.WEEK: 156, Frequency.DAY: 730}
_USUAL_BASELINE = 36
_YEAR = 12
_WEEK = 7
_DAYS_PER_YEAR = 365.25


def baseline_steps(frequency: Frequency) -> int:
    """Return the maximum number of steps before the reporting period that determine the limits."""
    return _BASELINE_STEPS.get(frequency, _USUAL_BASELINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMonitoring:
    """The control chart of one metric up to the end of the reporting period, and its verdict.

    Attributes
    ----------
    is_of_gains : bool
        Whether the chart shows gains per step, as for running totals.
    chart : ControlChart or Refusal
    baseline : Period or None
        The time that the limits come from: from the first value on, but at most
        `baseline_steps` before the reporting period, up to its start. None if no value is as early.
    days : tuple of date
        The first day of the step of each point, or its day in irregular series.
    verdict : MonitoringVerdict
        What may be said of the metric.
    points : PeriodPoints
        The data of the chart.
    redefinition : Redefinition or None
        The declared change of what the metric counts that its baseline starts with.
    frequency : Frequency
        How far apart the points are.
    year_starts : int
        The month with which years and quarters begin.
    """

    metric: Metric
    period: Period
    is_of_gains: bool
    chart: ControlChart | Refusal
    baseline: Period | None
    days: tuple[date, ...]
    verdict: MonitoringVerdict
    points: PeriodPoints
    unit: str
    redefinition: Redefinition | None = None
    frequency: Frequency = Frequency.MONTH
    year_starts: int = 1

    @property
    def signals(self) -> tuple[Signal, ...]:
        """Return the signals in the reporting period."""
        return () if isinstance(self.chart, Refusal) else self.chart.signals

    @property
    def has_several(self) -> bool:
        """Return whether the chart has more than one value in the reporting period."""
        return isinstance(self.chart, ControlChart) and len(self.chart.later) > 1

    @property
    def is_of_rare_counts(self) -> bool:
        """Return whether the chart is one of rare counts."""
        return isinstance(self.chart, ControlChart) and self.chart.counts is not None

    @property
    def analysis(self) -> str:
        """Return the part of quantity and figure ids that names the kind of chart."""
        return self.ids.analysis

    @property
    def ids(self) -> ChartIds:
        """Return the family of its quantity ids: ``members.xmr.reporting``."""
        family: type[ChartIds] = CountChartIds if self.is_of_rare_counts else XmrIds
        return family(self.metric.id, REPORTING)

    @property
    def starts_at_zero(self) -> bool:
        """Return whether a lower limit of zero excludes nothing, as for counts and shares."""
        return not self.is_of_gains and min(self.points.points.values, default=0) >= 0

    def limits(self, chart: ControlChart) -> tuple[str, ...]:
        """Return which limits a value can cross: ``limit_low``, ``limit_high``, both or none."""
        pairs = [self.excludes(item.low, item.high) for item in chart.limits]
        names = zip(("limit_low", "limit_high"), zip(*pairs, strict=True), strict=True)
        return tuple(name for name, excluded in names if any(excluded))

    def excludes(self, low: float | None, high: float | None) -> tuple[bool, bool]:
        """Return whether each end of a range excludes any value.

        Counts and shares do not fall below zero, and shares do not exceed 1.
        """
        is_share = self.metric.kind is MetricKind.RATE
        return (
            low is not None and (low > 0 or not self.starts_at_zero),
            high is not None and (high < 1 or not is_share),
        )

    @property
    def marked(self) -> Mapping[int, Tone]:
        """Return what the values that belong to signals speak for, by position."""
        return marked_values(self.signals, self.metric.good)

    def is_comparable(self, base: Period) -> bool:
        """Return whether the metric counted the same in an earlier period."""
        return self.redefinition is None or base.first >= self.redefinition.on


def monitor_metrics(
    plan: Plan,
    series: Mapping[str, Series],
    goals: tuple[Goal, ...],
    found: Mapping[str, Direction],
) -> tuple[MetricMonitoring, ...]:
    """Return the charts and verdicts of all metrics in a brief about a reporting period.

    `found` has the direction in which a metric is known to differ from a year earlier, by its id.
    """
    if not plan.is_monitoring:
        return ()
    return tuple(
        monitor_metric(item, plan, goals, found=found.get(key, Direction.NEITHER))
        for key, item in series.items()
    )


def is_year_earlier(base: Period, later: Period) -> bool:
    """Return whether a period is the same time a year before another; for weeks, 52 of them."""
    distance = base.first - add_months(later.first, -_YEAR)
    return abs(distance.days) < _WEEK and base.last < later.first


def monitor_metric(
    series: Series, plan: Plan, goals: tuple[Goal, ...], *, found: Direction = Direction.NEITHER
) -> MetricMonitoring:
    """Return the chart of one metric, or the reason why it has none, and its verdict.

    Running totals are charted by their gains per step, rare events by a count chart. The baseline
    ends before the reporting period, so that its months do not influence their own limits, and
    begins no earlier than the last declared change of what the metric counts.

    Parameters
    ----------
    found : Direction
        What the comparison with the same time a year earlier found.
    """
    analysed, period = series.whole(), plan.periods[REPORTING]
    metric = analysed.metric
    changes = [change for change in metric.redefined if change.on <= period.last]
    redefinition = changes[-1] if changes else None
    start = _baseline_start(analysed, period)
    span = Period(
        id=period.id,
        label=period.label,
        first=max([start, *(change.on for change in changes)]),
        last=period.last,
    )
    is_of_gains = metric.kind is MetricKind.LEVEL
    axis = time_axis(analysed, plan.periods)
    points = (period_gains if is_of_gains else period_points)(analysed, span, axis)
    days = tuple(axis.day_at(time) for time in points.points.times)
    before = sum(day < period.first for day in days)
    chart = _chart(points, days, before, analysed)
    calendar = analysed.calendar
    if isinstance(chart, Refusal) and _is_shorter_than_a_step(period, calendar):
        words = time_words(calendar.frequency)
        chart = Refusal(
            reason=Message(
                "the reporting period does not cover {a_month} as a whole", a_month=words.a_month
            )
        )
    elif isinstance(chart, Refusal) and redefinition is not None:
        chart = Refusal(reason=_redefined(redefinition, chart.reason))
    year = YearEarlier()
    if redefinition is None or redefinition.on <= add_months(period.first, -_YEAR):
        year = YearEarlier(difference=_difference(points, days, before, analysed), found=found)
    units = metric_units(metric, analysed.frequency)
    return MetricMonitoring(
        metric=metric,
        period=period,
        is_of_gains=is_of_gains,
        chart=chart,
        baseline=_baseline(analysed, span, period),
        days=days,
        verdict=decide(
            None if isinstance(chart, Refusal) else chart,
            [_span(analysed, day) for day in days[before:]],
            year=year,
            good=metric.good,
            target=_target(analysed, goals, points.points, days[before:]),
            is_of_gains=is_of_gains,
        ),
        points=points,
        unit=units.slope if is_of_gains else units.mean,
        redefinition=redefinition,
        frequency=axis.unit,
        year_starts=analysed.year_starts,
    )


def _is_shorter_than_a_step(period: Period, calendar: Calendar) -> bool:
    """Return whether a metric, such as one by the year, can have no value in a period."""
    return calendar.is_regular and not calendar.whole_steps(period.first, period.last)


def _redefined(change: Redefinition, reason: str) -> Message:
    return Message("its definition changed on {day}, and {reason}", day=change.on, reason=reason)


def _span(series: Series, day: date) -> DateSpan:
    """Return the step that begins on a day, or the day itself in a series without steps."""
    return series.calendar.span(day) if series.calendar.is_regular else DateSpan(day, day)


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


def _difference(
    points: PeriodPoints, days: Sequence[date], before: int, series: Series
) -> float | None:
    """Return the mean of the period less that of the same steps a year earlier."""
    calendar = series.calendar
    if not calendar.is_regular:
        return None
    values = dict(zip(map(calendar.index, days), points.points.values, strict=True))
    later = [calendar.index(day) for day in days[before:]]
    pairs = [(values[at], values.get(at - calendar.steps_per_year)) for at in later]
    if not pairs or any(earlier is None for _, earlier in pairs):
        return None
    return sum(value - earlier for value, earlier in pairs if earlier is not None) / len(pairs)


def _chart(
    found: PeriodPoints, days: Sequence[date], before: int, series: Series
) -> ControlChart | Refusal:
    metric, values = series.metric, found.points.values
    if series.doubt or series.frequency is Frequency.SPAN:
        return Refusal(reason=series.doubt or gettext_noop("its values overlap"))
    if before == len(values):
        return Refusal(reason=gettext_noop("the reporting period has no observation"))
    weights = found.points.weights
    try:
        return chart_values(
            found.points.times,
            values,
            n_baseline=before,
            kind=_kind(metric, values),
            season=_times_of_year(days, series),
            weights=weights[before:] if weights else None,
        )
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])


def _kind(metric: Metric, values: Sequence[float]) -> ValueKind:
    """Return what the values of a chart can be; gains can be anything."""
    if metric.kind is MetricKind.LEVEL or min(values) < 0:
        return ValueKind()
    is_whole = all(float(value).is_integer() for value in values)
    return ValueKind(
        is_count=metric.kind is MetricKind.COUNT and is_whole,
        floor=0.0,
        ceiling=max(1.0, *values) if metric.kind is MetricKind.RATE else None,
    )


def _times_of_year(days: Sequence[date], series: Series) -> TimesOfYear | None:
    """Return where in the year each point lies: months repeat, and days of the week do."""
    frequency = series.frequency
    if frequency is Frequency.YEAR or series.metric.season is Season.NONE:
        return None
    groups = [0] * len(days)
    if frequency is Frequency.DAY:
        groups = [day.weekday() for day in days]
    elif frequency is not Frequency.WEEK:
        groups = [day.month for day in days]
    return TimesOfYear(
        phases=[day.timetuple().tm_yday / _DAYS_PER_YEAR for day in days], groups=groups
    )


def _target(
    series: Series, goals: tuple[Goal, ...], points: PeriodValues, days: Sequence[date]
) -> TargetCount | None:
    """Return how many values meet the target of the first goal on what the chart shows.

    Parameters
    ----------
    points : PeriodValues
        The values up to the end of the reporting period.
    days : sequence of date
        Those of the values within it, which are the last ones.
    """
    metric, before = series.metric, len(points.values) - len(days)
    growth = PeriodIds(metric.id, Test.SLOPE.analysis, REPORTING)
    means = PeriodIds(metric.id, Test.MEAN.analysis, REPORTING)
    observed = ObservedIds(metric.id, REPORTING)
    shown = (
        {growth.gain_mean, growth.slope}
        if metric.kind is MetricKind.LEVEL
        else {means.mean, means.rate, observed.mean, observed.last, latest_id(metric.id)}
    )
    for goal in goals if days else ():
        measure = goal.measurable
        if measure is not None and measure.quantity in shown:
            met = [is_reached(value, measure) for value in points.values]
            place = _worst(points.values, measure)
            return TargetCount(
                goal=goal.id,
                met=sum(met[before:]),
                total=len(days),
                missed_in_a_row=_missed_in_a_row(met, points.times),
                worst=None
                if met[place] or not len(days) <= before <= place
                else _span(series, days[place - before]),
            )
    return None


def _worst(values: Sequence[float], measure: Measure) -> int:
    """Return the place of the value that misses a target by most, of several the first."""
    is_floor = measure.direction is TargetDirection.AT_LEAST
    return values.index(min(values) if is_floor else max(values))


def _missed_in_a_row(met: Sequence[bool], times: Sequence[float]) -> int:
    """Return how many of the latest values missed a target, with none met or lacking between."""
    count = 0
    for place in reversed(range(len(met))):
        if met[place] or (count and times[place + 1] - times[place] > 1):
            break
        count += 1
    return count
