"""Newey-West (autocorrelation-consistent) standard errors for least squares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeweyWestFit:
    """Least-squares coefficients with an autocorrelation-consistent covariance."""

    coefficients: Vector
    covariance: Vector
    df: int
    lag: int


def default_lag(n: int) -> int:
    """Return the default lag for n values: the integer part of ``4 (n / 100)^(2/9)``.

    References
    ----------
    Newey and West (1994), Rev. Econ. Stud. 61, 631-653.
    """
    return int(4 * (n / 100) ** (2 / 9))


def fit_newey_west(
    design: ArrayLike, response: ArrayLike, *, lag: int | None = None
) -> NeweyWestFit:
    """Return a least-squares fit with Newey and West's covariance.

    Parameters
    ----------
    design : array_like, shape (n, k)
        Rows in order of time.
    response : array_like, shape (n,)
    lag : int, optional
        The longest lag with a weight; 0 allows for unequal variances only. Default:
        `default_lag` of n.

    Raises
    ------
    InsufficientDataError
        Too few values, or dependent columns.

    Notes
    -----
    Bartlett weights ``1 - l / (lag + 1)``, the small-sample factor n / (n - k), and t with
    n - k degrees of freedom, as Stata's ``newey``. With few values the intervals are too
    narrow, so below 36 values per side the result is reported but does not count.

    References
    ----------
    Newey and West (1987), Econometrica 55, 703-708.
    """
    x = np.asarray(design, dtype=np.float64)
    fit = fit_least_squares(x, response)
    n, k = x.shape
    longest = default_lag(n) if lag is None else lag
    scores = x * fit.residuals[:, None]
    middle = scores.T @ scores
    for distance in range(1, min(longest, n - 1) + 1):
        shifted = scores[distance:].T @ scores[:-distance]
        # Bartlett's weights keep the covariance positive semidefinite.
        middle += (1 - distance / (longest + 1)) * (shifted + shifted.T)
    # Small-sample correction n / (n - k), as in Stata's `newey`.
    covariance = fit.unscaled_covariance @ middle @ fit.unscaled_covariance * (n / (n - k))
    return NeweyWestFit(coefficients=fit.coefficients, covariance=covariance, df=n - k, lag=longest)
