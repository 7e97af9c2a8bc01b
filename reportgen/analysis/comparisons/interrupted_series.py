"""Segmented regression of a series around its interventions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.analysis.comparisons.segments import course_of, divide_series
from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative
from reportgen.model.estimate import ComparisonEstimate
from reportgen.statistics.ar1 import Ar1Fit, fit_ar1_reml
from reportgen.statistics.contrast import TestedContrast, estimate_contrast
from reportgen.statistics.period_values import weighted_rows
from reportgen.statistics.regression import RegressionFit, fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from reportgen.analysis.comparisons.segments import Course, Segments
    from reportgen.model.estimate import Estimate
    from reportgen.statistics.period_values import PeriodValues

# With fewer values the correlation is estimated too poorly to be treated as known.
MINIMUM_FOR_AR1 = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedSeriesEstimate(ComparisonEstimate):
    """Level and slope change at an intervention, and the course without it.

    Attributes
    ----------
    n_base, n_later : int
        Numbers of values in the two periods.
    segments : Segments
        The series with its changes.
    base_slope, later_slope : Estimate
        Before all changes and after them.
    level_change : Estimate or None
        Level change at the first value after the intervention, in the unit of the metric; None
        where the slope alone may change.
    slope_change : Estimate or None
        Change of the slope, per month; None where the level alone may change.
    effect_at_end : Estimate
        Line minus the course without the change, at the last value of the later period.
    p_value, statistic : float
        Of the level change, or of the slope change where it alone is looked for;
        `slope_p_value` is that of the slope change.
    method : str
        ``ols`` or ``ar1_reml``; `rho` is the AR(1) coefficient, None for OLS.
    course : Course
        The fitted lines, and the course without the change.
    left_out_base, left_out_later : tuple of float
        Times of values of the two periods that are not part of the series.
    """

    base_period: str
    later_period: str
    n_base: int
    n_later: int
    segments: Segments
    base_slope: Estimate
    later_slope: Estimate
    level_change: Estimate | None
    slope_change: Estimate | None
    effect_at_end: Estimate
    p_value: float
    slope_p_value: float | None
    statistic: float
    df: float
    method: str
    rho: float | None
    course: Course
    left_out_base: tuple[float, ...] = ()
    left_out_later: tuple[float, ...] = ()

    @property
    def times(self) -> tuple[float, ...]:
        """Return the times of the series."""
        return self.segments.times

    @property
    def values(self) -> tuple[float, ...]:
        """Return the values of the series."""
        return self.segments.values


def estimate_interrupted_series(
    base: PeriodValues,
    later: PeriodValues,
    *,
    segments: Segments | None = None,
    alternative: Alternative = Alternative.TWO_SIDED,
    confidence_level: float = 0.95,
) -> InterruptedSeriesEstimate:
    """Return the segmented regression of a series around its interventions.

    Parameters
    ----------
    base, later : PeriodValues
        Times in months. With weights, lines are fitted by weighted least squares.
    segments : Segments, optional
        The series divided by its changes; by default by one, with the first time of `later`.
    alternative : Alternative
        The alternative hypothesis for level change, slope change and effect.
    confidence_level : float
        Coverage of the intervals of these three, which are one-sided if the test is; those of
        the slopes and the course without the change are always two-sided.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 values before, between or after changes, no residuals, or periods that do not
        follow each other.

    Notes
    -----
    ``y = b0 + b1 t + sum of b2 after + b3 after (t - T)`` over the changes, with a step for each
    change of definition. Least squares with fewer than 12 values in total, otherwise AR(1) errors
    by restricted maximum likelihood; t with n - k degrees of freedom. The course without the
    change has the interval of the line, not of single months.

    References
    ----------
    Wagner et al. (2002), J. Clin. Pharm. Ther. 27, 299-309.
    Lopez Bernal et al. (2017), Int. J. Epidemiol. 46, 348-355.
    """
    if segments is None:
        segments = divide_series(base, later)
    fit = fit_segments(segments, base, later)

    def tested(weights: Sequence[float], side: Alternative = alternative) -> TestedContrast:
        return estimate_contrast(fit, weights, confidence_level=confidence_level, alternative=side)

    def two_sided(weights: Sequence[float]) -> Estimate:
        return tested(weights, Alternative.TWO_SIDED).estimate

    level = None if segments.level is None else tested(segments.level)
    slope = None if segments.slope is None else tested(segments.slope)
    main = tested(segments.level or segments.slope or [])
    return InterruptedSeriesEstimate(
        base_period=base.period,
        later_period=later.period,
        n_base=len(base.values),
        n_later=len(later.values),
        segments=segments,
        base_slope=two_sided([0.0, 1.0, *(0.0 for _ in fit.coefficients[2:])]),
        later_slope=two_sided(segments.last_slope),
        level_change=None if level is None else level.estimate,
        slope_change=None if slope is None else slope.estimate,
        effect_at_end=tested(segments.effect(segments.times[-1])).estimate,
        p_value=main.p_value,
        slope_p_value=None if slope is None else slope.p_value,
        statistic=main.statistic,
        df=main.df,
        method="ar1_reml" if isinstance(fit, Ar1Fit) else "ols",
        rho=fit.rho if isinstance(fit, Ar1Fit) else None,
        course=course_of(segments, two_sided),
    )


def segment_design(base: PeriodValues, later: PeriodValues, *, at: float) -> NDArray[np.float64]:
    """Return the design of one change, columns 1, t - at, after, after (t - at); shape (n, 4)."""
    times = np.array([*base.times, *later.times], dtype=np.float64) - at
    after = np.repeat([0.0, 1.0], [len(base.times), len(later.times)])
    return np.column_stack([np.ones_like(times), times, after, after * times])


def fit_segments(
    segments: Segments, base: PeriodValues, later: PeriodValues
) -> Ar1Fit | RegressionFit:
    """Fit a series: least squares with fewer than 12 values, else AR(1) by REML.

    Values with weights are fitted by weighted least squares.
    """
    design, values = weighted_rows(segments.columns, base, later)
    if len(values) >= MINIMUM_FOR_AR1:
        return fit_ar1_reml(design, values, segments.times)
    fit = fit_least_squares(design, values)
    if fit.residual_variance == 0:
        raise InsufficientDataError(
            gettext_noop("the values of both periods lie exactly on a line")
        )
    return fit
