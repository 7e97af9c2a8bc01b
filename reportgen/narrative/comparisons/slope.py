"""Wording of comparisons of slopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.model.estimate import Refusal
from reportgen.model.metric import MetricKind
from reportgen.model.prose import Superscript
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    DIFFERED,
    FOUND,
    SLOPE_WORDS,
    UNDECIDED_GROWTH,
    claim,
    course,
    within_margin_words,
)
from reportgen.narrative.comparisons.closing import (
    closing_full,
    closing_short,
    fragility,
    margin_of,
    nor_within_margin,
)
from reportgen.narrative.comparisons.comparison_words import (
    TREND,
    ComparisonWords,
    compared_ids,
    headline_parts,
)
from reportgen.narrative.message_text import message_text
from reportgen.narrative.numbers.period_text import between_text, start_text
from reportgen.narrative.phrases import bracketed, compose, italic, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.claim_words import ClaimWords
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_slope_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: SlopeComparison
) -> Statement:
    """Return the statement on a comparison of slopes and of monthly gains."""
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(*_short(formatter, outcome), *closing_short(formatter, outcome)),
        full=non_empty(
            *_full(formatter, outcome),
            _fits(formatter, outcome),
            _gains(formatter, outcome, result),
            *closing_full(formatter, outcome, unit=_unit(formatter, outcome)),
        ),
    )


def slope_words(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> ClaimWords:
    """Return the words for a found difference, which depend on the signs of the slopes."""
    base, later = compared_ids(outcome)
    return SLOPE_WORDS[
        outcome.verdict.verdict, course(formatter.value(base), formatter.value(later))
    ]


def _parts(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> dict[str, str | Prose]:
    """Return the placeholders of the short sentences: label, slopes and periods."""
    base, later = compared_ids(outcome)
    comparison = outcome.comparison
    return {
        "label": outcome.metric.label,
        "base": (formatter.number(base),),
        "later": formatter.measured(later),
        "base_span": between_text(formatter.period(comparison.base)),
        "later_span": between_text(formatter.period(comparison.later)),
    }


def _short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    verdict, parts = outcome.verdict, _parts(formatter, outcome)
    if verdict.verdict in FOUND:
        found = phrase(
            "{label} {grew} {later_span} than {base_span}: {later} against {base}{times}",
            parts,
            grew=claim(slope_words(formatter, outcome).short, verdict),
            times=_times(formatter, outcome),
        )
        return (sentence(found),)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return _short_equivalent(formatter, outcome, parts)
    alternative = outcome.comparison.alternative
    undecided = phrase(
        _UNDECIDED if alternative is Alternative.TWO_SIDED else _UNDECIDED_ONE_SIDED,
        parts,
        undecided=claim(UNDECIDED_GROWTH[alternative].short, verdict),
        nor=nor_within_margin(outcome, unit=_unit(formatter, outcome)),
    )
    return (sentence(undecided),)


_UNDECIDED = gettext_noop(
    "For {label}, {undecided} between the two periods{nor}: it is estimated at {later} "
    "{later_span} and {base} {base_span}"
)
_UNDECIDED_ONE_SIDED = gettext_noop(
    "For {label}, {undecided} in the later period{nor}: it is estimated at {later} "
    "{later_span} and {base} {base_span}"
)


def _short_equivalent(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: dict[str, str | Prose]
) -> Sentences:
    verdict = outcome.verdict
    margin = margin_of(outcome, unit=_unit(formatter, outcome))
    both = phrase(
        "The growth of {label} in the two periods is {equivalent}: it is estimated at {later} "
        "{later_span} and {base} {base_span}",
        parts,
        equivalent=claim(within_margin_words(margin), verdict),
    )
    if not verdict.is_significant:
        return (sentence(both),)
    differed = gettext_noop("growth differed, but by less than the margin")
    return sentence(both), sentence(claim(differed, verdict))


def _unit(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    return formatter.quantity(outcome.ids.slope_difference).unit


def _times(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name = outcome.ids.slope_ratio
    if not formatter.has(name):
        return ()
    return phrase(", or {ratio} times as fast", ratio=formatter.number(name))


def _full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    verdict = outcome.verdict
    base, later = compared_ids(outcome)
    intervals = {"base": formatter.with_interval(base), "later": formatter.with_interval(later)}
    parts = _parts(formatter, outcome) | intervals
    evidence = bracketed(*_evidence(formatter, outcome))
    if verdict.verdict in FOUND:
        found = phrase(
            "{label} {grew} {later_span} than {base_span}{evidence}",
            label=parts["label"],
            grew=claim(slope_words(formatter, outcome).full, verdict),
            later_span=parts["later_span"],
            base_span=parts["base_span"],
            evidence=evidence,
        )
        slopes = phrase(
            "The slopes were {later} {later_span} and {base} {base_span}",
            {name: part for name, part in parts.items() if name != "label"},
        )
        return sentence(found, fragility(outcome)), sentence(slopes)
    clause = phrase(
        "The growth of {label} {differed}{evidence}: the slopes were {later} {later_span} and "
        "{base} {base_span}",
        parts,
        differed=claim(_other_words(outcome), verdict),
        evidence=evidence,
    )
    return (sentence(clause),)


def _other_words(outcome: ComparisonOutcome) -> str:
    """Return the words for a verdict that is neither an increase nor a decrease."""
    verdict = outcome.verdict
    if not verdict.is_significant:
        return UNDECIDED_GROWTH[outcome.comparison.alternative].full
    return DIFFERED if verdict.verdict is VerdictKind.EQUIVALENT else _OPPOSITE


# Significant, but neither increase nor decrease: the two tests disagree in direction, and no
# direction is claimed (docs/methods.md, slopes).
_OPPOSITE = gettext_noop(
    "went opposite ways in the regression and in the gains, so nothing is concluded"
)


def _evidence(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[Prose, ...]:
    ids = outcome.ids
    test = formatter.t_test(ids.t, ids.df)
    return (
        formatter.estimate_or_reason(gettext_noop("slope ratio"), ids.slope_ratio),
        formatter.estimate(gettext_noop("slope difference"), ids.slope_difference),
        phrase("interaction test, {test}", test=test) if test else (),
        formatter.p_value(ids.p_value),
    )


def _fits(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    """Report R squared of both regressions."""
    ids = outcome.comparison_ids
    base, later = ids.base.r_squared, ids.later.r_squared
    if not (formatter.has(base) and formatter.has(later)):
        return ()

    def fit(name: str) -> Prose:
        quantity = formatter.quantity(name)
        points = compose(italic("n"), "=", formatter.number(name, "n")) if quantity.n else ()
        squared = compose(italic("R"), Superscript("2"), "=", formatter.number(name))
        return compose(squared, bracketed(points))

    clause = phrase(
        "Simple linear regression gave {base} in the earlier period and {later} in the later one",
        base=fit(base),
        later=fit(later),
    )
    return sentence(clause)


def _gains(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: SlopeComparison
) -> Prose:
    """Report the test of the monthly gains and which of the two P values decides."""
    ids = outcome.ids
    if outcome.metric.kind is not MetricKind.LEVEL:
        return ()
    if isinstance(result.gains, Refusal):
        reason = message_text(formatter, result.gains.reason).rstrip(".")
        return sentence(phrase("The gains could not be compared: {reason}", reason=reason))
    test = formatter.t_test(ids.gains_t, ids.gains_df)
    evidence = bracketed(
        formatter.estimate(gettext_noop("difference"), ids.gains_difference),
        phrase("Welch test, {test}", test=test) if test else (),
        formatter.p_value(ids.gains_p_value),
    )
    template = _GAINS_DECIDE if result.decided_by == "gains_p_value" else _REGRESSION_DECIDES
    return sentence(phrase(template, evidence=evidence, P=italic("P")))


_GAINS_DECIDE = gettext_noop(
    "Because successive values of a running total depend on each other, the gains from one value "
    "to the next were compared as well{evidence}; the larger of the two {P} values decides, here "
    "that of the gains"
)
_REGRESSION_DECIDES = gettext_noop(
    "Because successive values of a running total depend on each other, the gains from one value "
    "to the next were compared as well{evidence}; the larger of the two {P} values decides, here "
    "that of the regression"
)


def _methods(outcome: ComparisonOutcome, _result: SlopeComparison) -> tuple[Prose, ...]:
    slopes = sentence(phrase(_SLOPES))
    # Only running totals are autocorrelated by construction and have gains to compare.
    if outcome.metric.kind is not MetricKind.LEVEL:
        return (slopes,)
    return (slopes, sentence(phrase(_GAINS, t=italic("t"), P=italic("P"))))


_SLOPES = gettext_noop(
    "We fitted a straight line to each period by simple linear regression and compared the slopes "
    "by the interaction term of one regression over both periods, with a Fieller interval for "
    "their ratio"
)
# With independent monthly gains and no true change, the test of the slopes alone finds a change
# in six of ten running totals (docs/methods.md).
_GAINS = gettext_noop(
    "Successive values of a running total depend on each other, and that test alone would find "
    "differences where there are none; so we also compared the gains from one value to the next by "
    "a Welch {t} test, and let the larger of the two {P} values decide"
)


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    label, pace = outcome.metric.label, outcome.ids.slope_ratio
    start = start_text(formatter.period(outcome.comparison.later))
    grew = claim(slope_words(formatter, outcome).short, outcome.verdict)
    if not formatter.has(pace):
        return phrase("{label} {grew} from {start}", label=label, grew=grew, start=start)
    return phrase(
        "{label} {grew} from {start}, at {ratio} times the earlier pace",
        label=label,
        grew=grew,
        start=start,
        ratio=formatter.number(pace),
    )


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    parts, ratio = headline_parts(formatter, outcome), outcome.ids.slope_ratio
    if formatter.has(ratio):
        return ratio, phrase("as fast as in {against}: growth of {label}", parts)
    clause = phrase("difference from {against}, in the growth of {label}", parts)
    return outcome.ids.slope_difference, clause


def _it_grew(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return phrase("it {grew}", grew=claim(slope_words(formatter, outcome).short, outcome.verdict))


def _limitation(outcome: ComparisonOutcome) -> Prose:
    if outcome.metric.kind is not MetricKind.LEVEL:
        return ()
    clause = phrase(
        "Successive values of a running total depend on each other, so the intervals of its "
        "slopes are narrower than they should be"
    )
    return sentence(clause)


SLOPE = ComparisonWords(
    test=Test.SLOPE,
    result_type=SlopeComparison,
    figure=TREND,
    describe=describe_slope_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    it_changed=_it_grew,
    undecided=UNDECIDED_GROWTH,
    equivalent_title=gettext_noop("{label}: growth in the two periods is {equivalent}"),
    equivalent_headline=gettext_noop("as fast as in {against}, {equivalent}: growth of {label}"),
    undecided_headline=gettext_noop(
        "growth of {label}, {period}; in {against} it was {base}, and {not_shown}"
    ),
    values=gettext_noop("The estimated growth was {values}"),
    limitation=_limitation,
)
