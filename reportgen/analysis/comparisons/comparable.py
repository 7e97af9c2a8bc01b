"""Choose the values that a decision compares: of the same months of the year where it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.calendar_positions import hold_same_positions
from reportgen.analysis.comparisons.decision import DecisionSettings
from reportgen.model.metric import MetricKind, Season

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.time_axis import PeriodPoints
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.metric import Metric, Redefinition


def comparable(
    prepared: PreparedComparison,
    base: PeriodPoints,
    later: PeriodPoints,
    year_earlier: PeriodPoints,
    settings: AnalysisSettings,
) -> tuple[PeriodPoints, DecisionSettings]:
    """Return the values to compare the later period with, and the settings of the decision.

    Parameters
    ----------
    prepared : PreparedComparison
    base, later, year_earlier : PeriodPoints
        Values or gains of the two periods, and of the later one a year earlier.
    settings : AnalysisSettings

    Notes
    -----
    Two periods are comparable if they hold the same months of the year, in the same shares to
    within a sixth. If not, the base is replaced by the same months a year earlier; where the
    file does not have them, nothing can be claimed: a season can't be distinguished from a change.
    """
    metric, comparison = prepared.series.metric, prepared.comparison
    per_year = _steps_per_year(prepared)
    is_matched = per_year is None or _hold_same_months(prepared, base, later)
    is_replaced = not is_matched and _hold_same_months(prepared, year_earlier, later)
    if is_replaced:
        base = year_earlier
    lowest, highest = possible_range(metric.kind, (*base.points.values, *later.points.values))
    return base, DecisionSettings(
        alternative=comparison.alternative,
        alpha=settings.alpha,
        confidence_level=settings.confidence_level,
        margin=comparison.equivalence_margin,
        steps_per_year=per_year,
        is_year_earlier=is_replaced,
        is_matched=is_matched or is_replaced,
        is_redefined=bool(redefined_within(metric, base, later)),
        lowest=lowest,
        highest=highest,
        has_ratio=metric.kind is not MetricKind.RATE,
    )


def possible_range(kind: MetricKind, values: Sequence[float]) -> tuple[float | None, float | None]:
    """Return the bounds of what a value of a metric can be, None where there is none.

    Counts and amounts have no values below 0, and shares lie between 0 and 1, unless the file has
    others: refunds, or growth in percent.
    """
    if kind.adds_up and min(values, default=0.0) >= 0:
        return 0.0, None
    if kind is MetricKind.RATE and all(0 <= value <= 1 for value in values):
        return 0.0, 1.0
    return None, None


def redefined_within(
    metric: Metric, base: PeriodPoints, later: PeriodPoints
) -> tuple[Redefinition, ...]:
    """Return the changes of what is counted that lie between two of the compared values."""
    seen = (*base.observations, *later.observations)
    first, last = min(item.first for item in seen), max(item.last for item in seen)
    return tuple(change for change in metric.redefined if first < change.on <= last)


def _hold_same_months(
    prepared: PreparedComparison, base: PeriodPoints, later: PeriodPoints
) -> bool:
    axis = prepared.axis
    ours, theirs = ([axis.day_at(time) for time in side.points.times] for side in (base, later))
    return hold_same_positions(ours, theirs, axis.calendar)


def _steps_per_year(prepared: PreparedComparison) -> int | None:
    """Return how many values make a year, None where a season is impossible or ruled out."""
    axis = prepared.axis
    if prepared.series.metric.season is Season.NONE:
        return None
    if not axis.is_regular:
        # Readings without steps are compared by months.
        return 12
    per_year = axis.calendar.steps_per_year
    return per_year if per_year > 1 else None
