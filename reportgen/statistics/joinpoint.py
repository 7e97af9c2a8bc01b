"""Segmented regression with a known joinpoint: the slope may change, the level may not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from reportgen.model.comparison import Alternative
from reportgen.statistics.contrast import estimate_contrast
from reportgen.statistics.period_values import require_succession
from reportgen.statistics.regression import fit_least_squares

if TYPE_CHECKING:
    from reportgen.statistics.contrast import TestedContrast
    from reportgen.statistics.period_values import PeriodValues


def estimate_bend(
    base: PeriodValues,
    later: PeriodValues,
    *,
    confidence_level: float = 0.95,
    alternative: Alternative = Alternative.TWO_SIDED,
) -> TestedContrast:
    """Return the change in slope between two periods of a continuous segmented line.

    Parameters
    ----------
    base, later : PeriodValues
        A running total; the joinpoint is the last time of `base`, from which the gains of
        `later` are counted.
    confidence_level : float
        Coverage as a fraction of 1; one-sided if the test is.

    Raises
    ------
    InsufficientDataError
        Fewer than 4 values in total, or periods that do not follow each other.

    References
    ----------
    Kim et al. (2000), Stat. Med. 19, 335-351 (joinpoint regression, with the joint known).
    """
    require_succession(base, later)
    times = np.array([*base.times, *later.times], dtype=np.float64) - base.times[-1]
    # The third column is continuous at the joint: the line can bend there, but not jump.
    design = np.column_stack([np.ones_like(times), times, np.maximum(times, 0.0)])
    fit = fit_least_squares(design, [*base.values, *later.values])
    return estimate_contrast(
        fit, [0, 0, 1], confidence_level=confidence_level, alternative=alternative
    )
