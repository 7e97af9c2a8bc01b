"""What about the data qualifies a comparison's claim, found by named rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.interrupted_series import segment_design
from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.model.comparison import Variant
from reportgen.model.estimate import Refusal
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares, fit_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
    from reportgen.analysis.comparisons.verdicts import AssessedResult
    from reportgen.model.verdict import AssumptionFinding

    Findings = list[AssumptionFinding | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Residuals:
    """What is left of both periods' values by the model of the comparison."""

    base: Sequence[float]
    later: Sequence[float]

    @property
    def both(self) -> list[float]:
        return [*self.base, *self.later]


def find_assumptions(
    result: AssessedResult, *, expected_months: tuple[int, int] | None = None
) -> tuple[AssumptionFinding, ...]:
    """Return what qualifies one comparison's claim, in a fixed order.

    Parameters
    ----------
    result : SlopeComparison, MeanComparison, RateComparison or InterruptedSeriesEstimate
        What the comparison found.
    expected_months : tuple of int, optional
        How many months the base and the later period span; without it only gaps between
        observations are seen, and not months missing at a period's ends.

    Notes
    -----
    The rules are named in docs/methods.md. Findings never choose the analysis afterwards:
    they are printed beside it.
    """
    if isinstance(result, SlopeComparison):
        findings = _of_slopes(result, expected_months)
    elif isinstance(result, MeanComparison):
        findings = _of_means(result, expected_months)
    elif isinstance(result, RateComparison):
        findings = _of_rates(result, expected_months)
    else:
        findings = _of_series(result, expected_months)
    return tuple(finding for finding in findings if finding is not None)


def _of_slopes(result: SlopeComparison, expected: tuple[int, int] | None) -> Findings:
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    lines = _Residuals(
        base=list(fit_line(base.times, base.values).residuals),
        later=list(fit_line(later.times, later.values).residuals),
    )
    findings = [
        rules.correlated_deviations(lines.both, rules.LINE),
        rules.unequal_variances(lines.base, lines.later, rules.LINE),
        rules.outlying_month(
            segment_design(base, later, at=later.times[0]),
            [*base.values, *later.values],
            [*base.times, *later.times],
        ),
    ]
    if isinstance(result.gains, Refusal):
        return [*findings, rules.missing_gains(), *_gaps(base, later, expected)]
    return [
        *findings,
        rules.opposite_directions(result.difference.estimate, result.gains.difference.estimate),
        *_of_values(result.gains, rules.GAINS, result.difference.estimate),
        *_gaps(base, later, expected),
    ]


def _of_means(result: MeanComparison, expected: tuple[int, int] | None) -> Findings:
    rule = rules.STUDENT if result.variant is Variant.STUDENT else rules.WELCH
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    return [
        *_of_values(result, rules.MEAN, result.difference.estimate),
        rules.unequal_variances(base.values, later.values, rule),
        *_gaps(base, later, expected),
    ]


def _of_values(result: MeanComparison, model: rules.Model, difference: float) -> Findings:
    """Return the findings on independent values: monthly counts, or monthly gains."""
    base = PeriodValues(result.base.period, result.base.times, result.base.values)
    later = PeriodValues(result.later.period, result.later.times, result.later.values)
    residuals = _Residuals(
        base=list(np.asarray(base.values) - result.base.mean.estimate),
        later=list(np.asarray(later.values) - result.later.mean.estimate),
    )
    return [
        rules.correlated_deviations(residuals.both, model),
        rules.not_normal(residuals.both, min(len(base.values), len(later.values)), model),
        rules.far_out(base, model),
        rules.far_out(later, model),
        rules.seasonality(residuals.both, [*base.times, *later.times], model),
        rules.trend_before(base, difference, model),
    ]


def _of_rates(result: RateComparison, expected: tuple[int, int] | None) -> Findings:
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
        *_gaps(base, later, expected),
    ]


def _of_series(result: InterruptedSeriesEstimate, expected: tuple[int, int] | None) -> Findings:
    n = result.n_base
    base = PeriodValues(result.base_period, result.times[:n], result.values[:n])
    later = PeriodValues(result.later_period, result.times[n:], result.values[n:])
    design = segment_design(base, later, at=result.at)
    residuals = list(fit_least_squares(design, result.values).residuals)
    model = rules.SEGMENTS_AR1 if result.method == "ar1_reml" else rules.SEGMENTS
    return [
        rules.correlated_deviations(residuals, model),
        rules.not_normal(residuals, min(n, result.n_later), model),
        rules.outlying_month(design, result.values, result.times),
        rules.seasonality(residuals, result.times, model),
        *_gaps(base, later, expected),
    ]


def _gaps(base: PeriodValues, later: PeriodValues, expected: tuple[int, int] | None) -> Findings:
    spans = (None, None) if expected is None else expected
    return [rules.gaps(base, spans[0]), rules.gaps(later, spans[1])]
