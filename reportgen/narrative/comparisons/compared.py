"""Which quantities a comparison sets side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.narrative.comparisons.mean import mean_ids
from reportgen.narrative.comparisons.rate import rate_ids
from reportgen.narrative.comparisons.slope import slope_ids

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome


def compared_ids(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the ids of the base period's value and the later one's.

    Both are empty for an interrupted series, and where nothing could be compared.
    """
    if isinstance(outcome.result, SlopeComparison):
        return slope_ids(outcome)
    if isinstance(outcome.result, MeanComparison):
        return mean_ids(outcome)
    if isinstance(outcome.result, RateComparison):
        return rate_ids(outcome)
    return "", ""
