"""Text of control charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import capitalized, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.expected_range import expected_range
from reportgen.narrative.topics.monitoring import finding_phrase, signal_sentence, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


_RANGES = gettext_noop(
    "In the shaded reporting period the line is what the {months} before let expect, and the "
    "dashed lines are the ends of the range expected of each {month}; before it, the line is their "
    "mean"
)
_COUNTS = gettext_noop(
    "In the shaded reporting period the line is what the {months} before let expect, and {a_month} "
    "up to the dashed line, or on it, is to be expected; before it, the line is their mean"
)


def monitoring_figure_words(formatter: QuantityFormatter) -> Iterator[tuple[str, FigureWords]]:
    """Yield key and text of each control chart that was not refused."""
    for found in formatter.outcomes.monitoring:
        if not isinstance(found.chart, Refusal):
            yield f"{found.analysis}.{found.metric.id}", _chart(formatter, found)


def _chart(formatter: QuantityFormatter, found: MetricMonitoring) -> FigureWords:
    time = time_parts(found.frequency)
    measure = phrase("{month} by {month}", time)
    if found.unit:
        measure = phrase("{unit}, {month} by {month}", time, unit=translated(found.unit))
    day = date_text(formatter.outcomes.plan.report_date)
    marks = gettext_noop("Filled marks lie outside the expected range, or in a period that does")
    return FigureWords(
        title=capitalized(finding_phrase(formatter, found)),
        subtitle=capitalized(measure),
        caption=paragraph(
            sentence(phrase(_COUNTS if found.is_of_rare_counts else _RANGES, time)),
            sentence(phrase(marks)) if found.signals else (),
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
            sentence(finding_phrase(formatter, found)),
            signal_sentence(formatter, found),
            _lines(formatter, found),
        ),
        source=translated("{file}, as of {day}").format(file=found.metric.file, day=day),
    )


def _lines(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return the mean of the baseline, and what was expected of the last month."""
    ids = found.ids
    clause = phrase(
        "The mean of the {months} before is {mean}; for {latest_month}, {limits}",
        time_parts(found.frequency),
        mean=formatter.measured(ids.mean),
        limits=expected_range(formatter, found, ids.limit_low, ids.limit_high),
    )
    return sentence(clause)
