"""The words of a comparison of trends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.comparison import Test
from reportgen.model.metric import MetricKind
from reportgen.narrative.claim_words import UNDECIDED_GROWTH, claim
from reportgen.narrative.comparisons.comparison_words import TREND, ComparisonWords, headline_parts
from reportgen.narrative.comparisons.slope import describe_slope_comparison, slope_words
from reportgen.narrative.numbers.period_text import start_text
from reportgen.narrative.phrases import italic, phrase, sentence

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker


def _methods(outcome: ComparisonOutcome, _result: SlopeComparison) -> tuple[Prose, ...]:
    slopes = sentence(phrase(_SLOPES))
    if outcome.metric.kind is not MetricKind.LEVEL:
        return (slopes,)
    return (slopes, sentence(phrase(_GAINS, t=italic("t"), P=italic("P"))))


_SLOPES = gettext_noop(
    "We fitted a straight line to each period by simple linear regression and compared the slopes "
    "by the interaction term of one regression over both periods, with a Fieller interval for "
    "their ratio"
)
_GAINS = gettext_noop(
    "Successive values of a running total depend on each other, and that test alone would find "
    "differences where there are none; so we also compared the monthly gains by a Welch {t} test, "
    "and let the larger of the two {P} values decide"
)


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    label, pace = outcome.metric.label, outcome.ids.slope_ratio
    start = start_text(speaker.period(outcome.comparison.later))
    grew = claim(slope_words(speaker, outcome).short, outcome.verdict)
    if not speaker.has(pace):
        return phrase("{label} {grew} from {start}", label=label, grew=grew, start=start)
    return phrase(
        "{label} {grew} from {start}, at {ratio} times the earlier pace",
        label=label,
        grew=grew,
        start=start,
        ratio=speaker.number(pace),
    )


def _headline(speaker: Speaker, outcome: ComparisonOutcome) -> tuple[str, Prose]:
    parts, ratio = headline_parts(speaker, outcome), outcome.ids.slope_ratio
    if speaker.has(ratio):
        return ratio, phrase("as fast as in {against}: growth of {label}", parts)
    told = phrase("difference from {against}, in the growth of {label}", parts)
    return outcome.ids.slope_difference, told


def _it_grew(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    return phrase("it {grew}", grew=claim(slope_words(speaker, outcome).short, outcome.verdict))


def _limitation(outcome: ComparisonOutcome) -> Prose:
    if outcome.metric.kind is not MetricKind.LEVEL:
        return ()
    told = phrase(
        "Successive values of a running total depend on each other, so the intervals of its "
        "slopes are narrower than they should be"
    )
    return sentence(told)


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
    alike_title=gettext_noop("{label}: growth in the two periods is {equivalent}"),
    alike_headline=gettext_noop("as fast as in {against}, {equivalent}: growth of {label}"),
    open_headline=gettext_noop(
        "growth of {label}, {period}; in {against} it was {base}, and {not_shown}"
    ),
    values=gettext_noop("The estimated growth was {values}"),
    limitation=_limitation,
)
