"""`test: its`, segmented regression of an interrupted time series."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.checks import checks_of_model
from reportgen.analysis.comparisons.comparable import comparable
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.decision import (
    decide,
    segments_model,
)
from reportgen.analysis.comparisons.interrupted_series import (
    InterruptedSeriesEstimate,
    estimate_interrupted_series,
    segment_design,
)
from reportgen.analysis.comparisons.sensitivity import (
    Finding,
    record_finding,
)
from reportgen.analysis.quantities.interrupted_series import its_quantities
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.newey_west import fit_newey_west
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.statistics.contrast import Fit


def _estimate(
    prepared: PreparedComparison, settings: AnalysisSettings
) -> InterruptedSeriesEstimate:
    # Lines are fitted to the single values, as the figure shows them, each of which counts alike.
    return estimate_interrupted_series(
        prepared.base.points._replace(weights=None),
        prepared.later.points._replace(weights=None),
        alternative=prepared.comparison.alternative,
        confidence_level=settings.confidence_level,
    )


def _decide(
    prepared: PreparedComparison, _result: InterruptedSeriesEstimate, settings: AnalysisSettings
) -> Decided:
    """Decide on the effect at the end of the year after the intervention.

    A level change that is undone within the year, or a slope change without a jump, are effects
    too: the distance from the earlier line at a named time holds both (Linden 2015, Stata J. 15,
    480-500; Lopez Bernal et al. 2017, Int. J. Epidemiol. 46, 348-355).
    """
    of_gains = prepared.series.metric.kind is MetricKind.LEVEL
    # Successive values of a running total depend on each other: its gains are compared.
    base, later = (
        (prepared.base_gains.points, prepared.later_gains.points)
        if of_gains
        else (prepared.base.points, prepared.later.points)
    )
    if min(len(base.values), len(later.values)) < 2:
        raise InsufficientDataError(gettext_noop("there are too few values for the model"))
    _, chosen = comparable(prepared, prepared.base, prepared.later, prepared.year_earlier, settings)
    # The model is of the whole series, so that its years need not be alike on both sides.
    chosen = replace(chosen, is_year_earlier=False, is_matched=True, has_ratio=False)
    at = float(later.times[0])
    year = chosen.steps_per_year or prepared.axis.calendar.steps_per_year
    until = min(at + year - 1, float(later.times[-1]))
    model = segments_model(base, later, at=at, until=until)
    decided = decide(
        model,
        chosen,
        fewest=Test.ITS.fewest_for_claim,
        allows_trend=False,
        # Within two years, a season that is missed passes for a bend of the line: 8 + 8 months
        # claim too often by half (docs/methods.md).
        assumes_season=min(len(base.values), len(later.values)) < 2 * year,
    )
    return replace(decided, effect_time=until, is_of_gains=of_gains)


def _assumptions(
    result: InterruptedSeriesEstimate, expected: tuple[int, int] | None
) -> rules.Findings:
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
        *rules.gap_findings(base, later, expected),
    ]


def _sensitivity(
    result: InterruptedSeriesEstimate, decided: Decided, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    """Return the checks of the decision, then other fits of the level change, without a vote."""
    checks = checks_of_model(decided, settings, ratio_unit=gettext_noop("ratio of levels"))
    if decided.is_of_gains:
        return checks
    case = _Case(result, settings)
    has_ar1 = result.method == "ar1_reml"
    label = gettext_noop("Regression with AR(1) errors")
    analyses = (
        (
            "ols" if has_ar1 else "ar1_reml",
            gettext_noop("Least squares") if has_ar1 else label,
            case.other_errors,
        ),
        ("level_only", gettext_noop("One slope throughout"), case.level_only),
        ("newey_west", gettext_noop("Newey-West standard errors"), case.newey_west),
    )
    return (
        *checks,
        *(
            record_finding(method, label, partial(analysis), settings, counted=False)
            for method, label, analysis in analyses
        ),
    )


class _Case:
    """Alternative fits of the segmented regression of one result."""

    def __init__(self, result: InterruptedSeriesEstimate, settings: SensitivitySettings) -> None:
        n = result.n_base
        self.base = PeriodValues(result.base_period, result.times[:n], result.values[:n])
        self.later = PeriodValues(result.later_period, result.times[n:], result.values[n:])
        self.at = result.at
        self.is_ar1 = result.method == "ar1_reml"
        self.times, self.values = result.times, np.asarray(result.values)
        self.design = segment_design(self.base, self.later, at=result.at)
        self.settings = settings

    def other_errors(self) -> Finding:
        if self.is_ar1:
            return self._finding(fit_least_squares(self.design, self.values))
        return self._finding(fit_ar1_reml(self.design, self.values, self.times))

    def level_only(self) -> Finding:
        return self._finding(self._fit(self.design[:, :3], self.values, self.times))

    def newey_west(self) -> Finding:
        return self._finding(fit_newey_west(self.design, self.values))

    def _fit(
        self,
        design: NDArray[np.float64],
        values: NDArray[np.float64],
        times: Sequence[float],
    ) -> Fit:
        if self.is_ar1:
            return fit_ar1_reml(design, values, times)
        return fit_least_squares(design, values)

    def _finding(self, fit: Fit) -> Finding:
        # The level change is the third coefficient, also in the design without a slope change.
        weights = [0.0, 0.0, 1.0, 0.0][: len(fit.coefficients)]
        contrast = estimate_contrast(
            fit,
            weights,
            confidence_level=self.settings.confidence_level,
            alternative=self.settings.alternative,
        )
        return Finding(estimate=contrast.estimate, p_value=contrast.p_value)


ITS = ComparisonKind(
    test=Test.ITS,
    result_type=InterruptedSeriesEstimate,
    method="interrupted-series",
    estimate=_estimate,
    decide=_decide,
    assumptions=_assumptions,
    sensitivity=_sensitivity,
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
    difference_unit=lambda units: units.gain,
    difference="level_change",
)
