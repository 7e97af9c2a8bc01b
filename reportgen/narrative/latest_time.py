"""When the latest value of a metric was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.model.metric import MetricKind
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import in_step_text, step_text

if TYPE_CHECKING:
    from reportgen.model.metric import Metric
    from reportgen.narrative.quantity_phrases import QuantityFormatter


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
