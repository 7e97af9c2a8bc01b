"""Sentences on a segmented regression around an intervention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.verdict import VerdictKind
from reportgen.narrative.closing import closing_full, closing_short, fragility
from reportgen.narrative.compose import bracketed, paragraph, sentence
from reportgen.narrative.spans import end_text, start_text
from reportgen.narrative.statement import Statement
from reportgen.narrative.words import LEVEL_WORDS, UNDECIDED_CHANGE, claim

if TYPE_CHECKING:
    from reportgen.analysis.interrupted_series import InterruptedSeriesEstimate
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)
_METHODS = {
    "ols": "ordinary least squares",
    "ar1_reml": "first-order autoregressive errors, restricted maximum likelihood",
}


def describe_interrupted_series(
    speaker: Speaker, outcome: ComparisonOutcome, result: InterruptedSeriesEstimate
) -> Statement:
    """Return what the jump and the change of slope at an intervention let a brief say."""
    unit = speaker.quantity(f"{outcome.prefix}.level_change").unit
    return Statement(
        subject=outcome.comparison.id,
        short=paragraph(_short(speaker, outcome), closing_short(speaker, outcome)),
        full=paragraph(
            _full(speaker, outcome, result),
            _slope_change(speaker, outcome),
            _end(speaker, outcome),
            closing_full(speaker, outcome, unit=unit),
        ),
    )


def _short(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    verdict, label = outcome.verdict, outcome.metric.label
    change = speaker.measured(f"{outcome.prefix}.level_change")
    when = f" at the start of {start_text(speaker.period(outcome.comparison.later))}"
    if verdict.verdict in _FOUND:
        words = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
        return sentence(f"{label} ", words, when, ": the estimated change is ", change)
    words = claim(UNDECIDED_CHANGE.short, verdict)
    return sentence(f"For {label}, ", words, when, ": the estimated change is ", change)


def _full(speaker: Speaker, outcome: ComparisonOutcome, result: InterruptedSeriesEstimate) -> Prose:
    verdict, prefix = outcome.verdict, outcome.prefix
    evidence = bracketed(
        speaker.estimate("level change", f"{prefix}.level_change"),
        speaker.t_test(prefix),
        speaker.p_value(f"{prefix}.p_value"),
        f"segmented regression, {_METHODS.get(result.method, result.method)}",
    )
    when = f" at the start of {start_text(speaker.period(outcome.comparison.later))}"
    is_found = verdict.verdict in _FOUND
    phrase = LEVEL_WORDS[verdict.verdict] if is_found else UNDECIDED_CHANGE
    words = claim(phrase.full, verdict)
    label = outcome.metric.label
    return sentence(f"The level of {label} ", words, when, evidence, fragility(outcome))


def _slope_change(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    name = f"{outcome.prefix}.slope_change"
    if not speaker.has(name):
        return ()
    evidence = bracketed(speaker.interval(name), speaker.p_value(f"{outcome.prefix}.slope_p_value"))
    return sentence("The slope change was ", speaker.measured(name), evidence)


def _end(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    name = f"{outcome.prefix}.effect_at_end"
    if not speaker.has(name):
        return ()
    return sentence(
        f"At the end of {end_text(speaker.period(outcome.comparison.later))}, the fitted line and "
        "the earlier line carried on differed by ",
        speaker.with_interval(name),
    )
