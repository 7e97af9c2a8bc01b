"""Default title and opening of a brief.

A default title names the metrics and the period, never a finding.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.model.period import Period
from reportgen.narrative.numbers.number_text import date_text, month_text
from reportgen.narrative.numbers.period_text import against_text, range_text
from reportgen.narrative.phrases import enumerated, paragraph, phrase, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import QuantityFormatter

# More labels would make the title too long; it then says "outcomes".
_MOST_LABELS = 2


def brief_title(formatter: QuantityFormatter) -> Prose:
    """Return ``Garden: volunteer hours before and after April 2024``."""
    name = formatter.configuration.organization.name
    return phrase("{organization}: {about}", organization=name, about=_about(formatter))


def brief_opening(formatter: QuantityFormatter) -> Prose:
    """Return the change under study and the periods compared; empty without either."""
    change = formatter.configuration.intervention
    if change is None:
        return _reported(formatter)
    label = change.label.strip().rstrip(".")
    day = date_text(change.on)
    clause = phrase("The change under study is “{label}”, on {day}", label=label, day=day)
    if label == "the intervention":  # the default of `config` for an intervention without a label
        clause = phrase("The change under study is dated {day}", day=day)
    return paragraph(sentence(clause), _compared(formatter))


def _reported(formatter: QuantityFormatter) -> Prose:
    """Name the reporting period and the periods it is compared with."""
    plan = formatter.outcomes.plan
    if not (plan.is_monitoring and plan.shown):
        return ()
    periods = plan.periods
    reporting = periods[REPORTING]
    bases = dict.fromkeys(item.base for item in plan.shown if item.later == REPORTING)
    bases_text = [_named_span(reporting, periods[key]) for key in bases if key in periods]
    span = range_text(reporting)
    if not bases_text:
        return sentence(phrase("This report covers {period}", period=span))
    clause = phrase(
        "This report covers {period} and compares it with {periods}",
        period=span,
        periods=enumerated(bases_text),
    )
    return sentence(clause)


def _named_span(reporting: Period, base: Period) -> str:
    """Return ``the quarter before (April to June 2024)``; the span alone if it has no such name."""
    span, name = range_text(base), against_text(reporting, base)
    return span if span == name else f"{name} ({span})"


def _about(formatter: QuantityFormatter) -> Prose:
    """Return the metrics with the date of the change, or with the period covered."""
    if committee := _committee_only(formatter):
        return committee
    change = formatter.configuration.intervention
    what = _labels(formatter)
    if change is not None:
        # Monthly data change between two months, so a first of a month is named as the month.
        if change.on.day == 1:
            month = month_text(change.on)
            return phrase("{metrics} before and after {month}", metrics=what, month=month)
        return phrase("{metrics} before and after {day}", metrics=what, day=date_text(change.on))
    periods = formatter.outcomes.plan.periods
    if formatter.outcomes.plan.is_monitoring and REPORTING in periods:
        return phrase("report on {period}", period=range_text(periods[REPORTING]))
    span = range_text(_whole_span(periods.values()))
    return phrase("{metrics}, {period}", metrics=what, period=span)


def _committee_only(formatter: QuantityFormatter) -> Prose:
    """Return the days compared if the brief is about a committee only; empty otherwise."""
    configuration, outcome = formatter.configuration, formatter.outcomes.committee
    committee = configuration.committee
    if committee is None or outcome is None or not committee.is_of_holdings:
        return ()
    others = (configuration.metrics, configuration.campaigns, configuration.surveys)
    if any(others):
        return ()
    first, last = outcome.measures[0].structure.first, outcome.measures[-1].structure.first
    if first == last:
        return phrase("the committee on {day}", day=date_text(first))
    return phrase(
        "the committee on {first} and on {last}", first=date_text(first), last=date_text(last)
    )


def _labels(formatter: QuantityFormatter) -> Prose:
    labels = [metric.label for metric in formatter.configuration.metrics.values()]
    if labels and len(labels) <= _MOST_LABELS:
        return enumerated(labels)
    return phrase("outcomes")


def _whole_span(periods: Iterable[Period]) -> Period:
    """Return the period from the first day of all periods to the last."""
    known = list(periods)
    return Period(
        id="",
        label="",
        first=min(item.first for item in known),
        last=max(item.last for item in known),
    )


def _compared(formatter: QuantityFormatter) -> Prose:
    """Name the metrics and the pairs of periods that were compared, each pair once."""
    plan = formatter.outcomes.plan
    metrics = formatter.configuration.metrics
    pairs = dict.fromkeys(
        (item.later, item.base)
        for item in plan.shown
        if item.later in plan.periods and item.base in plan.periods
    )
    if not pairs:
        return ()
    spans = [
        phrase(
            "{later} with {base}",
            later=range_text(plan.periods[later]),
            base=range_text(plan.periods[base]),
        )
        for later, base in pairs
    ]
    named = dict.fromkeys(item.metric for item in plan.shown)
    labels = [metrics[key].label for key in named if key in metrics]
    clause = phrase(
        "This brief follows {metrics} and compares {periods}",
        metrics=enumerated(labels),
        periods=enumerated(spans),
    )
    return sentence(clause)
