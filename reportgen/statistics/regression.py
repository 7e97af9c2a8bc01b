"""Ordinary least squares: general designs, and the straight line."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegressionFit:
    """A least-squares fit of n responses on k columns.

    Attributes
    ----------
    coefficients : ndarray, shape (k,)
    unscaled_covariance : ndarray, shape (k, k)
        The inverse of X'X; multiplied by the residual variance it is the `covariance`.
    residuals, fitted : ndarray, shape (n,)
    df : int
        n - k.
    residual_variance : float
        Residual sum of squares over `df`; 0 where the fit is exact.
    r_squared : float
        About the mean if the design has a constant, about 0 otherwise; 0 if the responses
        do not vary.
    """

    coefficients: Vector
    unscaled_covariance: Vector
    residuals: Vector
    fitted: Vector
    df: int
    residual_variance: float
    r_squared: float

    @property
    def covariance(self) -> Vector:
        """Return the covariance of the coefficients, shape (k, k)."""
        return self.residual_variance * self.unscaled_covariance

    @property
    def standard_errors(self) -> Vector:
        """Return the standard errors of the coefficients, shape (k,)."""
        errors: Vector = np.sqrt(self.residual_variance * np.diag(self.unscaled_covariance))
        return errors


def fit_least_squares(design: ArrayLike, response: ArrayLike) -> RegressionFit:
    """Return the least-squares fit of a response on the columns of a design.

    Parameters
    ----------
    design : array_like, shape (n, k)
        One row per observation; include a column of ones for a constant.
    response : array_like, shape (n,)

    Raises
    ------
    InsufficientDataError
        No more observations than columns, or linearly dependent columns.

    Notes
    -----
    Columns are scaled to unit length and factored by Householder QR; the solution is
    then refined twice with residuals in extended precision, so that even ill-conditioned
    polynomials are accurate to double precision.

    References
    ----------
    Bjorck (1967), BIT 7, 257-278 (iterative refinement of least squares).
    """
    x = np.asarray(design, dtype=np.float64)
    y = np.asarray(response, dtype=np.float64)
    n, k = x.shape
    if n <= k:
        raise InsufficientDataError(
            Message("a fit of {k} coefficients needs more than {n} values", k=str(k), n=str(n))
        )
    scale = np.sqrt(np.einsum("ij,ij->j", x, x))
    if not np.all(scale > 0):
        raise InsufficientDataError(gettext_noop("a column of the regression is zero throughout"))
    q, r = np.linalg.qr(x / scale)
    # Columns have length 1, so this is the sine of a column's angle with those before it.
    if np.min(np.abs(np.diag(r))) < 1e-14:
        raise InsufficientDataError(
            gettext_noop("the columns of the regression depend on each other")
        )
    coefficients, residuals = _solve_refined(x / scale, y, q, r)
    inverse = np.linalg.inv(r) / scale[:, None]
    return _assemble_fit(x, y, coefficients / scale, residuals, inverse @ inverse.T)


def _solve_refined(x: Vector, y: Vector, q: Vector, r: Vector) -> tuple[Vector, Vector]:
    """Return coefficients and residuals after iterative refinement (Bjorck)."""
    wide_x, wide_y = x.astype(np.longdouble), y.astype(np.longdouble)
    coefficients = np.linalg.solve(r, q.T @ y).astype(np.longdouble)
    residuals = wide_y - wide_x @ coefficients
    for _ in range(2):
        gap = np.asarray(wide_y - residuals - wide_x @ coefficients, dtype=np.float64)
        slack = np.asarray(-(wide_x.T @ residuals), dtype=np.float64)
        lifted = np.linalg.solve(r.T, slack)
        inner = q.T @ gap
        coefficients = coefficients + np.linalg.solve(r, inner - lifted)
        residuals = residuals + (gap - q @ (inner - lifted))
    return coefficients.astype(np.float64), residuals.astype(np.float64)


def _assemble_fit(
    x: Vector, y: Vector, coefficients: Vector, residuals: Vector, unscaled: Vector
) -> RegressionFit:
    n, k = x.shape
    has_constant = bool(np.any(np.all(x == x[0], axis=0)))
    centred = y - _exact_mean(y) if has_constant else y
    total = float(centred @ centred)
    rest = _residual_sum_of_squares(residuals, y, total)
    return RegressionFit(
        coefficients=coefficients,
        unscaled_covariance=unscaled,
        residuals=residuals,
        fitted=y - residuals,
        df=n - k,
        residual_variance=rest / (n - k),
        r_squared=1 - rest / total if total > 0 else 0.0,
    )


def _exact_mean(values: Vector) -> float:
    """Return the mean in two passes, so that a large common level loses no digits."""
    first = float(np.mean(values))
    return first + float(np.mean(values - first))


def _residual_sum_of_squares(residuals: Vector, y: Vector, total: float) -> float:
    """Return the residual sum of squares; 0 where it is only rounding error."""
    rest = float(residuals @ residuals)
    rounding = 4 * np.finfo(np.float64).eps * float(np.max(np.abs(y), initial=0.0))
    if rest <= len(y) * rounding**2:
        return 0.0
    return min(rest, total)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFit:
    """A straight line through one period, with the sums that comparisons use.

    Attributes
    ----------
    slope, intercept : float
        The intercept is the line's value at time 0.
    residual_sum : float
        Residual sum of squares; 0 where the values lie on the line.
    time_sum : float
        Sum of squared deviations of the times from their mean.
    total_sum : float
        Sum of squared deviations of the values from their mean.
    """

    n: int
    slope: float
    intercept: float
    residuals: Vector
    residual_sum: float
    time_sum: float
    total_sum: float

    @property
    def df(self) -> int:
        """Return n - 2."""
        return self.n - 2

    @property
    def residual_variance(self) -> float:
        """Return the residual sum of squares divided by its degrees of freedom."""
        return self.residual_sum / self.df

    @property
    def slope_error(self) -> float:
        """Return the standard error of the slope, from the residuals of this line alone."""
        return sqrt(self.residual_variance / self.time_sum)

    @property
    def r_squared(self) -> float:
        """Return the share of variation explained by the line; 0 if the values do not vary."""
        return 1 - self.residual_sum / self.total_sum if self.total_sum > 0 else 0.0


def fit_line(times: Sequence[float] | Vector, values: Sequence[float] | Vector) -> LineFit:
    """Return the least-squares line through one period.

    Parameters
    ----------
    times, values : sequence of float, shape (n,)
        Times in months.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 values, or all at the same time.

    Notes
    -----
    Computed from deviations from the means, which for a line is as accurate as QR.
    """
    x = np.asarray(times, dtype=np.float64)
    y = np.asarray(values, dtype=np.float64)
    if len(x) < 3:
        raise InsufficientDataError(
            Message("a trend needs at least 3 values, and this one has {count}", count=str(len(x)))
        )
    centre, level = _exact_mean(x), _exact_mean(y)
    dx, dy = x - centre, y - level
    time_sum, total = float(dx @ dx), float(dy @ dy)
    if time_sum <= 0:
        raise InsufficientDataError(gettext_noop("a trend needs values at different times"))
    slope = float(dx @ dy) / time_sum
    residuals = dy - slope * dx
    return LineFit(
        n=len(x),
        slope=slope,
        intercept=level - slope * centre,
        residuals=residuals,
        residual_sum=_residual_sum_of_squares(residuals, y, total),
        time_sum=time_sum,
        total_sum=total,
    )
