"""Check the quality of a series: missing months, impossible values, sudden falls."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.findings import error, finding, listed, on_lines
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message, Month, counted_message
from reportgen.model.metric import MetricKind
from reportgen.model.series import Frequency, Observation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reportgen.data.files.table import Table
    from reportgen.data.values.dated_values import DatedColumn, DatedValue
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.message import Part
    from reportgen.model.series import Series

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
    texts = {(item.file, item.line): item.text for item in values}
    found = _impossible(series, sorted(values), where)
    found += _missing(series, columns[0].table, explained)
    if series.metric.kind is MetricKind.LEVEL:
        found += _falls(series, texts, where)
    return found


def _impossible(
    series: Series, values: Sequence[DatedValue], where: Mapping[str, DatedColumn]
) -> list[Diagnostic]:
    metric = series.metric
    if metric.kind is MetricKind.RATE:
        outside = [item for item in values if not 0 <= item.value <= 1]
        if outside:
            return [
                error(
                    "DAT037",
                    f"`{outside[0].text}` is not a share: a rate must be between 0 and 1",
                    _place(where, outside[0].file, outside[0].line),
                    "write `0.45` or `45%`; otherwise set `kind: count` or `kind: level`",
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


def _missing(series: Series, table: Table, explained: frozenset[date]) -> list[Diagnostic]:
    """Return a finding on months without a value between the first and the last."""
    if series.frequency is not Frequency.MONTH or not series.observations:
        return []
    present = {item.first for item in series.observations}
    day, last = series.observations[0].first, series.observations[-1].first
    absent = []
    while day < last:
        if day not in present and day not in explained:
            absent.append(day)
        day = _next_month(day)
    if not absent:
        return []
    word = "month has" if len(absent) == 1 else "months have"
    return [
        finding(
            "DAT051",
            f"{series.metric.label}: {len(absent)} {word} no value: {month_runs(absent)}",
            table.place(table.header_line),
            "add the rows; write 0 where nothing happened"
            if series.metric.kind is MetricKind.COUNT
            else "add the rows, if the platform has them",
            note="a missing month is left out, it does not count as 0",
            in_brief=False,  # the analysis reports those in a compared period
        )
    ]


def month_runs(months: list[date]) -> Part:
    """Return months, given by their first days, as text: ``2016-01 to 2016-08``."""
    runs: list[list[date]] = []
    for month in months:
        if runs and _next_month(runs[-1][-1]) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return listed(
        [
            Month(run[0])
            if len(run) == 1
            else Message("{first} to {last}", first=Month(run[0]), last=Month(run[-1]))
            for run in runs
        ]
    )


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _falls(
    series: Series, texts: dict[tuple[str, int], str], where: Mapping[str, DatedColumn]
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


def _value_text(item: Observation, texts: dict[tuple[str, int], str]) -> str:
    text = texts.get((item.file, item.rows[-1]), "")
    return Message("{value} ({month})", value=text, month=Month(item.last))


def _place(where: Mapping[str, DatedColumn], file: str, line: int) -> Place:
    column = where[file]
    return column.table.place(line, column.column)
