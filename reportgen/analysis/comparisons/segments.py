"""The course of an interrupted series: one line that jumps or bends where something changed."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Impact
from reportgen.model.message import Message
from reportgen.statistics.period_values import require_succession

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from reportgen.model.estimate import Estimate
    from reportgen.statistics.period_values import PeriodValues

    Vector = NDArray[np.float64]
    Point = tuple[float, float]

# A line through two points has no residual.
_FEWEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A time from which the course may be another one.

    Attributes
    ----------
    at : float
        The first step after the change.
    since : float
        The first value after it that is not left out, at which a level change is given.
    """

    at: float
    since: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Segments:
    """A series with its changes, and the one that is asked about.

    Attributes
    ----------
    times, values : tuple of float, shape (n,)
        Without what is left out, in order of time.
    turns : tuple of Turn
        The changes, oldest first.
    steps : tuple of float
        First times of other definitions of the metric, at which the level alone may change.
    impact : Impact
        What the changes may change.
    place : int
        Which of `turns` is asked about.
    until : float
        The time of the effect.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    turns: tuple[Turn, ...]
    steps: tuple[float, ...]
    impact: Impact
    place: int
    until: float

    @property
    def turn(self) -> Turn:
        """Return the change that is asked about."""
        return self.turns[self.place]

    @property
    def n_base(self) -> int:
        """Return how many values precede the change that is asked about."""
        return sum(time < self.turn.at for time in self.times)

    @property
    def parts(self) -> tuple[int, ...]:
        """Return how many values there are before, between and after the changes."""
        return counts_between(self.times, [turn.at for turn in self.turns])

    @property
    def columns(self) -> Vector:
        """Return the design of the line: 1, time, then the changes and the steps; shape (n, k)."""
        return np.array([self.row(time) for time in self.times], dtype=np.float64)

    def row(self, time: float, *, is_without: bool = False) -> list[float]:
        """Return the terms of the line at a time, or of the line without the change asked about."""
        turns = [
            term
            for place, turn in enumerate(self.turns)
            for term in self._terms(turn, time if place != self.place or not is_without else None)
        ]
        steps = [float(time >= step) for step in self.steps]
        return [1.0, time - self.turns[0].at, *turns, *steps]

    def effect(self, time: float) -> list[float]:
        """Return the weights of the effect at a time: the line minus that without the change."""
        with_it, without = self.row(time), self.row(time, is_without=True)
        return [ours - theirs for ours, theirs in zip(with_it, without, strict=True)]

    @property
    def level(self) -> list[float] | None:
        """Return the weights of the level change; None where only the slope may change."""
        return self.effect(self.turn.since) if self.impact.has_level else None

    @property
    def slope(self) -> list[float] | None:
        """Return the weights of the slope change; None where only the level may change."""
        if not self.impact.has_slope:
            return None
        late = max(self.times[-1], self.turn.since) + 1
        after, before = self.effect(late), self.effect(late - 1)
        return [one - other for one, other in zip(after, before, strict=True)]

    @property
    def last_slope(self) -> list[float]:
        """Return the weights of the slope after all changes."""
        late = max(self.times[-1], *(turn.since for turn in self.turns)) + 1
        rows = self.row(late), self.row(late - 1)
        return [after - before for after, before in zip(*rows, strict=True)]

    def _terms(self, turn: Turn, time: float | None) -> list[float]:
        is_after = time is not None and time >= turn.at
        # A jump is given at the first value that is kept; a bend without one starts at the change.
        origin = turn.since if self.impact.has_level else turn.at
        reach = time - origin if time is not None and is_after else 0.0
        return [float(is_after)] * self.impact.has_level + [reach] * self.impact.has_slope


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What a figure draws of a fitted series.

    Attributes
    ----------
    lines : tuple of (Point, Point)
        The fitted line between changes, from its first to its last value.
    carried : tuple of (time, Estimate)
        The course without the change that is asked about, up to the next one.
    effect_at : tuple of float
        The time of the effect, and the values without and with the change.
    """

    lines: tuple[tuple[Point, Point], ...]
    carried: tuple[tuple[float, Estimate], ...]
    effect_at: tuple[float, float, float]


def course_of(segments: Segments, estimate: Callable[[Sequence[float]], Estimate]) -> Course:
    """Return the course of a series from a function that estimates a sum of its coefficients."""

    def value(time: float) -> float:
        return estimate(segments.row(time)).estimate

    breaks = sorted([*(turn.at for turn in segments.turns), *segments.steps])
    edges = [float("-inf"), *breaks, float("inf")]
    stretches = [
        [time for time in segments.times if start <= time < end] for start, end in pairwise(edges)
    ]
    after = [turn.at for turn in segments.turns if turn.at > segments.turn.at]
    end = min(after, default=float("inf"))
    until = segments.until
    return Course(
        lines=tuple(
            ((times[0], value(times[0])), (times[-1], value(times[-1])))
            for times in stretches
            if times
        ),
        carried=tuple(
            (time, estimate(segments.row(time, is_without=True)))
            for time in segments.times
            if segments.turn.at <= time < end
        ),
        effect_at=(
            until,
            estimate(segments.row(until, is_without=True)).estimate,
            value(until),
        ),
    )


def divide_series(
    base: PeriodValues,
    later: PeriodValues,
    *,
    changes: Sequence[float] = (),
    place: int = 0,
    steps: Sequence[float] = (),
    impact: Impact = Impact.BOTH,
    until: float | None = None,
    year: float = float("inf"),
) -> Segments:
    """Return a series divided by its changes.

    Parameters
    ----------
    base, later : PeriodValues
        In order of time; all values count alike.
    changes : sequence of float
        Times of the changes, oldest first; without any, the first time of `later`.
    place : int
        Which of them is asked about.
    steps : sequence of float
        Times of other definitions of the metric.
    impact : Impact
        What the changes may change.
    until : float, optional
        The time that the effect is asked for; by default a year after the change.
    year : float
        How many steps a year has.

    Raises
    ------
    InsufficientDataError
        Periods out of order, fewer than 3 values before, between or after changes, or a change
        of definition too close to another change.
    """
    require_succession(base, later)
    if not base.times or not later.times:
        raise InsufficientDataError(gettext_noop("there are too few values for the model"))
    pairs = zip((*base.times, *later.times), (*base.values, *later.values), strict=True)
    times, values = zip(*((float(time), float(value)) for time, value in pairs), strict=True)
    # The plan may count the step in which a change begins with the base period.
    first = float(later.times[0])
    ats = [first if at == base.times[-1] else float(at) for at in changes] or [first]
    _require_values(times, ats, place)
    # A change without any value after it, or before it, is not part of the series.
    kept = [at for at in ats if times[0] < at <= times[-1]]
    place -= sum(at <= times[0] for at in ats)
    turns = tuple(Turn(at=at, since=min(t for t in times if t >= at)) for at in kept)
    inner = tuple(sorted(at for at in steps if times[0] < at <= times[-1]))
    _require_apart(times, kept, inner)
    at, following = kept[place], [*kept, float("inf")][place + 1]
    last = max(time for time in times if time < following)
    wanted = at + year - 1 if until is None or until < at else until
    return Segments(
        times=times,
        values=values,
        turns=turns,
        steps=inner,
        impact=impact,
        place=place,
        until=max(min(wanted, last), turns[place].since),
    )


def counts_between(times: Sequence[float], ats: Sequence[float]) -> tuple[int, ...]:
    """Return how many times lie before, between and after some others."""
    edges = [float("-inf"), *ats, float("inf")]
    return tuple(sum(start <= time < end for time in times) for start, end in pairwise(edges))


def _require_values(times: Sequence[float], ats: Sequence[float], place: int) -> None:
    counts = counts_between(times, ats)
    if not sum(counts[: place + 1]):
        raise InsufficientDataError(gettext_noop("there is no value before the intervention"))
    if not sum(counts[place + 1 :]):
        raise InsufficientDataError(gettext_noop("there is no value after the intervention"))
    first = next(i for i, count in enumerate(counts) if count)
    last = max(i for i, count in enumerate(counts) if count)
    fewest = min(counts[first : last + 1])
    if fewest >= _FEWEST:
        return
    template = _ON_A_SIDE if len(counts) == 2 else _BETWEEN
    raise InsufficientDataError(Message(template, count=str(fewest)))


_ON_A_SIDE = gettext_noop("a trend on each side needs at least 3 values, and one has {count}")
_BETWEEN = gettext_noop(
    "a trend before, between and after the interventions needs at least 3 values, and one has "
    "{count}"
)


def _require_apart(times: Sequence[float], ats: Sequence[float], steps: Sequence[float]) -> None:
    """Raise an error if a step can't be distinguished from a change or another step."""
    for first, second in pairwise(sorted([*ats, *steps])):
        is_of_two = first in ats and second in ats and not {first, second} & {*steps}
        if not is_of_two and sum(first <= time < second for time in times) < _FEWEST:
            raise InsufficientDataError(
                gettext_noop(
                    "the definition of what is counted changed too close to another change to keep "
                    "the two apart"
                )
            )
