"""Fill months without a row with 0, for sources that leave out months without events."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.data.findings import remark
from reportgen.data.quality import month_runs
from reportgen.data.values.dates import DateSpan, month_span
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.series import Frequency, Observation

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.metric import Metric
    from reportgen.model.series import Series


def has_known_coverage(metric: Metric) -> bool:
    """Return whether the first and last day that a source covers are known."""
    return metric.covered_from is not None and metric.covered_to is not None


def may_have_no_rows(metric: Metric) -> bool:
    """Return whether a file with a header and no rows is valid, and means 0 throughout."""
    return metric.kind is MetricKind.COUNT and has_known_coverage(metric)


def drop_uncovered_months(
    series: Series,
) -> tuple[Series, list[tuple[DateSpan, str]]]:
    """Remove months that the source covers only partially; return the series and those months."""
    metric = series.metric
    kept: list[Observation] = []
    left_out: list[tuple[DateSpan, str]] = []
    for item in series.observations:
        reason = _uncovered(item, metric)
        if reason:
            left_out.append((DateSpan(item.first, item.last), reason))
        else:
            kept.append(item)
    return replace(series, observations=tuple(kept)), left_out


def fill_absent_months(
    series: Series, table: Table, blanks: Sequence[DateSpan]
) -> tuple[Series, list[Diagnostic]]:
    """Return a series with 0 in months without a row, if the metric is declared so.

    This applies to months between others and to those within `covered_from` and `covered_to`.
    A month whose rows are blank has a missing value, not 0.
    """
    metric = series.metric
    is_zero = metric.count_rows or metric.absent_days_are_zero or metric.absent_months_are_zero
    if not is_zero or series.frequency is not Frequency.MONTH:
        return series, []
    known = {item.first: item for item in series.observations}
    unknown = {month_span(span.first).first for span in blanks}.difference(known)
    months = [month for month in _months(series) if month.first not in unknown]
    absent = [month for month in months if month.first not in known]
    if not absent:
        return series, []
    observations = tuple(known.get(month.first) or _zero(month, table.name) for month in months)
    message = Message(
        "{label}: months without a row of {file} count as 0: {months}",
        label=metric.label,
        file=metric.file,
        months=month_runs([month.first for month in absent]),
    )
    found = remark("DAT059", message, table.place(table.header_line))
    return replace(series, observations=observations), [found]


def _uncovered(item: Observation, metric: Metric) -> str:
    if metric.covered_from is not None and item.first < metric.covered_from:
        return Message("covered from {day}", day=metric.covered_from)
    if metric.covered_to is not None and item.last > metric.covered_to:
        return Message("covered to {day}", day=metric.covered_to)
    return ""


def _months(series: Series) -> Iterator[DateSpan]:
    """Yield every month from the first to the last that is observed or covered."""
    first, last = _ends(series.observations, series.metric)
    while first is not None and last is not None and first <= last:
        month = month_span(first)
        if month.last > last:
            return
        yield month
        first = month.last + timedelta(days=1)


def _ends(observations: Sequence[Observation], metric: Metric) -> tuple[date | None, date | None]:
    """Return the first day of the first whole month, and the last day observed or covered."""
    first = observations[0].first if observations else None
    last = observations[-1].last if observations else None
    if metric.covered_from is not None:
        month = month_span(metric.covered_from)
        is_whole = metric.covered_from == month.first
        first = month.first if is_whole else month.last + timedelta(days=1)
    return first, metric.covered_to or last


def _zero(month: DateSpan, file: str) -> Observation:
    return Observation(first=month.first, last=month.last, value=0.0, file=file, rows=())
