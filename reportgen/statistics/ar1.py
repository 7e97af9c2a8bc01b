"""Regression with first-order autocorrelated errors, by restricted maximum likelihood."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Vector = NDArray[np.float64]

# Short of 1, where whitening would divide by sqrt(1 - rho^2) = 0.
LARGEST_RHO = 0.99
# Steps of 0.03 with 0 among them; each zoom then narrows the step 16-fold.
_FIRST_GRID = 67
_ZOOM_GRID = 33
# Around its maximum a likelihood is flat: a comparison of its values finds it to 1e-8 only, and not
# to the same digits on another processor. Where its slope is 0 is found to about 1e-13.
_LAST_STEP = 1e-4
_SLOPE_WIDTH = 0.01
_SLOPE_DEGREE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Ar1Fit:
    """A generalized least-squares fit with AR(1) errors.

    Attributes
    ----------
    coefficients, covariance : ndarray, shapes (k,) and (k, k)
    residuals : ndarray, shape (n,)
        Observed minus fitted, still autocorrelated.
    innovations : ndarray, shape (n,)
        The residuals after whitening, free of autocorrelation under the model.
    rho : float
        Correlation of errors one step apart, within -0.99 to 0.99.
    """

    coefficients: Vector
    covariance: Vector
    residuals: Vector
    innovations: Vector
    rho: float
    df: int


def fit_ar1_reml(design: ArrayLike, response: ArrayLike, times: Sequence[float]) -> Ar1Fit:
    """Return the fit whose error correlation maximizes the restricted likelihood.

    Parameters
    ----------
    design : array_like, shape (n, k)
    response : array_like, shape (n,)
    times : sequence of float, shape (n,)
        Increasing. Errors d steps apart correlate by ``rho ** d``, so that a missing month
        counts as two steps.

    Raises
    ------
    InsufficientDataError
        Too few values, dependent columns, or values that lie exactly on the model.

    Notes
    -----
    The profile restricted log-likelihood, up to a constant, is
    ``-(log|V| + log|X' V^-1 X| + (n - k) log RSS_V) / 2``. Its maximum is searched on a
    grid of rho, on finer grids around the best one, and then where the slope of a polynomial
    through 17 values around it is 0. The covariance
    takes rho as known, with t on n - k degrees of freedom.

    References
    ----------
    Patterson and Thompson (1971), Biometrika 58, 545-554.
    Cheang and Reinsel (2000), J. Am. Stat. Assoc. 95, 1173-1184 (REML for AR errors).
    """
    x = np.asarray(design, dtype=np.float64)
    y = np.asarray(response, dtype=np.float64)
    plain = fit_least_squares(x, y)
    if plain.residual_variance == 0:
        raise InsufficientDataError(gettext_noop("the values lie exactly on the model"))
    steps = whole_steps(times)
    rho = _best_rho(x, plain.residuals, steps)
    whitened = whiten(np.column_stack([x, y]), np.array([rho]), steps)[0]
    fit = fit_least_squares(whitened[:, :-1], whitened[:, -1])
    return Ar1Fit(
        coefficients=fit.coefficients,
        covariance=fit.covariance,
        residuals=y - x @ fit.coefficients,
        innovations=fit.residuals,
        rho=rho,
        df=fit.df,
    )


def whole_steps(times: Sequence[float]) -> NDArray[np.int64]:
    """Return the gaps between successive times, in whole multiples of the median gap.

    Raises
    ------
    ValueError
        Times that do not rise.
    """
    gaps = np.diff(np.asarray(times, dtype=np.float64))
    if np.any(gaps <= 0):
        raise ValueError("times must rise")
    steps: NDArray[np.int64] = np.maximum(1, np.rint(gaps / np.median(gaps))).astype(np.int64)
    return steps


def whiten(columns: Vector, rhos: Vector, steps: NDArray[np.int64]) -> Vector:
    """Return the columns without autocorrelation, shape (len(rhos), n, columns)."""
    phi = rhos[:, None] ** steps[None, :]
    scale = np.sqrt(1 - phi**2)
    whitened = np.empty((len(rhos), *columns.shape))
    whitened[:, 0] = columns[0]
    whitened[:, 1:] = (columns[1:] - phi[:, :, None] * columns[:-1]) / scale[:, :, None]
    return whitened


def _best_rho(x: Vector, residuals: Vector, steps: NDArray[np.int64]) -> float:
    # The likelihood does not change with the basis of the columns, nor when a fit on them is
    # subtracted from the response: an orthonormal basis and the residuals keep the most digits.
    basis, _ = np.linalg.qr(x)
    columns = np.column_stack([basis, residuals / np.sqrt(residuals @ residuals)])
    grid = np.linspace(-LARGEST_RHO, LARGEST_RHO, _FIRST_GRID)
    while True:
        best = int(np.argmax(restricted_likelihood(columns, grid, steps)))
        step = grid[1] - grid[0]
        if step < _LAST_STEP:
            return _summit(columns, float(grid[best]), steps)
        low = max(-LARGEST_RHO, grid[best] - step)
        high = min(LARGEST_RHO, grid[best] + step)
        grid = np.linspace(low, high, _ZOOM_GRID)


def _summit(columns: Vector, near: float, steps: NDArray[np.int64]) -> float:
    """Return where the likelihood is highest close to a rho, by the slope of a polynomial.

    At the ends of the range, where it may still rise, the rho itself is returned.
    """
    width = min(_SLOPE_WIDTH, (1 - abs(near)) / 4)
    places = np.cos(np.pi * (np.arange(2 * _SLOPE_DEGREE + 1) + 0.5) / (2 * _SLOPE_DEGREE + 1))
    values = restricted_likelihood(columns, near + width * places, steps)
    slope = np.polynomial.Chebyshev.fit(
        places, values - values.max(), _SLOPE_DEGREE, domain=[-1, 1]
    ).deriv()
    curvature = slope.deriv()
    at = 0.0
    for _ in range(6):
        bend = float(curvature(at))
        if bend >= 0:
            return near
        at -= float(slope(at)) / bend
        if abs(at) > 1:
            return near
    rho = near + width * at
    return rho if abs(rho) < LARGEST_RHO else near


def restricted_likelihood(columns: Vector, rhos: Vector, steps: NDArray[np.int64]) -> Vector:
    """Return the profile restricted log-likelihood at each rho, up to a constant."""
    n, k = columns.shape[0], columns.shape[1] - 1
    whitened = whiten(columns, rhos, steps)
    gram = np.swapaxes(whitened, 1, 2) @ whitened
    # Schur complement: |gram| = |X'V^-1 X| RSS_V, so two determinants are enough.
    log_design = np.linalg.slogdet(gram[:, :k, :k])[1]
    log_rest = np.linalg.slogdet(gram)[1] - log_design
    log_errors = np.log1p(-(rhos[:, None] ** (2 * steps[None, :]))).sum(axis=1)
    likelihood: Vector = -(log_errors + log_design + (n - k) * log_rest) / 2
    return likelihood
