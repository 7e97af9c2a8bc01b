"""Control charts of rare counts, with exact prediction limits (docs/decisions/0014)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.signals import (
    MINIMUM_BASELINE,
    Assurance,
    Signal,
    SignalRule,
    Variation,
    runs_of,
    short_baseline,
    variation_of,
)
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import Direction
from reportgen.statistics.distributions import chi2_sf
from reportgen.statistics.prediction_limits import CountedBefore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Levels chosen by simulation: together at most 6% of unchanged years hold a signal at means up to
# 1.5 per month, and 7% at 2 (docs/decisions/0014, tests/analysis/test_count_chart_alarms.py).
MONTH_TAIL = 0.005
"""Probability that a month, or a run of months without events, is a signal by chance."""
TOTAL_TAIL = 0.025
"""The same for the total of all later months, per side: the limits contain 95% of totals."""
# The total of a single month is judged by the limit of a month.
MINIMUM_TOGETHER = 2
# Only for the explanation in the brief: limits are widened whether or not the test is significant,
# because 12 months rarely suffice to detect clusters.
_OVERDISPERSED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class LaterTotal:
    """The total of all months after the baseline, with its prediction limits."""

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
    """A series of rare counts with its limits, its signals and their judgement.

    Attributes
    ----------
    total, mean : int, float
        Number of events in the baseline, and per month.
    dispersion : float or None
        Variance / mean of the baseline: about 1 for independent events; None without events.
    limit_high : int
        Upper limit of a month. There is no lower one, because 0 is never unusual for a month.
    later : LaterTotal or None
        The total of all months after the baseline; None if there are fewer than two.
    stretch : int or None
        Number of months in a row without events that is a signal; None if it exceeds the chart.
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
        """Check that the limit is not below the mean."""
        if self.limit_high < self.mean:
            raise AssertionError(f"the limit lies below the mean: {self}")

    @property
    def is_overdispersed(self) -> bool:
        """Return whether the baseline varies significantly more than independent events."""
        if self.dispersion is None:
            return False
        # Fisher's index of dispersion: (n - 1) variance / mean is chi-squared with n - 1 df.
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
    """Return the control chart of a series of rare counts.

    Parameters
    ----------
    times, values : sequence of float, shape (n,)
        Oldest first; whole counts, one per month.
    n_baseline : int
        Number of values at the start that determine the limits, at least 12.
    good : Direction
        The good direction; with ``neither``, a signal is of higher or lower values.
    target : float, optional
        Target of a month; without one there is no assurance.

    Raises
    ------
    InsufficientDataError
        A baseline of fewer than 12 values, or with the same count above 0 in every month.
    ValueError
        A count that is negative or not whole.

    Notes
    -----
    The limits are exact Poisson prediction limits (`CountedBefore`). A month has an upper limit
    at .005; the total of all later months has two limits at .025 each; a run of months without
    events is a signal if its probability is at most .005. Counts are divided by the dispersion of
    the baseline if that is above 1, so limits are wider if counts vary more than by chance, and
    never narrower.

    References
    ----------
    Fisher (1950), Biometrics 6, 17-24 (the index of dispersion). Wedderburn (1974), Biometrika
    61, 439-447 (counts divided by it). Levels and false alarms: tests/analysis, by simulation.
    """
    counts = [_whole(value) for value in values]
    before = counts[:n_baseline]
    if len(before) < MINIMUM_BASELINE:
        raise InsufficientDataError(short_baseline(len(before)))
    # Independent events are not that regular; months without events are, if events are rare.
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
    """Return variance / mean."""
    mean = sum(counts) / len(counts)
    if mean == 0:
        return None
    return sum((count - mean) ** 2 for count in counts) / (len(counts) - 1) / mean


def _later(known: CountedBefore, counts: Sequence[int]) -> LaterTotal | None:
    """Return the total of all later months with its limits."""
    if len(counts) < MINIMUM_TOGETHER:
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
    """Return whether all counts from 0 to the limit of a month meet the target."""
    if target is None or good is Direction.NEITHER:
        return Assurance.NOT_ASSESSABLE
    # Meeting a target is monotonic in the count, so the two ends decide for all.
    meets = [count >= target if good is Direction.UP else count <= target for count in (0, limit)]
    if all(meets):
        return Assurance.CAPABLE
    return Assurance.HIT_OR_MISS if any(meets) else Assurance.NOT_CAPABLE
