"""Two periods' means, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.analysis.equivalence import EquivalenceTest
    from reportgen.model.comparison import Alternative, Variant
    from reportgen.model.estimate import Estimate, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanEstimate:
    """The mean of one period with its t interval; `sd` is the sample SD (n - 1)."""

    period: str
    n: int
    mean: Estimate
    sd: float
    times: tuple[float, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeanComparison:
    """Later mean against base mean by Student's or Welch's unpaired t test.

    `ratio` is later over base with a Fieller interval; `hedges_g` the bias-corrected
    standardized difference.
    """

    base: MeanEstimate
    later: MeanEstimate
    variant: Variant
    alternative: Alternative
    difference: Estimate
    ratio: Estimate | Refusal
    hedges_g: Estimate
    statistic: float
    df: float
    p_value: float
    equivalence: EquivalenceTest | None = None
