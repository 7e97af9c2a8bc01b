"""When the last value of a running total was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.narrative.numbers.number_text import date_text

if TYPE_CHECKING:
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def last_count(formatter: QuantityFormatter, metric: str) -> str:
    """Return ``at the last count``, with its day where that is not the end of a step."""
    day = formatter.outcomes.counted_on.get(metric)
    if day is None:
        return translated("at the last count")
    return translated("at the last count, on {day}").format(day=date_text(day))
