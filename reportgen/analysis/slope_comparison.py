"""Two trends of a running total, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.analysis.equivalence import EquivalenceTest
    from reportgen.analysis.mean_comparison import MeanComparison
    from reportgen.analysis.trend import TrendEstimate
    from reportgen.model.estimate import Estimate, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeComparison:
    """Later slope against base slope: the published test and the honest one beside it.

    Attributes
    ----------
    difference : Estimate
        Later minus base slope, per month, from the pooled interaction model.
    ratio : Estimate or Refusal
        Later over base slope, Fieller interval.
    statistic, df, p_value
        The interaction term's t test, as published (n1 + n2 - 4 degrees of freedom).
    gains : MeanComparison or Refusal
        Welch's t test on the monthly gains; a refusal where a gain can't be formed.
    deciding_p_value : float
        The larger of the two P values.
    decided_by : str
        ``p_value`` or ``gains_p_value``.
    """

    base: TrendEstimate
    later: TrendEstimate
    difference: Estimate
    ratio: Estimate | Refusal
    statistic: float
    df: int
    p_value: float
    gains: MeanComparison | Refusal
    deciding_p_value: float
    decided_by: str
    equivalence: EquivalenceTest | None = None
