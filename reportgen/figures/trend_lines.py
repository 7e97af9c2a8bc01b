"""The lines of a trend figure: what was fitted inside each period, and what was expected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, extrapolate_trend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.figures.drawing.axes_transform import Point
    from reportgen.model.estimate import Estimate
    from reportgen.model.quantity_ids import ContrastIds
    from reportgen.statistics.trend import TrendEstimate


_LEAST_BASE = 5.0
"""Months from first to last of a base whose line is carried on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedLine:
    """A straight line inside one period, in months and the metric's unit."""

    period: str
    start: Point
    end: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLine:
    """An earlier line carried on over a later period, with its interval.

    `observed_end` is the fitted line's value at the end; `effect` the id of the quantity
    that says how far apart both are, where there is one.
    """

    base: str
    later: str
    points: tuple[tuple[float, Estimate], ...]
    observed_end: float
    effect: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLines:
    """All lines of one figure; a period is fitted once."""

    fitted: tuple[FittedLine, ...]
    expected: tuple[ExpectedLine, ...]


def trend_lines(comparisons: Iterable[ComparisonOutcome], starts: dict[str, float]) -> TrendLines:
    """Return the lines that the comparisons of one metric have fitted.

    Parameters
    ----------
    comparisons : iterable of ComparisonOutcome
        Refusals have no lines.
    starts : dict of str to float
        Where each period begins on the time axis: expected lines start there. A line is not
        carried on to a period that begins later than half its own length after it.
    """
    fitted: dict[str, FittedLine] = {}
    expected: dict[tuple[str, str], ExpectedLine] = {}
    for item in comparisons:
        if type(item.result) not in _LINES:
            continue
        lines = _LINES[type(item.result)](item.result, item.ids, starts)
        for line in lines.fitted:
            fitted.setdefault(line.period, line)
        pair = (item.comparison.base, item.comparison.later)
        for carried in lines.expected:
            # A line whose distance is a quantity says more than one whose distance is not.
            if carried.effect is not None or pair not in expected:
                expected[pair] = carried
    return TrendLines(fitted=tuple(fitted.values()), expected=tuple(expected.values()))


def _of_slopes(result: SlopeComparison, _ids: ContrastIds, starts: dict[str, float]) -> TrendLines:
    sides = (result.base, result.later)
    expected = (_expected_of_slopes(result, starts),) if _is_near(*sides) else ()
    return TrendLines(fitted=tuple(_fitted(side) for side in sides), expected=expected)


def _of_its(
    result: InterruptedSeriesEstimate, ids: ContrastIds, _starts: dict[str, float]
) -> TrendLines:
    return TrendLines(
        fitted=_fitted_of_its(result), expected=(_expected_of_its(result, ids.effect_at_end),)
    )


_LINES: dict[type, Callable[[Any, ContrastIds, dict[str, float]], TrendLines]] = {
    SlopeComparison: _of_slopes,
    InterruptedSeriesEstimate: _of_its,
}
"""The lines of each kind of comparison that fits any, by the type of its result."""


def _is_near(base: TrendEstimate, later: TrendEstimate) -> bool:
    """Return whether the base is long and close enough to say what to expect later."""
    length = base.times[-1] - base.times[0]
    gap = later.times[0] - base.times[-1]
    return length >= _LEAST_BASE and 0 < gap <= max(1.0, length / 2)


def _fitted(trend: TrendEstimate) -> FittedLine:
    first, last = trend.times[0], trend.times[-1]
    return FittedLine(
        period=trend.period, start=(first, _value(trend, first)), end=(last, _value(trend, last))
    )


def _value(trend: TrendEstimate, time: float) -> float:
    return trend.intercept + trend.slope.estimate * time


def _expected_of_slopes(result: SlopeComparison, starts: dict[str, float]) -> ExpectedLine:
    later = result.later
    start = starts.get(later.period, later.times[0])
    times = (start, *(time for time in later.times if time > start))
    return ExpectedLine(
        base=result.base.period,
        later=later.period,
        points=extrapolate_trend(result.base, times),
        observed_end=_value(later, later.times[-1]),
        effect=None,
    )


def _fitted_of_its(result: InterruptedSeriesEstimate) -> tuple[FittedLine, FittedLine]:
    """Return both segments; the earlier one lies on the carried line's own extension."""
    time, carried = result.counterfactual[0]
    slope = result.base_slope.estimate
    base = result.times[: result.n_base]
    later = result.times[result.n_base :]
    level, change = result.level_change.estimate, result.slope_change.estimate

    def before(at: float) -> float:
        return carried.estimate + slope * (at - time)

    def after(at: float) -> float:
        return before(at) + level + change * (at - result.at)

    return (
        FittedLine(
            period=result.base_period,
            start=(base[0], before(base[0])),
            end=(base[-1], before(base[-1])),
        ),
        FittedLine(
            period=result.later_period,
            start=(later[0], after(later[0])),
            end=(later[-1], after(later[-1])),
        ),
    )


def _expected_of_its(result: InterruptedSeriesEstimate, effect: str) -> ExpectedLine:
    last = result.counterfactual[-1][1].estimate
    return ExpectedLine(
        base=result.base_period,
        later=result.later_period,
        points=result.counterfactual,
        observed_end=last + result.effect_at_end.estimate,
        effect=effect,
    )
