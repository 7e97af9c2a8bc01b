"""Two one-sided tests of whether a difference is small enough to count as none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.comparison import Margin
    from reportgen.model.estimate import Estimate, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class EquivalenceTest:
    """TOST of one comparison against its margin.

    Attributes
    ----------
    interval : Estimate or Refusal
        The 1 - 2 alpha interval of the ratio (relative margin) or of the difference.
    p_lower, p_upper : float
        The two one-sided P values; `p_value` is the larger.
    decided_by : str
        Which of several TOSTs gave the larger P: ``slopes``, ``gains`` or ``means``.
    """

    margin: Margin
    interval: Estimate | Refusal
    p_lower: float
    p_upper: float
    p_value: float
    df: float
    decided_by: str
