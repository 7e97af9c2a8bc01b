"""What will be analysed: the configuration's own plan, or a sensible one where it says little."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reportgen.model.comparison import Comparison
    from reportgen.model.period import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """Something that the configuration left open and what was taken for it."""

    key: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Periods and comparisons, in reporting order, and what was assumed for them."""

    report_date: date
    periods: Mapping[str, Period]
    comparisons: tuple[Comparison, ...]
    assumptions: tuple[Assumption, ...]
    is_monitoring: bool
