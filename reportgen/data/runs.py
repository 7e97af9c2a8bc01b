"""Runs of zeros and of one repeated value, where a metric otherwise varies."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby, pairwise
from math import floor, log10
from statistics import fmean, median, quantiles
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.findings import finding
from reportgen.data.row_places import row_lines, row_place
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.languages.time_words import time_words
from reportgen.model.frequency import DateSpan, Frequency
from reportgen.model.message import Message, step_of
from reportgen.model.metric import MetricKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.data.values.dated_values import DatedColumn
    from reportgen.diagnostics import Diagnostic, Place
    from reportgen.model.message import Part
    from reportgen.model.period import Event
    from reportgen.model.series import Observation, Series

_FEWEST = 3
_FEWEST_ZEROS = {Frequency.DAY: 7, Frequency.WEEK: 4}
"""A week without any, or a month of weeks; three of everything longer."""
_FEWEST_OTHERS = 6
"""With fewer other values it is not known how a metric usually varies."""
_NEAR = 12
"""How many values on each side show how a metric varies at the time of a run."""
_EXPECTED_BEFORE = 7.0
"""As many would have been counted during the zeros: by chance, none has P=.001 (Poisson)."""
_CHANCE = 0.02
"""A run counts if in 100 such series fewer than two would hold it by chance."""


class _Run(NamedTuple):
    """Observations in a row with one value, and the place of the first."""

    place: int
    items: list[Observation]

    @property
    def value(self) -> float:
        return self.items[0].value


def check_runs(
    series: Series, columns: Sequence[DatedColumn], events: Sequence[Event]
) -> list[Diagnostic]:
    """Return findings on runs of zeros and of a repeated value that chance does not explain.

    A run that began with an event is explained. Steps that count as 0 because they have no row are
    no run: the configuration says so of them.
    """
    runs = _runs(series)
    found = []
    for run in runs:
        is_zero, told = run.value == 0, _is_told(run, series, events)
        if told or not all(item.rows for item in run.items):
            continue
        if is_zero and _is_stop(run, runs, series):
            found.append(_zeros(run, series, columns))
        elif not is_zero and _is_copy(run, runs, series):
            found.append(_repeated(run, series, columns))
    return found


def _runs(series: Series) -> list[_Run]:
    """Return runs of equal values in steps that follow each other."""
    calendar = series.calendar
    if not calendar.is_regular:
        return []
    seen = series.whole().observations
    numbers = [calendar.index(item.last) - place for place, item in enumerate(seen)]
    # Where a step is missing, the number of a step and its place drift apart.
    keys = [
        (item.value, item.denominator, number) for item, number in zip(seen, numbers, strict=True)
    ]
    runs: list[_Run] = []
    for _, group in groupby(range(len(seen)), key=keys.__getitem__):
        places = list(group)
        runs.append(_Run(places[0], [seen[place] for place in places]))
    return runs


def _is_told(run: _Run, series: Series, events: Sequence[Event]) -> bool:
    """Return whether an event is of the run's first step, or of the step before."""
    first = run.items[0].first
    before = series.calendar.day_of(series.calendar.index(first) - 1)
    return any(before <= event.on <= run.items[0].last for event in events)


def _is_stop(run: _Run, runs: Sequence[_Run], series: Series) -> bool:
    """Return whether zeros are more in a row than a metric ever had before, or has by chance."""
    if not series.metric.kind.adds_up:
        return False
    before = [one for one in runs if one.place < run.place]
    values = [one.value for one in before for _ in one.items]
    earlier = max((len(one.items) for one in before if one.value == 0), default=0)
    fewest = _FEWEST_ZEROS.get(series.frequency, _FEWEST) + 3 * earlier
    return (
        len(values) >= max(_FEWEST_OTHERS, 2 * fewest)
        and len(run.items) >= fewest
        # The smaller half of the months says what a low month is.
        and len(run.items) * min(fmean(values), median(values)) >= _EXPECTED_BEFORE
    )


def _is_copy(run: _Run, runs: Sequence[_Run], series: Series) -> bool:
    """Return whether so many equal values in a row are beyond chance.

    The chance that a value equals the one before is that of a normal difference with the lower
    quartile of the distances near the run, in units of the last digit; at least as often as the
    other values show it. A quartile, because a few leaps do not make small differences rare.
    """
    length, everything = len(run.items), sum(len(one.items) for one in runs)
    others = [one for one in runs if one is not run and _are_near(one, run)]
    values = [one.value for one in others for _ in one.items]
    is_flow = series.metric.kind.adds_up or series.metric.kind is MetricKind.LEVEL
    if length < _FEWEST or len(values) < _FEWEST_OTHERS:
        return False
    # The smallest values are those from before a metric grew; a share of all, or the best of all
    # scores, is a bound at which values naturally stay.
    if run.value <= min(values) or (run.value >= max(values) and not is_flow):
        return False
    unit = _last_digit(
        [run.value, *(value for value in values if value and _size(value) == _size(run.value))]
    )
    distance = quantiles([abs(later - earlier) for earlier, later in pairwise(values)])[0]
    # The density at 0 of a normal difference with this lower quartile is .127 = .3186/sqrt(2 pi).
    chance = 0.127 * unit / max(distance, unit / 4) if unit else 0.0  # 0: too small a unit
    for many, runs_of_them in ((len(values), len(others)), (everything - length, len(runs) - 1)):
        chance = max(chance, (many - runs_of_them) / many)
    chance = max(chance, values.count(run.value) / len(values))
    return 0 < chance < 1 and everything * chance ** (length - 1) < _CHANCE


def _are_near(one: _Run, other: _Run) -> bool:
    """Return whether runs are close in time: what grows varies by more from year to year."""
    return -_NEAR <= one.place - other.place < len(other.items) + _NEAR


def _size(value: float) -> int:
    return floor(log10(abs(value)))


def _last_digit(values: Sequence[float]) -> float:
    """Return the largest power of ten that all values are multiples of."""
    # 12 digits, so that the noise of a division is no digit of the file.
    digits = [Decimal(f"{value:.12g}").normalize().as_tuple().exponent for value in values]
    return 10.0 ** min(int(exponent) for exponent in digits)


def _zeros(run: _Run, series: Series, columns: Sequence[DatedColumn]) -> Diagnostic:
    message = Message(
        "{label}: 0 from {first} to {last}, {count} {months} in a row ({lines})",
        **_parts(run, series),
    )
    return finding(
        "DAT100",
        message,
        _place(run, columns),
        "delete the rows if they were not counted, or name the reason under `events`, with a day "
        "in the first of them",
        note=gettext_noop("it was never 0 for as long before; the source may have stopped"),
    )


def _repeated(run: _Run, series: Series, columns: Sequence[DatedColumn]) -> Diagnostic:
    message = Message(
        "{label}: the same value from {first} to {last}, {count} {months} in a row ({lines})",
        **_parts(run, series),
    )
    return finding(
        "DAT101",
        message,
        _place(run, columns),
        "correct the rows if the value was copied, or name the reason under `events`, with a day "
        "in the first of them",
        note=gettext_noop("the other values vary; a value may have been copied"),
    )


def _parts(run: _Run, series: Series) -> dict[str, Part]:
    first, last = run.items[0], run.items[-1]
    return {
        "label": series.metric.label,
        "first": step_of(DateSpan(first.first, first.last), series.frequency),
        "last": step_of(DateSpan(last.first, last.last), series.frequency),
        "count": str(len(run.items)),
        "months": time_words(series.frequency).months,
        "lines": row_lines(first, last),
    }


def _place(run: _Run, columns: Sequence[DatedColumn]) -> Place:
    return row_place(columns, run.items[0], run.items[0].rows[0])
