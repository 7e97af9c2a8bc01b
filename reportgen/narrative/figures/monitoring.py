"""Text of control charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.signals import SignalRule
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.frequency import DateSpan
from reportgen.model.monitoring_verdict import Tone
from reportgen.narrative.figures.targets import target_words
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import capitalized, non_empty, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.expected_range import expected_range
from reportgen.narrative.topics.monitoring import finding_phrase, step_of, subject_of
from reportgen.narrative.topics.period_values import average_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter


_LINE = gettext_noop(
    "In the shaded reporting period the line is the forecast from the {months} before; before the "
    "period, it is their mean"
)
_LIMITS = {
    ("limit_low",): gettext_noop("{a_month} on or above the dashed line is to be expected"),
    ("limit_high",): gettext_noop("{a_month} on or below the dashed line is to be expected"),
    ("limit_low", "limit_high"): gettext_noop(
        "The dashed lines are the ends of the range expected of each {month}"
    ),
}
"""Keyed by the limits that a value can cross."""


def monitoring_figure_words(formatter: QuantityFormatter) -> Iterator[tuple[str, FigureWords]]:
    """Yield key and text of each control chart that was not refused."""
    for found in formatter.outcomes.monitoring:
        if not isinstance(found.chart, Refusal):
            yield f"{found.analysis}.{found.metric.id}", _chart(formatter, found, found.chart)


def _chart(
    formatter: QuantityFormatter, found: MetricMonitoring, chart: ControlChart
) -> FigureWords:
    time = time_parts(found.frequency)
    limits = found.limits(chart)
    day = date_text(formatter.outcomes.plan.report_date)
    return FigureWords(
        title=capitalized(finding_phrase(formatter, found)),
        subtitle=capitalized(phrase(translated(found.unit))) if found.unit else (),
        caption_sentences=non_empty(
            sentence(phrase(_LINE, time)),
            sentence(phrase(_LIMITS[limits], time)) if limits else (),
            *_marks(found),
        ),
        alt=paragraph(
            sentence(
                phrase("points of {subject}, one {per_month}", time, subject=subject_of(found))
            ),
            _lines(formatter, found),
            target_words(formatter, found.metric.id, of_gains=found.is_of_gains),
        ),
        source=translated("{file}, as of {day}").format(file=found.metric.file, day=day),
    )


_MARKS = {
    Tone.BETTER: gettext_noop("Filled circles lie outside what was expected, for the better"),
    Tone.WORSE: gettext_noop("Filled squares lie outside what was expected, for the worse"),
    Tone.NEUTRAL: gettext_noop("Filled diamonds lie outside what was expected"),
}


def _marks(found: MetricMonitoring) -> Sentences:
    """Explain the filled marks, and say so where only all values together are unlike before."""
    marks = set(found.marked.values())
    is_total = any(signal.rule is SignalRule.TOTAL for signal in found.signals)
    # Names its metric: it is a finding, which another figure's caption must not stand for.
    together = phrase(
        "{subject}: the period as a whole lies outside what was expected", subject=subject_of(found)
    )
    return (
        *(sentence(phrase(words)) for tone, words in _MARKS.items() if tone in marks),
        sentence(together) if is_total else (),
    )


def _lines(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the mean of the baseline, and what was expected of the last month."""
    ids = found.ids
    mean = formatter.measured(ids.mean)
    means = phrase("mean before: {mean}", mean=mean)
    # Of rare counts, the period has a total.
    average = next((name for name in average_ids(found) if formatter.has(name)), "")
    if average and not found.is_of_rare_counts:
        means = phrase(
            "mean before: {mean}; in the period: {own}", mean=mean, own=formatter.number(average)
        )
    limits = expected_range(formatter, found, ids.limit_low, ids.limit_high)
    if not limits:
        return sentence(means)
    calendar, day = formatter.calendar(found.metric.id), found.days[-1]
    last = calendar.span(day) if calendar.is_regular else DateSpan(day, day)
    clause = phrase(
        "{means}; expected for {step}: {limits}",
        means=means,
        step=step_of(found, last),
        limits=limits,
    )
    return sentence(clause)
