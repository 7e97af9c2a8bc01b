"""Running totals that start again from nothing: each year, or once."""

from __future__ import annotations

from calendar import month_name
from dataclasses import replace
from itertools import pairwise
from math import inf, log
from typing import TYPE_CHECKING, NamedTuple

from reportgen.data.findings import finding
from reportgen.data.row_places import row_place
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.frequency import Frequency, year_of
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind, Restarts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.data.values.dated_values import DatedColumn
    from reportgen.diagnostics import Diagnostic
    from reportgen.model.series import Observation, Series

_HALF, _FIFTH = 0.5, 0.2
_MOST_FALLS = 0.2
"""A total that falls more often than in one of five steps is no total: a stock, a waiting list."""
_USUAL_STARTS = (1, 4, 7, 10)
"""The months with which calendar years and most fiscal years begin, tried before the others."""


class Restart(NamedTuple):
    """What the values of a running total show of its restarts.

    `year_starts` is the month of a yearly restart, `readings` are the first after each.
    """

    restarts: Restarts
    readings: tuple[Observation, ...]
    year_starts: int = 1


def check_restarts(
    series: Series, columns: Sequence[DatedColumn]
) -> tuple[Series, list[Diagnostic]]:
    """Return a series that knows where its running total starts again, and findings on it.

    A restart that the configuration does not declare, or one that it declares and the values
    do not show, leaves the series in doubt: nothing is claimed about it.
    """
    metric = series.metric
    is_asked = metric.kind is MetricKind.LEVEL and metric.restarts is not Restarts.NEVER
    if not is_asked or len(series.observations) < 2:
        return series, []
    seen = recognized_restart(series)
    if metric.restarts is None:
        if seen is None:
            return series, []
        return replace(series, doubt=_UNDECLARED), [_undeclared(series, seen, columns)]
    restarted = declared_restarts(series)
    if restarted is None:
        return replace(series, doubt=_NOT_SHOWN), [_not_shown(series, seen, columns)]
    return replace(series, restarted=tuple(item.last for item in restarted)), []


_UNDECLARED = gettext_noop("its running total starts again from 0, which is not declared")
_NOT_SHOWN = gettext_noop("its running total is declared to start again, and its values do not")


def recognized_restart(series: Series) -> Restart | None:
    """Return the restarts that the values of a running total show, None where they show none.

    A total of the year to date falls by more than half with each of its years, and at no other
    time. One year's end is not enough to know it by, unless the total falls to less than a
    fifth: twelve months' sum falls to one month's. A counter that was set back falls as far at
    any time, and goes on from there.
    """
    seen = series.observations
    steps = list(pairwise(seen))
    falls = [place for place, (one, two) in enumerate(steps) if two.value < one.value]
    deep = [place for place in falls if steps[place][1].value < _HALF * steps[place][0].value]
    # Small corrections within a year are ordinary; a stock that rises and falls is no total.
    if not deep or len(falls) - len(deep) > _MOST_FALLS * (len(steps) - len(deep)):
        return None
    if len(steps) > len(deep):
        for start in dict.fromkeys((series.year_starts, *_USUAL_STARTS, *range(1, 13))):
            is_yearly = any(ends == deep for ends in _year_ends(series, start))
            if is_yearly and (len(deep) > 1 or (_is_deepest(steps, deep) and start == 1)):
                readings = tuple(steps[place][1] for place in deep)
                return Restart(Restarts.YEARLY, readings, start)
    place = deep[0]
    goes_on = seen[place + 2 : place + 3]  # without one, it may be a slip in the last row
    is_once = len(deep) == 1 and place > 0 and _is_deepest(steps, deep)
    if is_once and goes_on and goes_on[0].value < _HALF * steps[place][0].value:
        return Restart(Restarts.ONCE, (steps[place][1],))
    return None


def declared_restarts(series: Series) -> tuple[Observation, ...] | None:
    """Return the readings that start again as the configuration says, None if none does.

    Once is the deepest fall. Yearly is every year's end: also one at which the total does not
    fall, where most do. The first reading of a file counts as the first of its year.
    """
    steps = list(pairwise(series.observations))
    if series.metric.restarts is Restarts.ONCE:
        depth, later = min(((_depth(one, two), two) for one, two in steps), default=(0.0, None))
        return (later,) if later is not None and depth < log(_HALF) else None
    ends = max(_year_ends(series, series.year_starts), key=lambda found: _fallen(steps, found))
    if ends and 2 * _fallen(steps, ends) < len(ends):
        return None
    return (*series.observations[:1], *(steps[place][1] for place in ends))


def _year_ends(series: Series, start: int) -> Iterator[list[int]]:
    """Yield the steps between two readings that cross the end of a year.

    A week that straddles it may belong to either year.
    """
    steps = list(pairwise(series.observations))
    is_weekly = series.frequency is Frequency.WEEK
    for edge in ("last", "first") if is_weekly else ("last",):
        years = [year_of(getattr(item, edge), start) for item in series.observations]
        yield [
            place
            for place, (one, two) in enumerate(pairwise(years))
            # From nothing, a total can't fall.
            if one != two and steps[place][0].value > 0
        ]


def _fallen(steps: Sequence[tuple[Observation, Observation]], places: Sequence[int]) -> int:
    return sum(steps[place][1].value < steps[place][0].value for place in places)


def _is_deepest(steps: Sequence[tuple[Observation, Observation]], places: Sequence[int]) -> bool:
    return all(steps[place][1].value < _FIFTH * steps[place][0].value for place in places)


def _depth(one: Observation, two: Observation) -> float:
    if one.value <= 0:
        return 0.0
    return log(two.value) - log(one.value) if two.value > 0 else -inf


def _undeclared(series: Series, seen: Restart, columns: Sequence[DatedColumn]) -> Diagnostic:
    first, metric = seen.readings[0], series.metric
    place = row_place(columns, first, first.rows[-1])
    note = gettext_noop("nothing is claimed about it until this is declared")
    if seen.restarts is Restarts.ONCE:
        message = Message(
            "{label}: the running total starts again on {day}", label=metric.label, day=first.last
        )
        fix = (
            f"add `restarts: once` to metric `{metric.id}` if it was set back, or "
            "`restarts: never` if it fell"
        )
        return finding("DAT123", message, place, fix, note=note)
    message = Message(
        "{label}: the running total starts again with each year, such as on {day}",
        label=metric.label,
        day=first.last,
    )
    fix = (
        f"add `restarts: yearly`{_named_start(series, seen)} to metric `{metric.id}`, or "
        "`kind: count` with the numbers of each month"
    )
    return finding("DAT123", message, place, fix, note=note)


def _named_start(series: Series, seen: Restart) -> str:
    if seen.year_starts == series.year_starts:
        return ""
    return f" and `year_starts: {month_name[seen.year_starts]}`"


def _not_shown(series: Series, seen: Restart | None, columns: Sequence[DatedColumn]) -> Diagnostic:
    metric, item = series.metric, series.observations[-1]
    message = Message(
        "{label}: the running total is declared to start again, and its values do not",
        label=metric.label,
    )
    fix = f"take `restarts` off metric `{metric.id}`"
    if seen is not None:
        item = seen.readings[0]
        fix = f"write `restarts: {seen.restarts}`{_named_start(series, seen)}"
    elif metric.restarts is Restarts.YEARLY:
        fix += ", or name the month with `year_starts`"
    return finding(
        "DAT102",
        message,
        row_place(columns, item, item.rows[-1]),
        fix,
        note=gettext_noop("nothing is claimed about it until this is declared"),
    )
