"""Build a metric's series from dated values, with diagnostics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.data.files.many_files import without_overlaps
from reportgen.data.findings import error, finding, listed, remark
from reportgen.data.frequency import described_span, detect_frequency, is_month
from reportgen.data.months import combine_months, combine_rule
from reportgen.data.quality import check_quality
from reportgen.data.sources.export import RowIs
from reportgen.data.values.dated_values import DatedColumn, DatedValue, read_dated_column
from reportgen.data.zero_fill import (
    drop_uncovered_months,
    fill_absent_months,
    has_known_coverage,
    may_have_no_rows,
)
from reportgen.diagnostics import has_errors
from reportgen.model.message import Message, Month
from reportgen.model.metric import MetricKind
from reportgen.model.series import Frequency, Observation, Series, joined_sources

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.table import Table
    from reportgen.data.values.dates import DateSpan
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric


_ONCE = frozenset({"DAT046", "DAT049"})
"""Properties of all downloads of a platform, reported only for the first."""


def read_series(
    metric: Metric, tables: Sequence[Table], configuration: Configuration
) -> tuple[Series | None, tuple[Diagnostic, ...]]:
    """Return a metric's series, None if its files have errors, and the diagnostics.

    Days are aggregated to months (the last value of a level, the sum of counts, the mean of
    rates); incomplete months are left out, with a remark. A blank cell is a missing value,
    never 0; a month without a row counts as 0 only if rows are counted, or if the configuration
    says that the source leaves out such months.
    """
    columns, found = _read_columns(metric, tables, configuration)
    if has_errors(found):
        return None, tuple(found)
    table = columns[0].table
    column = table.header[columns[0].column]
    is_event = _has_event_rows(metric, columns)
    # Several events on one day are not duplicates: they are combined.
    rule = replace(metric, combine=combine_rule(metric)) if is_event else metric
    values, more = without_overlaps(columns, is_event=is_event)
    found += more
    is_empty = may_have_no_rows(metric) and not any(item.table.rows for item in columns)
    if not values and not is_empty and not has_errors(found):
        place = table.place(table.header_line)
        message = f"column `{column}` of {table.name} has no value"
        found.append(error("DAT054", message, place, "name another column"))
    if has_errors(found):
        return None, tuple(found)
    found += _mixed_spans(columns, values)
    found += _duplicates(columns, values, rule)
    if has_errors(found):
        return None, tuple(found)
    left_out: Sequence[tuple[DateSpan, str]] = ()
    if _is_part(table):
        series = _sum_parts(values, rule, column)
    else:
        series, left_out = _build(values, rule, column, is_event=is_event)
    series, uncovered = drop_uncovered_months(series)
    left_out = [*left_out, *uncovered]
    found += _left_out(series, left_out, table, has_zeros=any(not item.value for item in values))
    blanks = [span for column in columns for span in column.blanks]
    series, more = fill_absent_months(series, table, blanks)
    series = replace(series, metric=metric)
    found += more
    explained = frozenset(span.first for span, _ in left_out)
    found += check_quality(series, values, columns, explained=explained)
    return series, tuple(found)


def _read_columns(
    metric: Metric, tables: Sequence[Table], configuration: Configuration
) -> tuple[list[DatedColumn], list[Diagnostic]]:
    columns: list[DatedColumn] = []
    found: list[Diagnostic] = []
    for table in tables:
        column, more = read_dated_column(metric, table, configuration)
        known = {item.code for item in found}
        found += [item for item in more if item.code not in _ONCE.intersection(known)]
        columns += [column] if column is not None else []
    return columns, found


def _has_event_rows(metric: Metric, columns: Sequence[DatedColumn]) -> bool:
    """Return whether rows are single events, of which a day may have none or several."""
    export = columns[0].table.export
    if metric.count_rows or (export is not None and export.row is RowIs.POST):
        return True
    # `combine` alone does not mean events: it is also how days of a daily file are aggregated.
    return metric.combine is not None and any(
        len({item.span for item in column.values}) < len(column.values) for column in columns
    )


def _is_part(table: Table) -> bool:
    return table.export is not None and table.export.row is RowIs.PART


def _mixed_spans(columns: Sequence[DatedColumn], values: Sequence[DatedValue]) -> list[Diagnostic]:
    months = [item for item in values if is_month(item.span)]
    if not months or len(months) == len(values) or _is_part(columns[0].table):
        return []
    odd = min(months, [item for item in values if not is_month(item.span)], key=len)[0]
    return [
        error(
            "DAT043",
            "the column has both months and days",
            _column(columns, odd).table.place(odd.line),
            "write all dates in one way",
        )
    ]


def _column(columns: Sequence[DatedColumn], item: DatedValue) -> DatedColumn:
    """Return the column of a value."""
    return next(column for column in columns if column.table.name == item.file)


def _duplicates(
    columns: Sequence[DatedColumn], values: Sequence[DatedValue], metric: Metric
) -> list[Diagnostic]:
    """Return an error for dates with two values, unless `combine` says how to combine them."""
    if metric.combine is not None or _is_part(columns[0].table):
        return []
    first: dict[object, DatedValue] = {}
    twice: list[tuple[DatedValue, DatedValue]] = []
    for item in values:
        earlier = first.setdefault(item.span, item)
        if earlier is not item:
            twice.append((earlier, item))
    if not twice:
        return []
    earlier, item = twice[0]
    name = f"{item.span.first:%Y-%m}" if is_month(item.span) else str(item.span.first)
    more = f", and {len(twice) - 1} more dates have two" if len(twice) > 1 else ""
    column = _column(columns, item)
    return [
        error(
            "DAT050",
            f"two values for {name}: `{earlier.text}` and `{item.text}` "
            f"(line {earlier.line} and line {item.line}){more}",
            column.table.place(item.line, column.column),
            f"keep one row per date, or set `combine: sum` (or last, mean) on metric `{metric.id}`",
            note="in a file of many organizations, choose one with `where: {column: name}`",
        )
    ]


def _build(
    values: Sequence[DatedValue], metric: Metric, column: str, *, is_event: bool
) -> tuple[Series, Sequence[tuple[DateSpan, str]]]:
    """Return the series, and the incomplete months with the reason."""
    in_order = sorted(values, key=lambda item: (item.span, item.file, item.line))
    distinct = sorted({item.span for item in in_order})
    frequency = detect_frequency(distinct)
    is_irregular = metric.combine is not None and frequency is Frequency.IRREGULAR
    is_listed = is_event or metric.absent_months_are_zero
    is_combined = is_listed or is_irregular or metric.absent_days_are_zero
    if is_combined or frequency is Frequency.DAY:
        is_daily = frequency is Frequency.DAY and not is_listed
        months = combine_months(in_order, metric, is_daily=is_daily)
        return _series(metric, Frequency.MONTH, months.observations, column), months.left_out
    observations = tuple(_observation(item, frequency) for item in in_order)
    return _series(metric, frequency, observations, column), ()


def _sum_parts(values: Sequence[DatedValue], metric: Metric, column: str) -> Series:
    """Return one observation per span of days: the sum of its parts, such as pages."""
    in_order = sorted(values, key=lambda item: (item.span, item.file, item.line))
    groups = groupby(in_order, key=lambda item: item.span)
    observations = tuple(_added(list(group)) for _, group in groups)
    frequency = detect_frequency(sorted({item.span for item in values}))
    return _series(metric, frequency, observations, column)


def _series(
    metric: Metric, frequency: Frequency, observations: tuple[Observation, ...], column: str
) -> Series:
    return Series(metric=metric, frequency=frequency, observations=observations, column=column)


def _observation(item: DatedValue, frequency: Frequency) -> Observation:
    span = described_span(item.span, frequency)
    return Observation(
        first=span.first, last=span.last, value=item.value, file=item.file, rows=(item.line,)
    )


def _added(rows: Sequence[DatedValue]) -> Observation:
    """Return the sum of the rows of one span."""
    (file, lines), *also = joined_sources((item.file, (item.line,)) for item in rows)
    span = rows[0].span
    return Observation(
        first=span.first,
        last=span.last,
        value=sum(item.value for item in rows),
        file=file,
        rows=lines,
        also=tuple(also),
    )


def _left_out(
    series: Series,
    left_out: Sequence[tuple[DateSpan, str]],
    table: Table,
    *,
    has_zeros: bool,
) -> list[Diagnostic]:
    """Return diagnostics on months that were left out.

    Partial months at either end are normal for a download (a remark); months in between are
    missing data (a finding).
    """
    # A daily count without a single 0 may come from a source that leaves such days out.
    may_skip = series.metric.kind is MetricKind.COUNT and not has_zeros
    zero = ", or set `absent_days: zero` if the source leaves out days without any"
    place = table.place(table.header_line)
    label = series.metric.label
    if not left_out:
        return []
    if not series.observations and not has_known_coverage(series.metric):
        message = f"no month of `{series.column}` in {table.name} is complete"
        fix = f"export whole months{zero if may_skip else ''}"
        return [error("DAT054", message, place, fix)]
    kept = series.observations
    first, last = (kept[0].first, kept[-1].first) if kept else (date.max, date.min)
    inner = [item for item in left_out if first < item[0].first < last]
    edges = [item for item in left_out if item not in inner]
    found = []
    if edges:
        message = Message(
            "{label}: partial months at either end were left out: {months}",
            label=label,
            months=_months(edges),
        )
        found.append(remark("DAT052", message, place))
    if inner:
        message = Message(
            "{label}: incomplete months were left out: {months}", label=label, months=_months(inner)
        )
        fix = f"export the missing days{zero if may_skip else ''}"
        found.append(finding("DAT055", message, place, fix))
    return found


def _months(left_out: Sequence[tuple[DateSpan, str]]) -> str:
    return listed(
        [
            Message("{month} ({reason})", month=Month(span.first), reason=reason)
            for span, reason in left_out
        ]
    )
