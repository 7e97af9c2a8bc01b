"""Falls of running totals that are too large to be usual."""

from __future__ import annotations

from itertools import pairwise
from math import inf, log, sqrt
from statistics import median
from typing import TYPE_CHECKING

from reportgen.data.findings import finding
from reportgen.data.row_places import row_lines, row_place
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import DateSpan
from reportgen.model.message import Message, step_of
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.values.dated_values import DatedColumn, DatedValue
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.period import Event
    from reportgen.model.series import Observation, Series

_SMALLEST_FALL = 0.05
"""A smaller relative fall of a level is ordinary."""
_TIMES_TYPICAL = 5
"""A fall is sudden if it is this many times as far from the usual pace as changes usually are."""


def check_falls(
    series: Series,
    values: Sequence[DatedValue],
    columns: Sequence[DatedColumn],
    events: Sequence[Event],
) -> list[Diagnostic]:
    """Return findings on falls of a running total that are large, also relative to its usual ones.

    Changes are those of the logarithm, per time between two readings, and are measured from the
    median one, so that a total that grows fast may not fall as fast unseen. A total that starts
    again, and a fall between whose readings there was an event, need no finding.
    """
    if series.metric.kind is not MetricKind.LEVEL or series.doubt:
        return []
    steps = [
        (one, two, _change(one, two) / _time_between(one, two, series))
        for one, two in pairwise(series.observations)
        if one.value > 0
    ]
    if not steps:
        return []
    # Medians, because the fall itself would inflate a mean.
    usual = median(pace for *_, pace in steps)
    typical = median(abs(pace - usual) for *_, pace in steps)
    texts = {(item.file, item.line, item.column): item.text for item in values}
    return [
        _finding(one, two, series, texts, columns)
        for one, two, pace in steps
        if pace < min(0.0, usual) - _TIMES_TYPICAL * typical
        and _is_large(one, two)
        and two.last not in series.restarted
        and not any(one.last < event.on <= two.last for event in events)
    ]


def _change(one: Observation, two: Observation) -> float:
    return log(two.value) - log(one.value) if two.value > 0 else -inf


def _time_between(one: Observation, two: Observation, series: Series) -> float:
    """Return steps of the series, days where it has none."""
    calendar = series.calendar
    if calendar.is_regular:
        return max(1, calendar.index(two.last) - calendar.index(one.last))
    return max(1, (two.last - one.last).days)


def _is_large(one: Observation, two: Observation) -> bool:
    """Return whether a fall is more than the comings and goings of a small group."""
    fall = one.value - two.value
    is_counted = one.value.is_integer() and two.value.is_integer()
    return fall > _SMALLEST_FALL * one.value and not (is_counted and fall <= sqrt(one.value))


def _finding(
    one: Observation,
    two: Observation,
    series: Series,
    texts: dict[tuple[str, int, str], str],
    columns: Sequence[DatedColumn],
) -> Diagnostic:
    before, after = (
        Message(
            "{value} ({month})",
            value=texts.get((item.file, item.rows[-1], item.column), ""),
            month=step_of(DateSpan(item.first, item.last), series.frequency)
            if item.first < item.last
            else item.last,
        )
        for item in (one, two)
    )
    message = Message(
        "{label}: falls from {before} to {after} ({lines})",
        label=series.metric.label,
        before=before,
        after=after,
        lines=row_lines(one, two),
    )
    return finding(
        "DAT053",
        message,
        row_place(columns, two, two.rows[-1]),
        "check the export, or name the reason under `events`; `restarts: once` if it is a counter "
        "that was set back",
        note=gettext_noop("such a fall is many times the usual change from one value to the next"),
    )
