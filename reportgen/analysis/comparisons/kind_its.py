"""`test: its`, segmented regression of an interrupted time series."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.calendar_months import months_between
from reportgen.analysis.comparisons import assumption_rules as rules
from reportgen.analysis.comparisons.checks import checks_of_model
from reportgen.analysis.comparisons.comparable import comparable
from reportgen.analysis.comparisons.comparison_kind import ComparisonKind
from reportgen.analysis.comparisons.decision import decide, interval_of
from reportgen.analysis.comparisons.interrupted_series import (
    InterruptedSeriesEstimate,
    estimate_interrupted_series,
)
from reportgen.analysis.comparisons.period_model import segments_model
from reportgen.analysis.comparisons.segments import course_of, divide_series
from reportgen.analysis.comparisons.sensitivity import (
    Finding,
    record_finding,
)
from reportgen.analysis.quantities.interrupted_series import its_quantities
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Impact, Test
from reportgen.model.frequency import Calendar
from reportgen.model.metric import MetricKind
from reportgen.model.quantity import Form
from reportgen.statistics.ar1 import fit_ar1_reml
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.newey_west import fit_newey_west
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reportgen.analysis.comparisons.decision import Decided
    from reportgen.analysis.comparisons.prepare import PreparedComparison
    from reportgen.analysis.comparisons.segments import Segments
    from reportgen.analysis.comparisons.sensitivity import SensitivitySettings
    from reportgen.analysis.time_axis import TimeAxis
    from reportgen.model.comparison import AnalysisSettings
    from reportgen.model.estimate import Estimate
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.statistics.contrast import Fit


def _estimate(
    prepared: PreparedComparison, settings: AnalysisSettings
) -> InterruptedSeriesEstimate:
    # Lines are fitted to the single values, as the figure shows them, each of which counts alike.
    base = prepared.base.points._replace(weights=None)
    later = prepared.later.points._replace(weights=None)
    result = estimate_interrupted_series(
        base,
        later,
        segments=_segments(prepared, base, later, is_of_gains=False),
        alternative=prepared.comparison.alternative,
        confidence_level=settings.confidence_level,
    )
    return replace(
        result, left_out_base=prepared.left_out_base, left_out_later=prepared.left_out_later
    )


def _decide(
    prepared: PreparedComparison, result: InterruptedSeriesEstimate, settings: AnalysisSettings
) -> Decided:
    """Decide on the effect of an intervention at a time, by default the end of the year after.

    A level change that is undone within the year, or a slope change without a jump, are effects
    too: the distance from the earlier course at a named time holds both (Linden 2015, Stata J.
    15, 480-500; Lopez Bernal et al. 2017, Int. J. Epidemiol. 46, 348-355).
    """
    of_gains = prepared.series.metric.kind is MetricKind.LEVEL
    # Successive values of a running total depend on each other: its gains are compared.
    segments = (
        _segments(
            prepared,
            prepared.base_gains.points,
            prepared.later_gains.points,
            is_of_gains=True,
        )
        if of_gains
        else result.segments
    )
    _, chosen = comparable(prepared, prepared.base, prepared.later, prepared.year_earlier, settings)
    # The model is of the whole series, so that its years need not be alike on both sides, and has
    # a step of its own for each other definition.
    chosen = replace(
        chosen, is_year_earlier=False, is_matched=True, is_redefined=False, has_ratio=False
    )
    year = chosen.steps_per_year or prepared.axis.calendar.steps_per_year
    decided = decide(
        segments_model(segments),
        chosen,
        fewest=Test.ITS.fewest_for_claim,
        allows_trend=False,
        # Within two years, a season that is missed passes for a bend of the line: 8 + 8 months
        # claim too often by half (docs/methods.md).
        assumes_season=min(segments.parts) < 2 * year,
    )
    fit = decided.model.fit()

    def estimate(weights: Sequence[float]) -> Estimate:
        season = [0.0] * (len(fit.coefficients) - len(weights))
        return interval_of(fit.contrast([*weights, *season]), settings.confidence_level)

    decision = replace(
        decided.decision,
        level_change=None if segments.level is None else estimate(segments.level),
        slope_change=None if segments.slope is None else estimate(segments.slope),
    )
    return replace(
        decided,
        decision=decision,
        series=segments,
        course=result.course if of_gains else course_of(segments, estimate),
        is_of_gains=of_gains,
    )


def _assumptions(
    result: InterruptedSeriesEstimate, expected: tuple[int, int] | None
) -> rules.Findings:
    design, n = result.segments.columns, result.n_base
    # Least squares for AR(1) fits, too: the rules look for the correlation that AR(1) models.
    residuals = list(fit_least_squares(design, result.values).residuals)
    model = rules.SEGMENTS_AR1 if result.method == "ar1_reml" else rules.SEGMENTS
    lost = result.left_out_base, result.left_out_later
    # What is left out is not missing.
    times = [time - sum(other < time for other in (*lost[0], *lost[1])) for time in result.times]
    base = PeriodValues(result.base_period, times[:n], result.values[:n])
    later = PeriodValues(result.later_period, times[n:], result.values[n:])
    if expected is not None:
        expected = expected[0] - len(lost[0]), expected[1] - len(lost[1])
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
    """Return the checks of the decision, then other fits of the effect, without a vote."""
    checks = checks_of_model(decided, settings, ratio_unit=gettext_noop("ratio of levels"))
    if decided.is_of_gains:
        return checks
    case = _Case(result, settings)
    has_ar1 = result.method == "ar1_reml"
    label = gettext_noop("Regression with AR(1) errors")
    analyses = [
        (
            "ols" if has_ar1 else "ar1_reml",
            gettext_noop("Least squares") if has_ar1 else label,
            case.other_errors,
        ),
        ("newey_west", gettext_noop("Newey-West standard errors"), case.newey_west),
    ]
    if result.segments.impact is Impact.BOTH:
        analyses.insert(1, ("level_only", gettext_noop("One slope throughout"), case.level_only))
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
        self.segments, self.settings = result.segments, settings
        self.is_ar1 = result.method == "ar1_reml"
        self.values = np.asarray(result.values)

    def other_errors(self) -> Finding:
        return self._finding(self.segments, self._fit(self.segments, is_ar1=not self.is_ar1))

    def level_only(self) -> Finding:
        jump = replace(self.segments, impact=Impact.LEVEL)
        return self._finding(jump, self._fit(jump, is_ar1=self.is_ar1))

    def newey_west(self) -> Finding:
        return self._finding(self.segments, fit_newey_west(self.segments.columns, self.values))

    def _fit(self, segments: Segments, *, is_ar1: bool) -> Fit:
        if is_ar1:
            return fit_ar1_reml(segments.columns, self.values, segments.times)
        return fit_least_squares(segments.columns, self.values)

    def _finding(self, segments: Segments, fit: Fit) -> Finding:
        contrast = estimate_contrast(
            fit,
            segments.effect(segments.until),
            confidence_level=self.settings.confidence_level,
            alternative=self.settings.alternative,
        )
        return Finding(estimate=contrast.estimate, p_value=contrast.p_value)


def _segments(
    prepared: PreparedComparison, base: PeriodValues, later: PeriodValues, *, is_of_gains: bool
) -> Segments:
    """Return the values of an interrupted series divided by its changes.

    Parameters
    ----------
    prepared : PreparedComparison
    base, later : PeriodValues
        Its values, or the gains of a running total, without what is left out.
    is_of_gains : bool
        Whether they are gains: that from one definition to the next is of neither.

    Raises
    ------
    InsufficientDataError
        See `divide_series`.
    """
    comparison, axis = prepared.comparison, prepared.axis
    steps = [_time_of(item.on, axis) for item in prepared.series.metric.redefined]
    if is_of_gains:
        across = {
            min(after)
            for step in steps
            if (after := [time for time in (*base.times, *later.times) if time >= step])
        }
        base, later = (_without_times(side, across) for side in (base, later))
    effect = comparison.effect_at
    return divide_series(
        base._replace(weights=None),
        later._replace(weights=None),
        changes=[_time_of(item.on, axis) for item in comparison.interventions],
        place=comparison.place,
        steps=steps,
        impact=comparison.impact,
        until=None if effect is None else _time_of(effect, axis),
        year=Calendar(axis.unit).steps_per_year,
    )


def _time_of(day: date, axis: TimeAxis) -> float:
    return float(axis.steps_to(day)) if axis.is_regular else months_between(axis.origin, day)


def _without_times(side: PeriodValues, times: set[float]) -> PeriodValues:
    pairs = [
        (time, value)
        for time, value in zip(side.times, side.values, strict=True)
        if time not in times
    ]
    return PeriodValues(side.period, [time for time, _ in pairs], [value for _, value in pairs])


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
