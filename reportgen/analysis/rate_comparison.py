"""Two periods' small counts, compared exactly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.model.comparison import Alternative
    from reportgen.model.estimate import Estimate, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class RateComparison:
    """Events over months in two periods: the exact conditional test of a Poisson rate ratio.

    `base_times`, `base_values` and the later ones are the months as analysed.
    """

    base_period: str
    later_period: str
    base_events: int
    later_events: int
    base_rate: Estimate
    later_rate: Estimate
    ratio: Estimate | Refusal
    alternative: Alternative
    p_value: float
    base_times: tuple[float, ...]
    base_values: tuple[float, ...]
    later_times: tuple[float, ...]
    later_values: tuple[float, ...]
