"""Sentences on two periods' means, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.comparison import Alternative, Variant
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.closing import (
    closing_full,
    closing_short,
    fragility,
    margin_of,
    nor_within_margin,
)
from reportgen.narrative.compose import bracketed, compose, italic, labelled, paragraph, sentence
from reportgen.narrative.spans import between_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import (
    DIFFERED,
    LEVEL_WORDS,
    UNDECIDED_LEVEL,
    WHERE,
    claim,
    within_margin_words,
)

if TYPE_CHECKING:
    from reportgen.analysis.mean_comparison import MeanComparison
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)
_VARIANTS = {Variant.STUDENT: "Student", Variant.WELCH: "Welch"}


def describe_mean_comparison(
    speaker: Speaker, outcome: ComparisonOutcome, result: MeanComparison
) -> Statement:
    """Return what two means let a brief say."""
    unit = speaker.quantity(f"{outcome.prefix}.difference").unit
    return Statement(
        subject=outcome.comparison.id,
        short=paragraph(_short(speaker, outcome, unit=unit), closing_short(speaker, outcome)),
        full=paragraph(_full(speaker, outcome, result), closing_full(speaker, outcome, unit=unit)),
    )


def mean_ids(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the ids of the base mean and of the later one."""
    comparison = outcome.comparison
    stem = outcome.prefix.removesuffix(comparison.contrast)
    return f"{stem}{comparison.base}.mean", f"{stem}{comparison.later}.mean"


def _short(speaker: Speaker, outcome: ComparisonOutcome, *, unit: str) -> Prose:
    base, later = mean_ids(outcome)
    comparison, verdict, label = outcome.comparison, outcome.verdict, outcome.metric.label
    base_span = between_text(speaker.period(comparison.base))
    later_span = between_text(speaker.period(comparison.later))
    if verdict.verdict in _FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
        start = compose("from an average of ", speaker.measured(base), f" {base_span}")
        end = compose(" to ", speaker.number(later), f" {later_span}", _times(speaker, outcome))
        return sentence(f"{label} ", words, " ", start, end)
    each = compose(
        speaker.measured(later), f" {later_span} and ", speaker.number(base), f" {base_span}"
    )
    if verdict.verdict is VerdictKind.EQUIVALENT:
        words = claim(within_margin_words(margin_of(outcome, unit=unit)), verdict)
        return paragraph(
            sentence(f"The average of {label} in the two periods is ", words, ": ", each),
            sentence(claim("the averages differed, but by less than the margin", verdict))
            if verdict.is_significant
            else (),
        )
    words = claim(UNDECIDED_LEVEL[comparison.alternative].short, verdict)
    nor = nor_within_margin(outcome, unit=unit)
    return sentence(f"For {label}, ", words, WHERE[comparison.alternative], nor, ": it was ", each)


def _times(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return how many times as many the later mean is, where that can be told."""
    name = f"{outcome.prefix}.ratio"
    if not speaker.has(name):
        return ()
    many = "many" if outcome.metric.kind is MetricKind.COUNT else "high"
    return compose(", ", speaker.number(name), f" times as {many}")


def _full(speaker: Speaker, outcome: ComparisonOutcome, result: MeanComparison) -> Prose:
    base, later = mean_ids(outcome)
    comparison, verdict, label = outcome.comparison, outcome.verdict, outcome.metric.label
    base_mean = compose(_mean(speaker, base), f" {between_text(speaker.period(comparison.base))}")
    later_mean = compose(
        _mean(speaker, later), f" {between_text(speaker.period(comparison.later))}"
    )
    evidence = bracketed(*_evidence(speaker, outcome, result))
    if verdict.verdict in _FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].full, verdict)
        means = compose(" from a mean of ", base_mean, " to ", later_mean)
        return sentence(f"{label} ", words, means, evidence, fragility(outcome))
    undecided = UNDECIDED_LEVEL[comparison.alternative].full
    words = claim(DIFFERED if verdict.is_significant else undecided, verdict)
    means = compose(": it was ", later_mean, " and ", base_mean)
    return sentence(f"The mean of {label} ", words, evidence, means)


def _mean(speaker: Speaker, name: str) -> Prose:
    """Return ``45,120 impressions a month (SD 9800; n=12)``."""
    spread = name.removesuffix("mean") + "sd"
    quantity = speaker.quantity(name)
    points = compose(italic("n"), "=", speaker.number(name, "n")) if quantity.n else ()
    sd = compose("SD ", speaker.number(spread)) if speaker.has(spread) else ()
    return compose(speaker.measured(name), bracketed(sd, points))


def _evidence(
    speaker: Speaker, outcome: ComparisonOutcome, result: MeanComparison
) -> tuple[Prose, ...]:
    prefix = outcome.prefix
    tails = 2 if result.alternative is Alternative.TWO_SIDED else 1
    test = f"{tails}-tailed unpaired {_VARIANTS[result.variant]} test, "
    return (
        speaker.estimate_or_reason("ratio of means", f"{prefix}.ratio"),
        speaker.estimate("difference", f"{prefix}.difference"),
        _effect_size(speaker, f"{prefix}.hedges_g"),
        labelled(test, speaker.t_test(prefix)),
        speaker.p_value(f"{prefix}.p_value"),
    )


def _effect_size(speaker: Speaker, name: str) -> Prose:
    interval = speaker.interval(name) if speaker.has(name) else ()
    return compose(labelled("Hedges ", speaker.equal("g", name)), labelled(", ", interval))
