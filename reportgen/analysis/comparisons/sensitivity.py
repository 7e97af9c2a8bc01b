"""Sensitivity analyses: their votes, and the diagnostics that have none."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import estimate_mean, mean_pivot
from reportgen.analysis.reproducible_digits import reproducible, reproducible_estimate
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Estimate
from reportgen.model.message import Message
from reportgen.model.verdict import SensitivityAnalysis
from reportgen.statistics.autocorrelation import durbin_watson, ljung_box
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.intervals import map_interval
from reportgen.statistics.period_values import PeriodValues

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reportgen.model.comparison import Alternative, Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class SensitivitySettings:
    """Settings shared by all sensitivity analyses of one comparison.

    Attributes
    ----------
    direction : int
        Sign of the estimate of the comparison, with which an analysis agrees or not.
    alternative, alpha, confidence_level
        As in the comparison; P values are not adjusted.
    unit : str
        Unit of the difference: ``followers a month``.
    """

    direction: int
    alternative: Alternative
    alpha: float
    confidence_level: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of a sensitivity analysis; `null` is the value of no difference."""

    estimate: Estimate
    p_value: float
    null: float = 0.0
    unit: str | None = None


def on_ratio_scale(estimate: Estimate) -> Estimate:
    """Return an estimate of a difference of logarithms as a ratio.

    Raises
    ------
    InsufficientDataError
        The ratio overflows.
    """
    try:
        return map_interval(estimate, exp)
    except OverflowError as error:
        raise InsufficientDataError(
            gettext_noop("the values differ too widely for a ratio")
        ) from error


def record_finding(
    method: str,
    label: str,
    analysis: Callable[[], Finding],
    settings: SensitivitySettings,
    *,
    counted: bool,
) -> SensitivityAnalysis:
    """Run a sensitivity analysis and return it with its vote, or why it has none.

    Parameters
    ----------
    method, label : str
        Key in docs/methods.md, and name in words.
    analysis : callable
        Computes the finding; may raise InsufficientDataError.
    settings : SensitivitySettings
        Direction, alternative and significance level of the comparison.
    counted : bool
        Whether the analysis has a vote.

    Notes
    -----
    It agrees if its P value is below alpha and its estimate is on the same side of the null as
    that of the comparison.
    """
    try:
        finding = analysis()
    except InsufficientDataError as error:
        return uncomputed(method, label, error.args[0], counted=counted)
    away = finding.estimate.estimate - finding.null
    sign = (away > 0) - (away < 0)
    agrees = finding.p_value < settings.alpha and sign == settings.direction and sign != 0
    return SensitivityAnalysis(
        method=method,
        label=label,
        estimate=reproducible_estimate(finding.estimate),
        p_value=reproducible(finding.p_value),
        counted=counted,
        agrees=agrees,
        unit=settings.unit if finding.unit is None else finding.unit,
    )


def uncomputed(method: str, label: str, reason: str, *, counted: bool) -> SensitivityAnalysis:
    """Return an analysis that could not be computed and is not counted."""
    return SensitivityAnalysis(
        method=method,
        label=label,
        estimate=None,
        p_value=None,
        counted=counted,
        agrees=None,
        reason=reason,
    )


def describe_statistic(
    method: str, label: str, value: float, p_value: float | None, unit: str, *, reason: str
) -> SensitivityAnalysis:
    """Return a diagnostic statistic, which neither agrees nor disagrees."""
    return SensitivityAnalysis(
        method=method,
        label=label,
        estimate=Estimate(
            estimate=reproducible(value), ci_low=None, ci_high=None, confidence_level=0.0
        ),
        p_value=None if p_value is None else reproducible(p_value),
        counted=False,
        agrees=None,
        unit=unit,
        reason=reason,
    )


PLACEBO = gettext_noop("Placebo dates in the base period, by a plain t test")
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


MINIMUM_PER_SIDE = 3


def placebo_p_values(
    base: PeriodValues, *, variant: Variant, alternative: Alternative
) -> tuple[float, ...]:
    """Return the P values of t tests at all possible dates within the base period.

    Parameters
    ----------
    base : PeriodValues
        At least 6 values; monthly gains for running totals.
    variant, alternative
        As in the t test of the comparison.

    Returns
    -------
    tuple of float
        One per date with at least 3 values on each side, oldest first.

    Raises
    ------
    InsufficientDataError
        Fewer than 6 values, or no variation on either side of a date.

    References
    ----------
    Abadie et al. (2010), J. Am. Stat. Assoc. 105, 493-505 (in-time placebos).
    """
    n = len(base.values)
    if n < 2 * MINIMUM_PER_SIDE:
        raise InsufficientDataError(
            Message("placebo dates need at least {count} values", count=str(2 * MINIMUM_PER_SIDE))
        )
    return tuple(
        _p_value(base, split, variant, alternative)
        for split in range(MINIMUM_PER_SIDE, n - MINIMUM_PER_SIDE + 1)
    )


def _p_value(base: PeriodValues, split: int, variant: Variant, alternative: Alternative) -> float:
    first, second = (
        estimate_mean(
            PeriodValues(
                base.period,
                base.times[part],
                base.values[part],
                None if base.weights is None else base.weights[part],
            )
        )
        for part in (slice(split), slice(split, None))
    )
    if first.sd == 0 and second.sd == 0:
        raise InsufficientDataError(
            gettext_noop("the values do not vary on either side of a placebo date")
        )
    pivot = mean_pivot(first, second, variant)
    return p_value_t(pivot.statistic_at(1.0), pivot.df_at(1.0), alternative)
