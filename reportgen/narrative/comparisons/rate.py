"""Sentences on two periods' small counts, compared exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.narrative.claim_words import (
    FOUND,
    LEVEL_WORDS,
    UNDECIDED,
    UNDECIDED_LEVEL,
    UNDECIDED_ONE_SIDED,
    claim,
)
from reportgen.narrative.comparisons.closing import closing_full, closing_short, fragility
from reportgen.narrative.comparisons.comparison_words import (
    MONTHS,
    ComparisonWords,
    average_title,
    headline_parts,
    it_rose,
    ratio_phrase,
)
from reportgen.narrative.numbers.period_text import between_text, range_text
from reportgen.narrative.phrases import bracketed, compose, phrase, said, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.model.quantity_ids import PeriodIds
    from reportgen.narrative.quantity_phrases import Speaker


def describe_rate_comparison(
    speaker: Speaker, outcome: ComparisonOutcome, result: RateComparison
) -> Statement:
    """Return what two rates of a rare event let a brief say."""
    return Statement(
        subject=outcome.comparison.id,
        short=said(_short(speaker, outcome), *closing_short(speaker, outcome)),
        full=said(_full(speaker, outcome, result), *closing_full(speaker, outcome, unit="")),
    )


def _short(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    comparison, verdict = outcome.comparison, outcome.verdict
    parts = _parts(speaker, outcome, is_short=True)
    if verdict.verdict in FOUND:
        found = phrase(
            _ROSE, parts, context=_RATES, rose=claim(LEVEL_WORDS[verdict.verdict].short, verdict)
        )
        return sentence(found)
    is_two_sided = comparison.alternative is Alternative.TWO_SIDED
    undecided = phrase(
        UNDECIDED if is_two_sided else UNDECIDED_ONE_SIDED,
        parts,
        undecided=claim(UNDECIDED_LEVEL[comparison.alternative].short, verdict),
        nor="",
    )
    return sentence(undecided)


def _parts(
    speaker: Speaker, outcome: ComparisonOutcome, *, is_short: bool
) -> dict[str, str | Prose]:
    """Return label, rates and spans of the two periods, as the sentences call them."""
    comparison = outcome.comparison
    ids = outcome.comparison_ids
    return {
        "label": outcome.metric.label,
        "base": _rate(speaker, ids.base, is_short=is_short),
        "later": _rate(speaker, ids.later, is_short=is_short),
        "base_span": between_text(speaker.period(comparison.base)),
        "later_span": between_text(speaker.period(comparison.later)),
    }


_RATES = "of rates"
_ROSE = gettext_noop(
    "{label} {rose} from {base} {base_span} to {later} {later_span}", context=_RATES
)


def _full(speaker: Speaker, outcome: ComparisonOutcome, result: RateComparison) -> Prose:
    verdict, ids = outcome.verdict, outcome.ids
    parts = _parts(speaker, outcome, is_short=False)
    p_value = speaker.p_value(ids.p_value)
    if p_value:
        is_two_sided = result.alternative is Alternative.TWO_SIDED
        p_value = phrase(_TWO_SIDED_TEST if is_two_sided else _ONE_SIDED_TEST, p_value=p_value)
    ratio = speaker.estimate_or_reason(gettext_noop("rate ratio"), ids.rate_ratio)
    evidence = bracketed(ratio, p_value)
    if verdict.verdict in FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].full, verdict)
        found = phrase(_ROSE, parts, context=_RATES, rose=words)
        return sentence(found, evidence, fragility(outcome))
    told = phrase(
        "The rate of {label} {differed}{evidence}: it was {later} {later_span} and {base} "
        "{base_span}",
        parts,
        differed=claim(UNDECIDED_LEVEL[outcome.comparison.alternative].full, verdict),
        evidence=evidence,
    )
    return sentence(told)


_TWO_SIDED_TEST = gettext_noop("2-tailed exact conditional test, {p_value}")
_ONE_SIDED_TEST = gettext_noop("1-tailed exact conditional test, {p_value}")


def _rate(speaker: Speaker, ids: PeriodIds, *, is_short: bool) -> Prose:
    """Return a rate with its count, and for a journal with its interval."""
    total = phrase("{number} in all", number=speaker.number(ids.total))
    interval = () if is_short else speaker.interval(ids.rate)
    return compose(speaker.measured(ids.rate), bracketed(total, interval))


_EXACT_TEST = gettext_noop(
    "Counts of fewer than five a month were compared by the exact conditional test of the ratio of "
    "two Poisson rates"
)


def _methods(_outcome: ComparisonOutcome, _result: RateComparison) -> tuple[Prose, ...]:
    return (sentence(phrase(_EXACT_TEST)),)


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    return average_title(speaker, outcome, ratio="rate_ratio")


def _headline(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    """Return the ratio; after a period without an event, which has none, the rate itself."""
    ratio = outcome.ids.rate_ratio
    if speaker.has(ratio):
        return ratio, ratio_phrase(speaker, outcome)
    period = range_text(speaker.period(outcome.comparison.later))
    told = phrase(
        "{label}, {period}, after none in {against}",
        headline_parts(speaker, outcome),
        period=period,
    )
    return outcome.comparison_ids.later.rate, told


RATE = ComparisonWords(
    test=Test.MEAN,
    result_type=RateComparison,
    figure=MONTHS,
    describe=describe_rate_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    it_changed=it_rose,
    undecided=UNDECIDED_LEVEL,
)
