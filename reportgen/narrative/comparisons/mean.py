"""Wording of comparisons of means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test, Variant
from reportgen.model.metric import MetricKind
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
    compared_ids,
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
from reportgen.narrative.phrases import (
    bracketed,
    compose,
    italic,
    listed,
    non_empty,
    phrase,
    sentence,
)
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_VARIANTS = {Variant.STUDENT: "Student", Variant.WELCH: "Welch"}


def describe_mean_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: MeanComparison
) -> Statement:
    """Return the statement on a comparison of means."""
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(*_short(formatter, outcome), *closing_short(formatter, outcome)),
        full=non_empty(
            _full(formatter, outcome),
            *closing_full(formatter, outcome),
            _plain_test(formatter, outcome, result),
        ),
    )


def _short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    base, later = compared_ids(outcome)
    comparison, verdict, label = outcome.comparison, outcome.verdict, outcome.metric.label
    parts: dict[str, str | Prose] = {
        "label": label,
        **period_spans(formatter, outcome),
    }
    if verdict.verdict in FOUND:
        rose = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
        if is_beyond_trend(formatter, outcome):
            values = {"later": formatter.measured(later), "base": (formatter.number(base),)}
            found = phrase(_ROSE_BEYOND, {**parts, **values}, context="of means", rose=rose)
            return (sentence(allowing_for_trend(formatter, outcome, found)),)
        found = phrase(
            "{label} {rose} from an average of {base} {base_span} to {later} {later_span}{times}",
            parts,
            context="of means",
            rose=rose,
            base=formatter.measured(base),
            later=formatter.number(later),
            times=_times(formatter, outcome),
        )
        return (sentence(found),)
    parts |= {"later": formatter.measured(later), "base": (formatter.number(base),)}
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return equivalent_averages(formatter, outcome, parts)
    if is_held_back(outcome):
        held = phrase(
            "For {label}, {inconclusive}: the average was {later} {later_span} and {base} "
            "{base_span}",
            parts,
            inconclusive=allowing_for_trend(formatter, outcome, (inconclusive_claim(outcome),)),
        )
        return (sentence(held),)
    is_two_sided = comparison.alternative is Alternative.TWO_SIDED
    words = claim(UNDECIDED_LEVEL[comparison.alternative].short, verdict)
    undecided = phrase(
        UNDECIDED if is_two_sided else UNDECIDED_ONE_SIDED,
        parts,
        undecided=allowing_for_trend(formatter, outcome, (words,)),
        nor=nor_within_margin(formatter, outcome),
    )
    return (sentence(undecided),)


_ROSE_BEYOND = gettext_noop(
    "{label} {rose}: the average was {later} {later_span}, after {base} {base_span}",
    context="of means",
)


def _times(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Return the ratio of the means as a clause; empty without a ratio."""
    name = outcome.ids.decided_ratio
    if not formatter.has(name):
        return ()
    # Counts are many; rates and levels are high.
    template = _TIMES.get(outcome.metric.kind, gettext_noop(", {ratio} times as high"))
    return phrase(template, ratio=formatter.number(name))


_TIMES = {
    MetricKind.COUNT: gettext_noop(", {ratio} times as many"),
    MetricKind.AMOUNT: gettext_noop(", {ratio} times as much"),
}


def _full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    base, later = compared_ids(outcome)
    comparison, verdict = outcome.comparison, outcome.verdict
    parts: dict[str, str | Prose] = {
        "label": outcome.metric.label,
        "base": _mean(formatter, base),
        "later": _mean(formatter, later),
        **period_spans(formatter, outcome),
        "evidence": bracketed(*_evidence(formatter, outcome)),
    }
    if verdict.verdict in FOUND:
        found = phrase(
            _ROSE_BEYOND_FULL if is_beyond_trend(formatter, outcome) else _ROSE_FULL,
            parts,
            context="of means",
            rose=claim(LEVEL_WORDS[verdict.verdict].full, verdict),
        )
        return sentence(allowing_for_trend(formatter, outcome, found))
    if is_held_back(outcome):
        held = phrase(
            "For {label}, {inconclusive}{evidence}: the mean was {later} {later_span} and {base} "
            "{base_span}",
            parts,
            inconclusive=inconclusive_claim(outcome),
        )
        return sentence(held)
    undecided = UNDECIDED_LEVEL[comparison.alternative].full
    clause = phrase(
        "The mean of {label} {differed}{evidence}: it was {later} {later_span} and {base} "
        "{base_span}",
        parts,
        differed=claim(DIFFERED if verdict.is_significant else undecided, verdict),
    )
    return sentence(clause)


_ROSE_FULL = gettext_noop(
    "{label} {rose} from a mean of {base} {base_span} to {later} {later_span}{evidence}",
    context="of means",
)
_ROSE_BEYOND_FULL = gettext_noop(
    "{label} {rose} between the two periods{evidence}: the mean was {later} {later_span}, after "
    "{base} {base_span}",
    context="of means",
)


def _mean(formatter: QuantityFormatter, name: str) -> Prose:
    """Return ``45,120 impressions a month (SD 9800; n=12)``."""
    # Both ids are of the same period and differ only in the statistic.
    spread = name.removesuffix("mean") + "sd"
    quantity = formatter.quantity(name)
    points = compose(italic("n"), "=", formatter.number(name, "n")) if quantity.n else ()
    sd = phrase("SD {number}", number=formatter.number(spread)) if formatter.has(spread) else ()
    return compose(formatter.measured(name), bracketed(sd, points))


def _evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[Prose, ...]:
    return deciding_evidence(
        formatter,
        outcome,
        ratio=gettext_noop("ratio of means"),
        difference=gettext_noop("difference"),
    )


def _plain_test(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: MeanComparison
) -> Prose:
    """Report the t test that takes successive values as independent, as many journals print it."""
    ids = outcome.ids
    test = formatter.t_test(ids.t, ids.df)
    # It is of the periods of the plan, also where the same months a year earlier are compared.
    if not test or outcome.compared_with is not None:
        return ()
    is_two_sided = result.alternative is Alternative.TWO_SIDED
    clause = phrase(
        "For comparison with other reports: {test}{evidence}, which takes successive values as "
        "independent and decides nothing here",
        test=phrase(
            _TWO_SIDED_TEST if is_two_sided else _ONE_SIDED_TEST,
            name=_VARIANTS[result.variant],
            test=test,
        ),
        evidence=bracketed(formatter.p_value(ids.p_value), _effect_size(formatter, ids.hedges_g)),
    )
    return sentence(clause)


_TWO_SIDED_TEST = gettext_noop("2-tailed unpaired {name} test, {test}")
_ONE_SIDED_TEST = gettext_noop("1-tailed unpaired {name} test, {test}")


def _effect_size(formatter: QuantityFormatter, name: str) -> Prose:
    if not formatter.has(name):
        return ()
    size = phrase("Hedges {g}", g=formatter.equal("g", name))
    return listed([part for part in (size, formatter.interval(name)) if part])


_MEANS = gettext_noop(
    "Means were compared by their difference in a least-squares fit, and by their ratio; the "
    "unpaired {name} {t} test, which takes successive values as independent, is given for "
    "comparison with other reports"
)


def _methods(_outcome: ComparisonOutcome, result: MeanComparison) -> tuple[Prose, ...]:
    means = phrase(_MEANS, name=_VARIANTS[result.variant], t=italic("t"))
    return sentence(means), *decision_methods()


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return average_title(formatter, outcome)


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    return outcome.ids.decided_difference, difference_phrase(formatter, outcome)


MEAN = ComparisonWords(
    test=Test.MEAN,
    result_type=MeanComparison,
    figure=MONTHS,
    describe=describe_mean_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    undecided=UNDECIDED_LEVEL,
)
