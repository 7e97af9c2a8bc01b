"""Sentences on comparisons that could not be made."""

from __future__ import annotations

from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.model.period import Period
from reportgen.model.quantity_ids import WHOLE, ObservedIds
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import claim
from reportgen.narrative.numbers.period_text import between_text
from reportgen.narrative.phrases import compose, phrase, sentence
from reportgen.narrative.plain_words import reader_words
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Claim, Prose, Sentences
    from reportgen.narrative.quantity_phrases import Speaker

NOT_ASSESSABLE = gettext_noop("could not be compared")


def describe_refusal(speaker: Speaker, outcome: ComparisonOutcome) -> Statement:
    """Return that two periods could not be compared, why, and what there is of them."""
    verdict = outcome.verdict
    parts: dict[str, Prose | str | Claim] = {
        "label": outcome.metric.label,
        "refused": claim(NOT_ASSESSABLE, verdict),
        "reason": reader_words(speaker, verdict.reason).rstrip("."),
    }
    if _is_first(speaker, outcome):
        later, base = _spans(speaker, outcome)
        told = phrase(_REFUSED, parts, later_span=later, base_span=base)
    else:
        told = phrase("{label} {refused} either: {reason}", parts)
    words = (sentence(told), *_counted(speaker, outcome))
    return Statement(subject=outcome.comparison.id, short=words, full=words)


_REFUSED = gettext_noop("{label} {later_span} and {base_span} {refused}: {reason}")


def _is_first(speaker: Speaker, outcome: ComparisonOutcome) -> bool:
    """Return whether no comparison before this one was refused for the same two periods."""
    asked = outcome.comparison
    before = takewhile(lambda item: item.comparison.id != asked.id, speaker.outcomes.comparisons)
    return not any(
        other.verdict.verdict is VerdictKind.NOT_ASSESSABLE
        and (other.comparison.base, other.comparison.later) == (asked.base, asked.later)
        for other in before
    )


def _spans(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[Prose, Prose]:
    """Return the words for the later period and for the base period."""
    periods = speaker.outcomes.plan.periods
    later, base = (
        compose(between_text(periods[key]))
        if key in periods
        else phrase("in the period “{period}”", period=key)
        for key in (outcome.comparison.later, outcome.comparison.base)
    )
    return later, base


def _counted(speaker: Speaker, outcome: ComparisonOutcome) -> Sentences:
    """Return what was counted in all, for each of the periods in which something was."""
    periods = speaker.outcomes.plan.periods
    told = []
    for key in (outcome.comparison.base, outcome.comparison.later):
        name = ObservedIds(outcome.metric.id, key).total
        if outcome.metric.kind is MetricKind.COUNT and key in periods and speaker.has(name):
            span = between_text(periods[key])
            count = speaker.measured(name)
            told.append(sentence(phrase("{span}, the count was {count}", span=span, count=count)))
    return (*told, *_counted_in_all(speaker, outcome))


def _counted_in_all(speaker: Speaker, outcome: ComparisonOutcome) -> Sentences:
    """Return how many there were and when, once a metric, where some lie in no period."""
    metric = outcome.metric.id
    ids = ObservedIds(metric, WHOLE)
    refused = (
        other
        for other in speaker.outcomes.comparisons
        if other.metric.id == metric and other.verdict.verdict is VerdictKind.NOT_ASSESSABLE
    )
    is_first = next(refused).comparison.id == outcome.comparison.id
    if not is_first or not speaker.has(ids.total):
        return ()
    first, last = (
        date.fromisoformat(str(speaker.quantity(name).value))
        for name in (ids.first_on, ids.last_on)
    )
    span = between_text(Period(id=WHOLE, label="", first=first, last=last))
    count = speaker.measured(ids.total)
    return (sentence(phrase("in all, {span}, the count was {count}", span=span, count=count)),)
