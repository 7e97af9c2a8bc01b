"""Linear trend of one period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.intervals import t_interval
from reportgen.statistics.regression import fit_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reportgen.model.estimate import Estimate
    from reportgen.statistics.regression import LineFit


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendEstimate:
    """An ordinary least-squares line through one period of a series.

    Attributes
    ----------
    slope : Estimate
        Units of the metric per month.
    intercept : float
        The line's value at time 0 of `times`.
    r_squared : float
        Share of the variation explained by the line; 0 where the values do not vary.
    p_value : float
        Two-sided, for a slope of 0; 1 where the values do not vary, 0 where they lie
        exactly on a rising or falling line.
    times, values : tuple of float
        The fitted data, oldest first; times in months from a common origin of the series.
    """

    period: str
    n: int
    slope: Estimate
    intercept: float
    r_squared: float
    residual_sd: float
    p_value: float
    df: int
    times: tuple[float, ...]
    values: tuple[float, ...]


def estimate_trend(
    period: str,
    times: Sequence[float],
    values: Sequence[float],
    *,
    confidence_level: float = 0.95,
) -> TrendEstimate:
    """Return the least-squares line of one period with the t interval of its slope.

    Parameters
    ----------
    period : str
        The period's id.
    times, values : sequence of float, shape (n,)
        Oldest first; times in months.
    confidence_level : float
        Two-sided coverage as a fraction of 1.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 values, or all at one time.

    References
    ----------
    Draper and Smith (1998), Applied Regression Analysis, chapter 1.
    """
    line = fit_line(times, values)
    error = line.slope_error
    return TrendEstimate(
        period=period,
        n=line.n,
        slope=t_interval(line.slope, error, line.df, confidence_level=confidence_level),
        intercept=line.intercept,
        r_squared=line.r_squared,
        residual_sd=line.residual_variance**0.5,
        p_value=_p_value_of_slope(line),
        df=line.df,
        times=tuple(map(float, times)),
        values=tuple(map(float, values)),
    )


def _p_value_of_slope(line: LineFit) -> float:
    # Constant values have neither slope nor residuals, so this comes before the exact line.
    if line.slope == 0:
        return 1.0
    if line.residual_sum == 0:
        return 0.0
    return p_value_t(line.slope / line.slope_error, line.df, Alternative.TWO_SIDED)
