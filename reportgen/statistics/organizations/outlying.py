"""Whether an organization differs from the rest: each against all others, which may differ too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.model.comparison import Alternative
from reportgen.statistics.distributions import p_value_t

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Matrix = NDArray[np.float64]

FEWEST = 3
"""Organizations: one, and two others that can differ from each other."""
_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """One organization against the others.

    Attributes
    ----------
    mean : float
        The mean of the others.
    variance : float
        Of its value, if it is one of them: its own sampling variance, the variance between
        them, and that of their mean.
    statistic, p_value : float
        Its distance from that mean in standard errors, and the two-sided P value by Student's t
        with k - 2 degrees of freedom.
    """

    mean: float
    variance: float
    statistic: float
    p_value: float


def deviations(
    values: Sequence[float], variances: Sequence[float], *, tested: Sequence[float]
) -> tuple[Deviation, ...]:
    """Return how far each value lies from those of all others.

    Parameters
    ----------
    values : sequence of float, shape (k,)
        On a scale on which they are about normal.
    variances : sequence of float, shape (k,)
        Their sampling variances, above 0, as estimated.
    tested : sequence of float, shape (k,)
        The same with an allowance for their estimation, for the organization that is tested. In
        the place of `variances` it would hide a part of the variance between organizations.

    Raises
    ------
    InsufficientDataError
        Fewer than 3 organizations.

    Notes
    -----
    Externally studentized residuals of a random-effects model: mean and variance between
    organizations (Paule and Mandel) come from the others, so that an outlier does not hide
    itself. Where all variances are equal and the others differ, this is exactly the test of an
    outlier among normal values by Student's t with k - 2 degrees of freedom.

    References
    ----------
    Viechtbauer and Cheung (2010), Res. Synth. Methods 1, 112-125.
    Paule and Mandel (1982), J. Res. National Bureau of Standards 87, 377-385.
    """
    if len(values) < FEWEST:
        raise InsufficientDataError(
            f"a comparison of each organization with the others needs at least {FEWEST}, "
            f"got {len(values)}"
        )
    y, v, own = (np.asarray(item, dtype=np.float64) for item in (values, variances, tested))
    found = []
    # In blocks, because a matrix of 5,000 by 5,000 has 200 MB.
    for start in range(0, len(y), _ROWS):
        rows = np.arange(start, min(start + _ROWS, len(y)))
        mean, variance = _others(y, v, rows)
        variance = variance + own[rows]
        statistic = (y[rows] - mean) / np.sqrt(variance)
        found += [
            Deviation(
                mean=float(one),
                variance=float(two),
                statistic=float(three),
                p_value=p_value_t(float(three), len(y) - 2, Alternative.TWO_SIDED),
            )
            for one, two, three in zip(mean, variance, statistic, strict=True)
        ]
    return tuple(found)


def _others(y: Vector, v: Vector, rows: NDArray[np.int64]) -> tuple[Vector, Vector]:
    """Return the mean of all others, and the variance of one of them about it."""
    is_other = np.ones((len(rows), len(y)))
    is_other[np.arange(len(rows)), rows] = 0.0
    expected = len(y) - 2
    between = np.zeros(len(rows))

    def weighted() -> tuple[Matrix, Vector, Matrix]:
        weights = is_other / (v + between[:, None])
        mean = (weights @ y) / weights.sum(axis=1)
        return weights, mean, (y - mean[:, None]) ** 2

    # Newton's steps for the variance at which Q equals its expectation; Q is convex and falls, so
    # they never overshoot (DerSimonian and Kacker 2007, Contemp. Clin. Trials 28, 105-114).
    step = np.full(len(rows), np.inf)
    while np.any(step > 1e-12 * (between + v.min())):
        weights, _, square = weighted()
        q, slope = (weights * square).sum(axis=1), (weights**2 * square).sum(axis=1)
        step = np.where(q > expected, (q - expected) / np.where(slope > 0, slope, 1.0), 0.0)
        between = between + step
    weights, mean, _ = weighted()
    return mean, between + 1 / weights.sum(axis=1)
