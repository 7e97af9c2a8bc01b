"""Wording of interrupted time series (segmented regression around an intervention)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.narrative.claim_words import FOUND, LEVEL_WORDS, UNDECIDED_CHANGE, claim
from reportgen.narrative.comparisons.closing import closing_full, closing_short
from reportgen.narrative.comparisons.comparison_words import (
    TREND,
    ComparisonWords,
    it_changed_level,
)
from reportgen.narrative.comparisons.decision import (
    deciding_evidence,
    decision_methods,
    inconclusive_claim,
    is_held_back,
)
from reportgen.narrative.numbers.period_text import end_text, start_text, step_text
from reportgen.narrative.phrases import bracketed, non_empty, phrase, sentence
from reportgen.narrative.statement import Statement

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.claim_words import ClaimWords
    from reportgen.narrative.quantity_phrases import QuantityFormatter

_METHODS = {
    "ols": gettext_noop("segmented regression, ordinary least squares"),
    "ar1_reml": gettext_noop(
        "segmented regression, first-order autoregressive errors, restricted maximum likelihood"
    ),
}


def describe_interrupted_series(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: InterruptedSeriesEstimate
) -> Statement:
    """Return the statement on the effect at a time, with level and slope change."""
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(_short(formatter, outcome), *closing_short(formatter, outcome)),
        full=non_empty(
            _full(formatter, outcome),
            _level_change(formatter, outcome, result),
            _slope_change(formatter, outcome),
            *closing_full(formatter, outcome),
        ),
    )


def _short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    clause = phrase(
        _CHANGED if verdict.verdict in FOUND else _UNDECIDED,
        label=_label(outcome),
        claim=claim(_words(outcome).short, verdict),
        start=start_text(formatter.period(outcome.comparison.later)),
        end=_effect_time(formatter, outcome),
        change=formatter.measured(outcome.ids.decided_difference),
    )
    return sentence(clause)


def _label(outcome: ComparisonOutcome) -> str | Prose:
    """Return the label of the metric; of a running total, its gains are judged."""
    label = outcome.metric.label
    if outcome.metric.kind is not MetricKind.LEVEL:
        return label
    return phrase("the gains of {label}", label=label)


def _words(outcome: ComparisonOutcome) -> ClaimWords:
    kind = outcome.verdict.verdict
    return LEVEL_WORDS[kind] if kind in FOUND else UNDECIDED_CHANGE[outcome.comparison.alternative]


_CHANGED = gettext_noop(
    "{label} {claim} after {start}: for {end}, the difference from the earlier trend carried on is "
    "{change}"
)
_UNDECIDED = gettext_noop(
    "For {label}, {claim} after {start}: for {end}, the difference from the earlier trend carried "
    "on is {change}"
)


def _full(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    is_held = is_held_back(outcome)
    clause = phrase(
        _HELD_FULL if is_held else _CHANGED_FULL,
        label=_label(outcome),
        claim=inconclusive_claim(outcome) if is_held else claim(_words(outcome).full, verdict),
        start=start_text(formatter.period(outcome.comparison.later)),
        end=_effect_time(formatter, outcome),
        evidence=bracketed(
            *deciding_evidence(
                formatter,
                outcome,
                ratio="",
                difference=gettext_noop("difference from the earlier trend carried on"),
            )
        ),
    )
    return sentence(clause)


_CHANGED_FULL = gettext_noop("{label} {claim} after {start}, judged for {end}{evidence}")
_HELD_FULL = gettext_noop("For {label} after {start}, judged for {end}, {claim}{evidence}")


def _effect_time(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> str:
    """Return the step that the effect is of, by default the last one of the year after."""
    if outcome.effect_on is None:
        return end_text(formatter.period(outcome.comparison.later))
    calendar = formatter.calendar(outcome.metric.id)
    return step_text(outcome.effect_on, calendar.frequency, year_starts=calendar.year_starts)


def _level_change(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: InterruptedSeriesEstimate
) -> Prose:
    ids = outcome.ids
    if not formatter.has(ids.level_change):
        return ()
    evidence = bracketed(
        formatter.interval(ids.level_change),
        formatter.p_value(ids.p_value),
        translated(_METHODS[result.method]),
    )
    change = formatter.measured(ids.level_change)
    return sentence(phrase("The level change was {change}", change=change), evidence)


def _slope_change(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name = outcome.ids.slope_change
    if not formatter.has(name):
        return ()
    evidence = bracketed(formatter.interval(name), formatter.p_value(outcome.ids.slope_p_value))
    return sentence(
        phrase("The slope change was {change}", change=formatter.measured(name)), evidence
    )


_SEGMENTS = gettext_noop(
    "We fitted a line before and a line after the change, and compared the later line with the "
    "earlier one carried on to the end of the year after the change, or to the last value if that "
    "is earlier"
)


def _methods(_outcome: ComparisonOutcome, _result: InterruptedSeriesEstimate) -> tuple[Prose, ...]:
    return sentence(phrase(_SEGMENTS)), *decision_methods()


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return phrase(
        "{label} {rose} after {start}",
        label=_label(outcome),
        rose=claim(LEVEL_WORDS[outcome.verdict.verdict].short, outcome.verdict),
        start=start_text(formatter.period(outcome.comparison.later)),
    )


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    clause = phrase(
        "difference of {label} from its earlier trend, for {end}",
        label=_label(outcome),
        end=_effect_time(formatter, outcome),
    )
    return outcome.ids.decided_difference, clause


ITS = ComparisonWords(
    test=Test.ITS,
    result_type=InterruptedSeriesEstimate,
    figure=TREND,
    describe=describe_interrupted_series,
    methods=_methods,
    title=_title,
    headline=_headline,
    it_changed=it_changed_level,
    undecided=UNDECIDED_CHANGE,
)
