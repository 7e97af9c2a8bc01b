"""`test: its`, segmented regression of an interrupted time series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.assumptions import gap_findings
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.interrupted_series import (
    InterruptedSeriesEstimate,
    estimate_interrupted_series,
    segment_design,
)
from reportgen.analysis.comparisons.sensitivity_its import its_sensitivity
from reportgen.analysis.comparisons.verdicts import VerdictEvidence, sign
from reportgen.analysis.quantities.interrupted_series import its_quantities
from reportgen.model.comparison import Test
from reportgen.model.quantity import Form
from reportgen.statistics.intervals import excludes
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.assumptions import Findings
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.model.comparison import AnalysisSettings


def _estimate(
    prepared: PreparedComparison, settings: AnalysisSettings
) -> InterruptedSeriesEstimate:
    return estimate_interrupted_series(
        prepared.base.points,
        prepared.later.points,
        alternative=prepared.comparison.alternative,
        confidence_level=settings.confidence_level,
    )


def _evidence(result: InterruptedSeriesEstimate) -> VerdictEvidence:
    return VerdictEvidence(
        direction=sign(result.level_change.estimate),
        difference_p=result.p_value,
        equivalence_p=None,
        ci_excludes_null=excludes(result.level_change, 0.0),
        difference_decided_by="p_value",
        primary="level_change",
    )


def _assumptions(result: InterruptedSeriesEstimate, expected: tuple[int, int] | None) -> Findings:
    n = result.n_base
    base = PeriodValues(result.base_period, result.times[:n], result.values[:n])
    later = PeriodValues(result.later_period, result.times[n:], result.values[n:])
    design = segment_design(base, later, at=result.at)
    # Least squares for AR(1) fits, too: the rules look for the correlation that AR(1) models.
    residuals = list(fit_least_squares(design, result.values).residuals)
    model = rules.SEGMENTS_AR1 if result.method == "ar1_reml" else rules.SEGMENTS
    return [
        rules.correlated_deviations(residuals, model),
        rules.not_normal(residuals, min(n, result.n_later), model),
        rules.outlying_month(design, result.values, result.times),
        rules.seasonality(residuals, result.times, model),
        *gap_findings(base, later, expected),
    ]


ITS = ComparisonKind(
    test=Test.ITS,
    result_type=InterruptedSeriesEstimate,
    method="interrupted-series",
    estimate=_estimate,
    evidence=_evidence,
    assumptions=_assumptions,
    sensitivity=its_sensitivity,
    quantities=its_quantities,
    missing_of_period={"slope": Form.AVERAGE},
    missing_of_contrast={
        "level_change": Form.MEASURE,
        "slope_change": Form.MEASURE,
        "effect_at_end": Form.MEASURE,
        "t": Form.STATISTIC,
        "df": Form.DEGREES_OF_FREEDOM,
        "p_value": Form.P_VALUE,
        "slope_p_value": Form.P_VALUE,
        "rho": Form.COEFFICIENT,
    },
    difference_unit=lambda units: units.change,
    difference="level_change",
)
