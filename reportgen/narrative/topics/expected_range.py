"""Sentences on what was expected of a metric in the reporting period, and where that is from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import bracketed, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def period_range(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the range expected of the period as a whole, or of its only month."""
    ids = found.ids
    if found.is_of_rare_counts and formatter.has(ids.period_high):
        return bracketed(period_total_phrase(formatter, found))
    low, high = ids.period_low, ids.period_high
    if not formatter.has(high):
        low, high = ids.limit_low, ids.limit_high
    return bracketed(expected_range(formatter, found, low, high))


def expected_range(
    formatter: QuantityFormatter, found: MetricMonitoring, low: str, high: str
) -> Prose:
    """Return ``expected: 49% to 63%``, without an end that excludes nothing."""
    ends = (formatter.value(name) if formatter.has(name) else None for name in (low, high))
    has_low, has_high = found.excludes(*ends)
    if has_low and has_high:
        limits = {"low": (formatter.number(low),), "high": formatter.measured(high)}
        return phrase("expected: {low} to {high}", limits)
    if has_low:
        return phrase("expected: {low} or more", low=formatter.measured(low))
    return phrase("expected: up to {high}", high=formatter.measured(high)) if has_high else ()


def period_total_phrase(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return ``27 in 6 months, where 3 to 17 were to be expected``."""
    ids = found.ids
    return phrase(
        # A lower limit of 0 excludes nothing.
        _TOTAL_UP_TO if formatter.value(ids.period_low) == 0 else _TOTAL_BETWEEN,
        total=formatter.number(ids.period_total),
        low=formatter.number(ids.period_low),
        high=formatter.number(ids.period_high),
        months=formatter.measured(ids.period_months),
    )


_TOTAL_BETWEEN = gettext_noop("{total} in {months}, where {low} to {high} were to be expected")
_TOTAL_UP_TO = gettext_noop("{total} in {months}, where up to {high} were to be expected")


def target_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return in how many months the target was met; empty without a target."""
    ids = found.ids
    if not formatter.has(ids.target_met):
        return ()
    if not formatter.has(ids.period_months):
        return sentence(
            phrase("The target was met in {months}", months=formatter.measured(ids.target_met))
        )
    clause = phrase(
        "The target was met in {met} of {months}",
        met=formatter.number(ids.target_met),
        months=formatter.measured(ids.period_months),
    )
    return sentence(clause)


def redefinition_sentence(found: MetricMonitoring) -> Prose:
    """Return since when the metric is counted as now, and why; empty without a change."""
    change = found.redefinition
    if change is None or isinstance(found.chart, Refusal):
        return ()
    day = month_text(change.on) if change.on.day == 1 else date_text(change.on)
    clause = phrase(
        "The expected range rests on the values from {day} on, when the definition changed: {why}",
        day=day,
        why=change.note.strip().rstrip("."),
    )
    return sentence(clause)


def baseline_sentences(formatter: QuantityFormatter, found: MetricMonitoring) -> Sentences:
    """Return what the expected range comes from."""
    ids = found.ids
    if not formatter.has(ids.months):
        return ()
    time = time_parts(found.frequency)
    if not found.is_of_rare_counts:
        clause = phrase(
            "The range is forecast from the {months} before, whose mean is {mean}",
            months=formatter.measured(ids.months),
            mean=formatter.measured(ids.mean),
        )
        return (sentence(clause),)
    clause = phrase(
        "The range is that of a chart of rare counts: {total} in the {months} before, {mean} on "
        "average",
        months=formatter.measured(ids.months),
        total=formatter.measured(ids.total),
        mean=formatter.measured(ids.mean),
    )
    stretch = (
        phrase(
            "A stretch of {months} with none would be a signal",
            months=formatter.measured(ids.stretch),
        )
        if formatter.has(ids.stretch)
        else phrase(
            "No stretch of {months} with none that the chart could show would be a signal", time
        )
    )
    return sentence(clause), sentence(stretch)


def clusters_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return why the limits of counts are wide; empty where counts are not clustered."""
    if (
        isinstance(found.chart, Refusal)
        or not found.chart.counts
        or not found.chart.counts.is_clustered
    ):
        return ()
    clause = phrase(
        "The {months} before varied more than chance alone makes counts vary (variance "
        "{dispersion} times the mean), so the expected range is wider",
        time_parts(found.frequency),
        dispersion=formatter.number(found.ids.dispersion),
    )
    return sentence(clause)
