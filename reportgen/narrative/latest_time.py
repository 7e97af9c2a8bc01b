"""When the latest value of a metric was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.languages.current import translated
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import WHOLE
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import between_text, in_step_text, step_text

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.metric import Metric
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def has_ended(outcomes: Outcomes, metric: str) -> bool:
    """Return whether the data of a metric end before the reporting period begins."""
    period, latest = outcomes.plan.periods.get(REPORTING), outcomes.latest.get(metric)
    if not outcomes.plan.is_monitoring or period is None or latest is None:
        return False
    calendar = outcomes.calendars[metric]
    # A value of years, or of spans of them, is not due within a shorter period.
    is_due = calendar.is_regular and bool(calendar.whole_steps(period.first, period.last))
    return is_due and latest.last < period.first


def end_of_data(formatter: QuantityFormatter, metric: Metric) -> str:
    """Return when the data of a metric end, as it follows a verb: ``in June 2018``."""
    span = formatter.outcomes.latest[metric.id]
    if span.first == span.last:
        return between_text(Period(id=WHOLE, label="", first=span.first, last=span.last))
    return in_step_text(span, formatter.calendar(metric.id))


def latest_time(formatter: QuantityFormatter, metric: Metric) -> str:
    """Return when the latest value was, as it follows a noun: `` in June 2023``.

    A value is of its whole step, a running total of the end of it: `` at the end of Q2 2023``. One
    that was read on a day within its step says so: ``, at the last count, on 12 October 2024``.
    """
    calendar, span = formatter.calendar(metric.id), formatter.outcomes.latest[metric.id]
    if metric.kind is not MetricKind.LEVEL:
        return f" {in_step_text(span, calendar)}"
    if span.first == span.last:
        day = date_text(span.last)
        return f", {translated('at the last count, on {day}').format(day=day)}"
    step = step_text(span, calendar.frequency, year_starts=calendar.year_starts)
    return f" {translated('at the end of {step}').format(step=step)}"
