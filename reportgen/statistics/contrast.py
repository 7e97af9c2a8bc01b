"""t tests of contrasts: weighted sums of regression coefficients."""

from __future__ import annotations

from dataclasses import dataclass
from math import copysign, inf, sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.model.comparison import Alternative
from reportgen.statistics.distributions import p_value_t
from reportgen.statistics.intervals import t_interval

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from numpy.typing import NDArray

    from reportgen.model.estimate import Estimate

    class Fit(Protocol):
        """Any fit with coefficients, their covariance and degrees of freedom."""

        @property
        def coefficients(self) -> NDArray[np.float64]:
            """Shape (k,)."""

        @property
        def covariance(self) -> NDArray[np.float64]:
            """Shape (k, k)."""

        @property
        def df(self) -> int:
            """Residual degrees of freedom."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestedContrast:
    """A weighted sum of coefficients with its interval, and the test that it is 0."""

    __test__ = False  # pytest would collect the class by its name

    estimate: Estimate
    statistic: float
    df: float
    p_value: float


def estimate_contrast(
    fit: Fit,
    weights: Sequence[float],
    *,
    confidence_level: float = 0.95,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> TestedContrast:
    """Return a weighted sum of the coefficients with its t interval and test.

    Parameters
    ----------
    fit : RegressionFit or Ar1Fit
        Coefficients of shape (k,) with their covariance.
    weights : sequence of float, shape (k,)
        One per coefficient; ``[0, 0, 1, 0]`` selects the third.
    confidence_level : float
        Coverage as a fraction of 1; one-sided if the test is.
    """
    c = np.asarray(weights, dtype=np.float64)
    value = float(c @ fit.coefficients)
    # Rounding can leave a variance of 0 just below it.
    error = sqrt(max(float(c @ fit.covariance @ c), 0.0))
    statistic = value / error if error > 0 else copysign(inf, value) if value else 0.0
    return TestedContrast(
        estimate=t_interval(
            value, error, fit.df, confidence_level=confidence_level, alternative=alternative
        ),
        statistic=statistic,
        df=fit.df,
        p_value=p_value_t(statistic, fit.df, alternative),
    )
