"""XmR charts (individuals and moving range): signals against common-cause variation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

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
from reportgen.model.message import Message
from reportgen.model.metric import Direction

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

# 3 / d2 with d2 = 1.128, the mean range of two independent standard normal values.
LIMIT_FACTOR = 2.66
# Values in a row, as in NHS England, Making data count.
RUN = 7
# Below it, whole numbers are too coarse: most months have the same value and any other one is a
# signal. With a Poisson mean of 1, 15% to 16% of unchanged quarters had one (docs/methods.md).
MINIMUM_MEAN = 2.0
# Whole numbers can't come closer to the mean than this on average: a closer value is on neither
# side of it, so that no run can consist of the most common value.
HALF = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class XmrChart:
    """A series with its limits, its signals and their judgement.

    Attributes
    ----------
    mean, limit_low, limit_high : float
        From the baseline alone, in the unit of the metric; never recomputed from later months.
    mean_moving_range : float
        Mean absolute difference of successive baseline values.
    n_baseline : int
        Number of values at the start that form the baseline.
    """

    times: tuple[float, ...]
    values: tuple[float, ...]
    n_baseline: int
    mean: float
    mean_moving_range: float
    limit_low: float
    limit_high: float
    signals: tuple[Signal, ...]
    variation: Variation
    assurance: Assurance


def chart_xmr(
    times: Sequence[float],
    values: Sequence[float],
    *,
    n_baseline: int,
    good: Direction = Direction.UP,
    target: float | None = None,
) -> XmrChart:
    """Return the XmR chart of a series.

    Parameters
    ----------
    times, values : sequence of float, shape (n,)
        Oldest first; for a running total, its gains.
    n_baseline : int
        Number of values at the start that determine the limits, at least 12.
    good : Direction
        The good direction; with ``neither``, a signal is of higher or lower values.
    target : float, optional
        Without a target there is no assurance.

    Raises
    ------
    InsufficientDataError
        A baseline of fewer than 12 values, without variation, or of whole numbers with a mean
        absolute value below 2.

    Notes
    -----
    Limits: ``mean +- 2.66 * mean moving range``. Signals: a value outside the limits; 7 in
    a row on one side of the mean; 7 in a row each above (below) the one before, including the
    first; 2 of 3 in a row beyond two thirds of the way to the same limit. Variation is judged by
    the signals that include the latest value.

    Rare events have no chart: with one event in twelve months, runs of months without an event
    are expected, and the month with one lies beyond any limit.

    References
    ----------
    Shewhart (1931), Economic Control of Quality; Wheeler (2000), Understanding Variation.
    NHS England, Making data count. Wheeler (2011), Working with rare events, Quality Digest.
    The bounds for whole numbers were found by simulation (tests/analysis/test_xmr_rare.py).
    """
    baseline = np.asarray(values[:n_baseline], dtype=np.float64)
    if len(baseline) < MINIMUM_BASELINE:
        raise InsufficientDataError(short_baseline(len(baseline)))
    mean, moving_range = float(np.mean(baseline)), float(np.mean(np.abs(np.diff(baseline))))
    if moving_range == 0:
        raise InsufficientDataError(gettext_noop("the values of the baseline do not vary"))
    _refuse_rare(baseline)
    reach = LIMIT_FACTOR * moving_range
    signals = tuple(_signals([float(value) for value in values], mean, reach))
    return XmrChart(
        times=tuple(map(float, times)),
        values=tuple(map(float, values)),
        n_baseline=n_baseline,
        mean=mean,
        mean_moving_range=moving_range,
        limit_low=mean - reach,
        limit_high=mean + reach,
        signals=signals,
        variation=variation_of(signals, len(values) - 1, good),
        assurance=_assurance(mean - reach, mean + reach, target, good),
    )


def are_rare(values: Sequence[float]) -> bool:
    """Return whether values are whole numbers with a mean absolute value below 2."""
    is_whole = all(float(value).is_integer() for value in values)
    return is_whole and sum(map(abs, values)) < MINIMUM_MEAN * len(values)


def _refuse_rare(baseline: NDArray[np.float64]) -> None:
    if not are_rare(baseline.tolist()):
        return
    raise InsufficientDataError(
        Message(
            "with {total} in the {count} values of the baseline, too few happen at a time for "
            "limits and runs to mean anything",
            total=f"{np.sum(np.abs(baseline)):.0f}",
            count=str(len(baseline)),
        )
    )


def _signals(values: list[float], mean: float, reach: float) -> Iterator[Signal]:
    deviations = [value - mean for value in values]
    for position, deviation in enumerate(deviations):
        if abs(deviation) > reach:
            yield Signal(
                rule=SignalRule.OUTSIDE, first=position, last=position, is_high=deviation > 0
            )
    tie = HALF if all(map(float.is_integer, values)) else 0.0
    sides = [0 if abs(deviation) < tie else _sign(deviation) for deviation in deviations]
    for first, last, is_high in runs_of(sides):
        if last - first + 1 >= RUN:
            yield Signal(rule=SignalRule.ONE_SIDE, first=first, last=last, is_high=is_high)
    steps = [_sign(after - before) for before, after in pairwise(values)]
    for first, last, is_high in runs_of(steps):
        # A run of 6 steps connects 7 values.
        if last - first + 2 >= RUN:
            yield Signal(rule=SignalRule.TREND, first=first, last=last + 1, is_high=is_high)
    yield from _near_limit([_sign(d) if abs(d) > reach * 2 / 3 else 0 for d in deviations])


def _near_limit(beyond: Sequence[int]) -> Iterator[Signal]:
    """Yield patterns of 2 of 3 values on one side; overlapping patterns are merged."""
    for side in (1, -1):
        marked = [position for position, sign in enumerate(beyond) if sign == side]
        first = last = None
        for before, after in pairwise(marked):
            # Further apart, they are not within 3 successive values.
            if after - before > 2:
                continue
            if last != before:
                if first is not None and last is not None:
                    yield _two_of_three(first, last, side)
                first = before
            last = after
        if first is not None and last is not None:
            yield _two_of_three(first, last, side)


def _two_of_three(first: int, last: int, side: int) -> Signal:
    return Signal(rule=SignalRule.TWO_OF_THREE, first=first, last=last, is_high=side > 0)


def _assurance(low: float, high: float, target: float | None, good: Direction) -> Assurance:
    if target is None or good is Direction.NEITHER:
        return Assurance.NOT_ASSESSABLE
    if low <= target <= high:
        return Assurance.HIT_OR_MISS
    # The target lies outside the limits: all values are on one side of it.
    is_met = (target < low) == (good is Direction.UP)
    return Assurance.CAPABLE if is_met else Assurance.NOT_CAPABLE


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
