"""Series that several tests of the statistics share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import strategies as st

from reportgen.analysis.comparisons.decision import DecisionSettings, decide, decide_means
from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.analysis.comparisons.period_model import segments_model, slopes_model
from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.analysis.comparisons.segments import divide_series
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, compare_slopes
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import Refusal
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.period_model import PeriodModel
    from reportgen.model.comparison import Margin
    from reportgen.model.estimate import ComparisonEstimate


def period(
    values: Sequence[float] | NDArray[np.float64],
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


def interrupted(base: PeriodValues, later: PeriodValues, *, until: float) -> PeriodModel:
    """Return the model of a series that changes at the first time of `later`."""
    return segments_model(divide_series(base, later, until=until))


def decided(result: ComparisonEstimate, **settings: Any) -> Decided:
    """Return the decision on the data of a result, by default without a season."""
    chosen = DecisionSettings(**settings)
    if isinstance(result, MeanComparison):
        return decide_means(result.base.sample, result.later.sample, chosen)
    if isinstance(result, RateComparison):
        base = PeriodValues("base", result.base_times, result.base_values)
        later = PeriodValues("later", result.later_times, result.later_values)
        return decide_means(base, later, chosen)
    if isinstance(result, InterruptedSeriesEstimate):
        n = result.n_base
        base = PeriodValues("base", result.times[:n], result.values[:n])
        later = PeriodValues("later", result.times[n:], result.values[n:])
        model = interrupted(base, later, until=later.times[-1])
        return decide(model, chosen, fewest=8, allows_trend=False)
    assert isinstance(result, SlopeComparison)
    if not isinstance(result.gains, Refusal):
        return decided(result.gains, **settings)
    base = PeriodValues("base", result.base.times, result.base.values)
    later = PeriodValues("later", result.later.times, result.later.values)
    return decide(slopes_model(base, later), chosen, fewest=6, allows_trend=False)


def monthly(*, least: int = 4, most: int = 15) -> st.SearchStrategy[list[float]]:
    """Return a strategy of monthly values whose spread is large compared with rounding errors."""
    value = st.integers(min_value=-10_000, max_value=10_000).map(lambda number: number / 8)
    return st.lists(value, min_size=least, max_size=most).filter(
        lambda values: len(set(values)) >= 3
    )
