"""The words for a metric's steps of time, as placeholders of sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.time_words import time_words

if TYPE_CHECKING:
    from reportgen.model.frequency import Frequency


def time_parts(frequency: Frequency) -> dict[str, str]:
    """Return the words for one frequency in the current language, by placeholder.

    `month`, `months`, `a_month`, `the_month` and `monthly` as in `TimeWords`;
    `per_month` is the end of a rate: *a month*, *al mes*.
    """
    words = time_words(frequency)
    parts = {name: translated(word) for name, word in words.parts.items()}
    parts["per_month"] = translated(words.per_month).format(unit="").strip()
    return parts
