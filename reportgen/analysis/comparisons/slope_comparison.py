"""Comparison of two trends of a running total."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import MeanComparison, compare_means, mean_pivot
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Variant
from reportgen.model.estimate import ComparisonEstimate, Estimate, Refusal
from reportgen.model.message import Message
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.equivalence import EquivalenceTest, equivalence_test, least_favourable
from reportgen.statistics.fieller import RatioPivot, estimate_ratio
from reportgen.statistics.intervals import t_interval
from reportgen.statistics.regression import fit_line
from reportgen.statistics.trend import estimate_trend

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.comparison import Margin
    from reportgen.statistics.period_values import PeriodValues
    from reportgen.statistics.regression import LineFit
    from reportgen.statistics.trend import TrendEstimate


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeComparison(ComparisonEstimate):
    """Later slope against base slope, by regression and by the gains.

    Attributes
    ----------
    difference : Estimate
        Later minus base slope, per month, from the pooled interaction model.
    ratio : Estimate or Refusal
        Later / base slope with a Fieller interval.
    statistic, df, p_value
        The t test of the interaction term, with n1 + n2 - 4 degrees of freedom.
    gains : MeanComparison or Refusal
        Welch's t test of the gains, or why there are none.
    """

    base: TrendEstimate
    later: TrendEstimate
    difference: Estimate
    ratio: Estimate | Refusal
    statistic: float
    df: int
    p_value: float
    gains: MeanComparison | Refusal
    equivalence: EquivalenceTest | None = None


def compare_slopes(
    base: PeriodValues,
    later: PeriodValues,
    *,
    base_gains: PeriodValues,
    later_gains: PeriodValues,
    alternative: Alternative = Alternative.TWO_SIDED,
    alpha: float = 0.05,
    confidence_level: float = 0.95,
    margin: Margin | None = None,
) -> SlopeComparison:
    """Compare the later with the base trend of a running total.

    Parameters
    ----------
    base, later : PeriodValues
        The running total, at least 3 values each; times in months.
    base_gains, later_gains : PeriodValues
        Monthly gains, at the time of the later of their two months; at least 2 each.
    alternative : Alternative
        ``greater``: the later slope is larger.
    alpha : float
        Significance level of the equivalence test.
    confidence_level : float
        Coverage of the intervals, which are one-sided if the test is.
    margin : Margin, optional
        Requests an equivalence test, with a relative margin or one in units per month.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 values in a period, or no residuals in either period.

    Notes
    -----
    The regression tests the interaction term of one model with a common residual variance:
    ``t = (b2 - b1) / (s sqrt(1/Sxx1 + 1/Sxx2))`` with n1 + n2 - 4 degrees of freedom. The
    residuals of a running total are autocorrelated, so this test alone has a type I error of 61%
    (12 + 12 independent gains, docs/methods.md). It is reported as it was published, with
    Welch's test of the gains next to it; `decision` decides on the gains.

    References
    ----------
    Kleinbaum et al. (2014), Applied Regression Analysis, chapter 12.
    """
    first, second = fit_line(base.times, base.values), fit_line(later.times, later.values)
    if first.residual_sum == 0 and second.residual_sum == 0:
        raise InsufficientDataError(
            gettext_noop("the values of both periods lie exactly on a line")
        )
    base_trend = _trend(base, confidence_level)
    pivot = slope_pivot(first, second)
    df, statistic = first.df + second.df, pivot.statistic_at(1.0)
    p_value = p_value_t(statistic, df, alternative)
    gains = _compare_gains(base_gains, later_gains, alternative, confidence_level)
    return SlopeComparison(
        base=base_trend,
        later=_trend(later, confidence_level),
        difference=t_interval(
            pivot.later - pivot.base,
            pivot.error_at(1.0),
            df,
            confidence_level=confidence_level,
            alternative=alternative,
        ),
        ratio=estimate_ratio(
            pivot, base_trend.slope, confidence_level=confidence_level, alternative=alternative
        ),
        statistic=statistic,
        df=df,
        p_value=p_value,
        gains=gains,
        equivalence=None if margin is None else _equivalence(pivot, gains, margin, alpha),
    )


def slope_pivot(base: LineFit, later: LineFit) -> RatioPivot:
    """Return two slopes with variances from the pooled residuals of both lines."""
    # The degrees of freedom of a pooled variance do not depend on the ratio that is tested.
    df = base.df + later.df
    variance = (base.residual_sum + later.residual_sum) / df
    return RatioPivot(
        later=later.slope,
        base=base.slope,
        later_variance=variance / later.time_sum,
        base_variance=variance / base.time_sum,
        df_at=lambda _multiple: float(df),
    )


def _trend(sample: PeriodValues, confidence_level: float) -> TrendEstimate:
    return estimate_trend(
        sample.period, sample.times, sample.values, confidence_level=confidence_level
    )


def _compare_gains(
    base: PeriodValues, later: PeriodValues, alternative: Alternative, confidence_level: float
) -> MeanComparison | Refusal:
    try:
        return compare_means(
            base,
            later,
            variant=Variant.WELCH,
            alternative=alternative,
            confidence_level=confidence_level,
        )
    except InsufficientDataError as error:
        return Refusal(
            reason=Message("the gains can't be compared: {reason}", reason=error.args[0])
        )


def _equivalence(
    pivot: RatioPivot, gains: MeanComparison | Refusal, margin: Margin, alpha: float
) -> EquivalenceTest:
    """Return the less favourable of the equivalence tests of slopes and of mean gains."""
    slopes = equivalence_test(pivot, margin, alpha=alpha, decided_by="slopes")
    if isinstance(gains, Refusal):
        return slopes
    of_gains = mean_pivot(gains.base, gains.later, Variant.WELCH)
    return least_favourable(
        (slopes, equivalence_test(of_gains, margin, alpha=alpha, decided_by="gains"))
    )


def extrapolate_trend(
    trend: TrendEstimate, times: Sequence[float]
) -> tuple[tuple[float, Estimate], ...]:
    """Return a trend line at later times, with the confidence interval of the line.

    Parameters
    ----------
    trend : TrendEstimate
        The trend of the earlier period.
    times : sequence of float
        In months, on the time axis of the trend.

    Returns
    -------
    tuple of (time, Estimate)
        With the interval of the mean response, t s √(1/n + (x - x̄)²/Sxx), and n - 2 degrees of
        freedom.

    References
    ----------
    Draper and Smith (1998), Applied Regression Analysis, section 3.1.
    """
    mean_time = sum(trend.times) / trend.n
    spread = sum((time - mean_time) ** 2 for time in trend.times)
    slope = trend.slope
    high = slope.estimate if slope.ci_high is None else slope.ci_high
    # The half-width of the slope's interval is t s / √Sxx, which gives t s without a new fit.
    scale = (high - slope.estimate) * spread**0.5
    expected = []
    for time in times:
        line = trend.intercept + slope.estimate * time
        half = scale * (1 / trend.n + (time - mean_time) ** 2 / spread) ** 0.5
        expected.append(
            (
                time,
                Estimate(
                    estimate=line,
                    ci_low=line - half,
                    ci_high=line + half,
                    confidence_level=slope.confidence_level,
                ),
            )
        )
    return tuple(expected)
