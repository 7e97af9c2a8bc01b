"""Brown-Forsythe test of equal variances, and Tukey's rule for far-out values."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.errors import InsufficientDataError
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.statistics.distributions import f_sf

if TYPE_CHECKING:
    from collections.abc import Sequence

FAR_OUT = 3.0
"""Tukey's outer fence, in interquartile ranges beyond a quartile."""


def brown_forsythe(first: Sequence[float], second: Sequence[float]) -> tuple[float, float]:
    """Return F and the P value of the test that two groups have equal variances.

    Parameters
    ----------
    first, second : sequence of float
        At least 3 values each.

    Raises
    ------
    InsufficientDataError
        Too few values, or distances from the medians that do not vary.

    Notes
    -----
    A one-way analysis of variance of the absolute deviations from each group's median.

    References
    ----------
    Brown and Forsythe (1974), J. Am. Stat. Assoc. 69, 364-367.
    """
    groups = [np.asarray(group, dtype=np.float64) for group in (first, second)]
    # Two values are equally far from their median, so their distances never vary.
    if min(map(len, groups)) < 3:
        raise InsufficientDataError(
            gettext_noop("a test of spread needs at least 3 values on each side")
        )
    # From medians, not means as Levene: robust to skewed values (Brown and Forsythe 1974).
    distances = [np.abs(group - np.median(group)) for group in groups]
    n = sum(map(len, distances))
    grand = float(np.mean(np.concatenate(distances)))
    between = sum(len(group) * (float(np.mean(group)) - grand) ** 2 for group in distances)
    within = sum(float(np.sum((group - np.mean(group)) ** 2)) for group in distances)
    if within <= 0:
        raise InsufficientDataError(gettext_noop("the distances from the medians do not vary"))
    statistic = between / (within / (n - 2))
    return statistic, f_sf(statistic, 1, n - 2)


def far_out_values(values: Sequence[float]) -> tuple[int, ...]:
    """Return the positions of values more than 3 interquartile ranges beyond a quartile.

    Parameters
    ----------
    values : sequence of float, shape (n,)
        Fewer than 4 values have no meaningful quartiles; none is then far out.

    References
    ----------
    Tukey (1977), Exploratory Data Analysis, section 2D (quartiles by linear
    interpolation).
    """
    # The quartiles of so few values move with an outlier, so none can be far out.
    if len(values) < 4:
        return ()
    low, high = np.percentile(values, [25, 75])
    reach = FAR_OUT * float(high - low)
    return tuple(
        index for index, value in enumerate(values) if value < low - reach or value > high + reach
    )
