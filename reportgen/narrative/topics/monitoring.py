"""Sentences on control charts: a signal in the reporting period, or common-cause variation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.default_periods import REPORTING
from reportgen.analysis.monitoring.count_chart import CountChart
from reportgen.analysis.monitoring.signals import Assurance, SignalRule, Variation
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.estimate import Refusal
from reportgen.model.prose import Claim, plain_text
from reportgen.model.quantity_ids import ComparisonIds, monitoring_subject
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import NOT_SHOWN, claim, within_margin_words
from reportgen.narrative.comparisons.closing import margin_of
from reportgen.narrative.comparisons.comparison_registry import words_of
from reportgen.narrative.comparisons.comparison_words import compared_ids, shown_ids
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.period_text import against_text, between_text
from reportgen.narrative.numbers.time_parts import time_parts
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    enumerated,
    labelled,
    listed,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.monitoring.monitoring import MetricMonitoring
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

VARIATION_WORDS = {
    Variation.IMPROVING: gettext_noop("showed a signal of change for the better"),
    Variation.WORSENING: gettext_noop("showed a signal of change for the worse"),
    Variation.HIGHER: gettext_noop("showed a signal of change to higher values"),
    Variation.LOWER: gettext_noop("showed a signal of change to lower values"),
    Variation.COMMON_CAUSE: gettext_noop("stayed within the usual variation"),
    Variation.NOT_ASSESSABLE: gettext_noop("can't be compared with the usual variation"),
}
_VARIATION_NAMES = {
    Variation.IMPROVING: gettext_noop("signal, for the better"),
    Variation.WORSENING: gettext_noop("signal, for the worse"),
    Variation.HIGHER: gettext_noop("signal, higher"),
    Variation.LOWER: gettext_noop("signal, lower"),
    Variation.COMMON_CAUSE: gettext_noop("usual"),
    Variation.NOT_ASSESSABLE: gettext_noop("not assessable"),
}
UNUSUAL = gettext_noop("showed a signal of change")
"""For a signal that ended before the latest month."""

_ASSURANCE_WORDS = {
    Assurance.CAPABLE: gettext_noop(
        "As far as its usual variation goes, it meets the target in every {month}"
    ),
    Assurance.HIT_OR_MISS: gettext_noop(
        "As far as its usual variation goes, it meets the target in some {months} and misses it in "
        "others"
    ),
    Assurance.NOT_CAPABLE: gettext_noop(
        "As far as its usual variation goes, it misses the target in every {month}"
    ),
}
_RULES = {
    (SignalRule.OUTSIDE, True): gettext_noop("{a_month} above the usual range"),
    (SignalRule.OUTSIDE, False): gettext_noop("{a_month} below the usual range"),
    (SignalRule.TOTAL, True): gettext_noop("more over the period as a whole than is usual"),
    (SignalRule.TOTAL, False): gettext_noop("fewer over the period as a whole than is usual"),
    # "Seven" as in docs/methods.md (XmR chart) and NHS England, Making data count.
    (SignalRule.ONE_SIDE, True): gettext_noop("seven or more {months} in a row above the mean"),
    (SignalRule.ONE_SIDE, False): gettext_noop("seven or more {months} in a row below the mean"),
    (SignalRule.TREND, True): gettext_noop(
        "seven or more {months} in a row, each above the one before"
    ),
    (SignalRule.TREND, False): gettext_noop(
        "seven or more {months} in a row, each below the one before"
    ),
    # The limit is "near" from two thirds of its distance on.
    (SignalRule.TWO_OF_THREE, True): gettext_noop("two of three {months} near the upper limit"),
    (SignalRule.TWO_OF_THREE, False): gettext_noop("two of three {months} near the lower limit"),
    # Always low: a run of months without events.
    (SignalRule.NONE_IN_A_ROW, False): gettext_noop(
        "a longer stretch of {months} with none than is usual"
    ),
}


def describe_monitoring(formatter: QuantityFormatter, found: MetricMonitoring) -> Statement:
    """Return the statement on the signals in the reporting period of a metric."""
    return Statement(
        subject=monitoring_subject(found.metric.id),
        short=non_empty(
            _finding(formatter, found),
            overdispersion_sentence(formatter, found),
            *comparison_sentences(formatter, found),
        ),
        full=non_empty(
            _finding(formatter, found),
            *_limits(formatter, found),
            overdispersion_sentence(formatter, found),
            assurance_sentence(found),
            *comparison_sentences(formatter, found),
        ),
    )


def monitoring_claim(found: MetricMonitoring) -> Claim:
    """Return the claim that the signals permit, bound to the quantity that counts them."""
    # The variation is that of the latest month; signals may have ended before.
    is_plain = found.variation is Variation.COMMON_CAUSE and bool(found.signals)
    words = UNUSUAL if is_plain else VARIATION_WORDS[found.variation]
    return Claim(translated(words), found.ids.signals)


def variation_claim(found: MetricMonitoring) -> Claim:
    """Return the claim that the signals permit, as a table prints it."""
    is_plain = found.variation is Variation.COMMON_CAUSE and bool(found.signals)
    words = gettext_noop("signal") if is_plain else _VARIATION_NAMES[found.variation]
    return Claim(translated(words), found.ids.signals)


def subject_of(found: MetricMonitoring) -> str:
    """Return what the chart shows: the metric, or the monthly gains of a running total."""
    label = found.metric.label
    if not found.is_of_gains:
        return translated("{label}", context="what a control chart shows").format(label=label)
    return translated("{monthly} gains in {label}").format(
        label=label, monthly=time_parts(found.frequency)["monthly"]
    )


def _finding(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    if isinstance(found.chart, Refusal):
        clause = phrase(
            "{subject} {claim}: {reason}",
            context="of a control chart",
            subject=subject_of(found),
            claim=monitoring_claim(found),
            reason=message_text(formatter, found.chart.reason).rstrip("."),
        )
        return sentence(clause)
    return sentence(signal_phrase(found), signal_words(found), _range(formatter, found))


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
    """Name each kind of signal once, after a colon; empty without signals."""
    kinds = dict.fromkeys(_RULES[signal.rule, signal.is_high] for signal in found.signals)
    return (
        compose(": ", enumerated([phrase(kind, time_parts(found.frequency)) for kind in kinds]))
        if kinds
        else ()
    )


def _range(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    low, high = found.ids.limit_low, found.ids.limit_high
    if isinstance(found.chart, CountChart):
        return bracketed(_up_to(formatter, high), period_total_phrase(formatter, found))
    if found.limits == ("limit_high",):
        return bracketed(_up_to(formatter, high))
    if found.limits == ("limit_low",):
        return bracketed(phrase("usual range {low} or more", low=formatter.measured(low)))
    limits = {"low": (formatter.number(low),), "high": formatter.measured(high)}
    return bracketed(phrase("usual range {low} to {high}", limits)) if found.limits else ()


def _up_to(formatter: QuantityFormatter, high: str) -> Prose:
    return phrase("usual range up to {high}", high=formatter.measured(high))


def comparison_sentences(formatter: QuantityFormatter, found: MetricMonitoring) -> Sentences:
    """Return the values of the reporting period and of others, and the verdicts on them."""
    outcomes = _outcomes(formatter, found)
    pairs = _known(formatter, found, outcomes)
    values = _compared_values(formatter, pairs)
    if not values:
        return (_verdicts(formatter, outcomes),)
    template = next((words_of(item.result).values for item in _made(outcomes)), "")
    if not template:
        template = _GAINS if found.is_of_gains else _SINGLE
    return sentence(phrase(template, values=values)), _verdicts(formatter, outcomes)


_GAINS = gettext_noop("The change was {values}")
_SINGLE = gettext_noop("The value was {values}")
"""Where no test compares the values, as in a report on a single month."""


def monitoring_headline(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return signal and values of a metric in one sentence, for the key points."""
    outcomes = _outcomes(formatter, found)
    if isinstance(found.chart, Refusal):
        changes = [item for item in outcomes if isinstance(item.result, Refusal)]
        pairs = _known(formatter, found, changes)
        return sentence(figure_phrase(found), labelled(": ", _compared_values(formatter, pairs)))
    pairs = _known(formatter, found, outcomes)
    values = _compared_values(formatter, pairs)
    if isinstance(found.chart, CountChart) and not values:
        values = period_total_phrase(formatter, found)
    return sentence(signal_phrase(found), labelled(": ", values))


def figure_phrase(found: MetricMonitoring) -> Prose:
    """Return the metric and its signal without the period."""
    return phrase(
        "{subject} {claim}",
        context="of a control chart",
        subject=subject_of(found),
        claim=monitoring_claim(found),
    )


def _outcomes(formatter: QuantityFormatter, found: MetricMonitoring) -> list[ComparisonOutcome]:
    """Return the comparisons of the reporting period of a metric with others."""
    return [
        item
        for item in formatter.outcomes.comparisons
        if item.metric.id == found.metric.id and item.comparison.later == found.period.id
    ]


def _made(outcomes: list[ComparisonOutcome]) -> list[ComparisonOutcome]:
    return [item for item in outcomes if not isinstance(item.result, Refusal)]


_Pair = tuple[str, str, str]
"""The id of a base period, and those of its value and of the later one."""


def _known(
    formatter: QuantityFormatter, found: MetricMonitoring, outcomes: list[ComparisonOutcome]
) -> list[_Pair]:
    """Return the earlier periods whose values are known, those that are compared first."""
    aside = [
        ComparisonIds(item)
        for item in formatter.outcomes.plan.set_aside
        if item.metric == found.metric.id and item.later == found.period.id
    ]
    pairs = [
        *((item.comparison.base, *compared_ids(item)) for item in outcomes),
        *((ids.comparison.base, *shown_ids(ids, is_of_gains=found.is_of_gains)) for ids in aside),
    ]
    return [pair for pair in pairs if all(formatter.has(name) for name in pair[1:])]


def _compared_values(formatter: QuantityFormatter, pairs: list[_Pair]) -> Prose:
    """Return ``4.5 incidents a month, after 1.2 in the half-year before``."""
    if not pairs:
        return ()
    reporting = formatter.period(REPORTING)
    latest_first = sorted(pairs, key=lambda pair: formatter.period(pair[0]).first, reverse=True)
    others = [
        phrase(
            "{value} in {period}",
            value=formatter.number(value),
            period=against_text(reporting, formatter.period(base)),
        )
        for base, value, _ in latest_first
    ]
    # The later period, hence its value, is the same in all comparisons.
    return phrase(
        "{later}, after {earlier}",
        later=formatter.measured(pairs[0][2]),
        earlier=enumerated(others),
    )


def _verdicts(formatter: QuantityFormatter, outcomes: list[ComparisonOutcome]) -> Prose:
    """Return the verdict of each comparison: ``Against both, no difference is shown``."""
    findings = [(item, words) for item in outcomes if (words := _against(formatter, item))]
    # Two: the previous period and the same period a year earlier.
    if len(findings) == 2 and plain_text(findings[0][1]) == plain_text(findings[1][1]):
        return sentence(phrase("against both, {finding}", finding=findings[0][1]))
    clauses = [
        phrase("against {period}, {finding}", period=_base(formatter, item), finding=words)
        for item, words in findings
    ]
    return sentence(listed(clauses, "; ")) if clauses else ()


def _against(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the verdict as a clause, such as ``it rose``; empty for a refusal."""
    verdict = outcome.verdict
    if verdict.verdict is VerdictKind.NOT_ASSESSABLE:
        return ()
    if verdict.verdict is VerdictKind.INCONCLUSIVE:
        return compose(claim(NOT_SHOWN[outcome.comparison.alternative], verdict))
    if verdict.verdict is VerdictKind.EQUIVALENT:
        margin = within_margin_words(margin_of(formatter, outcome))
        return phrase("it is {equivalent}", equivalent=claim(margin, verdict))
    return words_of(outcome.result).it_changed(formatter, outcome)


def _base(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    comparison = outcome.comparison
    return against_text(formatter.period(comparison.later), formatter.period(comparison.base))


def _limits(formatter: QuantityFormatter, found: MetricMonitoring) -> Sentences:
    mean = found.ids.mean
    if isinstance(found.chart, CountChart):
        return count_chart_sentences(formatter, found)
    if not formatter.has(mean):
        return ()
    clause = phrase(
        "The range is that of an XmR chart of the {months} before, around their mean of {mean}",
        time_parts(found.frequency),
        mean=formatter.measured(mean),
    )
    return (sentence(clause),)


def assurance_sentence(found: MetricMonitoring) -> Prose:
    """Return whether common-cause variation meets the target; empty without a target."""
    words = _ASSURANCE_WORDS.get(found.assurance)
    return sentence(phrase(words, time_parts(found.frequency))) if words else ()


def period_total_phrase(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return ``27 in 6 months, where 3 to 17 are usual``; empty for a period of one month."""
    ids = found.ids
    if not formatter.has(ids.period_total):
        return ()
    return phrase(
        # A lower limit of 0 excludes nothing.
        _UP_TO if formatter.value(ids.period_low) == 0 else _BETWEEN,
        total=formatter.number(ids.period_total),
        low=formatter.number(ids.period_low),
        high=formatter.number(ids.period_high),
        months=formatter.measured(ids.period_months),
    )


_BETWEEN = gettext_noop("{total} in {months}, where {low} to {high} are usual")
_UP_TO = gettext_noop("{total} in {months}, where up to {high} are usual")


def count_chart_sentences(formatter: QuantityFormatter, found: MetricMonitoring) -> Sentences:
    """Return the baseline of the limits, and the run of months without events that is a signal."""
    clause = phrase(
        "The range is that of a chart of rare counts: {total} in the {months} before, {mean} on "
        "average",
        months=formatter.measured(found.ids.months),
        total=formatter.measured(found.ids.total),
        mean=formatter.measured(found.ids.mean),
    )
    return sentence(clause), _stretch(formatter, found)


def overdispersion_sentence(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    """Return why the limits are wide; empty without overdispersion."""
    if not (isinstance(found.chart, CountChart) and found.chart.is_overdispersed):
        return ()
    clause = phrase(
        "The {months} before varied more than chance alone makes counts vary (variance "
        "{dispersion} times the mean), so the usual range is wider",
        time_parts(found.frequency),
        dispersion=formatter.number(found.ids.dispersion),
    )
    return sentence(clause)


def _stretch(formatter: QuantityFormatter, found: MetricMonitoring) -> Prose:
    if not formatter.has(found.ids.stretch):
        return sentence(
            phrase(
                "No stretch of {months} with none that the chart could show would be a signal",
                time_parts(found.frequency),
            )
        )
    clause = phrase(
        "A stretch of {months} with none would be a signal",
        months=formatter.measured(found.ids.stretch),
    )
    return sentence(clause)
