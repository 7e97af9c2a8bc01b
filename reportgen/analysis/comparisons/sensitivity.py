"""Sensitivity analyses that several kinds of comparison share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.placebo import placebo_p_values
from reportgen.analysis.comparisons.sensitivity_mean import mean_sensitivity
from reportgen.analysis.comparisons.sensitivity_vote import describe_statistic, uncomputed
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Variant
from reportgen.statistics.autocorrelation import durbin_watson, ljung_box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.analysis.comparisons.sensitivity_mean import MeanCase
    from reportgen.analysis.comparisons.sensitivity_vote import SensitivitySettings
    from reportgen.model.verdict import SensitivityAnalysis
    from reportgen.statistics.period_values import PeriodValues


def case_sensitivity(case: MeanCase) -> tuple[SensitivityAnalysis, ...]:
    """Return all sensitivity analyses of the values of two periods, those with a vote first."""
    residuals = [
        value - sum(side.values) / len(side.values)
        for side in (case.base, case.later)
        for value in side.values
    ]
    variant = case.variant or Variant.WELCH
    return (
        *mean_sensitivity(case),
        *residual_tests(residuals),
        placebo(case.base, variant, case.settings),
    )


PLACEBO = gettext_noop("Placebo dates in the earlier period")
_RESIDUALS = gettext_noop("it describes the residuals, which take no side")


def placebo(
    base: PeriodValues, variant: Variant, settings: SensitivitySettings
) -> SensitivityAnalysis:
    """Return the share of placebo dates in the base period at which the test finds a change."""
    try:
        p_values = placebo_p_values(base, variant=variant, alternative=settings.alternative)
    except InsufficientDataError as error:
        return uncomputed("placebo_dates", PLACEBO, error.args[0], counted=False)
    found = sum(p_value < settings.alpha for p_value in p_values)
    return describe_statistic(
        "placebo_dates",
        PLACEBO,
        found / len(p_values),
        None,
        gettext_noop("share of dates at which the test finds a change"),
        reason=gettext_noop("it describes the earlier period alone"),
    )


def residual_tests(residuals: Sequence[float]) -> tuple[SensitivityAnalysis, ...]:
    """Return the tests by Durbin and Watson and by Ljung and Box, which have no vote."""
    # 10 lags, or n / 5 in short series: Hyndman and Athanasopoulos, Forecasting: Principles and
    # Practice, 3rd edition, section 5.4 (non-seasonal data).
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
