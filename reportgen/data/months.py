"""Aggregate days to months, and leave out incomplete months."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.values.dates import DateSpan, month_span
from reportgen.model.message import Message
from reportgen.model.metric import Combine, MetricKind
from reportgen.model.series import Observation, joined_sources

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.data.values.dated_values import DatedValue
    from reportgen.model.metric import Metric

_BY_KIND = {
    MetricKind.LEVEL: Combine.LAST,
    MetricKind.COUNT: Combine.SUM,
    MetricKind.RATE: Combine.MEAN,
}
# A level changes little in a few days, so its value shortly before the end is the month's.
_DAYS_BEFORE_END = 3


class Months(NamedTuple):
    """Complete months, and those that were left out as (month, reason)."""

    observations: tuple[Observation, ...]
    left_out: tuple[tuple[DateSpan, str], ...]


def combine_rule(metric: Metric) -> Combine:
    """Return how the days of a metric are aggregated to a month."""
    return metric.combine or _BY_KIND[metric.kind]


def combine_months(values: Sequence[DatedValue], metric: Metric, *, is_daily: bool) -> Months:
    """Aggregate the days of a metric to months.

    Parameters
    ----------
    values : sequence of DatedValue
        Sorted by date.
    metric : Metric
        Its `combine`, or else its kind, decides how days are aggregated.
    is_daily : bool
        Whether every day should have a row, so that a month with missing days is incomplete.
        Rows of single events leave out days without losing anything.
    """
    rule = combine_rule(metric)
    ends = _known_ends(values, metric) if values else None
    kept: list[Observation] = []
    left_out: list[tuple[DateSpan, str]] = []
    for month, group in groupby(values, key=lambda item: month_span(item.span.first)):
        rows = list(group)
        if metric.absent_days_are_zero and ends is not None:
            reason = _cut_off(month, *ends)
        else:
            reason = _incomplete(rows, month, rule) if is_daily else ""
        if reason:
            left_out.append((month, reason))
        else:
            kept.append(_observation(rows, month, rule))
    return Months(tuple(kept), tuple(left_out))


def _known_ends(values: Sequence[DatedValue], metric: Metric) -> tuple[date, date]:
    """Return the first and last day that the source covers."""
    return (
        metric.covered_from or values[0].span.first,
        metric.covered_to or values[-1].span.first,
    )


def _cut_off(month: DateSpan, first: date, last: date) -> str:
    """Return why a month at either end is incomplete if absent days count as 0, else ""."""
    if (first - month.first).days > _DAYS_BEFORE_END:
        return Message("the file starts on {day}", day=first)
    if (month.last - last).days > _DAYS_BEFORE_END:
        return Message("the file ends on {day}", day=last)
    return ""


def _incomplete(rows: Sequence[DatedValue], month: DateSpan, rule: Combine) -> str:
    """Return why a month of daily rows is incomplete, "" if it is complete."""
    length = month.last.day
    if rule is Combine.LAST:
        last = rows[-1].span.first
        is_near_end = (month.last - last).days <= _DAYS_BEFORE_END
        return "" if is_near_end else Message("its last value is of {day}", day=last)
    days = len({row.span.first for row in rows})
    if days == length:
        return ""
    return Message("{days} of {length} days have a value", days=str(days), length=str(length))


def _observation(rows: Sequence[DatedValue], month: DateSpan, rule: Combine) -> Observation:
    if rule is Combine.LAST:
        used = rows[-1:]
        value = used[0].value
    else:
        used = rows
        value = sum(row.value for row in rows)
        value = value / len(rows) if rule is Combine.MEAN else value
    (file, lines), *also = joined_sources((row.file, (row.line,)) for row in used)
    return Observation(
        first=month.first,
        last=month.last,
        value=value,
        file=file,
        rows=lines,
        also=tuple(also),
    )
