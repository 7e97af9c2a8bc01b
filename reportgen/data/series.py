"""Build a metric's series from dated values, with diagnostics."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.data.falls import check_falls
from reportgen.data.files.many_files import without_overlaps
from reportgen.data.findings import error, finding, listed, remark
from reportgen.data.frequency import (
    UNKNOWN_YEAR,
    Detected,
    described_span,
    detect_calendar,
    is_finer,
    length_name,
    spacing,
    span_name,
)
from reportgen.data.likely_kind import check_kind
from reportgen.data.not_counted import events_not_counted
from reportgen.data.quality import check_quality
from reportgen.data.restarts import check_restarts
from reportgen.data.row_places import column_of, line_name, value_place
from reportgen.data.runs import check_runs
from reportgen.data.sources.export import RowIs
from reportgen.data.steps import combine_rule, combine_steps, combined, is_near_end
from reportgen.data.values.dated_values import DatedColumn, DatedValue, read_dated_column
from reportgen.data.zero_fill import (
    count_absent_steps,
    drop_uncovered_steps,
    has_known_coverage,
    may_have_no_rows,
)
from reportgen.diagnostics import has_errors
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import Frequency
from reportgen.model.message import Message, step_of
from reportgen.model.metric import Combine, MetricKind
from reportgen.model.series import Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.table import Table
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.frequency import DateSpan
    from reportgen.model.message import Part
    from reportgen.model.metric import Metric
    from reportgen.model.series import Observation


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
    is_event = _is_event(metric, columns)
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
    is_listed = _is_listed(metric, is_event=is_event)
    detected = detect_calendar(_spans(values), rule if is_event else metric, is_listed=is_listed)
    if any(item.doubt for item in columns):
        detected = detected._replace(doubt=UNKNOWN_YEAR)
    found += _check_frequency(metric, detected, columns, values, configuration)
    if has_errors(found):
        return None, tuple(found)
    if _is_part(table):
        series = _sum_parts(values, rule, detected, column)
    else:
        series, left_out = _build(values, rule, detected, column, is_event=is_event)
    series, uncovered = drop_uncovered_steps(series)
    left_out = [*left_out, *uncovered]
    found += _left_out(series, left_out, table, has_zeros=any(not item.value for item in values))
    blanks = [item.span for column in columns for item in column.blanks]
    series, more = count_absent_steps(series, table, blanks, configuration.brief.report_date)
    series = replace(series, metric=metric)
    found += [*more, *events_not_counted(metric, columns, configuration)]
    explained = frozenset(span.first for span, _ in left_out)
    series, more = check_restarts(series, columns)
    found += more
    found += check_kind(series, configuration)
    found += check_quality(series, values, columns, explained=explained)
    found += check_falls(series, values, columns, configuration.events)
    found += check_runs(series, columns, configuration.events)
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


def _is_event(metric: Metric, columns: Sequence[DatedColumn]) -> bool:
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
    """Return an error if one column has dates of several lengths, such as days and months.

    A span that holds others would be counted twice.
    """
    if not values or _is_part(columns[0].table):
        return []
    kinds: dict[str, list[DatedValue]] = {}
    for item in values:
        kinds.setdefault(length_name(item.span), []).append(item)
    if len(kinds) == 1:
        return []
    (one, usual), *_, (other, odd) = sorted(kinds.items(), key=lambda pair: -len(pair[1]))
    return [
        error(
            "DAT043",
            f"the column has both {one} and {other}, such as {span_name(usual[0].span)} and "
            f"{span_name(odd[0].span)}",
            column_of(columns, odd[0].file).table.place(odd[0].line, sheet=odd[0].sheet),
            "write all dates in one way; take out rows of totals, or choose rows with `where`",
        )
    ]


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
    name = span_name(item.span)
    more = f", and {len(twice) - 1} more dates have two" if len(twice) > 1 else ""
    return [
        error(
            "DAT050",
            f"two values for {name}: `{earlier.text}` and `{item.text}` "
            f"({line_name(earlier)} and {line_name(item)}){more}",
            value_place(column_of(columns, item.file), item),
            f"keep one row per date, or set `combine: sum` (or last, mean) on metric `{metric.id}`",
            note="in a file of many organizations, choose one with `where: {column: name}`",
        )
    ]


def _build(
    values: Sequence[DatedValue], metric: Metric, detected: Detected, column: str, *, is_event: bool
) -> tuple[Series, Sequence[tuple[DateSpan, str]]]:
    """Return the series, and the steps that its rows do not fill with the reason."""
    in_order = sorted(values, key=lambda item: (item.span, item.file, item.line))
    rows_are, calendar = spacing(_spans(values)), detected.calendar
    is_listed = _is_listed(metric, is_event=is_event)
    if calendar.is_regular and (is_listed or is_finer(rows_are, calendar.frequency)):
        # Rows that come at no regular distance do not show which steps lack one.
        is_known = rows_are is not Frequency.IRREGULAR and not is_listed
        steps = combine_steps(in_order, metric, calendar, rows_are=rows_are if is_known else None)
        if not steps.observations and combine_rule(metric) is Combine.MEAN:
            # Answers on most days are no daily values: their mean needs no whole months.
            steps = combine_steps(in_order, metric, calendar, rows_are=None)
        return _series(metric, detected, steps.observations, column), steps.left_out
    groups = groupby(in_order, key=lambda item: described_span(item.span, calendar, metric.kind))
    observations = tuple(combined(list(rows), span, combine_rule(metric)) for span, rows in groups)
    if metric.kind is MetricKind.LEVEL and in_order:
        observations = (*observations[:-1], _on_its_day(observations[-1], in_order[-1].span))
    return _series(metric, detected, observations, column), ()


def _on_its_day(last: Observation, day: DateSpan) -> Observation:
    """Return the last reading of a running total, of its own day if its step was not over.

    The first day of a month is how many files write the month.
    """
    is_early = day.days == 1 < day.first.day and not is_near_end(day.last, last.last)
    return replace(last, first=day.first, last=day.last) if is_early else last


def _is_listed(metric: Metric, *, is_event: bool) -> bool:
    """Return whether a step without a row is known to have none of what is counted."""
    return is_event or metric.absent_months_are_zero or metric.absent_days_are_zero


def _sum_parts(
    values: Sequence[DatedValue], metric: Metric, detected: Detected, column: str
) -> Series:
    """Return one observation per span of days: the sum of its parts, such as of its pages."""
    in_order = sorted(values, key=lambda item: (item.span, item.file, item.line))
    groups = groupby(in_order, key=lambda item: item.span)
    observations = tuple(combined(list(group), span, Combine.SUM) for span, group in groups)
    return _series(metric, detected, observations, column)


def _series(
    metric: Metric, detected: Detected, observations: tuple[Observation, ...], column: str
) -> Series:
    calendar = detected.calendar
    return Series(
        metric=metric,
        frequency=calendar.frequency,
        observations=observations,
        column=column,
        year_starts=calendar.year_starts,
        week_starts=calendar.week_starts,
        doubt=detected.doubt,
    )


def _spans(values: Sequence[DatedValue]) -> list[DateSpan]:
    return sorted({item.span for item in values})


def _check_frequency(
    metric: Metric,
    detected: Detected,
    columns: Sequence[DatedColumn],
    values: Sequence[DatedValue],
    configuration: Configuration,
) -> list[Diagnostic]:
    """Return what a configuration must say of how often a metric is kept."""
    if not values:
        return []
    rows_are, table = spacing(_spans(values)), columns[0].table
    every = metric.every
    if every is not None and rows_are is not every and not is_finer(rows_are, every):
        kept = time_words(rows_are)
        weeks = "; weeks do not add up to anything longer" if rows_are is Frequency.WEEK else ""
        return [
            error(
                "DAT120",
                f"metric `{metric.id}` is to be reported every {every}, and the rows of "
                f"{table.name} are {kept.monthly}{weeks}",
                configuration.place("metrics", metric.id, "every"),
                f"write `every: {rows_are}`, or name a file with finer rows",
            )
        ]
    doubtful = next((column.doubt for column in columns if column.doubt), "")
    if not doubtful and not detected.doubt:
        return []
    span = described_span(_spans(values)[0], detected.calendar, metric.kind)
    message = Message(
        "{label}: the month in which its years begin is not known; {text} was taken for "
        "{first} to {last}",
        label=metric.label,
        text=f"`{doubtful or values[0].span.first}`",
        first=span.first,
        last=span.last,
    )
    return [
        finding(
            "DAT121",
            message,
            configuration.place("metrics", metric.id),
            "add `year_starts: April` (or another month) to the metric",
            note=gettext_noop("nothing is claimed about a metric whose dates are not certain"),
        )
    ]


def _left_out(
    series: Series,
    left_out: Sequence[tuple[DateSpan, str]],
    table: Table,
    *,
    has_zeros: bool,
) -> list[Diagnostic]:
    """Return what was left out: edge steps as a remark, steps in between as a finding."""
    # A daily count without a single 0 may come from a source that leaves such days out.
    may_skip = series.metric.kind is MetricKind.COUNT and not has_zeros
    zero = ", or set `absent_days: zero` if the source leaves out days without any"
    place = table.place(table.header_line)
    label, words = series.metric.label, time_words(series.frequency)
    if not left_out:
        return []
    if not series.observations and not has_known_coverage(series.metric):
        message = f"no {words.month} of `{series.column}` in {table.name} is complete"
        fix = f"export whole {words.months}{zero if may_skip else ''}"
        return [error("DAT054", message, place, fix)]
    kept = series.observations
    first, last = (kept[0].first, kept[-1].first) if kept else (date.max, date.min)
    inner = [item for item in left_out if first < item[0].first < last]
    edges = [item for item in left_out if item not in inner]
    found = []
    if edges:
        message = Message(
            "{label}: partial {steps} at either end were left out: {months}",
            label=label,
            steps=words.months,
            months=_listed_steps(edges, series.frequency),
        )
        found.append(remark("DAT052", message, place))
    if inner:
        message = Message(
            "{label}: incomplete {steps} were left out: {months}",
            label=label,
            steps=words.months,
            months=_listed_steps(inner, series.frequency),
        )
        fix = f"export the missing days{zero if may_skip else ''}"
        found.append(finding("DAT055", message, place, fix))
    return found


def _listed_steps(left_out: Sequence[tuple[DateSpan, str]], frequency: Frequency) -> Part:
    return listed(
        [
            Message("{month} ({reason})", month=step_of(span, frequency), reason=reason)
            for span, reason in left_out
        ]
    )
