"""Text of control charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.count_chart import CountChart
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import between_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import capitalized, paragraph, phrase, sentence
from reportgen.narrative.statement import FigureWords
from reportgen.narrative.topics.monitoring import (
    figure_phrase,
    monitoring_claim,
    signal_words,
    subject_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


_VALUES = gettext_noop(
    "The solid line is the mean of the {months} before the shaded reporting period, and the dashed "
    "lines are the limits of their usual variation"
)
_COUNTS = gettext_noop(
    "The solid line is the mean of the {months} before the shaded reporting period; {a_month} up "
    "to the dashed line, or on it, is usual"
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
    return FigureWords(
        title=capitalized(figure_phrase(found)),
        subtitle=capitalized(measure),
        caption=paragraph(
            sentence(phrase(_COUNTS if isinstance(found.chart, CountChart) else _VALUES, time)),
            sentence(phrase("Filled marks belong to a signal")) if found.signals else (),
        ),
        alt=paragraph(
            sentence(
                phrase(
                    "points of {subject}, one {per_month}; {claim} {span}{signals}",
                    time,
                    subject=subject_of(found),
                    claim=monitoring_claim(found),
                    span=between_text(found.period),
                    signals=signal_words(found),
                )
            ),
            _lines(formatter, found),
        ),
        source=translated("{file}, as of {day}").format(file=found.metric.file, day=day),
    )


def _lines(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    # Count charts have no lower limit: a month without events is never a signal.
    if isinstance(found.chart, CountChart):
        mean, high = found.ids.mean, found.ids.limit_high
        clause = phrase(
            "The mean of the {months} before is {mean} (upper limit {high})",
            time_parts(found.frequency),
            mean=formatter.measured(mean),
            high=formatter.number(high),
        )
        return sentence(clause)
    names = (found.ids.mean, found.ids.limit_low, found.ids.limit_high)
    if not all(formatter.has(name) for name in names):
        return ()
    mean, low, high = names
    clause = phrase(
        "The mean of the {months} before is {mean} (limits {low} and {high})",
        time_parts(found.frequency),
        mean=formatter.measured(mean),
        low=formatter.number(low),
        high=formatter.number(high),
    )
    return sentence(clause)
