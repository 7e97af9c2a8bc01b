"""Segmented regression of a series around an intervention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.estimate import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class InterruptedSeriesEstimate:
    """Level and slope change at the intervention, and what had been expected without it.

    Attributes
    ----------
    level_change : Estimate
        The jump at the intervention, in the metric's unit.
    slope_change : Estimate
        Change of the slope, per month.
    effect_at_end : Estimate
        Observed line minus counterfactual at the end of the later period.
    method : str
        ``ols`` or ``ar1_reml``; `rho` is the AR(1) coefficient, None for OLS.
    counterfactual : tuple of (time, Estimate)
        The earlier line carried on over the later period, by time.
    """

    base_period: str
    later_period: str
    n_base: int
    n_later: int
    base_slope: Estimate
    level_change: Estimate
    slope_change: Estimate
    effect_at_end: Estimate
    p_value: float
    slope_p_value: float
    statistic: float
    df: float
    method: str
    rho: float | None
    counterfactual: tuple[tuple[float, Estimate], ...]
    times: tuple[float, ...]
    values: tuple[float, ...]
