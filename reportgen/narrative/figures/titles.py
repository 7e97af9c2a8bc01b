"""Titles of figures: the finding, as far as the verdict licenses it, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.comparisons.interrupted_series import InterruptedSeriesEstimate
from reportgen.analysis.comparisons.slope_comparison import SlopeComparison
from reportgen.languages.gettext_noop import gettext_noop
from reportgen.model.metric import MetricKind
from reportgen.model.quantity_ids import latest_id
from reportgen.model.verdict import VerdictKind
from reportgen.narrative.claim_words import (
    LEVEL_WORDS,
    UNDECIDED_CHANGE,
    UNDECIDED_GROWTH,
    UNDECIDED_LEVEL,
    claim,
    within_margin_words,
)
from reportgen.narrative.comparisons.closing import margin_of_difference
from reportgen.narrative.comparisons.refusal import NOT_ASSESSABLE
from reportgen.narrative.comparisons.slope import slope_words
from reportgen.narrative.numbers.period_text import start_text
from reportgen.narrative.phrases import capitalized, phrase

if TYPE_CHECKING:
    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.metric import Metric
    from reportgen.model.prose import Prose
    from reportgen.narrative.quantity_phrases import Speaker

_FOUND = (VerdictKind.INCREASE, VerdictKind.DECREASE)


def comparison_title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    """Return a comparison's finding as a title, without a full stop."""
    return capitalized(_title(speaker, outcome))


def _title(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    verdict, label = outcome.verdict, outcome.metric.label
    if verdict.verdict is VerdictKind.NOT_ASSESSABLE:
        refused = claim(NOT_ASSESSABLE, verdict)
        return phrase("{label} {refused} between the periods", label=label, refused=refused)
    if verdict.verdict is VerdictKind.EQUIVALENT:
        return _equivalent(speaker, outcome)
    if verdict.verdict is VerdictKind.INCONCLUSIVE:
        undecided = claim(_undecided(outcome), verdict)
        return phrase("{label}: {undecided}", label=label, undecided=undecided)
    return _found(speaker, outcome)


def _found(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    verdict, label = outcome.verdict, outcome.metric.label
    start = start_text(speaker.period(outcome.comparison.later))
    if isinstance(outcome.result, SlopeComparison):
        grew = claim(slope_words(speaker, outcome).short, verdict)
        pace = outcome.ids.slope_ratio
        if not speaker.has(pace):
            return phrase("{label} {grew} from {start}", label=label, grew=grew, start=start)
        return phrase(
            "{label} {grew} from {start}, at {ratio} times the earlier pace",
            label=label,
            grew=grew,
            start=start,
            ratio=speaker.number(pace),
        )
    rose = claim(LEVEL_WORDS[verdict.verdict].short, verdict)
    if isinstance(outcome.result, InterruptedSeriesEstimate):
        return phrase("{label} {rose} at the start of {start}", label=label, rose=rose, start=start)
    for name in (outcome.ids.ratio, outcome.ids.rate_ratio):
        if speaker.has(name):
            return phrase(
                "{label} {rose} to {ratio} times the earlier average",
                label=label,
                rose=rose,
                ratio=speaker.number(name),
            )
    return phrase("{label} {rose} from {start} on", label=label, rose=rose, start=start)


def plain_title(speaker: Speaker, metric: Metric) -> Prose:
    """Return a title for a metric that no comparison asks about."""
    latest = latest_id(metric.id)
    if not speaker.has(latest):
        return phrase("No value of {label} is known yet", label=metric.label)
    is_level = metric.kind is MetricKind.LEVEL
    stood = gettext_noop("{label} stood at {value} at the last count")
    came = gettext_noop("{label}: the latest value is {value}")
    value = speaker.number(latest)
    return capitalized(phrase(stood if is_level else came, label=metric.label, value=value))


def _equivalent(speaker: Speaker, outcome: ComparisonOutcome) -> Prose:
    margin = margin_of_difference(speaker, outcome)
    words = claim(within_margin_words(margin), outcome.verdict)
    label = outcome.metric.label
    if isinstance(outcome.result, SlopeComparison):
        return phrase(
            "{label}: growth in the two periods is {equivalent}", label=label, equivalent=words
        )
    return phrase("{label}: the two averages are {equivalent}", label=label, equivalent=words)


def _undecided(outcome: ComparisonOutcome) -> str:
    if isinstance(outcome.result, SlopeComparison):
        return UNDECIDED_GROWTH[outcome.comparison.alternative].short
    if isinstance(outcome.result, InterruptedSeriesEstimate):
        return UNDECIDED_CHANGE[outcome.comparison.alternative].short
    return UNDECIDED_LEVEL[outcome.comparison.alternative].short
