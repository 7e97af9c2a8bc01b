"""Control charts: the values that are forecast from a baseline, and those outside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.monitoring.signals import Signal, SignalRule, runs_of
from reportgen.errors import InsufficientDataError
from reportgen.model.message import Message
from reportgen.statistics.baseline_forecast import forecast
from reportgen.statistics.count_forecast import forecast_counts
from reportgen.statistics.distributions import chi2_sf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.statistics.baseline_forecast import Forecast, Mixture, Season
    from reportgen.statistics.count_forecast import CountForecast

MINIMUM_BASELINE = 12
# Chosen by simulation (docs/methods.md): of unchanged periods, at most 10% hold a signal, whether
# months are independent or not, with and without a season and a trend.
VALUES_LEVEL = 0.03
"""Probability that any value of a period is a signal by chance."""
PERIOD_LEVEL = 0.04
"""The same for all values of the period together."""
STRETCH_LEVEL = 0.005
"""The same for a stretch of months without events."""
# The values of a period of one month are judged one by one.
MINIMUM_TOGETHER = 2
# Below it, whole numbers are too coarse: most months have the same value and any other one is
# outside limits that are meant for measurements.
MINIMUM_MEAN = 2.0
# From here on counts are as good as measurements.
_MANY = 50.0
# Only for the explanation in the brief: clusters widen limits whether or not a test finds them,
# because 12 months rarely suffice to.
_CLUSTERED = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The ends of the expected range."""

    low: float
    high: float

    def __post_init__(self) -> None:
        """Check that the limits are in order."""
        if not self.low <= self.high:
            raise AssertionError(f"the limits are not in order: {self}")

    def side(self, value: float) -> int:
        """Return 1 for a value above the range, -1 for one below it, 0 for one in it."""
        return (value > self.high) - (value < self.low)


@dataclass(frozen=True, slots=True, kw_only=True)
class RareCounts:
    """What a chart of rare counts knows besides.

    Attributes
    ----------
    total : int
        The events of the baseline.
    dispersion : float or None
        Variance / mean of the baseline: about 1 for independent events; None without events.
    is_clustered : bool
        Whether the baseline varies significantly more than independent events.
    stretch : int or None
        Number of months in a row without events that is a signal; None if it exceeds the chart.
    """

    total: int
    dispersion: float | None
    is_clustered: bool
    stretch: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """A series with its expected ranges and its signals.

    Attributes
    ----------
    n_baseline : int
        Number of values at the start that form the baseline.
    mean : float
        Of the baseline.
    centers : tuple of float
        What each later value was expected to be.
    limits : tuple of Limits
        Of each later value, from the baseline alone; never recomputed from later ones.
    together : float
        The mean of all later values, or their total in a chart of rare counts.
    together_limits : Limits or None
        None for a single value, which has its own.
    spread : float
        The standard deviation of values about their expected ones.
    counts : RareCounts or None
        None for other values than rare counts.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    n_baseline: int
    mean: float
    centers: tuple[float, ...]
    limits: tuple[Limits, ...]
    together: float
    together_limits: Limits | None
    spread: float
    counts: RareCounts | None
    signals: tuple[Signal, ...]

    @property
    def later(self) -> tuple[float, ...]:
        """Return the values after the baseline."""
        return self.values[self.n_baseline :]

    def outside(self, side: int) -> int:
        """Return how many later values lie above (1) or below (-1) their range."""
        pairs = zip(self.limits, self.later, strict=True)
        return sum(limits.side(value) == side for limits, value in pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueKind:
    """What is known of the values of a series.

    Attributes
    ----------
    is_count : bool
        Whether they are whole numbers of events.
    floor, ceiling : float or None
        The ends of what they can be.
    """

    is_count: bool = False
    floor: float | None = None
    ceiling: float | None = None

    def within(self, low: float, high: float) -> Limits:
        """Return limits without what no value can be."""
        bottom = low if self.floor is None else max(low, self.floor)
        top = high if self.ceiling is None else min(high, self.ceiling)
        return Limits(low=min(bottom, top) + 0.0, high=max(bottom, top) + 0.0)


def chart_values(
    times: Sequence[float],
    values: Sequence[float],
    *,
    n_baseline: int,
    kind: ValueKind = ValueKind(),
    season: Season | None = None,
    weights: Sequence[float] | None = None,
) -> ControlChart:
    """Return the control chart of a series.

    Parameters
    ----------
    times, values : sequence of float, shape (n,)
        Oldest first; for a running total, its gains. At least one value is after the baseline.
    n_baseline : int
        Number of values at the start that determine the limits, at least 12.
    kind : ValueKind
        What values can be.
    season : Season, optional
        Where in the year the values lie; without it, no season is considered.
    weights : sequence of float, optional
        Those of the later values in their mean; equal by default.

    Raises
    ------
    InsufficientDataError
        A baseline of fewer than 12 values, without variation, or of whole numbers other than
        counts of events with a mean absolute value below 2.

    Notes
    -----
    The limits are those of the predictive distribution (`forecast`) of each later value, and of
    all together: values outside them have a probability of 3% in all, and the mean of the period
    has one of 4%. A period of one value has both. Counts are charted by the wider of these limits
    and those of clustered events (`forecast_counts`), and have one more signal if they are rare:
    a stretch of months without events whose probability is at most .005.

    References
    ----------
    Shewhart (1931), Economic Control of Quality. Alwan and Roberts (1988), J. Bus. Econ. Stat. 6,
    87-95 (charts of forecast errors). The levels by simulation: tests/analysis/test_chart_alarms.py
    """
    seen = tuple(map(float, values))
    before, later = seen[:n_baseline], seen[n_baseline:]
    if len(before) < MINIMUM_BASELINE:
        raise InsufficientDataError(_short_baseline(len(before)))
    is_rare = are_rare(before)
    if is_rare and not kind.is_count:
        raise InsufficientDataError(_too_few(before))
    mean = sum(before) / len(before)
    # Months without events don't vary, and yet they show how rare events are.
    expected = forecast(before, times, season=season, weights=weights) if any(before) else None
    counted = (
        forecast_counts([int(value) for value in before])
        if kind.is_count and mean < _MANY
        else None
    )
    ranges = _Ranges(expected=expected, counted=counted, is_rare=is_rare, kind=kind)
    shares = [1.0] * len(later) if weights is None else list(weights)
    together = sum(share * value for share, value in zip(shares, later, strict=True))
    chart = ControlChart(
        times=tuple(map(float, times)),
        values=seen,
        n_baseline=n_baseline,
        mean=mean,
        centers=ranges.centers(len(later), mean),
        limits=ranges.of_values(len(later)),
        together=together if is_rare else together / sum(shares),
        together_limits=ranges.of_all(len(later)) if len(later) >= MINIMUM_TOGETHER else None,
        spread=_spread(expected, [mean, sum(later) / len(later)] if kind.is_count else []),
        counts=_rare_counts(before, counted, longest=len(values)) if counted and is_rare else None,
        signals=(),
    )
    return replace(chart, signals=tuple(_signals(chart)))


def are_rare(values: Sequence[float]) -> bool:
    """Return whether values are whole numbers with a mean absolute value below 2."""
    is_whole = all(float(value).is_integer() for value in values)
    return is_whole and sum(map(abs, values)) < MINIMUM_MEAN * len(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ranges:
    """The wider of the ranges of measured values and of counts; at least one is known."""

    expected: Forecast | None
    counted: CountForecast | None
    is_rare: bool
    kind: ValueKind

    def centers(self, later: int, mean: float) -> tuple[float, ...]:
        """Return what each later value is expected to be."""
        if self.expected is None:
            return (mean,) * later
        return tuple(map(float, self.expected.values.means))

    def of_values(self, later: int) -> tuple[Limits, ...]:
        """Return the limits of each later value."""
        # The level is shared by all of them; a period of one value has that of the period, too.
        level = VALUES_LEVEL / later if later >= MINIMUM_TOGETHER else VALUES_LEVEL + PERIOD_LEVEL
        mixture = self.expected.values if self.expected else None
        return self._wider(mixture, level / 2, steps=1, count=later)

    def of_all(self, later: int) -> Limits:
        """Return the limits of the mean of all later values, or of the total of rare counts."""
        mixture = self.expected.mean if self.expected else None
        (limits,) = self._wider(mixture, PERIOD_LEVEL / 2, steps=later, count=1)
        return limits

    def _wider(
        self, mixture: Mixture | None, tail: float, *, steps: int, count: int
    ) -> tuple[Limits, ...]:
        # Rare counts are compared by their totals, which are whole numbers; others by their means.
        size = steps if self.is_rare else 1
        lows, highs = [], []
        if mixture is not None:
            low, high = (mixture.quantiles(chance) * size for chance in (tail, 1 - tail))
            lows.append(np.ceil(low) if self.is_rare else low)
            highs.append(np.floor(high) if self.is_rare else high)
        if self.counted is not None:
            lows.append(np.full(count, self.counted.fewest(steps, tail) * size / steps))
            highs.append(np.full(count, self.counted.most(steps, tail) * size / steps))
        ends = zip(np.min(lows, axis=0), np.max(highs, axis=0), strict=True)
        return tuple(self.kind.within(float(low), float(high)) for low, high in ends)


def _spread(expected: Forecast | None, rates: Sequence[float]) -> float:
    """Return the standard deviation of values; of counts at least that of independent events."""
    return max(expected.spread if expected else 0.0, *map(sqrt, rates), 0.0)


def _rare_counts(before: Sequence[float], counted: CountForecast, *, longest: int) -> RareCounts:
    total, df = int(sum(before)), len(before) - 1
    dispersion = None
    if total:
        mean = total / len(before)
        dispersion = sum((value - mean) ** 2 for value in before) / df / mean
    return RareCounts(
        total=total,
        dispersion=dispersion,
        # Fisher's index of dispersion: (n - 1) variance / mean is chi-squared with n - 1 df.
        is_clustered=dispersion is not None and chi2_sf(dispersion * df, df) < _CLUSTERED,
        stretch=counted.stretch(STRETCH_LEVEL, longest=longest),
    )


def _signals(chart: ControlChart) -> Iterator[Signal]:
    start, last = chart.n_baseline, len(chart.values) - 1
    if chart.together_limits is not None:
        side = chart.together_limits.side(chart.together)
        if side:
            yield Signal(rule=SignalRule.TOTAL, first=start, last=last, is_high=side > 0)
    for place, (limits, value) in enumerate(zip(chart.limits, chart.later, strict=True), start):
        if side := limits.side(value):
            yield Signal(rule=SignalRule.OUTSIDE, first=place, last=place, is_high=side > 0)
    if chart.counts is None or chart.counts.stretch is None:
        return
    for first, end in runs_of([value == 0 for value in chart.values]):
        if end >= start and end - first + 1 >= chart.counts.stretch:
            yield Signal(rule=SignalRule.NONE_IN_A_ROW, first=first, last=end, is_high=False)


def _short_baseline(count: int) -> Message:
    return Message(
        "limits need a baseline of at least {fewest} values, and this one has {count}",
        fewest=str(MINIMUM_BASELINE),
        count=str(count),
    )


def _too_few(before: Sequence[float]) -> Message:
    return Message(
        "with {total} in the {count} values of the baseline, too few happen at a time for limits "
        "to mean anything",
        total=f"{sum(map(abs, before)):.0f}",
        count=str(len(before)),
    )
