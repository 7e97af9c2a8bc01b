"""Text of control charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.count_chart import CountChart
from reportgen.analysis.monitoring.signals import Variation
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.narrative.figures.targets import target_words
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.numbers.period_text import between_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import bracketed, capitalized, paragraph, phrase, sentence
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


# By the number of limits.
_VALUES = (
    gettext_noop("Solid line: mean of the {months} before the shaded reporting period"),
    gettext_noop(
        "Solid line: mean of the {months} before the shaded reporting period; dashed line: limit "
        "of their usual variation"
    ),
    gettext_noop(
        "Solid line: mean of the {months} before the shaded reporting period; dashed lines: limits "
        "of their usual variation"
    ),
)
_COUNTS = gettext_noop(
    "Solid line: mean of the {months} before the shaded reporting period; {a_month} up to the "
    "dashed line, or on it, is usual"
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
            sentence(
                phrase(
                    _COUNTS if isinstance(found.chart, CountChart) else _VALUES[len(found.limits)],
                    time,
                )
            ),
            _marks(found),
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
            target_words(formatter, found.metric.id, of_gains=found.is_of_gains),
        ),
        source=translated("{file}, as of {day}").format(file=found.metric.file, day=day),
    )


_BETTER, _WORSE = Variation.IMPROVING, Variation.WORSENING
_MARKS = {
    frozenset({_BETTER}): gettext_noop("Filled circles: signals for the better"),
    frozenset({_WORSE}): gettext_noop("Filled squares: signals for the worse"),
    frozenset({_BETTER, _WORSE}): gettext_noop(
        "Filled circles: signals for the better; filled squares: for the worse"
    ),
}
_NEUTRAL_MARKS = gettext_noop("Filled diamonds: signals")


def _marks(found: MetricMonitoring) -> Prose:
    """Explain the filled marks, also those of signals that ended before the reporting period."""
    marked = found.marked
    if not marked:
        return ()
    counted = {at for item in found.signals for at in range(item.first, item.last + 1)}
    earlier = gettext_noop("Signals before the shaded period are not counted")
    return paragraph(
        sentence(phrase(_MARKS.get(frozenset(marked.values()), _NEUTRAL_MARKS))),
        sentence(phrase(earlier)) if marked.keys() - counted else (),
    )


def _lines(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Name the mean and the limits that are drawn: those that a value can cross."""
    mean = phrase(
        "The mean of the {months} before is {mean}",
        time_parts(found.frequency),
        mean=formatter.measured(found.ids.mean),
    )
    limits = {name: (formatter.number(found.ids.of(name)),) for name in found.limits}
    return sentence(mean, bracketed(phrase(_LIMITS[found.limits], limits)))


_LIMITS = {
    (): "",
    ("limit_low",): gettext_noop("lower limit {limit_low}"),
    ("limit_high",): gettext_noop("upper limit {limit_high}"),
    ("limit_low", "limit_high"): gettext_noop("limits {limit_low} and {limit_high}"),
}
