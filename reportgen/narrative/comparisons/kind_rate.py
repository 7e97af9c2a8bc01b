"""The words of a comparison of small counts as exact rates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.rate_comparison import RateComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.narrative.claim_words import UNDECIDED_LEVEL
from reportgen.narrative.comparisons.comparison_words import (
    MONTHS,
    ComparisonWords,
    average_title,
    headline_parts,
    it_rose,
    ratio_phrase,
)
from reportgen.narrative.comparisons.rate import describe_rate_comparison
from reportgen.narrative.numbers.period_text import range_text
from reportgen.narrative.phrases import phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker

_RATES = gettext_noop(
    "Counts of fewer than five a month were compared by the exact conditional test of the ratio of "
    "two Poisson rates"
)


def _methods(_outcome: ComparisonOutcome, _result: RateComparison) -> tuple[Prose, ...]:
    return (sentence(phrase(_RATES)),)


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    return average_title(speaker, outcome, ratio="rate_ratio")


def _headline(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    """Return the ratio; after a period without an event, which has none, the rate itself."""
    ratio = outcome.ids.rate_ratio
    if speaker.has(ratio):
        return ratio, ratio_phrase(speaker, outcome)
    period = range_text(speaker.period(outcome.comparison.later))
    told = phrase(
        "{label}, {period}, after none in {against}",
        headline_parts(speaker, outcome),
        period=period,
    )
    return outcome.comparison_ids.later.rate, told


RATE = ComparisonWords(
    test=Test.MEAN,
    result_type=RateComparison,
    figure=MONTHS,
    describe=describe_rate_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    it_changed=it_rose,
    undecided=UNDECIDED_LEVEL,
)
