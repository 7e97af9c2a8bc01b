"""Sentences on a metric in a reporting period: signal, or the usual variation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.monitoring.count_chart import CountChart
from reportgen.analysis.monitoring.signals import Assurance, SignalRule, Variation
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.prose import Claim, plain_text
from reportgen.model.quantity_ids import monitoring_subject
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.claim_words import FRAGILE, NOT_SHOWN, claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of_difference
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import compared_ids
from reportgen.narrative.message_text import reader_words
from reportgen.narrative.numbers.period_text import against_text, between_text
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    enumerated,
    labelled,
    listed,
    phrase,
    said,
    sentence,
)
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import Speaker

VARIATION_WORDS = {
    Variation.IMPROVING: gettext_noop("showed a signal of change for the better"),
    Variation.WORSENING: gettext_noop("showed a signal of change for the worse"),
    Variation.COMMON_CAUSE: gettext_noop("stayed within the usual variation"),
    Variation.NOT_ASSESSABLE: gettext_noop("can't be told from the usual variation"),
}
_VARIATION_NAMES = {
    Variation.IMPROVING: gettext_noop("signal, for the better"),
    Variation.WORSENING: gettext_noop("signal, for the worse"),
    Variation.COMMON_CAUSE: gettext_noop("usual"),
    Variation.NOT_ASSESSABLE: gettext_noop("not assessable"),
}
UNUSUAL = gettext_noop("showed a signal of change")
"""For a signal that no longer reaches the latest month, or where no way is good."""

_ASSURANCE_WORDS = {
    Assurance.CAPABLE: gettext_noop(
        "As far as its usual variation goes, it meets the target in every month"
    ),
    Assurance.HIT_OR_MISS: gettext_noop(
        "As far as its usual variation goes, it meets the target in some months and misses it in "
        "others"
    ),
    Assurance.NOT_CAPABLE: gettext_noop(
        "As far as its usual variation goes, it misses the target in every month"
    ),
}
_RULES = {
    (SignalRule.OUTSIDE, True): gettext_noop("a month above the usual range"),
    (SignalRule.OUTSIDE, False): gettext_noop("a month below the usual range"),
    (SignalRule.TOTAL, True): gettext_noop("more over the period as a whole than is usual"),
    (SignalRule.TOTAL, False): gettext_noop("fewer over the period as a whole than is usual"),
    (SignalRule.ONE_SIDE, True): gettext_noop("seven or more months in a row above the mean"),
    (SignalRule.ONE_SIDE, False): gettext_noop("seven or more months in a row below the mean"),
    (SignalRule.TREND, True): gettext_noop(
        "seven or more months in a row, each above the one before"
    ),
    (SignalRule.TREND, False): gettext_noop(
        "seven or more months in a row, each below the one before"
    ),
    (SignalRule.TWO_OF_THREE, True): gettext_noop("two of three months near the upper limit"),
    (SignalRule.TWO_OF_THREE, False): gettext_noop("two of three months near the lower limit"),
    (SignalRule.NONE_IN_A_ROW, False): gettext_noop(
        "a longer stretch of months with none than is usual"
    ),
}


def describe_monitoring(speaker: Speaker, found: MetricMonitoring) -> Statement:
    """Return whether a metric's reporting period holds a signal, and of what kind."""
    return Statement(
        subject=monitoring_subject(found.metric.id),
        short=said(_finding(speaker, found), wider_range(speaker, found), *beside(speaker, found)),
        full=said(
            _finding(speaker, found),
            *_limits(speaker, found),
            wider_range(speaker, found),
            assurance_sentence(found),
            *beside(speaker, found),
        ),
    )


def monitoring_claim(found: MetricMonitoring) -> Claim:
    """Return the words that the signals license, bound to their number."""
    is_plain = found.variation is Variation.COMMON_CAUSE and bool(found.signals)
    words = UNUSUAL if is_plain else VARIATION_WORDS[found.variation]
    return Claim(translated(words), found.ids.signals)


def variation_claim(found: MetricMonitoring) -> Claim:
    """Return the word of a table for what the signals license."""
    is_plain = found.variation is Variation.COMMON_CAUSE and bool(found.signals)
    words = gettext_noop("signal") if is_plain else _VARIATION_NAMES[found.variation]
    return Claim(translated(words), found.ids.signals)


def subject_of(found: MetricMonitoring) -> str:
    """Return what the chart shows: a metric, or the monthly gains of a running total."""
    label = found.metric.label
    if not found.is_of_gains:
        return translated("{label}", context="what a control chart shows").format(label=label)
    return translated("monthly gains in {label}").format(label=label)


def _finding(speaker: Speaker, found: MetricMonitoring) -> Prose:
    if isinstance(found.chart, Refusal):
        told = phrase(
            "{subject} {claim}: {reason}",
            context="of a control chart",
            subject=subject_of(found),
            claim=monitoring_claim(found),
            reason=reader_words(speaker, found.chart.reason).rstrip("."),
        )
        return sentence(told)
    return sentence(signal_phrase(found), signal_words(found), _range(speaker, found))


def signal_phrase(found: MetricMonitoring) -> Prose:
    """Return ``Incidents stayed within the usual variation between April and June 2024``."""
    return phrase(
        "{subject} {claim} {span}",
        context="of a control chart",
        subject=subject_of(found),
        claim=monitoring_claim(found),
        span=between_text(found.period),
    )


def signal_words(found: MetricMonitoring) -> Prose:
    """Name each kind of signal once, after a colon; nothing where there is none."""
    kinds = dict.fromkeys(_RULES[signal.rule, signal.is_high] for signal in found.signals)
    return compose(": ", enumerated([translated(kind) for kind in kinds])) if kinds else ()


def _range(speaker: Speaker, found: MetricMonitoring) -> Prose:
    low, high = found.ids.limit_low, found.ids.limit_high
    if isinstance(found.chart, CountChart):
        return bracketed(_up_to(speaker, high), months_together(speaker, found))
    if not (speaker.has(low) and speaker.has(high)):
        return ()
    if speaker.value(low) <= 0 and not found.is_of_gains:  # there are no fewer than none
        return bracketed(_up_to(speaker, high))
    limits = {"low": (speaker.number(low),), "high": speaker.measured(high)}
    return bracketed(phrase("usual range {low} to {high}", limits))


def _up_to(speaker: Speaker, high: str) -> Prose:
    return phrase("usual range up to {high}", high=speaker.measured(high))


def beside(speaker: Speaker, found: MetricMonitoring) -> Sentences:
    """Set the reporting period beside the others, with what each comparison licenses."""
    outcomes = [item for item in speaker.outcomes.comparisons if _asks_of(item, found)]
    return _values(speaker, outcomes), _verdicts(speaker, outcomes)


def monitoring_headline(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Return a metric's signal and its values in one sentence, for those who read no other."""
    outcomes = [item for item in speaker.outcomes.comparisons if _asks_of(item, found)]
    values = _beside_values(speaker, outcomes)
    if isinstance(found.chart, Refusal):
        return sentence(figure_phrase(found))
    if isinstance(found.chart, CountChart) and not values:
        values = months_together(speaker, found)
    return sentence(signal_phrase(found), labelled(": ", values))


def figure_phrase(found: MetricMonitoring) -> Prose:
    """Return a metric and its signal without the period."""
    return phrase(
        "{subject} {claim}",
        context="of a control chart",
        subject=subject_of(found),
        claim=monitoring_claim(found),
    )


def _asks_of(outcome: ComparisonOutcome, found: MetricMonitoring) -> bool:
    return outcome.metric.id == found.metric.id and outcome.comparison.later == found.period.id


def _values(speaker: Speaker, outcomes: list[ComparisonOutcome]) -> Prose:
    """Give what each comparison compares, the reporting period's value first."""
    known = _known(speaker, outcomes)
    if not known:
        return ()
    template = words_of(known[0][0].result).values
    return sentence(phrase(template, values=_beside_values(speaker, outcomes)))


def _beside_values(speaker: Speaker, outcomes: list[ComparisonOutcome]) -> Prose:
    """Return ``4.5 incidents a month, after 1.2 in the half-year before``."""
    known = _known(speaker, outcomes)
    if not known:
        return ()
    _, (_, later) = known[0]
    others = [
        phrase("{value} in {period}", value=speaker.number(base), period=_base(speaker, item))
        for item, (base, _) in known
    ]
    return phrase(
        "{later}, after {earlier}", later=speaker.measured(later), earlier=enumerated(others)
    )


def _known(
    speaker: Speaker, outcomes: list[ComparisonOutcome]
) -> list[tuple[ComparisonOutcome, tuple[str, str]]]:
    """Return the comparisons of which both values are known, with the values' ids."""
    pairs = [(item, compared_ids(item)) for item in outcomes]
    return [(item, ids) for item, ids in pairs if all(speaker.has(name) for name in ids)]


def _verdicts(speaker: Speaker, outcomes: list[ComparisonOutcome]) -> Prose:
    """Return what each comparison licenses: ``Against both, no difference is shown``."""
    told = [(item, words) for item in outcomes if (words := _against(speaker, item))]
    if len(told) == len(("previous", "year earlier")) and _is_alike(*(words for _, words in told)):
        return sentence(phrase("against both, {finding}", finding=told[0][1]))
    clauses = [
        phrase("against {period}, {finding}", period=_base(speaker, item), finding=words)
        for item, words in told
    ]
    return sentence(listed(clauses, "; ")) if clauses else ()


def _is_alike(one: Prose, other: Prose) -> bool:
    return plain_text(one) == plain_text(other)


def _against(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return ``it rose``; nothing where no verdict could be had."""
    verdict = outcome.verdict
    if verdict.verdict is VerdictKind.NOT_ASSESSABLE:
        return ()
    if verdict.verdict is VerdictKind.INCONCLUSIVE:
        return compose(claim(NOT_SHOWN[outcome.comparison.alternative], verdict))
    if verdict.verdict is VerdictKind.EQUIVALENT:
        margin = within_margin_words(margin_of_difference(speaker, outcome))
        return phrase("it is {equivalent}", equivalent=claim(margin, verdict))
    fragile = verdict.strength is Strength.FRAGILE
    ending = compose(" (", claim(FRAGILE, verdict), ")") if fragile else ()
    return compose(words_of(outcome.result).it_changed(speaker, outcome), ending)


def _base(speaker: Speaker, outcome: ComparisonOutcome) -> str:
    comparison = outcome.comparison
    return against_text(speaker.period(comparison.later), speaker.period(comparison.base))


def _limits(speaker: Speaker, found: MetricMonitoring) -> Sentences:
    mean = found.ids.mean
    if isinstance(found.chart, CountChart):
        return limits_of_counts(speaker, found)
    if not speaker.has(mean):
        return ()
    told = phrase(
        "The range is that of an XmR chart of the months before, around their mean of {mean}",
        mean=speaker.measured(mean),
    )
    return (sentence(told),)


def assurance_sentence(found: MetricMonitoring) -> Prose:
    """Return whether the usual variation meets the target; nothing without a target."""
    words = _ASSURANCE_WORDS.get(found.assurance)
    return sentence(translated(words)) if words else ()


def months_together(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Return ``27 in 6 months, where 3 to 17 are usual``; nothing for a period of one month."""
    ids = found.ids
    if not speaker.has(ids.period_total):
        return ()
    return phrase(
        _UP_TO if speaker.value(ids.period_low) == 0 else _BETWEEN,
        total=speaker.number(ids.period_total),
        low=speaker.number(ids.period_low),
        high=speaker.number(ids.period_high),
        months=speaker.measured(ids.period_months),
    )


_BETWEEN = gettext_noop("{total} in {months}, where {low} to {high} are usual")
_UP_TO = gettext_noop("{total} in {months}, where up to {high} are usual")


def limits_of_counts(speaker: Speaker, found: MetricMonitoring) -> Sentences:
    """Return what the range rests on, and how long a stretch of months with none is a signal."""
    told = phrase(
        "The range is that of a chart of rare counts: {total} in the {months} before, {mean} on "
        "average",
        months=speaker.measured(found.ids.months),
        total=speaker.measured(found.ids.total),
        mean=speaker.measured(found.ids.mean),
    )
    return sentence(told), _stretch(speaker, found)


def wider_range(speaker: Speaker, found: MetricMonitoring) -> Prose:
    """Return why a range is wide; nothing where the months vary as chance makes them vary."""
    if not (isinstance(found.chart, CountChart) and found.chart.is_overdispersed):
        return ()
    told = phrase(
        "The months before varied more than chance alone makes counts vary (variance "
        "{dispersion} times the mean), so the usual range is wider",
        dispersion=speaker.number(found.ids.dispersion),
    )
    return sentence(told)


def _stretch(speaker: Speaker, found: MetricMonitoring) -> Prose:
    if not speaker.has(found.ids.stretch):
        return sentence(
            phrase("No stretch of months with none that the chart could show would be a signal")
        )
    told = phrase(
        "A stretch of {months} with none would be a signal",
        months=speaker.measured(found.ids.stretch),
    )
    return sentence(told)
