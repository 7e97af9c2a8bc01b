"""Days by which something is to be done, in words that cannot be read as the month's beginning."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.phrases import phrase

if TYPE_CHECKING:
    from datetime import date


def day_words(day: date) -> str:
    """Return a day: ``1 October 2026``, or ``the end of October 2026`` for the last of a month."""
    if (day + timedelta(days=1)).day == 1:
        return plain_text(phrase("the end of {month}", month=month_text(day)))
    return date_text(day)
