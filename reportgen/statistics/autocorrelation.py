"""Tests for autocorrelation of residuals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.statistics.distributions import chi2_sf

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


def autocorrelation(values: ArrayLike, lag: int) -> float:
    """Return the autocorrelation of a series at a lag.

    Parameters
    ----------
    values : array_like, shape (n,)
        In order of time.
    lag : int
        Steps apart, from 1 to n - 1.

    Raises
    ------
    InsufficientDataError
        The series is no longer than the lag, or does not vary.

    References
    ----------
    Box and Jenkins (1970), Time Series Analysis, section 2.1.5 (both sums about the mean).
    """
    x = np.asarray(values, dtype=np.float64)
    if len(x) <= lag:
        raise InsufficientDataError(
            Message("a correlation over {lag} steps needs more than {lag} values", lag=str(lag))
        )
    # A large common level would cost digits in the mean; without the first value it does not.
    shifted = x - x[0]
    deviations = shifted - float(np.mean(shifted))
    square = float(deviations @ deviations)
    if square == 0:
        raise InsufficientDataError(gettext_noop("the values do not vary"))
    return float(deviations[lag:] @ deviations[:-lag]) / square


def durbin_watson(residuals: ArrayLike) -> float:
    """Return the Durbin-Watson statistic: near 2 without autocorrelation, toward 0 with it.

    Parameters
    ----------
    residuals : array_like, shape (n,)
        In order of time.

    Raises
    ------
    InsufficientDataError
        All residuals are 0.

    References
    ----------
    Durbin and Watson (1950), Biometrika 37, 409-428.
    """
    e = np.asarray(residuals, dtype=np.float64)
    square = float(e @ e)
    if square == 0:
        raise InsufficientDataError(gettext_noop("the model leaves no residuals"))
    steps = np.diff(e)
    return float(steps @ steps) / square


def ljung_box(residuals: ArrayLike, lags: int) -> tuple[float, float]:
    """Return the Ljung-Box statistic over the first `lags` lags and its P value.

    Parameters
    ----------
    residuals : array_like, shape (n,)
        In order of time.
    lags : int
        From 1 to n - 1.

    Raises
    ------
    InsufficientDataError
        Too few residuals, or all of them equal.

    References
    ----------
    Ljung and Box (1978), Biometrika 65, 297-303.
    """
    n = len(np.asarray(residuals))
    terms = [autocorrelation(residuals, lag) ** 2 / (n - lag) for lag in range(1, lags + 1)]
    statistic = n * (n + 2) * sum(terms)
    return statistic, chi2_sf(statistic, lags)
