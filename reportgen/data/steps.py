"""Rows to steps: days to months, months to quarters, and which steps are complete."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reportgen.model.frequency import Calendar, DateSpan, Frequency
from reportgen.model.message import Message
from reportgen.model.metric import Combine, MetricKind
from reportgen.model.series import Observation, joined_columns, joined_sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.data.values.dated_values import DatedValue
    from reportgen.model.metric import Metric

_BY_KIND = {
    MetricKind.LEVEL: Combine.LAST,
    MetricKind.COUNT: Combine.SUM,
    MetricKind.AMOUNT: Combine.SUM,
    MetricKind.RATE: Combine.MEAN,
    MetricKind.AVERAGE: Combine.MEAN,
}
# A reading up to three days before the end of a month counts as the end's: weekends and public
# holidays. A longer gap does not.
_DAYS_BEFORE_END = 3


class Steps(NamedTuple):
    """Complete steps, and those that were left out: (step, why)."""

    observations: tuple[Observation, ...]
    left_out: tuple[tuple[DateSpan, str], ...]


def combine_rule(metric: Metric) -> Combine:
    """Return how the rows of one step become its value."""
    return metric.combine or _BY_KIND[metric.kind]


def combine_steps(
    values: Sequence[DatedValue], metric: Metric, calendar: Calendar, *, rows_are: Frequency | None
) -> Steps:
    """Return a metric's steps from rows that are parts of them.

    Parameters
    ----------
    values : sequence of DatedValue
        In order of their dates.
    metric : Metric
        Its kind, or its own `combine`, decides how rows become a value.
    calendar : Calendar
        The steps.
    rows_are : Frequency or None
        How often there should be a row, so that a step that lacks some is not complete. None
        for rows of single events, which leave out days on which nothing happened.
    """
    rule = combine_rule(metric)
    ends = _known_ends(values, metric) if values else None
    kept: list[Observation] = []
    left_out: list[tuple[DateSpan, str]] = []
    for step, group in groupby(values, key=lambda item: calendar.span(item.span.first)):
        rows = list(group)
        if metric.absent_days_are_zero and ends is not None:
            reason = _cut_off(step, *ends)
        else:
            reason = _incomplete(rows, step, rule, rows_are) if rows_are is not None else ""
        if not reason:
            kept.append(combined(rows, step, rule))
        elif rule is Combine.LAST and rows[-1] is values[-1]:
            # The last reading is what the organization has now, whatever its day.
            kept.append(combined(rows, rows[-1].span, rule, is_partial=True))
        else:
            left_out.append((step, reason))
    return Steps(tuple(kept), tuple(left_out))


def combined(
    rows: Sequence[DatedValue], span: DateSpan, rule: Combine, *, is_partial: bool = False
) -> Observation:
    """Return the value of the rows of one step.

    Rows with denominators are pooled: their numerators' sum over that of their denominators.
    """
    used = rows[-1:] if rule is Combine.LAST else rows
    numerator = denominator = None
    if used[0].denominator is not None:
        numerator = sum(row.numerator or 0.0 for row in used)
        denominator = sum(row.denominator or 0.0 for row in used)
    if numerator is not None and denominator:
        value = numerator / denominator
    else:
        value = sum(row.value for row in used)
        value = value / len(used) if rule is Combine.MEAN else value
    (file, lines), *also = joined_sources((row.file, row.lines) for row in used)
    return Observation(
        first=span.first,
        last=span.last,
        value=value,
        file=file,
        rows=lines,
        also=tuple(also),
        numerator=numerator,
        denominator=denominator,
        is_partial=is_partial,
        column=joined_columns(row.column for row in used),
    )


def is_near_end(day: date, end: date) -> bool:
    """Return whether a reading of a running total counts as that of the end of its step."""
    return (end - day).days <= _DAYS_BEFORE_END


def _known_ends(values: Sequence[DatedValue], metric: Metric) -> tuple[date, date]:
    """Return the days from which and until which the source knows of all days."""
    return (
        metric.covered_from or values[0].span.first,
        metric.covered_to or values[-1].span.first,
    )


def _cut_off(step: DateSpan, first: date, last: date) -> str:
    """Return why a step at either end may not be complete, where absent days count as 0."""
    if (first - step.first).days > _DAYS_BEFORE_END:
        return Message("the file starts on {day}", day=first)
    if (step.last - last).days > _DAYS_BEFORE_END:
        return Message("the file ends on {day}", day=last)
    return ""


def _incomplete(
    rows: Sequence[DatedValue], step: DateSpan, rule: Combine, rows_are: Frequency
) -> str:
    """Return why a step is not complete, nothing if it is."""
    last = rows[-1].span.last
    if rule is Combine.LAST:
        is_late = is_near_end(last, step.last)
        return "" if is_late else Message("its last value is of {day}", day=last)
    covered = len({row.span for row in rows})
    if rows_are is Frequency.DAY:
        length = step.days
        template = "{days} of {length} days have a value"
    else:
        length = len(Calendar(rows_are).whole_steps(step.first, step.last))
        template = "{days} of {length} values are there"
    return "" if covered == length else Message(template, days=str(covered), length=str(length))
