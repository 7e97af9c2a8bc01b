"""Words made for a terminal, such as findings about the data, for the reader of a brief."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.numbers.period_text import range_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from reportgen.narrative.quantity_phrases import Speaker

_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH = re.compile(r"\b(\d{4})-(\d{2})\b(?!-\d)")
_KINDS = {
    "metric": gettext_noop("metric"),
    "period": gettext_noop("period"),
    "comparison": gettext_noop("comparison"),
}
"""The words before a name in backquotes, as findings have them."""


def with_written_dates(words: str) -> str:
    """Return the words with ISO days and months as a journal prints them."""
    words = _DAY.sub(lambda found: _written(found, date_text), words)
    return _MONTH.sub(lambda found: _written(found, month_text), words)


def reader_words(speaker: Speaker, words: str) -> str:
    """Return a diagnostic's words with labels for ids, quotation marks and written dates."""
    kinds = {translated(kind): name for name, kind in _KINDS.items()}
    named = re.compile(rf"(?:the )?({'|'.join(map(re.escape, kinds))}) `([^`]+)`")
    labelled = named.sub(
        lambda found: _label(speaker, kinds[found.group(1)], found.group(2)), translated(words)
    )
    quoted = translated("“{label}”").replace("{label}", r"\1")
    return with_written_dates(re.sub(r"`([^`]+)`", quoted, labelled))


def _label(speaker: Speaker, what: str, name: str) -> str:
    metrics, periods = speaker.configuration.metrics, speaker.outcomes.plan.periods
    if what == "metric" and name in metrics:
        return translated("the metric “{label}”").format(label=metrics[name].label)
    if what == "period" and name in periods:
        return translated("the period from {span}").format(span=range_text(periods[name]))
    return translated(_UNKNOWN[what]).format(name=name)


_UNKNOWN = {
    "metric": gettext_noop("metric “{name}”"),
    "period": gettext_noop("period “{name}”"),
    "comparison": gettext_noop("the comparison “{name}”"),
}


def _written(found: re.Match[str], write: Callable[[date], str]) -> str:
    year, month = int(found.group(1)), int(found.group(2))
    day = int(found.group(3)) if found.lastindex == 3 else 1
    try:
        known = date(year, month, day)
    except ValueError:  # such as a page range that only looks like a month
        return found.group(0)
    return write(known)
