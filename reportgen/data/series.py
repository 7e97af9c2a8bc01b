"""Dated values to a series, with everything that a reader must know about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.data.dated_values import DatedColumn, DatedValue, read_dated_column
from reportgen.data.findings import error, finding, listed, remark
from reportgen.data.frequency import described_span, detect_frequency, is_month
from reportgen.data.months import combine_months
from reportgen.data.quality import check_quality
from reportgen.diagnostics import has_errors
from reportgen.model.series import Frequency, Observation, Series

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.csv_table import Table
    from reportgen.data.dates import DateSpan
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric


def read_series(
    metric: Metric, table: Table, configuration: Configuration
) -> tuple[Series | None, tuple[Diagnostic, ...]]:
    """Return a metric's series; None where its file has errors, which come with it.

    Days become months (the last value of a level, the sum of counts, the mean of rates);
    months that the days do not fill are left out, with a remark. A blank cell is no value,
    and never 0.
    """
    column, found = read_dated_column(metric, table, configuration)
    if column is None:
        return None, tuple(found)
    if not column.values:
        place = table.place(table.header_line, column.column)
        message = f"column `{metric.value}` of {table.name} has no value"
        return None, (*found, error("DAT054", message, place, "name another column"))
    found += _mixed_spans(column)
    found += _duplicates(column, metric)
    if has_errors(found):
        return None, tuple(found)
    values = sorted(column.values)
    series, left_out = _build(values, metric)
    found += _left_out(series, left_out, table)
    told = frozenset(span.first for span, _ in left_out)
    found += check_quality(series, values, table, told=told)
    return series, tuple(found)


def _mixed_spans(column: DatedColumn) -> list[Diagnostic]:
    months = [item for item in column.values if is_month(item.span)]
    if not months or len(months) == len(column.values):
        return []
    odd = min(months, [item for item in column.values if not is_month(item.span)], key=len)[0]
    return [
        error(
            "DAT043",
            "the column has both months and days",
            column.table.place(odd.line),
            "write all dates in one way",
        )
    ]


def _duplicates(column: DatedColumn, metric: Metric) -> list[Diagnostic]:
    """Return dates with two values, unless the configuration says how they combine."""
    if metric.combine is not None:
        return []
    first: dict[object, DatedValue] = {}
    twice: list[tuple[DatedValue, DatedValue]] = []
    for item in column.values:
        earlier = first.setdefault(item.span, item)
        if earlier is not item:
            twice.append((earlier, item))
    if not twice:
        return []
    earlier, item = twice[0]
    name = f"{item.span.first:%Y-%m}" if is_month(item.span) else str(item.span.first)
    more = f", and {len(twice) - 1} more dates have two" if len(twice) > 1 else ""
    return [
        error(
            "DAT050",
            f"two values for {name}: `{earlier.text}` and `{item.text}` "
            f"(line {earlier.line} and line {item.line}){more}",
            column.table.place(item.line, column.column),
            f"keep one row a date, or set `combine: sum` (or last, mean) on metric `{metric.id}`",
            note="in a file of many organizations, choose one with `where: {column: name}`",
        )
    ]


def _build(
    values: Sequence[DatedValue], metric: Metric
) -> tuple[Series, Sequence[tuple[DateSpan, str]]]:
    """Return the series, and the months that its days do not fill with the reason."""
    distinct = sorted({item.span for item in values})
    frequency = detect_frequency(distinct)
    has_several = len(distinct) < len(values)
    if frequency is Frequency.DAY or has_several or _combines_happenings(metric, frequency):
        is_daily = frequency is Frequency.DAY and not has_several
        months = combine_months(values, metric, is_daily=is_daily)
        series = Series(
            metric=metric,
            frequency=Frequency.MONTH,
            observations=months.observations,
            column=metric.value,
        )
        return series, months.left_out
    observations = tuple(_observation(item, frequency, metric.file) for item in values)
    series = Series(
        metric=metric, frequency=frequency, observations=observations, column=metric.value
    )
    return series, ()


def _combines_happenings(metric: Metric, frequency: Frequency) -> bool:
    """Return whether irregular rows are to be combined, as the configuration asks."""
    return metric.combine is not None and frequency is Frequency.IRREGULAR


def _observation(item: DatedValue, frequency: Frequency, file: str) -> Observation:
    span = described_span(item.span, frequency)
    return Observation(
        first=span.first, last=span.last, value=item.value, file=file, rows=(item.line,)
    )


def _left_out(
    series: Series, left_out: Sequence[tuple[DateSpan, str]], table: Table
) -> list[Diagnostic]:
    """Return what was left out: edge months as a remark, months in between as a finding."""
    place = table.place(table.header_line)
    label = series.metric.label
    if not left_out:
        return []
    if not series.observations:
        message = f"no month of `{series.column}` in {table.name} is complete"
        return [error("DAT054", message, place, "export whole months")]
    first, last = series.observations[0].first, series.observations[-1].first
    inner = [item for item in left_out if first < item[0].first < last]
    edges = [item for item in left_out if item not in inner]
    found = []
    if edges:
        message = f"{label}: partial months at either end were left out: {_months(edges)}"
        found.append(remark("DAT052", message, place))
    if inner:
        message = f"{label}: incomplete months were left out: {_months(inner)}"
        found.append(finding("DAT055", message, place, "export the missing days"))
    return found


def _months(left_out: Sequence[tuple[DateSpan, str]]) -> str:
    return listed([f"{span.first:%Y-%m} ({reason})" for span, reason in left_out])
