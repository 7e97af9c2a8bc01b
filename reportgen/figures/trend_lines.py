"""The lines of a trend figure: fitted within each period, and extrapolated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, extrapolate_trend
from reportgen.model.metric import MetricKind
from reportgen.narrative.figures.trend_parts import is_extrapolated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.comparisons.segments import Course
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.figures.drawing.axes import Point
    from reportgen.model.estimate import Estimate
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

    `effect` is the id of the quantity that is its distance from the fitted line, if there is one;
    `effect_at` is the time of that, and the values of the two lines.
    """

    base: str
    later: str
    points: tuple[tuple[float, Estimate], ...]
    effect: str | None = None
    effect_at: tuple[float, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLines:
    """All lines of one figure.

    A period has one fitted line, or one for each part of an interrupted series. One line is
    extrapolated, or one for each of its interventions: a second one of periods would lie on the
    fitted line of its period whenever the earlier trend went on.
    """

    fitted: tuple[FittedLine, ...]
    expected: tuple[ExpectedLine, ...]


def trend_lines(comparisons: Iterable[ComparisonOutcome], starts: dict[str, float]) -> TrendLines:
    """Return the lines from the comparisons of one metric.

    Parameters
    ----------
    comparisons : iterable of ComparisonOutcome
        Comparisons that could not be made have no lines.
    starts : dict of str to float
        Start of each period on the time axis, where a line extrapolated over it starts.
    """
    fitted: list[FittedLine] = []
    expected: list[ExpectedLine] = []
    for item in comparisons:
        if isinstance(item.result, SlopeComparison):
            lines = _of_slopes(item.result, starts)
        elif item.course is not None:
            lines = _of_series(item, item.course, starts)
        else:
            continue
        # All comparisons fit the same line to a period.
        covered = {line.period for line in fitted}
        fitted += [line for line in lines.fitted if line.period not in covered]
        expected += lines.expected
    # Prefer lines with an effect: their distance is a quantity that can be printed. Otherwise the
    # earliest, such as the period before a change carried on over the one after it.
    expected.sort(key=lambda line: (line.effect is None, line.points[0][0]))
    shown = [line for line in expected if line.effect is not None] or expected[:1]
    return TrendLines(fitted=tuple(fitted), expected=tuple(shown))


def _of_slopes(result: SlopeComparison, starts: dict[str, float]) -> TrendLines:
    sides = (result.base, result.later)
    expected = (_expected_of_slopes(result, starts),) if is_extrapolated(result) else ()
    return TrendLines(fitted=tuple(_fitted(side) for side in sides), expected=expected)


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
    )


def _of_series(outcome: ComparisonOutcome, course: Course, starts: dict[str, float]) -> TrendLines:
    """Return the lines of a series between its changes, and its course without one of them."""
    comparison = outcome.comparison
    # The effect on a running total is one on its gains, which the figure does not show.
    is_shown = outcome.metric.kind is not MetricKind.LEVEL
    return TrendLines(
        fitted=tuple(
            FittedLine(
                period=comparison.base
                if (start[0] + end[0]) / 2 < starts[comparison.later]
                else comparison.later,
                start=start,
                end=end,
            )
            for start, end in course.lines
        ),
        expected=(
            ExpectedLine(
                base=comparison.base,
                later=comparison.later,
                points=course.carried,
                effect=outcome.ids.decided_difference if is_shown else None,
                effect_at=course.effect_at,
            ),
        ),
    )
