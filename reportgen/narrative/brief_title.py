"""What a brief is about: its title where the configuration gives none, and its first lines.

A title of this kind says what was looked at and when, never what was found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.model.period import Period
from reportgen.narrative.compose import compose, enumerated, paragraph, sentence
from reportgen.narrative.number_text import date_text, month_text
from reportgen.narrative.spans import against_text, range_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_MOST_LABELS = 2


def brief_title(speaker: Speaker) -> Prose:
    """Return ``Garden: volunteer hours before and after April 2024``."""
    name = speaker.configuration.organization.name
    about = _about(speaker)
    return compose(f"{name}: {about}" if about else name)


def brief_opening(speaker: Speaker) -> Prose:
    """Return what changed, and what was set beside what; nothing where nothing did."""
    change = speaker.configuration.intervention
    if change is None:
        return _reported(speaker)
    label = change.label.strip().rstrip(".")
    day = date_text(change.on)
    named = f"The change under study is “{label}”, on {day}"
    return paragraph(
        sentence(f"The change under study is dated {day}" if _is_nameless(label) else named),
        _compared(speaker),
    )


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
    return paragraph(
        sentence(f"This report is on {range_text(reporting)}"),
        sentence("It sets each figure beside ", enumerated(beside)) if beside else (),
    )


def _is_nameless(label: str) -> bool:
    return label == "the intervention"


def _about(speaker: Speaker) -> str:
    """Return the metrics and their span of time, as far as grammar allows."""
    change = speaker.configuration.intervention
    what = _labels(speaker)
    if change is not None:
        when = month_text(change.on) if change.on.day == 1 else date_text(change.on)
        return f"{what} before and after {when}"
    periods = speaker.outcomes.plan.periods
    if speaker.outcomes.plan.is_monitoring and REPORTING in periods:
        return f"report on {range_text(periods[REPORTING])}"
    if not periods:
        return what if speaker.configuration.metrics else ""
    return f"{what}, {range_text(_whole(periods.values()))}"


def _labels(speaker: Speaker) -> str:
    labels = [metric.label for metric in speaker.configuration.metrics.values()]
    return " and ".join(labels) if labels and len(labels) <= _MOST_LABELS else "outcomes"


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
        f"{range_text(plan.periods[later])} with {range_text(plan.periods[base])}"
        for later, base in pairs
    ]
    named = dict.fromkeys(item.metric for item in plan.comparisons)
    labels = [metrics[key].label for key in named if key in metrics]
    return sentence("This brief follows ", enumerated(labels), " and compares ", enumerated(spans))
