"""Signal and noise of each metric in the reporting period, against the months before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.calendar_months import add_months
from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.evidence_rows import observation_sources
from reportgen.analysis.metric_units import metric_units
from reportgen.analysis.quantities import QuantityFamily
from reportgen.analysis.time_axis import by_whole_months, period_gains, period_points, time_axis
from reportgen.analysis.xmr import Assurance, Variation, XmrChart, chart_xmr
from reportgen.errors import InsufficientDataError
from reportgen.languages.marked import marked
from reportgen.model.estimate import Refusal
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity import Form

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from reportgen.analysis.plan import Plan
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.analysis.xmr import Signal
    from reportgen.model.goal import Goal
    from reportgen.model.metric import Metric
    from reportgen.model.quantity import Quantity
    from reportgen.model.series import DataFile, Series

BASELINE_MONTHS = 24
"""The limits come from at most so many months before the reporting period."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricMonitoring:
    """One metric's XmR chart up to the end of the reporting period.

    Attributes
    ----------
    prefix : str
        Start of its quantity ids: ``members.xmr.reporting``.
    is_of_gains : bool
        Whether the chart is of monthly gains, as it is for running totals.
    chart : XmrChart or Refusal
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
    prefix: str
    is_of_gains: bool
    chart: XmrChart | Refusal
    days: tuple[date, ...]
    signals: tuple[Signal, ...]
    target: float | None
    points: PeriodPoints
    unit: str

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

    A running total is charted by its monthly gains. The baseline ends where the reporting
    period begins, so that the months under question do not set their own limits.
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
        prefix=f"{metric.id}.xmr.{REPORTING}",
        is_of_gains=is_of_gains,
        chart=chart,
        days=days,
        signals=_current_signals(chart, before),
        target=target,
        points=found,
        unit=units.slope if is_of_gains else units.mean,
    )


_OF_VALUES = {
    "mean": marked(
        "mean of the values of the baseline: at most {months} months before the reporting period"
    ),
    "limit_low": marked(
        "mean minus 2.66 times the mean moving range of the values of the baseline: at most "
        "{months} months before the reporting period"
    ),
    "limit_high": marked(
        "mean plus 2.66 times the mean moving range of the values of the baseline: at most "
        "{months} months before the reporting period"
    ),
}
_OF_GAINS = {
    "mean": marked(
        "mean of the monthly gains of the baseline: at most {months} months before the reporting "
        "period"
    ),
    "limit_low": marked(
        "mean minus 2.66 times the mean moving range of the monthly gains of the baseline: at "
        "most {months} months before the reporting period"
    ),
    "limit_high": marked(
        "mean plus 2.66 times the mean moving range of the monthly gains of the baseline: at most "
        "{months} months before the reporting period"
    ),
}


def monitoring_quantities(
    found: MetricMonitoring, column: str, files: Mapping[str, DataFile]
) -> Iterator[Quantity]:
    """Yield a chart's mean, limits and number of signals in the reporting period."""
    chart = found.chart
    family = QuantityFamily(
        prefix=found.prefix,
        method="xmr-chart",
        n=len(found.points.points.values),
        sources=observation_sources(found.points.observations, column, files),
        config_key=("metrics", found.metric.id),
    )
    form = Form.SHARE if found.metric.kind is MetricKind.RATE else Form.MEASURE
    for name, template in (_OF_GAINS if found.is_of_gains else _OF_VALUES).items():
        formula: str = Message(template, months=str(BASELINE_MONTHS))
        if isinstance(chart, Refusal):
            yield family.missing(name, chart.reason, form=form, unit=found.unit, formula=formula)
        else:
            value = getattr(chart, name)
            yield family.number(name, value, form=form, unit=found.unit, formula=formula)
    formula = marked(
        "signals that reach into the reporting period: a point outside the limits; 7 in a row on "
        "one side of the mean; 7 in a row rising or falling; 2 of 3 near a limit"
    )
    if isinstance(chart, Refusal):
        yield family.missing("signals", chart.reason, form=Form.COUNT, formula=formula)
    else:
        count = len(found.signals)
        yield family.number(
            "signals", count, form=Form.COUNT, unit=marked("signals"), formula=formula
        )


def _chart(
    found: PeriodPoints, before: int, metric: Metric, target: float | None
) -> XmrChart | Refusal:
    if before == len(found.points.values):
        return Refusal(reason=marked("the reporting period has no observation"))
    try:
        return chart_xmr(
            found.points.times,
            found.points.values,
            n_baseline=before,
            good=metric.good,
            target=target,
        )
    except InsufficientDataError as error:
        return Refusal(reason=error.args[0])


def _current_signals(chart: XmrChart | Refusal, before: int) -> tuple[Signal, ...]:
    """Return the signals that reach to a point of the reporting period."""
    if isinstance(chart, Refusal):
        return ()
    return tuple(signal for signal in chart.signals if signal.last >= before)


def _target(metric: Metric, goals: tuple[Goal, ...]) -> float | None:
    """Return the target of the first goal that measures what the metric's chart shows."""
    shown = (
        {f"{metric.id}.growth.{REPORTING}.gain_mean", f"{metric.id}.growth.{REPORTING}.slope"}
        if metric.kind is MetricKind.LEVEL
        else {
            f"{metric.id}.mean.{REPORTING}.mean",
            f"{metric.id}.mean.{REPORTING}.rate",
            f"{metric.id}.observed.{REPORTING}.mean",
            f"{metric.id}.observed.{REPORTING}.last",
            f"{metric.id}.observed.latest.value",
        }
    )
    measures = (goal.measurable for goal in goals if goal.measurable is not None)
    return next((item.target for item in measures if item.quantity in shown), None)
