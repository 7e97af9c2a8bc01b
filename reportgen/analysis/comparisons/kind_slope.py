"""`test: slope`, the comparison of two trends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.assumptions import findings_on_values, gap_findings
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.interrupted_series import segment_design
from reportgen.analysis.comparisons.sensitivity import PLACEBO, placebo, residual_tests
from reportgen.analysis.comparisons.sensitivity_slope import slope_case, slope_sensitivity
from reportgen.analysis.comparisons.sensitivity_vote import uncomputed
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, compare_slopes
from reportgen.analysis.comparisons.verdicts import VerdictEvidence, equivalence_p, sign
from reportgen.analysis.quantities.slope import slope_quantities
from reportgen.model.comparison import Test, Variant
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.statistics.intervals import excludes
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_line

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.assumptions import Findings
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity_vote import SensitivitySettings
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.verdict import SensitivityAnalysis


def _estimate(
    prepared: PreparedComparison, settings: AnalysisSettings
) -> SlopeComparison | Refusal:
    """Compare trends; that of a running total is refused if its gains can't be compared."""
    comparison = prepared.comparison
    result = compare_slopes(
        prepared.base.points,
        prepared.later.points,
        base_gains=prepared.base_gains.points,
        later_gains=prepared.later_gains.points,
        alternative=comparison.alternative,
        alpha=settings.alpha,
        confidence_level=settings.confidence_level,
        margin=comparison.equivalence_margin,
    )
    # Alone, the regression finds a change in 61% of unchanged running totals (docs/methods.md).
    is_total = prepared.series.metric.kind is MetricKind.LEVEL
    return result.gains if is_total and isinstance(result.gains, Refusal) else result


def _evidence(result: SlopeComparison) -> VerdictEvidence:
    direction = sign(result.difference.estimate)
    if not isinstance(result.gains, Refusal):
        # Both tests decide, so both have to agree on the direction.
        of_gains = sign(result.gains.difference.estimate)
        direction = direction if of_gains == direction else 0
    return VerdictEvidence(
        direction=direction,
        difference_p=result.deciding_p_value,
        equivalence_p=equivalence_p(result.equivalence),
        ci_excludes_null=excludes(result.difference, 0.0),
        difference_decided_by=result.decided_by,
        primary="slope_difference" if isinstance(result.ratio, Refusal) else "slope_ratio",
    )


def _assumptions(result: SlopeComparison, expected: tuple[int, int] | None) -> Findings:
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    base_residuals = list(fit_line(base.times, base.values).residuals)
    later_residuals = list(fit_line(later.times, later.values).residuals)
    findings = [
        rules.correlated_deviations([*base_residuals, *later_residuals], rules.LINE),
        rules.unequal_variances(base_residuals, later_residuals, rules.LINE),
        rules.outlying_month(
            segment_design(base, later, at=later.times[0]),
            [*base.values, *later.values],
            [*base.times, *later.times],
        ),
    ]
    if isinstance(result.gains, Refusal):
        return [*findings, rules.missing_gains(), *gap_findings(base, later, expected)]
    return [
        *findings,
        rules.opposite_directions(result.difference.estimate, result.gains.difference.estimate),
        *findings_on_values(result.gains, rules.GAINS, result.difference.estimate),
        *gap_findings(base, later, expected),
    ]


def _sensitivity(
    result: SlopeComparison, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    case = slope_case(result, settings)
    residuals = [
        *fit_line(case.base.times, case.base.values).residuals,
        *fit_line(case.later.times, case.later.values).residuals,
    ]
    at_other_dates = (
        uncomputed("placebo_dates", PLACEBO, result.gains.reason, counted=False)
        if isinstance(result.gains, Refusal)
        else placebo(
            PeriodValues("base", result.gains.base.times, result.gains.base.values),
            Variant.WELCH,
            settings,
        )
    )
    return (*slope_sensitivity(case), *residual_tests(residuals), at_other_dates)


SLOPE = ComparisonKind(
    test=Test.SLOPE,
    result_type=SlopeComparison,
    method="slope-comparison",
    estimate=_estimate,
    evidence=_evidence,
    assumptions=_assumptions,
    sensitivity=_sensitivity,
    quantities=slope_quantities,
    missing_of_period={
        "slope": Form.AVERAGE,
        "intercept": Form.MEASURE,
        "r_squared": Form.COEFFICIENT,
        "residual_sd": Form.MEASURE,
        "p_value": Form.P_VALUE,
        "gain_mean": Form.MEASURE,
    },
    missing_of_contrast={
        "slope_ratio": Form.RATIO,
        "slope_difference": Form.MEASURE,
        "t": Form.STATISTIC,
        "df": Form.DEGREES_OF_FREEDOM,
        "p_value": Form.P_VALUE,
        "gains_difference": Form.MEASURE,
        "gains_t": Form.STATISTIC,
        "gains_df": Form.DEGREES_OF_FREEDOM,
        "gains_p_value": Form.P_VALUE,
    },
    difference_unit=lambda units: units.slope,
    statistic="slope",
    difference="slope_difference",
    ratio="slope_ratio",
)
