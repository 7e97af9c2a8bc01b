"""Wording of comparisons of slopes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Alternative, Test
from reportgen.model.prose import Superscript
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    DIFFERED,
    FOUND,
    SLOPE_WORDS,
    TURNED_WORDS,
    UNDECIDED_GROWTH,
    Course,
    claim,
    course,
    within_margin_words,
)
from reportgen.narrative.comparisons.closing import (
    closing_full,
    closing_short,
    margin_of,
    nor_within_margin,
)
from reportgen.narrative.comparisons.comparison_words import (
    TREND,
    ComparisonWords,
    compared_ids,
    headline_parts,
    is_of_gains,
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
from reportgen.narrative.numbers.period_text import start_text
from reportgen.narrative.phrases import bracketed, compose, italic, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose, Sentences
    from reportgen.narrative.claim_words import ClaimWords
    from reportgen.narrative.quantity_phrases import QuantityFormatter


def describe_slope_comparison(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, _result: SlopeComparison
) -> Statement:
    """Return the statement on a comparison of mean gains, or of slopes where there are none."""
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(*_short(formatter, outcome), *closing_short(formatter, outcome)),
        full=non_empty(
            *_full(formatter, outcome),
            *closing_full(formatter, outcome),
            *_published(formatter, outcome),
        ),
    )


def _course(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Course:
    if is_beyond_trend(formatter, outcome):
        # The gains of the periods differ by another amount, so their signs say nothing of it.
        return Course.MIXED
    base, later = compared_ids(outcome)
    return course(formatter.value(base), formatter.value(later))


def slope_words(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> ClaimWords:
    """Return the words for a found difference, which depend on the signs of both gains."""
    kind, found = outcome.verdict.verdict, _course(formatter, outcome)
    return TURNED_WORDS[kind] if found is Course.TURNED else SLOPE_WORDS[kind, found]


def _parts(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> dict[str, str | Prose]:
    """Return the placeholders of the short sentences: label, gains and periods."""
    base, later = compared_ids(outcome)
    return {
        "label": outcome.metric.label,
        "base": (formatter.number(base),),
        "later": formatter.measured(later),
        **period_spans(formatter, outcome),
    }


def _short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    verdict, parts = outcome.verdict, _parts(formatter, outcome)
    if verdict.verdict in FOUND:
        is_turned = _course(formatter, outcome) is Course.TURNED
        template = _TURNED if is_turned or is_beyond_trend(formatter, outcome) else _GREW
        found = phrase(
            template,
            parts,
            grew=claim(slope_words(formatter, outcome).short, verdict),
            times=_times(formatter, outcome),
        )
        return (sentence(allowing_for_trend(formatter, outcome, found)),)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return _short_equivalent(formatter, outcome, parts)
    if is_held_back(outcome):
        words = allowing_for_trend(formatter, outcome, (inconclusive_claim(outcome),))
        return (sentence(phrase(_HELD, parts, inconclusive=words)),)
    alternative = outcome.comparison.alternative
    said = claim(UNDECIDED_GROWTH[alternative].short, verdict)
    undecided = phrase(
        _UNDECIDED if alternative is Alternative.TWO_SIDED else _UNDECIDED_ONE_SIDED,
        parts,
        undecided=allowing_for_trend(formatter, outcome, (said,)),
        nor=nor_within_margin(formatter, outcome),
    )
    return (sentence(undecided),)


_GREW = gettext_noop("{label} {grew} {later_span} than {base_span}: {later} against {base}{times}")
_TURNED = gettext_noop("{label} {grew}: {later} {later_span}, after {base} {base_span}")
_HELD = gettext_noop(
    "For the growth of {label}, {inconclusive}: it was {later} {later_span} and {base} {base_span}"
)
_UNDECIDED = gettext_noop(
    "For {label}, {undecided} between the two periods{nor}: it was {later} {later_span} and "
    "{base} {base_span}"
)
_UNDECIDED_ONE_SIDED = gettext_noop(
    "For {label}, {undecided} in the later period{nor}: it was {later} {later_span} and {base} "
    "{base_span}"
)


def _short_equivalent(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, parts: dict[str, str | Prose]
) -> Sentences:
    verdict = outcome.verdict
    margin = margin_of(formatter, outcome)
    both = phrase(
        "The growth of {label} in the two periods is {equivalent}: it was {later} {later_span} and "
        "{base} {base_span}",
        parts,
        equivalent=claim(within_margin_words(margin), verdict),
    )
    both = allowing_for_trend(formatter, outcome, both)
    if not verdict.is_significant:
        return (sentence(both),)
    differed = gettext_noop("growth differed, but by less than the margin")
    return sentence(both), sentence(claim(differed, verdict))


def _times(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name = outcome.ids.decided_ratio
    if not formatter.has(name):
        return ()
    return phrase(", or {ratio} times as fast", ratio=formatter.number(name))


def _full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    verdict = outcome.verdict
    base, later = compared_ids(outcome)
    intervals = {"base": formatter.with_interval(base), "later": formatter.with_interval(later)}
    of_gains = is_of_gains(outcome)
    parts = _parts(formatter, outcome) | intervals
    parts["evidence"] = bracketed(
        *deciding_evidence(
            formatter,
            outcome,
            ratio=gettext_noop("ratio of mean gains") if of_gains else gettext_noop("slope ratio"),
            difference=gettext_noop("difference"),
        )
    )
    values = sentence(phrase(_GAINS if of_gains else _SLOPES, parts))
    if verdict.verdict in FOUND:
        is_turned = _course(formatter, outcome) is Course.TURNED
        template = _TURNED_FULL if is_turned or is_beyond_trend(formatter, outcome) else _GREW_FULL
        grew = claim(slope_words(formatter, outcome).full, verdict)
        found = phrase(template, parts, grew=grew)
        return sentence(allowing_for_trend(formatter, outcome, found)), values
    if is_held_back(outcome):
        held = phrase(
            "For the growth of {label}, {inconclusive}{evidence}",
            parts,
            inconclusive=inconclusive_claim(outcome),
        )
        return sentence(held), values
    words = (
        DIFFERED
        if verdict.is_significant
        else UNDECIDED_GROWTH[outcome.comparison.alternative].full
    )
    clause = phrase(_DIFFERED, parts, differed=claim(words, verdict))
    return sentence(clause), values


_DIFFERED = gettext_noop("The growth of {label} {differed}{evidence}")
_GREW_FULL = gettext_noop("{label} {grew} {later_span} than {base_span}{evidence}")
_TURNED_FULL = gettext_noop("{label} {grew} between the two periods{evidence}")
_GAINS = gettext_noop("The mean gains were {later} {later_span} and {base} {base_span}")
_SLOPES = gettext_noop("The slopes were {later} {later_span} and {base} {base_span}")


def _published(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Sentences:
    """Report the fitted trends as the model study printed them; of gains, they decide nothing."""
    if not is_of_gains(outcome):
        return (_fits(formatter, outcome),)
    ids = outcome.comparison_ids
    test = formatter.t_test(ids.contrast.t, ids.contrast.df)
    clause = phrase(
        "Fitted trend, as published: slopes of {later} and {base}{evidence}; successive "
        "values of a running total depend on each other, so that this test decides nothing here",
        later=formatter.measured(ids.later.slope),
        base=(formatter.number(ids.base.slope),),
        evidence=bracketed(
            formatter.estimate_or_reason(gettext_noop("slope ratio"), ids.contrast.slope_ratio),
            phrase("interaction test, {test}", test=test) if test else (),
            formatter.p_value(ids.contrast.p_value),
        ),
    )
    return sentence(clause), _fits(formatter, outcome)


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


def _methods(outcome: ComparisonOutcome, _result: SlopeComparison) -> tuple[Prose, ...]:
    if is_of_gains(outcome):
        return sentence(phrase(_GAINS_METHOD)), *decision_methods(), sentence(phrase(_LINES))
    return sentence(phrase(_SLOPES_METHOD)), *decision_methods()


_GAINS_METHOD = gettext_noop(
    "Growth of a running total was compared by its gains from one value to the next: their means "
    "by the difference in a least-squares fit, and by their ratio"
)
_SLOPES_METHOD = gettext_noop(
    "We fitted a straight line to each period and compared the slopes by their difference and "
    "their ratio"
)
# With independent monthly gains and no true change, the test of the slopes alone finds a change
# in six of ten running totals (docs/methods.md).
_LINES = gettext_noop(
    "Simple linear regressions of each period, and the interaction test of their slopes, are given "
    "for comparison with other reports; they decide nothing, because successive values of a "
    "running total depend on each other"
)


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    label, pace = outcome.metric.label, outcome.ids.decided_ratio
    start = start_text(formatter.period(outcome.comparison.later))
    grew = claim(slope_words(formatter, outcome).short, outcome.verdict)
    if not formatter.has(pace):
        clause = phrase("{label} {grew} from {start}", label=label, grew=grew, start=start)
        return allowing_for_trend(formatter, outcome, clause)
    return phrase(
        "{label} {grew} from {start}, at {ratio} times the earlier pace",
        label=label,
        grew=grew,
        start=start,
        ratio=formatter.number(pace),
    )


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    return outcome.ids.decided_difference, phrase(_BEYOND, headline_parts(formatter, outcome))


_BEYOND = gettext_noop(
    "difference from {against} beyond the trend under way, in the growth of {label}"
)


SLOPE = ComparisonWords(
    test=Test.SLOPE,
    result_type=SlopeComparison,
    figure=TREND,
    describe=describe_slope_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    undecided=UNDECIDED_GROWTH,
    equivalent_title=gettext_noop("{label}: growth in the two periods is {equivalent}"),
    values=gettext_noop("The growth was {values}"),
)
