"""Shapiro-Wilk test of normality."""

from __future__ import annotations

from math import asin, exp, log, pi, sqrt
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Message
from reportgen.statistics.distributions import normal_cdf, normal_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

    Vector = NDArray[np.float64]

# Coefficients of Royston's polynomials, from the constant up, as published.
_LAST_WEIGHT = (0.0, 0.221157, -0.147981, -2.071190, 4.434685, -2.706056)
_SECOND_WEIGHT = (0.0, 0.042981, -0.293762, -1.752461, 5.682633, -3.582633)
_SMALL_MEAN = (0.5440, -0.39978, 0.025054, -0.0006714)
_SMALL_LOG_SD = (1.3822, -0.77857, 0.062767, -0.0020322)
_LARGE_MEAN = (-1.5861, -0.31082, -0.083751, 0.0038915)
_LARGE_LOG_SD = (-0.4803, -0.082676, 0.0030302)
_SMALL_GAMMA = (-2.273, 0.459)


def shapiro_wilk(values: ArrayLike) -> tuple[float, float]:
    """Return W and its P value; a small P is evidence against normality.

    Parameters
    ----------
    values : array_like, shape (n,)
        From 3 to 5000 values.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 values, or all values equal.
    ValueError
        More than 5000 values, for which the approximation was not validated.

    References
    ----------
    Royston (1995), Appl. Stat. 44, 547-551 (algorithm AS R94).
    """
    x = np.sort(np.asarray(values, dtype=np.float64))
    n = len(x)
    if n < 3:
        raise InsufficientDataError(
            Message("a test of normality needs at least 3 values, got {count}", count=str(n))
        )
    if n > 5000:
        raise ValueError(f"the approximation holds up to 5000 values, got {n}")
    deviations = x - float(np.mean(x))
    square = float(deviations @ deviations)
    if x[0] == x[-1] or square == 0:
        raise InsufficientDataError(gettext_noop("the values do not vary"))
    w = min(1.0, float(_weights(n) @ deviations) ** 2 / square)
    return w, _p_value(w, n)


def _weights(n: int) -> Vector:
    """Return the weights of the ordered values, shape (n,); their squares sum to 1."""
    if n == 3:
        return np.array([-sqrt(0.5), 0.0, sqrt(0.5)])
    ranks = np.arange(1, n + 1)
    # Blom's approximation of the expected normal order statistics.
    scores = np.array([normal_quantile((rank - 0.375) / (n + 0.25)) for rank in ranks])
    square = float(scores @ scores)
    root = 1 / sqrt(n)
    last = _polynomial(_LAST_WEIGHT, root) + scores[-1] / sqrt(square)
    if n <= 5:
        weights = scores * sqrt((1 - 2 * last**2) / (square - 2 * scores[-1] ** 2))
    else:
        second = _polynomial(_SECOND_WEIGHT, root) + scores[-2] / sqrt(square)
        rest = square - 2 * scores[-1] ** 2 - 2 * scores[-2] ** 2
        weights = scores * sqrt((1 - 2 * last**2 - 2 * second**2) / rest)
        weights[-2], weights[1] = second, -second
    weights[-1], weights[0] = last, -last
    return weights


def _p_value(w: float, n: int) -> float:
    if n == 3:
        # Exact; W is at least 3/4 here.
        return max(0.0, 6 / pi * (asin(sqrt(w)) - asin(sqrt(0.75))))
    if w == 1:
        return 1.0
    y = log(1 - w)
    if n <= 11:
        # gamma exceeds y: it is positive from n = 5, and n = 4 has W > 0.6, so y < -0.9.
        gamma = _polynomial(_SMALL_GAMMA, n)
        y, mean = -log(gamma - y), _polynomial(_SMALL_MEAN, n)
        sd = exp(_polynomial(_SMALL_LOG_SD, n))
    else:
        mean = _polynomial(_LARGE_MEAN, log(n))
        sd = exp(_polynomial(_LARGE_LOG_SD, log(n)))
    return normal_cdf(-(y - mean) / sd)


def _polynomial(coefficients: Sequence[float], at: float) -> float:
    value = 0.0
    for coefficient in reversed(coefficients):
        value = value * at + coefficient
    return value
