"""Check the quality of a series: missing months, impossible values, sudden falls."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.findings import error, finding, listed, on_lines
from reportgen.data.frequency import is_month
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import Calendar, DateSpan
from reportgen.model.message import Message, Month, counted_message, step_of
from reportgen.model.metric import MetricKind, Restarts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from reportgen.data.files.table import Table
    from reportgen.data.values.dated_values import DatedColumn, DatedValue
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.configuration import Configuration
    from reportgen.model.message import Part
    from reportgen.model.series import Observation, Series

_SMALLEST_FALL = 0.05
"""A smaller relative fall of a level is ordinary."""
_TIMES_TYPICAL = 5
"""A fall is sudden if it is this many times the median change."""


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
    texts = {(item.file, item.line, item.column): item.text for item in values}
    found = _impossible(series, sorted(values), where)
    found += _missing(series, columns[0].table, explained)
    is_total = series.metric.kind is MetricKind.LEVEL
    if is_total and series.metric.restarts is Restarts.NEVER and not yearly_restarts(series):
        found += _falls(series, texts, where)
    return found


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


def _missing(series: Series, table: Table, told: frozenset[date]) -> list[Diagnostic]:
    """Return the steps between the first and the last that have no value."""
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
            table.place(table.header_line),
            "add the rows; write 0 where nothing happened"
            if series.metric.kind is MetricKind.COUNT
            else "add the rows, if the platform has them",
            note=f"a missing {words.month} is left out, it does not count as 0",
            in_brief=False,  # the analysis reports those in a compared period
        )
    ]


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


def _falls(
    series: Series, texts: dict[tuple[str, int, str], str], where: Mapping[str, DatedColumn]
) -> list[Diagnostic]:
    """Return findings on falls of a level that are large, also relative to its usual change."""
    steps = [
        (earlier, later, (later.value - earlier.value) / earlier.value)
        for earlier, later in pairwise(series.observations)
        if earlier.value > 0
    ]
    if not steps:
        return []
    # The median, because the fall itself would inflate a mean.
    typical = median(abs(change) for *_, change in steps)
    limit = -max(_SMALLEST_FALL, _TIMES_TYPICAL * typical)
    found = []
    for earlier, later, change in steps:
        if change < limit:
            before, after = (_value_text(item, texts) for item in (earlier, later))
            message = Message(
                "{label}: falls from {before} to {after} ({lines})",
                label=series.metric.label,
                before=before,
                after=after,
                lines=_lines(earlier, later),
            )
            found.append(
                finding(
                    "DAT053",
                    message,
                    _place(where, later.file, later.rows[-1]),
                    "check the export, or name the reason under `events`",
                    note=gettext_noop(
                        "such a fall is many times the usual change from one value to the next"
                    ),
                )
            )
    return found


def yearly_restarts(series: Series) -> tuple[Observation, ...]:
    """Return the first values of years with which a running total starts again from nothing.

    A total of the year to date falls by more than half with each of its years, and at no other
    time. One year's end in the data is not enough to know it by, unless the total falls to less
    than a fifth: twelve months' sum falls to one month's.
    """
    metric = series.metric
    if metric.kind is not MetricKind.LEVEL or metric.restarts is not Restarts.NEVER:
        return ()
    steps = list(pairwise(series.observations))
    falls = [(one, two) for one, two in steps if two.value < one.value]
    # Not by `Calendar`, which imports pandas for years.
    ends = [
        (one, two)
        for one, two in steps
        if len({item.last.year - (item.last.month < series.year_starts) for item in (one, two)}) > 1
    ]
    if not ends or falls != ends or len(steps) == len(ends):
        return ()
    share = _HALF if len(ends) > 1 else _FIFTH
    if any(two.value >= share * one.value for one, two in ends):
        return ()
    return tuple(two for _, two in ends)


_HALF, _FIFTH = 0.5, 0.2


def restarting(series: Series, configuration: Configuration) -> list[Diagnostic]:
    """Report a running total that starts again each year, and is not declared to."""
    restarts = yearly_restarts(series)
    if not restarts:
        return []
    message = Message(
        "{label}: the running total starts again with each year, such as on {day}",
        label=series.metric.label,
        day=restarts[0].last,
    )
    return [
        finding(
            "DAT123",
            message,
            configuration.place("metrics", series.metric.id),
            "add `restarts: yearly` to the metric, or `kind: count` with the numbers of each month",
            note=gettext_noop("nothing is claimed about it until the configuration says so"),
        )
    ]


def _lines(earlier: Observation, later: Observation) -> str:
    one, other = earlier.rows[-1], later.rows[-1]
    if earlier.file == later.file:
        return Message(
            "lines {one} and {other} of {file}", one=str(one), other=str(other), file=later.file
        )
    return Message(
        "line {one} of {file} and line {other} of {other_file}",
        one=str(one),
        file=earlier.file,
        other=str(other),
        other_file=later.file,
    )


def _value_text(item: Observation, texts: dict[tuple[str, int, str], str]) -> str:
    text = texts.get((item.file, item.rows[-1], item.column), "")
    return Message("{value} ({month})", value=text, month=_when(item))


def _when(item: Observation) -> Part:
    return Month(item.last) if is_month(DateSpan(item.first, item.last)) else item.last


def _place(where: Mapping[str, DatedColumn], file: str, line: int) -> Place:
    column = where[file]
    return column.table.place(line, column.column)
