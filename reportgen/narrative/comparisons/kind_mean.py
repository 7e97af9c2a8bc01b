"""The words of a comparison of means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.mean_comparison import MeanComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test, Variant
from reportgen.narrative.claim_words import UNDECIDED_LEVEL
from reportgen.narrative.comparisons.comparison_words import (
    MONTHS,
    ComparisonWords,
    average_title,
    headline_parts,
    it_rose,
    ratio_phrase,
)
from reportgen.narrative.comparisons.mean import describe_mean_comparison
from reportgen.narrative.phrases import italic, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker

_VARIANTS = {Variant.STUDENT: "Student", Variant.WELCH: "Welch"}
_MEANS = gettext_noop(
    "Means were compared by unpaired {name} {t} tests, with a Fieller interval for the ratio of "
    "means and Hedges {g} as effect size"
)


def _methods(_outcome: ComparisonOutcome, result: MeanComparison) -> tuple[Prose, ...]:
    told = phrase(_MEANS, name=_VARIANTS[result.variant], t=italic("t"), g=italic("g"))
    return (sentence(told),)


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    return average_title(speaker, outcome, ratio="ratio")


def _headline(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    ratio = outcome.ids.ratio
    if speaker.has(ratio):
        return ratio, ratio_phrase(speaker, outcome)
    parts = headline_parts(speaker, outcome)
    told = phrase("difference from {against}, in the average of {label}", parts)
    return outcome.ids.difference, told


MEAN = ComparisonWords(
    test=Test.MEAN,
    result_type=MeanComparison,
    figure=MONTHS,
    describe=describe_mean_comparison,
    methods=_methods,
    title=_title,
    headline=_headline,
    it_changed=it_rose,
    undecided=UNDECIDED_LEVEL,
)
