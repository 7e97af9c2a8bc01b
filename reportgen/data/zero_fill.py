"""Count steps without a row as 0, in a source that leaves out what did not happen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.data.findings import remark
from reportgen.data.quality import step_runs
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import DateSpan
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.series import Observation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

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
    series: Series, table: Table, blanks: Sequence[DateSpan], report_date: date | None
) -> tuple[Series, list[Diagnostic]]:
    """Return a series with 0 in its steps without a row, where such a step means that.

    Steps between others count, and those that the configuration says are covered too. A list of
    events is one up to the report date: whether there was none in a month does not depend on
    whether there is one after it. A step whose rows are blank has no value, and is not 0.
    """
    metric, calendar = series.metric, series.calendar
    is_zero = metric.count_rows or metric.absent_days_are_zero or metric.absent_months_are_zero
    if not is_zero or not calendar.is_regular:
        return series, []
    known = {item.first: item for item in series.observations}
    unknown = {calendar.span(span.first).first for span in blanks}.difference(known)
    steps = [step for step in _steps(series, report_date) if step.first not in unknown]
    absent = [step for step in steps if step.first not in known]
    if not absent:
        return series, []
    observations = tuple(known.get(step.first) or _zero(step, table.name) for step in steps)
    filled = replace(series, observations=observations)
    absent = [step for step in absent if report_date is None or step.last <= report_date]
    if not absent:
        return filled, []
    seen = [item for item in series.observations if report_date and item.last <= report_date]
    is_longer = _is_open_list(metric) and bool(seen) and absent[-1].first > seen[-1].first
    message = Message(
        _UP_TO_THE_REPORT if is_longer else _BETWEEN,
        label=metric.label,
        steps=time_words(series.frequency).months,
        file=metric.file,
        months=step_runs(absent, calendar),
    )
    # The count of the same rows says it in the brief.
    is_said = metric.rows_are_events and metric.covered_to is None
    place = table.place(table.header_line)
    found = remark("DAT059", message, place, in_brief=not is_said)
    return filled, [found]


_BETWEEN = gettext_noop("{label}: {steps} without a row of {file} count as 0: {months}")
_UP_TO_THE_REPORT = gettext_noop(
    "{label}: {steps} without a row of {file} count as 0, up to the date of the report: {months}"
)


def _uncovered(item: Observation, metric: Metric) -> str:
    if metric.covered_from is not None and item.first < metric.covered_from:
        return Message("covered from {day}", day=metric.covered_from)
    if metric.covered_to is not None and item.last > metric.covered_to:
        return Message("covered to {day}", day=metric.covered_to)
    return ""


def _steps(series: Series, report_date: date | None) -> list[DateSpan]:
    """Return every step from the first to the last that is known of."""
    metric, seen = series.metric, series.observations
    first = metric.covered_from or (seen[0].first if seen else None)
    last = metric.covered_to or (seen[-1].last if seen else None)
    if _is_open_list(metric):
        last = max((day for day in (last, report_date) if day is not None), default=None)
    if first is None or last is None or first > last:
        return []
    return series.calendar.whole_steps(first, last)


def _is_open_list(metric: Metric) -> bool:
    """Return whether rows are events, and nothing says until when they are listed."""
    return (metric.count_rows or metric.rows_are_events) and metric.covered_to is None


def _zero(step: DateSpan, file: str) -> Observation:
    return Observation(first=step.first, last=step.last, value=0.0, file=file, rows=())
