"""`test: slope`, the comparison of two trends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.checks import checks_of_means, checks_of_model
from reportgen.analysis.comparisons.comparable import comparable
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.decision import decide, decide_means
from reportgen.analysis.comparisons.interrupted_series import segment_design
from reportgen.analysis.comparisons.period_model import slopes_model
from reportgen.analysis.comparisons.sensitivity import (
    PLACEBO,
    Finding,
    placebo,
    record_finding,
    residual_tests,
    uncomputed,
)
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison, compare_slopes
from reportgen.analysis.quantities.slope import slope_quantities
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test, Variant
from reportgen.model.estimate import Estimate, Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.joinpoint import estimate_bend
from reportgen.statistics.newey_west import fit_newey_west
from reportgen.statistics.period_values import PeriodValues, require_succession
from reportgen.statistics.permutation import permutation_p_value
from reportgen.statistics.regression import fit_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.statistics.contrast import Fit


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


def _decide(
    prepared: PreparedComparison, result: SlopeComparison, settings: AnalysisSettings
) -> Decided:
    """Decide on the gains of a running total, which are the steps of its slope.

    Other metrics have no gains: for them the slopes of the two lines decide.
    """
    if isinstance(result.gains, Refusal):
        base, chosen = comparable(
            prepared, prepared.base, prepared.later, prepared.year_earlier, settings
        )
        model = slopes_model(base.points, prepared.later.points)
        return decide(model, chosen, fewest=Test.SLOPE.fewest_for_claim, allows_trend=False)
    base, chosen = comparable(
        prepared,
        prepared.base_gains,
        prepared.later_gains,
        prepared.year_earlier_gains,
        settings,
    )
    return decide_means(base.points, prepared.later_gains.points, chosen)


def _assumptions(result: SlopeComparison, expected: tuple[int, int] | None) -> rules.Findings:
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
        return [*findings, rules.missing_gains(), *rules.gap_findings(base, later, expected)]
    return [
        *findings,
        rules.opposite_directions(result.difference.estimate, result.gains.difference.estimate),
        *rules.findings_on_values(result.gains, rules.GAINS, result.difference.estimate),
        *rules.gap_findings(base, later, expected),
    ]


def _sensitivity(
    result: SlopeComparison, decided: Decided, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    case = _case(result, settings)
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
    checks = (
        checks_of_model(decided, settings, ratio_unit=gettext_noop("ratio of growth factors"))
        if isinstance(result.gains, Refusal)
        else checks_of_means(decided, settings)
    )
    return (*checks, *_analyses(case), *residual_tests(residuals), at_other_dates)


# Weights of the columns of `segment_design`.
_SLOPE_CHANGE = (0.0, 0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Case:
    """The data of a slope comparison for sensitivity analyses.

    Attributes
    ----------
    design : ndarray, shape (n, 4)
        Design matrix of the interaction model; the rows of the base period come first.
    """

    result: SlopeComparison
    base: PeriodValues
    later: PeriodValues
    design: NDArray[np.float64]
    times: tuple[float, ...]
    values: tuple[float, ...]
    settings: SensitivitySettings


def _case(result: SlopeComparison, settings: SensitivitySettings) -> _Case:
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    return _Case(
        result=result,
        base=base,
        later=later,
        design=segment_design(base, later, at=later.times[0]),
        times=(*result.base.times, *result.later.times),
        values=(*result.base.values, *result.later.values),
        settings=settings,
    )


def _analyses(case: _Case) -> tuple[SensitivityAnalysis, ...]:
    """Return the published regression by other means, and tests of the gains; none has a vote."""
    analyses = (
        ("gains_welch", gettext_noop("Welch t test on the gains"), _gains),
        ("ar1_reml", gettext_noop("Regression with AR(1) errors on the running total"), _ar1),
        ("joinpoint", gettext_noop("Slope change without a jump"), _bend),
        ("newey_west", gettext_noop("Regression with Newey-West standard errors"), _newey_west),
        ("permutation", gettext_noop("Permutation test on the gains"), _permutation),
    )
    return tuple(
        record_finding(method, label, partial(analysis, case), case.settings, counted=False)
        for method, label, analysis in analyses
    )


def _finding(fit: Fit, case: _Case) -> Finding:
    contrast = estimate_contrast(
        fit,
        _SLOPE_CHANGE,
        confidence_level=case.settings.confidence_level,
        alternative=case.settings.alternative,
    )
    return Finding(estimate=contrast.estimate, p_value=contrast.p_value)


def _gains(case: _Case) -> Finding:
    gains = case.result.gains
    if isinstance(gains, Refusal):
        raise InsufficientDataError(gains.reason)
    return Finding(estimate=gains.difference, p_value=gains.p_value)


def _ar1(case: _Case) -> Finding:
    require_succession(case.base, case.later)
    return _finding(fit_ar1_reml(case.design, case.values, case.times), case)


def _bend(case: _Case) -> Finding:
    bend = estimate_bend(
        case.base,
        case.later,
        confidence_level=case.settings.confidence_level,
        alternative=case.settings.alternative,
    )
    return Finding(estimate=bend.estimate, p_value=bend.p_value)


def _newey_west(case: _Case) -> Finding:
    require_succession(case.base, case.later)
    return _finding(fit_newey_west(case.design, case.values), case)


def _permutation(case: _Case) -> Finding:
    gains = case.result.gains
    if isinstance(gains, Refusal):
        raise InsufficientDataError(gains.reason)
    p_value = permutation_p_value(
        gains.base.values, gains.later.values, alternative=case.settings.alternative
    )
    # A permutation test has no interval; that of another test would not match its P value.
    estimate = Estimate(
        estimate=gains.difference.estimate, ci_low=None, ci_high=None, confidence_level=0.0
    )
    return Finding(estimate=estimate, p_value=p_value)


SLOPE = ComparisonKind(
    test=Test.SLOPE,
    result_type=SlopeComparison,
    method="slope-comparison",
    estimate=_estimate,
    decide=_decide,
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
