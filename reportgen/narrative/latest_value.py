"""A metric's latest value, as it stands large beside its figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Strong
from reportgen.model.quantity_ids import latest_id
from reportgen.narrative.phrases import phrase

if TYPE_CHECKING:
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker


def latest_value(speaker: Speaker, metric: Metric) -> Prose:
    """Return the number, strong, with its unit and when it was; nothing where there is none."""
    name = latest_id(metric.id)
    if not speaker.has(name):
        return ()
    unit = speaker.unit_beside(name)
    words = _WORDS[metric.kind is MetricKind.LEVEL, bool(unit)]
    return phrase(words, value=Strong((speaker.number(name),)), unit=unit)


_WORDS = {
    (True, True): gettext_noop("{value} {unit}, at the last count"),
    (True, False): gettext_noop("{value} at the last count"),
    (False, True): gettext_noop("{value} {unit} in the latest month"),
    (False, False): gettext_noop("{value} in the latest month"),
}
"""By whether the metric is a running total, and whether it has a unit to be printed."""
