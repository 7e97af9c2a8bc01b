"""Observations of one period, the common input of all comparisons."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


class PeriodValues(NamedTuple):
    """One period's observations, oldest first.

    Attributes
    ----------
    period : str
        The period's id.
    times : sequence of float
        Shape (n,), in steps of the series, such as months, from an origin that all its periods
        share.
    values : sequence of float
        Shape (n,), in the metric's unit.
    weights : sequence of float, optional
        Shape (n,), above 0: the denominators of shares, the numbers that averages are the mean
        of.
    """

    period: str
    times: Sequence[float]
    values: Sequence[float]
    weights: Sequence[float] | None = None


def require_succession(base: PeriodValues, later: PeriodValues) -> None:
    """Raise an error if the periods overlap or are in reverse order.

    Models of the whole series need ordered times; comparisons of means or slopes do not.

    Raises
    ------
    InsufficientDataError
        The first time of `later` does not come after the last of `base`.
    """
    if base.times and later.times and later.times[0] <= base.times[-1]:
        raise InsufficientDataError(gettext_noop("the periods do not follow each other in time"))


def joined_weights(base: PeriodValues, later: PeriodValues) -> list[float] | None:
    """Return the weights of both periods, those of the base first; None without weights."""
    if base.weights is None or later.weights is None:
        return None
    return [*base.weights, *later.weights]


def weighted_rows(
    design: NDArray[np.float64], base: PeriodValues, later: PeriodValues
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the rows of a regression of both periods, scaled for weighted least squares.

    Parameters
    ----------
    design : ndarray, shape (n, k)
        The rows of the base first.
    base, later : PeriodValues
        The n values; without weights, nothing is scaled.

    Returns
    -------
    design, values : ndarray, shapes (n, k) and (n,)
        Times the root of each weight relative to the mean weight. Least squares on these rows
        takes the variance of a value as inverse to its weight, and autoregressive errors on them
        correlate in standard units, as in R's `gls` with `varFixed` and `corAR1` (Pinheiro and
        Bates 2000, Mixed-Effects Models in S and S-PLUS, section 5.4).
    """
    values = np.asarray([*base.values, *later.values], dtype=np.float64)
    weights = joined_weights(base, later)
    if weights is None:
        return design, values
    roots = np.sqrt(np.asarray(weights, dtype=np.float64) / float(np.mean(weights)))
    return design * roots[:, None], values * roots
