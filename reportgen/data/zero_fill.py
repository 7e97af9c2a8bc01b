"""Count steps without a row as 0, in a source that leaves out what did not happen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.data.findings import remark
from reportgen.data.quality import step_runs
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import DateSpan
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.series import Observation

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def drop_uncovered_steps(
    series: Series,
) -> tuple[Series, list[tuple[DateSpan, str]]]:
    """Remove steps that the source covers only partially; return the series and those steps."""
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


def count_absent_steps(
    series: Series, table: Table, blanks: Sequence[DateSpan]
) -> tuple[Series, list[Diagnostic]]:
    """Return a series with 0 in its steps without a row, where such a step means that.

    Steps between others count, and those that the configuration says are covered too. A step
    whose rows are blank has no value, and is not 0.
    """
    metric, calendar = series.metric, series.calendar
    is_zero = metric.count_rows or metric.absent_days_are_zero or metric.absent_months_are_zero
    if not is_zero or not calendar.is_regular:
        return series, []
    known = {item.first: item for item in series.observations}
    unknown = {calendar.span(span.first).first for span in blanks}.difference(known)
    steps = [step for step in _steps(series) if step.first not in unknown]
    absent = [step for step in steps if step.first not in known]
    if not absent:
        return series, []
    observations = tuple(known.get(step.first) or _zero(step, table.name) for step in steps)
    message = Message(
        "{label}: {steps} without a row of {file} count as 0: {months}",
        label=metric.label,
        steps=time_words(series.frequency).months,
        file=metric.file,
        months=step_runs(absent, calendar),
    )
    found = remark("DAT059", message, table.place(table.header_line))
    return replace(series, observations=observations), [found]


def _uncovered(item: Observation, metric: Metric) -> str:
    if metric.covered_from is not None and item.first < metric.covered_from:
        return Message("covered from {day}", day=metric.covered_from)
    if metric.covered_to is not None and item.last > metric.covered_to:
        return Message("covered to {day}", day=metric.covered_to)
    return ""


def _steps(series: Series) -> list[DateSpan]:
    """Return every step from the first to the last that is known of."""
    metric, seen = series.metric, series.observations
    first = metric.covered_from or (seen[0].first if seen else None)
    last = metric.covered_to or (seen[-1].last if seen else None)
    if first is None or last is None or first > last:
        return []
    return series.calendar.whole_steps(first, last)


def _zero(step: DateSpan, file: str) -> Observation:
    return Observation(first=step.first, last=step.last, value=0.0, file=file, rows=())
