"""Segmented regression of a series around an intervention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import ComparisonEstimate
from reportgen.model.message import Message
from reportgen.statistics.ar1 import Ar1Fit, fit_ar1_reml
from reportgen.statistics.contrast import TestedContrast, estimate_contrast
from reportgen.statistics.period_values import require_succession, weighted_rows
from reportgen.statistics.regression import RegressionFit, fit_least_squares

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.model.estimate import Estimate
    from reportgen.statistics.period_values import PeriodValues

# With fewer values the correlation is estimated too poorly to be treated as known.
MINIMUM_FOR_AR1 = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedSeriesEstimate(ComparisonEstimate):
    """Level and slope change at the intervention, and the counterfactual.

    Attributes
    ----------
    at : float
        The time of the intervention in months, at which the level change is evaluated.
    level_change : Estimate
        Level change at the intervention, in the unit of the metric.
    slope_change : Estimate
        Change of the slope, per month.
    effect_at_end : Estimate
        Later line minus counterfactual at the last value of the later period.
    p_value, statistic : float
        Of the level change; `slope_p_value` is that of the slope change.
    method : str
        ``ols`` or ``ar1_reml``; `rho` is the AR(1) coefficient, None for OLS.
    counterfactual : tuple of (time, Estimate)
        The earlier line extrapolated over the later period, by time.
    """

    base_period: str
    later_period: str
    n_base: int
    n_later: int
    at: float
    base_slope: Estimate
    level_change: Estimate
    slope_change: Estimate
    effect_at_end: Estimate
    p_value: float
    slope_p_value: float
    statistic: float
    df: float
    method: str
    rho: float | None
    counterfactual: tuple[tuple[float, Estimate], ...]
    times: tuple[float, ...]
    values: tuple[float, ...]


def estimate_interrupted_series(
    base: PeriodValues,
    later: PeriodValues,
    *,
    at: float | None = None,
    alternative: Alternative = Alternative.TWO_SIDED,
    confidence_level: float = 0.95,
) -> InterruptedSeriesEstimate:
    """Return the segmented regression of a series around an intervention.

    Parameters
    ----------
    base, later : PeriodValues
        At least 3 values each; times in months. With weights, lines are fitted by weighted least
        squares.
    at : float, optional
        The time at which the level change is evaluated; by default the first time of `later`.
    alternative : Alternative
        The alternative hypothesis for level change, slope change and effect.
    confidence_level : float
        Coverage of the intervals of these three, which are one-sided if the test is; those of
        the earlier slope and the counterfactual are always two-sided.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 values in a period, no residuals, or periods that do not follow each other.

    Notes
    -----
    ``y = b0 + b1 (t - at) + b2 after + b3 after (t - at)``. Least squares with fewer than 12
    values in total, otherwise AR(1) errors by restricted maximum likelihood; t with n - 4 degrees
    of freedom. The counterfactual has the interval of the line, not of single months.

    References
    ----------
    Wagner et al. (2002), J. Clin. Pharm. Ther. 27, 299-309.
    Lopez Bernal et al. (2017), Int. J. Epidemiol. 46, 348-355.
    """
    for sample in (base, later):
        if len(sample.values) < 3:
            raise InsufficientDataError(
                Message(
                    "a trend on each side needs at least 3 values, and one has {count}",
                    count=str(len(sample.values)),
                )
            )
    # Contrasts of b0 to b3: the level is the jump b2; the effect at the end adds the slope change
    # over the later period; the counterfactual is the line without b2 and b3.
    require_succession(base, later)
    origin = float(later.times[0]) if at is None else at
    fit = fit_segments(base, later, at=origin)
    end = float(later.times[-1]) - origin
    side = (confidence_level, alternative)
    level = _contrast(fit, [0, 0, 1, 0], side)
    slope = _contrast(fit, [0, 0, 0, 1], side)
    two_sided = (confidence_level, Alternative.TWO_SIDED)
    return InterruptedSeriesEstimate(
        base_period=base.period,
        later_period=later.period,
        n_base=len(base.values),
        n_later=len(later.values),
        at=origin,
        base_slope=_contrast(fit, [0, 1, 0, 0], two_sided).estimate,
        level_change=level.estimate,
        slope_change=slope.estimate,
        effect_at_end=_contrast(fit, [0, 0, 1, end], side).estimate,
        p_value=level.p_value,
        slope_p_value=slope.p_value,
        statistic=level.statistic,
        df=level.df,
        method="ar1_reml" if isinstance(fit, Ar1Fit) else "ols",
        rho=fit.rho if isinstance(fit, Ar1Fit) else None,
        counterfactual=tuple(
            (float(time), _contrast(fit, [1, time - origin, 0, 0], two_sided).estimate)
            for time in later.times
        ),
        times=tuple(map(float, [*base.times, *later.times])),
        values=tuple(map(float, [*base.values, *later.values])),
    )


def _contrast(
    fit: Ar1Fit | RegressionFit, weights: list[float], side: tuple[float, Alternative]
) -> TestedContrast:
    return estimate_contrast(fit, weights, confidence_level=side[0], alternative=side[1])


def segment_design(base: PeriodValues, later: PeriodValues, *, at: float) -> NDArray[np.float64]:
    """Return the design matrix with columns 1, t - at, after, after (t - at); shape (n, 4)."""
    times = np.array([*base.times, *later.times], dtype=np.float64) - at
    after = np.repeat([0.0, 1.0], [len(base.times), len(later.times)])
    return np.column_stack([np.ones_like(times), times, after, after * times])


def fit_segments(base: PeriodValues, later: PeriodValues, *, at: float) -> Ar1Fit | RegressionFit:
    """Fit both segments: least squares with fewer than 12 values, else AR(1) by REML.

    Values with weights are fitted by weighted least squares.
    """
    design, values = weighted_rows(segment_design(base, later, at=at), base, later)
    if len(values) >= MINIMUM_FOR_AR1:
        return fit_ar1_reml(design, values, [*base.times, *later.times])
    fit = fit_least_squares(design, values)
    if fit.residual_variance == 0:
        raise InsufficientDataError(
            gettext_noop("the values of both periods lie exactly on a line")
        )
    return fit
