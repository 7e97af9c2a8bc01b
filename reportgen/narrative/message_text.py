"""Diagnostics and reasons as text of a brief, with labels instead of ids."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from reportgen.languages.current import filled, translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.message import Month, Named, Naming, Step, StepRuns, Steps
from reportgen.model.prose import plain_text
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.numbers.period_text import is_single_step, range_text, step_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.period_names import compared_periods
from reportgen.narrative.phrases import enumerated, paragraph, sentence

if TYPE_CHECKING:
    from datetime import date

    from reportgen.diagnostics import Diagnostic
    from reportgen.model.frequency import Calendar, DateSpan
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def message_text(formatter: QuantityFormatter, words: str) -> str:
    """Return a message with labels, quotation marks and dates as the brief prints them."""

    def write(part: date | Month | Step | Steps | StepRuns | Named) -> str:
        if isinstance(part, Named):
            return _label(formatter, part)
        if isinstance(part, StepRuns):
            return _runs(formatter, part)
        if isinstance(part, Steps):
            return _steps(part)
        if isinstance(part, Step):
            return step_text(part.span, part.frequency)
        return month_text(part.day) if isinstance(part, Month) else date_text(part)

    return filled(words, write)


def _label(formatter: QuantityFormatter, named: Named) -> str:
    metrics, periods = formatter.configuration.metrics, formatter.outcomes.plan.periods
    if named.naming is Naming.METRIC and named.id in metrics:
        return metrics[named.id].label
    if named.naming in (Naming.PERIOD, Naming.THE_PERIOD) and named.id in periods:
        span = range_text(periods[named.id])
        if is_single_step(periods[named.id]):
            return span
        return translated("the period from {span}").format(span=span)
    return translated(_WITHOUT_LABEL[named.naming]).format(name=named.id)


# More would be a list that no one reads.
_MOST_LISTED = 6
_IN_A_ROW = gettext_noop("{count} {months} in a row, from {first} to {last}")
_APART = gettext_noop(
    "{count} {months} between {first} and {last}, with up to {longest} {months} in a row"
)


def _steps(steps: Steps) -> str:
    """Return the steps; of many, how many, the first, the last and the longest gap."""
    calendar = steps.calendar
    texts = [
        step_text(span, calendar.frequency, year_starts=calendar.year_starts)
        for span in steps.spans
    ]
    if len(texts) <= _MOST_LISTED:
        return plain_text(enumerated(texts))
    lengths = [1]
    for earlier, later in pairwise(calendar.index(span.first) for span in steps.spans):
        if later == earlier + 1:
            lengths[-1] += 1
        else:
            lengths.append(1)
    return translated(_APART if len(lengths) > 1 else _IN_A_ROW).format(
        count=len(texts),
        months=time_parts(calendar.frequency)["months"],
        first=texts[0],
        last=texts[-1],
        longest=max(lengths),
    )


def _runs(formatter: QuantityFormatter, found: StepRuns) -> str:
    """Return the runs of steps; of many, only those within the periods that are compared."""
    runs, calendar = found.runs, found.calendar
    if len(runs) > _MOST_LISTED:
        periods = compared_periods(formatter)
        runs = tuple(
            run
            for run in runs
            if any(item.first <= run[-1].last and run[0].first <= item.last for item in periods)
        )
    texts = [_run(run, calendar) for run in runs]
    others = sum(map(len, found.runs)) - sum(map(len, runs))
    if not others:
        return plain_text(enumerated(texts))
    words = time_parts(calendar.frequency)
    rest = translated(_OUTSIDE).format(
        count=others, months=words["month" if others == 1 else "months"]
    )
    return plain_text(enumerated([*texts, rest]))


def _run(run: tuple[DateSpan, ...], calendar: Calendar) -> str:
    first, last = (
        step_text(span, calendar.frequency, year_starts=calendar.year_starts)
        for span in (run[0], run[-1])
    )
    if first == last:
        return first
    return translated("{first} to {last}").format(first=first, last=last)


_OUTSIDE = gettext_noop("{count} {months} outside what is compared")


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
