"""A metric's rows as dated values: columns found, cells read, faults at their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.columns import find_column, select_rows
from reportgen.data.dates import DateSpan, read_dates
from reportgen.data.findings import counted, error, finding, on_lines, remark
from reportgen.data.numbers import read_numbers
from reportgen.diagnostics import Diagnostic
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.csv_table import Row, Table
    from reportgen.data.dates import DateFault
    from reportgen.data.numbers import Fault, NumberColumn
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric

_TOTALS = frozenset({"total", "totals", "grand total", "sum", "gesamt", "insgesamt"})
_MOST_FAULTS = 5


class DatedValue(NamedTuple):
    """One row's value; `text` is the cell as the file has it."""

    span: DateSpan
    value: float
    line: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedColumn:
    """A metric's values in the file's order, and the spans whose cell was empty."""

    table: Table
    column: int
    values: tuple[DatedValue, ...]
    empty: tuple[DateSpan, ...]


def read_dated_column(
    metric: Metric, table: Table, configuration: Configuration
) -> tuple[DatedColumn | None, list[Diagnostic]]:
    """Return a metric's values; None where a column or cell can't be read."""
    base = ("metrics", metric.id)
    rows = select_rows(
        table,
        metric.where,
        [configuration.place(*base, "where", name) for name, _ in metric.where],
    )
    day = find_column(table, metric.date, configuration.place(*base, "date"))
    value = find_column(table, metric.value, configuration.place(*base, "value"))
    problems = [item for item in (rows, day, value) if isinstance(item, Diagnostic)]
    if isinstance(rows, Diagnostic) or isinstance(day, Diagnostic) or isinstance(value, Diagnostic):
        return None, problems
    kept, found = _without_total(table, rows, day)
    dates = read_dates([row.cells[day] for row in kept])
    is_whole = metric.kind is not MetricKind.RATE
    numbers = read_numbers([row.cells[value] for row in kept], is_whole=is_whole)
    found += _faults(table, kept, dates.faults, day)
    found += _faults(table, kept, numbers.faults, value)
    found += _undated(table, kept, dates.spans, numbers.values, day)
    if any(item.severity == "error" for item in found):
        return None, found
    found += _remarks(metric, table, kept, numbers)
    values = tuple(
        DatedValue(span, number, row.line, row.cells[value].strip())
        for row, span, number in zip(kept, dates.spans, numbers.values, strict=True)
        if span is not None and number is not None
    )
    empty = tuple(
        span
        for span, number in zip(dates.spans, numbers.values, strict=True)
        if span is not None and number is None
    )
    return DatedColumn(table=table, column=value, values=values, empty=empty), found


def _without_total(
    table: Table, rows: Sequence[Row], day: int
) -> tuple[Sequence[Row], list[Diagnostic]]:
    """Leave out a last row of totals."""
    if not rows or rows[-1].cells[day].strip().casefold() not in _TOTALS:
        return rows, []
    found = finding(
        "DAT045",
        f"line {rows[-1].line} holds totals and was left out",
        table.place(rows[-1].line, day),
        in_brief=False,
    )
    return rows[:-1], [found]


def _faults(
    table: Table, rows: Sequence[Row], faults: Sequence[Fault | DateFault], column: int
) -> list[Diagnostic]:
    """Return the first few faults of a column, and how many more there are."""
    found = []
    for number, fault in enumerate(faults[:_MOST_FAULTS]):
        more = len(faults) - _MOST_FAULTS
        is_last = number == _MOST_FAULTS - 1 and more > 0
        found.append(
            error(
                fault.code,
                f"column `{table.header[column]}`: {fault.message}",
                table.place(rows[fault.position].line, column),
                fault.help,
                note=f"{counted(more, 'more cell', 'more cells')} of the column can't be read"
                if is_last
                else "",
            )
        )
    return found


def _undated(
    table: Table,
    rows: Sequence[Row],
    spans: Sequence[DateSpan | None],
    values: Sequence[float | None],
    day: int,
) -> list[Diagnostic]:
    lines = [
        row.line
        for row, span, value in zip(rows, spans, values, strict=True)
        if span is None and value is not None and not row.cells[day].strip()
    ]
    if not lines:
        return []
    return [
        error(
            "DAT044",
            f"a value without a date in column `{table.header[day]}`: {on_lines(lines)}",
            table.place(lines[0]),
            "fill in the date, or delete the row",
        )
    ]


def _remarks(
    metric: Metric, table: Table, rows: Sequence[Row], numbers: NumberColumn
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    if numbers.rounded:
        lines = [rows[index].line for index in numbers.rounded]
        found.append(
            finding(
                "DAT034",
                f"{metric.label}: {counted(len(lines), 'value', 'values')} of {table.name} "
                "rounded to thousands or millions by the source",
                table.place(lines[0]),
                "export exact numbers, if the platform offers them",
                note="differences smaller than the rounding mean nothing",
            )
        )
    if numbers.is_percent and metric.kind is not MetricKind.RATE:
        found.append(
            remark(
                "DAT035",
                f"{metric.label}: the percentages of {table.name} were read as fractions of 1",
                table.place(table.header_line),
            )
        )
    return found
