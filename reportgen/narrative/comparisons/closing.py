"""Sentences after every finding: what decides it, equivalence, checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import (
    claim,
    is_at_limit,
    margin_text,
    outside_margin_words,
    robustness_words,
    votes,
)
from reportgen.narrative.comparisons.decision import (
    decision_full,
    decision_short,
)
from reportgen.narrative.comparisons.open_verdict import open_sentence
from reportgen.narrative.discourse import Link, link, printed_before
from reportgen.narrative.numbers.number_text import date_text
from reportgen.narrative.period_names import during, during_base
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    enumerated,
    italic,
    phrase,
    sentence,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.period import Event
    from reportgen.model.prose import Prose, Sentences
    from reportgen.model.verdict import Verdict
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
        _unlisted(formatter, outcome),
        open_sentence(formatter, outcome),
        _differed(outcome),
        _equivalence(formatter, outcome),
        *decision_full(formatter, outcome),
        _at_limit(formatter, outcome),
        _checks_sentence(formatter, outcome),
    )


def closing_short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Return the sentences after a finding, short version for boards."""
    return (
        _unlisted(formatter, outcome),
        *decision_short(formatter, outcome),
        _differed(outcome),
    )


def _at_limit(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Say that a finding hangs on little, where its P value is only just below the limit."""
    if not is_at_limit(outcome.verdict):
        return ()
    clause = phrase(
        "The {P} value is close to the limit: a few more {months} could change the answer",
        formatter.time(outcome.metric.id),
        P=italic("P"),
    )
    return sentence(clause)


def _unlisted(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Say that a period counts as 0 because the file has no row in it."""
    base, later = (share >= 1 for share in outcome.unlisted)
    if not base and not later:
        return ()
    when = during(formatter, outcome.comparison.later) if later else during_base(formatter, outcome)
    return sentence(phrase(_NONE_LISTED, formatter.time(outcome.metric.id), when=when))


_NONE_LISTED = gettext_noop("The data list none {when}, and each {month} without a row counts as 0")


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
    return sentence(compose(words), _equivalence_evidence(formatter, outcome))


def within_margin(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return ``The ratio lies within that margin (90% CI …; two 1-sided tests, P=.002).``."""
    ids = outcome.ids
    is_ratio = formatter.has(ids.decided_equivalence_ratio)
    name = ids.decided_equivalence_ratio if is_ratio else ids.decided_equivalence_difference
    interval = formatter.interval(name) if formatter.has(name) else ()
    clause = claim(_RATIO_WITHIN if is_ratio else _DIFFERENCE_WITHIN, outcome.verdict)
    return sentence(clause, bracketed(interval, _one_sided_tests(formatter, outcome)))


_RATIO_WITHIN = gettext_noop("the ratio lies within that margin")
_DIFFERENCE_WITHIN = gettext_noop("the difference lies within that margin")


def _equivalence_evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
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
    return bracketed(interval, _one_sided_tests(formatter, outcome))


def _one_sided_tests(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    p_value = formatter.p_value(outcome.ids.decided_equivalence_p_value)
    return phrase("two 1-sided tests, {p_value}", p_value=p_value) if p_value else ()


def _compared(outcome: ComparisonOutcome) -> str:
    """Return what the equivalence test compares with its margin."""
    if outcome.comparison.test is not Test.SLOPE:
        return "means"
    return "gains" if outcome.metric.kind is MetricKind.LEVEL else "slopes"


def _checks_sentence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return how many checks agree with a finding, or find what the test does not.

    Nothing where all agree: the methods say that the text names the checks that do not.
    """
    verdict = outcome.verdict
    agreeing, all_ = votes(verdict)
    # The sentence on the restraint says it already.
    is_said = verdict.restraint is not None or verdict.verdict is VerdictKind.EQUIVALENT
    is_open = verdict.strength is Strength.NONE
    if is_said or (not agreeing if is_open else 1 < all_ == agreeing):
        return ()
    if is_open and _is_alike_before(formatter, outcome):
        checks = claim(robustness_words(verdict), verdict)
        return sentence(phrase("{checks} here, too", checks=checks))
    return sentence(checks_found(verdict))


def checks_found(verdict: Verdict) -> Prose:
    """Return how many checks agree; of an open result, why it is open all the same.

    Empty if no check could be computed without a finding.
    """
    words = robustness_words(verdict)
    if not words:
        return ()
    checks = claim(words, verdict)
    if verdict.strength is not Strength.NONE or not votes(verdict)[0]:
        return compose(checks)
    return phrase(_contradiction(verdict), checks=checks)


def _is_alike_before(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> bool:
    """Return whether the checks before this one left their result open for the same reason."""
    before = printed_before(formatter, outcome)
    return (
        before is not None
        and link(formatter, outcome) is Link.ALSO
        and votes(before.verdict)[0] > 0
        and _contradiction(before.verdict) == _contradiction(outcome.verdict)
    )


def _contradiction(verdict: Verdict) -> str:
    """Return the message that sets the checks that show a change against the test."""
    if not verdict.is_blocked_by_holm:
        return _UNCONFIRMED
    withstanding = _withstanding(verdict)
    return _ALL_ADJUSTED if withstanding == votes(verdict)[0] else _SOME_ADJUSTED[withstanding]


def _withstanding(verdict: Verdict) -> int:
    """Return how many of the agreeing checks would decide alike in place of the test."""
    return sum(
        1
        for item in verdict.sensitivity
        if item.counted and item.agrees and _is_found(item.p_adjusted, verdict)
    )


def _is_found(p_value: float | None, verdict: Verdict) -> bool:
    return p_value is not None and p_value < verdict.alpha


_SOME_ADJUSTED = (
    gettext_noop("{checks}, but only before P values are adjusted"),
    gettext_noop("{checks}, but only one after adjustment"),
    gettext_noop("{checks}, but only two after adjustment"),
)
"""By how many withstand the adjustment; of three checks, two at most if not all do."""
_ALL_ADJUSTED = gettext_noop("{checks}, even after adjustment, unlike the deciding test")
_UNCONFIRMED = gettext_noop("{checks}, but the test that decides does not")
