"""Sentences on a metric in a reporting period: signal, or the usual variation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.slope_comparison import SlopeComparison
from reportgen.analysis.xmr import Assurance, SignalRule, Variation
from reportgen.model.estimate import Refusal
from reportgen.model.prose import Claim, plain_text
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.closing import margin_of
from reportgen.narrative.compared import compared_ids
from reportgen.narrative.compose import (
    bracketed,
    compose,
    enumerated,
    labelled,
    listed,
    paragraph,
    sentence,
)
from reportgen.narrative.sentences_slope import slope_words
from reportgen.narrative.spans import against_text, between_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import (
    FRAGILE,
    LEVEL_WORDS,
    NOT_SHOWN,
    claim,
    within_margin_words,
)

if TYPE_CHECKING:
    from reportgen.analysis.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

VARIATION_WORDS = {
    Variation.IMPROVING: "showed a signal of change for the better",
    Variation.WORSENING: "showed a signal of change for the worse",
    Variation.COMMON_CAUSE: "stayed within the usual variation",
    Variation.NOT_ASSESSABLE: "can't be told from the usual variation",
}
_VARIATION_NAMES = {
    Variation.IMPROVING: "signal, for the better",
    Variation.WORSENING: "signal, for the worse",
    Variation.COMMON_CAUSE: "usual",
    Variation.NOT_ASSESSABLE: "not assessable",
}
UNUSUAL = "showed a signal of change"
"""For a signal that no longer reaches the latest month, or where no way is good."""

_ASSURANCE_WORDS = {
    Assurance.CAPABLE: "meets the target in every month",
    Assurance.HIT_OR_MISS: "meets the target in some months and misses it in others",
    Assurance.NOT_CAPABLE: "misses the target in every month",
}
_RULES = {
    (SignalRule.OUTSIDE, True): "a month above the usual range",
    (SignalRule.OUTSIDE, False): "a month below the usual range",
    (SignalRule.ONE_SIDE, True): "seven or more months in a row above the mean",
    (SignalRule.ONE_SIDE, False): "seven or more months in a row below the mean",
    (SignalRule.TREND, True): "seven or more months in a row, each above the one before",
    (SignalRule.TREND, False): "seven or more months in a row, each below the one before",
    (SignalRule.TWO_OF_THREE, True): "two of three months near the upper limit",
    (SignalRule.TWO_OF_THREE, False): "two of three months near the lower limit",
}


def describe_monitoring(speaker: Speaker, found: MetricMonitoring) -> Statement:
    """Return whether a metric's reporting period holds a signal, and of what kind."""
    return Statement(
        subject=f"monitoring.{found.metric.id}",
        short=paragraph(_finding(speaker, found), beside(speaker, found)),
        full=paragraph(
            _finding(speaker, found),
            _limits(speaker, found),
            assurance_sentence(found),
            beside(speaker, found),
        ),
    )


def monitoring_claim(found: MetricMonitoring) -> Claim:
    """Return the words that the signals license, bound to their number."""
    is_plain = found.variation is Variation.COMMON_CAUSE and bool(found.signals)
    words = UNUSUAL if is_plain else VARIATION_WORDS[found.variation]
    return Claim(words, f"{found.prefix}.signals")


def variation_claim(found: MetricMonitoring) -> Claim:
    """Return the word of a table for what the signals license."""
    is_plain = found.variation is Variation.COMMON_CAUSE and bool(found.signals)
    words = "signal" if is_plain else _VARIATION_NAMES[found.variation]
    return Claim(words, f"{found.prefix}.signals")


def subject_of(found: MetricMonitoring) -> str:
    """Return what the chart shows: a metric, or the monthly gains of a running total."""
    label = found.metric.label
    return f"monthly gains in {label}" if found.is_of_gains else label


def _finding(speaker: Speaker, found: MetricMonitoring) -> Prose:
    lead = compose(f"{subject_of(found)} ", monitoring_claim(found))
    if isinstance(found.chart, Refusal):
        return sentence(lead, f": {found.chart.reason.rstrip('.')}")
    return sentence(
        lead, f" {between_text(found.period)}", signal_words(found), _range(speaker, found)
    )


def signal_words(found: MetricMonitoring) -> Prose:
    """Name each kind of signal once, after a colon; nothing where there is none."""
    kinds = dict.fromkeys(_RULES[signal.rule, signal.is_high] for signal in found.signals)
    return compose(": ", enumerated(list(kinds))) if kinds else ()


def _range(speaker: Speaker, found: MetricMonitoring) -> Prose:
    low, high = f"{found.prefix}.limit_low", f"{found.prefix}.limit_high"
    if not (speaker.has(low) and speaker.has(high)):
        return ()
    if speaker.value(low) <= 0 and not found.is_of_gains:  # there are no fewer than none
        return bracketed(compose("usual range up to ", speaker.measured(high)))
    return bracketed(compose("usual range ", speaker.number(low), " to ", speaker.measured(high)))


def beside(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Set the reporting period beside the others, with what each comparison licenses."""
    outcomes = [item for item in speaker.outcomes.comparisons if _asks_of(item, found)]
    return paragraph(_values(speaker, outcomes), _verdicts(speaker, outcomes))


def monitoring_headline(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Return a metric's signal and its values in one sentence, for those who read no other."""
    outcomes = [item for item in speaker.outcomes.comparisons if _asks_of(item, found)]
    values = _beside_values(speaker, outcomes)
    lead = compose(f"{subject_of(found)} ", monitoring_claim(found))
    if isinstance(found.chart, Refusal):
        return sentence(lead)
    return sentence(lead, f" {between_text(found.period)}", labelled(": ", values))


def _asks_of(outcome: ComparisonOutcome, found: MetricMonitoring) -> bool:
    return outcome.metric.id == found.metric.id and outcome.comparison.later == found.period.id


def _values(speaker: Speaker, outcomes: list[ComparisonOutcome]) -> Prose:
    """Give what each comparison compares, the reporting period's value first."""
    values = _beside_values(speaker, outcomes)
    is_slope = any(isinstance(item.result, SlopeComparison) for item in outcomes)
    what = "estimated growth" if is_slope else "average"
    return sentence(f"The {what} was ", values) if values else ()


def _beside_values(speaker: Speaker, outcomes: list[ComparisonOutcome]) -> Prose:
    """Return ``4.5 incidents a month, after 1.2 in the half-year before``."""
    known = [(item, compared_ids(item)) for item in outcomes]
    known = [(item, ids) for item, ids in known if all(speaker.has(name) for name in ids)]
    if not known:
        return ()
    _, (_, later) = known[0]
    others = [
        compose(speaker.number(base), f" in {_base(speaker, item)}") for item, (base, _) in known
    ]
    return compose(speaker.measured(later), ", after ", enumerated(others))


def _verdicts(speaker: Speaker, outcomes: list[ComparisonOutcome]) -> Prose:
    """Return what each comparison licenses: ``Against both, no difference is shown``."""
    told = [(item, words) for item in outcomes if (words := _against(speaker, item))]
    if len(told) == len(("previous", "year earlier")) and _is_alike(*(words for _, words in told)):
        return sentence("against both, ", told[0][1])
    clauses = [compose(f"against {_base(speaker, item)}, ", words) for item, words in told]
    return sentence(listed(clauses, "; ")) if clauses else ()


def _is_alike(one: Prose, other: Prose) -> bool:
    return plain_text(one) == plain_text(other)


def _against(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return ``it rose``; nothing where no verdict could be had."""
    verdict = outcome.verdict
    if verdict.verdict is VerdictKind.NOT_ASSESSABLE:
        return ()
    if verdict.verdict is VerdictKind.INCONCLUSIVE:
        return compose(claim(NOT_SHOWN, verdict))
    if verdict.verdict is VerdictKind.EQUIVALENT:
        margin = margin_of(outcome, unit="")
        return compose("it is ", claim(within_margin_words(margin), verdict))
    is_slope = isinstance(outcome.result, SlopeComparison)
    words = slope_words(speaker, outcome) if is_slope else LEVEL_WORDS[verdict.verdict]
    fragile = verdict.strength is Strength.FRAGILE
    ending = compose(" (", claim(FRAGILE, verdict), ")") if fragile else ()
    return compose("it ", claim(words.short, verdict), ending)


def _base(speaker: Speaker, outcome: ComparisonOutcome) -> str:
    comparison = outcome.comparison
    return against_text(speaker.period(comparison.later), speaker.period(comparison.base))


def _limits(speaker: Speaker, found: MetricMonitoring) -> Prose:
    mean = f"{found.prefix}.mean"
    if not speaker.has(mean):
        return ()
    return sentence(
        "The range is that of an XmR chart of the months before, around their mean of ",
        speaker.measured(mean),
    )


def assurance_sentence(found: MetricMonitoring) -> Prose:
    """Return whether the usual variation meets the target; nothing without a target."""
    words = _ASSURANCE_WORDS.get(found.assurance)
    return sentence(f"As far as its usual variation goes, it {words}") if words else ()
