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
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import capitalized, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.expected_range import expected_range
from reportgen.narrative.topics.monitoring import finding_phrase, step_of, subject_of
from reportgen.narrative.topics.period_values import average_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring.control_chart import ControlChart
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


_LINES = {
    (): gettext_noop(
        "In the shaded reporting period the line is the forecast from the {months} before; before "
        "the period, it is their mean"
    ),
    ("limit_low",): gettext_noop(
        "In the shaded reporting period the line is the forecast from the {months} before, and "
        "{a_month} on or above the dashed line is to be expected; before the period, the line is "
        "their mean"
    ),
    ("limit_high",): gettext_noop(
        "In the shaded reporting period the line is the forecast from the {months} before, and "
        "{a_month} on or below the dashed line is to be expected; before the period, the line is "
        "their mean"
    ),
    ("limit_low", "limit_high"): gettext_noop(
        "In the shaded reporting period the line is the forecast from the {months} before, and the "
        "dashed lines are the ends of the range expected of each {month}; before the period, the "
        "line is their mean"
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
    measure = phrase("{month} by {month}", time)
    if found.unit:
        measure = phrase("{unit}, {month} by {month}", time, unit=translated(found.unit))
    day = date_text(formatter.outcomes.plan.report_date)
    return FigureWords(
        title=capitalized(finding_phrase(formatter, found)),
        subtitle=capitalized(measure),
        caption=paragraph(
            sentence(phrase(_LINES[found.limits(chart)], time)),
            _marks(found),
        ),
        alt=paragraph(
            sentence(
                phrase(
                    "points of {subject}, one {per_month}; the reporting period is {span}",
                    time,
                    subject=subject_of(found),
                    span=range_text(found.period),
                )
            ),
            _lines(formatter, found),
            target_words(formatter, found.metric.id, of_gains=found.is_of_gains),
        ),
        source=translated("{file}, as of {day}").format(file=found.metric.file, day=day),
    )


_MARKS = {
    frozenset({Tone.BETTER}): gettext_noop(
        "Filled circles lie outside what was expected, for the better"
    ),
    frozenset({Tone.WORSE}): gettext_noop(
        "Filled squares lie outside what was expected, for the worse"
    ),
    frozenset({Tone.BETTER, Tone.WORSE}): gettext_noop(
        "Filled marks lie outside what was expected: circles for the better, squares for the worse"
    ),
    frozenset({Tone.NEUTRAL}): gettext_noop("Filled diamonds lie outside what was expected"),
}


def _marks(found: MetricMonitoring) -> Prose:
    """Explain the filled marks, and say so where only all values together are unlike before."""
    marks = frozenset(found.marked.values())
    is_total = any(signal.rule is SignalRule.TOTAL for signal in found.signals)
    together = gettext_noop("The period as a whole lies outside what was expected")
    return paragraph(
        sentence(phrase(_MARKS[marks])) if marks else (),
        sentence(phrase(together)) if is_total else (),
    )


def _lines(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the mean of the baseline, and what was expected of the last month."""
    ids = found.ids
    mean = formatter.measured(ids.mean)
    parts: dict[str, str | Prose] = {**time_parts(found.frequency), "mean": mean}
    # Of rare counts, the period has a total.
    average = next((name for name in average_ids(found) if formatter.has(name)), "")
    template = _BEFORE
    if average and not found.is_of_rare_counts:
        template, parts["own"] = _BOTH, (formatter.number(average),)
    means = phrase(template, parts)
    limits = expected_range(formatter, found, ids.limit_low, ids.limit_high)
    if not limits:
        return sentence(means)
    calendar, day = formatter.calendar(found.metric.id), found.days[-1]
    last = calendar.span(day) if calendar.is_regular else DateSpan(day, day)
    clause = phrase(
        "{means}; for {step}, the expected range is {limits}",
        means=means,
        step=step_of(found, last),
        limits=limits,
    )
    return sentence(clause)


_BEFORE = gettext_noop("The mean of the {months} before is {mean}")
_BOTH = gettext_noop("The mean of the {months} before is {mean}, and that of the period is {own}")
