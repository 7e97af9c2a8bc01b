"""Assumption checks that several kinds of comparison share; `assumption_rules` holds the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.mean_comparison import MeanComparison
    from reportgen.model.verdict import AssumptionFinding

    Findings = list[AssumptionFinding | None]


def findings_on_values(result: MeanComparison, model: rules.Model, difference: float) -> Findings:
    """Check values that are assumed to be independent: monthly counts or monthly gains."""
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    residuals = [
        *(np.asarray(base.values) - result.base.mean.estimate),
        *(np.asarray(later.values) - result.later.mean.estimate),
    ]
    return [
        rules.correlated_deviations(residuals, model),
        rules.not_normal(residuals, min(len(base.values), len(later.values)), model),
        rules.far_out(base, model),
        rules.far_out(later, model),
        rules.seasonality(residuals, [*base.times, *later.times], model),
        rules.trend_before(base, difference, model),
    ]


def gap_findings(
    base: PeriodValues, later: PeriodValues, expected: tuple[int, int] | None
) -> Findings:
    """Check both periods for missing months; `expected` are the months that they span."""
    spans = (None, None) if expected is None else expected
    return [rules.gaps(base, spans[0]), rules.gaps(later, spans[1])]
