"""Sentences after every finding: what decides it, equivalence, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import (
    claim,
    margin_text,
    outside_margin_words,
    robustness_words,
    votes,
)
from reportgen.narrative.comparisons.decision import (
    decision_full,
    decision_short,
)
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    enumerated,
    phrase,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Event
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter
    from reportgen.statistics.equivalence import EquivalenceTest


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
        _differed(outcome),
        _equivalence(formatter, outcome),
        *decision_full(formatter, outcome),
        _checks_sentence(outcome),
    )


def closing_short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the sentences after a finding, short version for boards."""
    return (*decision_short(formatter, outcome), _differed(outcome))


def _differed(outcome: ComparisonOutcome) -> Prose:
    """Say that two periods differ, where the difference is within the margin."""
    verdict = outcome.verdict
    if verdict.verdict is not VerdictKind.EQUIVALENT or not verdict.is_significant:
        return ()
    differed = gettext_noop("the difference is clear, but smaller than the margin")
    return sentence(claim(differed, verdict))


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


def named_events(events: Iterable[Event]) -> Prose:
    """Return the events, each with its date."""
    return enumerated([f"{item.what.rstrip('.')} ({date_text(item.on)})" for item in events])


def _equivalence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Say that equivalence was not shown where a margin was set; what was shown is the finding."""
    # Under a restraint nothing is claimed, whatever the test says: its numbers are in the table.
    verdict = outcome.verdict
    if equivalence_of(outcome) is None or verdict.is_within_margin or verdict.restraint is not None:
        return ()
    words = claim(outside_margin_words(margin_of(formatter, outcome)), verdict)
    return sentence(compose(words), equivalence_evidence(formatter, outcome))


def equivalence_evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the interval and the P value of the equivalence test in brackets."""
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
    return bracketed(interval, p_value)


def _compared(outcome: ComparisonOutcome) -> str:
    """Return what the equivalence test compares with its margin."""
    if outcome.comparison.test is not Test.SLOPE:
        return "means"
    return "gains" if outcome.metric.kind is MetricKind.LEVEL else "slopes"


def _checks_sentence(outcome: ComparisonOutcome) -> Prose:
    """Return how many checks agree with a finding; without one, only if some find a difference."""
    verdict = outcome.verdict
    agreeing, _ = votes(verdict)
    # The sentence on the restraint says it already.
    is_said = verdict.restraint is not None or verdict.verdict is VerdictKind.EQUIVALENT
    words = robustness_words(verdict)
    if is_said or not words or (verdict.strength is Strength.NONE and not agreeing):
        return ()
    return sentence(claim(words, verdict))
