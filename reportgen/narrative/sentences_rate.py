"""Sentences on two periods' small counts, compared exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.closing import closing_full, closing_short, fragility
from reportgen.narrative.compose import bracketed, compose, labelled, paragraph, sentence
from reportgen.narrative.spans import between_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import LEVEL_WORDS, UNDECIDED_LEVEL, WHERE, claim

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.rate_comparison import RateComparison
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)


def describe_rate_comparison(
    speaker: Speaker, outcome: ComparisonOutcome, result: RateComparison
) -> Statement:
    """Return what two rates of a rare event let a brief say."""
    return Statement(
        subject=outcome.comparison.id,
        short=paragraph(_short(speaker, outcome), closing_short(speaker, outcome)),
        full=paragraph(_full(speaker, outcome, result), closing_full(speaker, outcome, unit="")),
    )


def rate_ids(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the stems of the base period's ids and of the later one's, with a last dot."""
    comparison = outcome.comparison
    stem = outcome.prefix.removesuffix(comparison.contrast)
    return f"{stem}{comparison.base}.", f"{stem}{comparison.later}."


def _short(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    base, later = rate_ids(outcome)
    comparison, verdict, label = outcome.comparison, outcome.verdict, outcome.metric.label
    base_span = between_text(speaker.period(comparison.base))
    later_span = between_text(speaker.period(comparison.later))
    base_rate = _rate(speaker, base, is_short=True)
    later_rate = _rate(speaker, later, is_short=True)
    if verdict.verdict in _FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
        start = compose(" from ", base_rate, f" {base_span}")
        return sentence(f"{label} ", words, start, " to ", later_rate, f" {later_span}")
    words = claim(UNDECIDED_LEVEL[comparison.alternative].short, verdict)
    rates = compose(later_rate, f" {later_span} and ", base_rate, f" {base_span}")
    return sentence(f"For {label}, ", words, WHERE[comparison.alternative], ": it was ", rates)


def _full(speaker: Speaker, outcome: ComparisonOutcome, result: RateComparison) -> Prose:
    base, later = rate_ids(outcome)
    comparison, verdict, label = outcome.comparison, outcome.verdict, outcome.metric.label
    base_rate = compose(_rate(speaker, base), f" {between_text(speaker.period(comparison.base))}")
    later_rate = compose(
        _rate(speaker, later), f" {between_text(speaker.period(comparison.later))}"
    )
    prefix = outcome.prefix
    tails = 2 if result.alternative is Alternative.TWO_SIDED else 1
    test = f"{tails}-tailed exact conditional test, "
    evidence = bracketed(
        speaker.estimate_or_reason("rate ratio", f"{prefix}.rate_ratio"),
        labelled(test, speaker.p_value(f"{prefix}.p_value")),
    )
    if verdict.verdict in _FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].full, verdict)
        rates = compose(" from ", base_rate, " to ", later_rate)
        return sentence(f"{label} ", words, rates, evidence, fragility(outcome))
    words = claim(UNDECIDED_LEVEL[comparison.alternative].full, verdict)
    rates = compose(": it was ", later_rate, " and ", base_rate)
    return sentence(f"The rate of {label} ", words, evidence, rates)


def _rate(speaker: Speaker, stem: str, *, is_short: bool = False) -> Prose:
    """Return a rate with its count, and for a journal with its interval."""
    total = compose(speaker.number(f"{stem}total"), " in all")
    interval = () if is_short else speaker.interval(f"{stem}rate")
    return compose(speaker.measured(f"{stem}rate"), bracketed(total, interval))
