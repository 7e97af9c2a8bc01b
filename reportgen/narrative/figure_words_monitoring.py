"""The words of control charts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.estimate import Refusal
from reportgen.narrative.compose import bracketed, capitalized, compose, paragraph, sentence
from reportgen.narrative.number_text import date_text
from reportgen.narrative.sentences_monitoring import monitoring_claim, signal_words, subject_of
from reportgen.narrative.spans import between_text
from reportgen.narrative.statement import FigureWords

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.monitoring import MetricMonitoring
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker


def monitoring_figure_words(speaker: Speaker) -> Iterator[tuple[str, FigureWords]]:
    """Yield the key and the words of each metric's chart, where it has limits."""
    for found in speaker.outcomes.monitoring:
        if not isinstance(found.chart, Refusal):
            yield f"xmr.{found.metric.id}", _chart(speaker, found)


def _chart(speaker: Speaker, found: MetricMonitoring) -> FigureWords:
    measure = f"{found.unit}, month by month" if found.unit else "month by month"
    day = date_text(speaker.outcomes.plan.report_date)
    return FigureWords(
        title=capitalized(compose(subject_of(found), " ", monitoring_claim(found))),
        subtitle=capitalized(compose(measure)),
        caption=paragraph(
            sentence(
                "The solid line is the mean of the months before the shaded reporting period, and "
                "the dashed lines are the limits of their usual variation"
            ),
            sentence("Filled marks belong to a signal") if found.signals else (),
        ),
        alt=paragraph(
            sentence(
                compose(f"points of {subject_of(found)}, one a month; "),
                monitoring_claim(found),
                f" {between_text(found.period)}",
                signal_words(found),
            ),
            _lines(speaker, found),
        ),
        source=f"{found.metric.file}, as of {day}",
    )


def _lines(speaker: Speaker, found: MetricMonitoring) -> Prose:
    names = [f"{found.prefix}.{name}" for name in ("mean", "limit_low", "limit_high")]
    if not all(speaker.has(name) for name in names):
        return ()
    mean, low, high = names
    limits = compose("limits ", speaker.number(low), " and ", speaker.number(high))
    return sentence("The mean of the months before is ", speaker.measured(mean), bracketed(limits))
