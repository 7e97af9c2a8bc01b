"""Check the quality of a series: missing months and impossible values."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.data.findings import error, finding, listed, on_lines
from reportgen.languages.time_words import time_words
from reportgen.model.message import Message, counted_message, step_of
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.data.values.dated_values import DatedColumn, DatedValue
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.frequency import Calendar, DateSpan
    from reportgen.model.message import Part
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
    where = {column.table.name: column for column in columns}
    return [
        *_impossible(series, sorted(values), where),
        *_missing(series, where, explained),
    ]


def _impossible(
    series: Series, values: Sequence[DatedValue], where: Mapping[str, DatedColumn]
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
                    _place(where, outside[0].file, outside[0].line),
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
            _place(where, file, negative[0].line),
            "check the export; a count or a running total is never below 0",
        )
    ]


def _missing(
    series: Series, where: Mapping[str, DatedColumn], told: frozenset[date]
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
            _gap_place(series, where, absent[0]),
            "add the values; write 0 where nothing happened"
            if series.metric.kind is MetricKind.COUNT
            else "add the values, if the platform has them",
            note=f"a missing {words.month} is left out, it does not count as 0",
            in_brief=False,  # the analysis reports those in a compared period
        )
    ]


def _gap_place(series: Series, where: Mapping[str, DatedColumn], gap: DateSpan) -> Place:
    """Return the place of a step without a value; no row comes after it where steps are zeros."""
    rows = [(item.first, item.file, item.rows[0]) for item in series.observations if item.rows]
    for name, column in where.items():
        rows += [(item.span.first, name, item.line) for item in column.blanks]
    after = sorted(row for row in rows if row[0] >= gap.first)
    if not after:
        table = next(iter(where.values())).table
        return table.place(table.header_line)
    return _place(where, *after[0][1:])


def step_runs(steps: Sequence[DateSpan], calendar: Calendar) -> Part:
    """Return steps in words, those that follow each other together: ``2016-01 to 2016-08``."""
    runs: list[list[DateSpan]] = []
    for step in steps:
        if runs and runs[-1][-1].last + timedelta(days=1) == step.first:
            runs[-1].append(step)
        else:
            runs.append([step])
    ends = [
        [step_of(run[0], calendar.frequency), step_of(run[-1], calendar.frequency)] for run in runs
    ]
    return listed(
        [
            first if first == last else Message("{first} to {last}", first=first, last=last)
            for first, last in ends
        ]
    )


def _place(where: Mapping[str, DatedColumn], file: str, line: int) -> Place:
    column = where[file]
    return column.table.place(line, column.column)
