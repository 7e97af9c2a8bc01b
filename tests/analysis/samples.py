"""Series that several tests of the statistics share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import strategies as st

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, compare_slopes
from reportgen.model.comparison import Alternative
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.comparison import Margin


def period(
    values: Sequence[float],
    *,
    start: int = 0,
    name: str = "p",
    weights: Sequence[float] | None = None,
) -> PeriodValues:
    """Return monthly values that begin in month `start`."""
    times = [float(start + index) for index in range(len(values))]
    return PeriodValues(name, times, [float(value) for value in values], weights)


def normal_values(seed: int, n: int, *, mean: float = 0.0, sd: float = 1.0) -> list[float]:
    """Return draws from a normal distribution."""
    return list(np.random.default_rng(seed).normal(mean, sd, n))


def totals(seed: int, n: int, *, gain: float, sd: float, start: float = 0.0) -> list[float]:
    """Return a running total of independent gains."""
    return list(start + np.cumsum(np.random.default_rng(seed).normal(gain, sd, n)))


def slopes_of(
    base: Sequence[float],
    later: Sequence[float],
    *,
    alternative: Alternative = Alternative.TWO_SIDED,
    margin: Margin | None = None,
    alpha: float = 0.05,
    confidence_level: float = 0.95,
) -> SlopeComparison:
    """Return the comparison of two adjacent periods of one running total."""
    n = len(base)
    first, second = period(base, name="before"), period(later, start=n, name="after")
    return compare_slopes(
        first,
        second,
        base_gains=PeriodValues("before", first.times[1:], list(np.diff(base))),
        later_gains=PeriodValues("after", second.times, list(np.diff([base[-1], *later]))),
        alternative=alternative,
        margin=margin,
        alpha=alpha,
        confidence_level=confidence_level,
    )


def monthly(*, least: int = 4, most: int = 15) -> st.SearchStrategy[list[float]]:
    """Return a strategy of monthly values whose spread is large compared with rounding errors."""
    value = st.integers(min_value=-10_000, max_value=10_000).map(lambda number: number / 8)
    return st.lists(value, min_size=least, max_size=most).filter(
        lambda values: len(set(values)) >= 3
    )
