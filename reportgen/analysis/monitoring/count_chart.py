"""The chart of rare counts: which months are signal where few things happen in a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.signals import (
    Assurance,
    Signal,
    SignalRule,
    Variation,
    runs_of,
    variation_of,
)
from reportgen.analysis.monitoring.xmr import FEWEST_FOR_BASELINE, short_baseline
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import Direction
from reportgen.statistics.distributions import chi2_sf
from reportgen.statistics.prediction_limits import CountedBefore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MONTH_TAIL = 0.005
"""How rarely one month, or a stretch of months with none, lies beyond its limit by chance."""
TOTAL_TAIL = 0.025
"""The same for all later months together, on each side: the limits hold 95% of totals."""
FEWEST_TOGETHER = 2
_OVERDISPERSED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterTotal:
    """What happened in all later months together, with the limits of what is usual."""

    months: int
    total: int
    limit_low: int
    limit_high: int

    def __post_init__(self) -> None:
        """Check that the limits are in order."""
        if not 0 <= self.limit_low <= self.limit_high:
            raise AssertionError(f"the limits are not in order: {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountChart:
    """A series of rare counts with its limits, its signals and two words.

    Attributes
    ----------
    total, mean : int, float
        What happened in the baseline, and that a month.
    dispersion : float or None
        Variance of the baseline over its mean: 1 where chance alone makes the counts vary;
        None where nothing happened.
    limit_high : int
        The largest count of a usual month; the smallest one is 0.
    later : LaterTotal or None
        All months after the baseline together; None for fewer than two of them.
    stretch : int or None
        So many months in a row with none are a signal; None where more would be needed than
        the chart has.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    n_baseline: int
    total: int
    mean: float
    dispersion: float | None
    limit_high: int
    later: LaterTotal | None
    stretch: int | None
    signals: tuple[Signal, ...]
    variation: Variation
    assurance: Assurance

    def __post_init__(self) -> None:
        """Check that a usual month may hold what a month of the baseline holds on average."""
        if self.limit_high < self.mean:
            raise AssertionError(f"the limit lies below the mean: {self}")

    @property
    def is_overdispersed(self) -> bool:
        """Return whether the baseline varies more than chance makes counts vary."""
        if self.dispersion is None:
            return False
        df = self.n_baseline - 1
        return chi2_sf(self.dispersion * df, df) < _OVERDISPERSED


def chart_counts(
    times: Sequence[float],
    values: Sequence[float],
    *,
    n_baseline: int,
    good: Direction = Direction.UP,
    target: float | None = None,
) -> CountChart:
    """Return the chart of a series of rare counts.

    Parameters
    ----------
    times, values : sequence of float, shape (n,)
        Oldest first; whole counts, one a month.
    n_baseline : int
        How many of the first values set the limits, at least 12.
    good : Direction
        Which way is good; with ``neither`` a signal is neither improving nor worsening.
    target : float, optional
        What a month should reach; without one there is no assurance.

    Raises
    ------
    InsufficientDataError
        A baseline of fewer than 12 values, or one whose every month has the same count above 0.
    ValueError
        A count that is negative or not whole.

    Notes
    -----
    The limits are exact Poisson prediction limits (`CountedBefore`). One month has an upper
    limit alone, at .005; all later months together have two, at .025 each; and so many months
    in a row with none are a signal as chance brings at most .005 of the time. Counts are divided
    by the dispersion of the baseline where that is above 1, so that limits are wider where
    counts vary more than by chance, and never narrower.

    References
    ----------
    Fisher (1950), Biometrics 6, 17-24 (the index of dispersion). Wedderburn (1974), Biometrika
    61, 439-447 (counts divided by it). Levels and false alarms: tests/analysis, by simulation.
    """
    counts = [_whole(value) for value in values]
    before = counts[:n_baseline]
    if len(before) < FEWEST_FOR_BASELINE:
        raise InsufficientDataError(short_baseline(len(before)))
    if before[0] > 0 and len(set(before)) == 1:
        raise InsufficientDataError(gettext_noop("the values of the baseline do not vary"))
    dispersion = _dispersion(before)
    known = CountedBefore(
        events=sum(before), months=len(before), widening=max(1.0, dispersion or 1.0)
    )
    limit, stretch = known.most(1, MONTH_TAIL), known.stretch(MONTH_TAIL, longest=len(counts))
    later = _later(known, counts[n_baseline:])
    signals = tuple(_signals(counts, limit, stretch, later))
    return CountChart(
        times=tuple(map(float, times)),
        values=tuple(map(float, values)),
        n_baseline=n_baseline,
        total=known.events,
        mean=known.events / known.months,
        dispersion=dispersion,
        limit_high=limit,
        later=later,
        stretch=stretch,
        signals=signals,
        variation=variation_of(signals, len(counts) - 1, good),
        assurance=_assurance(limit, target, good),
    )


def _whole(value: float) -> int:
    if value < 0 or value != int(value):
        raise ValueError(f"a chart of counts needs whole counts, got {value}")
    return int(value)


def _dispersion(counts: Sequence[int]) -> float | None:
    """Return the variance over the mean."""
    mean = sum(counts) / len(counts)
    if mean == 0:
        return None
    return sum((count - mean) ** 2 for count in counts) / (len(counts) - 1) / mean


def _later(known: CountedBefore, counts: Sequence[int]) -> LaterTotal | None:
    """Return all later months together; one alone is judged by the limit of a month."""
    if len(counts) < FEWEST_TOGETHER:
        return None
    return LaterTotal(
        months=len(counts),
        total=sum(counts),
        limit_low=known.fewest(len(counts), TOTAL_TAIL),
        limit_high=known.most(len(counts), TOTAL_TAIL),
    )


def _signals(
    counts: Sequence[int], limit: int, stretch: int | None, later: LaterTotal | None
) -> Iterator[Signal]:
    for place, count in enumerate(counts):
        if count > limit:
            yield Signal(rule=SignalRule.OUTSIDE, first=place, last=place, is_high=True)
    if later is not None and not later.limit_low <= later.total <= later.limit_high:
        yield Signal(
            rule=SignalRule.TOTAL,
            first=len(counts) - later.months,
            last=len(counts) - 1,
            is_high=later.total > later.limit_high,
        )
    for first, last, _ in runs_of([int(count == 0) for count in counts]):
        if stretch is not None and last - first + 1 >= stretch:
            yield Signal(rule=SignalRule.NONE_IN_A_ROW, first=first, last=last, is_high=False)


def _assurance(limit: int, target: float | None, good: Direction) -> Assurance:
    """Return whether every usual month, from none to the limit, meets the target."""
    if target is None or good is Direction.NEITHER:
        return Assurance.NOT_ASSESSABLE
    meets = [count >= target if good is Direction.UP else count <= target for count in (0, limit)]
    if all(meets):
        return Assurance.CAPABLE
    return Assurance.HIT_OR_MISS if any(meets) else Assurance.NOT_CAPABLE
