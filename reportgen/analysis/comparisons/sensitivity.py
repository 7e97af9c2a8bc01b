"""Does a finding survive other reasonable analyses? Each as one line of the appendix."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.analysis.comparisons.placebo import placebo_p_values
from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.analysis.comparisons.sensitivity_its import its_sensitivity
from reportgen.analysis.comparisons.sensitivity_mean import MeanCase, mean_sensitivity
from reportgen.analysis.comparisons.sensitivity_slope import slope_case, slope_sensitivity
from reportgen.analysis.comparisons.sensitivity_vote import (
    SensitivitySettings,
    describe_statistic,
    uncomputed,
)
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.analysis.comparisons.verdicts import gather_evidence
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Variant
from reportgen.model.estimate import Refusal
from reportgen.statistics.autocorrelation import durbin_watson, ljung_box
from reportgen.statistics.period_values import PeriodValues
from reportgen.statistics.regression import fit_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.comparisons.verdicts import AssessedResult
    from reportgen.model.comparison import Alternative
    from reportgen.model.verdict import SensitivityAnalysis


def analyse_sensitivity(
    result: AssessedResult,
    *,
    alternative: Alternative,
    unit: str,
    alpha: float = 0.05,
    confidence_level: float = 0.95,
) -> tuple[SensitivityAnalysis, ...]:
    """Return all further analyses of one comparison, those with a vote first.

    Parameters
    ----------
    result : SlopeComparison, MeanComparison, RateComparison or InterruptedSeriesEstimate
        What the comparison itself found.
    alternative : Alternative
        The comparison's sidedness, which all further analyses share.
    unit : str
        Of the difference, in words: ``followers a month``.
    alpha, confidence_level : float
        Fractions of 1; no P value here is adjusted for the number of comparisons.
    """
    direction = gather_evidence(result).direction
    settings = SensitivitySettings(
        direction=direction,
        alternative=alternative,
        alpha=alpha,
        confidence_level=confidence_level,
        unit=unit,
    )
    if isinstance(result, SlopeComparison):
        return _of_slopes(result, settings)
    if isinstance(result, MeanComparison):
        base = _period(result.base.period, result.base.times, result.base.values)
        later = _period(result.later.period, result.later.times, result.later.values)
        case = MeanCase(base=base, later=later, variant=result.variant, settings=settings)
        return mean_sensitivity(case) + _of_means(case)
    if isinstance(result, RateComparison):
        base = _period(result.base_period, result.base_times, result.base_values)
        later = _period(result.later_period, result.later_times, result.later_values)
        case = MeanCase(base=base, later=later, variant=None, settings=settings)
        return mean_sensitivity(case) + _of_means(case)
    return its_sensitivity(result, settings)


def _period(name: str, times: Sequence[float], values: Sequence[float]) -> PeriodValues:
    return PeriodValues(name, times, values)


def _of_slopes(
    result: SlopeComparison, settings: SensitivitySettings
) -> tuple[SensitivityAnalysis, ...]:
    case = slope_case(result, settings)
    residuals = [
        *fit_line(case.base.times, case.base.values).residuals,
        *fit_line(case.later.times, case.later.values).residuals,
    ]
    placebo = (
        uncomputed("placebo_dates", _PLACEBO, result.gains.reason, counted=False)
        if isinstance(result.gains, Refusal)
        else _placebo(
            _period("base", result.gains.base.times, result.gains.base.values),
            Variant.WELCH,
            settings,
        )
    )
    return (*slope_sensitivity(case), *_residual_tests(residuals), placebo)


def _of_means(case: MeanCase) -> tuple[SensitivityAnalysis, ...]:
    residuals = [
        value - sum(side.values) / len(side.values)
        for side in (case.base, case.later)
        for value in side.values
    ]
    variant = case.variant or Variant.WELCH
    return (*_residual_tests(residuals), _placebo(case.base, variant, case.settings))


_PLACEBO = gettext_noop("Placebo dates in the earlier period")
_RESIDUALS = gettext_noop("it describes the residuals, which take no side")


def _placebo(
    base: PeriodValues, variant: Variant, settings: SensitivitySettings
) -> SensitivityAnalysis:
    try:
        p_values = placebo_p_values(base, variant=variant, alternative=settings.alternative)
    except InsufficientDataError as error:
        return uncomputed("placebo_dates", _PLACEBO, error.args[0], counted=False)
    found = sum(p_value < settings.alpha for p_value in p_values)
    return describe_statistic(
        "placebo_dates",
        _PLACEBO,
        found / len(p_values),
        None,
        gettext_noop("share of dates at which the test finds a change"),
        reason=gettext_noop("it describes the earlier period alone"),
    )


def _residual_tests(residuals: Sequence[float]) -> tuple[SensitivityAnalysis, ...]:
    """Return Durbin-Watson and Ljung-Box, which never choose the analysis afterwards."""
    lags = max(1, min(10, len(residuals) // 5))
    try:
        watson = durbin_watson(residuals)
        statistic, p_value = ljung_box(residuals, lags)
    except InsufficientDataError as error:
        return (
            uncomputed("durbin_watson", "Durbin-Watson", error.args[0], counted=False),
            uncomputed("ljung_box", "Ljung-Box", error.args[0], counted=False),
        )
    return (
        describe_statistic(
            "durbin_watson",
            "Durbin-Watson",
            watson,
            None,
            gettext_noop("Durbin-Watson statistic"),
            reason=_RESIDUALS,
        ),
        describe_statistic(
            "ljung_box",
            "Ljung-Box",
            statistic,
            p_value,
            gettext_noop("chi-squared"),
            reason=_RESIDUALS,
        ),
    )
