"""Which quantities a comparison sets against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.comparison_registry import kind_of
from reportgen.model.estimate import Refusal

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome


def compared_ids(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the ids of the base period's value and the later one's.

    Both are empty for an interrupted series, and where nothing could be compared.
    """
    result = outcome.result
    if isinstance(result, Refusal) or not (statistic := kind_of(result).statistic):
        return "", ""
    ids = outcome.comparison_ids
    return ids.base.of(statistic), ids.later.of(statistic)
