"""The words of a segmented regression around an intervention."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.narrative.claim_words import LEVEL_WORDS, UNDECIDED_CHANGE, claim
from reportgen.narrative.comparisons.comparison_words import TREND, ComparisonWords, it_rose
from reportgen.narrative.comparisons.interrupted_series import describe_interrupted_series
from reportgen.narrative.numbers.period_text import start_text
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker

_SEGMENTS = gettext_noop(
    "We fitted a segmented regression with time counted from the start of the later period: by "
    "ordinary least squares for series of fewer than 12 points, otherwise with first-order "
    "autoregressive errors by restricted maximum likelihood"
)


def _methods(_outcome: ComparisonOutcome, _result: InterruptedSeriesEstimate) -> tuple[Prose, ...]:
    return (sentence(phrase(_SEGMENTS)),)


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    return phrase(
        "{label} {rose} at the start of {start}",
        label=outcome.metric.label,
        rose=claim(LEVEL_WORDS[outcome.verdict.verdict].short, outcome.verdict),
        start=start_text(speaker.period(outcome.comparison.later)),
    )


def _headline(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    told = phrase(
        "change of {label} at the start of {start}",
        label=outcome.metric.label,
        start=start_text(speaker.period(outcome.comparison.later)),
    )
    return outcome.ids.level_change, told


ITS = ComparisonWords(
    test=Test.ITS,
    result_type=InterruptedSeriesEstimate,
    figure=TREND,
    describe=describe_interrupted_series,
    methods=_methods,
    title=_title,
    headline=_headline,
    it_changed=it_rose,
    undecided=UNDECIDED_CHANGE,
)
