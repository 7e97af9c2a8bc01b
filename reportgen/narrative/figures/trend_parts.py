"""What a trend figure draws, known to the figure and to its caption."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
    from reportgen.analysis.outcomes import Outcomes
    from reportgen.model.configuration import Configuration
    from reportgen.model.period import Intervention

# Minimum length of a base period whose line is extrapolated, in units of time.
_MIN_BASE = 5.0


def is_extrapolated(result: SlopeComparison) -> bool:
    """Return whether the line of the base period is carried on over the later one.

    Extrapolation gets unreliable with distance: the base must be long, and the later period must
    begin within half of its length after it.
    """
    base, later = result.base.times, result.later.times
    length, gap = base[-1] - base[0], later[0] - base[-1]
    return length >= _MIN_BASE and 0 < gap <= max(1.0, length / 2)


def shown_interventions(
    configuration: Configuration, outcomes: Outcomes, metric: str
) -> tuple[Intervention, ...]:
    """Return the interventions that figures of a metric mark, oldest first.

    The first one is what the brief is about; others are those of an interrupted series.
    """
    asked = {
        change
        for item in outcomes.comparisons
        if item.metric.id == metric
        for change in item.comparison.interventions
    }
    return tuple(
        change
        for change in configuration.interventions
        if change in asked or change == configuration.intervention
    )
