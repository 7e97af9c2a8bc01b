"""Sentences on the chart of rare counts: what is usual of a month, and of many together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.count_chart import CountChart
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import Speaker


def months_together(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Return ``27 in 6 months, where 3 to 17 are usual``; nothing for a period of one month."""
    ids = found.ids
    if not speaker.has(ids.period_total):
        return ()
    return phrase(
        _UP_TO if speaker.value(ids.period_low) == 0 else _BETWEEN,
        total=speaker.number(ids.period_total),
        low=speaker.number(ids.period_low),
        high=speaker.number(ids.period_high),
        months=speaker.measured(ids.period_months),
    )


_BETWEEN = gettext_noop("{total} in {months}, where {low} to {high} are usual")
_UP_TO = gettext_noop("{total} in {months}, where up to {high} are usual")


def limits_of_counts(speaker: Speaker, found: MetricMonitoring) -> Sentences:
    """Return what the range rests on, and how long a stretch of months with none is a signal."""
    told = phrase(
        "The range is that of a chart of rare counts: {total} in the {months} before, {mean} on "
        "average",
        months=speaker.measured(found.ids.months),
        total=speaker.measured(found.ids.total),
        mean=speaker.measured(found.ids.mean),
    )
    return sentence(told), _stretch(speaker, found)


def wider_range(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Return why a range is wide; nothing where the months vary as chance makes them vary."""
    if not (isinstance(found.chart, CountChart) and found.chart.is_overdispersed):
        return ()
    told = phrase(
        "The months before varied more than chance alone makes counts vary (variance "
        "{dispersion} times the mean), so the usual range is wider",
        dispersion=speaker.number(found.ids.dispersion),
    )
    return sentence(told)


def _stretch(speaker: Speaker, found: MetricMonitoring) -> Prose:
    if not speaker.has(found.ids.stretch):
        return sentence(
            phrase("No stretch of months with none that the chart could show would be a signal")
        )
    told = phrase(
        "A stretch of {months} with none would be a signal",
        months=speaker.measured(found.ids.stretch),
    )
    return sentence(told)
