"""The lines of a trend figure: fitted within each period, and extrapolated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, extrapolate_trend
from reportgen.narrative.figures.trend_parts import is_extrapolated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.figures.drawing.axes import Point
    from reportgen.model.estimate import Estimate
    from reportgen.model.quantity_ids import ContrastIds
    from reportgen.statistics.trend import TrendEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedLine:
    """A line within one period, in months and the unit of the metric."""

    period: str
    start: Point
    end: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectedLine:
    """The line of an earlier period extrapolated over a later one, with its interval.

    `observed_end` is the value of the fitted line at the end; `effect` is the id of the quantity
    that is the difference between the two, if there is one.
    """

    base: str
    later: str
    points: tuple[tuple[float, Estimate], ...]
    observed_end: float
    effect: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLines:
    """All lines of one figure, with one fitted line per period.

    At most one line is extrapolated: a second one would lie on the fitted line of its period
    whenever the earlier trend went on.
    """

    fitted: tuple[FittedLine, ...]
    expected: ExpectedLine | None


def trend_lines(comparisons: Iterable[ComparisonOutcome], starts: dict[str, float]) -> TrendLines:
    """Return the lines from the comparisons of one metric.

    Parameters
    ----------
    comparisons : iterable of ComparisonOutcome
        Comparisons that could not be made have no lines.
    starts : dict of str to float
        Start of each period on the time axis, where a line extrapolated over it starts.
    """
    fitted: dict[str, FittedLine] = {}
    expected: list[ExpectedLine] = []
    for item in comparisons:
        if type(item.result) not in _LINES:
            continue
        lines = _LINES[type(item.result)](item.result, item.ids, starts)
        for line in lines.fitted:
            # All comparisons fit the same line to a period.
            fitted.setdefault(line.period, line)
        expected += [lines.expected] if lines.expected is not None else []
    # Prefer a line with an effect: its distance is a quantity that can be printed. Otherwise the
    # earliest, such as the period before a change carried on over the one after it.
    expected.sort(key=lambda line: (line.effect is None, line.points[0][0]))
    return TrendLines(fitted=tuple(fitted.values()), expected=expected[0] if expected else None)


def _of_slopes(result: SlopeComparison, _ids: ContrastIds, starts: dict[str, float]) -> TrendLines:
    sides = (result.base, result.later)
    expected = _expected_of_slopes(result, starts) if is_extrapolated(result) else None
    return TrendLines(fitted=tuple(_fitted(side) for side in sides), expected=expected)


def _of_its(
    result: InterruptedSeriesEstimate, ids: ContrastIds, _starts: dict[str, float]
) -> TrendLines:
    return TrendLines(
        fitted=_fitted_of_its(result), expected=_expected_of_its(result, ids.effect_at_end)
    )


# Functions that return the lines of a result, by its type; others have no lines.
_LINES: dict[type, Callable[[Any, ContrastIds, dict[str, float]], TrendLines]] = {
    SlopeComparison: _of_slopes,
    InterruptedSeriesEstimate: _of_its,
}


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
    """Return both segments; the earlier one is on the line that is extrapolated."""
    time, carried = result.counterfactual[0]
    slope = result.base_slope.estimate
    base = result.times[: result.n_base]
    later = result.times[result.n_base :]
    level, change = result.level_change.estimate, result.slope_change.estimate

    # The counterfactual line is known at later times; go back along its slope.
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
