"""How to read the charts of a short board report, said once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.monitoring_verdict import Tone
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_POINT = gettext_noop("A point is one {month}")
_VALUE = gettext_noop("A point is one value")
_LINES = gettext_noop(
    "The dashed lines are the ends of the usual range and the thin line is its middle, as forecast "
    "from the values before the shaded period"
)
_EVENT = gettext_noop("A dotted line marks an event")
_TARGET = gettext_noop("The thick line is the target")
_SIGNS = {
    Tone.BETTER: gettext_noop("A green disc is better than usual"),
    Tone.WORSE: gettext_noop("A red square is worse than usual"),
    Tone.NEUTRAL: gettext_noop("A diamond is unusual, and neither good nor bad"),
}


def chart_reading(formatter: QuantityFormatter) -> Sentences:
    """Return what points, lines and signs mean; only those that a chart of the report has."""
    outcomes = formatter.outcomes
    drawn = [item for item in outcomes.monitoring if not isinstance(item.chart, Refusal)]
    return tuple(_sentences(formatter, drawn)) if drawn else ()


def _sentences(formatter: QuantityFormatter, drawn: list[MetricMonitoring]) -> Iterator[Prose]:
    frequencies = {item.frequency for item in drawn}
    if len(frequencies) == 1:
        yield sentence(phrase(_POINT, time_parts(frequencies.pop())))
    else:
        yield sentence(phrase(_VALUE))
    yield sentence(phrase(_LINES))
    if any(formatter.outcomes.targets(item.metric.id, of_gains=item.is_of_gains) for item in drawn):
        yield sentence(phrase(_TARGET))
    if formatter.configuration.events:
        yield sentence(phrase(_EVENT))
    marks = {tone for item in drawn for tone in item.marked.values()}
    for tone, words in _SIGNS.items():
        if tone in marks:
            yield sentence(phrase(words))
