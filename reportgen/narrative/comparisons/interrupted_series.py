"""Wording of interrupted time series (segmented regression around an intervention)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.languages.current import translated
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.narrative.claim_words import FOUND, LEVEL_WORDS, UNDECIDED_CHANGE, claim
from reportgen.narrative.comparisons.closing import closing_full, closing_short, fragility
from reportgen.narrative.comparisons.comparison_words import (
    TREND,
    ComparisonWords,
    it_changed_level,
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
    """Return the statement on level change and slope change at an intervention."""
    unit = formatter.quantity(outcome.ids.level_change).unit
    return Statement(
        subject=outcome.comparison.id,
        short=non_empty(_short(formatter, outcome), *closing_short(formatter, outcome)),
        full=non_empty(
            _full(formatter, outcome, result),
            _slope_change(formatter, outcome),
            _end(formatter, outcome),
            *closing_full(formatter, outcome, unit=unit),
        ),
    )


def _short(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    verdict = outcome.verdict
    clause = phrase(
        _CHANGED if verdict.verdict in FOUND else _UNDECIDED,
        label=outcome.metric.label,
        claim=claim(_words(outcome).short, verdict),
        start=start_text(formatter.period(outcome.comparison.later)),
        change=formatter.measured(outcome.ids.level_change),
    )
    return sentence(clause)


def _words(outcome: ComparisonOutcome) -> ClaimWords:
    kind = outcome.verdict.verdict
    return LEVEL_WORDS[kind] if kind in FOUND else UNDECIDED_CHANGE[outcome.comparison.alternative]


_CHANGED = gettext_noop("{label} {claim} at the start of {start}: the estimated change is {change}")
_UNDECIDED = gettext_noop(
    "For {label}, {claim} at the start of {start}: the estimated change is {change}"
)


def _full(
    formatter: QuantityFormatter, outcome: ComparisonOutcome, result: InterruptedSeriesEstimate
) -> Prose:
    verdict, ids = outcome.verdict, outcome.ids
    evidence = bracketed(
        formatter.estimate(gettext_noop("level change"), ids.level_change),
        formatter.t_test(ids.t, ids.df),
        formatter.p_value(ids.p_value),
        translated(_METHODS[result.method]),
    )
    clause = phrase(
        "The level of {label} {claim} at the start of {start}{evidence}",
        label=outcome.metric.label,
        claim=claim(_words(outcome).full, verdict),
        start=start_text(formatter.period(outcome.comparison.later)),
        evidence=evidence,
    )
    return sentence(clause, fragility(outcome))


def _slope_change(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name = outcome.ids.slope_change
    if not formatter.has(name):
        return ()
    evidence = bracketed(formatter.interval(name), formatter.p_value(outcome.ids.slope_p_value))
    return sentence(
        phrase("The slope change was {change}", change=formatter.measured(name)), evidence
    )


def _end(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    name = outcome.ids.effect_at_end
    if not formatter.has(name):
        return ()
    period, last = formatter.period(outcome.comparison.later), outcome.last
    frequency = formatter.calendar(outcome.metric.id).frequency
    # The effect is that at the last value: the period may go on after it.
    is_over = last is None or last.last == period.last
    end = end_text(period) if last is None or is_over else step_text(last, frequency)
    clause = phrase(
        _ON_A_DAY if last is not None and last.days == 1 and not is_over else _AT_THE_END,
        end=end,
        difference=formatter.with_interval(name),
    )
    return sentence(clause)


_AT_THE_END = gettext_noop(
    "At the end of {end}, the fitted line and the earlier line carried on differed by {difference}"
)
_ON_A_DAY = gettext_noop(
    "On {end}, the fitted line and the earlier line carried on differed by {difference}"
)


# "12" is the threshold of `analysis.comparisons` for AR(1) errors; the estimate itself says
# which method was used, see `_METHODS`.
_SEGMENTS = gettext_noop(
    "We fitted a segmented regression with time counted from the start of the later period: by "
    "ordinary least squares for series of fewer than 12 points, otherwise with first-order "
    "autoregressive errors by restricted maximum likelihood"
)


def _methods(_outcome: ComparisonOutcome, _result: InterruptedSeriesEstimate) -> tuple[Prose, ...]:
    return (sentence(phrase(_SEGMENTS)),)


def _title(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> Prose:
    return phrase(
        "{label} {rose} at the start of {start}",
        label=outcome.metric.label,
        rose=claim(LEVEL_WORDS[outcome.verdict.verdict].short, outcome.verdict),
        start=start_text(formatter.period(outcome.comparison.later)),
    )


def _headline(formatter: QuantityFormatter, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    clause = phrase(
        "change of {label} at the start of {start}",
        label=outcome.metric.label,
        start=start_text(formatter.period(outcome.comparison.later)),
    )
    return outcome.ids.level_change, clause


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
