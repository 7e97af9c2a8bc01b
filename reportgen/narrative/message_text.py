"""Diagnostics and reasons as text of a brief, with labels instead of ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.current import filled, translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Month, Named, Naming, Step
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.numbers.period_text import is_single_step, range_text, step_text
from reportgen.narrative.phrases import paragraph, sentence

if TYPE_CHECKING:
    from datetime import date

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def message_text(formatter: QuantityFormatter, words: str) -> str:
    """Return a message with labels, quotation marks and dates as the brief prints them."""

    def write(part: date | Month | Step | Named) -> str:
        if isinstance(part, Named):
            return _label(formatter, part)
        if isinstance(part, Step):
            return step_text(part.span, part.frequency)
        return month_text(part.day) if isinstance(part, Month) else date_text(part)

    return filled(words, write)


def _label(formatter: QuantityFormatter, named: Named) -> str:
    metrics, periods = formatter.configuration.metrics, formatter.outcomes.plan.periods
    if named.naming is Naming.METRIC and named.id in metrics:
        return translated("the metric “{label}”").format(label=metrics[named.id].label)
    if named.naming in (Naming.PERIOD, Naming.THE_PERIOD) and named.id in periods:
        span = range_text(periods[named.id])
        if is_single_step(periods[named.id]):
            return span
        return translated("the period from {span}").format(span=span)
    return translated(_WITHOUT_LABEL[named.naming]).format(name=named.id)


# For ids that the configuration does not define, as in a message about an unknown period.
_WITHOUT_LABEL = {
    Naming.METRIC: gettext_noop("metric “{name}”"),
    Naming.PERIOD: gettext_noop("period “{name}”"),
    Naming.THE_PERIOD: gettext_noop("period “{name}”"),
    Naming.COMPARISON: gettext_noop("the comparison “{name}”"),
    Naming.ID: gettext_noop("“{name}”"),
}


def describe_data_notes(
    formatter: QuantityFormatter, diagnostics: tuple[Diagnostic, ...]
) -> tuple[Prose, ...]:
    """Return a note for each diagnostic about data or analysis that is printed in the brief."""
    # The loader and the analysis may report the same problem; `fromkeys` keeps order.
    findings = dict.fromkeys((*diagnostics, *formatter.outcomes.findings))
    return tuple(
        paragraph(
            sentence(message_text(formatter, finding.message)),
            sentence(message_text(formatter, finding.note)) if finding.note else (),
        )
        for finding in findings
        if finding.in_brief
    )
