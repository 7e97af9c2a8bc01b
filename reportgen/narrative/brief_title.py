"""What a brief is about: its title where the configuration gives none, and its first lines.

A title of this kind says what was looked at and when, never what was found.
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
    from reportgen.narrative.quantity_phrases import Speaker

_MOST_LABELS = 2


def brief_title(speaker: Speaker) -> Prose:
    """Return ``Garden: volunteer hours before and after April 2024``."""
    name = speaker.configuration.organization.name
    return phrase("{organization}: {about}", organization=name, about=_about(speaker))


def brief_opening(speaker: Speaker) -> Prose:
    """Return what changed, and what was set beside what; nothing where nothing did."""
    change = speaker.configuration.intervention
    if change is None:
        return _reported(speaker)
    label = change.label.strip().rstrip(".")
    day = date_text(change.on)
    told = phrase("The change under study is “{label}”, on {day}", label=label, day=day)
    if _is_nameless(label):
        told = phrase("The change under study is dated {day}", day=day)
    return paragraph(sentence(told), _compared(speaker))


def _reported(speaker: Speaker) -> Prose:
    """Say which period a report is on, and what it is set beside."""
    plan = speaker.outcomes.plan
    if not (plan.is_monitoring and plan.comparisons):
        return ()
    periods = plan.periods
    reporting = periods[REPORTING]
    bases = dict.fromkeys(item.base for item in plan.comparisons if item.later == REPORTING)
    beside = [
        f"{range_text(periods[key])} ({against_text(reporting, periods[key])})"
        for key in bases
        if key in periods
    ]
    told = phrase("This report is on {period}", period=range_text(reporting))
    others = phrase("It sets each figure beside {periods}", periods=enumerated(beside))
    return paragraph(sentence(told), sentence(others) if beside else ())


def _is_nameless(label: str) -> bool:
    return label == "the intervention"


def _about(speaker: Speaker) -> Prose:
    """Return the metrics and their span of time, as far as grammar allows."""
    if committee := _committee_alone(speaker):
        return committee
    change = speaker.configuration.intervention
    what = _labels(speaker)
    if change is not None:
        if change.on.day == 1:
            month = month_text(change.on)
            return phrase("{metrics} before and after {month}", metrics=what, month=month)
        return phrase("{metrics} before and after {day}", metrics=what, day=date_text(change.on))
    periods = speaker.outcomes.plan.periods
    if speaker.outcomes.plan.is_monitoring and REPORTING in periods:
        return phrase("report on {period}", period=range_text(periods[REPORTING]))
    span = range_text(_whole(periods.values()))
    return phrase("{metrics}, {period}", metrics=what, period=span)


def _committee_alone(speaker: Speaker) -> Prose:
    """Return the days of a committee that the brief is about alone; nothing for any other."""
    configuration, outcome = speaker.configuration, speaker.outcomes.committee
    committee = configuration.committee
    if committee is None or outcome is None or not committee.is_of_holdings:
        return ()
    others = (configuration.metrics, configuration.campaigns, configuration.surveys)
    if any(others) or not outcome.measures:
        return ()
    first, last = outcome.measures[0].structure.first, outcome.measures[-1].structure.first
    if first == last:
        return phrase("the committee on {day}", day=date_text(first))
    return phrase(
        "the committee on {first} and on {last}", first=date_text(first), last=date_text(last)
    )


def _labels(speaker: Speaker) -> Prose:
    labels = [metric.label for metric in speaker.configuration.metrics.values()]
    if labels and len(labels) <= _MOST_LABELS:
        return enumerated(labels)
    return phrase("outcomes")


def _whole(periods: Iterable[Period]) -> Period:
    """Return the span from the first day of any period to the last."""
    known = list(periods)
    return Period(
        id="",
        label="",
        first=min(item.first for item in known),
        last=max(item.last for item in known),
    )


def _compared(speaker: Speaker) -> Prose:
    """Say which periods were compared, for which metrics, each pair once."""
    plan = speaker.outcomes.plan
    metrics = speaker.configuration.metrics
    pairs = dict.fromkeys(
        (item.later, item.base)
        for item in plan.comparisons
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
    named = dict.fromkeys(item.metric for item in plan.comparisons)
    labels = [metrics[key].label for key in named if key in metrics]
    told = phrase(
        "This brief follows {metrics} and compares {periods}",
        metrics=enumerated(labels),
        periods=enumerated(spans),
    )
    return sentence(told)
