"""Read a metric's rows as dated values, with faults located at their rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.files.columns import find_column, select_rows
from reportgen.data.files.table import plain
from reportgen.data.findings import error, shorten
from reportgen.data.sources.export import DayOrder
from reportgen.data.values.column_findings import (
    column_faults,
    date_remarks,
    value_remarks,
)
from reportgen.data.values.date_order import dates_out_of_order
from reportgen.data.values.dates import DateColumn, DateRules, read_dates
from reportgen.data.values.measured_columns import (
    Measured,
    ValuePositions,
    find_values,
    read_measured,
)
from reportgen.data.values.totals import without_longer_times, without_totals
from reportgen.data.values.undated import undated_values, without_undated
from reportgen.diagnostics import Diagnostic, has_errors
from reportgen.model.frequency import DateSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.files.grid import Row
    from reportgen.data.files.table import Table
    from reportgen.model.configuration import Configuration
    from reportgen.model.metric import Metric


class DatedValue(NamedTuple):
    """One row's value.

    `text` is the cell as the file has it; `key` distinguishes an event from others, and is
    empty where the date does. `numerator` and `denominator` are what the value is the quotient
    of, where the file has both. `column` is the value's column in a reshaped or joined table,
    `sheet` its sheet if several were joined. `lines` are all lines that it comes from.
    """

    span: DateSpan
    value: float
    file: str
    line: int
    text: str
    key: str = ""
    numerator: float | None = None
    denominator: float | None = None
    column: str = ""
    sheet: str = ""
    lines: tuple[int, ...] = ()


class Blank(NamedTuple):
    """A row with a date and no value, which is not 0."""

    span: DateSpan
    line: int
    sheet: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedColumn:
    """A metric's values in the order of the file.

    `column` is the position of the values, or of the dates if rows are counted. `doubt` is a date
    whose days are not certain.
    """

    table: Table
    column: int
    values: tuple[DatedValue, ...]
    blanks: tuple[Blank, ...] = ()
    doubt: str = ""


class _Positions(NamedTuple):
    """Columns of dates, values and keys; `day` is None where the file covers a single span."""

    day: int | None
    values: ValuePositions
    key: int | None

    @property
    def value(self) -> int | None:
        """Return the column of the values, None where rows are counted."""
        return self.values.value


def read_dated_column(
    metric: Metric, table: Table, configuration: Configuration
) -> tuple[DatedColumn | None, list[Diagnostic]]:
    """Return a metric's values; None if a column or cell can't be read."""
    base = ("metrics", metric.id)
    rows = select_rows(
        table,
        metric.where,
        [configuration.place(*base, "where", name) for name, _ in metric.where],
    )
    positions = _find_positions(metric, table, configuration)
    if isinstance(rows, Diagnostic) or not isinstance(positions, _Positions):
        found = [rows] if isinstance(rows, Diagnostic) else []
        return None, [*found, *(positions if isinstance(positions, list) else [])]
    kept, found = without_totals(table, rows, positions.day)
    kept, more = without_undated(metric, table, kept, positions.day, positions.value)
    found += more
    dates = _read_days(metric, table, kept, positions.day, configuration.brief.language)
    if positions.day is not None:
        columns = [item for item in positions.values if item is not None]
        fewer, more = without_longer_times(
            metric, table, kept, day=positions.day, spans=dates.spans, values=columns
        )
        if more:
            kept, found = fewer, [*found, *more]
            dates = _read_days(metric, table, kept, positions.day, configuration.brief.language)
    measured, faults = read_measured(metric, table, kept, positions.values)
    numbers = measured.numbers
    if positions.day is not None:
        found += column_faults(table, kept, dates.faults, positions.day)
    found += faults
    if positions.day is not None:
        found += undated_values(metric, table, kept, numbers.values, positions.day)
    if has_errors(found):
        return None, found
    found += value_remarks(metric, table, kept, numbers)
    found += date_remarks(metric, table, kept, dates)
    found += dates_out_of_order(metric, table, kept, dates)
    shown = positions.value if positions.value is not None else (positions.day or 0)
    return DatedColumn(
        table=table,
        column=shown,
        values=tuple(_values(table, kept, dates, measured, positions)),
        doubt=dates.doubt,
        blanks=tuple(
            Blank(span, row.line, row.sheet)
            for row, span, number in zip(kept, dates.spans, numbers.values, strict=True)
            if span is not None and number is None
        ),
    ), found


def _find_positions(
    metric: Metric, table: Table, configuration: Configuration
) -> _Positions | list[Diagnostic]:
    """Return the positions of the columns, or why they can't be determined."""
    base, export = ("metrics", metric.id), table.export
    named = table.date or metric.date or (export.date if export is not None else None)
    day: int | Diagnostic | None = None
    if named is not None:
        day = find_column(table, named, configuration.place(*base, "date"))
    elif table.span is None:
        day = _no_date_column(metric, table, configuration)
    name = _value_name(metric.value, table) if metric.value is not None else None
    values = find_values(metric, table, name, configuration)
    if isinstance(day, Diagnostic) or not isinstance(values, ValuePositions):
        problems = [day] if isinstance(day, Diagnostic) else []
        return problems + (values if isinstance(values, list) else [])
    key = export.key if export is not None else None
    return _Positions(day, values, table.header.index(key) if key in table.header else None)


def _value_name(name: str, table: Table) -> str:
    """Return the name of the value column that a configured name means.

    Some exports give the value column the same name in every file and say in the title above
    the table what it holds; the configuration then names the title.
    """
    export = table.export
    if export is None or export.titled is None or plain(name) in table.header:
        return name
    return export.titled if plain(name).casefold() == plain(table.title).casefold() else name


def _no_date_column(metric: Metric, table: Table, configuration: Configuration) -> Diagnostic:
    dated = [
        name
        for index, name in enumerate(table.header)
        if isinstance(read_dates([table.rows[0].cells[index]]).spans[0], DateSpan)
    ]
    return error(
        "DAT024",
        f"metric `{metric.id}` names no date column, and {table.name} is not a known export",
        configuration.place("metrics", metric.id),
        f"add `date: {shorten(dated[0])}`" if dated else "add `date: …`, the column with the days",
    )


def _read_days(
    metric: Metric, table: Table, rows: Sequence[Row], day: int | None, language: str
) -> DateColumn:
    if day is None:
        return DateColumn(spans=tuple(table.span for _ in rows))
    order = table.export.day_order if table.export is not None else None
    rules = DateRules(
        is_day_first=None if order is None else order is DayOrder.DAY_FIRST,
        zone=metric.zone,
        first_year=metric.first_year,
        language=language,
        every=metric.every,
        year_starts=metric.year_starts,
    )
    return read_dates([row.cells[day] for row in rows], rules)


def _values(
    table: Table,
    rows: Sequence[Row],
    dates: DateColumn,
    measured: Measured,
    positions: _Positions,
) -> list[DatedValue]:
    return [
        DatedValue(
            span=span,
            value=number,
            file=table.name,
            line=row.line,
            text="1" if positions.value is None else row.cells[positions.value].strip(),
            key=_key(row, positions.key),
            numerator=numerator,
            denominator=denominator,
            column=_column(table, row, positions.value),
            sheet=row.sheet,
            lines=row.lines,
        )
        for row, span, number, numerator, denominator in zip(
            rows,
            dates.spans,
            measured.numbers.values,
            measured.numerators,
            measured.denominators,
            strict=True,
        )
        if span is not None and number is not None
    ]


def _column(table: Table, row: Row, value: int | None) -> str:
    """Return the column of a value in a reshaped or joined table, else nothing."""
    if value is None or (row.column is None and not row.sheet):
        return ""
    return table.cell_column(row, value)


def _key(row: Row, position: int | None) -> str:
    """Return what identifies a row: its key, or the whole row if it has none."""
    key = row.cells[position].strip() if position is not None else ""
    return key or "\t".join(row.cells)
