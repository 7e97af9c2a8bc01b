"""The straight-line trend of one period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.estimate import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendEstimate:
    """An ordinary least-squares line over one period of one series.

    Attributes
    ----------
    slope : Estimate
        Units of the metric per month.
    intercept : float
        The line's value at time 0 of `times`.
    times, values : tuple of float
        What was fitted, oldest first; times in months, from a common origin of the series.
    """

    period: str
    n: int
    slope: Estimate
    intercept: float
    r_squared: float
    residual_sd: float
    p_value: float
    df: int
    times: tuple[float, ...]
    values: tuple[float, ...]
