"""Regression diagnostics: leverage, Cook's distance and studentized residuals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reportgen.statistics.regression import RegressionFit

    Vector = NDArray[np.float64]

# 1 minus a leverage below this is rounding error: the value alone determines a coefficient.
_ROUNDING = 1e-12


def leverages(design: Vector, fit: RegressionFit) -> Vector:
    """Return the diagonal of the hat matrix, shape (n,)."""
    hat: Vector = np.einsum("ij,jk,ik->i", design, fit.unscaled_covariance, design)
    return np.minimum(hat, 1.0)  # rounding can exceed the largest possible leverage


def cooks_distances(design: Vector, fit: RegressionFit) -> Vector:
    """Return Cook's distances: how far all fitted values move when one value is left out.

    Parameters
    ----------
    design : ndarray, shape (n, k)
        As fitted.
    fit : RegressionFit
        With a residual variance above 0.

    Returns
    -------
    ndarray, shape (n,)
        Infinite where a value alone determines a coefficient.

    References
    ----------
    Cook (1977), Technometrics 19, 15-18.
    """
    hat = leverages(design, fit)
    free = 1 - hat
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = fit.residuals**2 * hat / (design.shape[1] * fit.residual_variance * free**2)
    distances: Vector = np.where(free > _ROUNDING, raw, np.inf)
    return distances


def deleted_residuals(design: Vector, fit: RegressionFit) -> Vector:
    """Return externally studentized residuals: t with n - k - 1 degrees of freedom.

    Parameters
    ----------
    design : ndarray, shape (n, k)
        As fitted; n - k of at least 2.
    fit : RegressionFit

    Returns
    -------
    ndarray, shape (n,)
        0 where a value alone determines a coefficient.

    References
    ----------
    Belsley, Kuh and Welsch (1980), Regression Diagnostics, section 2.1.
    """
    free = 1 - leverages(design, fit)
    usable = free > _ROUNDING
    free = np.where(usable, free, 1.0)
    square_sum = fit.residual_variance * fit.df
    deleted = np.maximum(square_sum - fit.residuals**2 / free, 0.0) / (fit.df - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        raw = fit.residuals / np.sqrt(deleted * free)
    studentized: Vector = np.where(usable & np.isfinite(raw), raw, 0.0)
    return np.where(usable & (deleted == 0) & (fit.residuals != 0), np.inf, studentized)
