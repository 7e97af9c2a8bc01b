"""`test: mean`, the comparison of two means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.checks import checks_of_means
from reportgen.analysis.comparisons.comparable import comparable
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.decision import decide_means
from reportgen.analysis.comparisons.interrupted_series import fit_segments
from reportgen.analysis.comparisons.mean_comparison import MeanComparison, compare_means
from reportgen.analysis.comparisons.segments import divide_series
from reportgen.analysis.comparisons.sensitivity import (
    Finding,
    placebo,
    record_finding,
    residual_tests,
)
from reportgen.analysis.quantities.mean import mean_quantities
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test, Variant
from reportgen.model.estimate import Estimate
from reportgen.model.message import Message
from reportgen.model.quantity import Form
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.period_values import (
    PeriodValues,
    joined_weights,
    require_succession,
    weighted_rows,
)
from reportgen.statistics.permutation import permutation_p_value

if TYPE_CHECKING:
    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.estimate import ComparisonEstimate
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


def decide_on_values(
    prepared: PreparedComparison, _result: ComparisonEstimate, settings: AnalysisSettings
) -> Decided:
    """Decide whether the means of two periods differ."""
    base, chosen = comparable(
        prepared, prepared.base, prepared.later, prepared.year_earlier, settings
    )
    return decide_means(base.points, prepared.later.points, chosen)


def _assumptions(result: MeanComparison, expected: tuple[int, int] | None) -> rules.Findings:
    rule = rules.STUDENT if result.variant is Variant.STUDENT else rules.WELCH
    base, later = result.base.sample, result.later.sample
    return [
        *rules.findings_on_values(result, rules.MEAN, result.difference.estimate),
        rules.unequal_variances(base.values, later.values, rule),
        *rules.gap_findings(base, later, expected),
    ]


def _sensitivity(
    result: MeanComparison, decided: Decided, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    base, later = result.base.sample, result.later.sample
    return mean_sensitivity(
        MeanCase(base=base, later=later, variant=result.variant, settings=settings), decided
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanCase:
    """The data of a comparison of means or rates for sensitivity analyses.

    Attributes
    ----------
    variant : Variant or None
        The t test of the comparison; None for an exact comparison of rates.
    """

    base: PeriodValues
    later: PeriodValues
    variant: Variant | None
    settings: SensitivitySettings


def mean_sensitivity(case: MeanCase, decided: Decided) -> tuple[SensitivityAnalysis, ...]:
    """Return all sensitivity analyses of two means or rates, the checks of the decision first."""
    variant = case.variant or Variant.WELCH
    residuals = [
        value - mean
        for side in (case.base, case.later)
        for mean in [float(np.average(side.values, weights=side.weights))]
        for value in side.values
    ]
    other = "Student" if case.variant is Variant.WELCH else "Welch"
    # Without a vote: the t test and the permutation test take the values as independent, and the
    # others are models that the decision has chosen between.
    analyses = (
        (f"{other.lower()}_t", Message("{name} t test", name=other), _other_variant),
        ("ar1_reml", gettext_noop("Regression with AR(1) errors on the period"), _ar1),
        ("segmented", gettext_noop("Jump adjusted for the trend already under way"), _segmented),
        ("permutation", gettext_noop("Permutation test"), _permutation),
    )
    return (
        *checks_of_means(decided, case.settings),
        *(
            record_finding(method, label, partial(analysis, case), case.settings, counted=False)
            for method, label, analysis in analyses
        ),
        *residual_tests(residuals),
        placebo(case.base, variant, case.settings),
    )


def _compare(
    case: MeanCase, base: PeriodValues, later: PeriodValues, variant: Variant
) -> MeanComparison:
    return compare_means(
        base,
        later,
        variant=variant,
        alternative=case.settings.alternative,
        confidence_level=case.settings.confidence_level,
    )


def _other_variant(case: MeanCase) -> Finding:
    other = Variant.STUDENT if case.variant is Variant.WELCH else Variant.WELCH
    result = _compare(case, case.base, case.later, other)
    return Finding(estimate=result.difference, p_value=result.p_value)


def _ar1(case: MeanCase) -> Finding:
    require_succession(case.base, case.later)
    sizes = [len(case.base.values), len(case.later.values)]
    means = np.column_stack([np.ones(sum(sizes)), np.repeat([0.0, 1.0], sizes)])
    design, values = weighted_rows(means, case.base, case.later)
    fit = fit_ar1_reml(design, values, [*case.base.times, *case.later.times])
    contrast = estimate_contrast(
        fit,
        [0, 1],
        confidence_level=case.settings.confidence_level,
        alternative=case.settings.alternative,
    )
    return Finding(estimate=contrast.estimate, p_value=contrast.p_value)


def _segmented(case: MeanCase) -> Finding:
    segments = divide_series(case.base, case.later)
    contrast = estimate_contrast(
        fit_segments(segments, case.base, case.later),
        segments.effect(segments.turn.at),
        confidence_level=case.settings.confidence_level,
        alternative=case.settings.alternative,
    )
    return Finding(estimate=contrast.estimate, p_value=contrast.p_value)


def _permutation(case: MeanCase) -> Finding:
    p_value = permutation_p_value(
        case.base.values,
        case.later.values,
        weights=joined_weights(case.base, case.later),
        alternative=case.settings.alternative,
    )
    base, later = (
        float(np.average(side.values, weights=side.weights)) for side in (case.base, case.later)
    )
    # A permutation test has no interval; that of another test would not match its P value.
    estimate = Estimate(estimate=later - base, ci_low=None, ci_high=None, confidence_level=0.0)
    return Finding(estimate=estimate, p_value=p_value)


MEAN = ComparisonKind(
    test=Test.MEAN,
    result_type=MeanComparison,
    method="mean-comparison",
    estimate=_estimate,
    decide=decide_on_values,
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
