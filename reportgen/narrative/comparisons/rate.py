"""Wording of exact comparisons of Poisson rates (small counts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    DIFFERED,
    FOUND,
    LEVEL_WORDS,
    UNDECIDED,
    UNDECIDED_LEVEL,
    UNDECIDED_ONE_SIDED,
    claim,
)
from reportgen.narrative.comparisons.closing import (
    closing_full,
    closing_short,
    equivalent_averages,
    nor_within_margin,
)
from reportgen.narrative.comparisons.comparison_words import (
    MONTHS,
    ComparisonWords,
    average_title,
    difference_phrase,
    period_spans,
)
from reportgen.narrative.comparisons.decision import (
    allowing_for_trend,
    deciding_evidence,
    decision_methods,
    inconclusive_claim,
    is_beyond_trend,
    is_held_back,
)
from reportgen.narrative.phrases import bracketed, compose, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.model.quantity_ids import PeriodIds
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_rate_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: RateComparison
) -> Statement:
    """Return the statement on a comparison of two rates."""
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(*_short(formatter, outcome), *closing_short(formatter, outcome)),
        full=non_empty(
            _full(formatter, outcome),
            *closing_full(formatter, outcome),
            _exact_test(formatter, outcome, result),
        ),
    )


def _short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    comparison, verdict = outcome.comparison, outcome.verdict
    parts = _parts(formatter, outcome, is_short=True)
    if verdict.verdict in FOUND:
        rose = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
        found = phrase(_rose(formatter, outcome), parts, context=_RATES, rose=rose)
        return (sentence(allowing_for_trend(formatter, outcome, found)),)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return equivalent_averages(formatter, outcome, parts)
    if is_held_back(outcome):
        words = allowing_for_trend(formatter, outcome, (inconclusive_claim(outcome),))
        return (sentence(phrase(_HELD, parts, inconclusive=words, evidence="")),)
    is_two_sided = comparison.alternative is Alternative.TWO_SIDED
    said = claim(UNDECIDED_LEVEL[comparison.alternative].short, verdict)
    undecided = phrase(
        UNDECIDED if is_two_sided else UNDECIDED_ONE_SIDED,
        parts,
        undecided=allowing_for_trend(formatter, outcome, (said,)),
        nor=nor_within_margin(formatter, outcome),
    )
    return (sentence(undecided),)


def _parts(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, *, is_short: bool
) -> dict[str, str | Prose]:
    """Return the placeholders of the sentences: label, rates and periods."""
    ids = outcome.comparison_ids
    return {
        "label": outcome.metric.label,
        "base": _rate(formatter, ids.base, is_short=is_short)
        if outcome.compared_with is None
        else formatter.measured(ids.contrast.decided_base),
        "later": _rate(formatter, ids.later, is_short=is_short),
        **period_spans(formatter, outcome),
    }


_RATES = "of rates"
_ROSE = gettext_noop(
    "{label} {rose} from {base} {base_span} to {later} {later_span}", context=_RATES
)
_ROSE_BEYOND = gettext_noop(
    "{label} {rose}: the rate was {later} {later_span}, after {base} {base_span}", context=_RATES
)
_HELD = gettext_noop(
    "For {label}, {inconclusive}{evidence}: the rate was {later} {later_span} and {base} "
    "{base_span}"
)


def _rose(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    return _ROSE_BEYOND if is_beyond_trend(formatter, outcome) else _ROSE


def _full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    parts = _parts(formatter, outcome, is_short=False)
    evidence = bracketed(
        *deciding_evidence(
            formatter,
            outcome,
            ratio=gettext_noop("rate ratio"),
            difference=gettext_noop("difference"),
        )
    )
    if verdict.verdict in FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].full, verdict)
        found = phrase(_rose(formatter, outcome), parts, context=_RATES, rose=words)
        return sentence(allowing_for_trend(formatter, outcome, found), evidence)
    if is_held_back(outcome):
        held = phrase(_HELD, parts, inconclusive=inconclusive_claim(outcome), evidence=evidence)
        return sentence(held)
    undecided = UNDECIDED_LEVEL[outcome.comparison.alternative].full
    clause = phrase(
        "The rate of {label} {differed}{evidence}: it was {later} {later_span} and {base} "
        "{base_span}",
        parts,
        differed=claim(DIFFERED if verdict.is_significant else undecided, verdict),
        evidence=evidence,
    )
    return sentence(clause)


def _exact_test(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: RateComparison
) -> Prose:
    """Report the exact test, which is right only if events occur independently."""
    ids = outcome.ids
    p_value = formatter.p_value(ids.p_value)
    # It is of the periods of the plan, also where the same months a year earlier are compared.
    if not p_value or outcome.compared_with is not None:
        return ()
    is_two_sided = result.alternative is Alternative.TWO_SIDED
    clause = phrase(
        "For comparison with other reports: {test}{evidence}, which takes events as independent "
        "and decides nothing here",
        test=phrase(_TWO_SIDED_TEST if is_two_sided else _ONE_SIDED_TEST, p_value=p_value),
        evidence=bracketed(
            formatter.estimate_or_reason(gettext_noop("rate ratio"), ids.rate_ratio)
        ),
    )
    return sentence(clause)


_TWO_SIDED_TEST = gettext_noop("2-tailed exact conditional test, {p_value}")
_ONE_SIDED_TEST = gettext_noop("1-tailed exact conditional test, {p_value}")


def _rate(formatter: QuantityFormatter, ids: PeriodIds, *, is_short: bool) -> Prose:
    """Return a rate with its count, in the full version also with its interval."""
    total = phrase("{number} in all", number=formatter.number(ids.total))
    interval = () if is_short else formatter.interval(ids.rate)
    return compose(formatter.measured(ids.rate), bracketed(total, interval))


# "Five" is the threshold of `analysis.comparisons` for small counts; change both.
_RARE = gettext_noop(
    "Counts of fewer than five at a time were compared by their own spread, which allows for "
    "clusters; the exact conditional test of two Poisson rates is given beside it"
)


def _methods(_outcome: ComparisonOutcome, _result: RateComparison) -> tuple[Prose, ...]:
    return sentence(phrase(_RARE)), *decision_methods()


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return average_title(formatter, outcome)


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    return outcome.ids.decided_difference, difference_phrase(formatter, outcome)


RATE = ComparisonWords(
    test=Test.MEAN,
    result_type=RateComparison,
    figure=MONTHS,
    describe=describe_rate_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    undecided=UNDECIDED_LEVEL,
)
