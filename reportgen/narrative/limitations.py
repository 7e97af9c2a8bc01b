"""What a brief can't show, said by the brief itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.analysis.slope_comparison import SlopeComparison
from reportgen.model.metric import MetricKind
from reportgen.model.verdict import Strength, VerdictKind
from reportgen.narrative.compose import compose, enumerated, sentence
from reportgen.narrative.number_text import date_text
from reportgen.narrative.words import claim, robustness_words, votes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportgen.analysis.outcomes import ComparisonOutcome
    from reportgen.model.prose import Prose
    from reportgen.narrative.speaker import Speaker


SYNTHETIC_LIMIT = sentence(
    "The data of this brief are synthetic and say nothing of a real organization"
)
"""It holds where the configuration calls the data synthetic, or a file does so itself."""


def describe_limitations(speaker: Speaker) -> tuple[Prose, ...]:
    """Return the limits of this brief, the gravest first."""
    comparisons = speaker.outcomes.comparisons
    limits = [
        *_synthetic(speaker),
        *_design(comparisons),
        *_events(comparisons),
        *_fragile(comparisons),
        *_contested(comparisons),
        *_undecided(comparisons),
        *_running_totals(comparisons),
        *_plan(speaker),
        *_people(speaker),
        *_campaigns(speaker),
    ]
    return tuple(limits)


def _synthetic(speaker: Speaker) -> Iterator[Prose]:
    if speaker.configuration.brief.synthetic:
        yield SYNTHETIC_LIMIT


def _design(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    if comparisons:
        yield sentence(
            "Periods of one organization are compared, without another one for comparison: this "
            "shows what happened, not why"
        )


def _events(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    events = dict.fromkeys(event for outcome in comparisons for event in outcome.events)
    if events:
        named = enumerated([f"{item.what.rstrip('.')} ({date_text(item.on)})" for item in events])
        yield sentence(
            "Other things happened in the periods that are compared, and their part can't be told "
            "apart from that of any planned change: ",
            named,
        )


def _fragile(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    for outcome in comparisons:
        verdict = outcome.verdict
        if verdict.strength is Strength.FRAGILE:
            yield sentence(f"{outcome.metric.label}: ", claim(robustness_words(verdict), verdict))


def _contested(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    """Name each comparison that found nothing while other analyses of it did."""
    for outcome in comparisons:
        verdict = outcome.verdict
        if verdict.verdict is VerdictKind.INCONCLUSIVE and votes(verdict)[0]:
            words = claim(robustness_words(verdict), verdict)
            yield sentence(
                f"For {outcome.metric.label}, ", words, ", so the answer hangs on the method"
            )


def _undecided(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    kinds = {outcome.verdict.verdict for outcome in comparisons}
    if VerdictKind.INCONCLUSIVE in kinds:
        yield sentence(
            "Where the data do not show whether two periods differ, they do not show that the "
            "periods are alike either; the intervals tell how large a difference remains possible"
        )
    if VerdictKind.NOT_ASSESSABLE in kinds:
        yield sentence("Some comparisons could not be made; the reasons stand in their place")


def _running_totals(comparisons: tuple[ComparisonOutcome, ...]) -> Iterator[Prose]:
    if any(
        isinstance(outcome.result, SlopeComparison) and outcome.metric.kind is MetricKind.LEVEL
        for outcome in comparisons
    ):
        yield sentence(
            "Successive values of a running total depend on each other, so the intervals of its "
            "slopes are narrower than they should be"
        )


def _plan(speaker: Speaker) -> Iterator[Prose]:
    if speaker.outcomes.comparisons and not speaker.configuration.analysis.registration:
        yield sentence(
            "No registration shows that the analyses were chosen before the data were seen"
        )


def _people(speaker: Speaker) -> Iterator[Prose]:
    if speaker.outcomes.surveys:
        yield sentence(
            "Survey answers are what people said of themselves, and stand for those who answered"
        )
    if speaker.configuration.testimonials:
        yield sentence("Quotations were chosen; they illustrate and prove nothing")


def _campaigns(speaker: Speaker) -> Iterator[Prose]:
    campaigns = speaker.configuration.campaigns
    if speaker.outcomes.record is not None and campaigns is not None and not campaigns.is_complete:
        yield compose(
            sentence(
                "The list of campaigns is not declared complete, so the record may be another one"
            )
        )
