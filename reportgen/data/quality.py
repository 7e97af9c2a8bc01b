"""Check the quality of a series: missing months and impossible values."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.data.findings import error, finding, on_lines
from reportgen.data.row_places import column_of, value_place
from reportgen.languages.time_words import time_words
from reportgen.model.message import StepRuns, counted_message
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from reportgen.data.values.dated_values import Blank, DatedColumn, DatedValue
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.frequency import Calendar, DateSpan
    from reportgen.model.series import Series


def check_quality(
    series: Series,
    values: Sequence[DatedValue],
    columns: Sequence[DatedColumn],
    *,
    explained: frozenset[date],
) -> list[Diagnostic]:
    """Return the findings on a series.

    Parameters
    ----------
    series : Series
        The series to check.
    values : sequence of DatedValue
        The rows that it was built from.
    columns : sequence of DatedColumn
        The columns that contain them.
    explained : frozenset of date
        First days of months whose absence another diagnostic explains.
    """
    return [
        *_impossible(series, sorted(values), columns),
        *_missing(series, columns, explained),
    ]


def _impossible(
    series: Series, values: Sequence[DatedValue], columns: Sequence[DatedColumn]
) -> list[Diagnostic]:
    metric = series.metric
    if metric.kind in (MetricKind.AVERAGE, MetricKind.AMOUNT):
        return []  # temperatures, net results and refunds may be below 0
    if metric.kind is MetricKind.RATE:
        outside = [item for item in values if not 0 <= item.value <= 1]
        if outside:
            return [
                error(
                    "DAT037",
                    f"`{outside[0].text}` is not a share: a rate must be between 0 and 1",
                    value_place(column_of(columns, outside[0].file), outside[0]),
                    "write `0.45` or `45%`, or set `in_percent: true` if 45 means 45%; if it is no "
                    "share, set `kind: average`, `count` or `level`",
                )
            ]
        return []
    negative = [item for item in values if item.value < 0]
    if not negative:
        return []
    file = negative[0].file
    lines = on_lines([item.line for item in negative if item.file == file])
    return [
        finding(
            "DAT036",
            counted_message(
                "{label}: {count} value below 0 ({lines} of {file})",
                "{label}: {count} values below 0 ({lines} of {file})",
                len(negative),
                label=metric.label,
                count=str(len(negative)),
                lines=lines,
                file=file,
            ),
            value_place(column_of(columns, file), negative[0]),
            "check the export; a count or a running total is never below 0",
        )
    ]


def _missing(
    series: Series, columns: Sequence[DatedColumn], told: frozenset[date]
) -> list[Diagnostic]:
    """Return the steps between the first and the last that have no value.

    The place is that of the first gap: of a cell without a value, or of the row after it.
    """
    calendar = series.calendar
    if not calendar.is_regular or not series.observations:
        return []
    present = {calendar.index(item.last) for item in series.observations}
    absent = [
        step
        for step in calendar.whole_steps(series.observations[0].first, series.observations[-1].last)
        if calendar.index(step.last) not in present and step.first not in told
    ]
    if not absent:
        return []
    words = time_words(series.frequency)
    noun = f"{words.month} has" if len(absent) == 1 else f"{words.months} have"
    return [
        finding(
            "DAT051",
            f"{series.metric.label}: {len(absent)} {noun} no value: {step_runs(absent, calendar)}",
            _gap_place(columns, absent[0]),
            "add the values; write 0 where nothing happened"
            if series.metric.kind is MetricKind.COUNT
            else "add the values, if the platform has them",
            note=f"a missing {words.month} is left out, it does not count as 0",
            in_brief=False,  # the analysis reports those in a compared period
        )
    ]


def _gap_place(columns: Sequence[DatedColumn], gap: DateSpan) -> Place:
    """Return the place of a step without a value: a blank cell, or the row after the step."""
    rows = [
        (item.span, position, item)
        for position, column in enumerate(columns)
        for item in _rows(column)
        if item.span.first >= gap.first
    ]
    if not rows:  # after the last row, months count as 0, but for one whose row is blank
        return columns[0].table.place(columns[0].table.header_line)
    _, position, found = min(rows, key=lambda item: item[:2])
    return value_place(columns[position], found)


def _rows(column: DatedColumn) -> Iterator[DatedValue | Blank]:
    yield from column.values
    yield from column.blanks


def step_runs(steps: Sequence[DateSpan], calendar: Calendar) -> StepRuns:
    """Return steps with those that follow each other together."""
    runs: list[list[DateSpan]] = []
    for step in steps:
        if runs and runs[-1][-1].last + timedelta(days=1) == step.first:
            runs[-1].append(step)
        else:
            runs.append([step])
    return StepRuns(tuple(map(tuple, runs)), calendar)
