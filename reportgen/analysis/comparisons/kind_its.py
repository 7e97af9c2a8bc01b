"""`test: its`, segmented regression of an interrupted time series."""

from __future__ import annotations

from functools import partial
from math import log
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.interrupted_series import (
    InterruptedSeriesEstimate,
    estimate_interrupted_series,
    fit_segments,
    segment_design,
)
from reportgen.analysis.comparisons.sensitivity import (
    MINIMUM_FOR_NEWEY_WEST_VOTE,
    Finding,
    on_ratio_scale,
    record_finding,
)
from reportgen.analysis.comparisons.verdicts import VerdictEvidence, sign
from reportgen.analysis.quantities.interrupted_series import its_quantities
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.quantity import Form
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.influence import cooks_distances
from reportgen.statistics.intervals import excludes
from reportgen.statistics.newey_west import fit_newey_west
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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


def _evidence(result: InterruptedSeriesEstimate) -> VerdictEvidence:
    return VerdictEvidence(
        direction=sign(result.level_change.estimate),
        difference_p=result.p_value,
        equivalence_p=None,
        ci_excludes_null=excludes(result.level_change, 0.0),
        difference_decided_by="p_value",
        primary="level_change",
    )


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
    result: InterruptedSeriesEstimate, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    """Return the analyses that vote on the level change, then those without a vote."""
    case = _Case(result, settings)
    has_ar1 = result.method == "ar1_reml"
    many = min(result.n_base, result.n_later) >= MINIMUM_FOR_NEWEY_WEST_VOTE
    votes = (
        (
            "ols" if has_ar1 else "ar1_reml",
            gettext_noop("Least squares")
            if has_ar1
            else gettext_noop("Regression with AR(1) errors"),
            case.other_errors,
            True,
        ),
        ("level_only", gettext_noop("One slope throughout"), case.level_only, True),
        (
            "without_influential",
            gettext_noop("Without the most influential value"),
            case.without_most_influential,
            True,
        ),
        ("newey_west", gettext_noop("Newey-West standard errors"), case.newey_west, many),
        ("log_scale", gettext_noop("Level change on the log scale"), case.log_scale, False),
    )
    return tuple(
        record_finding(method, label, partial(analysis), settings, counted=counted)
        for method, label, analysis, counted in votes
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

    def without_most_influential(self) -> Finding:
        plain = fit_least_squares(self.design, self.values)
        if plain.residual_variance == 0:
            raise InsufficientDataError(gettext_noop("the values lie exactly on the model"))
        dropped = int(np.argmax(cooks_distances(self.design, plain)))
        sizes = [len(self.base.values), len(self.later.values)]
        # A segment of 3 months would become a line through 2 points, without residuals.
        if sizes[dropped >= sizes[0]] <= 3:
            raise InsufficientDataError(
                gettext_noop("without one more value a trend has too few values")
            )
        kept = np.arange(len(self.values)) != dropped
        times = [time for time, keeps in zip(self.times, kept, strict=True) if keeps]
        return self._finding(self._fit(self.design[kept], self.values[kept], times))

    def log_scale(self) -> Finding:
        if min(self.values) <= 0:
            raise InsufficientDataError(gettext_noop("a logarithm needs values above 0"))
        base, later = (
            PeriodValues(side.period, side.times, [log(value) for value in side.values])
            for side in (self.base, self.later)
        )
        finding = self._finding(fit_segments(base, later, at=self.at))
        return Finding(
            estimate=on_ratio_scale(finding.estimate),
            p_value=finding.p_value,
            null=1.0,
            unit=gettext_noop("ratio of levels"),
        )

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
    evidence=_evidence,
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
    difference_unit=lambda units: units.change,
    difference="level_change",
)
