"""`test: mean` for rare events, the exact comparison of two rates."""

from __future__ import annotations

from statistics import fmean
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.kind_mean import (
    MeanCase,
    decide_on_values,
    mean_sensitivity,
)
from reportgen.analysis.comparisons.rate_comparison import RateComparison, compare_rates
from reportgen.analysis.quantities.mean import rate_quantities
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.verdict import SensitivityAnalysis

# Below a mean of about 5 the normal approximation of Poisson counts is poor: the usual bound for
# expected counts, also in chi-squared tests.
SMALL_COUNT = 5.0
"""Counts with a lower mean per month in the base period are compared as exact Poisson rates."""


def _is_small_count(prepared: PreparedComparison) -> bool:
    values = (*prepared.base.points.values, *prepared.later.points.values)
    return (
        prepared.series.metric.kind is MetricKind.COUNT
        and prepared.series.calendar.is_regular
        and bool(prepared.base.points.values)
        and fmean(prepared.base.points.values) < SMALL_COUNT
        and all(value >= 0 and float(value).is_integer() for value in values)
    )


def _estimate(prepared: PreparedComparison, settings: AnalysisSettings) -> RateComparison:
    return compare_rates(
        prepared.base.points,
        prepared.later.points,
        alternative=prepared.comparison.alternative,
        confidence_level=settings.confidence_level,
    )


def _decide(
    prepared: PreparedComparison, result: RateComparison, settings: AnalysisSettings
) -> Decided:
    """Decide on the mean counts by their own spread, not by that of a Poisson distribution.

    Rare events come in clusters: at four times the Poisson variance, the exact test alone finds
    a change in 30% of unchanged series (docs/methods.md).
    """
    return decide_on_values(prepared, result, settings)


def _assumptions(result: RateComparison, expected: tuple[int, int] | None) -> rules.Findings:
    base = PeriodValues(result.base_period, result.base_times, result.base_values)
    later = PeriodValues(result.later_period, result.later_times, result.later_values)
    difference = result.later_rate.estimate - result.base_rate.estimate
    residuals = [
        *(value - result.base_rate.estimate for value in base.values),
        *(value - result.later_rate.estimate for value in later.values),
    ]
    return [
        rules.overdispersion(base, later),
        rules.correlated_deviations(residuals, rules.RATE),
        rules.trend_before(base, difference, rules.RATE),
        *rules.gap_findings(base, later, expected),
    ]


def _sensitivity(
    result: RateComparison, decided: Decided, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    base = PeriodValues(result.base_period, result.base_times, result.base_values)
    later = PeriodValues(result.later_period, result.later_times, result.later_values)
    case = MeanCase(base=base, later=later, variant=None, settings=settings)
    return mean_sensitivity(case, decided)


RATE = ComparisonKind(
    test=Test.MEAN,
    applies=_is_small_count,
    result_type=RateComparison,
    method="rate-comparison",
    estimate=_estimate,
    decide=_decide,
    assumptions=_assumptions,
    sensitivity=_sensitivity,
    quantities=rate_quantities,
    missing_of_period={"rate": Form.AVERAGE, "total": Form.MEASURE},
    missing_of_contrast={"rate_ratio": Form.RATIO, "p_value": Form.P_VALUE},
    difference_unit=lambda units: units.change,
    statistic="rate",
    ratio="rate_ratio",
)
