"""`test: mean`, the comparison of two means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.assumptions import findings_on_values, gap_findings
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.mean_comparison import MeanComparison, compare_means
from reportgen.analysis.comparisons.sensitivity import case_sensitivity
from reportgen.analysis.comparisons.sensitivity_mean import MeanCase
from reportgen.analysis.comparisons.verdicts import VerdictEvidence, equivalence_p, sign
from reportgen.analysis.quantities.mean import mean_quantities
from reportgen.model.comparison import Test, Variant
from reportgen.model.estimate import Refusal
from reportgen.model.quantity import Form
from reportgen.statistics.intervals import excludes
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.assumptions import Findings
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity_vote import SensitivitySettings
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.verdict import SensitivityAnalysis


def _estimate(prepared: PreparedComparison, settings: AnalysisSettings) -> MeanComparison:
    comparison = prepared.comparison
    return compare_means(
        prepared.base.points,
        prepared.later.points,
        variant=comparison.variant,
        alternative=comparison.alternative,
        alpha=settings.alpha,
        confidence_level=settings.confidence_level,
        margin=comparison.equivalence_margin,
    )


def _evidence(result: MeanComparison) -> VerdictEvidence:
    return VerdictEvidence(
        direction=sign(result.difference.estimate),
        difference_p=result.p_value,
        equivalence_p=equivalence_p(result.equivalence),
        ci_excludes_null=excludes(result.difference, 0.0),
        difference_decided_by="p_value",
        primary="difference" if isinstance(result.ratio, Refusal) else "ratio",
    )


def _assumptions(result: MeanComparison, expected: tuple[int, int] | None) -> Findings:
    rule = rules.STUDENT if result.variant is Variant.STUDENT else rules.WELCH
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    return [
        *findings_on_values(result, rules.MEAN, result.difference.estimate),
        rules.unequal_variances(base.values, later.values, rule),
        *gap_findings(base, later, expected),
    ]


def _sensitivity(
    result: MeanComparison, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    return case_sensitivity(
        MeanCase(base=base, later=later, variant=result.variant, settings=settings)
    )


MEAN = ComparisonKind(
    test=Test.MEAN,
    result_type=MeanComparison,
    method="mean-comparison",
    estimate=_estimate,
    evidence=_evidence,
    assumptions=_assumptions,
    sensitivity=_sensitivity,
    quantities=mean_quantities,
    missing_of_period={"mean": Form.AVERAGE, "sd": Form.SPREAD, "total": Form.MEASURE},
    missing_of_contrast={
        "ratio": Form.RATIO,
        "difference": Form.MEASURE,
        "hedges_g": Form.COEFFICIENT,
        "t": Form.STATISTIC,
        "df": Form.DEGREES_OF_FREEDOM,
        "p_value": Form.P_VALUE,
    },
    difference_unit=lambda units: units.change,
    statistic="mean",
    difference="difference",
    ratio="ratio",
)
