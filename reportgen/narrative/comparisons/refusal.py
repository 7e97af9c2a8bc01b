"""Sentences on refused comparisons."""

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
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.period_text import between_text, end_text
from reportgen.narrative.period_names import during
from reportgen.narrative.phrases import compose, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.comparison import Comparison
    from reportgen.model.prose import Claim, Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

NOT_ASSESSABLE = gettext_noop("could not be compared")


def describe_refusal(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Statement:
    """Return the statement on a refused comparison: the reason and the observed counts."""
    verdict = outcome.verdict
    parts: dict[str, Prose | str | Claim] = {
        "label": outcome.metric.label,
        "refused": claim(NOT_ASSESSABLE, verdict),
        "reason": message_text(formatter, verdict.reason).rstrip("."),
    }
    if outcome.comparison.place:
        # The first of several changes of one series says what there is to count.
        further = (sentence(_further_change(formatter, outcome, parts)),)
        return Statement(subject=outcome.comparison.id, short=further, full=further)
    if _is_first(formatter, outcome):
        later, base = _spans(formatter, outcome)
        clause = phrase(_REFUSED, parts, later_span=later, base_span=base)
    else:
        clause = phrase("{label} {refused} either: {reason}", parts)
    words = (sentence(clause), *_counted(formatter, outcome))
    return Statement(subject=outcome.comparison.id, short=words, full=words)


def _further_change(
    formatter: QuantityFormatter,
    outcome: ComparisonOutcome,
    parts: dict[str, Prose | str | Claim],
) -> Prose:
    comparison = outcome.comparison
    own = comparison.intervention
    before = takewhile(
        lambda item: item.comparison.id != comparison.id, formatter.outcomes.comparisons
    )
    is_same = any(
        item.comparison.planned_id == comparison.planned_id
        and item.verdict.reason == outcome.verdict.reason
        for item in before
    )
    template = _SAME_REASON if is_same else _OTHER_REASON
    return phrase(template, parts, change="" if own is None else own.label.strip())


_SAME_REASON = gettext_noop("{label} before and after “{change}” {refused} for the same reason")
_OTHER_REASON = gettext_noop("{label} before and after “{change}” {refused}: {reason}")


def describe_single_values(formatter: QuantityFormatter) -> Iterator[Statement]:
    """Yield the values of comparisons that were set aside; a report on a period has a table."""
    plan = formatter.outcomes.plan
    for comparison in () if plan.is_monitoring else plan.set_aside:
        if words := _single_values(formatter, comparison):
            yield Statement(subject=comparison.id, short=(words,), full=(words,))


def _single_values(formatter: QuantityFormatter, comparison: Comparison) -> Prose:
    metric = formatter.configuration.metrics[comparison.metric]
    later, base = (ObservedIds(metric.id, key) for key in (comparison.later, comparison.base))
    is_level = metric.kind is MetricKind.LEVEL
    names = (later.last, base.last) if is_level else (later.mean, base.mean)
    if not all(formatter.has(name) for name in names):
        return ()
    keys = comparison.later, comparison.base
    spans = [
        end_text(formatter.period(key)) if is_level else during(formatter, key) for key in keys
    ]
    clause = phrase(
        _TOTALS if is_level else _VALUES,
        label=metric.label,
        later=formatter.measured(names[0]),
        later_span=spans[0],
        base=formatter.number(names[1]),
        base_span=spans[1],
    )
    return sentence(clause)


_VALUES = gettext_noop("{label}: {later} {later_span}, after {base} {base_span}")
_TOTALS = gettext_noop(
    "{label}: {later} at the end of {later_span}, after {base} at the end of {base_span}"
)
_REFUSED = gettext_noop("{label} {later_span} and {base_span} {refused}: {reason}")


def _is_first(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether this is the first refused comparison of these two periods."""
    asked = outcome.comparison
    # Later refusals of the same periods say "either" and do not repeat the periods.
    before = takewhile(lambda item: item.comparison.id != asked.id, formatter.outcomes.comparisons)
    return not any(
        other.verdict.verdict is VerdictKind.NOT_ASSESSABLE
        and (other.comparison.base, other.comparison.later) == (asked.base, asked.later)
        for other in before
    )


def _spans(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[Prose, Prose]:
    """Return the names of the later period and the base period."""
    periods = formatter.outcomes.plan.periods
    later, base = (
        compose(during(formatter, key))
        if key in periods
        else phrase("in the period “{period}”", period=key)
        for key in (outcome.comparison.later, outcome.comparison.base)
    )
    return later, base


def _counted(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the total count of each of the two periods that has one."""
    periods = formatter.outcomes.plan.periods
    known = [
        (key, name)
        for key in (outcome.comparison.base, outcome.comparison.later)
        if formatter.has(name := ObservedIds(outcome.metric.id, key).total)
        # Only counts can be added up over months.
        and outcome.metric.kind.adds_up
        and key in periods
    ]
    if not known:
        return _counted_in_all(formatter, outcome)
    (first, name), *others = known
    parts = {"span": compose(during(formatter, first)), "count": formatter.measured(name)}
    template = _OF_PERIOD
    if others:
        ((later, other),) = others
        template = _OF_PERIODS
        parts |= {
            "later_span": compose(during(formatter, later)),
            "later": (formatter.number(other),),
        }
    counted = sentence(phrase(template[_is_money(outcome)], parts))
    return (counted, *_counted_in_all(formatter, outcome))


def _counted_in_all(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the total count of all months, once per metric, if some lie outside the periods."""
    metric = outcome.metric.id
    ids = ObservedIds(metric, WHOLE)
    refused = (
        other
        for other in formatter.outcomes.comparisons
        if other.metric.id == metric and other.verdict.verdict is VerdictKind.NOT_ASSESSABLE
    )
    # `refused` contains this comparison, so `next` always finds one.
    is_first = next(refused).comparison.id == outcome.comparison.id
    if not is_first or not formatter.has(ids.total):
        return ()
    first, last = (
        date.fromisoformat(str(formatter.quantity(name).value))
        for name in (ids.first_on, ids.last_on)
    )
    span = between_text(Period(id=WHOLE, label="", first=first, last=last))
    count = formatter.measured(ids.total)
    return (sentence(phrase(_IN_ALL[_is_money(outcome)], span=span, count=count)),)


def _is_money(outcome: ComparisonOutcome) -> bool:
    return outcome.metric.kind is MetricKind.AMOUNT or bool(outcome.metric.currency)


_OF_PERIOD = {
    False: gettext_noop("{span}, the count was {count}"),
    True: gettext_noop("{span}, the amount was {count}"),
}
_OF_PERIODS = {
    False: gettext_noop("the count was {count} {span} and {later} {later_span}"),
    True: gettext_noop("the amount was {count} {span} and {later} {later_span}"),
}
_IN_ALL = {
    False: gettext_noop("in all, {span}, the count was {count}"),
    True: gettext_noop("in all, {span}, the amount was {count}"),
}
