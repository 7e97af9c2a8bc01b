"""Sentences after every finding: what decides it, equivalence, adjustment, checks, events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.message import Message
from reportgen.model.metric import MetricKind
from reportgen.model.prose import plain_text
from reportgen.model.quantity_ids import VerdictIds
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import (
    claim,
    margin_text,
    outside_margin_words,
    robustness_words,
    within_margin_words,
)
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    decision_full,
    decision_short,
)
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    counted,
    enumerated,
    phrase,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Event, Period
    from reportgen.model.prose import Prose, Sentences
    from reportgen.model.verdict import Verdict
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.statistics.equivalence import EquivalenceTest


_COMPARED = {
    "slopes": gettext_noop("the slopes of the two periods are {equivalent}"),
    "gains": gettext_noop("the mean gains of the two periods are {equivalent}"),
    "means": gettext_noop("the means of the two periods are {equivalent}"),
}
"""Keyed by the parameter that the equivalence test compares with its margin."""
_RATIOS = {
    "slopes": gettext_noop("ratio of slopes, {interval}"),
    "gains": gettext_noop("ratio of mean gains, {interval}"),
    "means": gettext_noop("ratio of means, {interval}"),
}
_DIFFERENCES = {
    "slopes": gettext_noop("difference of slopes, {interval}"),
    "gains": gettext_noop("difference of mean gains, {interval}"),
    "means": gettext_noop("difference of means, {interval}"),
}


def closing_full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the sentences after a finding, full version for journals."""
    return (
        *decision_full(formatter, outcome),
        _equivalence(formatter, outcome),
        adjustment(formatter, outcome.verdict),
        _checks_sentence(outcome),
        *events_sentences(formatter, outcome),
    )


def closing_short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the sentences after a finding, short version for boards."""
    is_found = outcome.verdict.strength is not Strength.NONE
    return (
        *decision_short(formatter, outcome),
        _checks_sentence(outcome) if is_found else (),
        *events_sentences(formatter, outcome),
    )


def equivalence_of(outcome: ComparisonOutcome) -> EquivalenceTest | None:
    """Return the equivalence test of a comparison; None without one."""
    return None if outcome.decision is None else outcome.decision.equivalence


def margin_of(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the margin in words, in the unit of the compared difference; empty without one."""
    margin, metric = outcome.comparison.equivalence_margin, outcome.metric
    if margin is None:
        return ""
    unit = formatter.quantity(outcome.ids.decided_difference).unit
    is_share = metric.kind is MetricKind.RATE
    return margin_text(margin, unit, is_share=is_share, currency=metric.currency)


def equivalent_averages(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: dict[str, str | Prose]
) -> Sentences:
    """Return that two averages are equivalent, and whether they differ all the same."""
    verdict = outcome.verdict
    equivalent = phrase(
        "The average of {label} in the two periods is {equivalent}: {later} {later_span} and "
        "{base} {base_span}",
        parts,
        equivalent=claim(within_margin_words(margin_of(formatter, outcome)), verdict),
    )
    equivalent = allowing_for_trend(formatter, outcome, equivalent)
    differed = gettext_noop("the averages differed, but by less than the margin")
    if not verdict.is_significant:
        return (sentence(equivalent),)
    return sentence(equivalent), sentence(claim(differed, verdict))


def nor_within_margin(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the clause that an inconclusive comparison did not show equivalence either."""
    if equivalence_of(outcome) is None:
        return ()
    words = Message(
        "nor that any difference stays within the margin of {margin}",
        margin=margin_of(formatter, outcome),
    )
    return compose(", ", claim(words, outcome.verdict))


def events_sentences(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the outside events of both periods, which any finding must be read with."""
    # The limitations name them, and the first of several changes of one series.
    if outcome.verdict.verdict is VerdictKind.INCONCLUSIVE or outcome.comparison.place:
        return ()
    comparison = outcome.comparison
    # An event may lie in both periods if they overlap; it is reported for the later one.
    later = _within(outcome.events, formatter.period(comparison.later))
    base = [
        item
        for item in _within(outcome.events, formatter.period(comparison.base))
        if item not in later
    ]
    return _later_events(later), _earlier_events(base)


def _within(events: tuple[Event, ...], period: Period) -> list[Event]:
    return [event for event in events if period.contains(event.on)]


def named_events(events: Iterable[Event]) -> Prose:
    """Return the events, each with its date."""
    return enumerated([f"{item.what.rstrip('.')} ({date_text(item.on)})" for item in events])


def _later_events(events: list[Event]) -> Prose:
    if not events:
        return ()
    clause = counted(
        "The later period includes an outside event: {events}",
        "The later period includes outside events: {events}",
        len(events),
        events=named_events(events),
    )
    return sentence(clause)


def _earlier_events(events: list[Event]) -> Prose:
    if not events:
        return ()
    clause = counted(
        "The earlier period includes an outside event: {events}",
        "The earlier period includes outside events: {events}",
        len(events),
        events=named_events(events),
    )
    return sentence(clause)


def _equivalence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Report the result of the equivalence test, with interval and P value."""
    test = equivalence_of(outcome)
    # Under a restraint nothing is claimed, whatever the test says: its numbers are in the table.
    if test is None or outcome.verdict.restraint is not None:
        return ()
    ids, compared = outcome.ids, _compared(outcome)
    interval: Prose = ()
    for name, forms in (
        (ids.decided_equivalence_ratio, _RATIOS),
        (ids.decided_equivalence_difference, _DIFFERENCES),
    ):
        # Only one exists: the ratio for a relative margin, else the difference.
        if formatter.has(name):
            interval = phrase(forms[compared], interval=formatter.interval(name))
    p_value = formatter.p_value(ids.decided_equivalence_p_value)
    if p_value:
        p_value = phrase("two 1-sided tests, {p_value}", p_value=p_value)
    margin = margin_of(formatter, outcome)
    verdict = outcome.verdict
    if verdict.is_within_margin:
        equivalent = claim(within_margin_words(margin), verdict)
        words = phrase(_COMPARED[compared], equivalent=equivalent)
        words = allowing_for_trend(formatter, outcome, words)
    else:
        words = compose(claim(outside_margin_words(margin), verdict))
    return sentence(words, bracketed(interval, p_value))


def _compared(outcome: ComparisonOutcome) -> str:
    """Return what the equivalence test compares with its margin."""
    if outcome.comparison.test is not Test.SLOPE:
        return "means"
    return "gains" if outcome.metric.kind is MetricKind.LEVEL else "slopes"


def adjustment(formatter: QuantityFormatter, verdict: Verdict) -> Prose:
    """Report the Holm-adjusted P value if it prints differently or changes the verdict."""
    ids = VerdictIds(verdict.comparison)
    names = (ids.p_value, ids.p_adjusted)
    if not all(formatter.has(name) for name in names):
        return ()
    raw, adjusted = (formatter.p_value(name) for name in names)
    # Adjustment only raises P, so the verdict is the same; the table has the adjusted value.
    if formatter.value(names[0]) >= verdict.alpha:
        return ()
    if verdict.is_blocked_by_holm:
        blocked = phrase(
            "The test taken alone finds a difference, but after Holm adjustment over all "
            "comparisons of this brief it {claim} (adjusted {p_value})",
            claim=claim(gettext_noop("is not statistically significant"), verdict),
            p_value=adjusted,
        )
        return sentence(blocked)
    # As printed: "P<.001 becomes P<.001" says nothing.
    if plain_text(raw) == plain_text(adjusted):
        return ()
    clause = phrase(
        "After Holm adjustment over all comparisons of this brief, the deciding {raw} becomes "
        "{adjusted}",
        raw=raw,
        adjusted=adjusted,
    )
    return sentence(clause)


def _checks_sentence(outcome: ComparisonOutcome) -> Prose:
    """Return how many checks agree; nothing for equivalence, as they are of differences."""
    verdict = outcome.verdict
    words = robustness_words(verdict)
    # The sentence on the restraint says it already.
    is_said = verdict.restraint is not None
    if verdict.verdict is VerdictKind.EQUIVALENT or is_said or not words:
        return ()
    return sentence(claim(words, verdict))
