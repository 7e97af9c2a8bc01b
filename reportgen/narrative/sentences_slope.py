"""Sentences on two trends of a running total, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Superscript
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.closing import (
    closing_full,
    closing_short,
    fragility,
    margin_of,
    nor_within_margin,
)
from reportgen.narrative.compose import (
    bracketed,
    compose,
    italic,
    labelled,
    paragraph,
    sentence,
)
from reportgen.narrative.spans import between_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import (
    DIFFERED,
    SLOPE_WORDS,
    UNDECIDED_GROWTH,
    WHERE,
    claim,
    course,
    within_margin_words,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.analysis.slope_comparison import SlopeComparison
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker
    from reportgen.narrative.words import ClaimWords

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)


def describe_slope_comparison(
    speaker: Speaker, outcome: ComparisonOutcome, result: SlopeComparison
) -> Statement:
    """Return what two slopes, and the monthly gains beside them, let a brief say."""
    return Statement(
        subject=outcome.comparison.id,
        short=paragraph(_short(speaker, outcome), closing_short(speaker, outcome)),
        full=paragraph(
            _full(speaker, outcome),
            _fits(speaker, outcome),
            _gains(speaker, outcome, result),
            closing_full(speaker, outcome, unit=_unit(speaker, outcome)),
        ),
    )


def slope_words(speaker: Speaker, outcome: ComparisonOutcome) -> ClaimWords:
    """Return the words of a found difference, which follow the signs of the slopes."""
    base, later = slope_ids(outcome)
    return SLOPE_WORDS[outcome.verdict.verdict, course(speaker.value(base), speaker.value(later))]


def slope_ids(outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the ids of the base slope and of the later one."""
    comparison = outcome.comparison
    stem = outcome.prefix.removesuffix(comparison.contrast)
    return f"{stem}{comparison.base}.slope", f"{stem}{comparison.later}.slope"


def _spans(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[str, str]:
    """Return the words for the base period and for the later one."""
    comparison = outcome.comparison
    base, later = speaker.period(comparison.base), speaker.period(comparison.later)
    return between_text(base), between_text(later)


def _short(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    base, later = slope_ids(outcome)
    base_span, later_span = _spans(speaker, outcome)
    label, verdict = outcome.metric.label, outcome.verdict
    if verdict.verdict in _FOUND:
        words = claim(slope_words(speaker, outcome).short, verdict)
        rates = compose(
            ": ",
            speaker.measured(later),
            " against ",
            speaker.number(base),
            _times(speaker, outcome),
        )
        return sentence(f"{label} ", words, f" {later_span} than {base_span}", rates)
    each = compose(
        speaker.measured(later), f" {later_span} and ", speaker.number(base), f" {base_span}"
    )
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return _short_equivalent(speaker, outcome, each)
    words = claim(UNDECIDED_GROWTH[outcome.comparison.alternative].short, verdict)
    nor = nor_within_margin(outcome, unit=_unit(speaker, outcome))
    return sentence(
        f"For {label}, ",
        words,
        WHERE[outcome.comparison.alternative],
        nor,
        ": it is estimated at ",
        each,
    )


def _short_equivalent(speaker: Speaker, outcome: ComparisonOutcome, each: Prose) -> Prose:
    verdict = outcome.verdict
    words = claim(within_margin_words(margin_of(outcome, unit=_unit(speaker, outcome))), verdict)
    both = sentence(
        f"The growth of {outcome.metric.label} in the two periods is ",
        words,
        ": it is estimated at ",
        each,
    )
    if not verdict.is_significant:
        return both
    return paragraph(both, sentence(claim("growth differed, but by less than the margin", verdict)))


def _unit(speaker: Speaker, outcome: ComparisonOutcome) -> str:
    return speaker.quantity(f"{outcome.prefix}.slope_difference").unit


def _times(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    name = f"{outcome.prefix}.slope_ratio"
    return compose(", or ", speaker.number(name), " times as fast") if speaker.has(name) else ()


def _full(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    base, later = slope_ids(outcome)
    base_span, later_span = _spans(speaker, outcome)
    label, verdict = outcome.metric.label, outcome.verdict
    slopes = compose(
        speaker.with_interval(later),
        f" {later_span} and ",
        speaker.with_interval(base),
        f" {base_span}",
    )
    evidence = bracketed(*_evidence(speaker, outcome))
    if verdict.verdict in _FOUND:
        words = claim(slope_words(speaker, outcome).full, verdict)
        found = compose(f"{label} ", words, f" {later_span} than {base_span}", evidence)
        return paragraph(sentence(found, fragility(outcome)), sentence("The slopes were ", slopes))
    words = claim(_other_words(outcome), verdict)
    return sentence(f"The growth of {label} ", words, evidence, ": the slopes were ", slopes)


def _other_words(outcome: ComparisonOutcome) -> str:
    """Return the words of a verdict that found neither an increase nor a decrease."""
    verdict = outcome.verdict
    if not verdict.is_significant:
        return UNDECIDED_GROWTH[outcome.comparison.alternative].full
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return DIFFERED
    return "went opposite ways in the regression and in the monthly gains, so nothing is concluded"


def _evidence(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[Prose, ...]:
    prefix = outcome.prefix
    return (
        speaker.estimate_or_reason("slope ratio", f"{prefix}.slope_ratio"),
        speaker.estimate("slope difference", f"{prefix}.slope_difference"),
        labelled("interaction test, ", speaker.t_test(prefix)),
        speaker.p_value(f"{prefix}.p_value"),
    )


def _fits(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Give both regressions' R squared, as published."""
    base, later = (name.removesuffix("slope") + "r_squared" for name in slope_ids(outcome))
    if not (speaker.has(base) and speaker.has(later)):
        return ()

    def fit(name: str) -> Prose:
        quantity = speaker.quantity(name)
        points = compose(italic("n"), "=", speaker.number(name, "n")) if quantity.n else ()
        squared = compose(italic("R"), Superscript("2"), "=", speaker.number(name))
        return compose(squared, bracketed(points))

    return sentence(
        "Simple linear regression gave ",
        fit(base),
        " in the earlier period and ",
        fit(later),
        " in the later one",
    )


def _gains(speaker: Speaker, outcome: ComparisonOutcome, result: SlopeComparison) -> Prose:
    """Give the test on the monthly gains, and say which of the two P values decides."""
    prefix = outcome.prefix
    if outcome.metric.kind is not MetricKind.LEVEL:
        return ()
    if isinstance(result.gains, Refusal):
        return sentence(
            f"The monthly gains could not be compared: {result.gains.reason.rstrip('.')}"
        )
    evidence = bracketed(
        speaker.estimate("difference", f"{prefix}.gains_difference"),
        labelled("Welch test, ", speaker.t_test(prefix, ("gains_t", "gains_df"))),
        speaker.p_value(f"{prefix}.gains_p_value"),
    )
    decides = "monthly gains" if result.decided_by == "gains_p_value" else "regression"
    return sentence(
        "Because successive values of a running total depend on each other, the monthly gains "
        "were compared as well",
        evidence,
        "; the larger of the two ",
        italic("P"),
        f" values decides, here that of the {decides}",
    )
