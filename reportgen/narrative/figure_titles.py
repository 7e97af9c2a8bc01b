"""Titles of figures: the finding, as far as the verdict licenses it, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.slope_comparison import SlopeComparison
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.closing import margin_of
from reportgen.narrative.compose import capitalized, compose
from reportgen.narrative.sentences_refusal import NOT_ASSESSABLE
from reportgen.narrative.sentences_slope import slope_words
from reportgen.narrative.spans import start_text
from reportgen.narrative.words import (
    LEVEL_WORDS,
    UNDECIDED_CHANGE,
    UNDECIDED_GROWTH,
    UNDECIDED_LEVEL,
    claim,
    within_margin_words,
)

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)


def comparison_title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return a comparison's finding as a title, without a full stop."""
    return capitalized(_title(speaker, outcome))


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    verdict, label = outcome.verdict, outcome.metric.label
    if verdict.verdict is VerdictKind.NOT_ASSESSABLE:
        return compose(f"{label} ", claim(NOT_ASSESSABLE, verdict), " between the periods")
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return _equivalent(speaker, outcome)
    if verdict.verdict is VerdictKind.INCONCLUSIVE:
        return compose(f"{label}: ", claim(_undecided(outcome), verdict))
    start = start_text(speaker.period(outcome.comparison.later))
    if isinstance(outcome.result, SlopeComparison):
        words = claim(slope_words(speaker, outcome).short, verdict)
        return compose(f"{label} ", words, f" from {start}", _pace(speaker, outcome))
    words = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
    if isinstance(outcome.result, InterruptedSeriesEstimate):
        return compose(f"{label} ", words, f" at the start of {start}")
    times = _times(speaker, outcome)
    return compose(f"{label} ", words, times or f" from {start} on")


def plain_title(speaker: Speaker, metric: Metric) -> Prose:
    """Return a title for a metric that no comparison asks about."""
    latest = f"{metric.id}.observed.latest.value"
    if not speaker.has(latest):
        return compose(f"No value of {metric.label} is known yet")
    stood = compose(f"{metric.label} stood at ", speaker.number(latest), " at the last count")
    return capitalized(stood)


def _equivalent(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    is_slope = isinstance(outcome.result, SlopeComparison)
    name = "slope_difference" if is_slope else "difference"
    margin = margin_of(outcome, unit=speaker.quantity(f"{outcome.prefix}.{name}").unit)
    words = claim(within_margin_words(margin), outcome.verdict)
    what = "growth in the two periods is " if is_slope else "the two averages are "
    return compose(f"{outcome.metric.label}: {what}", words)


def _undecided(outcome: ComparisonOutcome) -> str:
    if isinstance(outcome.result, SlopeComparison):
        return UNDECIDED_GROWTH[outcome.comparison.alternative].short
    if isinstance(outcome.result, InterruptedSeriesEstimate):
        return UNDECIDED_CHANGE.short
    return UNDECIDED_LEVEL[outcome.comparison.alternative].short


def _pace(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    name = f"{outcome.prefix}.slope_ratio"
    if not speaker.has(name):
        return ()
    return compose(", at ", speaker.number(name), " times the earlier pace")


def _times(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    for name in (f"{outcome.prefix}.ratio", f"{outcome.prefix}.rate_ratio"):
        if speaker.has(name):
            return compose(" to ", speaker.number(name), " times the earlier average")
    return ()
